"""What each command says of itself: all pages of `--help` in one language, from one process."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("helps")
PARTS = {
    "customers": ("lead", "pool", "intake", "inquiry", "customer", "source", "campaign", "field"),
    "funnel": ("project", "stage", "board", "handover", "review"),
    "agenda": (
        "agenda", "today", "brief", "done", "plan", "run", "comment", "timeline", "notice", "kind", "outcome", "hours",
        "leave",
    ),
    "figures": ("report", "forecast", "target", "rate", "pair"),
}  # fmt: skip
"""The nouns of each file; all others are in `house`."""


def part_of(noun: str) -> str:
    """Say in which file a noun's pages stand."""
    return next((part for part, nouns in PARTS.items() if noun in nouns), "house")


def pages(language: str) -> dict[str, str]:
    """Give the text of each file. The language of commands is chosen once a process: this has to be its first use."""
    from tuicrm.plain.language import use

    use(language)
    from tuicrm.cli import errors
    from tuicrm.cli.program import program

    parser = program()
    found: dict[str, list[str]] = {}
    for words in _walk(parser, []):
        out = io.StringIO()
        with redirect_stdout(out):
            errors.run(parser, [*words, "--help"])
        said = (f"  {line}".rstrip() for line in out.getvalue().splitlines())
        part = part_of(words[0] if words else "")
        found.setdefault(part, []).extend((f"$ tuicrm {' '.join([*words, '--help'])}", *said))
    return {part: "\n".join(lines) + "\n" for part, lines in found.items()}


def _walk(command: Any, words: list[str]) -> Iterator[list[str]]:
    from typer._click import Context

    yield words
    if hasattr(command, "list_commands"):
        context = Context(command)
        for name in command.list_commands(context):
            under = command.get_command(context, name)
            if not under.hidden:
                yield from _walk(under, [*words, name])


if __name__ == "__main__":
    into, language = Path(sys.argv[1]), sys.argv[2]
    for part, text in pages(language).items():
        (into / f"{part}.{language}.txt").write_text(text, "utf-8")
