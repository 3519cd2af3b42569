"""Why the average moved: both averages and the terms between them in minor units, with intervals over persons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tuicrm.plain.rounding import fractions_keeping_sum, half_away
from tuicrm.plain.stats_bootstrap import LEAST_UNITS, interval
from tuicrm.plain.stats_groups import Apart, apart
from tuicrm.plain.stats_signs import luck_of_sum
from tuicrm.sales.analysis.expansion.averages import (
    KINDS,
    STAYED,
    Sums,
    Unit,
    averages,
    in_order,
    summed,
    terms,
)
from tuicrm.sales.analysis.expansion.drawing import Company
from tuicrm.sales.analysis.expansion.persons import YEAR, Periods, Person
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
        mature_months: the experienced are who is there for longer than so many months, at the end.
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
    mature_months: int = 3 * YEAR

    def term(self, name: str) -> Term | None:
        """Give a term; None where there is none of that name."""
        return next((one for one in self.terms if one.name == name), None)

    @property
    def averages(self) -> tuple[int, int]:
        """The average before and now."""
        return self.before_minor, self.now_minor

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
    def is_of_the_new(self) -> bool:
        """Say whether without the new ones a lower average had risen."""
        new = sum(one.minor for one in self.terms if one.name in ("lacked", "copying", "joiners"))
        return 0 > self.change_minor > new

    @property
    def is_explained(self) -> bool:
        """Say whether a lower average is who is new: the experienced are better, without the new ones it had risen.

        Drawn persons differ so much in a small team that the change itself would seldom be told from luck.
        """
        mature = self.term("mature")
        return mature is not None and is_clear(mature.bounds) and mature.minor > 0 and self.is_of_the_new

    @property
    def is_told(self) -> bool:
        """Say whether the average is said to have moved: beyond luck, or because of who is new."""
        return is_clear(self.change) or self.is_explained

    @property
    def is_copying_clear(self) -> bool:
        """Say whether joiners do otherwise than earlier ones did, beyond luck and by more than two percent.

        In plain money, too: where the others got better, joiners who begin where joiners always began fall behind
        them, and have learned nothing less.
        """
        copying, plain = self.term("copying"), self.plain_minor
        if copying is None or plain is None or self.seasoned < JUDGED or not is_clear(copying.bounds):
            return False
        least = COPYING_SHARE * abs(self.before_minor)
        return min(abs(copying.minor), abs(plain)) > least and copying.minor * plain > 0

    @property
    def are_leavers_clear(self) -> bool:
        """Say whether who left had made more or less than who stayed, beyond luck and by more than two percent."""
        left = self.term("leavers")
        return left is not None and is_clear(left.bounds) and abs(left.minor) > COPYING_SHARE * abs(self.before_minor)


def is_clear(bounds: Bounds) -> bool:
    """Say whether an interval leaves out nought."""
    return bounds is not None and (bounds[0] > 0 or bounds[1] < 0)


def moved(
    people: Sequence[Person], nobody: Mapping[int, int], span: Periods, *, draws: int | None = None, seed: int = 1
) -> Moved | None:
    """Split the change of the average profit per person-month; None where nobody was there in one of the periods.

    The ranges are of persons drawn again; those of the joiners' learning and of who left are of two groups of persons
    side by side (`apart`), because a few persons drawn again often leave nobody to compare with. Of twenty people the
    ranges leave out the truth in seven of a hundred companies instead of five, because a few large sales make much of a
    small team's profit. So those that claims rest on reach to nought where lots dealt to the persons say that it may be
    luck: both ways to ask have to agree.

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
    spread = _spread(company, draws, seed)
    there = [float(sum(sums.months[kind][period] for kind in KINDS if kind != "hardly")) for period in (0, 1)]
    beside = {"copying": (company.cohorts, there[1]), "leavers": (_who_left(units), there[0])}

    def bounds(name: str, value: int) -> Bounds:
        if name in beside:
            return _beside(value, *beside[name])
        return _held(spread(name), luck_of_sum(_own(units)) if name == "mature" else 0.0)

    found = tuple(
        Term(name, one, bounds(name, one), *_behind(sums, units, name))
        for (name, _value), one in zip(named, minor, strict=True)
    )
    joiners = [unit for unit in units if unit.kind == "joiners"]
    lasting = plain = None
    if known is not None:
        lasting = round((known.plateau - 1) * known.base / there[1])
        plain = round((float(sums.profit["joiners"][1]) - known.expected_money) / there[1])
    change = _held(spread("change"), luck_of_sum(_pulls(units)))
    return Moved(
        before, now, spread("before"), spread("now"), change, found, lasting, plain, len(joiners),
        sum(unit.months2 >= JUDGED for unit in joiners),
        (sum(bool(unit.months1) for unit in units), sum(bool(unit.months2) for unit in units)),
        (_months(sums, 0), _months(sums, 1)), known, span.last2 - span.first1 + 1 + YEAR,
    )  # fmt: skip


def _own(units: Sequence[Unit]) -> list[float]:
    """How each of the experienced moved."""
    of_them = (unit for unit in units if unit.kind == "mature")
    return [float(unit.profit2 / unit.months2 - unit.profit1 / unit.months1) for unit in of_them]


def _who_left(units: Sequence[Unit]) -> Apart | None:
    """What those who left made per person-month in the period before, beside those who stayed."""
    left, stayed = (
        [(float(unit.profit1), float(unit.months1)) for unit in units if unit.kind in kinds]
        for kinds in (("leavers",), STAYED)
    )
    return apart(left, stayed)


def _beside(value: int, found: Apart | None, there: float) -> Bounds:
    """Give the range of a term that sets one group against another; it is of `there` person-months."""
    if found is None:
        return None
    half = found.half * found.expected / there
    return _held((value - half, value + half), found.luck)


def _pulls(units: Sequence[Unit]) -> list[float]:
    """What each person adds to the change if the average was the same in both periods; they add up to the change."""
    worked = sum(unit.months1 for unit in units), sum(unit.months2 for unit in units)
    mean = sum(unit.profit1 + unit.profit2 for unit in units) / sum(worked)
    return [
        float((unit.profit2 - mean * unit.months2) / worked[1] - (unit.profit1 - mean * unit.months1) / worked[0])
        for unit in units
    ]


def _held(bounds: Bounds, luck: float) -> Bounds:
    """Let a range reach to nought where the figure may be luck: both ways to ask have to agree."""
    if bounds is None or not is_clear(bounds) or luck <= LUCK:
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


def _spread(company: Company, draws: int, seed: int) -> Callable[[str], Bounds]:
    """Give what gives the interval of a term, or of `before`, `now` and `change`, by the persons it rests on."""
    found: dict[str, list[float]] = {}
    everybody = sum(unit.kind != "absent" for unit in company.units)
    if everybody >= LEAST_UNITS:
        for one in company.drawn(draws, seed):
            for name, value in one.items():
                found.setdefault(name, []).append(value)

    def bounds(name: str) -> Bounds:
        drawn = found.get(name, [])
        people = sum(unit.kind in OF_TERM[name][0] for unit in company.units) if name in OF_TERM else everybody
        return interval(drawn, people) if len(drawn) * 2 > draws else None

    return bounds
