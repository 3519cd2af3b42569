"""A review in words: why a project is talked about, what was decided, and what is refused."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.risk_words import reason as reason
from tuicrm.sales.funnel.risk_words import reasons as reasons
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "decision": N_("{given} is no decision. Choose one of: {known}."),
        "step_needed": N_("Say what is to be done, by whom and when: call L. Kral wed @li."),
        "day_needed": N_("{given} is no day. Write it as 29 jan or 2027-01-29."),
        "category_needed": N_("Say which category: {known}."),
        "who_needed": N_("Say who: choose one of us."),
        "no_decision": N_("That decision was taken back already."),
        "since_not_before": N_("{day} is not before today. Give the day of the last review."),
    }
)
add_operations({"review.decide": N_("the last decision of the review")})


def step_words(kind: str, subject: str) -> str:
    """Say what is to be done next; a task is told by its subject."""
    return subject if kind == "task" or kind not in KIND else f"{_(KIND[kind].word)} {show(subject)}"


def counted(done: int, left: int) -> str:
    """Say what became of the last decisions: 7 decisions: 5 done, 2 open."""
    said = ngettext("{count} decision", "{count} decisions", done + left).format(count=done + left)
    if not done + left:
        return _("no decisions")
    return _("{decisions}: {done} done, {left} open").format(decisions=said, done=done, left=left)
