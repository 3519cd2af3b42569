"""Where the company is at home: the country in which its phone numbers are read, and its currency."""

from sqlalchemy import select

from tuicrm.plain.countries import country_code
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.plain.phones import phone_keys
from tuicrm.sales.currency import has_money
from tuicrm.sales.home import home
from tuicrm.sales.settings.declared import Setting, declare
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers

add_sentences(
    {"money_known": N_("The currency stays {currency}: there are projects, products or amounts in it already.")}
)
_AT_ONCE = 500
"""So many numbers are read anew in the act that changes the country; more would hold up everybody else."""


def _read_anew(session: Session, region: str) -> str:
    """Read the phones that were none in the old country as numbers of the new one; say how many are."""
    live = (
        select(contact_points.c.id, contact_points.c.customer_id, contact_points.c.value, customers.c.country)
        .join(customers, customers.c.id == contact_points.c.customer_id)
        .where(
            contact_points.c.kind == "phone", contact_points.c.archived_at.is_(None),
            contact_points.c.reach_key.not_like("+%"),
        )
    )  # fmt: skip
    rows = session.all(live.limit(_AT_ONCE + 1))
    if len(rows) > _AT_ONCE:
        return _("Numbers that are kept already stay as they are; there are too many to read them anew at once.")
    count = 0
    for row in rows:
        keys = phone_keys(row.value.replace(";ext=", " ext. "), region, country_code(row.country))
        if len(keys) == 1 and keys[0].startswith("+"):
            change.update(session, contact_points, row.id, reach_key=keys[0])
            count += 1
    if not count:
        return _("Numbers that are kept already stay as they are.")
    return ngettext(
        "{n} number that is kept already is read as one of there now.",
        "{n} numbers that are kept already are read as those of there now.",
        count,
    ).format(n=count)


def _while_no_money(session: Session, currency: str) -> str:
    """Refuse another currency once there is money: what is in the books would be worth something else."""
    before = home(session).currency
    if currency != before and has_money(session):
        raise Refused("money_known", currency=before)
    return ""


REGION = Setting(
    "region", "company", "country", "", N_("The country of phone numbers that are written without a country code."),
    apply=_read_anew,
)  # fmt: skip
CURRENCY = Setting(
    "currency", "company", "currency", "", N_("The home currency; it may change as long as there is no money."),
    apply=_while_no_money,
)  # fmt: skip
declare(REGION, CURRENCY)
