"""The card of a project: opened from the board, worked on, left again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_funnel import asks, project
from tests.screens.user import at_screen
from tuicrm.sales import agenda, intake, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.intake import Lead
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import inquiries

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


async def test_a_project_in_two_keys_and_one_line(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=DESK, start="board") as user:
        await user.press("B", *"PX-200 x 2 9k close 18 dec")
        assert user.sees("PX-200 x 2 | €9,000.00 | closes 18 Dec"), user.text()
        await user.press("enter")
        await user.until(lambda: "PX-200 begins in New" in user.status)
    card = firm.desk("li").read(projects.card, firm.desk("li").read(projects.find, "PX-200").id)
    assert (card.facts["amount_minor"], str(card.facts["expected_on"])) == (9_000_00, "2026-12-18")


async def test_a_project_of_an_inquiry_is_tied_to_it(own: str, firm: Company) -> None:
    lead = Lead("Beta Ltd", message="price?")
    beta = firm.desk("li").write(intake.take_in, lead).customer_id
    first = firm.value(select(inquiries.c.id))
    firm.clock.later(minutes=1)
    firm.desk("li").write(intake.take_in, Lead("Beta Ltd", message="and the pump?"))
    async with at_screen(own, "li", size=DESK, start="pool") as user:
        user.app.open("customer", beta)
        await user.settle()
        await user.press("v", "7", "down", "B", *"Pump 5k", "enter")
        await user.until(lambda: "Pump begins in New" in user.status)
    assert firm.value(select(inquiries.c.project_id).where(inquiries.c.id == first)) is not None


@pytest.mark.parametrize(("place", "number"), [("project", 1), ("customer", 1)])
async def test_a_colleague_works_along_and_no_more(own: str, firm: Company, place: str, number: int) -> None:
    async with at_screen(own, "li", size=(100, 34), start="board") as user:
        user.app.open(place, number)
        await user.settle()
        user.app.pane.action_helpers()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("Who is to work along on")
        await user.press(*"kuhn", "enter", *"presales", "tab", *"y", "f10")
        await user.until(lambda: "M. Kuhn works along: presales" in user.status)
        (one,) = firm.desk("li").read(projects.helpers, place, number)
        assert (one.name, one.part) == ("M. Kuhn", "presales")
        user.app.pane.action_helpers()  # type: ignore[union-attr]
        await user.settle()
        await user.press("1", "2")
        await user.until(lambda: "M. Kuhn works along no more" in user.status)
    assert firm.desk("li").read(projects.helpers, place, number) == ()
