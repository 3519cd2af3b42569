"""Words for states, verdicts and refusals of inquiries."""

from tuicrm.plain.language import N_, NP_, _
from tuicrm.sales.wording import add_operations, add_sentences

STATE_WORDS = {
    "new": NP_("state of an inquiry", "new"),
    "seen": NP_("state of an inquiry", "seen"),
    "tried": NP_("state of an inquiry", "tried"),
    "talked": N_("talked"),
    "project": N_("project"),
    "won": N_("won"),
    "refused": N_("refused"),
}
VERDICT_WORDS = {
    "no_budget": N_("no budget"),
    "no_need": N_("no need"),
    "student": N_("a student"),
    "wrong_region": N_("wrong region"),
    "competitor": N_("a competitor"),
    "spam": N_("spam"),
    "duplicate": N_("a duplicate"),
    "other": N_("other"),
}

add_sentences(
    {
        "verdict": N_("There is no verdict {given}. Choose one of: {known}."),
        "state_unknown": N_("There is no state {given}. Choose one of: {known}."),
        "led_to_project": N_("This inquiry led to a project. Lose the project instead."),
        "other_customer": N_("{name} is not a project of this customer."),
    }
)
add_operations(
    {
        "inquiry.judge": N_("verdict on an inquiry of {name}"),
        "inquiry.tie": N_("project of an inquiry of {name}"),
    }
)


def in_words(state: str, tries: int = 0, verdict: str | None = None) -> str:
    """Say a state: `new`, `tried 2`, `refused: no budget`."""
    word = _(STATE_WORDS[state]) if state in STATE_WORDS else state
    if state == "tried":
        return _("tried {n}").format(n=tries)
    if state == "refused" and verdict in VERDICT_WORDS:
        return _("{state}: {verdict}").format(state=word, verdict=_(VERDICT_WORDS[verdict]))
    return word
