"""Where each of the five sentences leads: to what it rests on, and to the one act that it asks for."""

from dataclasses import dataclass

from tuicrm.plain.language import N_
from tuicrm.sales.analysis.questions import QUESTIONS
from tuicrm.sales.analysis.team import TeamPage
from tuicrm.screens import CARDS
from tuicrm.screens.answer import number_of

HOW = {
    "plan": N_(
        "Won: purchases of this quarter. Likely: that and the amounts of open projects that may close in it, each "
        "times the chance of its stage. Behind: a team below four fifths of its target up to today."
    ),
    "ability": N_(
        "Sum of profit (amount less cost of purchases, credited to the holder at the win) / sum of person-months of "
        "reps (days employed, not on leave), twelve whole months against the same a year before. What may be luck is "
        "not claimed: persons are drawn again, and dealt by lot."
    ),
    "risk": N_(
        "The three largest open projects with one contact at most, or without a next step in time; and a product that "
        "one of us alone has won three times in two years, more often than by luck."
    ),
    "help": N_(
        "Of projects begun in twelve months: the share that ever went on from a stage, of who had joined within a year "
        "before and of the others. Named where it is no luck after all stages tested (one false alarm in ten)."
    ),
    "decided": N_(
        "The decisions of the last review within two weeks, what became of the action of each, and what their projects "
        "have done since; that one came of the other is not said."
    ),
}


@dataclass(frozen=True)
class Way:
    """One way out of a sentence: a card with its record, or one of the five screens."""

    words: str
    card: str = ""
    record_id: int = 0
    place: str = ""


def evidence_of(key: str, page: TeamPage | None = None) -> Way:
    """Give what a sentence rests on."""
    match key:
        case "risk" if page is not None and page.risk.is_know_how:
            return _first(("coverage", N_("who can sell which product")))
        case "plan":
            return _first(("targets", N_("targets and pace, person by person")))
        case "ability":
            return _first(("moved", N_("why the average moved")), ("people", N_("the four figures of each person")))
        case "risk":
            return _first(("abnormal", N_("the projects at risk, by money")))
        case "help":
            return _first(("gap", N_("which stage the new ones lose")), ("stages", N_("how projects leave each stage")))
    return Way(N_("the review with its decisions"), "review")


def act_of(key: str, page: TeamPage) -> Way | None:
    """Give the one act that a sentence asks for; None where there is nothing to do."""
    match key:
        case "plan" | "decided":
            return Way(N_("hold the review"), "review")
        case "risk":
            if page.risk.is_know_how:
                return _first(("leaving", N_("see what would go with whom")))
            if page.risk.first_id is not None:
                return Way(N_("open the largest of these projects"), "project", page.risk.first_id)
            return None
        case "ability" | "help" if "pairs" in CARDS:
            return Way(N_("pair who learns with who can teach it"), "pairs")
        case "ability":
            return _first(("ramp", N_("see how the new ones learn")), ("luck", N_("see whom luck and mix flatter")))
    return _first(("people", N_("see each person's figures")))


def _first(*named: tuple[str, str]) -> Way:
    """Give the first of these questions that there is; the last is always there."""
    name, words = next(one for one in named if one[0] in QUESTIONS)
    return Way(words, "answer", number_of(name))
