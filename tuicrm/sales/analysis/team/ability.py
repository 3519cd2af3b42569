"""Average profit per person-month, these twelve months and the twelve before, and why it moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tuicrm.plain import progress
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_start
from tuicrm.sales.analysis.expansion.averages import Unit
from tuicrm.sales.analysis.expansion.months import Months, months_of
from tuicrm.sales.analysis.expansion.moving import Moved, is_clear
from tuicrm.sales.analysis.expansion.persons import YEAR, Periods, Person
from tuicrm.sales.analysis.expansion.reading import Told, moved_of, told, whole_months
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.selling import without_cost
from tuicrm.sales.analysis.team.margin import Margin, margin_of

HALF_A_MONTH = 0.5
"""Less than this nobody's average rests on."""
MANY = 0.25
"""Of who sold then so many have to have left to be a risk."""
SOON = 4
"""So many months ahead it is said where the average will be."""


@dataclass(frozen=True)
class Ability:
    """The average of whole months that are over; of the whole company.

    Attributes:
        now_minor: None where it cannot be computed.
        moved: why it moved since the year before; None where there is nothing to compare it with.
        soon_minor: the average in four months, if those who are new learn as those before them did.
        without_cost: purchases of the two periods whose profit is not known.
        left: how many of those who sold in the year before have left.
        margin: how much of what is sold is left, and what moved it.
        length: of how many months each average is.
    """

    now_minor: int | None
    moved: Moved | None = None
    soon_minor: int | None = None
    without_cost: int = 0
    left: int = 0
    margin: Margin | None = None
    length: int = YEAR

    @property
    def is_emptied(self) -> bool:
        """Say whether so many of those who sold a year before have left that it is to be spoken of."""
        return self.moved is not None and self.left >= max(1, MANY * self.moved.people[0])

    @property
    def is_worse(self) -> bool:
        """Say whether those who are here for long make less, beyond luck."""
        mature = self.moved.term("mature") if self.moved is not None else None
        return mature is not None and is_clear(mature.bounds) and mature.minor < 0

    @property
    def before_minor(self) -> int | None:
        """The average a year before."""
        return None if self.moved is None else self.moved.before_minor


def ability_of(frame: Frame) -> Ability:
    """Compare the average of two years, and split the difference."""
    read = told(frame)
    if read is None:
        return Ability(_alone(frame))
    found = moved_of(frame, read)
    progress.step(_("the margin"))
    span = read.span
    missing = sum(
        without_cost(frame.session, month_start(first), month_start(last + 1) - timedelta(days=1))
        for first, last in ((span.first1, span.last1), (span.first2, span.last2))
    )
    if found is None or (not any(row.profit_minor for row in read.table.rows) and not any(read.nobody.values())):
        return Ability(None, without_cost=missing)
    return Ability(
        found.now_minor, found, soon_of(found, read.people, span), missing, _left(read),
        margin_of(frame.session, span), span.last2 - span.first2 + 1,
    )  # fmt: skip


def _left(read: Told) -> int:
    """Count who sold in the year before and has left by now."""
    end = month_start(read.span.last2 + 1)
    gone = {id_ for id_, one in read.table.colleagues.items() if one.left_on is not None and one.left_on < end}
    return sum(one.id in gone and one.unit(read.span).months1 > 0 for one in read.people)


def _alone(frame: Frame) -> int | None:
    """The average of the last year, where there is none before it."""
    chosen = whole_months(frame)
    if chosen is None:
        return None
    table = months_of(frame.session, month_start(chosen[1] + 1) - timedelta(days=1))
    first = max(chosen[0], table.first)
    worked = sum(row.worked for row in table.rows if row.month >= first)
    profit = _profit(table, first)
    return round(profit / worked) if worked >= HALF_A_MONTH and profit else None


def _profit(table: Months, first: int) -> int:
    mine = sum(row.profit_minor for row in table.rows if row.month >= first)
    return mine + sum(profit for month, (profit, _revenue) in table.nobody.items() if month >= first)


def soon_of(found: Moved, people: list[Person], span: Periods) -> int | None:
    """Give the average in four months if nobody comes or goes and the new ones learn as those before them.

    A joiner then makes r(tenure in four months) x what the experienced make; all others what they make now. None
    where nobody is new, or there was nobody before them.
    """
    known = found.reference
    units = [one.unit(span) for one in people]
    new_months = float(sum(unit.months2 for unit in units if unit.kind == "joiners"))
    if known is None or not known.ramp or not new_months:
        return None
    there = [
        (one, unit) for one, unit in zip(people, units, strict=True)
        if any(month == span.last2 and parts for month, parts, _profit in one.here)
    ]  # fmt: skip
    new = [one for one, unit in there if unit.kind == "joiners"]
    if not new:
        return None
    if found.months[1] - new_months < HALF_A_MONTH:
        return None
    base = known.base / new_months
    others = (found.now_minor * found.months[1] - _made(units)) / (found.months[1] - new_months)
    soon = sum(base * _ramp(known.ramp, (one.tenure(span.last2) or 0) + SOON) for one in new)
    return round((soon + others * (len(there) - len(new))) / len(there))


def _made(units: Sequence[Unit]) -> float:
    return float(sum(unit.profit2 for unit in units if unit.kind == "joiners"))


def _ramp(ramp: Mapping[int, float], tenure: int) -> float:
    """The mean ramp of the quarter that ends with a tenure: single months are noisy."""
    known = [ramp[one] for one in range(max(0, tenure - 2), tenure + 1) if one in ramp]
    if known:
        return sum(known) / len(known)
    return ramp[max((one for one in ramp if one <= tenure), default=min(ramp))]
