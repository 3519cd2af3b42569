"""One of us at the screens: presses keys, clicks, sees. Waits for answers and for the screen, never for time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from textual.worker import WorkerCancelled

from tests.patience import AT_ONCE, LONGEST_SECONDS, never, patiently
from tests.quick_pilot import OUTSIDE_SECONDS, QuickPilot, without_frames
from tests.screens.conftest import NOW
from tuicrm.app import TuicrmApp
from tuicrm.screens import patience, pool, take_in
from tuicrm.widgets.typed_keys import STUCK_SECONDS

never(
    "tuicrm.app:QUIET_SECONDS",
    "tuicrm.app:LEAVING_SECONDS",
    "tuicrm.app:OPENING_SECONDS",
    "tuicrm.screens.bridge:SAVING_SECONDS",
    "tuicrm.screens.watch:EVERY_SECONDS",
)

A_WHILE = 0.2
"""What comes back sooner is put on the screen in one frame."""
patience.SHARE = 0  # however long a reading took, the next one need not wait
pool.REST_SECONDS = take_in.REST_SECONDS = AT_ONCE  # what is read when one rests belongs to the key


@dataclass(frozen=True)
class Chosen:
    """The settings that an app under test is given."""

    database_url: str
    user: str
    start: str | None = None


class User:
    """What a user does and sees."""

    def __init__(self, app: TuicrmApp) -> None:
        self.app = app
        self.pilot = QuickPilot(app)

    async def press(self, *keys: str) -> None:
        """Press keys, each when all that the one before began is over."""
        for key in keys:
            await self.pilot.press(key)
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
        """Wait for all answers under way, for those that they ask for in turn, and for the screen.

        Raises:
            AssertionError: it never rests; says what it waits for.
        """
        await self.pilot.idle()
        try:
            async with patiently(LONGEST_SECONDS / 2):
                while self.app.is_running and (awaited := self._awaited):
                    if awaited.keys() == {"keys"}:
                        await self.pilot.let_pass(STUCK_SECONDS / 2)  # a widget went with a key in its hands
                    else:
                        await self._answers()
                    await self.pilot.pause(OUTSIDE_SECONDS)
        except TimeoutError:
            raise AssertionError(f"it waits for {self._awaited}\n{self.text()}") from None

    async def _answers(self) -> None:
        """Wait for the answers under way, but look now and then whether one of them waits for a frame."""
        workers = {worker: worker._task for worker in self.app.workers}
        if tasks := [task for task in workers.values() if task is not None]:
            await asyncio.wait(tasks, timeout=A_WHILE)
        for worker in workers:
            if worker.is_finished:
                await worker.wait()

    @property
    def _awaited(self) -> dict[str, object]:
        """What the window waits for by itself, under the name of its kind."""
        keys, bridge = self.app.keys, self.app._bridge
        under_way = {
            "answers": [worker for worker in self.app.workers if not worker.is_finished],
            "news": bridge is not None and bridge.is_looking,
            "keys": [*keys._waiting] and (keys._waiting, keys._on_its_way, keys._held),
        }
        return {kind: what for kind, what in under_way.items() if what}

    async def let_pass(self, seconds: float) -> None:
        """Let the timers of the next so many seconds go off."""
        await self.pilot.let_pass(seconds)
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what somebody else does: the change feed looks now, not once a second."""
        async with patiently():
            while not holds():
                if self.app._bridge is not None and not self.app._bridge.is_looking:
                    self.app._bridge._watch.look_now()
                await self.pilot.pause(OUTSIDE_SECONDS)

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
    async with made.run_test(size=size):
        user = User(made)
        with without_frames(made):
            await user.settle()
            yield user
        await made.action_quit()
        with suppress(WorkerCancelled):
            await made.workers.wait_for_complete()
