"""The program in this very process: a command costs milliseconds, and its errors come out as a shell sees them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from typer.main import get_command

from tests.company import Company
from tuicrm.plain.language import current
from tuicrm.store.database import Database
from tuicrm.store.running import Running


@dataclass(frozen=True)
class Said:
    """What a command left: its status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        assert self.status == 0, self.err
        return json.loads(self.out)


class Inside:
    """Runs commands on the database of a company, as one of its people."""

    def __init__(self, company: Company, language: str = "en", *, is_terminal: bool = False) -> None:
        self.language, self.stream = language, Terminal if is_terminal else io.TextIOWrapper
        self.company = company
        self.url = company.database.url.render_as_string(hide_password=False)

    def __call__(self, *words: str, login: str = "li", typed: str | bytes = "") -> Said:
        from tuicrm.plain import language

        language.use(self.language)  # what a command says of itself is worded when it is imported
        from tuicrm.cli import errors
        from tuicrm.cli.program import program

        given = typed.encode() if isinstance(typed, str) else typed
        as_who = ["--db", self.url, "--user", login, *([] if self.language == "en" else ["--lang", self.language])]
        with self.kept_open():
            return _said(lambda: errors.run(program(), [*as_who, *words]), given, self.stream)

    def kept_open(self) -> ExitStack:
        """Let the next command find the engine and the noun of the last one: to make them anew is half of its time."""
        from tuicrm.sales import opening

        stack = ExitStack()
        stack.enter_context(mock.patch.object(opening, "Database", self._database))
        stack.enter_context(mock.patch("typer.main.get_command", _noun))
        return stack

    def _database(self, url: str) -> Database:
        own = self.company.database.url.render_as_string(hide_password=False)
        return Lasting(self.company.database) if url == own else Database(url)


def _noun(app: Any) -> Any:
    return _parser(app, current())


@cache
def _parser(app: Any, language: str) -> Any:
    return get_command(app)


class Lasting(Database):
    """A database that stays open when a command closes it."""

    def __init__(self, of: Database) -> None:
        self.url, self.running, self.engine = of.url, Running(), of.engine

    def close(self) -> None:
        """Leave it to the test."""


def run_inside(
    words: tuple[str, ...], environment: Mapping[str, str], folder: Path, typed: str
) -> subprocess.CompletedProcess[str]:
    """Run the whole program as a process of its own would: with this environment alone, in this folder."""
    from tuicrm.__main__ import main

    def status() -> int:
        try:
            main()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
        return 0

    with (
        mock.patch.dict(os.environ, environment, clear=True),
        chdir(folder),
        mock.patch.object(sys, "argv", ["tuicrm", *words]),
    ):
        time.tzset()
        said = _said(status, typed.encode("utf-8", "surrogateescape"))
    time.tzset()
    return subprocess.CompletedProcess(["tuicrm", *words], said.status, said.out, said.err)


class Terminal(io.TextIOWrapper):
    """A stream that is read by a person."""

    def isatty(self) -> bool:
        return True


def _said(run: Callable[[], int], typed: bytes, stream: type[io.TextIOWrapper] = io.TextIOWrapper) -> Said:
    """Run what ends with a status, and keep what it wrote; another language is left behind."""
    from tuicrm.plain import language

    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = (stream(io.BytesIO(), "utf-8", "surrogateescape", newline="") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(typed), "utf-8", "surrogateescape"), out, err
    try:
        status = run()
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        language.use("en")
    out.flush()
    err.flush()
    wrote = [stream.buffer.getvalue().decode("utf-8", "surrogateescape") for stream in (out, err)]  # type: ignore[attr-defined]
    return Said(status, *wrote)
