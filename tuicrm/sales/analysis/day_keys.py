"""Days of business that the database tells from moments, on every engine alike.

A day's key is the seconds from 1970-01-01 to its midnight as its own clock counts them: a multiple of a day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, literal

from tuicrm.plain.periods import zone_of
from tuicrm.store.sql import seconds_between, steps
from tuicrm.store.types import Moment

A_DAY = 86_400
A_WEEK = 7 * A_DAY
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def key_of(day: date) -> int:
    """Give the key of a day."""
    return (day - _BEGIN.date()).days * A_DAY


def day_key(at: ColumnElement[Any], zone: str, first: date, last: date, days: int = 0) -> ColumnElement[int]:
    """Give the key of the day that a moment, or one so many days of 24 hours later, is on in a zone.

    Args:
        first, last: it is on one of these days; outside, the clock of the nearest is read.
    """
    more = timedelta(days=days)
    *before, (_last, offset) = _offsets(zone, first, last)
    set_at = [(at < literal(until - more, Moment()), then) for until, then in before]
    ahead = case(*set_at, else_=offset) if set_at else literal(offset)
    key: ColumnElement[int] = steps(seconds_between(literal(_BEGIN, Moment()), at) + ahead + days * A_DAY, A_DAY)
    return key


def _offsets(zone: str, first: date, last: date) -> Iterator[tuple[datetime, int]]:
    """Give until when a zone's clock is how many seconds ahead, between two days; the last one for ever."""
    at, end = (datetime.combine(day, time(), UTC) for day in (first - timedelta(1), last + timedelta(2)))
    while at < end:
        after = at + timedelta(days=1)
        if _ahead(at, zone) != _ahead(after, zone):
            yield _changes(at, after, zone), _ahead(at, zone)
        at = after
    yield at, _ahead(at, zone)


def _changes(before: datetime, after: datetime, zone: str) -> datetime:
    """Give the moment, to the minute, at which the clock is set between two."""
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (middle, after) if _ahead(middle, zone) == _ahead(before, zone) else (before, middle)
    return after


def _ahead(at: datetime, zone: str) -> int:
    ahead = at.astimezone(zone_of(zone)).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())
