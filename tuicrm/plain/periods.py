"""Days, months and quarters of business; moments in UTC; the days and moments that files write.

A month is one integer, year * 12 + month (1..12), so months are compared, subtracted and indexed as they
are. A period is half-open: it holds its first day and not its last.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from tuicrm.plain.clean import line, show
from tuicrm.plain.language import _

Order = Literal["dmy", "mdy"]


def month_of(day: date) -> int:
    """Return the month number of a day."""
    return day.year * 12 + day.month


def month_start(month: int) -> date:
    """Return the first day of a month number."""
    year, index = divmod(month - 1, 12)
    return date(year, index + 1, 1)


_SPAN = re.compile(r"(\d{4})(?:[-年](?:Q([1-4])|(0?[1-9]|1[0-2])月?)?)?", re.IGNORECASE)


def read_span(text: str) -> tuple[int, int] | None:
    """Read a month, quarter or year (2026-11, 2026-Q4, 2026): its first month number and how many it has, or None."""
    found = _SPAN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or int(found[1]) < 1:
        return None
    year = int(found[1]) * 12
    if found[2]:
        return year + int(found[2]) * 3 - 2, 3
    return (year + int(found[3]), 1) if found[3] else (year + 1, 12)


def quarter_of(day: date) -> int:
    """Return the quarter number of a day: year * 4 + quarter (1..4)."""
    return day.year * 4 + (day.month + 2) // 3


def quarter_start(quarter: int) -> date:
    """Return the first day of a quarter number."""
    year, index = divmod(quarter - 1, 4)
    return date(year, index * 3 + 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `from_on` up to and without `to_on`; None is open at that end."""

    from_on: date | None
    to_on: date | None

    def __contains__(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day < self.to_on)


def days(first: date | None, last: date | None) -> Period:
    """Return the period of two days that are both meant to be in it, as scripts and people say it."""
    return Period(first, last + timedelta(1) if last and last < date.max else None)


def month(number: int) -> Period:
    """Return the period of one month number."""
    return Period(month_start(number), month_start(number + 1))


def this_month(today: date) -> Period:
    """Return the period of the month that the day is in."""
    return month(month_of(today))


def this_quarter(today: date) -> Period:
    """Return the period of the quarter that the day is in."""
    return Period(quarter_start(quarter_of(today)), quarter_start(quarter_of(today) + 1))


@lru_cache(maxsize=32)
def zone_of(zone: str) -> tzinfo:
    """Return the time zone of this name ("Asia/Shanghai", "UTC").

    Raises:
        ValueError: a sentence that names it, if there is none.
    """
    if zone.upper() == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:  # OSError: the name of a folder, such as "Europe"
        raise ValueError(_("{zone} is no time zone").format(zone=show(zone))) from error


def day_in_zone(at: datetime, zone: str) -> date:
    """Return the day of business of a moment (aware) in the team's zone."""
    if at.tzinfo is None:
        raise ValueError("a moment must know its zone")
    return at.astimezone(zone_of(zone)).date()


def day_start(day: date, zone: str) -> datetime:
    """Return the moment, in UTC, at which a day of business begins in the team's zone."""
    return datetime.combine(day, time(), zone_of(zone)).astimezone(UTC)


def parse_day(text: str) -> date:
    """Return the day that a script writes, 2026-11-23 and nothing else; ValueError with the reason."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(_("“{text}” is not a day such as 2026-11-23").format(text=show(line(text)[:40])))
    return _day(text, *(int(part) for part in text.split("-")))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|am|pm)? ?(?P<hour>\d{1,2})[:时点](?P<minute>\d\d)[:分]?"
    r"(?:(?P<second>\d\d)(?:[.,]\d{1,9})?秒?)? ?(?P<late>am|pm)? ?(?P<zone>z|utc|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_DAYS = [
    re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", re.ASCII),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- ]?{_NAME}[-, ]+(?P<y>\d{{4}})", re.ASCII),
    re.compile(rf"{_NAME} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})", re.ASCII),
    re.compile(r"(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4})", re.ASCII),
]
_SHORT = re.compile(r"(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<y>\d\d)(?!\d)", re.ASCII)
_CENTURY = 70
"""Years of two digits are 1970 to 2069, and read only where a file's order is known."""


def read_date(text: str, *, order: Order | None = None) -> date:
    """Return the day that a file writes: 2024/3/5, 2024年3月5日, 20240305, 5 Mar 2024, 11/8/2016.

    A time behind it is read and left out; the day is the written one, whatever the offset.

    Args:
        order: which comes first in 11/8/2016 ; without it such a date is refused if it could be two,
            and so is every 11/8/16.
    Raises:
        ValueError: a sentence with the reason; also for a day that there is not, such as 2024/2/30.
    """
    return _read(text, order)[0]


def read_moment(text: str, zone: str, *, order: Order | None = None) -> datetime | date:
    """Return the moment in UTC that a file writes, or the day if it writes no time; else as `read_date`.

    Args:
        zone: where the clock hangs, if the text has no offset of its own.
    """
    day, clock = _read(text, order)
    if not clock:
        return day
    hour = int(clock["hour"])
    half = clock["half"] or clock["late"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in ("pm", "下午") else 0)
    try:
        at = datetime.combine(day, time(hour, int(clock["minute"]), int(clock["second"] or 0)))
    except ValueError as error:
        raise _refused(text) from error
    return at.replace(tzinfo=_offset(clock["zone"]) or zone_of(zone)).astimezone(UTC)


def _offset(text: str | None) -> tzinfo | None:
    if not text or text in ("z", "utc"):
        return UTC if text else None
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _read(text: str, order: Order | None) -> tuple[date, re.Match[str] | None]:
    plain = " ".join(unicodedata.normalize("NFKC", line(text)).casefold().split())
    for pattern in (*_DAYS, _SHORT) if order else _DAYS:
        match = pattern.match(plain)
        if not match:
            continue
        rest = plain[match.end() :].lstrip("t, ")
        clock = _CLOCK.fullmatch(rest) if rest else None
        if clock or not rest:
            return _day(text, *_numbers(text, match, order)), clock
    raise _refused(text)


def _numbers(text: str, match: re.Match[str], order: Order | None) -> tuple[int, int, int]:
    found = match.groupdict()
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 1900 if year >= _CENTURY else 2000
    if "a" not in found:
        number = _MONTHS.index(found["name"][:3]) + 1 if "name" in found else int(found["m"])
        return year, number, int(found["d"])
    first, second = int(found["a"]), int(found["b"])
    if order is None and first <= 12 and second <= 12 and first != second:
        raise ValueError(_("“{text}” could be two days").format(text=show(line(text)[:40])))
    if order == "dmy" or (order is None and first > 12):
        return year, second, first
    return year, first, second


def _day(text: str, year: int, number: int, day: int) -> date:
    try:
        return date(year, number, day)
    except ValueError as error:
        raise ValueError(_("there is no day “{text}”").format(text=show(line(text)[:40]))) from error


def _refused(text: str) -> ValueError:
    return ValueError(_("“{text}” is not a date").format(text=show(line(text)[:40])))
