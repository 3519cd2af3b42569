"""Calling one after the other: a run, its order, its records, what came of each."""

from tuicrm.sales.calling import words as words
from tuicrm.sales.calling.hours import CallHours, set_hours
from tuicrm.sales.calling.hours import listing as call_hours
from tuicrm.sales.calling.lineup import Started, start
from tuicrm.sales.calling.logging import Logged, end, log, put_back, resume, skip, take_back, take_in
from tuicrm.sales.calling.looking import LastCall, RunRow, RunView, Summary, look, mine
from tuicrm.sales.calling.record import Number, RunRecord

__all__ = [
    "CallHours", "LastCall", "Logged", "Number", "RunRecord", "RunRow", "RunView", "Started", "Summary",
    "call_hours", "end", "log", "look", "mine", "put_back", "resume", "set_hours", "skip", "start", "take_back",
    "take_in",
]  # fmt: skip
