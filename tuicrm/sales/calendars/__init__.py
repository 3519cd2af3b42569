"""Actions as entries of other calendars, given and taken; files are read and written in `exchange`."""

from tuicrm.sales.calendars import words as words
from tuicrm.sales.calendars.entry import Attendee, Entry, Given
from tuicrm.sales.calendars.giving import entries
from tuicrm.sales.calendars.taking import Taken, take

__all__ = ["Attendee", "Entry", "Given", "Taken", "entries", "take"]
