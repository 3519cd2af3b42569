"""Abnormal projects as of a day that is past: as they stood then, whatever became of them."""

from datetime import date, timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS, project, stage
from tuicrm.sales import funnel, projects
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions

TODAY = NOW.date()


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def abnormal(company: Company, as_of: date | None, login: str = "hale", **more: str) -> dict[str, list[str]]:
    return why(company.desk(login).read(answer, "abnormal", Scope(as_of=as_of, **more)))


def why(found: Answer) -> dict[str, list[str]]:
    return {line.key[0]: str(line.figures["why"]).split(", ") for line in found.lines}


def test_projects_are_listed_as_they_stood(company: Company) -> None:
    late = project(company, "late", amount_minor=900 * EUROS, expected_on=on(10))
    project(company, "kuhn's", login="kuhn", amount_minor=100 * EUROS, expected_on=on(200))
    company.clock.later(days=20)
    company.desk("li").write(funnel.move, late, stage(company, "Needs"))
    company.clock.later(days=60)
    company.desk("li").write(funnel.win, late, reason="x")
    company.clock.later(days=1)
    assert abnormal(company, None) == {"kuhn's": ["81 days in New", "no next step", "one contact only"]}
    assert abnormal(company, on(5))["late"] == ["no next step"]
    assert abnormal(company, on(12))["late"] == ["its day of closing is past", "no next step"]
    then = abnormal(company, on(75))
    assert then["late"] == ["its day of closing is past", "55 days in Needs", "no next step"]
    assert list(then) == ["late", "kuhn's"], "the larger amount first"
    assert abnormal(company, on(81)) == {"kuhn's": ["81 days in New", "no next step"]}
    assert abnormal(company, on(-1)) == {}, "nothing was there before"
    assert list(abnormal(company, on(75), who="West")) == ["kuhn's"]
    assert list(abnormal(company, on(75), where="stage:Needs")) == ["late"]


def test_a_step_that_was_planned_then_is_none_today(company: Company) -> None:
    made = project(company, "planned", amount_minor=EUROS, expected_on=on(300))

    def plan(session: Session, created: int, planned: int, done: int | None, state: str) -> None:
        at = NOW + timedelta(days=done) if done is not None else None
        change.insert(
            session, actions, project_id=made, kind="call", subject="x", state=state, grain="day",
            owner_id=company.id("li"), planned_on=on(planned), first_planned_on=on(planned), origin="plan",
            created_at=NOW + timedelta(days=created), done_at=at, done_on=at and at.date(),
            done_month=at and at.year * 12 + at.month, outcome="done" if at else None,
        )  # fmt: skip

    company.database.write_as(lambda session: plan(session, 3, 8, 10, "done"), NOW)
    company.database.write_as(lambda session: plan(session, 20, 22, None, "cancelled"), NOW)
    company.database.write_as(lambda session: plan(session, 30, 30, 30, "done"), NOW)
    company.clock.later(days=40)
    without = [
        days for days in (1, 2, 3, 9, 10, 15, 20, 21, 25, 29, 30, 35)
        if "no next step" in abnormal(company, on(days)).get("planned", [])
    ]  # fmt: skip
    assert without == [1, 2, 10, 15, 25, 29, 30, 35]


def test_a_day_moved_often_and_a_way_back_count_from_their_day(company: Company) -> None:
    made = project(company, "moved", amount_minor=EUROS, expected_on=on(100))
    li = company.desk("li")
    li.write(funnel.move, made, stage(company, "Needs"))
    for days in (110, 120):
        company.clock.later(days=2)
        li.write(projects.edit, made, li.read(projects.card, made).version, expected_on=on(days))
    company.clock.later(days=2)
    li.write(funnel.move, made, stage(company, "New"), reason="back")
    company.clock.later(days=2)
    signs = {days: abnormal(company, on(days))["moved"] for days in (1, 2, 4, 6)}
    assert signs[1] == signs[2] == ["no next step"]
    assert signs[4] == ["its day of closing was moved 2 times", "no next step"]
    assert signs[6] == ["its day of closing was moved 2 times", "no next step", "it went back once"]


@pytest.mark.parametrize("login", ["li", "roth", "wang", "kuhn"])
def test_each_sees_of_the_past_what_was_theirs(small_company: Company, login: str) -> None:
    for owner in ("li", "kuhn"):
        project(small_company, f"of {owner}", login=owner, amount_minor=EUROS)
    small_company.clock.later(days=90)
    theirs = {"kuhn": ["of kuhn"]}.get(login, ["of li"])
    assert list(abnormal(small_company, on(80), login)) == theirs == list(abnormal(small_company, None, login))
