"""When two have twenty minutes: the first time of a week at which both work and neither has anything."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tuicrm.plain.periods import zone_of
from tuicrm.plain.worktime import WorkTime

MINUTES = 20
STEP = timedelta(minutes=30)
FIRST, LAST = time(8), time(18)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, and the moment on it; without one both work that day, but have no free time in common."""

    on: date
    at: datetime | None


def first_free(works: Sequence[WorkTime], taken: Iterable[Span], days: Iterable[date], zone: str) -> Slot | None:
    """Give the first free time on some days, else the first day on which both work, else None.

    Args:
        taken: what either of them has already.
        days: in their order; zone: in which the hours are tried.
    """
    busy, day_off = list(taken), None
    for day in days:
        if not all(work.works(day) for work in works):
            continue
        for at in _times(day, zone):
            ends = at + timedelta(minutes=MINUTES)
            open_then = all(work.is_open(at) and work.is_open(ends - timedelta(seconds=1)) for work in works)
            if open_then and not any(begins < ends and at < over for begins, over in busy):
                return Slot(day, at)
        day_off = day_off or Slot(day, None)
    return day_off


def _times(day: date, zone: str) -> Iterator[datetime]:
    at, last = (datetime.combine(day, hour, zone_of(zone)) for hour in (FIRST, LAST))
    while at < last:
        yield at
        at += STEP
