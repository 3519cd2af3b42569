"""What the refusals about projects say, and what its acts are called when they can be taken back."""

from tuicrm.plain.language import N_
from tuicrm.sales.wording import add_operations, add_sentences

add_sentences(
    {
        "nameless": N_("A project needs a name. Type one."),
        "negative_amount": N_("An amount cannot be below zero. Type it again."),
        "product_unknown": N_("There is no product {given}. Check the spelling, or leave it out."),
        "category": N_("{given} is no forecast category. Choose one of: {known}."),
        "probability": N_("{given} is no probability. Choose a number from 0 to 100."),
        "field_unknown": N_("A project has no {fields}. Check the spelling."),
        "filter": "{sentence}",  # the reader of filters says it in words already
        "filter_amount": N_("“{given}” is no amount. Write it like 5000.. or 10k..50k."),
        "filter_day": N_("“{given}” is no day. Write it like 2026-11-23 or monday."),
    }
)
add_operations(
    {
        "project.add": N_("new project {name}"),
        "project.edit": N_("change of {name}"),
        "project.set_aside": N_("setting aside of {name}"),
    }
)
