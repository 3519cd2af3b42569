"""Key stages: a move waits for a lead, apart from how long the project stood in its stage."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.chances import asks, insert, project, stage, stage_name, take_back
from tuicrm.sales import funnel
from tuicrm.sales.funnel import approving
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.funnel import approvals, transitions
from tuicrm.store.tables.projects import stage_history

HOUR = 3600


def key_stage(company: Company, here: str = "New", there: str = "Needs") -> None:
    pair = {"from_stage_id": stage(company, here), "to_stage_id": stage(company, there)}
    insert(company, transitions, **pair, needs_approval=True)


def ask(company: Company, made: int, to: str = "Needs", login: str = "li", **named: Any) -> int:
    asked: int = company.desk(login).write(approving.ask, made, stage(company, to), **named).id
    return asked


def test_a_rep_asks_and_the_lead_agrees_with_one_act(company: Company) -> None:
    key_stage(company)
    made = project(company)
    with pytest.raises(Refused, match="approval_needed"):
        company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.clock.later(hours=5)
    asked = ask(company, made, reason="they signed the letter")
    company.clock.later(hours=3)
    (waiting,) = company.desk("wang").read(approving.asked)
    assert (waiting.name, waiting.from_stage, waiting.to_stage, waiting.asked_by, waiting.hours, waiting.reason) == (
        "PX line", "New", "Needs", "Li Wei", 3, "they signed the letter",
    )  # fmt: skip
    moved = company.desk("wang").write(approving.approve, asked)
    assert (moved.from_stage, moved.to_stage, moved.how) == ("New", "Needs", "forward")
    left = select(stage_history.c.seconds, stage_history.c.waited_seconds).where(stage_history.c.left_at.is_not(None))
    assert [tuple(row) for row in company.all(left)] == [(8 * HOUR, 3 * HOUR)], "waiting is kept apart from dwelling"
    assert company.desk("wang").read(approving.asked) == ()


@pytest.mark.parametrize("login", ["wang", "hale", "boss"])
def test_a_lead_moves_without_asking(small_company: Company, login: str) -> None:
    key_stage(small_company)
    made = project(small_company)
    with pytest.raises(Refused, match="no_approval_needed"):
        ask(small_company, made, login=login)
    small_company.desk(login).write(funnel.move, made, stage(small_company, "Needs"))


def test_what_else_is_missing_comes_first(small_company: Company) -> None:
    key_stage(small_company, "Needs", "Demo")
    asks(small_company, "New", "Needs", ("check", "x", "budget"))
    made = project(small_company)
    with pytest.raises(Refused, match="criteria"):
        ask(small_company, made, "Demo", reason="quick")
    small_company.desk("li").write(
        funnel.tick, made, small_company.desk("li").read(funnel.missing, made, stage(small_company, "Needs"))[0].id
    )
    with pytest.raises(Refused, match="reason_needed"):
        ask(small_company, made, "Demo")
    assert ask(small_company, made, "Demo", reason="quick")


def test_criteria_that_fell_away_meanwhile_stop_the_approval(small_company: Company) -> None:
    key_stage(small_company)
    made = project(small_company)
    asked = ask(small_company, made)
    asks_more(small_company)
    with pytest.raises(Refused, match="criteria"):
        small_company.desk("wang").write(approving.approve, asked)
    assert len(small_company.desk("wang").read(approving.asked)) == 1, "it still waits"


def asks_more(company: Company) -> None:
    from tuicrm.store.tables.funnel import criteria

    transition = company.value(select(transitions.c.id))
    insert(company, criteria, transition_id=transition, kind="check", what="x", label="x")


def test_a_returned_move_stays_and_says_why(small_company: Company) -> None:
    key_stage(small_company)
    made = project(small_company)
    asked = ask(small_company, made)
    with pytest.raises(Refused, match="return_reason"):
        small_company.desk("wang").write(approving.give_back, asked, " ")
    small_company.desk("wang").write(approving.give_back, asked, "who decides?")
    row = small_company.all(select(approvals))[0]
    assert (row.decision, row.note, row.live_project_id) == ("returned", "who decides?", None)
    assert stage_name(small_company, made) == "New"
    with pytest.raises(Refused, match="decided_before"):
        small_company.desk("hale").write(approving.approve, asked)
    take_back(small_company, "wang")
    assert len(small_company.desk("wang").read(approving.asked)) == 1
    assert ask_again(small_company, made) == "asked_before"


def ask_again(company: Company, made: int) -> str:
    with pytest.raises(Refused) as refused:
        ask(company, made)
    return refused.value.code


def test_whoever_asked_may_take_it_back(small_company: Company) -> None:
    key_stage(small_company)
    made = project(small_company)
    asked = ask(small_company, made)
    take_back(small_company)
    assert small_company.desk("li").read(approving.asked) == ()
    asked = ask(small_company, made)
    small_company.desk("li").write(approving.withdraw, asked)
    assert small_company.value(select(approvals.c.decision).order_by(approvals.c.id.desc())) == "withdrawn"


def test_an_approval_taken_back_moves_the_project_back_and_waits_again(small_company: Company) -> None:
    key_stage(small_company)
    made = project(small_company)
    asked = ask(small_company, made)
    for _time in range(2):
        small_company.desk("wang").write(approving.approve, asked)
        take_back(small_company, "wang")
        assert stage_name(small_company, made) == "New"
        assert [one.id for one in small_company.desk("wang").read(approving.asked)] == [asked]


@pytest.mark.parametrize("login", ["li", "roth", "eye"])
def test_only_who_leads_decides(small_company: Company, login: str) -> None:
    key_stage(small_company)
    asked = ask(small_company, project(small_company))
    with pytest.raises(NotAllowed):
        small_company.desk(login).write(approving.approve, asked)


def test_the_lead_of_another_team_neither_sees_nor_decides(small_company: Company) -> None:
    from tests.sales.house import join
    from tuicrm.store.tables.people import teams

    west = small_company.value(select(teams.c.id).where(teams.c.name == "West"))
    join(small_company, "maria", "team_lead", west)
    key_stage(small_company)
    asked = ask(small_company, project(small_company))
    assert small_company.desk("maria").read(approving.asked) == ()
    with pytest.raises(NotFound):
        small_company.desk("maria").write(approving.approve, asked)


def test_a_project_that_goes_another_way_waits_no_more(small_company: Company) -> None:
    key_stage(small_company)
    made = project(small_company)
    asked = ask(small_company, made)
    small_company.desk("li").write(funnel.lose, made, "price")
    assert small_company.value(select(approvals.c.decision)) == "withdrawn"
    with pytest.raises(Refused, match="decided_before"):
        small_company.desk("wang").write(approving.approve, asked)
