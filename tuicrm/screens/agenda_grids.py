"""Actions as grids: a day with its hours, a week in seven columns, a month; one person's, or people side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.agenda.listing import ActionRow
from tuicrm.sales.agenda.spans import Days
from tuicrm.screens.agenda_rows import day_of, is_late, kind_word
from tuicrm.widgets.grid import GridColumn, GridRow, Mark, Slot
from tuicrm.widgets.tones import Tone

LATE, ALL_DAY = "late", "all-day"
FIRST_HOUR, LAST_HOUR = 8, 18
MONTH_LINES = 2


@dataclass(frozen=True)
class Drawn:
    """What a grid view is given."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    narrowest: int
    most: int = 0


def day_grid(found: Days, on: date, now: datetime) -> Drawn:
    """Lay out one day: what is late on top, what has no time, then hour by hour; a column for each person."""
    alone = len(found.people) == 1
    columns = tuple(
        GridColumn(one.user_id, "" if alone else show(one.name), _("free") if on in one.free else "")
        for one in found.people
    )
    if alone:
        columns = (GridColumn(found.people[0].user_id, f"{formats.weekday(on)} {formats.day(on)}", columns[0].note,
                              on == now.date()),)  # fmt: skip
    hours = [at.hour for row in found.rows if (at := _time(row, now)) is not None]
    first, last = min([FIRST_HOUR, *hours]), max([LAST_HOUR, *hours])
    rows = []
    if found.late and on <= now.date():
        rows.append(_row(LATE, _("late"), found, lambda row: True, found.late, now, dated=True))
    untimed = [row for row in found.rows if _time(row, now) is None]
    if untimed:
        rows.append(_row(ALL_DAY, _("day"), found, lambda row: True, untimed, now))
    for hour in range(first, last + 1):
        timed = [row for row in found.rows if (at := _time(row, now)) is not None and at.hour == hour]
        tone: Tone = "accent" if on == now.date() and hour == now.hour else "dim"
        rows.append(_row(hour, f"{hour}:00", found, lambda row: True, timed, now, tone=tone))
    return Drawn(columns, tuple(rows), 16)


def _row(
    key: object, label: str, found: Days, wanted: Callable[[ActionRow], bool], rows: Iterable[ActionRow],
    now: datetime, *, dated: bool = False, tone: Tone = "dim",
) -> GridRow:  # fmt: skip
    by_person: dict[int, list[ActionRow]] = {one.user_id: [] for one in found.people}
    for row in rows:
        if row.owner_id in by_person and wanted(row):
            by_person[row.owner_id].append(row)
    slots = tuple(Slot(tuple(_long(row, now, dated=dated) for row in of_one)) for of_one in by_person.values())
    return GridRow(key, label, slots, tone="late" if key == LATE else tone)


def week_grid(found: Days, monday: date, now: datetime) -> Drawn:
    """Lay out a week in seven columns; several people are rows of it."""
    days = [monday + timedelta(days=nth) for nth in range(7)]
    alone = len(found.people) == 1
    free = found.people[0].free if alone and found.people else ()
    columns = tuple(GridColumn(on, f"{formats.weekday(on)} {on.day}", "", on == now.date(), on in free) for on in days)
    rows = []
    if late := [row for row in found.late if monday <= now.date() <= days[-1]]:
        slots = [
            Slot(tuple(_short(row, now, dated=True) for row in late)) if on == now.date() else Slot() for on in days
        ]
        rows.append(GridRow(LATE, "" if alone else _("late"), tuple(slots), tone="late"))
    for one in found.people:
        by_day = _by_day((row for row in found.rows if row.owner_id == one.user_id), days)
        slots = [
            Slot(tuple(_short(row, now) for row in by_day[on]), _("free") if not alone and on in one.free else "")
            for on in days
        ]
        rows.append(GridRow(one.user_id, "" if alone else show(one.name), tuple(slots), least=1))
    return Drawn(columns, tuple(rows), 9)


def month_grid(found: Days, first: date, now: datetime, lines: int) -> Drawn:
    """Lay out the weeks of a month; `lines` are those of the window."""
    monday = first - timedelta(days=first.weekday())
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    weeks = (last - monday).days // 7 + 1
    days = [monday + timedelta(days=nth) for nth in range(weeks * 7)]
    by_day = _by_day(found.rows, days)
    high = max(MONTH_LINES, lines // weeks)
    columns = tuple(GridColumn(nth, formats.weekday(monday + timedelta(days=nth))) for nth in range(7))
    rows = []
    for week in range(weeks):
        slots = []
        for on in days[week * 7 : week * 7 + 7]:
            of_day = by_day[on]
            title = f"{on.day}" if on.month == first.month else formats.day(on)
            tone: Tone = "accent" if on == now.date() else "strong" if on.month == first.month else "dim"
            slots.append(Slot(tuple(_tiny(row, now) for row in of_day), title, tone))
        rows.append(GridRow(days[week * 7], "", tuple(slots), least=high))
    return Drawn(columns, tuple(rows), 5, high)


def _by_day(rows: Iterable[ActionRow], days: Sequence[date]) -> dict[date, list[ActionRow]]:
    found: dict[date, list[ActionRow]] = {on: [] for on in days}
    for row in sorted(rows, key=_order):
        if (on := day_of(row)) in found:
            found[on].append(row)
    return found


def _order(row: ActionRow) -> tuple[bool, bool, str, int]:
    at = row.done_at if row.state == "done" else row.planned_at
    return row.state == "done", at is None, at.isoformat() if at else "", row.id


def _time(row: ActionRow, now: datetime) -> datetime | None:
    at = row.done_at if row.state == "done" else row.planned_at
    return at.astimezone(now.tzinfo) if at is not None else None


def _about(row: ActionRow) -> str:
    return show(row.customer or row.project or row.subject)


def _sign(row: ActionRow, now: datetime) -> str:
    return "!" if is_late(row, now) else ""


def _tone(row: ActionRow, now: datetime) -> Tone:
    return "dim" if row.state == "done" else "late" if is_late(row, now) else "text"


def _when(row: ActionRow, now: datetime, *, dated: bool = False) -> str:
    if dated and row.planned_on is not None:
        return formats.near_day(row.planned_on, now.date())
    at = _time(row, now)
    return formats.clock(at) if at is not None else _("week") if row.grain == "week" else ""


def _long(row: ActionRow, now: datetime, *, dated: bool = False) -> Mark:
    """One line: 10:00 visit Nordwerk AG, the offer."""
    subject = show(row.note or row.subject) if row.state == "done" else show(row.subject)
    about = _about(row)
    said = f"{kind_word(row.kind)} {about}" + (f", {subject}" if subject and subject != about else "")
    return Mark(_key(row), (f"{_when(row, now, dated=dated)} {said}".strip(),), _tone(row, now), _sign(row, now))


def _short(row: ActionRow, now: datetime, *, dated: bool = False) -> Mark:
    """Two lines for a narrow column: 10:00 call; Nordwerk AG."""
    first = f"{_when(row, now, dated=dated)} {kind_word(row.kind)}".strip()
    return Mark(_key(row), (first, f" {_about(row)}"), _tone(row, now), _sign(row, now))


def _tiny(row: ActionRow, now: datetime) -> Mark:
    return Mark(_key(row), (f"{_when(row, now)} {_about(row)}".strip(),), _tone(row, now), _sign(row, now))


def _key(row: ActionRow) -> tuple[str, int]:
    return "action", row.id
