"""Work passes from one person to another: with a note, its open actions, and the receiver's answer."""

from tuicrm.sales.handovers import words as words
from tuicrm.sales.handovers.answering import accept, give_back, settle_due
from tuicrm.sales.handovers.giving import give
from tuicrm.sales.handovers.leaving import give_all, shared_out
from tuicrm.sales.handovers.listing import card, listing, pending
from tuicrm.sales.handovers.passing import Terms
from tuicrm.sales.handovers.proposing import candidates
from tuicrm.sales.handovers.restoring import restore

__all__ = [
    "Terms", "accept", "candidates", "card", "give", "give_all", "give_back", "listing", "pending", "restore",
    "settle_due", "shared_out",
]  # fmt: skip
