"""The program in this very process: a command costs milliseconds, and its errors come out as a shell sees them."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

from tests.company import Company


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

    def __init__(self, company: Company) -> None:
        self.url = company.database.url.render_as_string(hide_password=False)

    def __call__(self, *words: str, login: str = "li", typed: str | bytes = "") -> Said:
        from tuicrm.cli import errors
        from tuicrm.cli.program import program
        from tuicrm.plain import language

        streams = sys.stdin, sys.stdout, sys.stderr
        given = typed.encode() if isinstance(typed, str) else typed
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(given), "utf-8"), out, err
        try:
            status = errors.run(program(), ["--db", self.url, "--user", login, *words])
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
            language.use("en")
        out.flush()
        err.flush()
        wrote = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        return Said(status, *wrote)
