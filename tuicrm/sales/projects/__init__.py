"""Projects: one chance to sell each."""

from tuicrm.sales.projects import words as words
from tuicrm.sales.projects.adding import NewProject, add
from tuicrm.sales.projects.card import card
from tuicrm.sales.projects.editing import edit, set_aside
from tuicrm.sales.projects.finding import find, listing
from tuicrm.sales.projects.helping import add_helper, helpers, remove_helper

__all__ = [
    "NewProject", "add", "add_helper", "card", "edit", "find", "helpers", "listing", "remove_helper", "set_aside",
]  # fmt: skip
