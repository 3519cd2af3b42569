"""Why the average moved: both averages and the terms between them in minor units, with intervals over persons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tuicrm.plain.rounding import fractions_keeping_sum, half_away
from tuicrm.plain.stats_bootstrap import LEAST_UNITS, interval
from tuicrm.plain.stats_signs import luck_of_sum
from tuicrm.sales.analysis.expansion.averages import (
    KINDS,
    STAYED,
    Number,
    Sums,
    Unit,
    averages,
    in_order,
    summed,
    terms,
)
from tuicrm.sales.analysis.expansion.drawing import Company
from tuicrm.sales.analysis.expansion.persons import Periods, Person
from tuicrm.sales.analysis.expansion.reference import Calendar, Reference, track

DRAWS = 2000
MANY = 100
"""From so many people on a few hundred draws tell as much as two thousand, and nobody waits for them."""
FEW_DRAWS = 300
COPYING_SHARE = 0.02
"""A copying loss is spoken of from this part of the average on."""
LUCK = 0.05
"""How often a claim may come of luck alone."""
JUDGED = 3
"""So many joiners with so many months are needed for words of judgement."""
Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Term:
    """One reason.

    Attributes:
        people, months: of those it is about, in both periods for who stayed.
        before_minor, now_minor: what those made per person-month in the periods in which it is about them.
    """

    name: str
    minor: int
    bounds: Bounds
    people: int
    months: float
    before_minor: int | None
    now_minor: int | None


@dataclass(frozen=True)
class Moved:
    """The change of the average, in minor units per person-month; the terms add up to `now` - `before`.

    Attributes:
        lasting_minor: of what earlier joiners lacked, too, what does not pass, because they never reached the base.
        plain_minor: copying by the plain ramp in money, beside the relative one; None without an earlier cohort.
        seasoned: joiners with three months or more.
        people: how many were there to sell in each period.
    """

    before_minor: int
    now_minor: int
    before: Bounds
    now: Bounds
    change: Bounds
    terms: tuple[Term, ...]
    lasting_minor: int | None
    plain_minor: int | None
    joiners: int
    seasoned: int
    people: tuple[int, int]
    months: tuple[float, float]
    reference: Reference | None

    def term(self, name: str) -> Term | None:
        """Give a term; None where there is none of that name."""
        return next((one for one in self.terms if one.name == name), None)

    @property
    def change_minor(self) -> int:
        """How far the average moved."""
        return self.now_minor - self.before_minor

    @property
    def is_simpson(self) -> bool:
        """Say whether the mature are better and the average is lower (or the other way round), beyond luck."""
        mature = self.term("mature")
        if mature is None or not (is_clear(mature.bounds) and is_clear(self.change)):
            return False
        return mature.minor * self.change_minor < 0

    @property
    def is_explained(self) -> bool:
        """Say whether a lower average is who is new: the experienced are better, without the new ones it had risen.

        Drawn persons differ so much in a small team that the change itself would seldom be told from luck.
        """
        mature = self.term("mature")
        new = sum(one.minor for one in self.terms if one.name in ("lacked", "copying", "joiners"))
        if mature is None or not is_clear(mature.bounds):
            return False
        return mature.minor > 0 > self.change_minor > new

    @property
    def is_told(self) -> bool:
        """Say whether the average is said to have moved: beyond luck, or because of who is new."""
        return is_clear(self.change) or self.is_explained

    @property
    def is_copying_clear(self) -> bool:
        """Say whether joiners do otherwise than earlier ones did, beyond luck and by more than two percent."""
        copying = self.term("copying")
        if copying is None or self.seasoned < JUDGED or not is_clear(copying.bounds):
            return False
        return abs(copying.minor) > COPYING_SHARE * abs(self.before_minor)


def is_clear(bounds: Bounds) -> bool:
    """Say whether an interval leaves out nought."""
    return bounds is not None and (bounds[0] > 0 or bounds[1] < 0)


def moved(
    people: Sequence[Person], nobody: Mapping[int, int], span: Periods, *, draws: int | None = None, seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> Moved | None:  # fmt: skip
    """Split the change of the average profit per person-month; None where nobody was there in one of the periods.

    The ranges are of persons drawn again. Of twenty people they leave out the truth in seven of a hundred companies
    instead of five, because a few large sales make much of a small team's profit. So the two that claims rest on, that
    of the change and that of the experienced, reach to nought where signs dealt to the persons by lot say that it may
    be luck (`luck_of_sum`): both ways to ask have to agree.

    Args:
        nobody: month -> profit that is credited to no person; minor units.
        draws: how often all persons are drawn again, each with the whole history; all is computed anew in each. 2,000,
            and 300 of a hundred people or more.
    """
    draws = draws or (DRAWS if len(people) < MANY else FEW_DRAWS)
    units = [person.unit(span) for person in people]
    first = min((month for person in people for month, _parts, _profit in person.months), default=span.first1)
    calendar = Calendar(min(first, span.first1), span)
    company = Company(
        units,
        [track(one, calendar, is_joiner=unit.kind == "joiners") for one, unit in zip(people, units, strict=True)],
        (_of_period(nobody, span, 0), _of_period(nobody, span, 1)),
        calendar,
    )
    sums = summed(units, company.nobody)
    average = averages(sums)
    known = company.reference()
    exact = terms(sums, None if known is None else Fraction(round(known.expected)))
    if average is None or exact is None:
        return None
    before, now = (half_away(one.numerator, one.denominator) for one in average)
    named = in_order(exact)
    minor = fractions_keeping_sum([value for _name, value in named], now - before)
    spread = _spread(company, draws, seed, progress)
    own = [unit.profit2 / unit.months2 - unit.profit1 / unit.months1 for unit in units if unit.kind == "mature"]
    found = tuple(
        Term(
            name, one, _held(spread(name), own if name == "mature" else None), *_behind(sums, units, name)
        )
        for (name, _value), one in zip(named, minor, strict=True)
    )  # fmt: skip
    there = float(sum(sums.months[kind][1] for kind in KINDS if kind != "hardly"))
    joiners = [unit for unit in units if unit.kind == "joiners"]
    lasting = plain = None
    if known is not None:
        lasting = round((known.plateau - 1) * known.base / there)
        plain = round((float(sums.profit["joiners"][1]) - known.expected_money) / there)
    return Moved(
        before, now, spread("before"), spread("now"), _held(spread("change"), _pulls(units)), found, lasting, plain,
        len(joiners),
        sum(unit.months2 >= JUDGED for unit in joiners),
        (sum(bool(unit.months1) for unit in units), sum(bool(unit.months2) for unit in units)),
        (_months(sums, 0), _months(sums, 1)), known,
    )  # fmt: skip


def _pulls(units: Sequence[Unit]) -> list[Number]:
    """What each person adds to the change if the average was the same in both periods; they add up to the change."""
    worked = sum(unit.months1 for unit in units), sum(unit.months2 for unit in units)
    mean = sum(unit.profit1 + unit.profit2 for unit in units) / sum(worked)
    return [
        (unit.profit2 - mean * unit.months2) / worked[1] - (unit.profit1 - mean * unit.months1) / worked[0]
        for unit in units
    ]


def _held(bounds: Bounds, parts: Sequence[Number] | None) -> Bounds:
    """Let a range reach to nought where the parts of a sum may be luck."""
    if bounds is None or parts is None or not is_clear(bounds) or luck_of_sum([*map(float, parts)]) <= LUCK:
        return bounds
    return min(0.0, bounds[0]), max(0.0, bounds[1])


def _of_period(nobody: Mapping[int, int], span: Periods, period: int) -> int:
    return sum(profit for month, profit in nobody.items() if span.place(month) == period)


def _months(sums: Sums, period: int) -> float:
    return float(sum(sums.months[kind][period] for kind in KINDS))


OF_TERM: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "mature": (("mature",), (0, 1)), "maturing": (("maturing",), (0, 1)), "worked": (STAYED, (0, 1)),
    "lacked": (("joiners",), (1,)), "copying": (("joiners",), (1,)), "joiners": (("joiners",), (1,)),
    "moved_in": (("moved_in",), (1,)), "leavers": (("leavers",), (0,)), "moved_out": (("moved_out",), (0,)),
    "hardly": (("hardly",), (0, 1)), "replaced": (("joiners", "moved_in", "leavers", "moved_out"), (0, 1)),
}  # fmt: skip
"""Of whom a term is, and in which periods."""


def _behind(sums: Sums, units: Sequence[Unit], name: str) -> tuple[int, float, int | None, int | None]:
    """Count the people and months that a term is about, and give what they made per person-month."""
    if name == "nobody":
        without = [(unit.profit1 and not unit.months1) or (unit.profit2 and not unit.months2) for unit in units]
        return sum(map(bool, without)), 0.0, None, None
    kinds, at = OF_TERM[name]
    months = [sum(sums.months[kind][period] for kind in kinds) for period in (0, 1)]
    made = [
        round(sum(sums.profit[kind][period] for kind in kinds) / months[period]) if months[period] else None
        for period in (0, 1)
    ]
    people = sum(int(sums.people[kind]) for kind in kinds)
    return people, float(sum(months[period] for period in at)), made[0], made[1]


def _spread(company: Company, draws: int, seed: int, progress: Callable[[int], None]) -> Callable[[str], Bounds]:
    """Give what gives the interval of a term, or of `before`, `now` and `change`, by the persons it rests on."""
    found: dict[str, list[float]] = {}
    everybody = sum(unit.kind != "absent" for unit in company.units)
    if everybody >= LEAST_UNITS:
        for one in company.drawn(draws, seed, progress):
            for name, value in one.items():
                found.setdefault(name, []).append(value)

    def bounds(name: str) -> Bounds:
        drawn = found.get(name, [])
        people = sum(unit.kind in OF_TERM[name][0] for unit in company.units) if name in OF_TERM else everybody
        return interval(drawn, people) if len(drawn) * 2 > draws else None

    return bounds
