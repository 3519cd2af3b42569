"""How companies and people are called where they sit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol


@dataclass(frozen=True)
class City:
    """Where a customer sits, and how its telephone numbers begin.

    `phone` and `mobile` are ranges kept for fiction (Ofcom, Bundesnetzagentur, Arcep, PTS, NANP 555-01xx), or
    numbers that nobody can have; each x is drawn.
    """

    name: str
    country: str
    region: str
    tongue: str
    phone: str
    mobile: str
    latin: str = ""


@dataclass(frozen=True)
class Named:
    """A made-up company: its name, and the part of its domain before `.example`."""

    name: str
    domain: str


class Names(Protocol):
    """Makes up a company that could stand in a city, and a person who could work there."""

    def company(self, rng: Random, city: City) -> Named: ...
    def person(self, rng: Random, city: City) -> str: ...


@dataclass(frozen=True)
class European:
    """Names by the city's tongue: stems, trades and forms of companies; first and last names."""

    lists: Mapping[str, Mapping[str, Sequence[str]]]

    def company(self, rng: Random, city: City) -> Named:
        lists = self.lists[city.tongue]
        stem, trade = rng.choice(lists["stems"]), rng.choice(lists["trades"])
        if rng.random() < 0.3:
            second = rng.choice(lists["stems"])
            stem = stem if second == stem else f"{stem} {second}"
        name = f"{stem} {trade} {rng.choice(lists['forms'])}"
        return Named(name, f"{stem} {trade}".lower().replace(" ", "-"))

    def person(self, rng: Random, city: City) -> str:
        lists = self.lists[city.tongue]
        return f"{rng.choice(lists['first'])} {rng.choice(lists['last'])}"


@dataclass(frozen=True)
class Chinese:
    """Names as the register writes them: place, name, trade, form; each as characters and then their letters."""

    lists: Mapping[str, Sequence[str]]

    def company(self, rng: Random, city: City) -> Named:
        first, second, trade = (_split(rng.choice(self.lists[name])) for name in ("first", "second", "trades"))
        form = rng.choice(self.lists["forms"])
        place = rng.choice((city.name, city.name, city.name, city.tongue))
        brand = first[0] + second[0]
        name = f"{brand}{trade[0]}({city.name}){form}" if rng.random() < 0.06 else f"{place}{brand}{trade[0]}{form}"
        name = name.replace("科技有限公司", "有限公司") if "自动化科技" in name else name
        return Named(name, f"{first[1]}{second[1]}-{trade[1]}-{city.latin}")

    def person(self, rng: Random, city: City) -> str:
        return rng.choice(self.lists["surnames"]) + rng.choice(self.lists["given"])


def _split(word: str) -> tuple[str, str]:
    """Part "恒heng" into the characters and their letters."""
    letters = word.lstrip("".join(char for char in word if not char.isascii()))
    return word[: len(word) - len(letters)], letters
