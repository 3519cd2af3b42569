"""Which stage makes the difference: the gap between two win rates, split exactly over the stages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt

from tuicrm.plain.stats import Z95
from tuicrm.plain.stats_survival import aalen_johansen, time_to_any
from tuicrm.plain.stats_tests import benjamini_hochberg, two_rates

LEAST = 10
"""Fewer projects on either side of a stage are not tested."""
ALARM = 0.10
OVER = 0.9
"""By the horizon so large a share of both groups together has left the stage in some way."""


@dataclass(frozen=True, slots=True)
class Passing:
    """So many projects of one side that ever reached a stage.

    Attributes:
        way: `on` reached the next stage (or was won) after so many days, `lost` never did; None is not over yet.
        days: from reaching the stage for the first time.
    """

    stage: int
    is_ours: bool
    way: str | None
    days: float
    count: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a stage: how many reached it, and the share `p` that ever goes on, with its variance."""

    reached: int
    on: int
    open: int
    p: float
    variance: float

    @property
    def weight(self) -> float:
        """So many settled projects would be known as well as this."""
        return self.p * (1 - self.p) / self.variance if self.variance > 0 else float(self.reached - self.open)


@dataclass(frozen=True, slots=True)
class StageGap:
    """One stage's part of the gap: `ln` of the quotient of both shares, None where a share is 0.

    Attributes:
        share: of the whole gap; None where shares would mislead.
        p: None where too few reached it to be tested.
        horizon: days by which both are compared; None where all is over and everything counts.
    """

    stage: int
    ours: Side
    theirs: Side
    horizon: float | None
    ln: float | None
    low: float | None
    high: float | None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    p: float | None = None
    q: float | None = None

    @property
    def is_weak(self) -> bool:
        """Say whether ours lose more here, and not by luck after all that was tested."""
        return self.q is not None and self.q <= ALARM and self.ours.p < self.theirs.p


@dataclass(frozen=True)
class Gap:
    """The whole: ln(our win rate / theirs) as a sum over stages.

    Attributes:
        tests: so many comparisons were made at once.
        is_exact: nothing is open, so the products are the win rates themselves.
    """

    stages: tuple[StageGap, ...]
    won_ours: float
    won_theirs: float
    ln: float | None
    low: float | None
    high: float | None
    tests: int
    is_exact: bool

    @property
    def is_clear(self) -> bool:
        """Say whether the interval of the whole leaves out nought."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    @property
    def has_shares(self) -> bool:
        """Say whether stages may be given in shares of the whole."""
        return any(one.share is not None for one in self.stages)

    @property
    def weakest(self) -> int | None:
        """The place of the weak stage that costs most; None where none is weak."""
        weak = [(one.ln or 0.0, place) for place, one in enumerate(self.stages) if one.is_weak]
        return min(weak)[1] if weak else None


def gap_of(passings: Iterable[Passing], stages: Sequence[int]) -> Gap:
    """Split the gap between two win rates over the stages, in their order.

    p_k is the share of projects that reached stage k and ever reached the next: counted per project and not per stay,
    the product of all p_k is the win rate, whatever went back in between. Where some are open p_k is the cumulative
    incidence of going on / that of going on or being lost (Aalen and Johansen), by the time when nine of ten of both
    sides together are over. The incidence of going on alone would charge a side that takes half as long again, and
    loses no more, with a fifth of its wins: by any time it has less behind it, in each stage.
    """
    by_stage: dict[int, list[Passing]] = {stage: [] for stage in stages}
    for one in passings:
        by_stage[one.stage].append(one)
    parts = [_stage(stage, by_stage[stage]) for stage in stages]
    parts = _judged(parts)
    won_ours, won_theirs = _product(one.ours.p for one in parts), _product(one.theirs.p for one in parts)
    is_exact = all(one.horizon is None for one in parts)
    if not parts or any(one.ln is None for one in parts):
        return Gap(tuple(parts), won_ours, won_theirs, None, None, None, _tests(parts), is_exact)
    terms = [(one.ln or 0.0, _variance(one)) for one in parts]
    whole, error = sum(ln for ln, _spread in terms), sqrt(sum(spread for _ln, spread in terms))
    found = Gap(
        tuple(parts), won_ours, won_theirs, whole, whole - Z95 * error, whole + Z95 * error, _tests(parts), is_exact
    )
    if not found.is_clear or any((ln > 0) != (whole > 0) for ln, _spread in terms if ln):
        return found
    shared = [_shared(one, place, terms) for place, one in enumerate(parts)]
    return replace(found, stages=tuple(shared))


def _stage(stage: int, rows: Sequence[Passing]) -> StageGap:
    horizon = _horizon(rows) if any(one.way is None for one in rows) else None
    ours, theirs = (_side([one for one in rows if one.is_ours == is_ours], horizon) for is_ours in (True, False))
    if min(ours.p, theirs.p) <= 0:
        return StageGap(stage, ours, theirs, horizon, None, None, None)
    ln = log(ours.p / theirs.p)
    half = Z95 * sqrt(ours.variance / ours.p**2 + theirs.variance / theirs.p**2)
    return StageGap(stage, ours, theirs, horizon, ln, ln - half, ln + half)


def _horizon(rows: Sequence[Passing]) -> float:
    """When nine of ten of both sides are over; else as far as both sides are known."""
    found = time_to_any(((one.days, one.way, one.count) for one in rows), OVER)
    if found is not None:
        return found
    return min(max((one.days for one in rows if one.is_ours == is_ours), default=0.0) for is_ours in (True, False))


def _side(rows: Sequence[Passing], horizon: float | None) -> Side:
    reached = sum(one.count for one in rows)
    on = sum(one.count for one in rows if one.way == "on")
    still = sum(one.count for one in rows if one.way is None)
    if horizon is None or not reached:
        p = on / reached if reached else 0.0
        return Side(reached, on, still, p, p * (1 - p) / reached if reached else 0.0)
    on_by, on_spread = _by((one.days, one.way, one.count) for one in rows)(horizon, "on")
    lost_by, lost_spread = _by((one.days, one.way, one.count) for one in rows)(horizon, "lost")
    over, over_spread = _by((one.days, one.way and "over", one.count) for one in rows)(horizon, "over")
    if over <= 0:
        return Side(reached, on, still, 0.0, 0.0)
    both = (over_spread - on_spread - lost_spread) / 2
    spread = lost_by**2 * on_spread + on_by**2 * lost_spread - 2 * on_by * lost_by * both
    return Side(reached, on, still, on_by / over, max(0.0, spread / over**4))


def _by(ended: Iterable[tuple[float, str | None, int]]) -> Callable[[float, str], tuple[float, float]]:
    """Give the share that has ended in a way by a time, with its variance."""
    found = aalen_johansen(ended)

    def by(time: float, way: str) -> tuple[float, float]:
        known = [step for step in found[way].steps if step.at <= time] if way in found else []
        return (known[-1].incidence, known[-1].variance) if known else (0.0, 0.0)

    return by


def _judged(parts: Sequence[StageGap]) -> list[StageGap]:
    """Test each stage, as if the counts were those that would be known as well."""
    tested = [one for one in parts if min(one.ours.reached, one.theirs.reached) >= LEAST]
    p_values = {
        one.stage: two_rates(one.ours.p * one.ours.weight, one.ours.weight, one.theirs.p * one.theirs.weight,
                             one.theirs.weight)
        for one in tested
    }  # fmt: skip
    q_values = dict(zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True))
    return [replace(one, p=p_values.get(one.stage), q=q_values.get(one.stage)) for one in parts]


def _tests(parts: Sequence[StageGap]) -> int:
    return sum(one.p is not None for one in parts)


def _variance(one: StageGap) -> float:
    return one.ours.variance / one.ours.p**2 + one.theirs.variance / one.theirs.p**2


def _shared(one: StageGap, place: int, terms: Sequence[tuple[float, float]]) -> StageGap:
    """Give a stage's share of the whole; its interval by the delta method."""
    whole = sum(ln for ln, _spread in terms)
    own = terms[place][0]
    spread = sum(
        variance * (((whole - own) if number == place else own) / whole**2) ** 2
        for number, (_ln, variance) in enumerate(terms)
    )
    share, half = own / whole, Z95 * sqrt(spread)
    return replace(one, share=share, share_low=share - half, share_high=share + half)


def _product(factors: Iterable[float]) -> float:
    found = 1.0
    for factor in factors:
        found *= factor
    return found


def factor_of(ln: float) -> float:
    """Say how many times as large: what a part in ln units does to the win rate by itself."""
    return exp(min(ln, 50.0))
