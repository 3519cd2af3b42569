"""Plan against execution over a simulated year, equal to a second computation that walks day by day in Python."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.company import NOW, Company
from tests.sales.test_agenda import plan
from tests.sales.test_funnel import project
from tuicrm.sales import agenda
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.analysis.report import Ask, report
from tuicrm.store import change
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions

TODAY = NOW.date()
BEGIN = TODAY - timedelta(days=365)
PEOPLE = {"li": "Li Wei", "roth": "A. Roth", "kuhn": "M. Kuhn"}
SUMS = ("planned", "in_time", "late", "missed", "open", "postponed", "moves")
KINDS = ("call", "visit", "demo")


@dataclass
class Told:
    """What happened to one plan, told as a story and not as a row."""

    login: str
    kind: str
    project: str | None
    days: list[date]
    is_week: bool
    done_on: date | None = None
    is_missed: bool = False
    is_called_off: bool = False


def stories(seed: int, count: int) -> list[Told]:
    rng = Random(seed)
    told = []
    for _ in range(count):
        on = BEGIN + timedelta(days=rng.randrange(380))
        is_week = rng.random() < 0.1
        if is_week:
            on -= timedelta(days=on.weekday())
        days = [on]
        while rng.random() < 0.2:
            days.append(days[-1] + timedelta(days=7 if is_week else rng.randrange(1, 20)))
        one = Told(rng.choice([*PEOPLE]), rng.choice(KINDS), rng.choice([None, "ERP", "PX"]), days, is_week)
        fate = rng.random()
        if fate < 0.65:
            one.done_on = days[-1] + timedelta(days=rng.choice([-3, -1, 0, 0, 0, 0, 1, 4, 6, 7, 9]))
            if one.done_on > TODAY:
                one.done_on = None
        elif fate < 0.75:
            one.is_missed = True
        elif fate < 0.82:
            one.is_called_off = True
        told.append(one)
    return told


def write(company: Company, told: list[Told]) -> None:
    acme = company.customer("Acme", owner="li")
    made = {name: project(company, name, customer_id=acme) for name in ("ERP", "PX")}
    ids = {login: company.id(login) for login in PEOPLE}

    def rows(session: Session) -> None:
        for one in told:
            done = one.done_on is not None
            state = "done" if done else "cancelled" if one.is_missed or one.is_called_off else "planned"
            change.insert(
                session, actions, customer_id=acme, project_id=made.get(one.project or ""), owner_id=ids[one.login],
                kind=one.kind, subject="", state=state, grain="week" if one.is_week else "day",
                planned_on=one.days[-1], first_planned_on=one.days[0], postponed=len(one.days) - 1,
                done_on=one.done_on, done_at=datetime(2026, 1, 1, tzinfo=UTC) if done else None,
                done_month=one.done_on.year * 12 + one.done_on.month if one.done_on else None, created_at=NOW,
                outcome="done" if done else "missed" if one.is_missed else None, origin="plan", priority=0,
            )  # fmt: skip

    company.database.write_as(rows, company.clock.now)


def fate(one: Told) -> str:
    """Walk from the last planned day to its due day and look what happened on the way."""
    due = one.days[-1]
    for _ in range(6 if one.is_week else 0):
        due += timedelta(days=1)
    if one.is_missed:
        return "missed"
    if one.done_on is None:
        return "open" if due >= TODAY else "missed"
    day = min(one.done_on, one.days[-1])
    while day <= due:
        if day == one.done_on:
            return "in_time"
        day += timedelta(days=1)
    return "late"


def label(one: Told, dimension: str) -> str:
    on = one.days[-1]
    return {
        "owner": PEOPLE[one.login], "kind": one.kind, "project": one.project or "", "month": f"{on:%Y-%m}",
        "week": (on - timedelta(days=on.isoweekday() - 1)).isoformat(), "day": on.isoformat(),
        "team": "West" if one.login == "kuhn" else "East",
    }[dimension]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_a_second_computation_over_a_year(company: Company, seed: int) -> None:
    told = stories(seed, 700)
    write(company, told)
    for first, last in ((BEGIN, TODAY), (BEGIN + timedelta(days=100), TODAY + timedelta(days=30))):
        for by in ((), ("owner",), ("week",), ("kind", "project"), ("month", "owner"), ("team",), ("day",)):
            expected: dict[tuple[str, ...], Counter[str]] = {}
            for one in told:
                if one.is_called_off or not first <= one.days[-1] <= last:
                    continue
                sums = expected.setdefault(tuple(label(one, name) for name in by), Counter())
                sums["planned"] += 1
                sums[fate(one)] += 1
                sums["postponed"] += len(one.days) > 1
                sums["moves"] += len(one.days) - 1
            found = company.desk("hale").read(agenda.execution, first, last, by=by)
            assert {row.key: (row.planned, row.in_time, row.late, row.missed, row.open, row.postponed, row.moves)
                    for row in found} == {
                key: tuple(sums[name] for name in SUMS)
                for key, sums in expected.items()
            }  # fmt: skip
            for row in found:
                due = row.planned - row.open
                assert row.rate == (round(row.in_time / due, 6) if due else None)


def test_reports_say_the_same(company: Company) -> None:
    write(company, stories(3, 300))
    hale = company.desk("hale")
    for by in (("owner",), ("week",), ("kind",), ("project",), ("month",), ()):
        found = {row.key: row for row in hale.read(agenda.execution, BEGIN, TODAY, by=by)}
        for measure, name in (
            ("planned", "planned"), ("done-in-time", "in_time"), ("done-late", "late"), ("missed", "missed"),
            ("postponed", "postponed"),
        ):  # fmt: skip
            said = hale.read(report, Ask(measure, by, from_on=BEGIN, to_on=TODAY)).rows
            assert {row.key: row.value for row in said if row.value} == {
                key: getattr(row, name) for key, row in found.items() if getattr(row, name)
            }, (measure, by)


def test_who_sees_whose_figures(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    for login in ("li", "roth"):
        plan(small_company, login, customer_id=acme)
    plan(small_company, "kuhn", customer_id=small_company.customer("Other"))
    seen = {
        login: sum(row.planned for row in small_company.desk(login).read(agenda.execution, TODAY, TODAY))
        for login in ("li", "wang", "kuhn", "hale", "eye")
    }
    assert seen == {"li": 2, "wang": 2, "kuhn": 1, "hale": 3, "eye": 3}
    mine = small_company.desk("hale").read(agenda.execution, TODAY, TODAY, user_id=small_company.id("li"))
    assert mine[0].planned == 1


@pytest.mark.parametrize(("by", "days", "code"), [(("colour",), 0, "dimension"), ((), -1, "order_of_days")])
def test_questions_that_cannot_be_asked(small_company: Company, by: tuple[str, ...], days: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        small_company.desk("li").read(agenda.execution, TODAY, TODAY + timedelta(days=days), by=by)


def test_a_week_of_the_team(company: Company) -> None:
    acme = company.customer("Acme", owner="li", class_key="A")
    plan(company, customer_id=acme, on=TODAY + timedelta(days=8), minutes=90)
    plan(company, customer_id=acme, on=TODAY - timedelta(days=3))
    done = plan(company, customer_id=acme, on=TODAY)
    company.desk("li").write(
        agenda.done, done, outcome="talked", next_action=NewAction("call", on=TODAY + timedelta(9))
    )
    week = company.desk("wang").read(agenda.team_week)
    assert (week.team, week.monday) == ("East", TODAY)
    assert [one.user for one in week.people] == ["A. Roth", "F. Wang", "Li Wei"]
    li = week.people[-1]
    assert (li.next_planned, li.next_minutes, li.next_work_minutes, li.overdue, li.done_today) == (2, 105, 2700, 1, 1)
    assert (li.this.planned, li.this.in_time, li.covered) == (1, 1, 1.0)
    assert [one.user for one in company.desk("hale").read(agenda.team_week).people] == [
        "A. Roth", "F. Wang", "M. Kuhn", "Li Wei",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        company.desk("kuhn").read(agenda.team_week, week.team_id)
    teams = {one.team: one.team_id for one in (week, company.desk("hale").read(agenda.team_week, 2))}
    assert teams == {"East": 1, "West": 2}


def test_the_teams_record_is_seen_on_record(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    following = NewAction("call", on=TODAY + timedelta(days=1))
    done = [plan(company, customer_id=acme), plan(company, customer_id=acme)]
    for action in done:
        company.clock.later(minutes=1)
        company.desk("li").write(agenda.done, action, outcome="talked", note=f"n{action}", next_action=following)
    wang, hale = company.desk("wang"), company.desk("hale")
    rows = wang.read(agenda.team_record, TODAY, TODAY)
    assert [(row.action.id, row.seen_at, row.seen_by) for row in rows] == [(done[1], None, ()), (done[0], None, ())]
    assert wang.write(agenda.see, [done[0]]) == (done[0],)
    assert wang.write(agenda.see, done) == (done[1],)
    hale.write(agenda.see, [done[0]])
    rows = wang.read(agenda.team_record, TODAY, TODAY)
    assert [row.seen_by for row in rows] == [("F. Wang",), ("F. Wang", "M. Hale")]
    assert wang.read(agenda.team_record, TODAY, TODAY, only_unseen=True) == ()
    assert company.desk("kuhn").read(agenda.team_record, TODAY, TODAY) == ()
    with pytest.raises(Refused):
        company.desk("roth").write(agenda.see, done)
