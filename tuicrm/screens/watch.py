"""Looks at the change feed once a second, beside everything else."""

import asyncio
import threading
from collections.abc import Callable

from tuicrm.store.feed import Feed, Look

EVERY_SECONDS = 1.0


class Watch:
    """A daemon thread that looks, and tells the loop what it saw."""

    def __init__(self, feed: Feed, tell: Callable[[Look], None], trouble: Callable[[Exception], None]) -> None:
        self._feed = feed
        self._tell = tell
        self._trouble = trouble
        self._wake = threading.Event()
        self._stopped = False
        self._troubled = False
        self._looks = True

    @property
    def is_looking(self) -> bool:
        """Say whether something written here is still to be told, or a look is under way."""
        return self._looks or self._wake.is_set()

    def start(self) -> None:
        """Begin; `tell` and `trouble` are called in the loop that runs now."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._work, args=(loop,), name="tuicrm-watch", daemon=True).start()

    def look_now(self) -> None:
        """Look at once: something was written here."""
        self._wake.set()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        self._wake.set()

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._stopped:
            try:
                look = self._feed.look()
            except Exception as problem:  # noqa: BLE001 - worded once by the bridge; the next look may succeed
                if not self._troubled and not self._stopped:
                    self._send(loop, self._trouble, problem)
                self._troubled = True
            else:
                self._troubled = False
                if look.lines or look.everything:
                    self._send(loop, self._tell, look)
            self._looks = False
            self._wake.wait(EVERY_SECONDS)
            self._looks = True
            self._wake.clear()
        self._feed.close()

    def _send(self, loop: asyncio.AbstractEventLoop, to: Callable[..., None], what: object) -> None:
        try:
            loop.call_soon_threadsafe(to, what)
        except RuntimeError:
            self._stopped = True  # the loop is closed: the program ends
