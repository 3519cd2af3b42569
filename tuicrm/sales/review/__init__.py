"""The weekly review: what was decided, what changed, who calls what, and the projects to talk about."""

from tuicrm.sales.review import words as words
from tuicrm.sales.review.deciding import WHAT, Decide, Decided, decide, take_back
from tuicrm.sales.review.holding import Review, review

__all__ = ["WHAT", "Decide", "Decided", "Review", "decide", "review", "take_back"]
