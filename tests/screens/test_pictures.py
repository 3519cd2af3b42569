"""What the screens look like: pictures that were looked at before they were kept (`--snapshot-update` keeps anew)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.engines import Make
from tests.screens.shop import LOGIN, make_in_chinese, make_in_english
from tests.screens.user import at_screen
from tuicrm.plain import language

KEYS = {
    "pool": ("1",),
    "board": ("2",),
    "agenda": ("3",),
    "customer": ("1", "tab", "down", "down", "enter"),
    "project": ("2", "right", "right", "right", "enter"),
}


@pytest.fixture
def in_english(template: Callable[[str, Make], str]) -> str:
    return template("sqlite", make_in_english)


@pytest.fixture
def in_chinese(template: Callable[[str, Make], str]) -> str:
    return template("sqlite", make_in_chinese)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["usual", "wide"])
@pytest.mark.parametrize("screen", KEYS)
async def test_in_english(in_english: str, snap: Callable[[Any], None], screen: str, size: tuple[int, int]) -> None:
    async with at_screen(in_english, LOGIN, size=size) as user:
        await user.press(*KEYS[screen])
        snap(user.app)


@pytest.mark.parametrize("screen", KEYS)
async def test_in_chinese(in_chinese: str, snap: Callable[[Any], None], screen: str) -> None:
    language.use("zh")
    async with at_screen(in_chinese, LOGIN) as user:
        await user.press(*KEYS[screen])
        snap(user.app)
