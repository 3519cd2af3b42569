"""What stands on the command line before the noun, read by hand.

The parser builds its help before it parses, and that help is in the language that `--lang` says; and an error
of the parser itself has to know of `--debug`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuicrm.sales.access import Entry

WITH_VALUE = {"--db": "database", "--user": "user", "--config": "config", "--lang": "language", "--on": "host"}


@dataclass(frozen=True)
class Given:
    """The options before the noun; None is not given."""

    database: str | None = None
    user: str | None = None
    config: str | None = None
    language: str | None = None
    host: str | None = None
    debug: bool = False
    alone: bool = False
    """Nothing else is on the command line: no noun, no other option."""
    entry: "Entry | None" = None
    """How somebody came in from elsewhere; None on their own machine. No command line can say it."""


def read(arguments: Sequence[str]) -> Given:
    """Read the options before the noun. What is wrong with them the parser will say."""
    found: dict[str, str] = {}
    debug, alone = False, True
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in WITH_VALUE:
            found[WITH_VALUE[name]] = value if equals else next(rest, "")
        elif word == "--debug":
            debug = True
        else:
            alone = False
            if not word.startswith("-"):
                break
    return Given(
        found.get("database"), found.get("user"), found.get("config"), found.get("language"),
        found.get("host"),
        debug=debug, alone=alone and all(found.values()),
    )  # fmt: skip
