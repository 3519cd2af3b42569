"""Words for campaigns: the lines of their chain, ways of credit, refusals."""

from datetime import date

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, ngettext
from tuicrm.sales.campaigns.chain import Chain, Line
from tuicrm.sales.inquiries.words import VERDICT_WORDS
from tuicrm.sales.wording import add_operations, add_sentences

LINES = {
    "taken": N_("taken in"),
    "known": N_("known before"),
    "called": N_("called or visited"),
    "untouched": N_("untouched"),
    "projects": N_("projects"),
    "won": N_("won"),
    "revenue": N_("revenue"),
    "profit": N_("profit"),
    "cost": N_("cost"),
    "return": N_("profit less cost"),
    "refused": N_("refused"),
}
CREDIT = {
    "first": N_("credit to the first touch"),
    "last": N_("credit to the last touch"),
    "equal": N_("credit in equal parts to all touches"),
}

add_sentences(
    {
        "chain_line": N_("There is no list of projects or purchases behind {given}. There is one behind: {known}."),
        "credit": N_("There is no way of credit {given}. Choose one of: {known}."),
        "campaign_days": N_("The campaign would end before it begins."),
        "campaign_cost": N_("A cost is an amount of 0 or more."),
        "no_rate": N_(
            "There is no rate of {currency} for that month. Give the cost in {home}, or enter it:"
            " tuicrm rate set {currency} RATE --on DATE"
        ),
    }
)
add_operations({"campaign.cost": N_("cost of a campaign"), "campaign.edit": N_("edit of a campaign")})


def value(one: Line, currency: str) -> str:
    """Write what a line of the chain comes to; an amount that nobody knows is no 0."""
    if one.value is None:
        return _("not known")
    return formats.money(int(one.value), currency) if one.is_money else f"{round(one.value, 2):g}"


def note(one: Line, found: Chain, today: date) -> str:
    """Say what stands behind a line of the chain: why refused, who waits longest, what is left out."""
    if one.key == "untouched" and found.oldest_on is not None:
        return _("the oldest since {day}: {name}, {holder}").format(
            day=formats.day(found.oldest_on, today),
            name=show(found.oldest or ""),
            holder=show(found.holder or _("pool")),
        )
    if one.key == "profit" and found.unknown_cost:
        return left_out(found.unknown_cost)
    return listed(f"{_(VERDICT_WORDS[verdict])} {n}" for verdict, n in one.parts)


def left_out(purchases: int) -> str:
    """Say how many purchases no profit counts, because nobody knows what they cost."""
    return ngettext(
        "{n} purchase without a known cost is left out", "{n} purchases without a known cost are left out", purchases
    ).format(n=formats.count(purchases))
