"""What the refusals and acts of projects are called."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "nameless": N_("A name is needed. Type one."),
        "product_unknown": N_("There is no product {given}. Use a name of the price list."),
        "negative_amount": N_("An amount cannot be below zero. Mend it."),
        "category": N_("{given} is no forecast category. Choose one of: {known}."),
        "probability": N_("A probability lies between 0 and 100. Mend {given}."),
        "sold": N_("{name} is won for what it is. Reopen it and win it with the right amount."),
        "holds_it": N_("{to} holds {name} and needs no leave to work on it."),
        "until_past": N_("{day} is over. Give a day that is still to come, or none."),
        "no_helper": N_("They do not work along on {name}."),
        "field_unknown": N_("There is no field {fields}. Look at the help for the names."),
    }
)
add_operations(
    {
        "project.add": N_("new project {name}"),
        "project.edit": N_("change of {name}"),
        "collaborator.add": N_("collaborator of {name}"),
        "collaborator.remove": N_("leave of a collaborator of {name}"),
        "project.set_aside": N_("setting aside of {name}"),
    }
)
