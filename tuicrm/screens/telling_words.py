"""How a sentence about what was done is shown as it is understood, each fact in words."""

from datetime import date, datetime

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.agenda.telling import Step, Tick, Told
from tuicrm.widgets.reading_lines import Part

PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}


def parts(told: Told, today: date) -> list[Part]:
    """Give each fact as a label, a text, and whether it is sure."""
    return [_part(tick, today) for tick in told.ticks]


def lacking(told: Told, off: frozenset[int] = frozenset()) -> str:
    """Say what the sentence lacks to be kept, or nothing."""
    return _("When is the next step? Give a day or a time after “then”.") if told.lacks_when(off) else ""


def _part(tick: Tick, today: date) -> Part:
    value = tick.value
    match tick.what:
        case "outcome":
            return "", outcome_word(value), True
        case "amount":
            return _("amount"), formats.money(value.minor, value.currency), True
        case "expected":
            return _("closes"), formats.near_day(value, today), True
        case "need":
            return _("need"), show(value), True
        case "person":
            return _("with"), show(value[1]), True
        case "no_next":
            return _("no next step:"), show(value), True
        case "promise":
            return f"{_(PROMISES[value.side])}:", _step(value, today, with_kind=False), True
    return _("next:"), _step(value, today), bool(value.on or value.at)


def _step(step: Step, today: date, *, with_kind: bool = True) -> str:
    when = _when(step.at, step.on, today) or _("when? give a day or a time")
    kind = _(KIND[step.kind].word) if with_kind and step.kind in KIND else ""
    return " ".join(part for part in (kind, show(step.subject), when) if part)


def _when(at: datetime | None, on: date | None, today: date) -> str:
    return formats.near_time(at, on, today)
