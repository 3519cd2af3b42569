"""The board of a real CRM export, in a small window and a large one, by key and by mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines import Make
from tests.exchange.imported import NOW, make_imported
from tests.screens.user import at_screen
from tuicrm.sales import funnel
from tuicrm.sales.funnel.board import Board
from tuicrm.store.database import Database

SIZES = [(80, 24), (200, 60)]


@pytest.fixture
def export(real_data: Path, template: Callable[[str, Make], str]) -> str:
    """The URL of a database that the whole export was taken into."""
    return template("sqlite", make_imported)


def board(url: str) -> Board:
    database = Database(url)
    found = database.as_("boss", lambda: NOW).read(funnel.board, funnel.BoardQuery())
    database.close()
    return found


@pytest.mark.parametrize("size", SIZES, ids=["small", "large"])
async def test_the_real_board_by_key(export: str, size: tuple[int, int]) -> None:
    found = board(export)
    async with at_screen(export, "boss", size=size, start="board", now=NOW) as user:
        opened = sum(column.count for column in found.columns)
        assert user.sees(f"{opened:,} open projects") or user.sees(f"{opened} open projects"), user.text()
        assert all(len(line) <= size[0] for line in user.lines())
        full = next(nth for nth, column in enumerate(found.columns) if column.count)
        await user.press(*["l"] * full, "G")
        await user.press("G")
        first = user.status
        await user.press("g")
        assert user.status != first, "from the last card of a long column to its first"
        await user.press("p")
        assert user.sees("[esc]"), user.text()
        await user.press("escape", "m")
        assert user.sees("Move "), user.text()
        await user.press("escape", "enter")
        assert user.app.pane is not None
        assert user.app.pane.place == "project"
        await user.press("escape", "=", "|")
        assert user.sees("lanes by owner"), user.text()


@pytest.mark.parametrize("size", SIZES, ids=["small", "large"])
async def test_the_real_board_by_mouse(export: str, size: tuple[int, int]) -> None:
    found = board(export)
    column = next(one for one in found.columns if one.count)
    to = next(one for one in found.columns if one.stage.position == column.stage.position + 1)
    card = column.cards[0]
    name = (card.customer or card.name)[:9]
    async with at_screen(export, "boss", size=size, start="board", now=NOW) as user:
        y, line = next((y, line) for y, line in enumerate(user.lines()) if name in line and y > 5)
        x = line.index(name)
        target = next(line for line in user.lines() if to.stage.name in line and "│" in line and "[" not in line)
        await user.pilot.mouse_down(offset=(x + 1, y))
        await user.pilot.hover(offset=(target.index(to.stage.name) + 1, y))
        await user.pilot.mouse_up(offset=(target.index(to.stage.name) + 1, y))
        await user.settle()
        assert user.sees(f"{column.stage.name} to {to.stage.name}"), user.text()
        await user.click("stage")
        assert user.sees("Move "), user.text()
    after = board(export)
    assert next(one.count for one in after.columns if one.stage.id == to.stage.id) == to.count + 1
