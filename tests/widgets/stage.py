"""A stage for one widget: an app that shows it, keeps its messages and tells what is on the screen."""

from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.events import MouseMove, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widget import Widget

from tests.quick_pilot import QuickPilot
from tuicrm.widgets.line import Line
from tuicrm.widgets.perform import perform
from tuicrm.widgets.terminal import TameApp

M = TypeVar("M", bound=Message)

SIZES = [(80, 24), (44, 18), (120, 40)]


class Stage(TameApp[None]):
    """Shows what `make` returns."""

    def __init__(self, make: Callable[[], Sequence[Widget]]) -> None:
        super().__init__()
        self.make = make

    def compose(self) -> ComposeResult:
        yield from self.make()

    async def on_line_act_pressed(self, event: Line.ActPressed) -> None:
        await perform(self, event.act)


class Seen:
    """What a user of the stage does and sees."""

    def __init__(self, app: Stage, messages: list[Message]) -> None:
        self.app = app
        self.pilot = QuickPilot(app)
        self.messages = messages

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def click(self, x: int, y: int, **options: Any) -> None:
        await self.pilot.click(offset=(x, y), **options)
        await self.pilot.pause()

    async def drag(self, start: tuple[int, int], *path: tuple[int, int]) -> None:
        await self.pilot.mouse_down(offset=start)
        for offset in path:
            await self.pilot._post_mouse_events([MouseMove], offset=offset, button=1)
        await self.pilot.mouse_up(offset=path[-1])
        await self.pilot.pause()

    async def wheel(self, x: int, y: int, turns: int) -> None:
        kind = MouseScrollDown if turns > 0 else MouseScrollUp
        await self.pilot._post_mouse_events([kind] * abs(turns), offset=(x, y))
        await self.pilot.pause()

    def full_lines(self) -> list[str]:
        """Return the screen's lines as text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def lines(self) -> list[str]:
        """Return the screen's lines as text, blanks at the end cut off."""
        return [line.rstrip() for line in self.full_lines()]

    def text(self) -> str:
        return "\n".join(self.lines())

    def got(self, kind: type[M]) -> list[M]:
        """Return the messages of a kind so far; each bubbles past several hooks and counts once."""
        return list({id(each): each for each in self.messages if isinstance(each, kind)}.values())


@asynccontextmanager
async def on_stage(*widgets: Widget, size: tuple[int, int] = (80, 24), make=None):
    messages: list[Message] = []
    app = Stage(make or (lambda: widgets))
    async with app.run_test(size=size, notifications=True, message_hook=messages.append):
        seen = Seen(app, messages)
        await seen.pilot.pause()
        yield seen
