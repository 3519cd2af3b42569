"""The five sentences of the team page: words before numbers, and `can't tell yet` where the data says no more."""

from dataclasses import dataclass

from tuicrm.plain.language import N_, _
from tuicrm.sales.analysis.team import TeamPage
from tuicrm.sales.analysis.telling.ability import ability_words
from tuicrm.sales.analysis.telling.decided import decided_words
from tuicrm.sales.analysis.telling.helping import help_words
from tuicrm.sales.analysis.telling.plan import plan_words
from tuicrm.sales.analysis.telling.risk import risk_words

NAMES = {
    "plan": N_("Plan"),
    "ability": N_("Ability"),
    "risk": N_("Risk"),
    "help": N_("Help"),
    "decided": N_("Decided"),
}


@dataclass(frozen=True)
class Sentence:
    """One of the five.

    Attributes:
        tone: whether it is good or bad news: good, still, late or text.
        interval: how sure its figures are, for who asks; "" where it has none.
    """

    key: str
    name: str
    text: str
    tone: str = "text"
    interval: str = ""


def sentences(page: TeamPage) -> tuple[Sentence, ...]:
    """Word the figures of a team page, in the language of the moment."""
    said = (
        ("plan", *plan_words(page.plan, page.currency)),
        ("ability", *ability_words(page.ability, page.currency)),
        ("risk", *risk_words(page.risk, page.ability, page.currency)),
        ("help", *help_words(page.help, page.ability, page.risk)),
        ("decided", *decided_words(page.decided, page.since, page.currency)),
    )
    return tuple(Sentence(key, _(NAMES[key]), *told) for key, *told in said)
