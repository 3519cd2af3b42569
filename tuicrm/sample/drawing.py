"""Draw by weight."""

from collections.abc import Mapping
from random import Random


def drawn(rng: Random, weights: Mapping[str, int]) -> str:
    """Draw one of the keys; each is as likely as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]
