"""Plans that come again: read from words in English and Chinese, kept as a rule of RFC 5545, told in words, laid out.

Only `occurrences` loads dateutil. Times are local and naive in here: ten o'clock stays ten o'clock over summer time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tuicrm.plain.language import _, listed
from tuicrm.plain.when_days import COUNT, END, HAN_COUNT, START, Day, count, day_at

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN = "一二三四五六日"
_DAY = (
    "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "quarter": "MONTHLY", "year": "YEARLY"}
_HAN_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "季度": "quarter",
              "年": "year"}  # fmt: skip
_HAN_WEEK = "(?:周|星期|礼拜)"
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a plan comes again: an RRULE without its beginning, and what of the text says so."""

    rule: str
    span: tuple[int, int]


_English = re.compile(
    rf"{START}(?:every (?P<other>other )?(?P<days>{_DAY}(?:(?:,| and|, and) {_DAY})*)"
    rf"|every (?:(?P<n>{COUNT}) |(?P<second>other ))?(?P<unit>day|week|month|quarter|year)s?"
    rf"(?: on (?:(?:the|day) (?P<nth>\d{{1,2}})(?:st|nd|rd|th)?|(?P<on>{_DAY})))?"
    rf"|every (?P<work>weekday|workday|working day)|(?P<last>(?:end of )every month(?:'s end)?|every month[- ]end)"
    # a weekly report is no plan that comes again: the bare word stands at the end or before a time
    rf"|(?P<word>daily|weekly|fortnightly|monthly|quarterly|yearly)(?=[ ,]*(?:$|\d|at |until |till ))){END}"
)
_HAN_DAYS = rf"[一二三四五六日天](?:[、,，和]? ?{_HAN_WEEK}?[一二三四五六日天])*"
_Chinese = re.compile(
    rf"每隔?(?P<n>{HAN_COUNT})?个?(?:{_HAN_WEEK}的?{_HAN_WEEK}?(?P<days>{_HAN_DAYS})|月(?P<nth>\d{{1,2}})[日号]"
    r"|(?P<last>月[底末])|(?P<work>工作日)|(?P<unit>天|日|周|星期|礼拜|月|季度|年))(?!底|末|第|最后)"
)
_TIMES = re.compile(r"[ ,，]*(?:(?P<n>\d{1,3}) times|共?(?P<m>\d{1,3})次)")
_UNTIL = re.compile(r"[ ,，]*(?:until |till |直到|到)")


def read_recurrence(text: str, today: date) -> Recurrence | None:
    """Return what a text says about coming again: every monday, every 14 days, monthly, 每周一, 每两周, 每月5号."""
    plain = text.lower()
    found: tuple[re.Match[str], str] | None = None
    for pattern, read in ((_English, _english), (_Chinese, _chinese)):
        match = pattern.search(plain)
        if match and (rule := read(match)) and (found is None or match.start() < found[0].start()):
            found = match, rule
    if found is None:
        return None
    match, rule = found
    end = match.end()
    if times := _TIMES.match(plain, end):
        return Recurrence(f"{rule};COUNT={times['n'] or times['m']}", (match.start(), times.end()))
    last = day_at(plain, until.end(), today) if (until := _UNTIL.match(plain, end)) else None
    if isinstance(last, Day) and last.precision == "day":
        return Recurrence(f"{rule};UNTIL={last.on:%Y%m%d}T235959", (match.start(), last.end))
    return Recurrence(rule, (match.start(), end))


def first_day(rule: str, on: date) -> date:
    """Return the first day from `on` that a rule of weekdays or days of the month may begin with; else `on` itself."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    weekdays = [WEEKDAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day in WEEKDAYS]
    numbers = [int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day.isdigit()]
    for later in range(62):
        day = on + timedelta(days=later)
        if (weekdays and day.weekday() in weekdays) or (numbers and day.day in numbers):
            return day
    return on


def occurrences(
    rule: str, start: datetime, first: date, last: date, *, skipped: Iterable[str] = (), added: Iterable[str] = ()
) -> list[datetime]:
    """Return the local times of a rule on the days from `first` to `last`, in order; a rule too dense is cut.

    Args:
        start: the first time (DTSTART), local and naive; the rule counts from it.
        skipped, added: `stamp`s of times that are left out or come besides (EXDATE, RDATE).
    Raises:
        ValueError: the rule cannot be read.
    """
    from dateutil.rrule import rrulestr

    try:
        times = rrulestr(f"RRULE:{rule}", dtstart=start)
        begin, end = datetime.combine(first, time.min), datetime.combine(last, time.max)
        found: set[datetime] = set()
        for at in times.xafter(begin, inc=True):
            if at > end or len(found) >= _MOST:
                break
            found.add(at)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise ValueError(rule) from error
    out = set(skipped)
    besides = {unstamp(text) for text in added}
    kept = {at for at in found if stamp(at) not in out and f"{at:%Y%m%d}" not in out}
    return sorted(kept | {at for at in besides if begin <= at <= end and stamp(at) not in out})


def stamp(at: datetime) -> str:
    """Return a local time as it is kept: 20261123T090000."""
    return f"{at:%Y%m%dT%H%M%S}"


def unstamp(text: str) -> datetime:
    """Return the local time of a `stamp`, or of its day alone."""
    return datetime.fromisoformat(text)


def parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name."""
    return dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)


def ended(rule: str, last: date) -> str:
    """Return the rule with another end: no time of it after a day."""
    kept = [part for part in rule.split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))]
    return ";".join([*kept, f"UNTIL={last:%Y%m%d}T235959"])


def keeps_weekday(rule: str) -> bool:
    """Say whether a rule names its days, so that they must not be moved to working days."""
    said = parts(rule)
    return "BYDAY" in said or said.get("FREQ") == "WEEKLY"


def rule_words(rule: str) -> str:
    """Return the rule in words: every Mon, every 14 days; one that is too rich for words as it is."""
    from tuicrm.plain import formats

    said = parts(rule)
    known = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST"}
    every = int(said.get("INTERVAL", "1"))
    days = said.get("BYDAY", "")
    if set(said) - known or not all(day in WEEKDAYS for day in days.split(",") if day):
        return rule
    if days == "MO,TU,WE,TH,FR" and every == 1:
        text = _("every working day")
    elif days:
        monday = date(2026, 11, 23)
        named = listed(formats.weekday(monday + timedelta(WEEKDAYS.index(day))) for day in days.split(","))
        text = (
            _("every {days}").format(days=named)
            if every == 1
            else _("every {n} weeks on {days}").format(n=every, days=named)
        )
    elif said.get("BYMONTHDAY") == "-1" and every == 1:
        text = _("at the end of every month")
    elif "BYMONTHDAY" in said and every == 1:
        text = _("every month on day {day}").format(day=said["BYMONTHDAY"])
    else:
        text = _units(said.get("FREQ", ""), every) or rule
    if "COUNT" in said:
        text = _("{rule}, {n} times").format(rule=text, n=said["COUNT"])
    elif "UNTIL" in said:
        last = unstamp(said["UNTIL"][:8]).date()
        text = _("{rule}, until {day}").format(rule=text, day=formats.day(last, last.replace(year=1)))
    return text


def _units(frequency: str, every: int) -> str:
    one = {"DAILY": _("every day"), "WEEKLY": _("every week"), "MONTHLY": _("every month"), "YEARLY": _("every year")}
    many = {
        "DAILY": _("every {n} days"), "WEEKLY": _("every {n} weeks"), "MONTHLY": _("every {n} months"),
        "YEARLY": _("every {n} years"),
    }  # fmt: skip
    return one.get(frequency, "") if every == 1 else many.get(frequency, "").format(n=every)


def _rule(unit: str, every: int, rest: str = "") -> str:
    if unit == "quarter":
        every *= 3
    interval = f";INTERVAL={every}" if every > 1 else ""
    return f"FREQ={_UNITS[unit]}{interval}{rest}"


def _english(match: re.Match[str]) -> str | None:
    if match["work"]:
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if match["last"]:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    if word := match["word"]:
        units: dict[str, tuple[str, int]] = {
            "daily": ("day", 1), "weekly": ("week", 1), "fortnightly": ("week", 2), "monthly": ("month", 1),
            "quarterly": ("quarter", 1), "yearly": ("year", 1),
        }  # fmt: skip
        return _rule(*units[word])
    if match["days"]:
        days = {_NAMES.index(day[:3]) for day in re.findall(_DAY, match["days"])}
        return _rule("week", 2 if match["other"] else 1, _by_day(days))
    every = 2 if match["second"] else count(match["n"]) if match["n"] else 1
    if match["on"]:
        return _rule("week", every, _by_day({_NAMES.index(match["on"][:3])})) if match["unit"] == "week" else None
    return _checked(match["unit"], every, match["nth"])


def _chinese(match: re.Match[str]) -> str | None:
    if match["work"]:
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if match["last"]:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    try:
        every = count(match["n"]) if match["n"] else 1
    except ValueError:
        return None
    if match[0].startswith("每隔"):
        every += 1 if match["n"] in ("一", "1") else 0
    if match["days"]:
        days = {_HAN.index(day.replace("天", "日")) for day in match["days"] if day in _HAN + "天"}
        return _rule("week", every, _by_day(days))
    return _checked(_HAN_UNITS[match["unit"]] if match["unit"] else "month", every, match["nth"])


def _checked(unit: str, every: int, nth: str | None) -> str | None:
    if not 0 < every < 1000 or (nth and not (unit == "month" and 1 <= int(nth) <= 31)):
        return None
    return _rule(unit, every, f";BYMONTHDAY={int(nth)}" if nth else "")


def _by_day(days: set[int]) -> str:
    return ";BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(days))
