"""The two sets of signs that our own drawing uses: thin lines, or ASCII for terminals that draw them wide."""

from dataclasses import dataclass
from typing import Literal

SetName = Literal["fine", "ascii"]


@dataclass(frozen=True, slots=True)
class Symbols:
    """Signs of one cell each; `bars` are eighths of a cell, from the thinnest to the full block."""

    rule: str
    bar: str
    cross: str
    corners: str  # top left, top right, bottom left, bottom right
    cursor: str
    cut: str
    left: str
    right: str
    mark: str
    ascending: str
    descending: str
    bars: str


FINE = Symbols("─", "│", "┼", "┌┐└┘", "▌", "…", "‹", "›", "x", "↑", "↓", "▏▎▍▌▋▊▉█")
ASCII = Symbols("-", "|", "+", "++++", ">", "~", "<", ">", "x", "^", "v", "#")

_current = FINE


def use(name: SetName) -> Symbols:
    """Draw with this set from now on, in the whole process."""
    global _current
    _current = ASCII if name == "ascii" else FINE
    return _current


def symbols() -> Symbols:
    """Return the set in use."""
    return _current
