"""Who can sell to which industry of customers."""

from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.matrix import INDUSTRY
from tuicrm.sales.analysis.questions import coverage
from tuicrm.sales.analysis.questions.coverage import behind

__all__ = ["answer", "behind"]


def answer(frame: Frame) -> Answer:
    """Give who won how many of each industry."""
    return coverage.answer(frame, INDUSTRY)
