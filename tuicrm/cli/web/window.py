"""One browser window: the process that draws it, started without a shell and with an environment of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from importlib.metadata import version
from typing import Any

from textual_serve.app_service import AppService

from tuicrm.cli.remote.environment import rebuilt

LEAVING_SECONDS = 15
LEAST, MOST_COLUMNS, MOST_LINES = 10, 400, 150


class Window(AppService):
    """Draws the program for one browser session; whose it is stands in the command, which no browser can say."""

    def __init__(self, config: str | None, pass_id: int, **said: Any) -> None:
        super().__init__("", **said)
        self._program = [sys.executable, "-I", "-X", "utf8", "-m", "tuicrm"]
        self._program += ["--config", config] if config else []
        self._program += ["serve", "--window", str(pass_id)]

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {
            **rebuilt(os.environ),
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_FPS": "30",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "TERM_PROGRAM_VERSION": version("textual-serve"),
            "TERM": "xterm-256color",
            "COLUMNS": str(clamped(width, MOST_COLUMNS)),
            "ROWS": str(clamped(height, MOST_LINES)),
        }

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._program, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=self._build_environment(width, height)
        )
        self._stdin = process.stdin
        return process

    async def set_terminal_size(self, width: int, height: int) -> None:
        await super().set_terminal_size(clamped(width, MOST_COLUMNS), clamped(height, MOST_LINES))

    async def stop(self) -> None:
        """Let the program leave as by `q`, and wait until its process is gone; one that hangs is killed."""
        try:
            async with asyncio.timeout(LEAVING_SECONDS):
                await super().stop()
                if self._process is not None:
                    await self._process.wait()
        except TimeoutError:
            if self._process is not None and self._process.returncode is None:
                self._process.kill()

    async def on_packed(self, payload: bytes) -> None:
        """Deliver no file: there is none to have."""

    async def on_meta(self, data: bytes) -> None:
        """Pass on that the program ended, and nothing else: no link is opened, no file delivered."""
        if b'"exit"' in data:
            await self.remote_close()


def clamped(size: object, most: int) -> int:
    """Give a size that a terminal can have, whatever the browser said."""
    return max(LEAST, min(most, size)) if isinstance(size, int) else LEAST
