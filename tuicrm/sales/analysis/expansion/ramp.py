"""The ramp of a company: everything that is known of how those who join come up, read once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from tuicrm.plain import progress
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.stats_tests import ChiSquare
from tuicrm.sales.analysis.expansion.course import (
    Base,
    Hire,
    Point,
    base_of,
    course_of,
    levels_of,
    people_of,
    plateau_of,
    ripeness,
    weaker_left,
)
from tuicrm.sales.analysis.expansion.curve import LEAST_HIRES, Bounds, Curve, bounds_of, fitted
from tuicrm.sales.analysis.expansion.hiring import (
    Hired,
    Waiting,
    cohort_months,
    cohorts_of,
    compared,
    waiting_of,
)
from tuicrm.sales.analysis.expansion.months import Months
from tuicrm.sales.analysis.expansion.own_wins import cycle_months, own_wins
from tuicrm.sales.analysis.expansion.ramped import Ramped, ramped_of
from tuicrm.sales.analysis.expansion.reading import table_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Ramp:
    """What is known of those who joined since records began (`hires`), against who has been there for a year.

    Attributes:
        people: all whose day of joining is known, those from before the records too.
        course: r by month of tenure of the hires that were there then; `all_hired` as if nobody had left.
        weaker_left: how often luck alone lets leavers be so weak; None of too few.
        curve: None on fewer than five hires, or where it does not level off.
        plateau: r over the last six known months of tenure, of all people; None before a year of it is known.
        months: ramped equivalents by month; empty without a plateau.
        whole_month: the last month number that is over.
    """

    table: Months
    base: Base
    people: tuple[Hire, ...]
    hires: tuple[Hire, ...]
    course: tuple[Point, ...]
    all_hired: dict[int, float]
    weaker_left: float | None
    delta: float
    curve: Curve | None
    bounds: Bounds
    plateau: float | None
    months: tuple[Ramped, ...]
    hired: tuple[Hired, ...]
    taken_over: int
    first_won: Waiting
    third_won: Waiting
    cohorts: dict[str, list[Hired]]
    differ: ChiSquare | None
    whole_month: int

    @property
    def settled_minor(self) -> int | None:
        """Profit per person-month of an experienced one, where the course levels off."""
        known = self.plateau is not None and self.base.overall is not None
        return round((self.plateau or 0.0) * (self.base.overall or 0.0)) if known else None


def ramp_of(frame: Frame, cohort: int | None = None) -> Ramp:
    """Read and compute the ramp, up to the day of reading.

    Args:
        cohort: the months in which a cohort joins, 3 or 6; by the number of hires where it is not said.
    """
    progress.begin(3)
    progress.step(_("who sold what"))
    table = table_of(frame)
    base = base_of(table.rows)
    chosen = _chosen(frame)
    known = {id_ for id_, one in table.colleagues.items() if one.is_joining_known and (not chosen or id_ in chosen)}
    gone = [id_ for id_, one in table.colleagues.items() if one.left_on is not None and one.left_on <= frame.today]
    rows = [row for row in table.rows if row.user_id in known]
    people = people_of(rows, base, gone) if base.overall else []
    hires = [hire for hire in people if hire.joined >= table.first]
    course, delta = course_of(hires), cycle_months(frame)
    everyone, levels = course_of(people), levels_of(hires, course)
    plateau = plateau_of(everyone)
    months: list[Ramped] = []
    if plateau is not None and base.overall is not None:
        mine = [row for row in table.rows if row.days and (not chosen or row.user_id in chosen)]
        # Who has no day of joining is one of the founders: as far as one gets.
        mine = [
            row if row.user_id in known else replace(row, tenure=max(row.tenure, everyone[-1].tenure)) for row in mine
        ]
        months = ramped_of(mine, ripeness(everyone, plateau), plateau * base.overall)
    progress.step(_("first projects of their own"))
    wins = own_wins(frame, [table.colleagues[id_] for id_ in sorted(known)], table.first)
    cohorts = cohorts_of(wins.hired, cohort or cohort_months(wins.hired))
    progress.step(_("drawing people"))
    return Ramp(
        table, base, tuple(people), tuple(hires), tuple(course), levels.all_hired,
        weaker_left(hires, levels.of), delta,
        fitted(course, delta) if len(hires) >= LEAST_HIRES else None, bounds_of(hires, course, delta), plateau,
        tuple(months), wins.hired, wins.taken_over, waiting_of(wins.hired, 1, frame.today),
        waiting_of(wins.hired, 3, frame.today), cohorts, compared(cohorts.values(), frame.today),
        _whole_month(frame.today),
    )  # fmt: skip


def _chosen(frame: Frame) -> set[int]:
    """The people asked for; empty for all."""
    if frame.user_id is None and frame.team_id is None:
        return set()
    return set(frame.session.values(select(users.c.id).where(*frame.of(users.c.id)))) or {-1}


def _whole_month(today: date) -> int:
    month = month_of(today)
    return month if today == month_start(month + 1) - timedelta(days=1) else month - 1
