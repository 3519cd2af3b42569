"""Eighty signatures, cards, chats and lists as people paste them: who it is, of which firm, and what is left over.

`pasted_cards.txt` has them word for word: a region, the text, `--`, and what is understood, a line for each thing.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tuicrm.plain.pasted import Pasted, understand

KEPT = Path(__file__).with_name("pasted_cards.txt")
MANY = ("phones", "emails")


def cards() -> Iterator[tuple[str, str, list[str]]]:
    for block in KEPT.read_text("utf-8").removeprefix("== ").split("\n== "):
        region, _break, rest = block.partition("\n")
        text, _line, understood = rest.rpartition("\n--\n")
        yield region, text.replace("<tab>", "\t"), understood.strip().split("\n")


def as_lines(found: Pasted) -> list[str]:
    texts = {name: value if name in MANY else value.split("\n") for name, value in vars(found).items()}
    return [f"{name}: {one}" for name, values in texts.items() for one in values if one]


@pytest.mark.parametrize(("region", "text", "expected"), list(cards()))
def test_what_people_paste_is_understood(region: str, text: str, expected: list[str]) -> None:
    assert as_lines(understand(text, region)) == expected
    assert as_lines(understand(text.replace("\n", "\r\n"), region)) == expected


@pytest.mark.parametrize("text", [text for _region, text, _expected in cards()])
def test_nothing_that_was_pasted_is_lost(text: str) -> None:
    """Each word of the text is somewhere in what was understood, but for labels, greetings and signs."""
    found = understand(text, "CN" if any("\u4e00" <= one <= "\u9fff" for one in text) else "GB")
    said = " ".join(as_lines(found)).lower()
    long_words = [word for word in text.lower().replace("\t", " ").split() if word.isalpha() and len(word) > 6]
    without = ("freundlichen", "regards", "company", "business", "hälsning", "distinti", "freundliche")
    assert [word for word in long_words if word not in said and word not in without] == []
