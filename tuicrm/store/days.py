"""Days as whole numbers in SQL, counted alike on all engines: a moment's day in a zone, a date, the earlier of several.

Engines add days to a date each in its own way, and two of three know no time zones. So a day is its number since
1970-01-01, and the hours by which a zone differs from UTC are written into the query, change of clocks by change.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from tuicrm.plain.periods import zone_of

DAY = 86_400
FAR = 1_000_000
"""A day that never comes."""

_EPOCH = date(1970, 1, 1)
_YEARS = 12


def number(day: date) -> int:
    """Give the number of a day."""
    return (day - _EPOCH).days


def of_number(days: int) -> date:
    """Give the day of a number."""
    return _EPOCH + timedelta(days)


def day_of(moment: ColumnElement[Any], zone: str, now: datetime) -> ColumnElement[int]:
    """Give the day of business of a moment, as a number."""
    return _day_of(moment, zone, now.year)


@lru_cache(maxsize=64)
def _day_of(moment: ColumnElement[Any], zone: str, year: int) -> ColumnElement[int]:
    """Many changes of clocks are many comparisons to build: those of a table's column are built once."""
    seconds: ColumnElement[int] = _Seconds(moment)
    changes = _offsets(zone, year)
    offset: Any = literal(changes[-1][1], BigInteger)
    if len(changes) > 1:  # the latest first: most moments are of late, or there is none
        since = [(moment >= before[0], after[1]) for before, after in pairwise(changes)]
        offset = case((moment.is_(None), 0), *reversed(since), else_=changes[0][1])
    return _Days(seconds + offset)


def date_day(column: ColumnElement[Any]) -> ColumnElement[int]:
    """Give the number of a DATE."""
    return _DateDay(column)


def earlier(*values: ColumnElement[Any]) -> ColumnElement[int]:
    """Give the smallest of several numbers, none of them NULL."""
    return values[0] if len(values) == 1 else _Least(*values)


def later(*values: ColumnElement[Any]) -> ColumnElement[int]:
    """Give the largest of several numbers, none of them NULL."""
    return values[0] if len(values) == 1 else _Greatest(*values)


@lru_cache(maxsize=8)
def _offsets(zone: str, year: int) -> tuple[tuple[datetime, int], ...]:
    """Give (until when, seconds east of UTC) of the years that matter; the last goes on for ever."""
    where = zone_of(zone)

    def east(at: datetime) -> int:
        return int((at.astimezone(where).utcoffset() or timedelta()).total_seconds())

    found: list[tuple[datetime, int]] = []
    at = datetime(year - _YEARS, 1, 1, tzinfo=UTC)
    end = datetime(year + 2, 1, 1, tzinfo=UTC)
    while at < end:
        after = at + timedelta(days=1)
        if east(at) != east(after):
            first, last = at, after
            while last - first > timedelta(seconds=1):
                middle = first + (last - first) / 2
                first, last = (middle, last) if east(middle) == east(at) else (first, middle)
            found.append((last.replace(microsecond=0), east(at)))
        at = after
    return (*found, (end, east(end)))


class _Number(FunctionElement[int]):
    type = BigInteger()
    inherit_cache = True


class _Seconds(_Number):
    """Seconds since 1970 of a moment, UTC."""

    inherit_cache = True


class _Days(_Number):
    """Whole days of so many seconds."""

    inherit_cache = True


class _DateDay(_Number):
    """Days since 1970 of a DATE."""

    inherit_cache = True


class _Least(_Number):
    """The smallest."""

    inherit_cache = True


class _Greatest(_Number):
    """The largest."""

    inherit_cache = True


def _inner(element: FunctionElement[int], compiler: SQLCompiler, **more: Any) -> str:
    return ", ".join(compiler.process(each, **more) for each in element.clauses)


@compiles(_Seconds)
def _seconds(element: _Seconds, compiler: SQLCompiler, **more: Any) -> str:
    match compiler.dialect.name:
        case "sqlite":
            # the first 19 characters: SQLite would round 23:59:59.9996 up to the next day
            return f"cast(strftime('%s', substr({_inner(element, compiler, **more)}, 1, 19)) as integer)"
        case "postgresql":
            return f"cast(floor(extract(epoch from {_inner(element, compiler, **more)})) as bigint)"
    return f"timestampdiff(second, '1970-01-01', {_inner(element, compiler, **more)})"


@compiles(_Days)
def _days(element: _Days, compiler: SQLCompiler, **more: Any) -> str:
    divided = "div" if compiler.dialect.name in ("mysql", "mariadb") else "/"
    return f"(({_inner(element, compiler, **more)}) {divided} {DAY})"


@compiles(_DateDay)
def _date_day(element: _DateDay, compiler: SQLCompiler, **more: Any) -> str:
    match compiler.dialect.name:
        case "sqlite":
            return f"(cast(strftime('%s', {_inner(element, compiler, **more)}) as integer) / {DAY})"
        case "postgresql":
            return f"(cast({_inner(element, compiler, **more)} as date) - date '1970-01-01')"
    return f"datediff({_inner(element, compiler, **more)}, '1970-01-01')"


@compiles(_Least)
def _least(element: _Least, compiler: SQLCompiler, **more: Any) -> str:
    name = "min" if compiler.dialect.name == "sqlite" else "least"
    return f"{name}({_inner(element, compiler, **more)})"


@compiles(_Greatest)
def _greatest(element: _Greatest, compiler: SQLCompiler, **more: Any) -> str:
    name = "max" if compiler.dialect.name == "sqlite" else "greatest"
    return f"{name}({_inner(element, compiler, **more)})"
