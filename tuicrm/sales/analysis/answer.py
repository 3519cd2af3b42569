"""The answer to a question: figures with their names and units, a few sentences, what to do, and how it is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tuicrm.sales.analysis.definition import Definition

Unit = Literal["text", "count", "number", "money", "rate", "ratio", "days", "hours", "day"]
Shape = Literal["hbar", "bar", "line", "none", "matrix"]
Reader = Literal["", "people", "programs"]


class Do(str):
    """One thing to do, in words, and where it is done.

    Attributes:
        place: the kind of what opens and its id, as the screens know it; None where it is done with the records of
            the line that the words name.
    """

    __slots__ = ("place",)
    place: tuple[str, int] | None

    def __new__(cls, words: str, kind: str = "", number: int = 0) -> "Do":
        """Take the words and the place."""
        made = super().__new__(cls, words)
        made.place = (kind, number) if kind else None
        return made


@dataclass(frozen=True)
class Part:
    """One column: `name` is its key for other programs and never changes, `title` is worded for people.

    `only`: for people alone (a row of figures in one text), or for programs alone (each figure of it).
    """

    name: str
    title: str
    unit: Unit = "count"
    only: Reader = ""


@dataclass(frozen=True)
class Line:
    """One row: what it is of, and its figures by the name of their part; None is not known.

    Attributes:
        behind: what stands behind it for the question's own list of records; empty where nothing does.
        words: the key as people read it, where programs know it by something else.
    """

    key: tuple[str, ...]
    figures: Mapping[str, Any]
    behind: tuple[Any, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """The key for people."""
        return self.words or self.key


@dataclass(frozen=True)
class Picture:
    """How it is drawn: which part, which bounds, which comparison, and where the series has a break."""

    shape: Shape = "hbar"
    part: str = ""
    low: str = ""
    high: str = ""
    marks: str = ""
    note: str = ""
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer with everything that is needed to read it.

    Attributes:
        said: what the figures say, the most important first; "can't tell yet" is said in words, too.
        advice: what can be done about it; a `Do` where it is done in a place of its own.
        population: whom and which days it is about.
        legend: what short heads of the table stand for.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    said: tuple[str, ...]
    definition: Definition
    currency: str
    picture: Picture = field(default_factory=Picture)
    advice: tuple[str, ...] = ()
    population: str = ""
    from_on: date | None = None
    to_on: date | None = None
    as_of: date | None = None
    where: str = ""
    legend: str = ""

    def part(self, name: str) -> Part:
        """Give the part of a name."""
        return next(one for one in self.parts if one.name == name)
