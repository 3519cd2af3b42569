"""Who holds which customer: the pool, and how customers leave it and come back."""

from tuicrm.sales.pool import words as words
from tuicrm.sales.pool.assigning import assign, assign_many
from tuicrm.sales.pool.checking import Checked, Known, check
from tuicrm.sales.pool.claiming import claim, claim_many
from tuicrm.sales.pool.counting import PoolCounts, Use, counts, use
from tuicrm.sales.pool.holding import Held, HeldMany, Left, change_holder, open_stay
from tuicrm.sales.pool.listing import PoolPage, PoolQuery, PoolRow, page
from tuicrm.sales.pool.locking import lock, relock, unlock
from tuicrm.sales.pool.recycling import Recycled, Returning, daily, due, recycle, warnings
from tuicrm.sales.pool.releasing import REASONS, release, release_many
from tuicrm.sales.pool.restoring import restore

__all__ = [
    "REASONS",
    "Checked",
    "Held",
    "HeldMany",
    "Known",
    "Left",
    "PoolCounts",
    "PoolPage",
    "PoolQuery",
    "PoolRow",
    "Recycled",
    "Returning",
    "Use",
    "assign",
    "assign_many",
    "change_holder",
    "check",
    "claim",
    "claim_many",
    "counts",
    "daily",
    "due",
    "lock",
    "open_stay",
    "page",
    "recycle",
    "release",
    "release_many",
    "relock",
    "restore",
    "unlock",
    "use",
    "warnings",
]  # fmt: skip
