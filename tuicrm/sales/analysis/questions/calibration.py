"""Calibration: of those said to be 60 to 70 percent, how many were won; stage's, own, and learned chances."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select

from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import day_start, month_of, month_start
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_forecast import brier
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import WILSON, Definition
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.learning import learn
from tuicrm.sales.analysis.sampling import looked_at
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects
from tuicrm.store.types import Moment

MONTHS = 12
LEAST = 20
DEFINITION = Definition(
    N_(
        "Projects that were open on the first Monday of a month, by the chance that they were given then (own, "
        "else the "
        "stage's): how many were won. Learned: by the share that had been won from their stage before the first "
        "of these "
        "Mondays. Brier: mean squared distance of the chance from what came; a coin has 0.25."
    ),
    N_("The twelve months before; a project counts once in each month that it was open."),
    N_("As of each first Monday."), "",
    N_("What is still open today does not count. Of more than a hundred thousand projects every seventh or so counts."),
    WILSON,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Count what became of each tenth of chances."""
    last = month_of(frame.today)
    mondays = [_first_monday(month) for month in range(last - MONTHS, last)]
    first_at = day_start(mondays[0], frame.house.zone)
    learned = learn(frame, first_at)
    said: dict[int, list[int]] = {}
    by_stage: dict[int, list[int]] = {}
    for rows in _rows(frame, [day_start(monday, frame.house.zone) for monday in mondays]):
        for stage, chance, won, count in (row for row in rows if row[3]):
            for counts, key in ((said, int(chance)), (by_stage, stage)):
                known = counts.setdefault(key, [0, 0])
                known[0] += won
                known[1] += count
    told = [(chance / 100, float(won), float(count)) for chance, (won, count) in said.items()]
    taught = [
        (learned.in_the_end(stage), float(won), float(count)) for stage, (won, count) in by_stage.items()
    ]  # fmt: skip
    lines = [
        line
        for kind, rows in ((_("said"), told), (_("learned"), taught))
        for line in _tenths(kind, rows)
    ]  # fmt: skip
    parts = (
        Part("came", _("won"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("mean", _("chance"), "rate"), Part("n", _("projects")),
    )  # fmt: skip
    return Answer(
        "calibration", _("Chances that were given, and what came"), (_("chance"), _("between")), parts, tuple(lines),
        _said(told, taught, lines), DEFINITION, frame.house.currency,
        Picture("hbar", "came", "low", "high", marks="mean", note="n"), (), frame.population, as_of=frame.scope.as_of,
        where=frame.scope.where,
    )  # fmt: skip


def _first_monday(month: int) -> Any:
    first = month_start(month)
    return first + timedelta(days=-first.weekday() % 7)


def _rows(frame: Frame, moments: Sequence[datetime]) -> list[list[tuple[int, int, int, int]]]:
    """What was open at each moment and is closed now: (stage, chance in percent, won, how many); in one pass."""
    held = project_periods
    chance = func.coalesce(held.c.probability, stages.c.probability)
    standing = [
        and_(held.c.from_at < at, or_(held.c.to_at.is_(None), held.c.to_at >= at))
        for at in (literal(one, Moment()) for one in moments)
    ]
    is_won = projects.c.state == "won"
    sums = [
        func.sum(case((condition, 1), else_=0)) for one in standing for condition in (and_(one, is_won), one)
    ]  # fmt: skip
    found = frame.session.all(
        select(held.c.stage_id, chance, *sums)
        .select_from(
            held.join(stages, stages.c.id == held.c.stage_id).join(projects, projects.c.id == held.c.project_id)
        )
        .where(
            held.c.from_at < moments[-1], or_(held.c.to_at.is_(None), held.c.to_at >= moments[0]),
            stages.c.kind == "open", projects.c.state != "open",
            and_(projects.c.archived_at.is_(None), projects.c.closed_on <= frame.today),
            rights.projects_in_sight(frame.actor), *frame.of(held.c.owner_id, held.c.team_id),
            *conditions(frame.session, frame.actor, frame.house, frame.scope.where), *looked_at(frame),
        )
        .group_by(held.c.stage_id, chance)
    )  # fmt: skip
    return [
        [(row[0], int(row[1]), int(row[2 * place + 2] or 0), int(row[2 * place + 3] or 0)) for row in found]
        for place in range(len(moments))
    ]


def _tenths(kind: str, rows: list[tuple[float, float, float]]) -> list[Line]:
    found = []
    for tenth in range(10):
        inside = [one for one in rows if min(9, int(one[0] * 10 + 1e-9)) == tenth]
        count = sum(one[2] for one in inside)
        if not count:
            continue
        won = sum(one[1] for one in inside)
        low, high = wilson(won, count)
        mean = sum(one[0] * one[2] for one in inside) / count
        figures = {
            "came": round(won / count, 6), "low": round(low, 6), "high": round(high, 6), "mean": round(mean, 6),
            "n": int(count),
        }  # fmt: skip
        found.append(Line((kind, f"{tenth * 10}-{tenth * 10 + 10}%"), figures))
    return found


def _said(
    told: list[tuple[float, float, float]], taught: list[tuple[float, float, float]], lines: list[Line]
) -> tuple[str, ...]:
    n = sum(one[2] for one in told)
    if n < LEAST:
        return (_("Can't tell yet: it takes {n} projects whose end is known.").format(n=LEAST),)
    first, second = brier(told) or 0.0, brier(taught) or 0.0
    said = [_("Brier score of what is said {said}, of what is learned {learned}; smaller is better.").format(
        said=f"{first:.3f}", learned=f"{second:.3f}"
    )]  # fmt: skip
    off = [line for line in lines if not line.figures["low"] <= line.figures["mean"] <= line.figures["high"]]
    mine = [line for line in off if line.key[0] == _("said")]
    if mine:
        worst = max(mine, key=lambda line: line.figures["n"])
        text = _("Those said to be {range} were won in {share} of cases: the stages' probabilities can be set by that.")
        said.append(text.format(range=worst.key[1], share=f"{worst.figures['came']:.0%}"))
    else:
        said.append(_("What is said is within its range everywhere."))
    return tuple(said)
