"""Write calendar files that other programs read and may subscribe to."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tuicrm.plain.clean import harmless
from tuicrm.plain.recurring import unstamp
from tuicrm.sales.calendars import Entry, Given

REFRESH = timedelta(minutes=15)
_PRIORITIES = {1: 3, 2: 1}
_STATUS = {"cancelled": "CANCELLED", "done": "CONFIRMED", "planned": "CONFIRMED"}
_TODO = {"cancelled": "CANCELLED", "done": "COMPLETED", "planned": "NEEDS-ACTION"}


def write_calendar(given: Given, now: datetime) -> bytes:
    """Write a calendar; `now` is DTSTAMP where an entry does not know when it was changed.

    The same entries give the same bytes: a program that looks again sees whether anything is new.
    """
    from icalendar import Calendar

    calendar: Any = Calendar()
    calendar.add("prodid", "-//tuicrm//tuicrm//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", harmless(given.name))
    calendar.add("x-wr-timezone", given.zone)
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for entry in given.entries:
        calendar.add_component(_component(_clean(entry), now))
    years = [one.start.year for one in given.entries if one.start is not None] or [now.year]
    calendar.add_missing_timezones(date(min(years), 1, 1), date(max(*years, now.year) + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _clean(entry: Entry) -> Entry:
    """Take out what no calendar should get, in case an old or foreign program wrote it past the door."""
    people = tuple(replace(one, name=harmless(one.name), email=harmless(one.email)) for one in entry.attendees)
    return replace(
        entry, uid=harmless(entry.uid), summary=harmless(entry.summary), details=harmless(entry.details),
        place=harmless(entry.place), kind=harmless(entry.kind), attendees=people,
    )  # fmt: skip


def _component(entry: Entry, now: datetime) -> Any:
    from icalendar import Alarm, Event, Todo

    one: Any = Todo() if entry.is_task else Event()
    one.add("uid", entry.uid)
    one.add("dtstamp", entry.changed_at or now)
    one.add("sequence", entry.number)
    if entry.changed_at is not None:
        one.add("last-modified", entry.changed_at)
    one.add("summary", entry.summary)
    if entry.occurs:
        one.add("recurrence-id", _local(entry.occurs, entry))
    _add_time(one, entry)
    if entry.rule:
        one.add("rrule", _rule(entry))
    for name, stamps in (("exdate", entry.skipped), ("rdate", entry.added)):
        for text in stamps:
            one.add(name, _local(text, entry))
    for name, value in (("description", entry.details), ("location", entry.place), ("categories", entry.kind)):
        if value:
            one.add(name, value)
    if entry.kind:
        one.add("x-tuicrm-kind", entry.kind)
    if entry.priority:
        one.add("priority", _PRIORITIES[entry.priority])
    one.add("status", (_TODO if entry.is_task else _STATUS)[entry.state])
    if entry.state == "done" and entry.done_at is not None:
        one.add("completed" if entry.is_task else "x-tuicrm-done", entry.done_at if entry.is_task else "TRUE")
    _add_people(one, entry)
    if entry.remind_minutes is not None:
        alarm: Any = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", timedelta(minutes=-entry.remind_minutes))
        one.add_component(alarm)
    return one


def _add_time(one: Any, entry: Entry) -> None:
    if entry.start is None:
        return
    one.add("dtstart", entry.start)
    if isinstance(entry.start, datetime):
        if entry.minutes:
            one.add("duration", timedelta(minutes=entry.minutes))
    elif entry.is_task:
        if entry.days > 1:
            one.add("due", entry.start + timedelta(days=entry.days))
    else:
        one.add("dtend", entry.start + timedelta(days=entry.days))


def _rule(entry: Entry) -> Any:
    """Say UNTIL in UTC, as RFC 5545 wants it beside a time with a zone, and as a day beside a day."""
    from icalendar import vRecur

    parts = []
    for part in entry.rule.split(";"):
        if part.upper().startswith("UNTIL="):
            until = unstamp(part[6:])
            if isinstance(entry.start, datetime):
                at = until.replace(tzinfo=ZoneInfo(entry.zone)).astimezone(ZoneInfo("UTC"))
                part = f"UNTIL={at:%Y%m%dT%H%M%SZ}"
            else:
                part = f"UNTIL={until:%Y%m%d}"
        parts.append(part)
    return vRecur.from_ical(";".join(parts))


def _local(text: str, entry: Entry) -> datetime | date:
    at = unstamp(text)
    is_day = not isinstance(entry.start, datetime) if entry.start is not None else False
    return at.date() if is_day else at.replace(tzinfo=ZoneInfo(entry.zone))


def _add_people(one: Any, entry: Entry) -> None:
    from icalendar import vCalAddress, vText

    for person in entry.attendees:
        address: Any = vCalAddress(f"mailto:{person.email}")
        if person.name:
            address.params["CN"] = vText(person.name)
        one.add("attendee", address, encode=0)
