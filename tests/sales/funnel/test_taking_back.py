"""`u` after each act of the funnel: the project is as it was, and the history says what happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, asks, insert, kept, project, stage, stage_name, take_back
from tests.sales.house import set_values
from tuicrm.sales import funnel, projects, undo
from tuicrm.sales.funnel.board import Card, cards
from tuicrm.sales.invariants import check
from tuicrm.store.errors import Refused
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.projects import project_contacts, stage_history
from tuicrm.store.tables.projects import projects as projects_table
from tuicrm.store.tables.trade import credits, products, purchases

Act = Callable[[Company, int], Any]


def write(rule: Any, *args: Any, login: str = "li", to: str = "", **named: Any) -> Act:
    """An act on the project of the test; `to` names a stage to go to."""
    return lambda company, made: company.desk(login).write(
        rule, made, *([stage(company, to)] if to else []), *args, **named
    )


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(write(funnel.move, to="Demo"), id="forward"),
        pytest.param(write(funnel.move, to="New"), id="back"),
        pytest.param(write(funnel.move, to="Close", reason="repeat order"), id="skip"),
        pytest.param(write(funnel.win, reason="repeat order"), id="won"),
        pytest.param(write(funnel.lose, "price"), id="lost"),
    ],
)
def test_a_project_goes_back_to_where_it_stood(small_company: Company, act: Act) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    act(small_company, made)
    take_back(small_company)
    row = kept(small_company, made)
    assert (stage_name(small_company, made), row.state) == ("Needs", "open")
    assert (row.closed_at, row.closed_on, row.closed_month, row.cycle_days) == (None, None, None, None)
    assert (row.lost_reason_id, row.lost_stage_id, row.lost_note) == (None, None, None)


def test_what_is_taken_back_stays_in_the_history(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    take_back(small_company)
    rows = small_company.all(select(stage_history.c.how, stage_history.c.reason).order_by(stage_history.c.id))
    assert [tuple(row) for row in rows] == [("create", None), ("forward", None), ("back", "undo")]


def test_a_back_move_over_several_stages_is_taken_back_without_asking_why(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Close"), reason="repeat order")
    small_company.desk("li").write(funnel.move, made, stage(small_company, "New"))
    take_back(small_company)
    assert stage_name(small_company, made) == "Close"


def test_a_win_taken_back_sells_nothing_and_credits_nobody(small_company: Company) -> None:
    made = project(small_company, customer_id=small_company.customer("Acme", owner="li"))
    small_company.desk("li").write(funnel.win, made, cost_minor=5 * EUROS, reason="quick")
    take_back(small_company)
    for table in (credits, purchases):
        living = select(func.count()).select_from(table).where(table.c.archived_at.is_(None))
        assert small_company.value(living) == 0


def test_a_win_taken_back_forgets_what_it_was_sold_for(small_company: Company) -> None:
    made = project(small_company, amount_minor=28_000 * EUROS, cost_minor=9 * EUROS)
    small_company.desk("li").write(funnel.win, made, amount_minor=3, cost_minor=1, reason="typed wrong")
    take_back(small_company)
    row = kept(small_company, made)
    assert (row.amount_minor, row.cost_minor, row.home_minor) == (28_000 * EUROS, 9 * EUROS, 28_000 * EUROS)


def test_a_loss_taken_back_forgets_the_competitor_it_named(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.lose, made, "price", competitor="Bolt")
    take_back(small_company)
    assert kept(small_company, made).competitor is None


def test_a_win_long_ago_is_reopened_with_what_it_was_sold_for(small_company: Company) -> None:
    made = project(small_company, amount_minor=28_000 * EUROS)
    small_company.desk("li").write(funnel.win, made, amount_minor=30_000 * EUROS, reason="quick")
    small_company.clock.later(days=90)
    small_company.desk("li").write(funnel.reopen, made)
    assert kept(small_company, made).amount_minor == 30_000 * EUROS


def test_what_somebody_else_moved_since_is_left_alone(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    small_company.clock.later(minutes=1)
    small_company.desk("wang").write(funnel.move, made, stage(small_company, "Demo"))
    with pytest.raises(Refused, match="undone_since"):
        take_back(small_company)
    assert stage_name(small_company, made) == "Demo"


def test_going_back_by_undo_meets_the_criteria_of_going_there(small_company: Company) -> None:
    """A move back is taken back by moving forward again, so what that way asks for has to be there."""
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    small_company.desk("li").write(funnel.move, made, stage(small_company, "New"))
    asks(small_company, "New", "Needs", ("check", "need", "need known"))
    with pytest.raises(Refused, match="criteria"):
        take_back(small_company)
    assert stage_name(small_company, made) == "New"


def criterion(company: Company, made: int, what: str) -> int:
    wanted = company.desk("li").read(funnel.missing, made, stage(company, "Needs"))
    return next(one.id for one in wanted if one.what == what)


def is_met(company: Company, made: int, what: str) -> bool:
    wanted = company.desk("li").read(funnel.missing, made, stage(company, "Needs"))
    return next(one.is_met for one in wanted if one.what == what)


@pytest.mark.parametrize("before", [True, False], ids=["was ticked", "was open"])
def test_a_tick_taken_back_is_as_before(small_company: Company, before: bool) -> None:
    asks(small_company, "New", "Needs", ("check", "x", "x"))
    made, li = project(small_company), small_company.desk("li")
    li.write(funnel.tick, made, criterion(small_company, made, "x"), before)
    small_company.clock.later(minutes=1)
    li.write(funnel.tick, made, criterion(small_company, made, "x"), not before)
    take_back(small_company)
    assert is_met(small_company, made, "x") is before


def test_what_a_colleague_ticked_before_is_not_mine_to_take_back(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("check", "x", "x"))
    made = project(small_company)
    for login in ("wang", "li"):
        small_company.desk(login).write(funnel.tick, made, criterion(small_company, made, "x"))
    assert [one.rule for one in small_company.desk("li").read(undo.listing)] == ["project.add"]
    assert is_met(small_company, made, "x")


def test_what_a_colleague_chose_before_is_not_mine_to_take_back(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "product", "product"))
    pump = insert(small_company, products, name="Pump", product_key="pump", currency="EUR")
    made = project(small_company)
    for login in ("wang", "li"):
        small_company.desk(login).write(funnel.meet, made, criterion(small_company, made, "product"), pump)
    assert [one.rule for one in small_company.desk("li").read(undo.listing)] == ["project.add"]


def test_own_forecast_is_given_back_with_the_stage(small_company: Company) -> None:
    made, li = project(small_company), small_company.desk("li")
    li.write(projects.edit, made, 1, category="commit", probability=90, probability_reason="signed at the fair")
    quiet_since = kept(small_company, made).last_progress_at
    small_company.clock.later(days=3)
    li.write(funnel.move, made, stage(small_company, "Needs"))
    assert (kept(small_company, made).category, kept(small_company, made).probability) == ("pipeline", None)
    take_back(small_company)
    row = kept(small_company, made)
    assert (row.category, row.probability, row.probability_reason) == ("commit", 90, "signed at the fair")
    assert row.last_progress_at == quiet_since


def test_a_product_chosen_and_taken_back_is_gone(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "product", "product"))
    pump = insert(small_company, products, name="Pump", product_key="pump", currency="EUR")
    made = project(small_company)
    small_company.desk("li").write(funnel.meet, made, criterion(small_company, made, "product"), pump)
    assert is_met(small_company, made, "product")
    take_back(small_company)
    assert not is_met(small_company, made, "product")


@pytest.mark.parametrize("part", [None, "uses"])
def test_a_contact_of_the_project_stays_in_it_when_their_decision_is_taken_back(
    small_company: Company, part: str | None
) -> None:
    asks(small_company, "New", "Needs", ("field", "decider", "decider"))
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    novak = insert(small_company, contacts, customer_id=acme, name="J. Novak", name_sort="novak")
    insert(small_company, project_contacts, project_id=made, contact_id=novak, part=part)
    small_company.desk("li").write(funnel.meet, made, criterion(small_company, made, "decider"), novak)
    take_back(small_company)
    row = small_company.all(select(project_contacts))[0]
    assert (row.part, row.archived_at) == (part, None)


def test_a_project_made_by_mistake_is_gone_and_comes_back(small_company: Company) -> None:
    made = project(small_company)
    take_back(small_company)
    board = small_company.desk("li").read(funnel.board, funnel.BoardQuery())
    assert [column.count for column in board.columns] == [0] * len(board.columns)
    small_company.desk("li").write(projects.set_aside, made, False)
    assert small_company.desk("li").read(projects.find, "PX line").id == made


def test_a_whole_morning_is_taken_back_step_by_step(small_company: Company) -> None:
    made, li = project(small_company), small_company.desk("li")
    for name in ("Needs", "Demo", "Quote"):
        small_company.clock.later(minutes=1)
        li.write(funnel.move, made, stage(small_company, name))
    small_company.clock.later(minutes=1)
    li.write(funnel.lose, made, "price")
    seen = []
    for _ in range(4):
        take_back(small_company)
        seen.append(stage_name(small_company, made))
    assert seen == ["Quote", "Demo", "Needs", "New"]
    assert [one.rule for one in li.read(undo.listing)] == ["project.add"]


@pytest.mark.parametrize("state", ["won", "lost"])
def test_a_reopening_taken_back_ends_the_project_as_it_had_ended(small_company: Company, state: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    made, li = project(small_company, customer_id=acme), small_company.desk("li")
    if state == "won":
        li.write(funnel.win, made, amount_minor=30_000 * EUROS, cost_minor=9 * EUROS, reason="quick")
    else:
        li.write(funnel.lose, made, "price", note="too dear", known_stage_id=stage(small_company, "Needs"))
    before = kept(small_company, made)
    small_company.clock.later(days=2)
    li.write(funnel.reopen, made, reason="they called")
    assert kept(small_company, made).state == "open"
    take_back(small_company)
    after = kept(small_company, made)
    for name in ("state", "closed_at", "closed_on", "cycle_days", "amount_minor", "cost_minor", "lost_note",
                 "lost_reason_id", "lost_stage_id", "known_stage_id", "last_progress_at"):  # fmt: skip
        assert getattr(after, name) == getattr(before, name), name
    for table in (credits, purchases):
        living = select(func.count()).select_from(table).where(table.c.archived_at.is_(None))
        assert small_company.value(living) == (1 if table is credits or state == "won" else 0)


def test_a_stage_that_is_gone_is_not_reopened_into(small_company: Company) -> None:
    from tuicrm.sales.funnel import defining

    made = project(small_company, stage_id=stage(small_company, "Demo"))
    small_company.desk("li").write(funnel.lose, made, "price")
    small_company.desk("hale").write(defining.remove, stage(small_company, "Demo"))
    small_company.desk("li").write(funnel.reopen, made)
    assert stage_name(small_company, made) == "Needs", "the nearest one before it"


@pytest.mark.parametrize("act", ["move", "win", "lose"])
def test_undo_is_no_progress_where_none_is_on_record(small_company: Company, act: str) -> None:
    made, li, since = project(small_company), small_company.desk("li"), NOW - timedelta(days=300)
    stay = small_company.value(select(stage_history.c.id).where(stage_history.c.live_project_id == made))
    set_values(small_company, stage_history, stay, entered_at=since, is_entry_known=False)
    set_values(
        small_company, projects_table, made, stage_since_at=since, is_stage_since_known=False, last_progress_at=None
    )
    before = card_of(small_company, made)
    assert before.quiet is not None
    assert before.quiet.days == 300
    if act == "move":
        li.write(funnel.move, made, stage(small_company, "Needs"))
    elif act == "win":
        li.write(funnel.win, made, reason="so")
    else:
        li.write(funnel.lose, made, "price")
    take_back(small_company)
    after = card_of(small_company, made)
    assert after.quiet is not None
    assert (after.quiet.days, after.signs) == (300, before.signs)
    assert small_company.database.read_as(check, small_company.clock.now) == ()


def card_of(company: Company, made: int) -> Card:
    (found,) = company.desk("hale").read(cards, (made,))
    return found
