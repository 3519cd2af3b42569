"""The lines of the ramp: by month of tenure, cohort, calendar month, days of waiting, and person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.answer import Line, Part, Picture
from tuicrm.sales.analysis.dimensions import label
from tuicrm.sales.analysis.expansion.course import LEAST_MONTHS, Hire
from tuicrm.sales.analysis.expansion.hiring import Hired, waiting_of
from tuicrm.sales.analysis.expansion.ramp import Ramp
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.shown import shown_names

SHOWN = 24
"""So many months of tenure are shown."""
DAYS = (30, 60, 90, 120, 180, 270, 365, 540)
AGES = ((0, 2), (3, 5), (6, 8), (9, 11), (12, 17))


@dataclass(frozen=True)
class View:
    """The lines of an answer with their heads."""

    title: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    picture: Picture


def by_tenure(frame: Frame, ramp: Ramp) -> View:
    """The course by months since joining: those still there, all hired, and the fitted curve."""
    lines = []
    for point in ramp.course[: SHOWN + 1]:
        low, high = ramp.bounds.course.get(point.tenure, (None, None))
        figures = {
            "there": _short(point.r), "low": _short(low), "high": _short(high),
            "all": _short(ramp.all_hired.get(point.tenure)), "people": point.people,
            "curve": _short(ramp.curve.at(point.tenure)) if ramp.curve else None, "worked": _short(point.worked, 2),
        }  # fmt: skip
        ids = _there(ramp.hires, point.tenure)
        first = min((hire.joined for hire in ramp.hires), default=0)
        lines.append(Line((str(point.tenure),), figures, (ids, first, ramp.table.last)))
    parts = (
        Part("there", _("those there"), "rate"), Part("low", _("low"), "rate"),
        Part("high", _("high"), "rate"), Part("all", _("all hired"), "rate"), Part("curve", _("curve"), "rate"),
        Part("people", _("how many")), Part("worked", _("person-months"), "number"),
    )  # fmt: skip
    title = _("New people against experienced ones, by months")
    return View(title, (_("month"),), parts, tuple(lines), Picture("hbar", "there", "low", "high", "all", "people"))


def by_cohort(frame: Frame, ramp: Ramp) -> View:
    """Each cohort's course by ages, who left, and the days to the first and third own win."""
    hires = {hire.user_id: hire for hire in ramp.hires}
    lines = []
    for name, some in ramp.cohorts.items():
        mine = [hires[one.user_id] for one in some if one.user_id in hires]
        first, third = (waiting_of(some, number, frame.today) for number in (1, 3))
        figures: dict[str, Any] = {
            "hires": len(some), "left": sum(_has_left(one, frame) for one in some), "first": first.days_to(0.5),
            "third": third.days_to(0.5), "won_first": first.came, "won_third": third.came,
        }  # fmt: skip
        figures |= {f"r{low}": _short(_of_ages(mine, low, high)) for low, high in AGES}
        joined = [month_of(one.joined_on) for one in some]
        lines.append(Line((name,), figures, (tuple(one.user_id for one in some), min(joined), ramp.table.last)))
    spans = tuple(
        Part(f"r{low}", _("months {first} to {last}").format(first=low, last=high), "rate") for low, high in AGES
    )
    parts = (
        Part("hires", _("joined")), Part("left", _("left")), *spans[:4], Part("first", _("first won"), "days"),
        Part("third", _("third won"), "days"), spans[4], Part("won_first", _("won one")),
        Part("won_third", _("won three")),
    )  # fmt: skip
    title = _("New people against experienced ones, by cohort")
    return View(title, (_("joined"),), parts, tuple(lines), Picture("hbar", "r6", note="hires"))


def by_month(frame: Frame, ramp: Ramp) -> View:
    """Heads and ramped equivalents of each month, productivity of both, and the ramp debt."""
    first = max(month_of(frame.first), ramp.table.first)
    lines = []
    for one in ramp.months:
        if one.month < first:
            continue
        figures = {
            "heads": _short(one.heads, 2), "ramped": _short(one.ramped, 2), "per_head": one.per_head_minor,
            "per_ramped": one.per_ramped_minor, "debt": one.debt_minor, "profit": one.profit_minor,
            "season": _short(ramp.base.season.get((one.month - 1) % 12 + 1)),
        }  # fmt: skip
        ids = tuple(sorted({hire.user_id for hire in ramp.people}))
        lines.append(Line((label("month", one.month),), figures, (ids, one.month, one.month)))
    parts = (
        Part("ramped", _("experienced ones"), "number"), Part("heads", _("heads"), "number"),
        Part("per_head", _("per head"), "money"), Part("per_ramped", _("per experienced one"), "money"),
        Part("debt", _("ramp debt"), "money"), Part("profit", _("profit"), "money"),
        Part("season", _("season"), "ratio"),
    )  # fmt: skip
    title = _("How many experienced ones the team counts as")
    return View(title, (_("month"),), parts, tuple(lines), Picture("hbar", "ramped", marks="heads", note="per_ramped"))


def by_waiting(frame: Frame, ramp: Ramp) -> View:
    """By days since joining: who has won a first and a third project of their own, and who has left before."""
    lines = []
    longest = max(
        ((min(one.left_on or frame.today, frame.today) - one.joined_on).days for one in ramp.hired), default=0
    )
    everyone = tuple(one.user_id for one in ramp.hired)
    for days in DAYS if ramp.hired else ():
        share, low, high = ramp.first_won.won.at(days)
        figures = {
            "first": _short(share), "low": _short(low), "high": _short(high),
            "alone": _short(ramp.first_won.alone.at(days)[0]), "third": _short(ramp.third_won.won.at(days)[0]),
            "left": _short(ramp.first_won.left_by.at(days)[0]),
        }  # fmt: skip
        lines.append(Line((str(days),), figures, (everyone, ramp.table.first, ramp.table.last)))
        if days > longest:
            break
    parts = (
        Part("first", _("first won"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("alone", _("if nobody left"), "rate"), Part("third", _("third won"), "rate"),
        Part("left", _("left before"), "rate"),
    )  # fmt: skip
    title = _("Who has won a project of their own, by days since joining")
    return View(title, (_("days"),), parts, tuple(lines), Picture("hbar", "first", "low", "high", "alone"))


def by_person(frame: Frame, ramp: Ramp) -> View:
    """The matrix: one row a person, in the order of joining, one column a month of tenure; last the mean of all."""
    names = frame.called
    seen = set(shown_names(frame, [names[hire.user_id] for hire in ramp.hires]))
    hires = sorted(ramp.hires, key=lambda hire: (hire.joined, hire.user_id))
    lines = []
    for hire in hires:
        if names[hire.user_id] not in seen:
            continue
        worked = sum(cell.worked for cell in hire.cells)
        profit = sum(cell.profit_minor for cell in hire.cells)
        figures = {
            "per_month": round(profit / worked) if worked else None,
            "left": hire.cells[-1].tenure if hire.is_gone else None, **_cells(hire),
        }  # fmt: skip
        lines.append(Line((names[hire.user_id],), figures, ((hire.user_id,), hire.joined, ramp.table.last)))
    if lines:
        mean = {f"m{point.tenure}": _short(point.r) for point in ramp.course if point.tenure < SHOWN}
        ids = tuple(hire.user_id for hire in hires)
        lines.append(Line((_("together"),), mean, (ids, ramp.table.first, ramp.table.last)))
    months = tuple(Part(f"m{tenure}", str(tenure), "rate") for tenure in range(SHOWN))
    parts = (Part("per_month", _("a month"), "money"), Part("left", _("left in month")), *months)
    title = _("Months since joining; full: 1.2 times, x: left")
    return View(title, (_("person"),), parts, tuple(lines), Picture("matrix", "per_month", marks="left"))


def _cells(hire: Hire) -> dict[str, float | None]:
    return {
        f"m{cell.tenure}": _short(cell.profit_minor / cell.expected) if cell.expected > 0 else None
        for cell in hire.cells
        if cell.tenure < SHOWN
    }


def _of_ages(hires: Iterable[Hire], low: int, high: int) -> float | None:
    """What is brought in some months of tenure, from three person-months on."""
    cells = [cell for hire in hires for cell in hire.cells if low <= cell.tenure <= high]
    expected = sum(cell.expected for cell in cells)
    if sum(cell.worked for cell in cells) < LEAST_MONTHS or expected <= 0:
        return None
    return sum(cell.profit_minor for cell in cells) / expected


def _there(hires: Iterable[Hire], tenure: int) -> tuple[int, ...]:
    return tuple(hire.user_id for hire in hires if any(cell.tenure == tenure for cell in hire.cells))


def _has_left(one: Hired, frame: Frame) -> bool:
    return one.left_on is not None and one.left_on <= frame.today


def _short(value: float | None, places: int = 4) -> float | None:
    return None if value is None else round(value, places)


VIEWS: dict[str, Callable[[Frame, Ramp], View]] = {
    "tenure": by_tenure, "cohort": by_cohort, "month": by_month, "waiting": by_waiting, "person": by_person,
}  # fmt: skip
