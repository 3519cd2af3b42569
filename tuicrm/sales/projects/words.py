"""What the refusals and acts of projects are called."""

from typing import TYPE_CHECKING

from tuicrm.plain.language import N_, _
from tuicrm.sales.wording import add_operations, add_sentences

if TYPE_CHECKING:
    from tuicrm.sales.projects.card import ActionLine

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
        "probability_reason": N_("An own chance of {given}% needs a reason. Say why."),
        "nothing_stale": N_("{name} has no own chance that waits for an answer."),
        "not_of_customer": N_("{name} is not with the customer of this project. Choose one who is."),
        "pieces": N_("{given} pieces cannot be. Write 0 to {most}."),
        "need_state": N_("{given} says nothing of a need. Choose one of: {known}."),
        "tag_form": N_("A tag is one word or a few, without a comma, at most {most} characters."),
        "link_form": N_("Say where it lies: an address or a path, at most {most} characters."),
        "field_unknown": N_("There is no field {fields}. Look at the help for the names."),
    }
)
WARNED = {
    "one_contact": N_("hangs on one contact only"),
    "no_decider": N_("nobody who decides is known"),
}
"""What a large open project is warned of."""

add_operations(
    {
        "project.add": N_("new project {name}"),
        "project.edit": N_("change of {name}"),
        "collaborator.add": N_("collaborator of {name}"),
        "collaborator.remove": N_("leave of a collaborator of {name}"),
        "project.set_contact": N_("part of a contact in {name}"),
        "project.set_product": N_("products of {name}"),
        "project.set_need": N_("needs of {name}"),
        "project.tag": N_("tags of {name}"),
        "project.link": N_("link of {name}"),
        "project.unlink": N_("removal of a link of {name}"),
        "project.edit_many": N_("change of several projects"),
        "project.tag_many": N_("tags of several projects"),
        "project.settle_chance": N_("own chance of {name}"),
        "project.set_aside": N_("setting aside of {name}"),
    }
)


def of_playbook(line: "ActionLine") -> str:
    """Say which playbook planned an action, and which version of it; "" for none."""
    if line.playbook_number is None:
        return ""
    return _("playbook of {stage}, version {number}").format(stage=line.playbook, number=line.playbook_number)


def reason_of(line: "ActionLine") -> str:
    """Say why it was called off, skipped or missed; what was only taken back has no reason."""
    return line.reason if line.reason and line.reason != "undo" else ""
