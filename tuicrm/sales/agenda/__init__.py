"""Actions: planned, done with an outcome, or cancelled; and the lists that a day is worked from."""

from tuicrm.sales.action_kinds import KINDS, OUTCOMES
from tuicrm.sales.agenda import words as words
from tuicrm.sales.agenda.briefing import Brief, Month, brief, month
from tuicrm.sales.agenda.calling_off import cancel, restore
from tuicrm.sales.agenda.doing import correct, done, log, take_back
from tuicrm.sales.agenda.following import Also
from tuicrm.sales.agenda.listing import ActionRow, find, of_project, span
from tuicrm.sales.agenda.nowlist import now_list
from tuicrm.sales.agenda.planning import NewAction, plan, postpone
from tuicrm.sales.agenda.sentence import read_line

__all__ = [
    "KINDS", "OUTCOMES", "ActionRow", "Also", "Brief", "Month", "NewAction", "brief", "cancel", "correct", "done",
    "find", "log", "month", "now_list", "of_project", "plan", "postpone", "read_line", "restore", "span", "take_back",
]  # fmt: skip
