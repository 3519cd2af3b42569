"""What an agenda looks like as rows: when, a sign, the kind, for whom, about what; at the right what is at stake."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext, translated
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.agenda.listing import ActionRow
from tuicrm.sales.agenda.nowlist import (
    APPROVE,
    ASKED,
    CALL_BACK,
    CLEAN,
    HANDED,
    LATE,
    OFFERED,
    PROMISED,
    SILENT,
    TODAY,
    NowList,
    NowRow,
)  # fmt: skip
from tuicrm.sales.agenda.rhythm import Coverage
from tuicrm.sales.next_action import AMONG_US
from tuicrm.widgets.lanes import Event
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.tones import Tone

HEADS = {
    CALL_BACK: N_("Call back"),
    APPROVE: N_("Waits for your approval"),
    ASKED: N_("Asked, not yet answered"),
    HANDED: N_("Handed over to you"),
    OFFERED: N_("Of colleagues who are away"),
    PROMISED: N_("Promised"),
    LATE: N_("Late"),
    TODAY: N_("Planned today"),
    CLEAN: N_("To clean before the week ends"),
    SILENT: N_("Silent or without a next step"),
}
COVER = "cover"
"""The kind of the row that says what has no plan."""

PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}
WEEK = 7
A_DAY = 24 * 60


@dataclass(frozen=True)
class Item:
    """What a row stands for: an action, an inquiry, a customer, a project, an offer, `COVER`, an empty day (`on`)."""

    kind: str
    id: int
    customer_id: int | None = None
    customer: str | None = None
    project_id: int | None = None
    project: str | None = None
    act: str = ""
    state: str = ""
    is_late: bool = False
    on: date | None = None
    promise: str | None = None
    origin: str = ""

    @property
    def key(self) -> Hashable:
        """What a list knows the row by."""
        return self.kind, self.id

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self.customer or self.project or ""

    @property
    def is_pair(self) -> bool:
        """Whether it is a talk of two of us, with a sheet to fill."""
        return self.kind == "action" and self.origin == AMONG_US

    @property
    def is_planned(self) -> bool:
        """Whether it is an action that is still to be done."""
        return self.kind == "action" and self.state == "planned"


def columns() -> tuple[Column, ...]:
    """Lay out the list; in a narrow window a row takes two lines."""
    return (
        Column("number", width=2, align="right"),
        Column("when", width=9),
        Column("sign", width=1),
        Column("kind", width=8),
        Column("who", flex=1),
        Column("what", flex=1, narrow=2),
        Column("stake", width=15, align="right", narrow=2),
    )


# the list of now


def now_items(found: NowList) -> list[Item]:
    """Say what each row of the list stands for; the last one what has no plan."""
    items = [
        Item(
            row.kind, row.id, row.customer_id, row.customer, row.project_id, row.project, row.act,
            "planned" if row.kind == "action" else "", row.is_late, row.on, row.promise, row.origin,
        )
        for row in found.rows
    ]  # fmt: skip
    return [*items, Item(COVER, found.user_id)] if found.coverage.missing else items


def now_page(found: NowList, now: datetime, *, heads: bool = True) -> Page:
    """Make the ordered list; each section has a head with the reason why it stands there.

    Args:
        now: in the team's zone.
        heads: off in a narrow window.
    """
    made = []
    section = ""
    for number, row in enumerate(found.rows, start=1):
        head = _(HEADS[row.section]) if heads and row.section != section else ""
        section = row.section
        made.append(Row((row.kind, row.id), now_cells(row, number, now), head=head))
    if found.coverage.missing:
        made.append(Row((COVER, found.user_id), _cover_cells(found.coverage), head=_("Plan coverage") if heads else ""))
    return Page(tuple(made), len(made))


def _cover_cells(covered: Coverage) -> tuple[str | Cell, ...]:
    """Say how much has a plan inside its rhythm, and how much has none."""
    said = ngettext("{count} lacks a plan", "{count} lack a plan", covered.missing)
    asked = covered.customers + covered.projects
    whole = _("of {count} in all")
    return (
        "", formats.percent(covered.share), Cell("-", "still"), _("covered"), said.format(count=covered.missing),
        whole.format(count=asked), "",
    )  # fmt: skip


def now_cells(row: NowRow, number: int, now: datetime) -> tuple[str | Cell, ...]:
    """Make the cells of one row, in the order of `columns`."""
    who = row.customer or row.project or ""
    if row.contact:
        who = f"{who}, {row.contact}"
    lead: tuple[str | Cell, ...] = (Cell(str(number), "dim"), *_when(row, now))
    return (*lead, _kind(row), show(who), *_matter(row, now))


def _when(row: NowRow, now: datetime) -> tuple[str | Cell, str | Cell]:
    """Give the time and its sign."""
    if row.kind in ("inquiry", "approval") and row.at is not None:
        minutes = max(0, int((now - row.at).total_seconds() // 60))
        return formats.span(minutes) if minutes < A_DAY else formats.days(minutes // A_DAY), ""
    if row.section in (SILENT, CLEAN):
        return formats.days(row.days), Cell("-" if row.kind == "project" else "~", "still")
    text = _moment(row.at, row.on, row.grain, now)
    return (Cell(text, "late"), Cell("!", "late")) if row.is_late else (text, "")


def _kind(row: NowRow) -> str | Cell:
    if row.promise:
        return _(PROMISES[row.promise])
    if row.kind == "action":
        return kind_word(row.act)
    if row.kind == "approval":
        return Cell(_("approve"), "accent")
    if row.kind == "offer":
        return kind_word(row.act)
    if row.kind == "inquiry":
        return show(translated(row.source)) or _("asked")
    if row.kind == "handover":
        return _("handover")
    if row.section == CLEAN:
        return _("clean")
    return _("silent") if row.kind == "customer" else _("no step")


def _matter(row: NowRow, now: datetime) -> tuple[str | Cell, str | Cell]:
    if row.kind == "customer":
        rhythm = formats.days(row.rhythm_days)
        what = _("class {name}").format(name=show(row.subject)) if row.subject else _("no class yet")
        return Cell(what, "dim"), Cell(_("every {days}").format(days=rhythm), "dim")
    if row.kind == "inquiry" and row.at is not None:
        asked = _("came {when}").format(when=_moment(row.at, row.on, row.grain, now))
        return show(row.subject), Cell(asked, "dim")
    return show(row.subject or row.project or ""), stake(row.stage, row.amount_minor, row.currency)


# planned and done


def action_items(rows: Iterable[ActionRow], now: datetime) -> list[Item]:
    """Say what each row stands for."""
    return [
        Item(
            "action", row.id, row.customer_id, row.customer, row.project_id, row.project, row.kind, row.state,
            is_late(row, now), row.planned_on, row.promise, row.origin,
        )
        for row in rows
    ]  # fmt: skip


def days_page(rows: Sequence[ActionRow], days: Sequence[date], now: datetime, *, blank: bool = True) -> Page:
    """Make several days, each with its head; with `blank` a day without anything has a row that says so.

    Heads stay in a narrow window: without them nobody could tell the days apart.
    """
    by_day: dict[date, list[ActionRow]] = {day: [] for day in days}
    for row in rows:
        if (day := day_of(row)) in by_day:
            by_day[day].append(row)
    made: list[Row] = []
    number = 0
    for day, of_day in by_day.items():
        head = day_head(day, of_day, now.date())
        if not of_day and blank:
            made.append(Row(empty_day(day).key, ("", "", "", _("nothing"), "", "", ""), "dim", head))
        for row in sorted(of_day, key=_order):
            number += 1
            made.append(Row(("action", row.id), action_cells(row, number, now), _tone(row), head))
            head = ""
    return Page(tuple(made), number)


def project_page(rows: Sequence[ActionRow], now: datetime) -> Page:
    """Make a project's plan, then its record, newest first, by the stages in which things were done."""
    planned = [row for row in rows if row.state == "planned"]
    sections = [(_("Plan"), planned)]
    for row in reversed([row for row in rows if row.state == "done"]):
        head = _("Done in {stage}").format(stage=show(row.stage)) if row.stage else _("Done")
        if sections[-1][0] != head:
            sections.append((head, []))
        sections[-1][1].append(row)
    made: list[Row] = []
    for head, of_stage in sections:
        for row in of_stage:
            cells = action_cells(row, len(made) + 1, now, dated=True)
            made.append(Row(("action", row.id), cells, _tone(row), head if row is of_stage[0] else ""))
    return Page(tuple(made), len(made))


def action_cells(row: ActionRow, number: int, now: datetime, *, dated: bool = False) -> tuple[str | Cell, ...]:
    """Make the cells of one action; `dated`: with its day, where no head says it."""
    lead: tuple[str | Cell, ...] = (Cell(str(number), "dim"), *_action_when(row, now, dated=dated))
    who = row.customer or row.project or ""
    if row.contact:
        who = f"{who}, {row.contact}"
    kind = _(PROMISES[row.promise]) if row.promise and row.state == "planned" else kind_word(row.kind)
    return (*lead, kind, show(who), _subject(row), stake(row.stage, row.amount_minor, row.currency))


def _order(row: ActionRow) -> tuple[bool, bool, str, int]:
    """What is planned comes before what is done, a time of day before any time."""
    at = row.done_at if row.state == "done" else row.planned_at
    return row.state == "done", at is None, at.isoformat() if at else "", row.id


def _action_when(row: ActionRow, now: datetime, *, dated: bool) -> tuple[str | Cell, str | Cell]:
    if row.state == "done" and row.done_at is not None:
        at = row.done_at.astimezone(now.tzinfo)
        return (formats.near_day(at.date(), now.date()) if dated else formats.clock(at)), ""
    if dated:
        text = _moment(row.planned_at, row.planned_on, row.grain, now)
    elif row.planned_at is not None:
        text = formats.clock(row.planned_at.astimezone(now.tzinfo))
    else:
        text = _("this week") if row.grain == "week" else _("any time")
    return (Cell(text, "late"), Cell("!", "late")) if is_late(row, now) else (text, "")


def _subject(row: ActionRow) -> str:
    if row.state != "done":
        return show(row.subject or row.project or "")
    outcome = _(OUTCOME[row.outcome].word) if row.outcome in OUTCOME else ""
    said = show(row.note or row.subject)
    if row.outcome == "done" and said:
        return said
    return f"{outcome}: {said}" if outcome and said else outcome or said


def _tone(row: ActionRow) -> Tone:
    return "dim" if row.state == "done" else "text"


def lane_events(rows: Iterable[ActionRow], now: datetime) -> list[Event]:
    """Say where each action of a project stands in time, the kind that comes first in the first lane."""
    made = []
    for row in rows:
        if (on := day_of(row)) is not None:
            state = "done" if row.state == "done" else "late" if is_late(row, now) else "planned"
            made.append(Event(("action", row.id), kind_word(row.kind), on, state))
    return made


# words that all of them share


def day_of(row: ActionRow) -> date | None:
    """Give the day on which a row stands: when it was done, else for when it is planned."""
    return row.done_on if row.state == "done" else row.planned_on


def empty_day(on: date) -> Item:
    """Stand for a day on which there is nothing."""
    return Item("day", on.toordinal(), on=on)


def day_head(on: date, rows: Sequence[ActionRow], today: date) -> str:
    """Name a day and what is in it: `Mon 23 Nov, today: 3 planned, 2 done`."""
    named = f"{formats.weekday(on)} {formats.day(on, today)}"
    if on == today:
        named = _("{day}, today").format(day=named)
    planned = sum(row.state == "planned" for row in rows)
    said = []
    if planned:
        said.append(ngettext("{count} planned", "{count} planned", planned).format(count=planned))
    if done := len(rows) - planned:
        said.append(ngettext("{count} done", "{count} done", done).format(count=done))
    return _("{day}: {what}").format(day=named, what=", ".join(said)) if said else named


def kind_word(kind: str) -> str:
    """Name a kind of action."""
    return _(KIND[kind].word) if kind in KIND else show(kind)


def stake(stage: str | None, amount_minor: int | None, currency: str | None) -> str:
    """Say at what stage how much is at stake: `Quote 48.0k`."""
    if stage is None:
        return ""
    if amount_minor is None or currency is None:
        return show(stage)
    return f"{show(stage)} {formats.short_money(amount_minor, currency)}"


def _moment(at: datetime | None, on: date | None, grain: str, now: datetime) -> str:
    today = now.date()
    if at is not None and (local := at.astimezone(now.tzinfo)).date() == today:
        return formats.clock(local)
    if on is None:
        return ""
    if grain == "week" and on <= today < on + timedelta(days=WEEK):
        return _("this week")
    return formats.near_day(on, today)


def is_late(row: ActionRow, now: datetime) -> bool:
    if row.state != "planned" or row.planned_on is None:
        return False
    if row.planned_at is not None:
        return row.planned_at < now
    return row.planned_on + timedelta(days=WEEK if row.grain == "week" else 1) <= now.date()
