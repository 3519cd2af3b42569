"""When a customer goes back, and by which rule: a table for each rule and exemption, with days at their edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.company import Company
from tests.sales.house import set_values, settle
from tests.sales.pool.recycled import acted, at, bought, held, keep, only, planned, project, says
from tuicrm.sales import funnel
from tuicrm.sales.funnel.board import BoardQuery
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects

DAY = date(2026, 6, 1)
"""The day of the claim."""


def on(days: int) -> date:
    return DAY + timedelta(days)


def due(company: Company, customer_id: int) -> tuple[str, int] | None:
    """By which rule, and how many days after the claim."""
    found = says(company, customer_id)
    return found and (found[0], (found[1] - DAY).days)


@pytest.mark.parametrize(
    ("rules", "last_action", "said"),
    [
        pytest.param({"recycle_idle_days": 30}, None, ("idle", 30), id="no action: from the claim"),
        pytest.param({"recycle_idle_days": 30}, 20, ("idle", 50), id="from the action"),
        pytest.param({"recycle_idle_days": 30}, -5, ("idle", 30), id="an action before the claim does not count"),
        pytest.param({"recycle_no_project_days": 30}, None, ("no_project", 30), id="no project"),
        pytest.param({"recycle_no_project_days": 30}, 20, ("no_project", 50), id="no project, from the action"),
        pytest.param({"recycle_not_won_days": 30}, None, ("not_won", 30), id="not won"),
        pytest.param({"recycle_not_won_days": 30}, 20, ("not_won", 50), id="not won, from the action"),
        pytest.param({"recycle_idle_days": 90, "recycle_no_project_days": 30, "recycle_not_won_days": 60}, None,
                     ("no_project", 30), id="the earliest of three"),
        pytest.param({"recycle_idle_days": 20, "recycle_no_project_days": 30, "recycle_not_won_days": 60}, None,
                     ("idle", 20), id="the earliest is another"),
        pytest.param({"recycle_idle_days": 30, "recycle_no_project_days": 30}, None, ("idle", 30), id="both at once"),
        pytest.param({"recycle_no_project_days": 30, "recycle_from": "claim"}, 20, ("no_project", 30),
                     id="counted from the claim whatever is done"),
        pytest.param({"recycle_idle_days": 30, "recycle_from": "claim"}, 20, ("idle", 50),
                     id="but who follows, follows"),
        pytest.param({}, None, None, id="all switched off"),
    ],
)  # fmt: skip
def test_each_rule_counts_from_the_later_of_claim_and_action(
    small_company: Company, rules: dict[str, object], last_action: int | None, said: tuple[str, int] | None
) -> None:
    company = small_company
    only(company, **rules)
    acme = held(company, DAY)
    if last_action is not None:
        acted(company, acme, at(on(last_action)))
    assert due(company, acme) == said


@pytest.mark.parametrize(
    ("class_key", "said"),
    [("A", ("idle", 60)), ("B", None), ("C", ("idle", 30)), (None, ("idle", 30)), ("a", ("idle", 30))],
)
def test_days_differ_by_class_and_a_class_may_be_left_out(
    small_company: Company, class_key: str | None, said: tuple[str, int] | None
) -> None:
    only(small_company, recycle_idle_days=30, recycle_idle_days__A=60, recycle_idle_days__B=None)
    assert due(small_company, held(small_company, DAY, class_key=class_key)) == said


def test_a_class_alone_may_have_a_rule(small_company: Company) -> None:
    only(small_company, recycle_idle_days__D=5)
    assert due(small_company, held(small_company, DAY, name="One", class_key="D")) == ("idle", 5)
    assert due(small_company, held(small_company, DAY, name="Two", class_key="A")) is None


@pytest.mark.parametrize(
    ("state", "rule", "said"),
    [
        pytest.param("open", "recycle_no_project_days", None, id="an open project is a project"),
        pytest.param("lost", "recycle_no_project_days", ("no_project", 10), id="one lost long ago exempts no more"),
        pytest.param("won", "recycle_not_won_days", None, id="won is won"),
        pytest.param("lost", "recycle_not_won_days", ("not_won", 10), id="lost is not won"),
        pytest.param("open", "recycle_not_won_days", ("not_won", 15), id="open is not won yet, and rots in time"),
    ],
)
def test_what_a_project_is_to_the_rules(
    small_company: Company, state: str, rule: str, said: tuple[str, int] | None
) -> None:
    company = small_company
    only(company, **{rule: 10}, recycle_won_days=0)
    acme = held(company, DAY)
    project(company, acme, DAY, state=state, closed=None if state == "open" else on(-400))
    assert due(company, acme) == said


def test_a_withdrawn_project_or_purchase_exempts_nothing(small_company: Company) -> None:
    company = small_company
    only(company, recycle_not_won_days=10)
    acme = held(company, DAY)
    set_values(company, projects, project(company, acme, DAY), archived_at=at(DAY))
    bought(company, acme, DAY, archived_at=at(DAY))
    assert due(company, acme) == ("not_won", 10)


@pytest.mark.parametrize(
    ("stage", "progress", "next_action", "said"),
    [
        pytest.param("New", None, None, 15, id="fourteen days in New, from the fifteenth it rots"),
        pytest.param("Needs", None, None, 21, id="another stage"),
        pytest.param("New", 20, None, 35, id="from the last progress"),
        pytest.param("New", None, 14, 15, id="an action before does not put it off"),
        pytest.param("New", None, 15, 16, id="an action on the day does, until it is late"),
        pytest.param("New", None, 29, 30, id="as far as the stage's days reach"),
        pytest.param("New", None, 30, 15, id="and no further"),
    ],
)
def test_an_open_project_exempts_until_it_rots(
    small_company: Company, stage: str, progress: int | None, next_action: int | None, said: int
) -> None:
    company = small_company
    only(company, recycle_idle_days=1)
    company.clock.now = at(on(1))
    acme = held(company, DAY)
    line = project(company, acme, DAY, stage=stage, progress=None if progress is None else on(progress))
    if next_action is not None:
        planned(company, line, on(next_action))
    assert due(company, acme) == ("idle", said)


@pytest.mark.parametrize(
    ("today", "step", "asked", "said"),
    [
        pytest.param(1, {"postponed": 2}, None, 26, id="a step that was put off twice"),
        pytest.param(1, {"postponed": 3}, None, 15, id="a step that was put off three times pauses nothing"),
        pytest.param(1, {"origin": "pair"}, None, 15, id="a talk among ourselves is no step"),
        pytest.param(10, None, 9, 24, id="the customer asked again"),
        pytest.param(40, {"on": 50}, None, 51, id="a step that was far when it rotted is near now"),
    ],
)
def test_a_project_rots_for_the_pool_when_it_rots_on_the_board(
    small_company: Company, today: int, step: dict[str, object] | None, asked: int | None, said: int
) -> None:
    company = small_company
    only(company, recycle_idle_days=1)
    acme = held(company, DAY)
    line = project(company, acme, DAY)
    if step is not None:
        planned(company, line, on(step.pop("on", 25)), **step)  # type: ignore[arg-type]
    if asked is not None:
        set_values(company, customers, acme, last_inquiry_at=at(on(asked)))
    company.clock.now = at(on(today))
    assert due(company, acme) == ("idle", said)
    for day, rots in ((said - 1, False), (said, True)):
        company.clock.now = at(on(day))
        found = company.desk("hale").read(funnel.board, BoardQuery(filter="sign:rotting", limit=99)).columns
        assert any(card.id == line for column in found for card in column.cards) == rots


def test_the_project_that_lasts_longest_counts(small_company: Company) -> None:
    only(small_company, recycle_idle_days=1)
    acme = held(small_company, DAY)
    for stage in ("New", "Demo", "Quote"):
        project(small_company, acme, DAY, stage=stage)
    assert due(small_company, acme) == ("idle", 21)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        pytest.param(None, 10, id="no lock"),
        pytest.param(5, 10, id="a lock that ends before"),
        pytest.param(9, 10, id="on the day before"),
        pytest.param(10, 11, id="on the day: it is locked on it"),
        pytest.param(90, 91, id="long after"),
    ],
)
def test_a_lock_holds_until_its_end(small_company: Company, until: int | None, said: int) -> None:
    company = small_company
    only(company, recycle_idle_days=10)
    acme = held(company, DAY)
    if until is not None:
        set_values(company, customers, acme, locked_until_on=on(until), lock_reason="waits for their budget")
    assert due(company, acme) == ("idle", said)


@pytest.mark.parametrize(
    ("days", "bought_on", "ends_on", "said"),
    [
        pytest.param(180, -10, None, ("idle", 170), id="from the purchase"),
        pytest.param(180, -10, 355, ("idle", 535), id="from its end"),
        pytest.param(180, -400, None, ("idle", 10), id="long ago"),
        pytest.param(0, -10, None, ("idle", 10), id="nothing for having bought"),
        pytest.param(None, -4000, None, None, id="who bought never goes"),
    ],
)
def test_who_bought_stays(
    small_company: Company, days: int | None, bought_on: int, ends_on: int | None, said: tuple[str, int] | None
) -> None:
    company = small_company
    only(company, recycle_idle_days=10, recycle_won_days=days)
    acme = held(company, DAY)
    bought(company, acme, on(bought_on), None if ends_on is None else on(ends_on))
    bought(company, acme, on(bought_on - 30))
    assert due(company, acme) == said


def test_a_project_won_without_a_purchase_counts_as_one(small_company: Company) -> None:
    only(small_company, recycle_idle_days=10, recycle_won_days=100)
    acme = held(small_company, DAY)
    project(small_company, acme, DAY, state="won", closed=on(3))
    assert due(small_company, acme) == ("idle", 103)


@pytest.mark.parametrize(
    ("zone", "action", "last_day"),
    [
        pytest.param("UTC", (2026, 6, 1, 23, 59, 59), date(2026, 6, 1), id="a second before midnight"),
        pytest.param("UTC", (2026, 6, 2, 0, 0, 0), date(2026, 6, 2), id="at midnight"),
        pytest.param("Asia/Shanghai", (2026, 6, 1, 15, 59, 59), date(2026, 6, 1), id="east, before"),
        pytest.param("Asia/Shanghai", (2026, 6, 1, 16, 0, 0), date(2026, 6, 2), id="east, at midnight"),
        pytest.param("America/New_York", (2026, 6, 2, 3, 59, 59), date(2026, 6, 1), id="west, before"),
        pytest.param("America/New_York", (2026, 6, 2, 4, 0, 0), date(2026, 6, 2), id="west, at midnight"),
        pytest.param("Europe/Berlin", (2026, 3, 29, 21, 59, 59), date(2026, 3, 29), id="a day of 23 hours"),
        pytest.param("Europe/Berlin", (2026, 3, 29, 22, 0, 0), date(2026, 3, 30), id="and the next"),
        pytest.param("Europe/Berlin", (2025, 10, 26, 22, 59, 59), date(2025, 10, 26), id="a day of 25 hours"),
        pytest.param("Europe/Berlin", (2025, 10, 26, 23, 0, 0), date(2025, 10, 27), id="and the next one"),
        pytest.param("Asia/Kathmandu", (2025, 12, 31, 18, 15, 0), date(2026, 1, 1), id="a new year"),
        pytest.param("Pacific/Kiritimati", (2024, 2, 28, 10, 0, 0), date(2024, 2, 29), id="a leap day"),
    ],
)
def test_days_are_the_teams_to_the_second(
    small_company: Company, zone: str, action: tuple[int, ...], last_day: date
) -> None:
    company = small_company
    settle(company, zone=zone)
    only(company, recycle_idle_days=30)
    acme = held(company, date(2024, 1, 1))
    acted(company, acme, datetime(*action, tzinfo=UTC))  # type: ignore[arg-type,misc]
    found = says(company, acme)
    assert found is not None
    assert found[1] == last_day + timedelta(30)


def test_what_lies_in_the_pool_or_is_archived_goes_nowhere(small_company: Company) -> None:
    only(small_company, recycle_idle_days=1)
    assert says(small_company, small_company.customer("Free")) is None
    acme = held(small_company, DAY)
    set_values(small_company, customers, acme, archived_at=at(DAY))
    assert says(small_company, acme) is None


def test_it_goes_no_sooner_than_it_was_announced(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    acme = held(company, DAY)
    today = company.clock.now.date()
    assert says(company, acme) == ("idle", on(30), today + timedelta(7))
    acted(company, acme, company.clock.now)
    assert says(company, acme) == ("idle", today + timedelta(30), today + timedelta(30))


def test_three_engines_say_the_same(company: Company) -> None:
    settle(company, zone="America/New_York")
    keep(company, recycle_idle_days=90, recycle_no_project_days=30, recycle_not_won_days=60, recycle_warn_days=7,
         recycle_no_project_days__A=45)  # fmt: skip
    company.clock.now = at(on(20))
    plain, best = held(company, DAY, name="Plain"), held(company, DAY, name="Best", class_key="A")
    worked, locked = held(company, DAY, name="Worked"), held(company, DAY, name="Locked")
    acted(company, worked, datetime(2026, 6, 5, 3, 59, 59, tzinfo=UTC))
    set_values(company, customers, locked, locked_until_on=on(40), lock_reason="budget")
    rotting, won = held(company, DAY, name="Rotting"), held(company, DAY, name="Won")
    line = project(company, rotting, DAY, stage="Demo")
    planned(company, line, on(25))
    bought(company, won, on(-3), on(10))
    assert [due(company, one) for one in (plain, best, worked, locked, rotting, won)] == [
        ("no_project", 30), ("no_project", 45), ("no_project", 33), ("no_project", 41), ("not_won", 60),
        ("no_project", 190),
    ]  # fmt: skip
