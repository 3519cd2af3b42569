"""Pairs at the screen: a lead makes them, the two fill the sheet from the agenda, a manager takes the note."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.sales.pairing.team import settled
from tests.screens.user import User, at_screen
from tuicrm.sales import pairing
from tuicrm.store.database import Database

PHONE = (44, 18)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li loses projects at Quote, Roth does not."""
    made = Company(Database(own))
    settled(made, "li", 4, 20)
    settled(made, "roth", 17, 20)
    yield made
    made.database.close()


async def typed(user: User, text: str) -> None:
    await user.press(*["space" if char == " " else char for char in text])


@pytest.mark.parametrize("size", [(80, 24), PHONE])
async def test_a_lead_makes_this_weeks_pair(own: str, firm: Company, size: tuple[int, int]) -> None:
    async with at_screen(own, "wang", size=size, start="team") as user:
        await user.press("W")
        assert user.sees("No pairs yet."), user.text()
        await user.press("v")
        for seen in ("Li Wei", "A. Roth", "Quote", "tomorrow 9:00", "keeps projects going"):
            assert user.sees(seen), user.text()
        await user.press("enter")
        assert user.sees("planned"), user.text()
        assert firm.desk("wang").read(pairing.listing).rows[0].state == "planned"
        await user.press("u")
        assert user.sees("No pairs yet."), user.text()


async def test_the_sheet_opens_from_the_agenda_and_the_note_reaches_the_playbook(own: str, firm: Company) -> None:
    (made,) = firm.desk("wang").write(pairing.make)
    firm.clock.later(days=1)
    async with at_screen(own, "li", size=(80, 24), start="agenda", now=firm.clock.now) as user:
        assert user.sees("20 minutes with"), user.text()
        await user.press("d")
        assert user.sees("One thing to try"), user.text()
        await typed(user, "she listened")
        await user.press("tab", "tab", "tab", "tab")
        await typed(user, "budget first")
        await user.press("tab", "enter")
        assert user.sees("Sheet kept; the talk is done."), user.text()
    card = firm.desk("li").read(pairing.card, made.id)
    assert (card.row.state, card.row.note, card.sheet and card.sheet.went_well) == (
        "met", "budget first", "she listened",
    )  # fmt: skip
    async with at_screen(own, "hale", size=(80, 24), start="team", now=firm.clock.now) as user:
        await user.press("W")
        assert user.sees("note proposed"), user.text()
        assert not user.sees("she listened")
        await user.press("enter", "1", "tab", "enter")
        assert user.sees("In the playbook of Quote, version"), user.text()


async def test_a_rep_sees_only_the_own_pairs_and_is_told_who_makes_them(own: str, firm: Company) -> None:
    firm.desk("wang").write(pairing.make)
    async with at_screen(own, "kuhn", size=(80, 24), start="team") as user:
        await user.press("W")
        assert user.sees("You are in no pair yet."), user.text()
        await user.press("a")
        assert user.sees("Your lead makes the pairs."), user.text()
