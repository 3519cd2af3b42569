"""The board as its user sees it: cards move by key and by mouse, and what is missing is asked for in place."""

import pytest

from tests.company import NOW, Company
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import asks, project, stage
from tests.screens.user import at_screen
from tuicrm.sales import funnel
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import needs

WIDE = (120, 40)


@pytest.fixture
def firm(own: str):  # type: ignore[no-untyped-def]
    made = Company(Database(own))
    acme = made.customer("Acme Ltd", owner="li")
    project(made, "PX line", customer_id=acme, amount_minor=28_000_00)
    project(made, "Service", login="roth", amount_minor=9_000_00)
    yield made
    made.database.close()


async def test_columns_show_count_sum_and_cards(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE) as user:
        await user.press("2")
        assert user.sees("2 open projects")
        assert user.sees("Acme Ltd")
        assert user.sees("28.0k")
        assert user.sees("no next step")


async def test_card_moves_by_key_and_the_status_says_so(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("New to Needs")
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert [column.count for column in board.columns][:2] == [1, 1]


async def test_missing_check_is_ticked_in_place_and_the_card_moves(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("check", "need", "need known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("need known")
        await user.press("1")
        assert user.sees("New to Needs")


async def test_winning_asks_for_amount_and_cost(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m", "6")
        assert user.sees("Won: Acme Ltd")
        await user.press("enter", *"17500", "enter", *"repeat", "enter")
        assert user.sees("Profit 10.5k"), user.text()
    board = firm.desk("li").read(funnel.board, funnel.BoardQuery())
    assert board.won.count == 1


async def test_what_a_win_still_wants_is_chosen_in_place_and_nothing_is_typed_twice(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("field", "need", "need known"))
    asks(firm, "Quote", "Close", ("field", "decider", "decider known"), ("check", "delivery", "delivery date"))
    firm.database.write_as(lambda session: change.insert(session, needs, name="fewer stops", position=0), NOW)
    contact(firm, 1, "J. Novak", "+44 117 496 0142", part="uses")
    async with at_screen(own, "li", size=WIDE) as user:
        for key, seen in (
            ("2", "no next step"), ("L", "need known choose"), ("1", "fewer stops"), ("1", "New to Needs"),
            ("m", "Move Acme Ltd to"), ("6", "Won still wants"), ("1", "J. Novak uses"), ("1", "1 [ ] delivery date"),
            ("1", "Won: Acme Ltd"),
        ):  # fmt: skip
            await user.press(key)
            await user.until(lambda seen=seen: user.sees(seen))  # type: ignore[misc]
            await user.settle()
        await user.press("enter", *"17500", "enter")
        assert user.sees("1 repeat order"), user.text()
        await user.press("1", "enter")
        assert user.sees("Profit 10.5k"), user.text()


async def test_what_is_a_fact_of_the_project_is_filled_in_place(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("field", "expected", "date known"))
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "L", "1")
        assert user.sees("Change PX line")


async def test_losing_wants_a_reason(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "m", "7", "1")
        assert user.sees("Acme Ltd is lost") or user.sees("PX line is lost")


async def test_refused_move_of_somebody_elses_card_says_why(own: str, firm: Company) -> None:
    async with at_screen(own, "roth", size=WIDE) as user:
        await user.press("2", "L")
        assert user.sees("Li Wei holds")


async def test_a_manager_picks_a_person(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=WIDE) as user:
        await user.press("2", "/", *"roth", "enter")
        assert user.sees("1 open project")
        assert not user.sees("Acme Ltd")


async def test_new_project_begins_in_the_first_stage(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "+", *"Line 4", "enter", *"12k", "enter", "enter")
        assert user.sees("Line 4 begins in New")
        assert any(line.startswith("▌Line 4") for line in user.lines()), user.text()
    assert firm.desk("li").read(funnel.board, funnel.BoardQuery()).columns[0].count == 3


async def test_next_step_is_planned_from_the_card(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "a", *"call tomorrow 10:00", "enter")
        assert user.sees("Planned: call")
    assert stage(firm, "New")


async def test_the_first_stage_says_that_there_is_none_before_it(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        await user.press("2", "H")
        assert user.status == "There is no stage on that side."
