"""Why a project is talked about, in words."""

from datetime import date

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed
from tuicrm.sales.funnel.risks import Reason, Talk

CATEGORY_WORDS = {
    "omitted": N_("omitted"),
    "pipeline": N_("pipeline"),
    "best": N_("best case"),
    "commit": N_("commit"),
}


def reason(one: Reason, talk: Talk, today: date, currency: str) -> str:
    """Say why a project is talked about, short: `late 3 d`, `no next step, closes in 12 d`."""
    days = formats.days(one.days)
    match one.key:
        case "late":
            return _("date {days} past").format(days=days)
        case "next_late":
            return _("next step late {days}").format(days=days) if one.days else _("next step late today")
        case "moved":
            return _("date moved from {day}").format(day=formats.day(one.on, today))
        case "soon":
            return _("no next step, closes {day}").format(day=formats.day(talk.expected_on, today))
        case "still":
            return _("{days} still, stage allows {allowed}").format(days=days, allowed=formats.days(one.minor))
        case "large":
            return _("large")
        case "category_down":
            return _("forecast down from {category}").format(category=_(CATEGORY_WORDS[one.word or "pipeline"]))
        case "amount_down":
            return _("amount down from {amount}").format(amount=formats.short_money(one.minor, currency))
        case "moved_back":
            return _("back from {stage}").format(stage=show(one.word or ""))
        case "no_next":
            return _("no next step")
        case "no_amount":
            return _("no amount")
        case _:
            return _("no expected day")


def reasons(talk: Talk, today: date, currency: str) -> str:
    """Say all reasons in a row."""
    return listed(reason(one, talk, today, currency) for one in talk.reasons)
