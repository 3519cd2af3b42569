"""The blocks of evidence under the five sentences: questions of their own, in the order in which one asks them."""

from dataclasses import dataclass

from tuicrm.plain.language import N_
from tuicrm.sales.analysis.questions import QUESTIONS


@dataclass(frozen=True)
class Block:
    """One block: the name of its question, and what it is called on the page."""

    name: str
    words: str


_ORDER = (
    Block("moved", N_("Why")),
    Block("ramp", N_("Ramp")),
    Block("gap", N_("New people")),
    Block("playbook", N_("Playbook")),
    Block("coverage", N_("Know-how")),
    Block("margin-change", N_("Margin")),
    Block("lag", N_("Management")),
    Block("ladder", N_("Ladder")),
    Block("pairs", N_("Pairs")),
)
BLOCKS = tuple(one for one in _ORDER if one.name in QUESTIONS)
"""Those that this version can answer."""


def block(name: str) -> Block:
    """Give the block of a name; StopIteration if there is none."""
    return next(one for one in BLOCKS if one.name == name)
