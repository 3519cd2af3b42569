"""Projects: one chance to sell each."""

from tuicrm.sales.projects import words as words
from tuicrm.sales.projects.adding import NewProject, add
from tuicrm.sales.projects.card import card
from tuicrm.sales.projects.chance import settle
from tuicrm.sales.projects.editing import edit, set_aside
from tuicrm.sales.projects.finding import find, listing
from tuicrm.sales.projects.goods import set_need, set_product
from tuicrm.sales.projects.helping import add_helper, helpers, remove_helper
from tuicrm.sales.projects.notes import link, tag, unlink
from tuicrm.sales.projects.people import set_contact

__all__ = [
    "NewProject", "add", "add_helper", "card", "edit", "find", "helpers", "link", "listing", "remove_helper",
    "set_aside", "set_contact", "set_need", "set_product", "settle", "tag", "unlink",
]  # fmt: skip
