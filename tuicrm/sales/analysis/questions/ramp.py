"""How long until those who join bring what the others bring: course, cohorts, waiting, equivalents, matrix."""

from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.curve import LEAST_HIRES
from tuicrm.sales.analysis.expansion.hiring import LEAST_COHORT, Waiting
from tuicrm.sales.analysis.expansion.ramp import Ramp, ramp_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.questions.ramp_views import VIEWS
from tuicrm.store.tables.trade import credits

COHORTS = {"quarter": 3, "half": 6}
FLATTERS = 0.05
"""By so much those who stayed must differ from all that were hired before it is said."""
DEFINITION = Definition(
    N_(
        "r = profit / (person-months x what one experienced person brings in that month), by months since the month of "
        "joining; experienced is who has been there 12 months or more. Curve: A (1 - exp(-(tau - delta) / theta)), "
        "delta the median time from beginning to won. Ramped equivalents: the sum over people of r, smoothed so that "
        "it never falls, / r over the last six known months, within 0 and 1. Ramp debt: (heads - equivalents) x what "
        "an experienced one brings."
    ),
    N_(
        "People whose day of joining is known and lies after the first recorded purchase; months of tenure with three "
        "person-months or more; no curve on fewer than five people. All hired: as if nobody had left, each at their "
        "own level. A filter does not touch this."
    ),
    N_("By the day of the purchase; waiting from the day of joining."),
    N_(
        "Credited to the holder at the win, by shares. One's own win: a project that began after joining, or was held "
        "for more than half of its life; what was taken over does not count."
    ),
    N_("Who still waits is censored; leaving competes. `alone` is Kaplan-Meier: as if nobody left."),
    N_(
        "Aalen and Johansen (1978), log-rank (Mantel 1966), isotonic regression (Ayer et al. 1955). Intervals of 95 "
        "percent: persons drawn again, each with all months; what all share, such as a bad quarter, is not in them."
    ),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Say how those who join come up; the lines are of what `by` says: tenure, cohort, month, waiting or person."""
    by = frame.scope.by or "tenure"
    ramp = ramp_of(frame, COHORTS.get(by))
    view = VIEWS["cohort" if by in COHORTS else by](frame, ramp)
    return Answer(
        "ramp", view.title, view.heads, view.parts, view.lines, said(ramp, frame.house.currency), DEFINITION,
        frame.house.currency, view.picture, _advice(ramp), frame.population, frame.first, frame.last,
        frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that the people of a line won, in the months of the line."""
    people, first, last = line
    won = credits.c.outcome == "won", credits.c.archived_at.is_(None), credits.c.user_id.in_(people)
    return select(credits.c.project_id).where(*won, credits.c.month.between(first, last))


def said(ramp: Ramp, currency: str) -> tuple[str, ...]:
    """Put the ramp into sentences, the plain one first; what cannot be told yet is said, too."""
    found = [_first(ramp)]
    if ramp.hires:
        found += [_stayers(ramp), _waiting(ramp), _equivalents(ramp, currency), _cohorts(ramp)]
    return tuple(one for one in found if one)


def _first(ramp: Ramp) -> str:
    since = formats.month(ramp.table.first)
    if ramp.base.overall is None:
        return _(
            "Can't tell yet: no profit is recorded. Purchases need a cost, and projects a holder when they are won."
        )
    if not ramp.hires:
        text = _("Can't tell yet: nobody joined since records begin in {month}. People need a day of joining.")
        return text.format(month=since)
    n = len(ramp.hires)
    if n < LEAST_HIRES:
        return ngettext(
            "Can't tell yet: {n} person joined since {month}; a course is told from {least} on.",
            "Can't tell yet: {n} people joined since {month}; a course is told from {least} on.", n,
        ).format(n=n, month=since, least=LEAST_HIRES)  # fmt: skip
    if ramp.curve is None or ramp.bounds.half is None:
        return in_a_row(_lately(ramp), _("It does not level off yet, so how long it takes cannot be told."))
    half, most = ramp.curve.months_to(0.5), ramp.curve.months_to(0.9)
    bounds = ramp.bounds.nine_tenths or (most, most)
    text = _(
        "Who joins brings half of what they will bring after {half} months ({low} to {high}), nine tenths after {most} "
        "({least} to {longest})."
    ).format(
        half=_number(half), low=_number(ramp.bounds.half[0]), high=_number(ramp.bounds.half[1]), most=_number(most),
        least=_number(bounds[0]), longest=_number(bounds[1]),
    )  # fmt: skip
    level = _("Then they bring {level} of what experienced ones bring. {n} people joined since {month}.")
    return in_a_row(text, level.format(level=formats.percent(ramp.curve.level), n=n, month=since))


def _lately(ramp: Ramp) -> str:
    """What is brought in the last known half-year of tenure."""
    last = ramp.course[-6:]
    if not last:
        return ""
    r = sum(point.r * point.expected for point in last) / sum(point.expected for point in last)
    text = _("In months {first} to {last} after joining people bring {share} of what experienced ones bring.")
    return text.format(first=last[0].tenure, last=last[-1].tenure, share=formats.percent(r))


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _stayers(ramp: Ramp) -> str:
    """Those still there flatter where the weak left."""
    gone = sum(hire.is_gone for hire in ramp.hires)
    points = [point for point in ramp.course if 6 <= point.tenure <= 12]
    if not gone or not points:
        return ""
    there = sum(point.r for point in points) / len(points)
    everyone = sum(ramp.all_hired.get(point.tenure, point.r) for point in points) / len(points)
    if ramp.weaker_left is None or ramp.weaker_left > 0.05 or there <= everyone * (1 + FLATTERS):
        return ""
    text = _(
        "{n} left, and were weaker. Those still there bring {there} in their second half-year; with all that were "
        "hired it were {all}."
    )
    return text.format(n=gone, there=formats.percent(there), all=formats.percent(everyone))


def _waiting(ramp: Ramp) -> str:
    first, third = ramp.first_won, ramp.third_won
    if first.n < LEAST_HIRES:
        return ""
    parts = [_half_won(first, 1), _half_won(third, 3)]
    if ramp.taken_over:
        parts.append(
            ngettext(
                "{n} win out of a book that was taken over does not count.",
                "{n} wins out of books that were taken over do not count.", ramp.taken_over,
            ).format(n=ramp.taken_over)
        )  # fmt: skip
    return in_a_row(*parts)


def _half_won(waiting: Waiting, number: int) -> str:
    days = waiting.days_to(0.5)
    if days is None:
        text = ngettext(
            "A project of their own: {came} of {n} have won it, {left} left before, {waits} wait.",
            "{number} projects of their own: {came} of {n} have won them, {left} left before, {waits} wait.", number,
        )  # fmt: skip
    else:
        text = ngettext(
            "Half of all {n} have won a project of their own within {days} days; {left} left before.",
            "Half of all {n} have won {number} projects of their own within {days} days; {left} left before.", number,
        )  # fmt: skip
    return text.format(
        number=number, came=waiting.came, n=waiting.n, left=waiting.left, waits=waiting.waits, days=round(days or 0.0)
    )


def _equivalents(ramp: Ramp, currency: str) -> str:
    month = next((one for one in ramp.months if one.month == ramp.whole_month), None)
    if month is None or month.heads <= 0:
        return _("How many experienced ones they count as cannot be told before a year of tenure is known.")
    text = _(
        "In {month} {heads} people counted as {ramped} experienced ones; {debt} of profit a month is not there yet."
    )
    if not month.debt_minor:
        text = _("In {month} {heads} people counted as {ramped} experienced ones.")
    return text.format(
        month=formats.month(month.month), heads=f"{month.heads:.1f}", ramped=f"{month.ramped:.1f}",
        debt=formats.short_money(month.debt_minor, currency),
    )  # fmt: skip


def _cohorts(ramp: Ramp) -> str:
    large = [name for name, some in ramp.cohorts.items() if len(some) >= LEAST_COHORT]
    if len(large) < 2:
        text = _("Cohorts cannot be compared yet: it takes two of {n} people or more.")
        return text.format(n=LEAST_COHORT) if len(ramp.cohorts) > 1 else ""
    if ramp.differ is None or ramp.differ.p > 0.05:
        return _("The {n} cohorts do not differ by more than luck in how soon they win (log-rank).").format(
            n=len(large)
        )
    text = _("How soon they win differs by more than luck between cohorts (log-rank): {names}.")
    return text.format(names=listed(large))


def _advice(ramp: Ramp) -> tuple[str, ...]:
    if len(ramp.hires) < LEAST_HIRES:
        return ()
    waits = ramp.first_won.waits
    if not waits:
        return ()
    return (
        ngettext("go through the projects of the {n} who has not won one of their own yet",
                 "go through the projects of the {n} who have not won one of their own yet", waits).format(n=waits),
    )  # fmt: skip
