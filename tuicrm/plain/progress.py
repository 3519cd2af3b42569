"""How far a long computation is: it tells so as it goes, and whoever shows it hears."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from tuicrm.plain import formats
from tuicrm.plain.language import _

EVERY_SECONDS = 0.2
"""Of counting the same thing nobody hears more often."""
Hear = Callable[[str], object]


class Superseded(Exception):
    """Nobody wants the answer any more: it was not computed, or not to its end."""


class _Ear:
    """Who hears of one computation, which of its steps is under way, and what was said last."""

    def __init__(self, hear: Hear, is_wanted: Callable[[], bool]) -> None:
        self.hear, self.is_wanted = hear, is_wanted
        self.number = self.of = 0
        self.step = ""
        self.at = 0.0


_ear: ContextVar[_Ear | None] = ContextVar("ear", default=None)


@contextmanager
def heard_by(hear: Hear, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Let somebody hear, in words, how far the computations inside are.

    Args:
        is_wanted: asked at each step; once it says no, the computation is left there by `Superseded`.
    """
    token = _ear.set(_Ear(hear, is_wanted))
    try:
        yield
    finally:
        _ear.reset(token)


def begin(steps: int, done: int = 0) -> None:
    """Say how many steps there are, and how many of them are done."""
    if (ear := _ear.get()) is not None:
        ear.number, ear.of, ear.step = done, steps, ""


def step(what: str) -> None:
    """Say what the next step does."""
    if (ear := _ear.get()) is None:
        return
    ear.number += 1
    ear.step = what
    if ear.number <= ear.of:
        ear.step = _("step {number} of {all}: {what}").format(number=ear.number, all=ear.of, what=what)
    _say(ear, ear.step)


def count(done: int, of: int) -> None:
    """Say how much of the step under way is done."""
    if (ear := _ear.get()) is not None and (done == of or monotonic() - ear.at >= EVERY_SECONDS):
        said = _("{done} of {all}").format(done=formats.count(done), all=formats.count(of))
        _say(ear, _("{step}, {count}").format(step=ear.step, count=said) if ear.step else said)


def _say(ear: _Ear, words: str) -> None:
    if not ear.is_wanted():
        raise Superseded
    ear.at = monotonic()
    ear.hear(words)
