"""What the refusals of calendars are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_sentences

add_sentences(
    {
        "for_whom": N_(
            "“{subject}”: for whom? No customer has an e-mail or a name of it. Add --customer or --project."
        ),
        "over": N_("“{subject}” is over. Add --past to take it, too."),
        "no_master": N_("“{subject}” changes one time of a series that is not here."),
    }
)
