"""Pairs: each week one who loses projects in a stage talks with one who does not, and it is seen what that is worth."""

from tuicrm.sales.pairing import words as words
from tuicrm.sales.pairing.ending import cancel, skip
from tuicrm.sales.pairing.listing import PairCard, PairList, PairRow, card, listing, of_action
from tuicrm.sales.pairing.making import Choice, Made, make, planned, unmake
from tuicrm.sales.pairing.noting import Accepted, accept, decline, note
from tuicrm.sales.pairing.programmes import measure, measure_again, measure_drop, measure_end
from tuicrm.sales.pairing.proposing import Proposal, propose
from tuicrm.sales.pairing.putting_back import put_back
from tuicrm.sales.pairing.sheet import Sheet, fill

__all__ = [
    "Accepted", "Choice", "Made", "PairCard", "PairList", "PairRow", "Proposal", "Sheet",
    "accept", "cancel", "card", "decline", "fill", "listing", "make", "measure", "measure_again", "measure_drop",
    "measure_end", "note", "of_action", "planned", "propose", "put_back", "skip", "unmake",
]  # fmt: skip
