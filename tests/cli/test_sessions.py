"""What people type and what they get, word for word: one file for each subject, each in a company of its own.

A line `$ li: project list` is typed by Li; what comes out follows, indented by two; what is said beside it (on
standard error) begins with `! `, and `= 1` is a status that is not 0. `< text` before a line is what is typed into it.
`@ 2026-11-24 10:00` moves the clock, `#` begins a remark. Nothing here depends on today or on this machine.

    python -m tests.cli.test_sessions [SUBJECT...]

writes down what the program says now; read the difference before you keep it.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.inside import Inside
from tests.company import NOW, Clock, Company, make_company

FOLDER = Path(__file__).with_name("sessions")
SUBJECTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
TYPED = re.compile(r"\$ (?P<login>\w+): (?P<words>.+)")
CHANGING = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uid>"),
    (re.compile(r'(?<="seed": )\d+'), "<seed>"),
    (re.compile(r"(?<=revision\t)\w+"), "<revision>"),
    (re.compile(r"(?<=/in/)[\w-]{43}|(?<=/calendar/)[\w-]{43}"), "<secret>"),
    (re.compile(r"\b[a-z0-9]{5}(-[a-z0-9]{5}){4}\b"), "<word>"),
    (re.compile(r"sqlite:///\S+\.db"), "<database>"),
)
"""What is new in each run."""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_typed_gives_what_stands_here(
    subject: str, small_company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = (FOLDER / f"{subject}.txt").read_text("utf-8")
    assert "\n".join(played(written, small_company, monkeypatch)) + "\n" == written


def played(written: str, company: Company, patch: Any, language: str = "en") -> Iterator[str]:
    """Type the lines of a session anew and give it as it comes out."""
    clock, inside, given = Clock(NOW), Inside(company, language), ""
    hold_still(clock, patch)
    for line in written.splitlines():
        if line.startswith(("  ", "! ", "= ")) or line in ("!", "="):
            continue
        yield line
        if line.startswith("@ "):
            clock.now = datetime.strptime(line[2:], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        elif line == "<" or line.startswith("< "):
            given += line[2:] + "\n"
        elif typed := TYPED.fullmatch(line):
            said = inside(*shlex.split(typed["words"]), login=typed["login"], typed=given)
            given = ""
            yield from (f"  {each}".rstrip() or "  " for each in known(said.out))
            yield from (f"! {each}".rstrip() for each in known(said.err))
            if said.status:
                yield f"= {said.status}"
        else:
            assert not line or line.startswith("#"), f"neither typed nor a remark: {line}"


def known(text: str) -> list[str]:
    for changing, name in CHANGING:
        text = changing.sub(name, text)
    return [line.rstrip() for line in text.splitlines()]


def hold_still(clock: Clock, patch: Any) -> None:
    """Let commands sit down by this clock, at home in London, in a terminal of 100 cells, among the small files."""
    from tuicrm.sales import opening

    patch.setattr(opening, "sit_down", partial(opening.sit_down, clock=clock))
    for name, value in {"COLUMNS": "100", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}.items():
        patch.setenv(name, value)
    patch.chdir(FOLDER.parents[1] / "exchange" / "files")
    for name in ("TUICRM_LANG", "TUICRM_USER", "TUICRM_DATABASE_URL"):
        patch.delenv(name, raising=False)


def record(subjects: Iterable[str], into: Path = FOLDER, language: str = "en") -> None:
    """Write down what the lines of these subjects give now, each in a copy of one company."""
    from tuicrm.plain.language import use
    from tuicrm.store.database import Database

    use("en")  # so the company is founded, whoever comes later
    with tempfile.TemporaryDirectory() as folder:
        founded = Path(folder, "founded.db")
        make_company(f"sqlite:///{founded}")
        for subject in subjects:
            copied = Path(shutil.copy(founded, Path(folder, f"{subject}.db")))
            company = Company(Database(f"sqlite:///{copied}"))
            with pytest.MonkeyPatch.context() as patch:
                typed = (FOLDER / f"{subject}.txt").read_text("utf-8")
                said = "\n".join(played(typed, company, patch, language)) + "\n"
            (into / f"{subject}.txt").write_text(said, "utf-8")
            company.database.close()


if __name__ == "__main__":
    record(sys.argv[1:] or SUBJECTS)
