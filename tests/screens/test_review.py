"""The weekly review at the screen: eleven projects decided by few keys, undone, written down; and presented."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, project
from tests.sales.test_briefing import contact
from tests.screens.user import User, at_screen
from tuicrm.sales import handovers, review
from tuicrm.sales.invariants import check
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions, review_decisions

WIDE = (120, 40)
K = 1_000 * EUROS


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Eleven projects of East to talk about: past their day, without a next step, the largest first."""
    made = Company(Database(own))
    for number in range(11):
        owner = ("li", "roth")[number % 2]
        of = made.customer(f"Customer {number:02}", owner=owner)
        contact(made, of, f"Contact {number}", f"+44 117 496 01{number:02}")
        project(
            made, f"Line {number:02}", login=owner, customer_id=of, amount_minor=(40 - number) * K,
            cost_minor=(7 + number) * K, expected_on=NOW.date() - timedelta(days=number + 1),
        )  # fmt: skip
    yield made
    made.database.close()


class Counting:
    """Keys that somebody pressed besides the text they typed."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.keys: list[int] = []

    async def decide(self, *keys: str, text: str = "", then: str = "enter") -> None:
        await self.user.press(*keys)
        if text:
            await self.user.press(*["space" if char == " " else char for char in text], then)
        self.keys.append(len(keys) + (1 if text else 0))


async def test_a_review_of_eleven_projects_takes_three_keys_a_decision(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R")
        assert user.sees("Review, East, Mon 23 Nov 2026"), user.text()
        assert user.sees("project 1 of 11")
        player = Counting(user)
        await player.decide("1", text="call back wed")
        assert user.sees("project 2 of 11"), user.text()
        await player.decide("2", text="2027-01-29")
        await player.decide("3", "4")
        await player.decide("4", "1", text="offer by fri")
        await player.decide("5", "1")
        await player.decide("6", "1")
        await player.decide("7")
        await player.decide("8")
        await player.decide("1", text="visit plant fri")
        await player.decide("7")
        await player.decide("2", text="in 3 weeks")
        assert max(player.keys) <= 3, player.keys
        assert len(player.keys) == 11
    found = firm.desk("wang").read(review.review)
    assert [one.what for one in found.decided] == [
        "next_step", "date", "category", "help", "handover", "lost", "keep", "talk", "next_step", "keep", "date",
    ]  # fmt: skip
    counted = select(func.count()).select_from(actions).where(actions.c.origin == "review")
    assert firm.value(counted) == 11
    assert firm.database.read_as(check, NOW) == ()


async def test_each_decision_names_who_decided_and_who_held_it(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R", "7")
    row = firm.all(select(review_decisions))[0]
    assert (row.by_id, row.holder_id) == (firm.id("wang"), firm.id("li"))


async def test_a_decision_is_taken_back(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R", "6", "1")
        assert user.sees("Customer 00: Lost: price."), user.text()
        await user.press("u")
        assert user.sees("Taken back: the last decision of the review."), user.text()
    assert firm.desk("wang").read(review.review).decided == ()


async def test_what_is_wrong_stays_in_the_line(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R", "2", *"soon", "enter")
        assert user.sees("soon is no day"), user.text()
        await user.press("escape")
        assert user.sees("project 1 of 11")


async def test_why_it_is_here_its_way_and_the_calls_are_told(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R")
        for said in (
            "date 1d past", "no next step", "Line 00, 40.0k, closes 22 Nov", "New 23 Nov", "Li Wei calls it: pipeline",
            "last week no decisions", "new 11", "1 next step  2 date  3 category  4 help from",
        ):  # fmt: skip
            assert user.sees(said), (said, user.text())
        await user.press("enter")
        assert user.sees("Line 00")


async def test_presentation_hides_contacts_costs_and_calls(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R")
        assert user.sees("cost 7.0k")
        assert user.sees("Nobody calls anything")
        await user.press("P")
        assert user.sees("presentation on")
        assert not user.sees("cost 7.0k")
        assert not user.sees("calls anything")
        assert user.app.theme == "contrast"
        await user.press("enter")
        assert not user.sees("7,000.00")
        await user.press("escape", "P")
        assert user.sees("cost 7.0k"), user.text()


async def test_a_customer_shown_to_others_has_no_phone(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        user.app.open("customer", 1)
        await user.settle()
        assert user.sees("+44 117 496 0100"), user.text()
        await user.press("P")
        assert not user.sees("496 0100"), user.text()


async def test_the_sheet_is_written(own: str, firm: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R", "7", "e", "1")
        assert user.sees("Written:")
    text = (tmp_path / "review-2026-11-23.md").read_text("utf-8")
    assert "# Review, East, Mon 23 Nov 2026" in text
    assert "Customer 00 | keep: Seen, kept as it is |" in text


async def test_a_review_fits_a_small_window_in_both_languages(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", start="board") as user:
        await user.press("R")
        assert user.sees("8 talk alone")
        assert all(len(line) <= 80 for line in user.lines())
        await user.press("z")
        assert user.sees("周会"), user.text()


async def test_nothing_to_talk_about_is_said(own: str) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        await user.press("R")
        assert user.sees("Nothing to talk about"), user.text()
        await user.press("1")
        assert user.sees("Nothing is under the cursor.")


# handover at the screens


async def test_a_card_is_handed_over_and_answered_on_the_agenda(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE, start="board") as user:
        await user.press("o")
        assert user.sees("Hand Customer 00 over to"), user.text()
        await user.press(*"roth", "enter", *"fridays", "enter")
        assert user.sees("waits for A. Roth to accept it"), user.text()
    async with at_screen(own, "roth", size=WIDE, start="agenda") as user:
        assert user.sees("Handed over to you"), user.text()
        assert user.sees("fridays")
        while not user.status.startswith("Line 00"):
            await user.press("down")
        await user.press("d")
        assert user.sees("return, with a reason"), user.text()
        await user.press("1")
        assert user.sees("Line 00 is held by A. Roth now."), user.text()
        await user.press("u")
        assert user.sees("Taken back: acceptance of Line 00."), user.text()
    assert len(firm.desk("roth").read(handovers.pending)) == 1


async def test_it_is_returned_with_a_reason(own: str, firm: Company) -> None:
    firm.desk("hale").write(handovers.give, (("project", 1),), firm.id("roth"), handovers.Terms(at_once=True))
    async with at_screen(own, "roth", size=WIDE, start="agenda") as user:
        while not user.status.startswith("Line 00"):
            await user.press("down")
        await user.press("d", "2", *"too far", "enter")
        assert user.sees("Line 00 is held by Li Wei now."), user.text()


async def test_a_customer_is_handed_over_with_its_projects(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board") as user:
        user.app.open("customer", 1)
        await user.settle()
        await user.press("o", "1", *"roth", "enter", "enter")
        assert user.sees("Customer 00 and 1 project are A. Roth's now."), user.text()


async def test_on_friday_ones_own_list_says_what_to_clean(own: str, firm: Company) -> None:
    friday = NOW + timedelta(days=4)
    async with at_screen(own, "li", size=WIDE, start="agenda", now=friday) as user:
        assert user.sees("To clean before the week ends"), user.text()
        assert user.sees("date 5d past")
    async with at_screen(own, "li", size=WIDE, start="agenda", now=NOW + timedelta(days=3)) as user:
        assert not user.sees("To clean before the week ends")


async def test_on_a_phone_the_review_says_what_fits_and_decides_by_digit(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=(44, 18), start="board") as user:
        await user.press("R")
        assert user.sees("1-8 decide, space says which"), user.text()
        assert "1 of" in user.lines()[1]
        assert not user.sees("contacts:"), "enter has the rest"
        assert all("…" not in line for line in user.lines()[1:4]), user.text()
        await user.press("7")
        await user.until(lambda: user.sees("2 of"))
