"""The manager's view: who has planned how much for next week, who nothing; and what the team did, to be seen."""

from datetime import date, datetime

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales.agenda.team_record import Entry
from tuicrm.sales.agenda.team_week import PersonWeek, TeamWeek
from tuicrm.screens.agenda_rows import Item, action_cells, day_head
from tuicrm.widgets.row import Cell, Page, Row
from tuicrm.widgets.tones import Tone


def items(week: TeamWeek, record: tuple[Entry, ...]) -> list[Item]:
    """Say what each row stands for."""
    people = [Item("person", one.user_id, act="person", customer=one.user) for one in week.people]
    done = [
        Item("action", one.action.id, one.action.customer_id, one.action.customer, one.action.project_id,
             one.action.project, one.action.kind, one.action.state, False, one.action.done_on)
        for one in record
    ]  # fmt: skip
    return [*people, *done]


def page(week: TeamWeek, record: tuple[Entry, ...], now: datetime) -> Page:
    """Make the rows: the people first, then the record by day, newest first."""
    made: list[Row] = []
    for nth, one in enumerate(week.people, start=1):
        head = _("Next week and this one so far") if nth == 1 else ""
        made.append(Row(("person", one.user_id), _person(one, nth), head=head))
    day: date | None = None
    for entry in record:
        head = ""
        if entry.action.done_on is not None and entry.action.done_on != day:
            day = entry.action.done_on
            head = day_head(day, [each.action for each in record if each.action.done_on == day], now.date())
        number, when, sign, kind, who, *rest = action_cells(entry.action, len(made) + 1, now)
        about = f"{show(entry.action.owner or '')}: {_text(who)}"
        seen = Cell("x", "dim") if entry.seen_at is not None else sign
        tone: Tone = "dim" if entry.seen_at is not None else "text"
        made.append(Row(("action", entry.action.id), (number, when, seen, kind, about, *rest), tone, head))
    return Page(tuple(made), len(made))


def sentence(week: TeamWeek, record: tuple[Entry, ...]) -> str:
    """Say how the team stands: the second line of the view."""
    nothing = sum(not one.next_planned for one in week.people)
    planned = sum(one.next_planned for one in week.people)
    unseen = sum(one.seen_at is None for one in record)
    parts = [
        show(week.people[0].user if week.hidden and week.people else week.team) if week.team else _("everybody"),
        ngettext("{count} planned for next week", "{count} planned for next week", planned).format(count=planned),
    ]
    if nothing:
        parts.append(ngettext("{count} has nothing", "{count} have nothing", nothing).format(count=nothing))
    parts.append(ngettext("{count} entry to see", "{count} entries to see", unseen).format(count=unseen))
    return "   ".join(parts)


def _person(one: PersonWeek, number: int) -> tuple[str | Cell, ...]:
    nothing = not one.next_planned
    hours = _("{hours} of {whole} h").format(hours=one.next_minutes // 60, whole=one.next_work_minutes // 60)
    what = Cell(_("nothing planned"), "still") if nothing else _("{count} planned, {hours}").format(
        count=one.next_planned, hours=hours
    )  # fmt: skip
    due = one.this.planned - one.this.open
    kept = _("kept {done} of {due}").format(done=one.this.in_time, due=due) if due else ""
    sign = Cell("-", "still") if nothing else Cell("!", "late") if one.overdue else ""
    return (Cell(str(number), "dim"), formats.percent(one.covered), sign, "", show(one.user), what, kept)


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
