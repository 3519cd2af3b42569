"""Draw the figures of small groups towards what is expected of them, by as much as luck spreads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from tuicrm.plain.stats import Z95


@dataclass(frozen=True, slots=True)
class Group:
    """Hits and tries of one, and the rate that was to be expected of what it was given."""

    hits: float
    tries: float
    expected: float


@dataclass(frozen=True)
class Spread:
    """How far groups truly differ: variance `tau2` of the rates, and `m`, so many tries weigh as much as it.

    `m` is None where nothing is left beyond luck: then everyone is at the expected rate.
    """

    tau2: float
    m: float | None


def spread_of(groups: Sequence[Group]) -> Spread:
    """Estimate by the method of moments how far rates differ from what was expected, beyond luck.

    Formula: tau2 = max(0, (sum n_i (r_i - e_i)^2 - (K - 1) p (1 - p)) / (N - sum n_i^2 / N)), m = p (1 - p) / tau2.
    Source: Morris (1983), with residuals against the expected rates, so that the mix does not pass for skill.
    """
    filled = [one for one in groups if one.tries > 0]
    tries = sum(one.tries for one in filled)
    p = sum(one.hits for one in filled) / tries if tries else 0.0
    noise = p * (1 - p)
    room = tries - sum(one.tries**2 for one in filled) / tries if tries else 0.0
    if len(filled) < 2 or room <= 0 or noise <= 0:
        return Spread(0.0, None)
    found = sum(one.tries * (one.hits / one.tries - one.expected) ** 2 for one in filled)
    tau2 = max(0.0, (found - (len(filled) - 1) * noise) / room)
    return Spread(tau2, noise / tau2 if tau2 > 0 else None)


def shrunken(group: Group, spread: Spread) -> tuple[float, float, float]:
    """Return a group's rate drawn towards the expected one, with 95 % bounds of where it truly lies."""
    if spread.m is None:
        return group.expected, group.expected, group.expected
    rate = (group.hits + spread.m * group.expected) / (group.tries + spread.m)
    half = Z95 * sqrt(max(0.0, rate * (1 - rate)) / (group.tries + spread.m))
    return rate, max(0.0, rate - half), min(1.0, rate + half)


def smoothed(hits: float, tries: float, prior: float, weight: float = 8.0) -> float:
    """Return a rate that begins at a prior, as if so many tries had been seen before."""
    return (hits + weight * prior) / (tries + weight)
