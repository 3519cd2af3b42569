"""Projects that stayed in a stage for longer than it allows, and by when a lead was to answer them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all

from tuicrm.plain.periods import day_in_zone, day_start, month_of, month_start
from tuicrm.sales.analysis.day_keys import A_DAY, A_WEEK, day_key, key_of
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.working.times import of_team
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import stage_history

ANSWER_DAYS = 5
"""Working days within which a lead is to look at an exception."""
AT_ONCE = 500
"""So many projects are asked for in one query."""


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A project that became abnormal on a day, and when that was to be answered at the latest."""

    project_id: int
    holder_id: int | None
    at: datetime
    day: date
    due: date


def last_day(frame: Frame, days: int) -> Callable[[date], date]:
    """The last day on which something of a day is answered in time."""
    work = of_team(frame.session, None)
    return cache(lambda day: work.days_later(day, days))


def each(frame: Frame, first: int, last: int, wanted: Collection[int] | None = None) -> Iterator[Exceptional]:
    """Give the stays that lasted longer than their stage allows, from the day on which they did so, in some months.

    Left out is what is not due yet, and what went on by itself in time.

    Args:
        wanted: of these projects alone.
    """
    asked = _Asked(frame, first, last)
    for stage_id, days in asked.allowed.items():
        yield from asked.rows(stage_id, days, wanted)


def counted(frame: Frame, first: int, last: int) -> Iterator[tuple[int | None, int, int]]:
    """Give (holder, month, how many) of the same, counted by the database."""
    asked = _Asked(frame, first, last)
    parts = [asked.places(stage_id, days) for stage_id, days in asked.allowed.items()]
    if parts:
        found = union_all(*parts).subquery()
        keys = found.c.holder, found.c.month
        yield from ((row[0], row[1], row[2]) for row in frame.session.all(select(*keys, func.count()).group_by(*keys)))


class _Asked:
    """Some months of a frame: which stages allow so many days, and what was due in time for today."""

    def __init__(self, frame: Frame, first: int, last: int) -> None:
        self._frame, self._zone = frame, frame.house.zone
        self._first, self._last = first, last
        self._due = last_day(frame, ANSWER_DAYS)
        rows = frame.session.all(
            select(stages.c.id, stages.c.rotting_days).where(stages.c.rotting_days.is_not(None)).order_by(stages.c.id)
        )
        self.allowed: dict[int, int] = {row.id: row.rotting_days for row in rows}
        day = min(frame.today, month_start(last + 1) - DAY)
        while self._due(day) >= frame.today and day >= month_start(first):
            day -= DAY
        self._begin = day_start(month_start(first), self._zone)
        self._end = min(day_start(day + DAY, self._zone), frame.over)
        if day < month_start(first):  # nothing is due yet
            self.allowed.clear()
        days = _days(month_start(first), day) if self.allowed else ()
        self._spans = {one: (self._due(one) - one).days for one in days}

    def _chosen(self, stage_id: int, days: int) -> list[Any]:
        """Stays that came to the limit in time to be due; the month only leads to them in the index."""
        stay, more = stage_history.c, timedelta(days=days)
        begin, end = self._begin - more, self._end - more
        months = month_of(begin.date() - DAY), month_of(end.date() + DAY)
        return [
            stay.stage_id == stage_id, stay.is_entry_known.is_(True), stay.entered_month.between(*months),
            stay.entered_at >= begin, stay.entered_at < end,
        ]  # fmt: skip

    def places(self, stage_id: int, days: int) -> Select[Any]:
        """Give holder and month of each that went on too late or is still there.

        Only where it went on about when it was due the days are told, which takes a while.
        """
        stay, more = stage_history.c, timedelta(days=days)
        ends = [
            (stay.entered_at < day_start(month_start(month + 1), self._zone) - more, month)
            for month in range(self._first, self._last)
        ]
        month = (case(*ends, else_=self._last) if ends else literal(self._last)).label("month")
        lasted = stay.seconds > (days + max(self._spans.values(), default=0) + 2) * A_DAY
        first, last = min(self._spans, default=self._frame.today), self._frame.today + DAY
        day = day_key(stay.entered_at, self._zone, first, last, days)
        late = and_(self._may_be_late(days), day_key(stay.left_at, self._zone, first, last) > day + self._span(day))
        return (
            select(stay.holder_id.label("holder"), month)
            .where(*self._chosen(stage_id, days))
            .where(or_(stay.left_at.is_(None), stay.left_at >= self._frame.over, lasted, late))
        )

    def _span(self, day: ColumnElement[int]) -> ColumnElement[int]:
        """Give in how many days after a day, as seconds, it is to be answered: by the weekday, but for holidays."""
        usual: dict[int, Counter[int]] = {}
        for one, span in self._spans.items():
            usual.setdefault(key_of(one) % A_WEEK, Counter())[span] += 1
        often = {weekday: counts.most_common(1)[0][0] for weekday, counts in usual.items()}
        by_weekday = case({one: span * A_DAY for one, span in often.items()}, value=day % A_WEEK, else_=0)
        odd = {key_of(one): span * A_DAY for one, span in self._spans.items() if often[key_of(one) % A_WEEK] != span}
        return case(odd, value=day, else_=by_weekday) if odd else by_weekday

    def _may_be_late(self, days: int) -> ColumnElement[bool]:
        """What went on by itself before it was due is known without counting working days."""
        return stage_history.c.seconds > (days + ANSWER_DAYS - 1) * A_DAY

    def rows(self, stage_id: int, days: int, wanted: Collection[int] | None) -> Iterator[Exceptional]:
        """Give them one by one."""
        stay = stage_history.c
        asked = select(stay.project_id, stay.holder_id, stay.entered_at, stay.left_at)
        asked = asked.where(*self._chosen(stage_id, days), or_(stay.left_at.is_(None), self._may_be_late(days)))
        for some in (None,) if wanted is None else _in_steps(wanted):
            for row in self._frame.session.all(asked if some is None else asked.where(stay.project_id.in_(some))):
                if (one := self._exceptional(row, days)) is not None:
                    yield one

    def _exceptional(self, row: Any, days: int) -> Exceptional | None:
        at = row.entered_at + timedelta(days=days)
        day = day_in_zone(at, self._zone)
        due = self._due(day)
        left = row.left_at
        if left is not None and left < self._frame.over and day_in_zone(left, self._zone) <= due:
            return None
        return Exceptional(row.project_id, row.holder_id, at, day, due)


def _days(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(more) for more in range((last - first).days + 1))


def _in_steps(wanted: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(wanted)
    yield from (ordered[place : place + AT_ONCE] for place in range(0, len(ordered), AT_ONCE))
