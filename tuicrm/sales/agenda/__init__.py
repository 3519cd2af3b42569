"""Actions: planned, done with an outcome, or cancelled; and the lists that a day is worked from."""

from tuicrm.sales.action_kinds import KINDS, OUTCOMES
from tuicrm.sales.agenda import telling as telling
from tuicrm.sales.agenda import words as words
from tuicrm.sales.agenda.briefing import Brief, Month, brief, month
from tuicrm.sales.agenda.calling_off import cancel, restore
from tuicrm.sales.agenda.clashes import Clash, clashes
from tuicrm.sales.agenda.doing import correct, done, log, take_back
from tuicrm.sales.agenda.editing import Card, card, edit
from tuicrm.sales.agenda.execution import Executed, execution
from tuicrm.sales.agenda.following import Also
from tuicrm.sales.agenda.kinds import KindRow, add_kind, edit_kind, kinds, retire_kind
from tuicrm.sales.agenda.listing import ActionRow, find, of_project, span
from tuicrm.sales.agenda.nowlist import now_list
from tuicrm.sales.agenda.planning import NewAction, plan, postpone
from tuicrm.sales.agenda.project_plan import (
    Step,
    Template,
    drop_template,
    keep_template,
    lay,
    shift,
    steps_of,
    templates,
)  # fmt: skip
from tuicrm.sales.agenda.rhythm import Coverage, Gap, coverage, missing, plan_missing, rhythms, set_rhythm
from tuicrm.sales.agenda.sentence import read_line
from tuicrm.sales.agenda.series import edit_to_come, end, keep_up, listed, plan_series
from tuicrm.sales.agenda.silence import Silent, silent
from tuicrm.sales.agenda.spans import Days, days
from tuicrm.sales.agenda.team_record import Entry, see, team_record
from tuicrm.sales.agenda.team_week import TeamWeek, team_week

__all__ = [
    "KINDS", "OUTCOMES", "ActionRow", "Also", "Brief", "Card", "Clash", "Coverage", "Days", "Entry", "Executed",
    "Gap", "KindRow", "Month", "NewAction", "Silent", "Step", "TeamWeek", "Template", "add_kind", "brief", "cancel",
    "card", "clashes", "correct", "coverage", "days", "done", "drop_template", "edit", "edit_kind", "edit_to_come",
    "end", "execution", "find", "keep_template", "keep_up", "kinds", "lay", "listed", "log", "missing", "month",
    "now_list", "of_project", "plan", "plan_missing", "plan_series", "postpone", "read_line", "restore",
    "retire_kind", "rhythms", "see", "set_rhythm", "shift", "silent", "span", "steps_of", "take_back", "team_record",
    "team_week", "templates",
]  # fmt: skip
