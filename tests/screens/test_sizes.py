"""Every screen in every window: each line as wide as the window, everything in its place, nothing cut in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.company import make_company
from tests.engines import Make
from tests.screens.shop import LOGIN, make_in_chinese, make_in_english
from tests.screens.user import User, at_screen
from tuicrm.plain import language
from tuicrm.widgets.acts import SCREENS

SIZES = ((40, 12), (44, 18), (59, 20), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60))
EACH_FORM = ((40, 12), (44, 18), (60, 20), (80, 24), (120, 40))
"""Each way to draw boxes once: one pane, narrow, low, usual and wide."""

TABS = tuple(SCREENS)[:5]
FIRMS = {"english": make_in_english, "chinese": make_in_chinese, "empty": make_company}


def whole(user: User) -> list[str]:
    return [strip.text for strip in user.app.screen._compositor.render_strips()]


def looks_right(user: User, size: tuple[int, int]) -> None:
    columns, lines = size
    drawn = whole(user)
    assert len(drawn) == lines
    assert {cell_len(line) for line in drawn} == {columns}, user.text()
    assert "[?]" in drawn[-1] or "?" in drawn[-1], drawn[-1]
    assert "Traceback" not in user.text()
    assert "None" not in user.text().split(), user.text()


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_fits_every_window(
    template: Callable[[str, Make], str], firm: str, size: tuple[int, int]
) -> None:
    language.use("zh" if firm == "chinese" else "en")
    async with at_screen(template("sqlite", FIRMS[firm]), LOGIN, size=size) as user:
        for nth, tab in enumerate(TABS, start=1):
            await user.press(str(nth))
            assert user.app.pane is not None
            assert user.app.pane.place == tab
            looks_right(user, size)
            assert user.lines()[-2].strip() or firm == "empty" or tab in ("charts", "team")
            user.pilot.send("down", "down", "up", "tab", "G", "home")
            await user.settle()
            looks_right(user, size)


@pytest.mark.parametrize("size", EACH_FORM, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_boxes_and_forms_fit_every_window(template: Callable[[str, Make], str], size: tuple[int, int]) -> None:
    async with at_screen(template("sqlite", make_in_english), LOGIN, size=size) as user:
        for nth, _tab in enumerate(TABS, start=1):
            await user.press(str(nth))
            for key in ("space", "question_mark", "colon", "+"):
                await user.press(key)
                looks_wide(user, size)
                while len(user.app.screen_stack) > 1:
                    await user.press("escape")
                await user.press("escape")


def looks_wide(user: User, size: tuple[int, int]) -> None:
    assert {cell_len(line) for line in whole(user)} == {size[0]}, user.text()


@pytest.mark.parametrize("tab", TABS)
async def test_a_window_that_shrinks_and_grows_shows_the_same_again(
    template: Callable[[str, Make], str], tab: str
) -> None:
    async with at_screen(template("sqlite", make_in_english), LOGIN, size=(120, 40), start=tab) as user:
        before = user.text()
        for size in ((44, 18), (80, 24), (40, 12), (120, 40)):
            await user.pilot.resize_terminal(*size)
            await user.settle()
            assert {cell_len(line) for line in whole(user)} == {size[0]}, user.text()
        assert user.text() == before
