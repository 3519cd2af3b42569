"""What the refusals and acts of handovers are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "nothing_to_give": N_("There is nothing to hand over. Name a customer, a project, or somebody who holds some."),
        "nobodys": N_("Nobody holds {name}. Claim or assign it instead."),
        "same_holder": N_("{to} holds {name} already."),
        "handover_pending": N_("{name} waits for {to} to accept it. Take that back first."),
        "asks_first": N_("Only a lead hands over at once. Let {to} accept it."),
        "due_past": N_("{day} is over. Give a day by which it is to be answered."),
        "if_late": N_("What is not answered in time goes back or to the lead, not {given}."),
        "handed_on": N_("{by} holds it since. Look again."),
        "answered": N_("That was answered already."),
        "reason_missing_why": N_("Say why it goes back."),
        "split": N_("{given} is no way to share. Choose one of: {known}."),
    }
)
add_operations(
    {
        "handover.give": N_("handover of {name}"),
        "handover.give_all": N_("handover of all, {name} first"),
        "handover.accept": N_("acceptance of {name}"),
        "handover.return": N_("return of {name}"),
    }
)
