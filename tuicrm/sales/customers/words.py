"""Words for what the rules about customers refuse, and for the acts that can be taken back."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

NEED_WORDS = {"asked": N_("asked"), "met": N_("met"), "lost": N_("lost for it")}
"""What became of a need of a customer."""
KIND_WORDS = {"company": N_("company"), "person": N_("person")}

add_sentences(
    {
        "number_form": N_("“{text}” is not a number of {what}. Write digits only."),
        "kind_form": N_("A customer is a company or a person, not “{text}”."),
        "part_form": N_("There is no part {part}. Choose one of: {parts}."),
        "claim_first": N_("Phones of {name} are hidden while it lies in the pool. Claim it first."),
        "not_archived": N_("{name} is not archived."),
        "open_projects": N_("{name} has open projects. Win or lose them first."),
    }
)
add_operations(
    {
        "customer.edit": N_("edit of {name}"),
        "customer.archive": N_("archiving of {name}, or its return"),
        "contact.add": N_("new contact at {name}"),
        "contact.edit": N_("edit of a contact at {name}"),
        "contact.set_aside": N_("contact set aside at {name}"),
    }
)
