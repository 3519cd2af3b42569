"""What speaks against a time, in a sentence."""

from collections.abc import Sequence
from datetime import datetime

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row
from tuicrm.sales.agenda.clashes import AWAY, FREE_DAY, OVERLAP, Clash


def clash_words(clash: Clash, now: datetime) -> str:
    """Say what speaks against a time; `now` is in the reader's zone."""
    name = show(clash.user)
    if clash.kind == OVERLAP and clash.at is not None:
        at = formats.clock(clash.at.astimezone(now.tzinfo))
        return _("{name} has something at {time} already: {about}.").format(name=name, time=at, about=show(clash.about))
    if clash.kind == AWAY:
        return _("{name} is away on that day.").format(name=name)
    if clash.kind == FREE_DAY:
        return _("{name} does not work on that day.").format(name=name)
    return _("That is outside of {name}'s working hours.").format(name=name)


def all_against(clashes: Sequence[Clash], now: datetime) -> str:
    """Say everything that speaks against a time; "" where nothing does."""
    return in_a_row(*(clash_words(clash, now) for clash in clashes)) if clashes else ""
