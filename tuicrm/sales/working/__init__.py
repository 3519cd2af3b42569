"""When people work: hours, holidays by country, days that the team has free, and leave with its deputies."""

from tuicrm.sales.working import words as words
from tuicrm.sales.working.days import FreeDay, add_day, days, drop_day
from tuicrm.sales.working.hours import Worked, set_hours, shown_hours
from tuicrm.sales.working.leave import Absence, absences, enter, withdraw
from tuicrm.sales.working.offers import Offered, offered, take_over
from tuicrm.sales.working.times import of_team, of_user

__all__ = [
    "Absence", "FreeDay", "Offered", "Worked", "absences", "add_day", "days", "drop_day", "enter", "of_team",
    "of_user", "offered", "set_hours", "shown_hours", "take_over", "withdraw",
]  # fmt: skip
