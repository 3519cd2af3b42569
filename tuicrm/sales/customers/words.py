"""Words for what the rules about customers refuse, and for the acts that can be taken back."""

from datetime import date
from decimal import Decimal

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, strung
from tuicrm.plain.money import from_decimal
from tuicrm.sales.fields import FieldValue
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


def own_text(one: FieldValue, currency: str, *, is_short: bool = False) -> str:
    """Give the value of an own field as people read it: an amount as money, short where there is little room."""
    if one.field.type == "yesno" and one.text:
        return _(one.text)
    if one.field.type != "money" or not one.text:
        return show(one.text)
    minor = from_decimal(Decimal(one.text), currency).minor
    return formats.short_money(minor, currency) if is_short else formats.money(minor, currency)


def locked(until_on: date | None, reason: str | None, today: date) -> str:
    """Say until when it is kept from recycling, and why; nothing where it is not."""
    if until_on is None:
        return ""
    return strung((_("locked until {day}").format(day=formats.day(until_on, today)), show(reason or "")))


def held(owner: str | None, days: int) -> str:
    """Say who holds it, or that it lies in the pool, and for how long."""
    if not days:
        said = _("held by {owner} since today") if owner else _("in the pool since today")
    else:
        said = _("held by {owner} for {days}") if owner else _("in the pool for {days}")
    return said.format(owner=show(owner or ""), days=formats.days(days))
