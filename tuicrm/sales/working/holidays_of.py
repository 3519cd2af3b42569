"""The holidays of a country, and the days that it works instead, from the `holidays` library, loaded when asked for."""

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

SATURDAY = 5
CONNECTED = ("CN",)


class Calendar(Protocol):
    """Public holidays by day, and the weekend days worked for them; years are filled in as they are asked for."""

    weekend_workdays: set[date]

    def __contains__(self, key: object, /) -> bool: ...

    def get(self, key: date, /) -> str | None: ...


class Worked:
    """The weekend days that a country works; asking for a day fills in its year."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def __contains__(self, day: object, /) -> bool:
        day in self._calendar  # noqa: B015 - fills in the year
        return day in self._calendar.weekend_workdays


class Connected:
    """A country's holidays with the weekends that they touch, as China publishes them: who works on Saturdays rests.

    The library names the working days that are given free and the weekend days that are worked for them.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def __contains__(self, day: object, /) -> bool:
        if day in self._calendar:
            return True
        if not isinstance(day, date) or day.weekday() < SATURDAY or day in Worked(self._calendar):
            return False
        friday = day - timedelta(day.weekday() - SATURDAY + 1)
        return any(friday + timedelta(more) in self._calendar for more in range(4))


@lru_cache(maxsize=32)
def calendar_of(country: str) -> Calendar | None:
    """Return the calendar of a country ("CN", "DE-BY"); None where the library does not know it."""
    import holidays

    code, _dash, region = country.partition("-")
    try:
        found: Calendar = holidays.country_holidays(code, subdiv=region or None)
    except (NotImplementedError, KeyError):
        return None
    return found


def free_and_worked(country: str | None) -> tuple[Container[date], Container[date]]:
    """Return a country's holidays and the weekend days that it works; none where no country is said."""
    calendar = calendar_of(country) if country else None
    if calendar is None:
        return frozenset(), frozenset()
    free = Connected(calendar) if country in CONNECTED else calendar
    return free, Worked(calendar)
