"""What the resource is used for: each customer in exactly one place, edges of days included, others' unseen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tests.sales.house import set_values, settle
from tuicrm.sales import pool, projects
from tuicrm.sales.pool import Use
from tuicrm.sales.pool.using import SILENT_DAYS as SETTING
from tuicrm.sales.pool.using import USES
from tuicrm.sales.projects import NewProject
from tuicrm.screens.pool_rows import use_in_parts
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.store.tables.trade import purchases


def buy(company: Company, customer: int, **values: object) -> None:
    def insert(session: Session) -> None:
        change.insert(
            session, purchases, customer_id=customer, currency="EUR", bought_on=NOW.date(), month=24311, **values
        )  # fmt: skip

    company.database.write_as(insert, company.clock.now)


SILENT_DAYS = SETTING.default


def use(company: Company, tab: str = "all", login: str = "hale") -> dict[str, int]:
    found = company.desk(login).read(pool.use, tab)  # type: ignore[arg-type]
    return {name: found.of[name] for name in USES if found.of[name]}


@pytest.mark.parametrize(
    ("ago", "kind"),
    [
        pytest.param(timedelta(0), "tried", id="now"),
        pytest.param(timedelta(days=SILENT_DAYS), "tried", id="on the sixtieth day"),
        pytest.param(timedelta(days=SILENT_DAYS, hours=9), "tried", id="at its first midnight"),
        pytest.param(timedelta(days=SILENT_DAYS, hours=9, seconds=1), "silent", id="a second before it"),
        pytest.param(timedelta(days=4000), "silent", id="years ago"),
        pytest.param(None, "never", id="never"),
    ],
)
def test_an_action_wears_off_at_midnight(small_company: Company, ago: timedelta | None, kind: str) -> None:
    acme = small_company.customer("Acme")
    if ago is not None:
        set_values(small_company, customers, acme, last_action_at=small_company.clock.now - ago)
    assert use(small_company) == {kind: 1}


@pytest.mark.parametrize(
    ("zone", "kind"), [("UTC", "tried"), ("Asia/Shanghai", "tried"), ("Pacific/Kiritimati", "silent")]
)
def test_the_midnight_is_the_teams(small_company: Company, zone: str, kind: str) -> None:
    settle(small_company, zone=zone)
    small_company.clock.now = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    acme = small_company.customer("Acme")
    before = datetime(2026, 9, 24, 9, 59, tzinfo=UTC)
    set_values(small_company, customers, acme, last_action_at=before)
    assert use(small_company) == {kind: 1}


@pytest.mark.parametrize(
    ("purchase", "project", "action", "kind"),
    [
        (True, True, True, "project"), (True, False, False, "bought"), (False, True, True, "project"),
        (False, True, False, "project"), (False, False, True, "tried"), (False, False, False, "never"),
    ],
)  # fmt: skip
def test_the_first_that_holds_counts(
    small_company: Company, purchase: bool, project: bool, action: bool, kind: str
) -> None:
    acme = small_company.customer("Acme", owner="li")
    if project:
        small_company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme))
    if purchase:
        buy(small_company, acme)
    set_values(small_company, customers, acme, last_action_at=small_company.clock.now if action else None)
    assert use(small_company) == {kind: 1}


def test_what_is_over_or_withdrawn_does_not_count(small_company: Company) -> None:
    company = small_company
    closed, returned = company.customer("Closed", owner="li"), company.customer("Returned", owner="li")
    line = company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=closed)).project_id
    set_values(company, project_rows, line, archived_at=company.clock.now)
    buy(company, returned, archived_at=company.clock.now)
    gone = company.customer("Gone")
    set_values(company, customers, gone, archived_at=company.clock.now)
    assert use(company) == {"never": 2}


def test_each_tab_counts_its_own_and_one_sees_ones_own(small_company: Company) -> None:
    for name, owner in (("Free", None), ("Mine", "li"), ("Ours", "roth"), ("Theirs", "kuhn")):
        small_company.customer(name, owner=owner)
    counted = {tab: sum(use(small_company, tab, "li").values()) for tab in ("pool", "mine", "team", "all")}
    assert counted == {"pool": 1, "mine": 1, "team": 2, "all": 3}
    assert use(small_company) == {"never": 4}


@pytest.mark.parametrize(
    ("use_of", "total", "percent"),
    [
        (Use({}), 0, None), (Use({"never": 5}), 5, 0), (Use({"bought": 1}), 1, 100),
        (Use({"bought": 1, "grows": 1, "project": 1, "silent": 3}), 6, 50),
        (Use({"bought": 1, "silent": 1, "resting": 1}), 3, 33), (Use({"tried": 999, "silent": 1}), 1000, 100),
    ],
)  # fmt: skip
def test_the_share_in_use(use_of: Use, total: int, percent: int | None) -> None:
    assert (use_of.total, use_of.percent) == (total, percent)


MADE = st.lists(
    st.tuples(st.sampled_from([None, "li", "kuhn"]), st.sampled_from([None, 0, 59, 60, 61]), st.booleans()), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MADE)
def test_every_customer_is_in_exactly_one_and_all_add_up(
    small_company: Company, made: list[tuple[str | None, int | None, bool]]
) -> None:
    before = sum(use(small_company).values())
    for owner, days, bought in made:
        one = small_company.customer("Acme", owner=owner)
        if days is not None:
            set_values(small_company, customers, one, last_action_at=small_company.clock.now - timedelta(days=days))
        if bought:
            buy(small_company, one)
    counts = small_company.desk("hale").read(pool.counts)
    assert sum(use(small_company).values()) == counts.all == before + len(made)
    assert counts.pool + counts.team == counts.all


@pytest.fixture
def large(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """A company of more customers than are counted each time: two free, three of team East, one of West."""
    monkeypatch.setattr("tuicrm.sales.pool.counting.MOST", 1)
    for number, (owner, class_key) in enumerate(
        [(None, "A"), (None, "C"), ("li", "A"), ("li", "B"), ("roth", None), ("kuhn", "B")]
    ):
        small_company.customer(f"Customer {number}", owner=owner, class_key=class_key)
    return small_company


@pytest.mark.parametrize(
    ("login", "tab", "live", "kept"),
    [
        ("hale", "all", 6, 6), ("hale", "pool", 2, 2), ("hale", "team", 4, 4), ("hale", "mine", 0, None),
        ("li", "all", 5, 5), ("li", "pool", 2, 2), ("li", "team", 3, 3), ("li", "mine", 2, None),
        ("kuhn", "all", 3, 3), ("kuhn", "team", 1, 1), ("wang", "all", 5, 5), ("eye", "all", 6, 6),
    ],
)  # fmt: skip
def test_of_too_many_the_count_of_the_day_is_given(
    large: Company, login: str, tab: str, live: int, kept: int | None
) -> None:
    now = large.desk(login).read(pool.use, tab)  # type: ignore[arg-type]
    assert (now.total, now.on) == (live, None), "before the first daily run they are counted"
    large.desk("li").write(pool.daily)
    for owner in (None, "li", "roth", "kuhn"):
        large.customer("Came since", owner=owner)
    then = large.desk(login).read(pool.use, tab)  # type: ignore[arg-type]
    if kept is None:
        assert then.on is None
    else:
        assert (then.total, then.on, then.of) == (kept, NOW.date(), now.of)
        assert then.idle_best == now.idle_best


def test_one_who_sees_only_their_own_gets_no_count_of_the_team(large: Company) -> None:
    large.desk("li").write(pool.daily)
    settle(large, sight="own")
    found = large.desk("li").read(pool.use, "all")
    assert (found.total, found.on) == (4, None)


def test_the_next_day_counts_anew(large: Company) -> None:
    large.desk("li").write(pool.daily)
    large.customer("Came since")
    large.clock.later(days=1)
    large.desk("li").write(pool.daily)
    found = large.desk("hale").read(pool.use, "all")
    assert (found.total, found.on) == (7, large.clock.now.date())
    assert "on Tue 24 Nov" in "".join(part.text for part in use_in_parts(found))
