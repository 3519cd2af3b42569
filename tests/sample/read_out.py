"""Read out of the sample what every question and every measure says, as it stands in a terminal of 100 columns.

One language a process: what a command says of itself is worded when it is imported.

    python -m tests.sample.read_out FOLDER LANGUAGE [DATABASE]
"""

from __future__ import annotations

import io
import json
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


class _Terminal(io.TextIOWrapper):
    """A stream that is read by a person."""

    def isatty(self) -> bool:
        return True


def told(url: str, language: str) -> dict[str, str]:
    """Give the text of each file."""
    from tests.company import Clock
    from tests.sample.conftest import NOW
    from tuicrm.plain.language import use

    use(language)
    from tuicrm.sales import opening

    opening.sit_down = partial(opening.sit_down, clock=Clock(NOW))  # type: ignore[misc]
    files: dict[str, list[str]] = {}
    known = json.loads("".join(_run(url, language, ["report", "list", "--json"])))
    for part, words in _asked(known):
        files.setdefault(part, []).extend([f"$ tuicrm {' '.join(words)}", *_shortened(_run(url, language, words))])
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


def _run(url: str, language: str, words: list[str]) -> list[str]:
    """Run one command: what it wrote, then what it said beside it behind `! `."""
    from tuicrm.cli import errors
    from tuicrm.cli.program import program

    streams = sys.stdout, sys.stderr
    kind = io.TextIOWrapper if "--json" in words else _Terminal
    out, err = kind(io.BytesIO(), "utf-8", newline=""), _Terminal(io.BytesIO(), "utf-8", newline="")
    sys.stdout, sys.stderr = out, err
    try:
        errors.run(program(), ["--db", url, "--user", MANAGER[language], "--lang", language, *words])
    finally:
        sys.stdout, sys.stderr = streams
    out.flush()
    err.flush()
    wrote, said = (stream.buffer.getvalue().decode().splitlines() for stream in (out, err))  # type: ignore[attr-defined]
    if "--json" in words:
        return list(wrote)
    return [*(f"  {line}".rstrip() for line in wrote), *(f"! {line}".rstrip() for line in said)]


def _shortened(lines: list[str]) -> list[str]:
    table = [line for line in lines if not line.startswith("!")]
    rest = lines[len(table) :]
    if len(table) <= MOST_LINES:
        return lines
    return [*table[:MOST_LINES], f"  ... {len(table) - MOST_LINES}", *rest]


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
