"""Fields for amounts, shown as understood while they are typed."""

from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.money import exact_text, read_amount
from tuicrm.widgets.fields import Field, Reading


def amount_field(key: str, label: str, minor: int | None, currency: str, *, required: bool = False) -> Field:
    """Make a field for an amount in a currency, filled with what is known."""
    value = "" if minor is None else exact_text(minor, currency)

    def read(text: str) -> Reading:
        if not text.strip():
            return Reading("")
        try:
            found = read_amount(text, currency)
        except ValueError:
            return Reading(_("not an amount; write 28k or 28000.50"), ok=False)
        if found.currency != currency:
            return Reading(_("this is in {currency}").format(currency=currency), ok=False)
        return Reading(formats.money(found.minor, currency))

    return Field(key, f"{label} ({currency})", "money", value, required, read=read)


def minor_of(text: str, currency: str) -> int | None:
    """Give the minor units that a sent field says; None for an empty one."""
    return read_amount(text, currency).minor if text.strip() else None
