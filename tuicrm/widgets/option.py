"""One line of a menu, a choice or a palette; and which lines a typed text finds."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Option(Generic[K]):
    """Something that can be chosen.

    `lead` stands at the left (a key), `note` at the right; `tip` explains it when the cursor is on it. With
    `why` it cannot be chosen now, and that is the reason. `also` is found by the filter but not shown
    (pinyin, other names).
    """

    key: K
    words: str
    lead: str = ""
    note: str = ""
    tip: str = ""
    why: str | None = None
    also: str = ""


def found(options: Sequence[Option[K]], query: str) -> list[Option[K]]:
    """Return the options that hold each word of the query; those that begin with it come first."""
    wanted = query.casefold().split()
    if not wanted:
        return list(options)
    hits = [each for each in options if all(word in _text(each) for word in wanted)]
    return sorted(hits, key=lambda each: not _begins(each, wanted[0]))


def _begins(option: Option[K], word: str) -> bool:
    return option.words.casefold().startswith(word) or option.lead.casefold().startswith(word)


def _text(option: Option[K]) -> str:
    return " ".join((option.words, option.lead, option.note, option.tip, option.also)).casefold()
