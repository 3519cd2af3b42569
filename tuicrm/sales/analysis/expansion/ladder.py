"""The three ages of customer management: child, youth, adult, each by what is in the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ENOUGH = 0.8
"""A step is taken where so large a share has it."""
CHILD, YOUTH, ADULT = "child", "youth", "adult"
STEPS: dict[str, tuple[str, ...]] = {
    CHILD: ("contact", "source"),
    YOUTH: ("project", "person", "history"),
    ADULT: ("need", "plan", "record", "cost", "playbook"),
}
"""Each age with its steps, in the order in which a team can take them."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of so much, so much has it: records, or for sales their amount.

    Attributes:
        records, lacking: how many records there are and how many have it not, where amounts are weighed.
    """

    have: int
    of: int
    records: int | None = None
    lacking: int | None = None

    @property
    def rate(self) -> float | None:
        """None where there is nothing that could have it."""
        return self.have / self.of if self.of > 0 else None

    @property
    def is_taken(self) -> bool:
        """Say whether the step is taken; without a record it is not."""
        return self.of > 0 and self.have >= ENOUGH * self.of

    @property
    def n(self) -> int:
        """How many records."""
        return self.of if self.records is None else self.records

    @property
    def lack(self) -> int:
        """How many of them have it not."""
        return self.of - self.have if self.lacking is None else self.lacking

    @property
    def wanted(self) -> int | None:
        """How many more records would be enough; not told where amounts are weighed."""
        return max(0, -(-self.of * 4 // 5) - self.have) if self.records is None else None


@dataclass(frozen=True)
class Standing:
    """Where a team stands.

    Attributes:
        age: the oldest age all of whose steps, and all of the ages before, are taken; "" before the first.
        next: the age it grows into; "" for an adult.
        taken, of: steps taken of the next age.
        missing: its steps that are not taken, the farthest from being enough first.
    """

    age: str
    next: str
    taken: int
    of: int
    missing: tuple[str, ...]


def standing(shares: Mapping[str, Share]) -> Standing:
    """Say how old a team is, and what it lacks for the next age."""
    age = ""
    for name, steps in STEPS.items():
        missing = _missing(shares, steps)
        if missing:
            return Standing(age, name, len(steps) - len(missing), len(steps), missing)
        age = name
    return Standing(age, "", 0, 0, ())


def _missing(shares: Mapping[str, Share], steps: Sequence[str]) -> tuple[str, ...]:
    lacking = [step for step in steps if not shares[step].is_taken]
    return tuple(sorted(lacking, key=lambda step: (shares[step].rate or 0.0, steps.index(step))))
