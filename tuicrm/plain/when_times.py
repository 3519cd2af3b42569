"""The times of day and the durations of `when`, in English and Chinese."""

import re
from typing import NamedTuple

from tuicrm.plain.when_days import COUNT, END, HAN_COUNT, START, count

_HALVES = "凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|今早|今晚|早|晚"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
_TIME_ENGLISH = re.compile(
    rf"(?:(?<=\dt)|{START})(?:(?:at |@ ?)?(?:{_CLOCK}(?: ?(?P<m>[ap])\.?m\.?)?|(?P<noon>noon)"
    r"|(?P<h>1[0-2]|0?[1-9]) ?(?P<n>[ap])\.?m\.?)"
    r"|at (?P<bare>\d{1,2})(?: o'clock)?(?![:%,.]\d|:| ?%))(?![\d:]|[a-z]|%)",
    re.ASCII,
)
_TIME_HAN = re.compile(
    rf"(?<![\d:.])(?P<half>{_HALVES})? ?(?:{_CLOCK}(?![\d:])|"
    rf"(?P<h>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})[点时](?![间候])"
    rf"(?:(?P<part>半|[一三]刻(?!钟)|\d{{1,2}}分?(?![\d钟个半小.])|[一二三四五六七八九十]{{1,3}}分)|钟)?)",
    re.ASCII,
)
_UNTIL = re.compile(r" ?(?:-|–|~|to|至|到) ?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])", re.ASCII)

_DURATION = re.compile(
    rf"{START}(?:for )?(?:(?P<half>half an hour)"
    r"|(?P<h>\d{1,2}) ?h(?:ours?|rs?)? ?(?:and )?(?P<m>[0-5]?\d) ?(?:m(?:in(?:ute)?s?)?)?"
    rf"|(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{COUNT}) ?(?P<u>m|min(?:ute)?s?|h|hrs?|hours?)){END}",
    re.ASCII,
)
_DURATION_HAN = re.compile(
    r"(?<![\d.])(?:(?P<half>半个?(?:小时|钟头))|(?P<quarters>[一三])刻钟"
    r"|(?P<h>\d{1,2}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3})个?(?P<and>半)?(?:小时|钟头)"
    r"(?:零?(?P<m>\d{1,2})分钟?)?"
    rf"|(?P<n>{HAN_COUNT})分钟)",
    re.ASCII,
)
_SHORTEST_IN_M = 5  # 3m is a company


class Time(NamedTuple):
    """A time of day in minutes (1440 is midnight to come), how long if a range was written, where it ends."""

    minute: int
    lasts: int | None
    end: int
    alone: bool
    """Whether it is a time without a day beside it, too; 八点 alone may be eight points."""


def time_at(text: str, at: int, *, evening: bool = False) -> Time | None:
    """Return the time of day that begins here; `evening` if "tonight" stands before it."""
    for pattern, read in ((_TIME_ENGLISH, _english), (_TIME_HAN, _han)):
        match = pattern.match(text, at)
        if match and (minute := read(match, evening)) is not None:
            end, lasts = match.end(), None
            if match["hour"] and (until := _UNTIL.match(text, end)):
                later = int(until["hour"]) * 60 + int(until["minute"])
                later += 720 if later < minute and later + 720 > minute and minute >= 780 else 0
                if later > minute:
                    end, lasts = until.end(), later - minute
            return Time(minute, lasts, end, alone=_stands_alone(match, text, end))
    return None


def duration_at(text: str, at: int, *, loose: bool = True) -> tuple[int, int] | None:
    """Return minutes and end of the duration that begins here; not loose: 30m is not one, 30 min is."""
    if match := _DURATION.match(text, at):
        if match["half"]:
            return 30, match.end()
        if match["h"]:
            return int(match["h"]) * 60 + int(match["m"]), match.end()
        number = float(match["n"]) if match["n"][0].isdigit() else count(match["n"])
        if match["u"] == "m" and (not loose or number < _SHORTEST_IN_M or not match["n"].isdigit()):
            return None
        return _minutes(number * (60 if match["u"][0] == "h" else 1), match.end())
    if match := _DURATION_HAN.match(text, at):
        if match["half"]:
            return 30, match.end()
        if match["quarters"]:
            return 15 * count(match["quarters"]), match.end()
        if match["n"]:
            return _minutes(_count(match["n"]) or 0, match.end())
        hours = float(match["h"]) if match["h"][0].isdigit() else _count(match["h"]) or 0
        return _minutes(hours * 60 + (30 if match["and"] else 0) + int(match["m"] or 0), match.end())
    return None


def _minutes(minutes: float, end: int) -> tuple[int, int] | None:
    return (round(minutes), end) if round(minutes) > 0 else None


def _count(text: str) -> int | None:
    try:
        return count(text)
    except ValueError:
        return None


def _english(match: re.Match[str], evening: bool) -> int | None:
    if match["noon"]:
        return 720
    if match["bare"]:
        hour = int(match["bare"])
        if evening and 5 <= hour <= 11:
            hour += 12
        return hour * 60 if 7 <= hour <= 23 else None  # "at 3" may be the night or the afternoon
    hour, half = int(match["hour"] or match["h"]), match["m"] or match["n"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif evening and 5 <= hour <= 11:
        hour += 12
    return hour * 60 + int(match["minute"] or 0)


def _han(match: re.Match[str], evening: bool) -> int | None:
    hour = int(match["hour"]) if match["hour"] else _count(match["h"])
    half, part = match["half"], match["part"] or ""
    if hour is None or hour > 24 or not (half or match["h"]):
        return None  # hh:mm without a half of the day is read by the other pattern
    if part == "半":
        minute = 30
    elif part.endswith("刻"):
        minute = 15 * count(part[0])
    else:
        minute = int(match["minute"] or 0) if match["hour"] else _count(part.rstrip("分")) or 0 if part else 0
    turned = _of_half(hour, half)
    return None if turned is None or minute > 59 else turned * 60 + minute


def _of_half(hour: int, half: str | None) -> int | None:
    """Return the hour of 24 that an hour with a half of the day means; None where people would differ."""
    if half is None:
        return hour if 7 <= hour <= 24 or hour == 0 else None
    if half == "凌晨":
        return hour % 12 if hour <= 6 or hour == 12 else None
    if half.endswith(("早", "早上", "早晨", "清晨", "上午")):
        return hour if 5 <= hour <= 12 else None
    if half == "中午":
        return hour if hour in (11, 12) else hour + 12 if hour in (1, 2) else None
    if half in ("下午", "傍晚"):
        return hour + 12 if hour <= 8 and hour else hour if 12 <= hour <= 20 else None
    if hour == 12:
        return 24
    return hour + 12 if 5 <= hour <= 11 else hour if 17 <= hour <= 24 else None


def _stands_alone(match: re.Match[str], text: str, end: int) -> bool:
    if match["hour"] or "half" not in match.groupdict() or match["half"]:
        return True
    before, after = text[: match.start()].strip(), text[end:]
    if not after.strip():
        return True
    return not before and (match["h"].isdigit() or not after[0].isalnum())
