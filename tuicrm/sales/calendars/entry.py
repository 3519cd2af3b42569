"""An event or a to-do of a calendar, as far as an action holds it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part; the name may be empty."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry; what a calendar does not say is empty.

    Attributes:
        uid: the same in all versions of the entry. number: SEQUENCE, larger in a later version.
        occurs: which time of a series it changes, as a `stamp`; "" is the entry or the series itself.
        start: aware, or a day. zone: IANA name in which a series keeps its time of day.
        minutes: None where the file says no end. days: of a whole-day entry.
        state: planned, done or cancelled.
        rule, skipped, added: RRULE, EXDATE and RDATE as local `stamp`s of `zone`.
        priority: 0, 1 (high), 2 (highest). is_task: a to-do.
        line: of the file, for messages.
    """

    uid: str
    summary: str
    start: datetime | date | None
    zone: str
    minutes: int | None = None
    days: int = 1
    occurs: str = ""
    number: int = 0
    details: str = ""
    place: str = ""
    state: str = "planned"
    done_at: datetime | None = None
    priority: int = 0
    remind_minutes: int | None = None
    kind: str = ""
    is_task: bool = False
    rule: str = ""
    skipped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    changed_at: datetime | None = None
    line: int = 0


@dataclass(frozen=True)
class Given:
    """A calendar to be written: its name and entries."""

    name: str
    zone: str
    entries: tuple[Entry, ...]
