"""Textual's driver for a browser, without reports of idle mouse moves, and ending with the server that drew for it."""

import os
import signal
from contextlib import suppress

from textual.drivers.web_driver import WebDriver

EVERY_MOVE, HELD_MOVES = "\x1b[?1003h", "\x1b[?1002h"


class BrowserDriver(WebDriver):
    """Leaves as by `q` when nobody is at the other end any more.

    Textual 8.2.8 goes on for ever when its standard input ends: a server that was killed would leave its windows.
    """

    def write(self, data: str) -> None:
        with suppress(BrokenPipeError):
            super().write(data.replace(EVERY_MOVE, HELD_MOVES))

    def write_meta(self, data: dict[str, object]) -> None:
        with suppress(BrokenPipeError):
            super().write_meta(data)

    def run_input_thread(self) -> None:
        """Read what the browser sends until the app or the server ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGTERM)  # Textual answers it with its message to leave
