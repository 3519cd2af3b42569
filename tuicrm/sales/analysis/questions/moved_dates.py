"""What an expected day is worth that was moved before: how many are won in the month that it names."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, literal, or_, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.plain.periods import day_start, month_of, month_start
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_tests import two_rates
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import WILSON, Definition
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.types import Moment

MONTHS = 12
MOST = 3
DEFINITION = Definition(
    N_(
        "Projects that were open on the first of a month with an expected day in it, by how often that day had "
        "been moved "
        "by then: how many were won in the month."
    ),
    N_("The twelve months before this one."), N_("As of the first of each month."), "", "", WILSON,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Count by number of moves."""
    counts: dict[int, list[int]] = {moves: [0, 0] for moves in range(MOST + 1)}
    last = month_of(frame.today)
    for moves, won, n in _rows(frame, range(last - MONTHS, last)):
        known = counts[min(MOST, moves)]
        known[0] += won
        known[1] += n
    lines = []
    for moves, (won, n) in counts.items():
        low, high = wilson(won, n)
        figures = {
            "came": round(won / n, 6) if n else None, "low": round(low, 6) if n else None,
            "high": round(high, 6) if n else None, "n": n,
        }  # fmt: skip
        text = _("moved {n} times or more") if moves == MOST else ngettext("moved {n} time", "moved {n} times", moves)
        words = text.format(n=moves)
        lines.append(Line((words if moves else _("never moved"),), figures))
    parts = (
        Part("came", _("won in its month"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("n", _("projects")),
    )  # fmt: skip
    return Answer(
        "moved-dates", _("What a moved date is worth"), (_("the expected day"),), parts, tuple(lines), _said(counts),
        DEFINITION, frame.house.currency, Picture("hbar", "came", "low", "high", note="n"), (), frame.population,
        as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def _rows(frame: Frame, months: range) -> list[tuple[int, int, int]]:
    """What had an expected day in a month on the first of that month: (moves, won in it, how many); in one pass."""
    held, before = project_periods, project_periods.alias("before")
    edges = [month_start(month) for month in (*months, months[-1] + 1)]
    expected = held.c.expected_on

    def of_month(values: Sequence[Any]) -> Any:
        """A value by the month that the expected day is in."""
        return case(*((expected < after, value) for after, value in zip(edges[1:], values, strict=True)))

    known = of_month([literal(day_start(first, frame.house.zone), Moment()) for first in edges[:-1]])
    first, last = of_month([literal(one) for one in edges[:-1]]), of_month([literal(one - DAY) for one in edges[1:]])
    moves = (
        select(func.count(before.c.expected_on.distinct()))
        .where(before.c.project_id == held.c.project_id, before.c.from_at < known)
        .correlate(held)
        .scalar_subquery()
    )
    won = case((projects.c.state == "won", case((projects.c.closed_on.between(first, last), 1), else_=0)), else_=0)
    inner = (
        select(moves.label("days"), won.label("won"))
        .select_from(
            held.join(stages, stages.c.id == held.c.stage_id).join(projects, projects.c.id == held.c.project_id)
        )
        .where(
            expected >= edges[0], expected < edges[-1],
            held.c.from_at < known, or_(held.c.to_at.is_(None), held.c.to_at >= known), stages.c.kind == "open",
            projects.c.archived_at.is_(None),
            rights.projects_in_sight(frame.actor), *frame.of(held.c.owner_id, held.c.team_id),
            *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
        )
        .subquery()
    )  # fmt: skip
    rows: list[Any] = list(
        frame.session.all(select(inner.c.days, func.sum(inner.c.won), func.count()).group_by(inner.c.days))
    )
    return [(max(0, int(days) - 1), int(came or 0), int(n)) for days, came, n in rows]


def _said(counts: dict[int, list[int]]) -> tuple[str, ...]:
    never, often = counts[0], counts[MOST]
    moved = [sum(counts[moves][part] for moves in counts if moves) for part in (0, 1)]
    if never[1] < 10 or moved[1] < 10:
        return (_("Can't tell yet: it takes ten dates that were moved, and ten that were not."),)
    text = _("A date that was never moved holds in {never} of cases, one that was moved in {moved}.")
    said = [text.format(never=formats.percent(never[0] / never[1]), moved=formats.percent(moved[0] / moved[1]))]
    if two_rates(*never, *moved) > 0.05:
        said.append(_("That may still be luck."))
    if often[1] >= 10:
        said.append(_("Moved three times and more: {share}.").format(share=formats.percent(often[0] / often[1])))
    return tuple(said)
