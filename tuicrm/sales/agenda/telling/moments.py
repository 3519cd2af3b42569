"""Days and times as people dictate them: beside what `plain.when` reads, `wed 10`, `friday at ten`, `in december`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from tuicrm.plain.when import every_when

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = re.compile(
    r"\s*(?P<part>morning|afternoon|evening)?,?\s*(?P<at>at)?\s*(?P<half>half past )?"
    rf"(?P<hour>\d{{1,2}}|{'|'.join(_NUMBERS)})(?P<minute> thirty| fifteen| forty five|:\d\d)?"
    r"(?P<clock>\s*(?:o'?\s?clock|am|pm))?(?![\w.,/%-]*\d|[\w%-])",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"(\b(?:send|give|deliver|bring|get|provide|answer|reply|confirm|decide|quote|offer|needs?|back)\b[^,.;]{0,40}?)"
    r"\b(until|till)(?= (?:mon|tue|wed|thu|fri|sat|sun|tomorrow|next|the|\d|end))",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:in the )?(?P<part>morning\b|afternoon\b|evening\b|上午|早上|下午|晚上)", re.IGNORECASE)
_PART_HOURS = {"morning": 9, "afternoon": 14, "evening": 18, "上午": 9, "早上": 9, "下午": 14, "晚上": 19}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = re.compile(
    rf"\b(?:in|by|before|until|during|end of|by the end of)\s+(?:the\s+)?(?:end of\s+)?(?P<en>{'|'.join(_MONTHS)})\b"
    r"|\b(?P<next>next month)\b|\b(?P<quarter>q[1-4])\b"
    r"|\b(?P<year>(?:by |before )?(?:the )?(?:year end|end of (?:the )?year))\b"
    r"|(?P<xia>下个?月)(?P<third>[初中])?(?![一二三四五六七八九十\d])"
    r"|(?<![\d月])(?P<zh>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|内|之?前)(?!\d)"
    r"|(?P<nian>年底|年内)|(?P<ji>[一二三四]季度)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Moment:
    """A day, perhaps with a time; `is_vague`: a month or a quarter, of which this is the last day."""

    on: date
    at: datetime | None
    start: int
    end: int
    grain: str = "day"
    minutes: int | None = None
    is_vague: bool = False


def moments(text: str, now: datetime, *, names: tuple[str, ...] = ()) -> list[Moment]:
    """Give all moments of a sentence in the order in which they stand there."""
    found = []
    text = _DUE.sub(lambda said: said[1] + "by".rjust(len(said[2])), text)
    for when in every_when(text, now, names=names):
        start, end = when.span
        if isinstance(when.start, datetime):
            found.append(Moment(when.start.date(), when.start, start, end, "minute", when.minutes))
            continue
        at, end = _hour_after(text, end, when.start, now) if when.precision == "day" else (None, end)
        grain = "minute" if at else when.precision
        found.append(Moment(when.start, at, start, end, grain, when.minutes))
    for match in _MONTH.finditer(text):
        taken = any(one.start < match.end() and match.start() < one.end for one in found)
        if not taken and (on := _month_end(match, now.date())) is not None:
            found.append(Moment(on, None, match.start(), match.end(), is_vague=True))
    return sorted(found, key=lambda one: one.start)


def _hour_after(text: str, end: int, on: date, now: datetime) -> tuple[datetime | None, int]:
    """Read the hour that stands behind a day: `wed 10`, `friday at ten`, `tomorrow morning at nine`."""
    match = _HOUR.match(text, end)
    if match is None:
        part = _PART.match(text, end)
        if part is None:
            return None, end
        hour = _PART_HOURS[part["part"].lower()]
        return datetime.combine(on, time(hour), now.tzinfo), part.end()
    word = match["hour"].lower()
    hour = int(word) if word.isdigit() else _NUMBERS.index(word) + 1
    said = match["clock"] or match["at"] or match["part"] or match["half"]
    if hour > 23 or (word.isdigit() and not said and not 7 <= hour <= 20) or (not word.isdigit() and not said):
        return None, end
    minute = 30 if match["half"] else _minute(match["minute"])
    clock = (match["clock"] or "").strip().lower()
    late = clock == "pm" or match["part"] in ("afternoon", "evening") or (clock != "am" and hour < 7)
    if late and hour < 12:
        hour += 12
    return datetime.combine(on, time(hour, minute), now.tzinfo), match.end()


def _minute(said: str | None) -> int:
    if not said:
        return 0
    word = said.strip(" :").lower()
    return int(word) if word.isdigit() else {"thirty": 30, "fifteen": 15, "forty five": 45}[word]


def _month_end(match: "re.Match[str]", today: date) -> date | None:
    if match["en"] or match["zh"]:
        month = _MONTHS.index(match["en"].lower()) + 1 if match["en"] else _han_month(match["zh"])
        year = today.year + (month < today.month)
    elif match["next"] or match["xia"]:
        year, month = today.year + today.month // 12, today.month % 12 + 1
    elif match["quarter"] or match["ji"]:
        number = int(match["quarter"][1]) if match["quarter"] else "一二三四".index(match["ji"][0]) + 1
        month = 3 * number
        year = today.year + (month < today.month)
    else:
        year, month = today.year, 12
    if match["third"]:
        return date(year, month, 10 if match["third"] == "初" else 20)
    return date(year, month, monthrange(year, month)[1])


def _han_month(text: str) -> int:
    if text.isdigit():
        return int(text)
    digits = "一二三四五六七八九"
    if text.startswith("十"):
        return 10 + (digits.index(text[1]) + 1 if len(text) > 1 else 0)
    return digits.index(text) + 1
