"""The picture of a screen is the same wherever it is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static


class Small(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(Content("公海 [pool]"))


async def shown(snap: Callable[[Any], None]) -> None:
    app = Small()
    async with app.run_test(size=(20, 3)):
        snap(app)


def test_picture_is_as_kept(snap: Callable[[Any], None]) -> None:
    import asyncio

    asyncio.run(shown(snap))
