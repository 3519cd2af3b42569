"""Management lag: what counts, for whose lead and in which month; who may see it; what is said of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import asks, insert, kept, project, stage
from tuicrm.sales import agenda, funnel, projects, review, talk
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.review import Decide
from tuicrm.store import change
from tuicrm.store.tables.customers import inquiries
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.people import memberships

WANG = "F. Wang (East)"
WEST = "West, no lead"
NOV, DEC = "Nov 26", "Dec 26"


def ask(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "lag", Scope(**scope))


def line(company: Company, month: str, lead: str = WANG, login: str = "hale") -> dict[str, Any]:
    company.clock.later(minutes=1)
    found = [one.figures for one in ask(company, login).lines if one.key == (lead, month)]
    return dict(found[0]) if found else {}


def allow(company: Company, days: int = 3) -> None:
    """Let the first stage take so many days."""
    stage_id = stage(company, "New")
    company.database.write_as(lambda session: change.update(session, stages, stage_id, rotting_days=days), NOW)


def rotten(company: Company, **values: Any) -> int:
    """A project of Li's that is an exception since the 26th, and due since the 3rd of December."""
    allow(company)
    made = project(company, **values)
    company.clock.later(days=11)
    return made


def test_nobody_answered_an_exception(company: Company) -> None:
    made = rotten(company)
    found = line(company, NOV)
    assert (found["heads"], found["exceptions"], found["unanswered"], found["answered"]) == (2, 1, 1, 0.0)
    assert found["wait_days"] is None
    (one,) = [one for one in ask(company).lines if one.key == (WANG, NOV)]
    (record,) = company.desk("hale").read(behind, "lag", None, one.behind).records
    assert record.id == made


def decide(company: Company, made: int) -> None:
    company.desk("wang").write(review.decide, made, Decide("keep"))


def comment(company: Company, made: int) -> None:
    company.desk("wang").write(talk.add, "what is it waiting for?", project_id=made)


def edit(company: Company, made: int) -> None:
    company.desk("wang").write(projects.edit, made, kept(company, made).version, amount_minor=100)


def call(company: Company, made: int) -> None:
    company.desk("wang").write(agenda.log, agenda.NewAction("call", project_id=made, on=company.clock.now.date()))


def by_the_rep(company: Company, made: int) -> None:
    company.desk("li").write(talk.add, "still waiting", project_id=made)


ANSWERS = {"decide": decide, "comment": comment, "edit": edit, "call": call}


@pytest.mark.parametrize("how", ANSWERS)
def test_a_lead_answers_by_a_decision_a_comment_a_change_or_a_deed(small_company: Company, how: str) -> None:
    allow(small_company)
    made = project(small_company)
    small_company.clock.later(days=5)
    ANSWERS[how](small_company, made)
    small_company.clock.later(days=6)
    found = line(small_company, NOV)
    assert (found["exceptions"], found["unanswered"], found["wait_days"]) == (1, 0, 2)


@pytest.mark.parametrize(("days", "unanswered"), [(2, 1), (4, 0), (10, 0), (11, 1)])
def test_five_working_days_are_in_time(small_company: Company, days: int, unanswered: int) -> None:
    """It is abnormal from Thursday the 26th; what was said before is no answer, Thursday the 3rd is the last day."""
    allow(small_company)
    made = project(small_company)
    small_company.clock.later(days=days)
    comment(small_company, made)
    small_company.clock.later(days=14 - days)
    assert line(small_company, NOV)["unanswered"] == unanswered


def test_what_the_rep_does_is_no_answer_of_a_lead(small_company: Company) -> None:
    allow(small_company)
    made = project(small_company)
    small_company.clock.later(days=5)
    by_the_rep(small_company, made)
    small_company.clock.later(days=6)
    assert line(small_company, NOV)["unanswered"] == 1


@pytest.mark.parametrize(("days", "there"), [(5, False), (10, False), (12, True)])
def test_what_went_on_by_itself_in_time_is_left_out(small_company: Company, days: int, there: bool) -> None:
    allow(small_company)
    made = project(small_company)
    small_company.clock.later(days=days)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    small_company.clock.later(days=15 - days)
    assert line(small_company, NOV).get("exceptions", 0) == int(there)


@pytest.mark.parametrize("days", [2, 4, 9, 10])
def test_what_is_not_due_yet_is_not_counted(small_company: Company, days: int) -> None:
    allow(small_company)
    project(small_company)
    small_company.clock.later(days=days)
    assert line(small_company, NOV).get("exceptions", 0) == 0


def asked(company: Company, asked_day: int, decided_day: int | None, decision: str | None = "approved") -> None:
    at = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
    made = project(company, f"asked {asked_day} {decided_day}")
    insert(
        company, approvals, project_id=made, from_stage_id=stage(company, "New"), to_stage_id=stage(company, "Needs"),
        asked_at=at + timedelta(days=asked_day), asked_by_id=company.id("li"),
        decided_at=None if decided_day is None else at + timedelta(days=decided_day),
        decision=None if decided_day is None else decision,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked_day", "decided_day", "decision", "overdue", "count"),
    [
        (0, 0, "approved", 0, 1), (0, 2, "returned", 0, 1), (0, 3, "approved", 1, 1), (0, None, None, 1, 1),
        (4, 8, "approved", 0, 1), (4, 9, "approved", 1, 1), (0, 9, "withdrawn", 0, 0),
    ],
)  # fmt: skip
def test_approvals_are_overdue_after_two_working_days(
    small_company: Company, asked_day: int, decided_day: int | None, decision: str | None, overdue: int, count: int
) -> None:
    asked(small_company, asked_day, decided_day, decision)
    small_company.clock.later(days=14)
    found = line(small_company, NOV)
    assert (found["overdue"], found["approvals"]) == (overdue, count)


@pytest.mark.parametrize(("hours", "late", "count"), [(3, 0, 1), (24, 0, 1), (25, 1, 1), (None, 1, 1)])
def test_first_answers_are_late_after_a_day(company: Company, hours: int | None, late: int, count: int) -> None:
    acme = company.customer("Acme", owner="li")
    insert(
        company, inquiries, customer_id=acme, came_at=NOW, came_on=NOW.date(), month=2026 * 12 + 11,
        answered_at=None if hours is None else NOW + timedelta(hours=hours),
    )  # fmt: skip
    company.clock.later(days=3)
    found = line(company, NOV)
    assert (found["late"], found["inquiries"]) == (late, count)


def test_projects_without_a_next_step_at_the_end_of_each_month(company: Company) -> None:
    made = project(company, "planned later")
    project(company, "never planned")
    company.clock.later(days=14)  # the 7th of December
    company.desk("li").write(agenda.plan, agenda.NewAction("call", project_id=made, on=date(2026, 12, 20)))
    assert (line(company, NOV)["without_step"], line(company, NOV)["open"]) == (2, 2)
    assert (line(company, DEC)["without_step"], line(company, DEC)["open"]) == (1, 2)


def test_a_day_that_was_moved_twice_counts_in_the_month_of_the_second_time(company: Company) -> None:
    made = project(company, expected_on=date(2027, 1, 10))
    project(company, "left alone", expected_on=date(2027, 1, 10))
    for days, on in ((2, date(2027, 1, 20)), (10, date(2027, 2, 10)), (3, date(2027, 3, 10))):
        company.clock.later(days=days)
        company.desk("li").write(projects.edit, made, kept(company, made).version, expected_on=on)
    assert (line(company, NOV)["moved"], line(company, DEC)["moved"]) == (0, 1)


def test_a_criterion_that_a_lead_passed_over(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("check", "budget", "budget known"))
    over = project(small_company, "over")
    small_company.desk("wang").write(
        funnel.move, over, stage(small_company, "Needs"), reason="he said so", override=True
    )
    assert line(small_company, NOV)["overrides"] == 100.0


def test_reviews_are_days_on_which_a_lead_decided(small_company: Company) -> None:
    one, two = project(small_company, "one"), project(small_company, "two")
    for days, made in ((0, one), (0, two), (3, one)):
        small_company.clock.later(days=days)
        decide(small_company, made)
    assert line(small_company, NOV)["reviews"] == 2


def test_who_led_then_and_who_was_in_the_team_then(small_company: Company) -> None:
    """Roth comes to West in December: what was in November stays with East."""
    rotten(small_company, login="roth")
    west = small_company.value(select(memberships.c.team_id).where(memberships.c.user_id == small_company.id("kuhn")))
    roth = small_company.id("roth")
    held = small_company.value(select(memberships.c.id).where(memberships.c.user_id == roth))

    def moves(session: Any) -> None:
        change.update(session, memberships, held, to_on=date(2026, 12, 1))
        change.insert(session, memberships, user_id=roth, team_id=west, role="rep", from_on=date(2026, 12, 1))

    small_company.database.write_as(moves, NOW)
    assert line(small_company, NOV)["exceptions"] == 1
    assert line(small_company, DEC, WEST)["heads"] == 2
    assert line(small_company, DEC)["heads"] == 1


@pytest.mark.parametrize(
    ("login", "leads"),
    [("wang", {WANG}), ("hale", {WANG, WEST}), ("eye", {WANG, WEST}), ("li", set())],
)
def test_a_lead_sees_the_own_team_a_manager_all_a_rep_none(small_company: Company, login: str, leads: set[str]) -> None:
    found = ask(small_company, login)
    assert {one.key[0] for one in found.lines} == leads
    if not leads:
        assert found.said == ("Figures about leads are seen by leads and managers.",)


def test_little_data_says_what_to_record_and_two_teams_get_no_index(small_company: Company) -> None:
    found = ask(small_company)
    assert found.said[0].startswith("Can't tell yet whether leads keep up: 0 exceptions were due.")
    assert found.said[1].startswith("No index of three teams or fewer")


def test_a_year_in_which_answers_became_rarer_is_told(small_company: Company) -> None:
    allow(small_company)
    small_company.clock.now = datetime.fromisoformat("2026-01-06T09:00:00+00:00")
    for half, answered in ((0, 9), (1, 1)):
        made = [project(small_company, f"{half} {nth}") for nth in range(12)]
        small_company.clock.later(days=5)
        for one in made[:answered]:
            comment(small_company, one)
        small_company.clock.later(days=200)
    found = ask(small_company, from_on=date(2026, 1, 1))
    assert found.said[0] == (
        "Of exceptions 75% got a lead's answer within 5 working days in the first half, 8% in the second, while a lead"
        " had 1.5 and then 1.5 people. That may still be luck."
    ), "one month of each half says nothing of how months differ"


def test_months_that_are_alike_make_a_fall_sure(small_company: Company) -> None:
    allow(small_company)
    small_company.clock.now = datetime.fromisoformat("2026-01-06T09:00:00+00:00")
    for month in range(6):
        made = [project(small_company, f"{month} {nth}") for nth in range(5)]
        small_company.clock.later(days=5)
        for one in made[: 4 if month < 3 else 1]:
            comment(small_company, one)
        small_company.clock.later(days=26)
    found = ask(small_company, from_on=date(2026, 1, 1))
    assert found.said[0].startswith(
        "Of exceptions 80% got a lead's answer within 5 working days in the first half, 20% "
    )
    assert found.said[0].endswith("Probably not luck.")


def test_where_no_answer_is_on_record_nothing_is_claimed(small_company: Company) -> None:
    allow(small_company)
    for nth in range(12):
        project(small_company, f"{nth}")
    small_company.clock.later(days=14)
    assert ask(small_company).said[0].startswith("Can't tell yet whether leads keep up: of 12 exceptions 0 ")
