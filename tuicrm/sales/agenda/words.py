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
        "done_stays": N_("This is done. Correct it with a reason, or take the outcome back."),
        "next_missing": N_("What next for {name}? Go on with: then call fri 10:00; or say: no next step because ..."),
        "why_needed": N_("Why? Give a reason."),
        "need_unknown": N_("{given} is not on the team's list of needs. There are: {known}."),
        "too_long_done": N_("A length is from 0 minutes to {most} hours."),
        "postponed_often": N_("This was put off {times} times already, {days} days in all. Say why, or do otherwise."),
        "phone_mark": N_("A phone is wrong, closed or good, not {given}."),
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
        "agenda.correct": N_("correction at {name}"),
        "contact.mark_phone": N_("mark on a phone of {name}"),
        "contact.close_phones": N_("closing of the phones of {name}"),
    }
)
