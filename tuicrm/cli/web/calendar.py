"""What a calendar program reads under an address of its own."""

from tuicrm.sales.access.browser import calendar_of
from tuicrm.store.database import Database, clock


def calendar_text(database: Database, digest: str) -> str | None:
    """Give the plan of whose address it is, as iCalendar; None when it opens nothing (any more)."""
    from tuicrm.exchange.ical_writing import write_calendar
    from tuicrm.sales import calendars

    now = clock()
    found = database.read_as(lambda session: calendar_of(session, digest, now), now)
    if found is None:
        return None
    desk = database.as_(found[0], through="calendar")
    written = write_calendar(desk.read(calendars.entries), now.replace(microsecond=0))
    return written.decode() if isinstance(written, bytes) else written
