"""Inquiries: what arrived, what became of each, and what a seller says of those that lead nowhere."""

from tuicrm.sales.inquiries import words as words
from tuicrm.sales.inquiries.listing import Inquiry, InquiryPage, InquiryQuery, one, page
from tuicrm.sales.inquiries.refusing import Judged, judge, tie
from tuicrm.sales.inquiries.seeing import see, unseen
from tuicrm.sales.inquiries.state import STATES

__all__ = [
    "STATES", "Inquiry", "InquiryPage", "InquiryQuery", "Judged", "judge", "one", "page", "see", "tie", "unseen",
]  # fmt: skip
