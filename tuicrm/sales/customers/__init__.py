"""Customers: which one is meant, all about it on one page, and how what is known of it changes."""

from tuicrm.sales.customers import words as words
from tuicrm.sales.customers.card import CustomerCard, card
from tuicrm.sales.customers.classing import Score, classify, score, scores
from tuicrm.sales.customers.contacting import ContactMade, add_contact, edit_contact, set_aside
from tuicrm.sales.customers.editing import Edited, archive, edit
from tuicrm.sales.customers.finding import CustomerRef, find, likely

__all__ = [
    "ContactMade", "CustomerCard", "CustomerRef", "Edited", "Score", "add_contact", "archive", "card", "classify",
    "edit", "edit_contact", "find", "likely", "score", "scores", "set_aside",
]  # fmt: skip
