"""KEYs of customers on the command line: one noun phrase, or several ids, or ids on standard input."""

import sys
from typing import TYPE_CHECKING

import typer

from tuicrm.cli.reading import name_of
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk

LONGEST_ID = 9


def customer(at: "Desk", words: list[str]) -> int:
    """Find the one customer that the words name together."""
    from tuicrm.sales import customers

    return at.read(customers.find, name_of(words)).id


def customers_of(at: "Desk", words: list[str]) -> list[int]:
    """Give what the words name: several ids (or `-`: ids on standard input, one a line), else one customer."""
    if words == ["-"]:
        words = sys.stdin.read().split()
        if not words or not all(map(_is_id, words)):
            raise typer.BadParameter(_("Standard input has to hold ids, one a line."), param_hint="KEY")
        return [int(word.removeprefix("#")) for word in words]
    if len(words) > 1 and all(map(_is_id, words)):
        return [int(word.removeprefix("#")) for word in words]
    return [customer(at, words)]


def to_claim(at: "Desk", words: list[str]) -> list[int]:
    """Give what the words name; of an id that is out of sight the rule says whose team was quicker."""
    from tuicrm.store.errors import NotFound

    try:
        return customers_of(at, words)
    except NotFound:
        if len(words) == 1 and _is_id(words[0]):
            return [int(words[0].removeprefix("#"))]
        raise


def pairs(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """Split `acme north city=New York class=a` into the words of the KEY and the settings; quotes may be lost."""
    key: list[str] = []
    found: dict[str, str] = {}
    last = ""
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name.replace("-", "").replace("_", "").isalnum():
            last = name.casefold()
            found[last] = value
        elif last:
            found[last] = f"{found[last]} {word}".strip()
        else:
            key.append(word)
    return key, found


def _is_id(word: str) -> bool:
    """Say whether a word is an id and not a piece of a phone number."""
    number = word.removeprefix("#")
    return number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID and not number.startswith("0")
