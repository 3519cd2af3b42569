"""Fields for days, read in words and shown as understood."""

from datetime import UTC, date, datetime, time

from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.periods import read_date
from tuicrm.plain.when import read_when
from tuicrm.widgets.fields import Field, Reading


def day_field(key: str, label: str, on: date | None, today: date, *, required: bool = False) -> Field:
    """Make a field for a day: `fri`, `in 2 weeks`, `2026-12-18`, 12月18日."""

    def read(text: str) -> Reading:
        if not text.strip():
            return Reading("")
        found = day_of(text, today)
        if found is None:
            return Reading(_("not a day; write fri, 18 dec or 2026-12-18"), ok=False)
        return Reading(f"{formats.weekday(found)} {formats.day(found, today)}")

    return Field(key, label, "date", "" if on is None else on.isoformat(), required, read=read)


def day_of(text: str, today: date) -> date | None:
    """Give the day that a text says, or None."""
    if not text.strip():
        return None
    try:
        return read_date(text)
    except ValueError:
        found = read_when(text, datetime.combine(today, time(8), UTC))
    if found is None:
        return None
    return found.start.date() if isinstance(found.start, datetime) else found.start
