"""The hours of a working week in words: "mon-fri 9:00-12:00 13:00-18:00; sat 9:00-12:00", "周一至周五 9:00-18:00"."""

import re
from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]
"""Two minutes of a day, the second one not included; 1440 is the midnight that ends it."""

Hours = tuple[tuple[Span, ...], ...]
"""The spans of each weekday in order, from Monday on; an empty one is free."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL = "mon-fri 9:00-18:00"
NONE: Hours = ((),) * 7

_HAN = "一二三四五六日"
_DAY = rf"(?:{'|'.join(DAYS)})[a-z]*|(?:周|星期|礼拜)?[{_HAN}天]"
_RANGE = re.compile(rf"(?P<first>{_DAY})(?:\s*(?:-|–|~|to|至|到)\s*(?P<last>{_DAY}))?", re.IGNORECASE)
_CLOCK = r"(\d{1,2})(?:[:：](\d\d))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|~|to|至|到)\s*{_CLOCK}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,，、]*")


def read_hours(text: str) -> Hours:
    """Return the hours that a text says; days that it does not name are free.

    Raises:
        ValueError: it cannot be read, a span ends before it begins, or two of one day overlap.
    """
    week: list[list[Span]] = [[] for _ in DAYS]
    for part in re.split(r"[;；\n]", text):
        if part.strip():
            named, spans = _part(part.strip())
            for day in named:
                week[day] += spans
    hours = tuple(tuple(sorted(spans)) for spans in week)
    if any(before[1] > after[0] for day in hours for before, after in pairwise(day)):
        raise ValueError(text)
    return hours


def hours_text(hours: Hours) -> str:
    """Return the shortest text that `read_hours` reads back as these hours; days that are alike together."""
    parts: list[str] = []
    day = 0
    while day < len(DAYS):
        last = day
        while last + 1 < len(DAYS) and hours[last + 1] == hours[day]:
            last += 1
        if hours[day]:
            named = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
            parts.append(" ".join([named, *(f"{clock(begins)}-{clock(ends)}" for begins, ends in hours[day])]))
        day = last + 1
    return "; ".join(parts)


def clock(minute: int) -> str:
    """Return a minute of the day as it is written: 9:00."""
    return f"{minute // 60}:{minute % 60:02}"


def _part(part: str) -> tuple[list[int], list[Span]]:
    days: list[int] = []
    spans: list[Span] = []
    at = 0
    while at < len(part):
        if not spans and (named := _RANGE.match(part, at)):
            days += _days(named["first"], named["last"])
            at = named.end()
        elif days and (span := _SPAN.match(part, at)):
            spans.append(_span(span.groups(), part))
            at = span.end()
        else:
            raise ValueError(part)
        between = _BETWEEN.match(part, at)
        at = between.end() if between else at
    if not spans:
        raise ValueError(part)
    return days, spans


def _days(first: str, last: str | None) -> Sequence[int]:
    begins = _number(first)
    ends = _number(last) if last else begins
    return [(begins + more) % 7 for more in range((ends - begins) % 7 + 1)]


def _number(day: str) -> int:
    han = _HAN.find(day[-1].replace("天", "日"))
    return han if han >= 0 else DAYS.index(day[:3].lower())


def _span(found: Sequence[str | None], part: str) -> Span:
    hour, minute, last_hour, last_minute = (int(each or 0) for each in found)
    begins, ends = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or not begins < ends <= 1440:
        raise ValueError(part)
    return begins, ends
