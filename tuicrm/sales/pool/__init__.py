"""Who holds which customer: the pool, and how customers leave it and come back."""

from tuicrm.sales.pool import words as words
from tuicrm.sales.pool.assigning import assign, assign_many
from tuicrm.sales.pool.checking import Checked, Known, check
from tuicrm.sales.pool.claiming import claim, claim_many
from tuicrm.sales.pool.counting import PoolCounts, Use, counts, use
from tuicrm.sales.pool.entering import InquiryCredit, inquiry_credit
from tuicrm.sales.pool.fairness import Fairness, fairness
from tuicrm.sales.pool.hand_outs import hand_out_many, reassign, record
from tuicrm.sales.pool.handing_out import HandedOut, hand_out
from tuicrm.sales.pool.holding import Held, HeldMany, Left, change_holder, open_stay
from tuicrm.sales.pool.listing import PoolPage, PoolRow, page
from tuicrm.sales.pool.locking import lock, relock, unlock
from tuicrm.sales.pool.offering import filter_values
from tuicrm.sales.pool.paging import PoolQuery
from tuicrm.sales.pool.recycling import Recycled, Returning, daily, due, is_due, recycle, warnings
from tuicrm.sales.pool.releasing import REASONS, release, release_many
from tuicrm.sales.pool.resource import Resource, resource
from tuicrm.sales.pool.restoring import restore
from tuicrm.sales.pool.several import OnePool, close_pool, open_pool, pools_of, put, put_back
from tuicrm.sales.pool.showing import Shown, show_card
from tuicrm.sales.pool.territory import look_after, look_no_more, territories_of
from tuicrm.sales.pool.unworked import Unworked, unworked

__all__ = [
    "REASONS",
    "Checked",
    "Fairness",
    "HandedOut",
    "Held",
    "HeldMany",
    "InquiryCredit",
    "Known",
    "Left",
    "OnePool",
    "PoolCounts",
    "PoolPage",
    "PoolQuery",
    "PoolRow",
    "Recycled",
    "Resource",
    "Returning",
    "Shown",
    "Unworked",
    "Use",
    "assign",
    "assign_many",
    "change_holder",
    "check",
    "claim",
    "claim_many",
    "close_pool",
    "counts",
    "daily",
    "due",
    "fairness",
    "filter_values",
    "hand_out",
    "hand_out_many",
    "inquiry_credit",
    "is_due",
    "lock",
    "look_after",
    "look_no_more",
    "open_pool",
    "open_stay",
    "page",
    "pools_of",
    "put",
    "put_back",
    "reassign",
    "record",
    "recycle",
    "release",
    "release_many",
    "relock",
    "resource",
    "restore",
    "show_card",
    "territories_of",
    "unlock",
    "unworked",
    "use",
    "warnings",
]  # fmt: skip
