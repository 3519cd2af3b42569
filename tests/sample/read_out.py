"""Read out of the sample what every question and every measure says, as it stands in a terminal of 100 columns.

One language a process: what a command says of itself is worded when it is imported.

    python -m tests.sample.read_out FOLDER LANGUAGE [DATABASE]
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

FOLDER = Path(__file__).with_name("read_out")
PARTS = ("questions", "by_time", "by_what")
MANAGER = {"en": "hale", "zh": "heming"}
BY_TIME = ("quarter", "month")
BY_WHAT = ("owner", "team", "source", "class", "stage", "kind", "reason", "category", "size", "industry", "product")
MOST_LINES = 24
"""Of a long table the first lines are enough to read."""


def told(url: str, language: str) -> dict[str, str]:
    """Give the text of each file."""
    from tests.cli.inside import Inside
    from tests.company import Clock, Company
    from tests.sample.conftest import NOW
    from tuicrm.sales import opening
    from tuicrm.store.database import Database

    opening.sit_down = partial(opening.sit_down, clock=Clock(NOW))  # type: ignore[misc]
    company = Company(Database(url))
    known = Inside(company, language)("report", "list", "--json", login=MANAGER[language]).json
    read = Inside(company, language, is_terminal=True)
    files: dict[str, list[str]] = {}
    for part, words in _asked(known):
        said = read(*words, login=MANAGER[language])
        table = [f"  {line}".rstrip() for line in said.out.splitlines()]
        beside = [f"! {line}".rstrip() for line in said.err.splitlines()]
        files.setdefault(part, []).extend([f"$ tuicrm {' '.join(words)}", *_shortened(table), *beside])
    company.database.close()
    return {part: "\n".join(lines) + "\n" for part, lines in files.items()}


def _asked(known: dict[str, list[dict[str, object]]]) -> Iterator[tuple[str, list[str]]]:
    for one in known["questions"]:
        yield "questions", ["report", str(one["report"])]
    for one in known["measures"]:
        allowed = one["by"]
        assert isinstance(allowed, list)
        for part, wanted in (("by_time", BY_TIME), ("by_what", BY_WHAT)):
            if by := next((each for each in wanted if each in allowed), None):
                yield part, ["report", str(one["measure"]), "--by", by]


def _shortened(table: list[str]) -> list[str]:
    if len(table) <= MOST_LINES:
        return table
    return [*table[:MOST_LINES], f"  ... {len(table) - MOST_LINES}"]


def write(into: Path, language: str, url: str) -> None:
    """Write the files of one language."""
    for part, text in told(url, language).items():
        (into / f"{part}.{language}.txt").write_text(text, "utf-8")


def main(into: Path, language: str, url: str | None) -> None:
    """Write them from a database, or from a sample made for it."""
    os.environ |= {
        "COLUMNS": "100",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    if url:
        write(into, language, url)
        return
    from tests.sample.conftest import make_chinese, make_english

    with tempfile.TemporaryDirectory() as folder:
        made = f"sqlite:///{folder}/sample.db"
        (make_chinese if language == "zh" else make_english)(made)
        write(into, language, made)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
