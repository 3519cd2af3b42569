"""One of us at the screens: presses keys, clicks, sees. Waits for answers and for the screen, never for time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.screens.conftest import NOW
from tuicrm.app import TuicrmApp

LONGEST_SECONDS = 10.0


@dataclass(frozen=True)
class Chosen:
    """The settings that an app under test is given."""

    database_url: str
    user: str
    start: str | None = None


class User:
    """What a user does and sees."""

    def __init__(self, app: TuicrmApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they began is over."""
        await self.pilot.press(*keys)
        await self.settle()

    async def click(self, text: str) -> None:
        """Click on the first place of the screen that shows this text."""
        for y, line in enumerate(self.lines()):
            if (x := line.find(text)) >= 0:
                await self.pilot.click(offset=(x, y))
                await self.settle()
                return
        raise AssertionError(f"nothing to click: {text}\n{self.text()}")

    async def settle(self) -> None:
        """Wait for all answers under way, for those that they ask for in turn, and for the screen."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what somebody else does: the change feed looks once a second."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while not holds():
                await self.pilot.pause(0.02)

    def lines(self) -> list[str]:
        """The lines of the screen, blanks at the end cut off. A wide character counts as one."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        return "\n".join(self.lines())

    def sees(self, text: str) -> bool:
        """Tell whether a text is on the screen, perhaps broken over lines."""
        return " ".join(text.split()) in " ".join(self.text().split())

    @property
    def status(self) -> str:
        """The sentence in the status line."""
        return self.lines()[-2].strip()


@asynccontextmanager
async def at_screen(
    url: str,
    login: str = "boss",
    *,
    size: tuple[int, int] = (80, 24),
    start: str | None = None,
    now: datetime = NOW,
    app: Callable[..., TuicrmApp] = TuicrmApp,
) -> AsyncIterator[User]:
    """Sit down at the screens of a database, and wait until the first one shows what it read."""
    made = app(Chosen(url, login, start), clock=lambda: now)
    async with made.run_test(size=size) as pilot:
        user = User(made, pilot)
        await user.settle()
        yield user
        await made.action_quit()
        with suppress(WorkerCancelled):
            await made.workers.wait_for_complete()
