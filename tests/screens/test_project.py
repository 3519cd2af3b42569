"""The card of a project: opened from the board, worked on, left again."""

from collections.abc import Iterator

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import asks, project
from tests.screens.user import at_screen
from tuicrm.sales import agenda, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.store.database import Database

DESK = (80, 24)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    acme = made.customer("Acme Ltd", owner="li")
    line = project(made, "PX line", customer_id=acme, amount_minor=28_000_00)
    made.desk("li").write(agenda.plan, NewAction("call", "answer on the quote", project_id=line, on=NOW.date()))
    yield made
    made.database.close()


async def test_opens_from_the_board_and_goes_back(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=DESK) as user:
        await user.press("2", "enter")
        for text in ("PX line  +acme-ltd-px-line", "Acme Ltd   €28,000.00   Li Wei", "[New", "answer on the quote"):
            assert user.sees(text), user.text()
        await user.press("escape")
        assert user.sees("1 open project")


async def test_outcome_by_digit_moves_it_to_the_record(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=DESK) as user:
        await user.press("2", "enter", "d", "1")
        assert user.sees("no answer")
    card = firm.desk("li").read(projects.card, firm.desk("li").read(projects.find, "PX line").id)
    assert [one.outcome for one in card.record] == ["no_answer"]


async def test_edited_in_place(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=DESK) as user:
        await user.press("2", "enter", "space")
        await user.click("Edit the project")
        await user.press("tab", *["backspace"] * 10, *"31k", "f10")
        assert user.sees("€31,000.00"), user.text()


async def test_says_what_the_next_stage_wants_and_reopens_what_was_lost(own: str, firm: Company) -> None:
    asks(firm, "New", "Needs", ("check", "need", "need known"))
    async with at_screen(own, "li", size=DESK) as user:
        await user.press("2", "enter")
        assert user.sees("[ ] need known")
        await user.press("m", "7")
        await user.press("1")
        assert user.sees("is lost. For the next time:"), user.text()
        await user.press("escape")
        assert user.sees("lost on"), user.text()
        await user.press("space")
        await user.click("Open a closed")
        await user.press("enter")
        assert user.sees("open again, in New")
