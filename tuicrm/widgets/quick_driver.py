"""Textual's driver for Linux and macOS with a quick `esc` and without reports of idle mouse moves."""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from typing import Any

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ESCAPE_DELAY = 0.025
"""Seconds after which a lone ESC is the key; a user's own ESCDELAY (say, 100 on a bad line) comes first."""

_IDLE_POLL = 0.1
_PENDING_POLL = 0.005


class QuickDriver(LinuxDriver):
    """Wait shortly while an ESC is pending, long otherwise.

    Textual 8.2.8 polls each 100 ms whatever ESCDELAY says, so `esc` takes 105 ms there. And it asks for
    every mouse move (mode 1003): moves are of use to us only while a button is held (mode 1002).
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "ESCDELAY" not in os.environ:
            constants.ESCAPE_DELAY = ESCAPE_DELAY  # type: ignore[misc]

    def _enable_mouse_support(self) -> None:
        if not self._mouse:
            return
        self.write("\x1b[?1000h\x1b[?1002h\x1b[?1015h\x1b[?1006h")
        self.flush()

    def _disable_mouse_support(self) -> None:
        if not self._mouse:
            return
        self.write("\x1b[?1000l\x1b[?1002l\x1b[?1015l\x1b[?1006l")
        self.flush()

    def _read(self) -> bytes:
        """Give what was typed; nothing when the terminal is gone, and then this process goes, too.

        A line that is cut sends a SIGHUP to whoever owns the terminal; who does not own it only reads an end, and
        would read it again and again. Nothing is lost: drafts are on the disk, acts are transactions.
        """
        try:
            read = os.read(self.fileno, 4096)
        except OSError:  # Linux says EIO
            read = b""
        if not read:
            os.kill(os.getpid(), signal.SIGHUP)
        return read

    def run_input_thread(self) -> None:
        """Read keys and mouse until the app ends."""
        decode = getincrementaldecoder("utf-8")().decode
        parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            try:
                while not self.exit_event.is_set():
                    pending = parser._timeout_time is not None
                    if selector.select(_PENDING_POLL if pending else _IDLE_POLL):
                        read = self._read()
                        if not read:
                            return
                        text = decode(read)
                        for event in parser.feed(text) if text else ():
                            self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
            finally:
                try:
                    for _event in parser.feed(""):
                        pass
                except (EOFError, ParseError):
                    pass
