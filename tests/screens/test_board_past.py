"""The board of a past day, and what changed since, as a lead sees them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.company import NOW, Company
from tests.exchange.test_since_import import NO_DAYS, take_in
from tests.sales.chances import EUROS, project, stage
from tests.screens.user import at_screen
from tuicrm.sales import funnel
from tuicrm.store.database import Database

WIDE = (120, 40)
LATER = NOW + timedelta(days=3)
K = 1_000 * EUROS


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """On Monday two projects began; by Thursday one moved on, one was won, and a third began."""
    made = Company(Database(own))
    one = project(made, "Line 4", amount_minor=28 * K)
    two = project(made, "Line 5", amount_minor=10 * K)
    made.clock.now = LATER
    made.desk("li").write(funnel.move, one, stage(made, "Needs"))
    made.desk("li").write(funnel.win, two, reason="so")
    project(made, "Line 6", amount_minor=5 * K)
    yield made
    made.database.close()


async def test_the_head_says_what_changed_since_monday(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        assert user.sees("since Mon 23 Nov +3 -1, +33.0k"), user.text()


async def test_a_past_day_shows_what_stood_then_and_nothing_moves(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        await user.press("A", *"mon", "enter")
        assert user.sees("AS OF Mon 23 Nov"), user.text()
        assert user.sees("Line 5")
        assert user.sees("now Needs")
        assert user.sees("now Won")
        assert not user.sees("Line 6")
        await user.press("L")
        assert user.status == "This is the board of 23 Nov. A and enter go back to today."
        await user.press("o")
        assert user.status == "This is the board of 23 Nov. A and enter go back to today."
        await user.press("A", "enter")
        assert user.sees("Line 6")
        assert not user.sees("AS OF")


@pytest.mark.parametrize("typed", ["tomorrow", "2027-01-01", "bananas"])
async def test_a_day_that_is_none_is_told_in_place(own: str, firm: Company, typed: str) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        await user.press("A", *typed, "enter")
        assert user.sees("a day up to today"), user.text()


async def test_the_causes_stand_between_opening_and_closing(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        user.app.open("changes", 0)
        await user.settle()
        for said in ("Opening, 22 Nov", "Closing, 26 Nov", "new 3 +3 +43.0k", "won 1 -1 -10.0k"):
            assert user.sees(said), (said, user.text())
        await user.press("down", "enter")
        assert user.sees("Line 4"), user.text()
        await user.press("escape", "A", *"2026-11-24", "enter")
        assert user.sees("Opening, 23 Nov 2 38.0k"), user.text()
        assert user.sees("forwards 1")
        await user.press("v", "2")
        assert user.sees("expected this quarter"), user.text()


@pytest.mark.parametrize("key", ["E", "p", "a", "m"])
async def test_on_a_past_day_nothing_is_changed_by_key(own: str, firm: Company, key: str) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        await user.press("A", *"mon", "enter", "x", key)
        assert user.status == "This is the board of 23 Nov. A and enter go back to today."
        assert len(user.app.screen_stack) == 1, "nothing opened"


async def test_on_a_past_day_nothing_is_changed_by_the_menu(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=WIDE, start="board", now=LATER) as user:
        await user.press("A", *"mon", "enter", "x")
        pane = user.app.pane
        for act in (pane.action_tag, pane.action_approve, pane.action_win, pane.action_lose, pane.action_move):  # type: ignore[union-attr]
            act()
            await user.settle()
            assert user.status.startswith("This is the board of 23 Nov."), act
            assert len(user.app.screen_stack) == 1
        assert pane.why("project.tag") == "This is the board of 23 Nov."  # type: ignore[union-attr]
        assert pane.why("project.add") is None  # type: ignore[union-attr]


async def test_the_head_of_the_board_says_what_came_by_import(tmp_path: Path) -> None:
    take_in(tmp_path, NO_DAYS).database.close()
    url = f"sqlite:///{tmp_path}/crm.db"
    async with at_screen(url, "boss", start="board", now=LATER) as user:
        assert user.sees("+0 -0, 0, 2 by import"), user.text()
