"""Words for what speaks for one customer, and for what the rules about pairs refuse."""

from tuicrm.plain.language import N_, _, listed
from tuicrm.sales.wording import KINDS, add_operations, add_sentences

WHY = {
    "registration": N_("registration number"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "domain": N_("domain"),
    "name": N_("name"),
    "place": N_("name but for the place"),
    "extension": N_("another extension of the same number"),
    "near": N_("similar name"),
}

add_sentences(
    {
        "same_customer": N_("A customer cannot be merged with itself."),
        "merged_before": N_("{name} was merged already."),
        "not_merged": N_("{name} was not merged with another customer."),
        "merge_field": N_("There is no field {field} to take over. Look at the comparison for the names."),
        "changed_after_merge": N_("{name} was merged once more since. Undo that first."),
    }
)
KINDS["two_customers"] = N_("pair of customers")
add_operations({"customer.merge": N_("merge with {name}"), "customer.not_same": N_("verdict on two customers")})


def evidence(why: str) -> str:
    """Say what agrees: `phone, similar name`."""
    return listed(_(WHY[one]) if one in WHY else one for one in why.split(",") if one)
