"""What the agenda's refusals and acts are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "kind": N_("{given} is no kind of action. Choose one of: {known}."),
        "outcome": N_("{given} is no outcome. Choose one of: {known}."),
        "no_time": N_("When? Give a day or a time, as in: fri 10:00."),
        "about_nothing": N_("For whom? Name a customer or a project."),
        "promise": N_("A promise is ours or theirs, not {given}."),
        "not_planned": N_("This is not planned any more; it was done or called off."),
        "cancelled_before": N_("This was called off already."),
        "not_cancelled": N_("This was not called off."),
        "not_done": N_("This was not done, so there is no outcome to take back."),
    }
)
add_operations(
    {
        "agenda.plan": N_("plan for {name}"),
        "agenda.done": N_("outcome at {name}"),
        "agenda.log": N_("record at {name}"),
        "agenda.cancel": N_("calling off for {name}"),
        "agenda.postpone": N_("new time for {name}"),
        "agenda.restore": N_("plan for {name}"),
    }
)
