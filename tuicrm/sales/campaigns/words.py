"""Words for campaigns: the lines of their chain, ways of credit, refusals."""

from tuicrm.plain.language import N_
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
