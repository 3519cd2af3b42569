"""Customers that may be one and the same: suspected, compared, merged, and merged no more."""

from tuicrm.sales.doubles import words as words
from tuicrm.sales.doubles.comparing import Compared, Comparison, compare
from tuicrm.sales.doubles.listing import Pair, PairPage, PairQuery, Side, pairs
from tuicrm.sales.doubles.merging import Merged, merge
from tuicrm.sales.doubles.suspecting import Looked, decide, look
from tuicrm.sales.doubles.unmerging import unmerge

__all__ = [
    "Compared", "Comparison", "Looked", "Merged", "Pair", "PairPage", "PairQuery", "Side", "compare", "decide", "look",
    "merge", "pairs", "unmerge",
]  # fmt: skip
