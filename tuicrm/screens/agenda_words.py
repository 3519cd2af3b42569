"""The two lines above the agenda, and the sentences of its empty views."""

from collections.abc import Sequence
from datetime import date, timedelta

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, ngettext
from tuicrm.sales.action_kinds import OUTCOME
from tuicrm.sales.agenda import Month
from tuicrm.sales.agenda.listing import ActionRow
from tuicrm.sales.agenda.nowlist import DayLine
from tuicrm.sales.projects.finding import ProjectRow
from tuicrm.widgets.tabs import View

NOW, DAY, WEEK, MONTH, LIST, PROJECT, DONE, TEAM = (
    "now", "day", "week", "month", "list", "project", "done", "team",
)  # fmt: skip
VIEWS = (NOW, DAY, WEEK, MONTH, LIST, PROJECT, DONE, TEAM)
LEADING = ("team_lead", "manager", "administrator", "auditor")
"""Roles that have the view of the team."""
NAMES = {
    NOW: N_("Now"), DAY: N_("Day"), WEEK: N_("Week"), MONTH: N_("Month"), LIST: N_("List"),
    PROJECT: N_("By project"), DONE: N_("Done"), TEAM: NP_("people", "Team"),
}  # fmt: skip
GAP = "   "
SIDE_BY_SIDE = 110
"""From so many cells on the brief stands beside the list."""


def views_of(role: str) -> tuple[str, ...]:
    """Give the views that a role has, in their order."""
    return VIEWS if role in LEADING else VIEWS[:-1]


def views(role: str) -> list[View]:
    """Name the views in their order."""
    return [View(key, _(NAMES[key])) for key in views_of(role)]


def month(found: Month | None, whose: str) -> str:
    """Say whose agenda it is, if not one's own, and what is won of the month's target."""
    parts = [show(whose)] if whose else []
    if found is not None and (found.target_minor or found.won_minor):
        won = formats.short_money(found.won_minor, found.currency)
        target = formats.short_money(found.target_minor, found.currency)
        parts.append(
            _("month {won} of {target}").format(won=won, target=target)
            if found.target_minor
            else _("month {won}").format(won=won)
        )
    return GAP.join(parts)


def now_line(line: DayLine) -> tuple[str, str]:
    """Say what the day amounts to so far, long and short."""
    parts = [_("today {planned}, done {done}").format(planned=line.planned + line.done, done=line.done)]
    if line.done:
        parts.append(_of_done(line.calls, line.talks))
    if line.next_steps:
        parts.append(
            ngettext("{count} next step planned", "{count} next steps planned", line.next_steps).format(
                count=line.next_steps
            )
        )
    return GAP.join(parts), f"{line.done}/{line.planned + line.done}"


def day_line(on: date, rows: Sequence[ActionRow], today: date) -> tuple[str, str]:
    """Name the day and count what is in it."""
    named = f"{formats.weekday(on)} {formats.day(on, today)}"
    near = formats.near_day(on, today)
    if abs((on - today).days) < 2:
        named = _("{day}, {near}").format(day=named, near=near)
    return GAP.join([named, *_counts(rows)]), near


def week_line(monday: date, rows: Sequence[ActionRow], today: date) -> tuple[str, str]:
    """Name the week by its days and count what is in it."""
    span = f"{formats.day(monday, today)} - {formats.day(monday + timedelta(days=6), today)}"
    return GAP.join([span, *_counts(rows)]), formats.day(monday, today)


def month_line(first: date, rows: Sequence[ActionRow], today: date) -> tuple[str, str]:
    """Name the month and count what is in it."""
    named = formats.month(first.year * 12 + first.month)
    return GAP.join([named, *_counts([row for row in rows if _in_month(row, first)])]), named


def _in_month(row: ActionRow, first: date) -> bool:
    on = row.done_on if row.state == "done" else row.planned_on
    return on is not None and (on.year, on.month) == (first.year, first.month)


def project_line(found: Sequence[ProjectRow], project_id: int | None, today: date) -> tuple[str, str]:
    """Name the project: which of how many, stage, amount, when it is expected."""
    place = next((nth for nth, one in enumerate(found) if one.id == project_id), None)
    if place is None:
        return _("no open project"), ""
    one = found[place]
    which = _("{place} of {count}").format(place=place + 1, count=len(found))
    parts = [which, project_name(one), f"{show(one.stage)} {formats.short_money(one.amount_minor, one.currency)}"]
    if one.expected_on is not None:
        parts.append(_("expected {day}").format(day=formats.near_day(one.expected_on, today)))
    return GAP.join(parts), which


def project_name(one: ProjectRow) -> str:
    """Name a project with its customer."""
    return f"{show(one.customer)}: {show(one.name)}" if one.customer and one.customer != one.name else show(one.name)


def empty(view: str, *, day: date, today: date, name: str) -> str:
    """Give the sentence that stands where a view has no row."""
    if view == PROJECT:
        return _("Nothing is planned or on record. a plans the first step, left and right show other projects.")
    if view == DONE:
        return _("Nothing was put on record in this week. d on a row of Now does that; left shows the week before.")
    if view == DAY:
        near = formats.near_day(day, today)
        return _("Nothing is planned for {day}. B plans something.").format(day=near)
    if name:
        return _("Nothing waits for {name}.").format(name=show(name))
    return _("Nothing waits for you. B plans something, 1 shows the customers in the pool.")


def _counts(rows: Sequence[ActionRow]) -> list[str]:
    planned = [row for row in rows if row.state == "planned"]
    done = [row for row in rows if row.state == "done"]
    said = [ngettext("{count} planned", "{count} planned", len(planned)).format(count=len(planned))] if planned else []
    if done:
        said.append(ngettext("{count} done", "{count} done", len(done)).format(count=len(done)))
        calls = sum(row.kind == "call" for row in done)
        talks = sum(row.kind == "call" and row.outcome in OUTCOME and OUTCOME[row.outcome].reached for row in done)
        said.append(_of_done(calls, talks))
    return said


def _of_done(calls: int, talks: int) -> str:
    said = ngettext("{count} call", "{count} calls", calls).format(count=calls)
    return f"{said}, {ngettext('{count} talk', '{count} talks', talks).format(count=talks)}"
