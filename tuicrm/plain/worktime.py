"""Working time of one person or team: what of the time between two moments is worked, and which days are.

Hours are local, so summer time moves them in UTC and a night shift keeps its real length. Nothing here knows where
hours, holidays and leave are kept.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tuicrm.plain.periods import zone_of
from tuicrm.plain.work_hours import Hours, Span

_FARTHEST = 3 * 366
"""So many days without one that is worked mean that none ever comes."""


class NeverAtWork(ValueError):
    """No working time comes: the hours are empty, or everything ahead is leave."""


@dataclass(frozen=True, slots=True)
class WorkTime:
    """When somebody works.

    zone: IANA name; all days and hours are of it.
    hours: of each weekday from Monday on.
    free: holidays. extra: days worked although they fall on a weekend or holiday (China's swapped days), with the
    hours of the first weekday that has any. away: leave; it beats both.
    """

    zone: str
    hours: Hours
    free: Container[date] = frozenset()
    extra: Container[date] = frozenset()
    away: Container[date] = frozenset()

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the spans of minutes that are worked on a day."""
        if day in self.away:
            return ()
        own = self.hours[day.weekday()]
        if day in self.extra:
            return own or next((spans for spans in self.hours if spans), ())
        return () if day in self.free else own

    def works(self, day: date) -> bool:
        """Say whether any of a day is worked."""
        return bool(self.spans(day))

    def is_open(self, at: datetime) -> bool:
        """Say whether a moment is in working time."""
        return any(begins <= at < ends for begins, ends in self._moments(self._day(at)))

    def seconds(self, start: datetime, end: datetime) -> int:
        """Return the working seconds from one moment to a later one; 0 when the second is not later."""
        total = timedelta()
        day, last = self._day(start), self._day(end)
        while day <= last and start < end:
            for begins, ends in self._moments(day):
                total += max(min(ends, end) - max(begins, start), timedelta())
            day += timedelta(1)
        return int(total.total_seconds())

    def after(self, start: datetime, seconds: int) -> datetime:
        """Return the moment (UTC) at which so many working seconds have passed since `start`.

        With 0 it is `start` itself when that is in working time, else the next opening.

        Raises:
            NeverAtWork: they never pass.
        """
        left = timedelta(seconds=seconds)
        for day in self._days(self._day(start)):
            for begins, ends in self._moments(day):
                begins = max(begins, start.astimezone(UTC))
                if begins < ends and left <= ends - begins:
                    return begins + left
                left -= max(ends - begins, timedelta())
        raise NeverAtWork(self.zone)

    def first_day(self, day: date) -> date:
        """Return the day itself when it is worked, else the next one that is.

        Raises:
            NeverAtWork: none comes.
        """
        return next(self._worked(day))

    def next_day(self, day: date) -> date:
        """Return the next working day after a day."""
        return self.first_day(day + timedelta(1))

    def last_day(self, day: date) -> date:
        """Return the day itself when it is worked, else the last one before it that was."""
        for back in range(_FARTHEST):
            if self.works(day - timedelta(back)):
                return day - timedelta(back)
        raise NeverAtWork(self.zone)

    def days_later(self, day: date, count: int) -> date:
        """Return the working day that comes so many working days after a day; 0 is `first_day`."""
        worked = self._worked(day)
        found = next(worked)
        for _ in range(count if found == day else max(count - 1, 0)):
            found = next(worked)
        return found

    def days(self, first: date, last: date) -> int:
        """Return how many days from one to another, both included, are worked."""
        return sum(self.works(first + timedelta(more)) for more in range((last - first).days + 1))

    def minutes(self, day: date) -> int:
        """Return how many minutes of a day are worked."""
        return sum(ends - begins for begins, ends in self.spans(day))

    def _day(self, at: datetime) -> date:
        return at.astimezone(zone_of(self.zone)).date()

    def _moments(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        for begins, ends in self.spans(day):
            yield self._moment(day, begins), self._moment(day, ends)

    def _moment(self, day: date, minute: int) -> datetime:
        days, minute = divmod(minute, 1440)
        local = datetime.combine(day + timedelta(days), time(*divmod(minute, 60)), zone_of(self.zone))
        return local.astimezone(UTC)

    def _days(self, day: date) -> Iterator[date]:
        idle = 0
        while idle < _FARTHEST:
            yield day
            idle = 0 if self.works(day) else idle + 1
            day += timedelta(1)

    def _worked(self, day: date) -> Iterator[date]:
        yield from (each for each in self._days(day) if self.works(each))
        raise NeverAtWork(self.zone)
