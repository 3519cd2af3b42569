"""Read calendar files: every entry that can be read, and what is wrong with the others, by line."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.exchange.encoding import decode
from tuicrm.exchange.ical_pieces import ENTRIES, Piece, Trouble, split
from tuicrm.plain.language import _
from tuicrm.plain.recurring import stamp
from tuicrm.sales.calendars import Attendee, Entry

_STATES = {"CANCELLED": "cancelled", "COMPLETED": "done"}
_A_DAY = 24 * 60


@dataclass(frozen=True)
class CalendarFile:
    """What a file holds."""

    name: str
    calendars: int
    entries: tuple[Entry, ...]
    troubles: tuple[Trouble, ...]


def read_calendar(data: bytes, zone: str) -> CalendarFile:
    """Read a file of entries; `zone` is meant where an entry says none that is known."""
    text, _encoding = decode(data)
    pieces = split(text.lstrip("\ufeff"))
    zones = [one for one in pieces.found if one.kind == "VTIMEZONE" and one.is_closed]
    entries: list[Entry] = []
    troubles: list[Trouble] = []
    for piece in pieces.found:
        if piece.kind not in ENTRIES:
            continue
        if not piece.is_closed:
            troubles.append(
                Trouble(piece.line, _("the entry has no end: END:{kind} is missing").format(kind=piece.kind))
            )
            continue
        around = [one for one in zones if one.calendar == piece.calendar]
        try:
            entry, wrong = _read(piece, around, zone)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
            troubles.append(Trouble(piece.line, _("the entry cannot be read: {why}").format(why=_short(error))))
            continue
        troubles += [Trouble(piece.line, what) for what in wrong]
        if entry is not None:
            entries.append(entry)
    if not pieces.calendars and not pieces.found:
        troubles.append(Trouble(1, _("this is no calendar: it has no BEGIN:VCALENDAR")))
    entries.sort(key=lambda one: bool(one.occurs))  # a series before the times of it that differ
    return CalendarFile(pieces.head.get("X-WR-CALNAME", ""), pieces.calendars, tuple(entries), tuple(troubles))


def _read(piece: Piece, zones: list[Piece], zone: str) -> tuple[Entry | None, list[str]]:
    from icalendar import Calendar, vRecur
    from icalendar.timezone import tzp

    tzp.use_default()  # icalendar 7.3 keeps the zones that one calendar defines for all that are read after it

    around = "".join(one.text for one in zones)
    whole = f"BEGIN:VCALENDAR\r\n{around}{piece.text}END:VCALENDAR\r\n"
    component: Any = next(one for one in Calendar.from_ical(whole).walk() if one.name == piece.kind)
    wrong = [_wrong(name, why) for name, why in component.errors]
    start, local_zone = _start(component, zone, wrong)
    occurs = _moment(component, "RECURRENCE-ID", zone)
    if start is None and occurs is None:
        wrong.append(_("the entry has no time that can be read"))
        return None, wrong
    minutes, days = _length(component, start, zone)
    rules = component.get("RRULE")
    first = rules[0] if isinstance(rules, list) else rules
    rule = _text_of(first) if isinstance(first, vRecur) else ""
    done_at = _moment(component, "COMPLETED", zone)
    status = str(component.get("STATUS", "")).upper()
    summary = str(component.get("SUMMARY", "")) or str(component.get("DESCRIPTION", "")).split("\n")[0]
    return Entry(
        uid=str(component.get("UID", "")) or _made_up(piece, summary, start), summary=summary, start=start,
        zone=local_zone, minutes=minutes, days=days, occurs=_stamp(occurs, local_zone) if occurs is not None else "",
        number=int(component.get("SEQUENCE", 0) or 0), details=str(component.get("DESCRIPTION", "")),
        place=str(component.get("LOCATION", "")), state=_STATES.get(status, "done" if done_at else "planned"),
        done_at=done_at if isinstance(done_at, datetime) else None, priority=_priority(component),
        remind_minutes=_reminder(component), kind=str(component.get("X-TUICRM-KIND", "")),
        is_task=piece.kind == "VTODO", rule=_local_rule(rule, local_zone, is_day=not isinstance(start, datetime)),
        skipped=_stamps(component, "EXDATE", local_zone), added=_stamps(component, "RDATE", local_zone),
        attendees=_attendees(component), changed_at=_utc(_moment(component, "LAST-MODIFIED", zone)), line=piece.line,
    ), wrong  # fmt: skip


def _start(component: Any, zone: str, wrong: list[str]) -> tuple[datetime | date | None, str]:
    """Give the start with the zone in which it keeps its time of day; a to-do may have an end alone."""
    name = "DTSTART" if "DTSTART" in component else "DUE"
    value = _value(component, name)
    if not isinstance(value, datetime):
        return (value if isinstance(value, date) else None), zone
    key = getattr(value.tzinfo, "key", None)
    if value.tzinfo is None:
        said = component[name].params.get("TZID") if not isinstance(component[name], list) else None
        if said:
            wrong.append(_("the time zone {zone} is not known: taken as {own}").format(zone=said, own=zone))
        return value.replace(tzinfo=ZoneInfo(zone)), zone
    if key and key not in ("UTC", "Etc/UTC"):
        return value, key
    return value.astimezone(ZoneInfo(zone)), zone


def _value(component: Any, name: str) -> Any:
    value = component.get(name)
    value = value[0] if isinstance(value, list) else value
    return _of(value, "dt", None)


def _text_of(rule: Any) -> str:
    return str(rule.to_ical().decode())


def _of(value: Any, name: str, otherwise: Any) -> Any:
    """Give a part of a property; one that is broken has none, and is among the errors of its component."""
    try:
        return getattr(value, name, otherwise)
    except (ValueError, TypeError, AttributeError):
        return otherwise


def _moment(component: Any, name: str, zone: str) -> Any:
    value = _value(component, name)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=ZoneInfo(zone))
    return value


def _length(component: Any, start: Any, zone: str) -> tuple[int | None, int]:
    """Give minutes of a timed entry, or days of one of whole days."""
    end = _moment(component, "DTEND", zone)
    if end is None and "DTSTART" in component:
        end = _moment(component, "DUE", zone)
    lasts = _value(component, "DURATION")
    if isinstance(start, datetime):
        if isinstance(end, datetime):
            lasts = end - start
        minutes = int(lasts.total_seconds() // 60) if isinstance(lasts, timedelta) else None
        return (minutes if minutes and minutes > 0 else None), 1
    if isinstance(end, datetime):
        end = end.date()
    if start is not None and end is not None:
        lasts = end - start
    return None, max(1, lasts.days) if isinstance(lasts, timedelta) else 1


def _priority(component: Any) -> int:
    """RFC 5545: 1 is the highest, 5 the middle, 0 none."""
    said = int(component.get("PRIORITY", 0) or 0)
    return 2 if said == 1 else 1 if 2 <= said <= 4 else 0


def _reminder(component: Any) -> int | None:
    for alarm in component.walk("VALARM"):
        trigger = _value(alarm, "TRIGGER")
        if isinstance(trigger, timedelta) and trigger <= timedelta():
            return int(-trigger.total_seconds() // 60)
    return None


def _attendees(component: Any) -> tuple[Attendee, ...]:
    found = component.get("ATTENDEE", [])
    people = found if isinstance(found, list) else [found]
    organizer = component.get("ORGANIZER")
    people = [*people, *([organizer] if organizer is not None else [])]
    said: dict[str, Attendee] = {}
    for one in people:
        email = str(one).removeprefix("mailto:").removeprefix("Mailto:").removeprefix("MAILTO:").strip()
        if "@" in email:
            said.setdefault(email.casefold(), Attendee(email, str(getattr(one, "params", {}).get("CN", ""))))
    return tuple(said.values())


def _stamps(component: Any, name: str, zone: str) -> tuple[str, ...]:
    found = component.get(name, [])
    lists = found if isinstance(found, list) else [found]
    values = [each.dt for one in lists for each in _of(one, "dts", [])]
    starts = [value[0] if isinstance(value, tuple) else value for value in values]
    return tuple(dict.fromkeys(_stamp(value, zone) for value in starts))


def _stamp(value: datetime | date, zone: str) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(zone)) if value.tzinfo is not None else value
        return stamp(local.replace(tzinfo=None))
    return stamp(datetime.combine(value, datetime.min.time()))


def _local_rule(rule: str, zone: str, *, is_day: bool) -> str:
    """Say UNTIL in local time: a rule is laid out in the time of day of its zone."""
    parts = []
    for part in rule.split(";"):
        if part.upper().startswith("UNTIL="):
            value = part[6:]
            if is_day or "T" not in value:
                part = f"UNTIL={value[:8]}T235959"
            elif value.endswith("Z"):
                at = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=ZoneInfo("UTC"))
                part = f"UNTIL={stamp(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None))}"
        parts.append(part)
    return ";".join(parts)


def _made_up(piece: Piece, summary: str, start: Any) -> str:
    """A UID for an entry without one: the same each time that the file is read."""
    import hashlib

    return "no-uid-" + hashlib.sha256(f"{summary}|{start}|{piece.kind}".encode()).hexdigest()[:32]


def _utc(value: Any) -> datetime | None:
    return value.astimezone(ZoneInfo("UTC")) if isinstance(value, datetime) else None


def _wrong(name: str | None, why: object) -> str:
    text = _what(" ".join(str(why).split()))
    if name:
        return _("{name} cannot be read: {why}").format(name=name, why=text[:100])
    return _("a line cannot be read: {why}").format(why=text[:120])


def _what(why: str) -> str:
    """Give what could not be read, as it stands in the file, out of what icalendar says in English about it."""
    found = re.search(r"\b[Gg]ot:? '?(?P<got>[^']*)'?$|into parts: '(?P<line>.*?)': |format:? (?P<text>.+)$", why)
    if found is None:
        return why
    return _("“{text}”").format(text=found["got"] or found["line"] or found["text"] or "")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
