"""Two reports side by side: each row beside its counterpart, month beside month where their periods differ."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.dimensions import SPANS, TIMES, label
from tuicrm.sales.analysis.report import Report, Row

ADDED = ("money", "count")
"""Units in which nothing is nought; where a rate has no row, nothing is known."""


def rows_beside(found: Report, other: Report) -> list[tuple[Row, Row]]:
    """Give each row with its counterpart: what only one of them has stands beside nought, or beside nothing known."""
    moved = {_moved(row.key, found, other): row for row in other.rows}
    none = Row((), 0 if found.unit in ADDED else None, 0)
    pairs = [(row, moved.pop(row.key, none)) for row in found.rows]
    pairs += [(replace(none, key=key), row) for key, row in moved.items()]
    if found.by and found.by[0] in TIMES:
        pairs.sort(key=lambda pair: pair[0].key)
    return pairs


def _moved(key: tuple[str, ...], found: Report, other: Report) -> tuple[str, ...]:
    """The key of a row as it would be in the other period."""
    if found.from_on is None or other.from_on is None or found.from_on == other.from_on:
        return key
    return tuple(
        _later(text, dimension, found.from_on, other.from_on) if dimension in TIMES and text else text
        for dimension, text in zip(found.by, key, strict=True)
    )


def _later(text: str, dimension: str, first: date, other: date) -> str:
    """A week, month, quarter or year as far into its period as this one is into the other."""
    place = _PLACES[dimension]
    began = _day(text, dimension)
    return label(dimension, _begins(dimension, place(began) + place(first) - place(other)))


def _day(text: str, dimension: str) -> date:
    """The first day of what a key names."""
    if dimension == "week":
        return date.fromisoformat(text)
    year, _dash, rest = text.partition("-")
    if dimension == "quarter":
        return date(int(year), int(rest[1:]) * 3 - 2, 1)
    return date(int(year), int(rest or 1), 1)


def _begins(dimension: str, place: int) -> date:
    if dimension == "week":
        return date.min + timedelta(days=7 * place)
    return month_start(place * SPANS.get(dimension, 1) + 1)


def _span(months: int) -> Callable[[date], int]:
    return lambda on: (month_of(on) - 1) // months


_PLACES: dict[str, Callable[[date], int]] = {
    "week": lambda on: (on - date.min).days // 7,
    "month": _span(1),
    **{name: _span(months) for name, months in SPANS.items()},
}
"""Which one it is, counted through; the first of January of the year 1 is a Monday."""
