"""Days and times in words, in English and Chinese: "fri 10:00", "in 2 weeks", "明天下午3点", "周五".

A grammar, not a guesser: it reads one phrase (a day, a time, how long) out of a line, or nothing, and what
it does not understand stays text. A bare month name or number is never a date, "at 3" is no time, a day
without a year lies ahead, `next tue` is the one in next week, and weeks begin on Monday.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from tuicrm.plain.when_days import Day, day_at
from tuicrm.plain.when_times import Time, duration_at, time_at

_BETWEEN = re.compile(r"[ ,，、]*(?:on (?:the )?)?的?")
_BEFORE = re.compile(r"(?<![a-z0-9_@.'’/+#-])(?:on|at) $")
_IN = re.compile(r"(?<![a-z0-9_@.'’/+#-])in ")
_FROM_NOW = re.compile(r" (?:from now|later)(?![a-z0-9])|[之以]?后")
_WIDTHS = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "})
_EVENING = 17 * 60  # 今晚 10:00 is said by nobody
_MASK = "\uffff"
_COMPANY = re.compile(
    r"(?<![a-z0-9])[a-z]+(?= (?:gmbh|mbh|ltd|limited|llc|llp|inc|corp|plc|ag|kg|ohg|ug|bv|nv|oy|srl|sarl|pty)"
    r"(?![a-z0-9]))"
)
"""A word before a legal form is a name, whatever it means otherwise: Sun GmbH."""


@dataclass(frozen=True, slots=True)
class When:
    """What was understood.

    start: an aware moment in the zone of `now` (precision minute), or a date (day; week: its Monday).
    minutes: how long, where it is written. span: what of the text says so; the rest is not about it.
    """

    start: datetime | date
    precision: Literal["minute", "day", "week"]
    minutes: int | None
    span: tuple[int, int]


class _Phrase(NamedTuple):
    start: int
    end: int
    day: Day | None = None
    time: Time | None = None
    moment: datetime | None = None
    lasts: int | None = None


def read_when(text: str, now: datetime, *, names: Collection[str] = ()) -> When | None:
    """Return the first day with or without a time in the text, else the first time, else None.

    Args:
        now: aware, in the zone that the text's days and times are of.
        names: of customers and people; what is one of them is no date (a company called Sun).
    """
    if now.tzinfo is None:
        raise ValueError("now must know its zone")
    plain = _without(_plain(text), names)
    phrases = list(_phrases(plain, now))
    chosen = next((phrase for phrase in phrases if phrase.day or phrase.moment), None)
    chosen = chosen or next((phrase for phrase in phrases if phrase.time and phrase.time.alone), None)
    return _meant(chosen, plain, now) if chosen else None


def every_when(text: str, now: datetime, *, names: Collection[str] = ()) -> tuple[When, ...]:
    """Return all days and times in the text, in the order in which they stand there."""
    plain = _without(_plain(text), names)
    said = [
        phrase for phrase in _phrases(plain, now) if phrase.day or phrase.moment or (phrase.time and phrase.time.alone)
    ]
    return tuple(_meant(phrase, plain, now) for phrase in said)


def read_duration(text: str) -> int | None:
    """Return the minutes that a whole field says: 30m, 1h30, 1.5 hours, 半小时, 1小时; None if it does not."""
    plain = _plain(text).strip()
    found = duration_at(plain, 0)
    return found[0] if found and found[1] == len(plain) else None


def _plain(text: str) -> str:
    """Fold width and case, each character to one, so that a place here is a place in the text."""
    lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_WIDTHS)


def _without(plain: str, names: Collection[str]) -> str:
    plain = _COMPANY.sub(lambda found: _MASK * len(found[0]), plain)
    for name in sorted({_plain(name).strip() for name in names}, key=len, reverse=True):
        if name and name in plain:
            whole = rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
            plain = re.sub(whole, lambda found: _MASK * len(found[0]), plain)
    return plain


def _phrases(plain: str, now: datetime) -> list[_Phrase]:
    found: list[_Phrase] = []
    at = 0
    while at < len(plain):
        inside = at > 0 and plain[at].isascii() and plain[at].isalpha() and plain[at - 1].isalnum()
        if plain[at].isspace() or (inside and plain[at - 1].isascii()):
            at += 1
            continue
        phrase = _phrase_at(plain, at, now)
        if isinstance(phrase, _Phrase):
            found.append(phrase)
            at = phrase.end
        else:
            at = max(at + 1, phrase)
    return found


def _phrase_at(plain: str, at: int, now: datetime) -> _Phrase | int:
    """Return the phrase that begins here, or where to look on."""
    inward = _IN.match(plain, at)
    duration = duration_at(plain, inward.end() if inward else at)
    if duration and (inward or _FROM_NOW.match(plain, duration[1])):
        end = duration[1]
        if not inward and (from_now := _FROM_NOW.match(plain, end)):
            end = from_now.end()
        later = (now.astimezone(UTC) + timedelta(minutes=duration[0])).astimezone(now.tzinfo)
        return _Phrase(at, end, moment=later.replace(second=0, microsecond=0))
    if duration:
        inner = _day_and_time(plain, _skip(plain, duration[1]), now.date())
        if isinstance(inner, _Phrase) and inner.lasts is None and _is_close(plain, duration, inner):
            return inner._replace(start=at, lasts=duration[0])
    phrase = _day_and_time(plain, at, now.date())
    if not isinstance(phrase, _Phrase) or phrase.lasts or (phrase.day and phrase.day.precision == "week"):
        return phrase
    after = _skip(plain, phrase.end)
    last = duration_at(plain, after)
    if last and (phrase.time or duration_at(plain, after, loose=False) or not plain[last[1] :].strip(" ,.")):
        return phrase._replace(end=last[1], lasts=last[0])
    return phrase


def _is_close(plain: str, duration: tuple[int, int], phrase: _Phrase) -> bool:
    return plain[duration[1] : phrase.start].strip(" ,，、") in ("", "on", "at")


def _day_and_time(plain: str, at: int, today: date) -> _Phrase | int:
    day = day_at(plain, at, today)
    if isinstance(day, int):
        return day
    if day:
        if day.precision == "week":
            return _Phrase(at, day.end, day)
        evening = plain[at : day.end].endswith("tonight")
        time = time_at(plain, _skip(plain, day.end), evening=evening)
        end = time.end if time else day.end
        if not time and plain[end - 1] in "今明" and plain[end : end + 1] in tuple("早晚"):
            end += 1
            time = time_at(plain, _skip(plain, end))
            if time and (time.minute < _EVENING) == (plain[end - 1] == "早"):
                end = time.end
            else:
                time = None
        return _Phrase(at, end, day, time, lasts=time.lasts if time else None)
    time = time_at(plain, at)
    if not time:
        return at
    after = _skip(plain, time.end)
    later = day_at(plain, after, today)
    if isinstance(later, Day) and later.precision == "day" and not time_at(plain, _skip(plain, later.end)):
        return _Phrase(at, later.end, later, time, lasts=time.lasts)
    return _Phrase(at, time.end, None, time, lasts=time.lasts)


def _skip(plain: str, at: int) -> int:
    between = _BETWEEN.match(plain, at)
    return between.end() if between else at


def _meant(phrase: _Phrase, plain: str, now: datetime) -> When:
    before = _BEFORE.search(plain, 0, phrase.start)
    span = (before.start() if before else phrase.start, phrase.end)
    if phrase.moment:
        return When(phrase.moment, "minute", phrase.lasts, span)
    if phrase.time is None:
        assert phrase.day is not None
        return When(phrase.day.on, phrase.day.precision, phrase.lasts, span)
    on = phrase.day.on if phrase.day else now.date()
    start = _moment(on, phrase.time.minute, now)
    if not phrase.day and start <= now:
        start = _moment(on + timedelta(1), phrase.time.minute, now)
    return When(start, "minute", phrase.lasts, span)


def _moment(on: date, minute: int, now: datetime) -> datetime:
    days, minute = divmod(minute, 1440)
    return datetime.combine(on + timedelta(days), time(*divmod(minute, 60)), now.tzinfo)
