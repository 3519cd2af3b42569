"""`u` after each act of the agenda: the action, its customer and its project are as they were."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, stage, take_back
from tuicrm.sales import agenda, funnel, undo
from tuicrm.sales.agenda import NewAction
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers, inquiries

TODAY = NOW.date()
FRIDAY = date(2026, 11, 27)
AT_TEN = datetime(2026, 11, 27, 10, tzinfo=NOW.tzinfo)


def planned(company: Company, login: str = "li", **values: Any) -> int:
    values.setdefault("kind", "call")
    if "at" not in values:
        values.setdefault("on", TODAY)
    return company.desk(login).write(agenda.plan, NewAction(**values)).action_id


def row(company: Company, action_id: int) -> Any:
    return company.all(select(actions).where(actions.c.id == action_id))[0]


def states(company: Company) -> list[str]:
    return [one.state for one in company.all(select(actions.c.state).order_by(actions.c.id))]


WHEN = ("planned_on", "planned_at", "grain", "postponed", "first_planned_on", "state")


@pytest.mark.parametrize(
    "was",
    [
        pytest.param({"on": TODAY}, id="a day"),
        pytest.param({"on": TODAY, "grain": "week"}, id="a week"),
        pytest.param({"at": NOW + timedelta(hours=1)}, id="a time"),
    ],
)
@pytest.mark.parametrize(
    "to",
    [
        pytest.param({"on": FRIDAY}, id="to a later day"),
        pytest.param({"on": TODAY - timedelta(days=3)}, id="to an earlier day"),
        pytest.param({"at": AT_TEN}, id="to a time"),
        pytest.param({"on": date(2028, 2, 29)}, id="to a leap day"),
    ],
)
def test_a_time_taken_back_is_the_one_of_before(
    small_company: Company, was: dict[str, Any], to: dict[str, Any]
) -> None:
    made = planned(small_company, project_id=project(small_company), **was)
    before = row(small_company, made)
    small_company.desk("li").write(agenda.postpone, made, **to)
    take_back(small_company)
    after = row(small_company, made)
    assert {name: getattr(after, name) for name in WHEN} == {name: getattr(before, name) for name in WHEN}


def test_what_was_planned_by_mistake_leaves_the_agenda(small_company: Company) -> None:
    about = project(small_company)
    planned(small_company, project_id=about)
    take_back(small_company)
    assert states(small_company) == ["cancelled"]
    assert kept(small_company, about).next_action_at is None
    assert small_company.desk("li").read(agenda.span, TODAY, TODAY) == ()


def test_a_cancelled_action_comes_back_for_its_own_time(small_company: Company) -> None:
    about = project(small_company)
    made = planned(small_company, project_id=about, at=AT_TEN)
    small_company.desk("li").write(agenda.cancel, made, "ill")
    assert kept(small_company, about).next_action_at is None
    take_back(small_company)
    back = row(small_company, made)
    assert (back.state, back.planned_at, back.cancel_reason) == ("planned", AT_TEN, None)
    assert kept(small_company, about).next_action_at == AT_TEN


def asked(company: Company, customer: int) -> int:
    return insert(
        company, inquiries, customer_id=customer, source_id=company.value(select(sources.c.id)), came_at=NOW,
        came_on=TODAY, month=2026 * 12 + 11,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["done", "log"])
def test_an_outcome_taken_back_leaves_the_inquiry_unanswered(small_company: Company, how: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    inquiry = asked(small_company, acme)
    about = project(small_company, customer_id=acme)
    quiet_since = kept(small_company, about).last_progress_at
    small_company.clock.later(hours=1)
    if how == "done":
        small_company.desk("li").write(agenda.done, planned(small_company, project_id=about), outcome="talked")
    else:
        small_company.desk("li").write(agenda.log, NewAction("call", project_id=about), outcome="talked")
    answered = select(inquiries.c.answered_at).where(inquiries.c.id == inquiry)
    heard = select(customers.c.last_action_at).where(customers.c.id == acme)
    assert small_company.value(answered) == small_company.value(heard) == small_company.clock.now
    assert kept(small_company, about).last_progress_at == small_company.clock.now
    take_back(small_company)
    assert (small_company.value(answered), small_company.value(heard)) == (None, None)
    assert kept(small_company, about).last_progress_at == quiet_since


def test_an_outcome_taken_back_leaves_the_talk_before_it(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    inquiry = asked(small_company, acme)
    small_company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="talked")
    first = small_company.clock.now
    small_company.clock.later(hours=2)
    small_company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="no_answer")
    take_back(small_company)
    assert small_company.value(select(customers.c.last_action_at)) == first
    assert small_company.value(select(inquiries.c.answered_at).where(inquiries.c.id == inquiry)) == first


@pytest.mark.parametrize("how", ["done", "log"])
def test_the_next_step_goes_with_the_outcome_it_followed(small_company: Company, how: str) -> None:
    about = project(small_company)
    following = NewAction("visit", on=FRIDAY)
    if how == "done":
        first = planned(small_company, project_id=about)
        small_company.desk("li").write(agenda.done, first, outcome="talked", next_action=following)
        expected = ["planned", "cancelled"]
    else:
        new = NewAction("call", project_id=about)
        small_company.desk("li").write(agenda.log, new, outcome="talked", next_action=following)
        expected = ["cancelled", "cancelled"]
    take_back(small_company)
    assert states(small_company) == expected


def test_an_outcome_taken_back_forgets_all_that_it_said(small_company: Company) -> None:
    made = planned(small_company, project_id=project(small_company))
    small_company.desk("li").write(
        agenda.done, made, outcome="talked", note="wants 2", minutes=50, cost_minor=4_200
    )  # fmt: skip
    take_back(small_company)
    back = row(small_company, made)
    said = ("done_at", "done_on", "done_month", "outcome", "note", "done_minutes", "cost_minor", "stage_id")
    assert [getattr(back, name) for name in said] == [None] * len(said)
    small_company.desk("li").write(agenda.done, made, outcome="no_answer")
    assert row(small_company, made).outcome == "no_answer"


def test_a_call_back_that_was_done_already_stays_when_the_first_is_taken_back(small_company: Company) -> None:
    first = planned(small_company, project_id=project(small_company))
    small_company.desk("li").write(agenda.done, first, outcome="no_answer")
    small_company.clock.later(hours=3)
    again = small_company.all(select(actions.c.id).where(actions.c.origin == "call_back"))[0].id
    small_company.desk("li").write(agenda.done, again, outcome="talked")
    small_company.desk("li").write(agenda.take_back, first, again)
    assert states(small_company) == ["planned", "done"]


def test_a_next_step_that_cannot_be_leaves_the_outcome_unsaid(small_company: Company) -> None:
    made = planned(small_company, project_id=project(small_company))
    for wrong, code in ((NewAction("dance", on=FRIDAY), "kind"), (NewAction("call"), "no_time")):
        with pytest.raises(Refused, match=code):
            small_company.desk("li").write(agenda.done, made, outcome="talked", next_action=wrong)
    assert states(small_company) == ["planned"]


@pytest.mark.parametrize(
    ("login", "error"), [("roth", NotAllowed), ("kuhn", (NotFound, NotAllowed)), ("eye", NotAllowed)]
)
def test_nobody_writes_in_anothers_agenda(small_company: Company, login: str, error: Any) -> None:
    about = project(small_company)
    made = planned(small_company, project_id=about)
    before = row(small_company, made)
    desk = small_company.desk(login)
    for rule, args in (
        (agenda.done, ()), (agenda.cancel, ()), (agenda.take_back, ()), (agenda.restore, ()),
    ):  # fmt: skip
        with pytest.raises(error):
            desk.write(rule, made, *args)
    with pytest.raises(error):
        desk.write(agenda.postpone, made, on=FRIDAY)
    assert row(small_company, made) == before


def test_a_team_lead_moves_what_a_rep_planned_and_it_stays_the_reps(small_company: Company) -> None:
    made = planned(small_company, project_id=project(small_company))
    small_company.desk("wang").write(agenda.postpone, made, on=FRIDAY)
    moved = row(small_company, made)
    assert (moved.owner_id, moved.planned_on) == (small_company.id("li"), FRIDAY)
    with pytest.raises(Refused, match="no_undo"):
        small_company.desk("hale").write(undo.last)


def test_a_day_of_work_is_taken_back_to_the_morning(small_company: Company) -> None:
    about, li = project(small_company), small_company.desk("li")
    call = planned(small_company, project_id=about)
    for step in (
        lambda: li.write(agenda.postpone, call, on=FRIDAY),
        lambda: li.write(agenda.done, call, outcome="talked", next_action=NewAction("demo", on=FRIDAY)),
        lambda: li.write(funnel.move, about, stage(small_company, "Needs")),
        lambda: li.write(agenda.log, NewAction("message", project_id=about)),
    ):
        small_company.clock.later(minutes=5)
        step()
    for _ in range(4):
        take_back(small_company)
    assert states(small_company) == ["planned", "cancelled", "cancelled"]
    assert row(small_company, call).planned_on == TODAY
    assert kept(small_company, about).stage_id == stage(small_company, "New")
