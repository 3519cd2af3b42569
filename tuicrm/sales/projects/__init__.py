"""Projects: one chance to sell each."""

from tuicrm.sales.projects import words as words
from tuicrm.sales.projects.adding import NewProject, add
from tuicrm.sales.projects.card import card
from tuicrm.sales.projects.editing import edit, set_aside
from tuicrm.sales.projects.finding import find, listing

__all__ = ["NewProject", "add", "card", "edit", "find", "listing", "set_aside"]
