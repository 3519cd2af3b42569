"""How long something lasts and how it ends, where some are not over yet and ends exclude one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from tuicrm.plain.stats import Z95

LARGEST = 700.0
"""The largest power of e that a float holds, nearly: a wider interval is all of 0..1 anyway."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is known at one time: `incidence` is the share that has ended so by then, `variance` its variance."""

    at: float
    incidence: float
    variance: float


@dataclass(frozen=True)
class Incidence:
    """The cumulative incidence of one way to end."""

    steps: tuple[Step, ...]

    def at(self, time: float) -> tuple[float, float, float]:
        """Return the share by a time with its 95 % bounds (log(-log) scale, so that they stay within 0..1)."""
        known = [step for step in self.steps if step.at <= time]
        if not known or known[-1].incidence <= 0:
            return 0.0, 0.0, 1.0 if not self.steps else 0.0
        last = known[-1]
        if last.incidence >= 1:
            return 1.0, 1.0, 1.0
        logged = log(last.incidence)
        spread = Z95 * sqrt(max(0.0, last.variance)) / (last.incidence * abs(logged))
        wide = exp(min(spread, LARGEST))
        return last.incidence, exp(logged * wide), exp(logged / wide)


def aalen_johansen(ended: Iterable[tuple[float, str | None, int]]) -> dict[str, Incidence]:
    """Return the cumulative incidence of each way to end.

    Each way competes with the others: what was lost can no longer go on, so it is no censored case (Kaplan-Meier
    with the others as censored overstates each). What is not over is censored.

    Args:
        ended: (time, way or None for what is not over, how many).
    Source: Aalen and Johansen (1978); variance by Marubini and Valsecchi (1995), 10.12.
    """
    at: dict[float, dict[str | None, int]] = {}
    for time, way, count in ended:
        ways = at.setdefault(time, {})
        ways[way] = ways.get(way, 0) + count
    times = sorted(at)
    names = sorted({way for ways in at.values() for way in ways if way is not None})
    at_risk = sum(sum(ways.values()) for ways in at.values())
    survival, rows = 1.0, []
    for time in times:
        events = {name: at[time].get(name, 0) for name in names}
        total = sum(events.values())
        if total:
            rows.append((time, at_risk, total, events, survival))
            survival *= 1 - total / at_risk
        at_risk -= sum(at[time].values())
    return {name: _incidence(name, rows) for name in names}


Rows = Sequence[tuple[float, int, int, dict[str, int], float]]


def _incidence(name: str, rows: Rows) -> Incidence:
    """Sum the variance by running sums, so that it costs one pass: F(t) - F(t_i) is opened up in F(t)."""
    share = 0.0
    square = linear = constant = cross = crossed = own = 0.0
    steps = []
    for time, n, total, events, before in rows:
        d = events[name]
        share += before * d / n
        weight = total / (n * (n - total)) if n > total else 0.0
        square += weight
        linear += weight * share
        constant += weight * share * share
        own += before * before * d * (n - d) / n**3
        cross += before * d / n**2
        crossed += before * d / n**2 * share
        variance = share * share * square - 2 * share * linear + constant + own - 2 * (share * cross - crossed)
        steps.append(Step(time, share, variance))
    return Incidence(tuple(steps))


def time_to_any(ended: Iterable[tuple[float, str | None, int]], share: float) -> float | None:
    """Return the time by which a share has ended in any way; None where it never comes to that.

    Kaplan-Meier: for the end as such nothing competes, and what is not over is censored.
    """
    together = aalen_johansen((time, None if way is None else "any", count) for time, way, count in ended)
    steps = together["any"].steps if "any" in together else ()
    return next((step.at for step in steps if step.incidence >= share), None)
