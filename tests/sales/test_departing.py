"""Somebody leaves: everything passes on, every way in is closed, nothing that was won changes hands."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.access.test_keys import made
from tuicrm.plain import secrets
from tuicrm.sales import access, agenda, auditing, departing, people
from tuicrm.sales import projects as project_rules
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.departing import Going
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.tables.access import access_passes, user_keys, user_sessions
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import memberships
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import changes


@pytest.fixture
def busy(company: Company) -> Company:
    return made_busy(company)


@pytest.fixture
def small_busy(small_company: Company) -> Company:
    return made_busy(small_company)


def made_busy(company: Company) -> Company:
    """Roth holds three customers, has a project with one of them, a plan, a key, a link and a window."""
    acme, bolt, _cog = (company.customer(name, owner="roth") for name in ("Acme", "Bolt", "Cog"))
    company.desk("roth").write(project_rules.add, NewProject(name="Line 4", customer_id=acme))
    roth, boss = company.desk("roth"), company.desk("boss")
    roth.write(agenda.plan, NewAction(kind="call", subject="price", customer_id=bolt, on=company.clock.now.date()))
    boss.write(access.add_key, company.id("roth"), made())
    roth.write(access.link, secrets.digest("link"))
    roth.write(access.begin, way="ssh", host="crm", pid=1)
    roth.write(auditing.note, "customer", 412)
    return company


def holder(company: Company, name: str) -> int | None:
    found: int | None = company.value(select(customers.c.owner_id).where(customers.c.name == name))
    return found


def counts(company: Company) -> tuple[int, ...]:
    return tuple(
        company.value(select(func.count()).select_from(table))
        for table in (customers, projects, actions, ownerships, memberships, changes)
    )


def test_everything_passes_on_and_every_door_closes(busy: Company) -> None:
    done = busy.desk("boss").write(departing.depart, busy.id("roth"), Going((busy.id("li"),)))
    assert (done.keys, done.passes, done.windows, done.pooled) == (1, 1, 1, 0)
    assert [(part.to, part.customers, part.open_projects) for part in done.parts] == [("Li Wei", 3, 1)]
    assert [(read.kind, read.count) for read in done.reads] == [("customer", 412)]
    li = busy.id("li")
    assert {holder(busy, name) for name in ("Acme", "Bolt", "Cog")} == {li}
    assert busy.value(select(projects.c.owner_id)) == li
    assert busy.value(select(actions.c.owner_id).where(actions.c.state == "planned")) == li
    assert busy.value(select(func.count()).where(user_keys.c.revoked_at.is_(None))) == 0
    assert busy.value(select(func.count()).where(access_passes.c.revoked_at.is_(None))) == 0
    assert busy.value(select(func.count()).where(user_sessions.c.ended_at.is_(None))) == 0
    today = busy.clock.now.date()
    assert busy.value(select(memberships.c.to_on).where(memberships.c.user_id == busy.id("roth"))) == today + timedelta(
        days=1
    )


def test_the_preview_says_the_same_and_writes_nothing(busy: Company) -> None:
    going = Going((busy.id("li"), busy.id("wang")), by="even")
    before = counts(busy)
    seen = busy.desk("boss").read(departing.departing, busy.id("roth"), going)
    assert counts(busy) == before
    done = busy.desk("boss").write(departing.depart, busy.id("roth"), going)
    assert seen == done


def test_what_nobody_works_on_goes_to_the_pool_and_the_rest_to_the_lead(busy: Company) -> None:
    done = busy.desk("boss").write(departing.depart, busy.id("roth"), Going(to_pool=True))
    assert done.pooled == 2
    assert (holder(busy, "Bolt"), holder(busy, "Cog"), holder(busy, "Acme")) == (None, None, busy.id("wang"))
    assert busy.value(select(projects.c.owner_id)) == busy.id("wang")
    reasons = busy.database.read_as(
        lambda s: set(
            s.values(
                select(ownerships.c.reason).where(
                    ownerships.c.owner_id.is_(None), ownerships.c.to_at.is_(None), ownerships.c.how == "release"
                )
            )
        ),
        busy.clock.now,
    )
    assert reasons == {"left"}


def test_nobody_leaves_with_work_in_their_hands(busy: Company) -> None:
    before = counts(busy)
    for act in (busy.desk("boss").read, busy.desk("boss").write):
        rule = departing.departing if act.__name__ == "read" else departing.depart
        with pytest.raises(Refused) as refused:
            act(rule, busy.id("roth"), Going())
        assert refused.value.code == "holds_still"
        assert (refused.value.facts["customers"], refused.value.facts["projects"], refused.value.facts["actions"]) == (
            3,
            1,
            1,
        )
    assert counts(busy) == before


def test_who_holds_nothing_just_leaves(small_company: Company) -> None:
    done = small_company.desk("boss").write(departing.depart, small_company.id("kuhn"), Going())
    assert (done.parts, done.pooled, done.left_on) == ((), 0, small_company.clock.now.date())
    small_company.clock.later(days=1)
    with pytest.raises(NotAllowed):
        small_company.desk("kuhn").read(people.me)


def test_a_day_to_come_leaves_the_doors_open_until_then(busy: Company) -> None:
    on = busy.clock.now.date() + timedelta(days=3)
    done = busy.desk("boss").write(departing.depart, busy.id("roth"), Going((busy.id("li"),), left_on=on))
    assert (done.left_on, done.keys, done.windows) == (on, 0, 0)
    key = busy.value(select(user_keys.c.id))
    assert busy.database.read_as(lambda s: access.by_key_id(s, key), busy.clock.now) is not None
    busy.clock.later(days=4)
    assert busy.database.read_as(lambda s: access.by_key_id(s, key), busy.clock.now) is None


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye"])
def test_only_an_administrator_lets_somebody_out(small_company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        small_company.desk(login).write(departing.depart, small_company.id("kuhn"), Going())


def test_nobody_lets_themselves_out_and_nobody_leaves_twice(small_company: Company) -> None:
    boss = small_company.desk("boss")
    with pytest.raises(Refused, match="oneself"):
        boss.write(departing.depart, small_company.id("boss"), Going())
    boss.write(departing.depart, small_company.id("kuhn"), Going(left_on=date(2026, 11, 30)))
    with pytest.raises(Refused, match="has_left"):
        boss.write(departing.depart, small_company.id("kuhn"), Going())


def test_a_receiver_has_to_be_one_who_sells(busy: Company) -> None:
    before = counts(busy)
    with pytest.raises(Refused, match="receiver"):
        busy.desk("boss").write(departing.depart, busy.id("roth"), Going((busy.id("eye"),)))
    assert counts(busy) == before


@pytest.mark.parametrize(
    ("going", "code"),
    [
        (lambda c: Going((c.id("roth"),)), "goes_themself"),
        (lambda c: Going((c.id("li"), c.id("roth"))), "goes_themself"),
        (lambda c: Going((c.id("eye"),)), "receiver"),
        (lambda c: Going((c.id("li"),), by="colour"), "split"),
        (lambda c: Going((), by=""), "split"),
        (lambda c: Going((c.id("li"),), left_on=date(2026, 1, 4)), "order_of_days"),
        (lambda c: Going((c.id("li"),), left_on=date(1999, 12, 31)), "order_of_days"),
        (lambda c: Going(), "holds_still"),
    ],
)
def test_what_cannot_be_is_refused_by_the_preview_as_by_the_act(
    small_busy: Company, going: Callable[[Company], Going], code: str
) -> None:
    before = counts(small_busy)
    boss, roth = small_busy.desk("boss"), small_busy.id("roth")
    for act in (lambda: boss.read(departing.departing, roth, going(small_busy)),
                lambda: boss.write(departing.depart, roth, going(small_busy))):  # fmt: skip
        with pytest.raises(Refused, match=code):
            act()
    assert counts(small_busy) == before


@pytest.mark.parametrize(
    ("days", "closed", "ahead"), [(-1, (1, 1, 1), False), (0, (1, 1, 1), False), (1, (0, 0, 0), True)]
)
def test_the_preview_tells_the_ways_in_that_the_act_closes(
    small_busy: Company, days: int, closed: tuple[int, int, int], ahead: bool
) -> None:
    boss, roth = small_busy.desk("boss"), small_busy.id("roth")
    old = small_busy.desk("roth").write(access.link, secrets.digest("over by then"))
    small_busy.clock.now += timedelta(minutes=11)
    small_busy.desk("roth").write(access.calendar, secrets.digest("calendar"))
    assert old.ends_at is not None
    assert old.ends_at < small_busy.clock.now
    going = Going((small_busy.id("li"),), left_on=small_busy.clock.now.date() + timedelta(days=days))
    said = boss.read(departing.departing, roth, going)
    done = boss.write(departing.depart, roth, going)
    for one in (said, done):
        assert ((one.keys, one.passes, one.windows), one.is_ahead) == (closed, ahead)
