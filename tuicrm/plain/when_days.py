"""The days of `when`: each way to say a day, in English and Chinese, with what it means seen from today.

A reader returns None for words that speak of a day and yet of none to plan for (every friday, 上周五, a
Tuesday that is a Wednesday): they are stepped over as a whole, so that no part of them is taken for a day.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, date, timedelta
from typing import Literal, NamedTuple

# No part of a longer word, an address or a handle; Chinese may stand beside it without a blank.
START = r"(?<![a-z0-9_@.'’/+#:-])"
END = r"(?![a-z0-9_@'’-]|\.[a-z0-9])"

_WORDS = (
    "a",
    "an",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_COUNTS = {word: max(1, index - 1) for index, word in enumerate(_WORDS)}
COUNT = rf"\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
HAN_COUNT = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"

_WEEKDAY = (
    "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HAN_WEEKDAYS = "一二三四五六日"
_HAN_WEEK = "(?:周|星期|礼拜|週)"
_HAN_DAY = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_UNITS = r"d|days?|w|wks?|weeks?|mon?ths?|years?"


class Day(NamedTuple):
    """A day, or the Monday of a week; and where it ends in the text."""

    on: date
    precision: Literal["day", "week"]
    end: int


Reader = Callable[[re.Match[str], date], date | None]
_READERS: list[tuple[re.Pattern[str], Literal["day", "week"], Reader]] = []


def day_at(text: str, at: int, today: date) -> Day | int | None:
    """Return the day that begins here, the end of words that are no day to plan for, or None."""
    for pattern, precision, reader in _READERS:
        if match := pattern.match(text, at):
            try:
                on = reader(match, today)
            except (ValueError, OverflowError):
                on = None
            return Day(on, precision, match.end()) if on else match.end()
    return None


def count(text: str) -> int:
    """Return the number that COUNT or HAN_COUNT found."""
    if text.isdigit():
        return int(text)
    if text in _COUNTS:
        return _COUNTS[text]
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    digits = "一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1:
        raise ValueError(text)
    value = (digits.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return value + (digits.index(ones) + 1 if ones else 0)


def _says(
    pattern: str, *, english: bool = False, precision: Literal["day", "week"] = "day"
) -> Callable[[Reader], Reader]:
    """Register a reader for a pattern; the order in this file is the order in which they are tried."""

    def register(reader: Reader) -> Reader:
        whole = f"{START}(?:{pattern}){END}" if english else pattern
        _READERS.append((re.compile(whole, re.ASCII), precision, reader))
        return reader

    return register


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _add_months(day: date, months: int) -> date:
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def _month_end(day: date, months: int = 0) -> date:
    first = _add_months(day.replace(day=1), months)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _add(today: date, number: int, unit: str) -> date:
    if unit[0] == "m":
        return _add_months(today, number)
    if unit[0] == "y":
        return _add_months(today, number * 12)
    return today + timedelta(number * (7 if unit[0] == "w" else 1))


def _next(today: date, candidates: Iterator[tuple[int, int, int]]) -> date | None:
    """Return the first of the days (year, month, day) that there is and that is not over."""
    for year, month, day in candidates:
        if year <= MAXYEAR and 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    return None


def _yearly(today: date, month: int, day: int, year: int | None = None) -> date | None:
    if not 1 <= month <= 12:
        return None
    if year:
        return date(year, month, day)
    return _next(today, ((today.year + more, month, day) for more in range(9)))  # 29 February needs up to 8


def _agreed(on: date | None, weekday: str | None) -> date | None:
    """Return the day if it is the weekday that is written beside it."""
    if on and weekday:
        index = _HAN_WEEKDAYS.find(weekday.replace("天", "日")[-1])
        return on if on.weekday() == (index if index >= 0 else _WEEKDAYS.index(weekday[:3])) else None
    return on


@_says(
    rf"(?:every|each|last|past|previous|until|since)(?: other)? (?:{_WEEKDAY}|week|month|year|\d{{1,2}} {_MONTH})"
    rf"|{_WEEKDAY} (?:to|till|until|through) {_WEEKDAY}",
    english=True,
)
@_says(
    rf"[每上隔各双单]个?上?{_HAN_WEEK}[一二三四五六日天末]?|[每上]个?月(?:底|末|\d{{1,2}}[日号])?|[每去]年底"
    rf"|{_HAN_WEEK}[一二三四五六日天][至到~-]{_HAN_WEEK}?[一二三四五六日天]|下个?周末"
    r"|[一二两三四五六七八九十\d]+周[一二三四五六]次?(?!后)|[以之今然前最先明]后天|后天[天气]|今日头条"
)
def _no_day(match: re.Match[str], today: date) -> date | None:
    return None


@_says(r"today|tonight|this (?:morning|afternoon|evening)", english=True)
@_says(r"今[天日]|今(?=[早晚])")
def _today(match: re.Match[str], today: date) -> date | None:
    return today


@_says(r"the day after tomorrow|day after tomorrow", english=True)
@_says(r"后天")
def _in_two(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(2)


@_says(r"tomorrow|tmrw?", english=True)
@_says(r"明[天日]|明(?=[早晚])")
def _tomorrow(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(1)


@_says(r"大后天")
def _in_three(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(3)


@_says(rf"in (?P<n>{COUNT}) ?(?P<u>{_UNITS})|(?P<m>{COUNT}) (?P<v>{_UNITS}) from (?:now|today)", english=True)
def _in(match: re.Match[str], today: date) -> date | None:
    return _add(today, count(match["n"] or match["m"]), match["u"] or match["v"])


@_says(rf"(?<![\d.第一二两三四五六七八九十])(?P<n>{HAN_COUNT})个?(?P<u>天|日|周|星期|礼拜|月|年)[之以]?后")
def _in_han(match: re.Match[str], today: date) -> date | None:
    units = {"天": "d", "日": "d", "月": "m", "年": "y"}
    return _add(today, count(match["n"]), units.get(match["u"], "w"))


@_says(r"end of (?P<next>next )?(?:(?:the|this) )?month|eom|month[ -]end", english=True)
@_says(r"(?<![\d一二三四五六七八九十])(?P<next>下个?)?(?:本|这个?)?月[底末]")
def _end_of_month(match: re.Match[str], today: date) -> date | None:
    return _month_end(today, 1 if match.groupdict().get("next") else 0)


@_says(rf"(?<![\d一二三四五六七八九十.])(?P<m>{_HAN_DAY})月[底末]")
def _end_of_named_month(match: re.Match[str], today: date) -> date | None:
    month = count(match["m"])
    return _month_end(today.replace(day=1), (month - today.month) % 12) if 1 <= month <= 12 else None


@_says(r"end of (?:(?:the|this) )?quarter|eoq", english=True)
@_says(r"(?:本|这个?)?季度?[底末]")
def _end_of_quarter(match: re.Match[str], today: date) -> date | None:
    return _month_end(today, -today.month % 3)


@_says(r"end of (?:(?:the|this) )?year|eoy", english=True)
@_says(r"(?:[今本明])?年[底末]")
def _end_of_year(match: re.Match[str], today: date) -> date | None:
    return date(today.year + (match[0][0] == "明"), 12, 31)


@_says(
    rf"(?:(?P<w>{_WEEKDAY})\.?,? )?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})"
    rf"|(?P<n>{_MONTH})\.? (?P<e>\d{{1,2}})(?:st|nd|rd|th)?)(?:,? (?P<y>20\d\d)(?![\d:]))?",
    english=True,
)
def _month_by_name(match: re.Match[str], today: date) -> date | None:
    month = _MONTHS.index((match["m"] or match["n"])[:3]) + 1
    year = int(match["y"]) if match["y"] else None
    return _agreed(_yearly(today, month, int(match["d"] or match["e"]), year), match["w"])


@_says(
    rf"(?:(?P<w>{_WEEKDAY})\.?,? )?(?<![\d/.-])(?P<y>20\d\d)(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})"
    r"(?![\d-])(?:t(?=\d))?"
)
def _year_first(match: re.Match[str], today: date) -> date | None:
    return _agreed(date(int(match["y"]), int(match["m"]), int(match["d"])), match["w"])


@_says(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>20\d\d)", english=True)
def _year_last(match: re.Match[str], today: date) -> date | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["s"] == "." or first > 12 or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None  # 3/4/2026 is two days


@_says(
    rf"(?<![\d一二三四五六七八九十.])(?<![去前]年)(?:(?P<y>20\d\d|[今明后])年)?(?P<m>{_HAN_DAY})月(?P<d>{_HAN_DAY})[日号]"
    rf"(?:[ ,(]{{0,2}}{_HAN_WEEK}(?P<w>[一二三四五六日天])\)?)?"
)
def _han_date(match: re.Match[str], today: date) -> date | None:
    said = match["y"]
    year = today.year + "今明后".index(said) if said in tuple("今明后") else int(said) if said else None
    return _agreed(_yearly(today, count(match["m"]), count(match["d"]), year), match["w"])


@_says(
    r"(?<![\d月年.a-z一二三四五六七八九十])(?P<which>本月|这个?月|下个?月)?(?P<d>\d{1,2})"
    r"(?:号(?![楼线厅门机库店院馆桌仓会柜台车码位])|日(?![游内均报程元语本]))"
)
def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day, which = int(match["d"]), match["which"] or ""
    if which:
        first = _add_months(today.replace(day=1), 1 if which[0] == "下" else 0)
        on = first.replace(day=day)
        return on if on >= today else None
    firsts = (_add_months(today.replace(day=1), more) for more in range(12))
    return _next(today, ((first.year, first.month, day) for first in firsts))


@_says(
    r"(?:(?<=on )|(?<=by )|(?<=until )|(?<=till )|(?<=before )|(?<=after ))the (?P<d>\d{1,2})(?:st|nd|rd|th)"
    r"(?! (?:floor|line|place|day|time|attempt|item|page|of|quarter|half|week|month|call|visit|machine|unit))"
    r"|the (?P<e>\d{1,2})(?:st|nd|rd|th)(?=$|[ ]*[,.;])",
    english=True,
)
def _ordinal(match: re.Match[str], today: date) -> date | None:
    firsts = (_add_months(today.replace(day=1), more) for more in range(12))
    return _next(today, ((first.year, first.month, int(match["d"] or match["e"])) for first in firsts))


@_says(rf"next week,? (?:on )?(?P<w>{_WEEKDAY})|(?P<v>{_WEEKDAY}),? next week|next (?P<x>{_WEEKDAY})", english=True)
def _weekday_of_next_week(match: re.Match[str], today: date) -> date | None:
    weekday = _WEEKDAYS.index((match["w"] or match["v"] or match["x"])[:3])
    return _monday(today) + timedelta(7 + weekday)


@_says(r"next week", english=True, precision="week")
def _next_week(match: re.Match[str], today: date) -> date | None:
    return _monday(today) + timedelta(7)


@_says(rf"this (?P<w>{_WEEKDAY})", english=True)
def _weekday_of_this_week(match: re.Match[str], today: date) -> date | None:
    on = _monday(today) + timedelta(_WEEKDAYS.index(match["w"][:3]))
    return on if on >= today else None


@_says(rf"(?P<w>{_WEEKDAY})\.?", english=True)
def _weekday(match: re.Match[str], today: date) -> date | None:
    return today + timedelta((_WEEKDAYS.index(match["w"][:3]) - today.weekday() - 1) % 7 + 1)


@_says(rf"(?P<which>下下个?|下个?|本|这个?)?{_HAN_WEEK}(?P<w>[一二三四五六日天])")
def _han_weekday(match: re.Match[str], today: date) -> date | None:
    weekday, which = _HAN_WEEKDAYS.index(match["w"].replace("天", "日")), match["which"] or ""
    if not which:
        return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    on = _monday(today) + timedelta(7 * which.count("下") + weekday)
    return on if on >= today else None


@_says(rf"(?P<which>下下个?|下个?){_HAN_WEEK}", precision="week")
def _han_week(match: re.Match[str], today: date) -> date | None:
    return _monday(today) + timedelta(7 * match["which"].count("下"))
