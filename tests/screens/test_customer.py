"""The card of a customer as its user sees it: all on one page, edited in place, nobody overwritten."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.screens.user import User, at_screen
from tuicrm.sales import agenda, fields, intake, pool, projects, undo
from tuicrm.sales import customers as rules
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.intake import Lead
from tuicrm.sales.projects import NewProject
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import customers


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    lead = Lead("Acme Ltd", "phone", contact="Ann Lee", phones=("0113 496 0142",), city="Leeds", message="price?")
    li = made.desk("li")
    acme = li.write(intake.take_in, lead).customer_id
    li.write(pool.claim, acme)
    li.write(projects.add, NewProject(name="Line 4", customer_id=acme, amount_minor=28_000_00))
    li.write(agenda.plan, NewAction("call", "answer on the quote", customer_id=acme, on=made.clock.now.date()))
    made.desk("hale").write(fields.add, "customer", "Size", "number")
    yield made
    made.database.close()


async def opened(user: User) -> None:
    await user.press("v", "4")
    await user.press("enter")


def fact(firm: Company, name: str) -> str:
    return firm.desk("li").read(rules.card, 1).fact(name)


async def test_everything_stands_on_one_page_and_part_by_part(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(120, 40)) as user:
        await opened(user)
        for text in ("Acme Ltd", "held by Li Wei", "Ann Lee", "0113 496 0142", "Line 4", "28.0k", "answer on the quote",
                     "price?", "Held by", "claimed"):  # fmt: skip
            assert user.sees(text), text
        await user.press("tab", "tab")
        assert user.sees("[People 1]")
        assert not user.sees("28.0k")
        await user.press("v", "6")
        assert user.sees("Nothing bought yet.")
        await user.press("escape")
        assert user.sees("[All 1]")


async def test_facts_are_edited_in_place(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await opened(user)
        await user.press("v", "2", "enter")
        assert user.sees("Change Acme Ltd")
        await user.press(*" North", "f10")
        assert "Acme Ltd North is saved." in user.status
        assert user.sees("Acme Ltd North")
        firm.desk("li").write(undo.last)
        await user.until(lambda: "North" not in user.lines()[1])
    assert fact(firm, "name") == "Acme Ltd"


async def test_the_second_editor_sees_what_changed_and_chooses(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(80, 40)) as user:
        await opened(user)
        await user.press("v", "2", "enter")
        firm.desk("wang").write(rules.edit, 1, 99, name="Apex Ltd")
        await user.press(*" North", "f10")
        assert user.sees("wrote: Apex Ltd")
        assert user.sees("Save again to keep yours")
        assert fact(firm, "name") == "Apex Ltd"
        await user.press("f10")
        assert "Acme Ltd North is saved." in user.status
    assert fact(firm, "name") == "Acme Ltd North"


async def test_own_fields_are_in_the_form_and_on_the_card(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(80, 40)) as user:
        await opened(user)
        user.app.pane.action_edit()  # type: ignore[union-attr]
        await user.settle()
        await user.press(*(["down"] * 15), *"140", "f10")
        await user.press("v", "2")
        assert user.sees("Size")
        assert user.sees("140")
    assert firm.desk("li").read(rules.card, 1).own[0].text == "140"


async def test_a_contact_is_added_and_edited(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await opened(user)
        await user.press("v", "3", "enter")
        assert user.sees("Change Ann Lee")
        await user.press("enter", *"CEO", "f10")
        assert user.sees("CEO")
    assert firm.desk("li").read(rules.card, 1).contacts[0].title == "CEO"


async def test_a_project_opens_from_the_card_and_esc_comes_back(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await opened(user)
        await user.press("v", "4", "enter")
        assert user.sees("+acme-line-4") or user.sees("Line 4")
        await user.press("escape")
        assert user.sees("held by Li Wei")


async def test_the_planned_call_is_done_from_the_card(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await opened(user)
        await user.press("v", "5", "enter", "4", "enter")
        assert user.sees("talked")
    assert firm.desk("li").read(rules.card, 1).record[0].outcome == "talked"


async def test_a_phone_is_copied_by_key(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await opened(user)
        await user.press("y")
        assert user.app.clipboard == "0113 496 0142"
        assert "0113 496 0142 is copied." in user.status


async def test_phones_are_hidden_until_claimed(own: str, firm: Company) -> None:
    firm.desk("li").write(pool.release, 1, "timing")
    async with at_screen(own, "roth", start="pool") as user:
        await user.press("enter")
        assert user.sees("shown when claimed")
        assert not user.sees("496 01")
        await user.press("y")
        assert "shown when claimed" in user.status
        await user.press("c")
        await user.until(lambda: user.sees("0113 496 0142"))
    assert firm.value(select(customers.c.owner_id).where(customers.c.id == 1)) == firm.id("roth")


async def test_the_card_fits_a_phone(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(44, 18)) as user:
        await opened(user)
        assert user.sees("Acme Ltd")
        assert user.sees("Ann Lee")
