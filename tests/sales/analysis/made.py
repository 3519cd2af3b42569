"""Companies made of figures alone, whose truth is known: who joined, who left, and what each brought in a month."""

from collections.abc import Callable, Iterable, Mapping
from random import Random

from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.moving import Moved, moved
from tuicrm.sales.analysis.expansion.persons import Periods, Person, periods
from tuicrm.sales.analysis.team import Ability
from tuicrm.sales.analysis.team.ability import soon_of
from tuicrm.sales.analysis.telling.ability import ability_words

SPAN: Periods = periods(37, 48)
"""The fourth year against the third; the company's first month is 1."""
Brings = Callable[[int, int], int]
"""What somebody brings in a month, by month number and tenure; minor units."""


def person(number: int, brings: Brings, joined: int = -60, left: int = 48) -> Person:
    """Somebody who was there from a month to another, both included, all of the time."""
    months = tuple((month, PARTS, brings(month, month - joined)) for month in range(max(1, joined), min(48, left) + 1))
    return Person(number, joined, months, months)


def steady(minor: int, gain: float = 0.0, seed: int = 0) -> Brings:
    """About so much a month, and so much more in the fourth year."""
    rng = Random(seed)

    def brings(month: int, tenure: int) -> int:
        better = 1 + gain if month > 36 else 1.0
        return round(minor * better * rng.uniform(0.9, 1.1))

    return brings


def ramping(minor: int, length: int, most: float = 1.0) -> Brings:
    """Nothing at first, then more from month to month until it is all of it, or the part that is ever reached."""
    return lambda month, tenure: round(minor * most * min(1.0, tenure / length))


def told(people: Iterable[Person], nobody: Mapping[int, int] | None = None) -> tuple[str, str, Moved]:
    """The second sentence of the page, its tone, and what it is made of."""
    everybody = list(people)
    found = moved(everybody, nobody or {}, SPAN, draws=400)
    assert found is not None
    ability = Ability(found.now_minor, found, soon_of(found, everybody, SPAN))
    text, tone, *_interval = ability_words(ability, "EUR")
    return text, tone, found
