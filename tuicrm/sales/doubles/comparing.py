"""Two customers field by field: what each says, and which of it a merge would keep."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuicrm.plain.countries import country_key
from tuicrm.plain.language import N_
from tuicrm.sales import fields, rights
from tuicrm.sales.customers.facts import FACTS, text_of
from tuicrm.sales.doubles.listing import Side, sides
from tuicrm.sales.pool.holding import name_of
from tuicrm.sales.recognising import city_key, compact_registration
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

OWN = "own:"
OWNER = "owner"
JOINED = "note"
"""Both notes are kept, one below the other: there is nothing to choose."""

_PLAIN: Mapping[str, Callable[[str], str]] = {
    "country": country_key, "city": city_key, "region": city_key, "registration": compact_registration,
}  # fmt: skip
"""What two spellings of one value have in common: between GB and United Kingdom nobody has to choose."""


@dataclass(frozen=True)
class Compared:
    """One field of both: `kept` and `gone` as texts; `words` names it, own fields as the team calls them."""

    name: str
    words: str
    kept: str
    gone: str

    @property
    def differs(self) -> bool:
        """Say whether a person has to choose."""
        if not (self.kept and self.gone) or self.name == JOINED:
            return False
        plain = _PLAIN.get(self.name, str)
        return plain(self.kept) != plain(self.gone)


@dataclass(frozen=True)
class Comparison:
    """The customer that would stay, the one that would go into it, and their fields."""

    kept: Side
    gone: Side
    fields: tuple[Compared, ...]


@rule("customer.compare", right="read", refuses=("same_customer",))
def compare(session: Session, actor: Actor, kept_id: int, gone_id: int, *, now: datetime) -> Comparison:
    """Put two customers side by side.

    Raises:
        Refused: `same_customer`.
    """
    if kept_id == gone_id:
        raise Refused("same_customer")
    kept = rights.find(session, actor, customers, kept_id)
    gone = rights.find(session, actor, customers, gone_id)
    both = sides(session, actor, (kept_id, gone_id))
    return Comparison(both[kept_id], both[gone_id], tuple(compared(session, kept, gone)))


def compared(session: Session, kept: Any, gone: Any) -> list[Compared]:
    """Give all fields of two customers."""
    found = [
        Compared(fact.name, fact.words, *(text_of(session, fact, getattr(row, fact.column)) for row in (kept, gone)))
        for fact in FACTS
    ]
    found.append(Compared(OWNER, N_("owner"), *((name_of(session, row.owner_id) or "") for row in (kept, gone))))
    theirs = {one.field.key: one.text for one in fields.values_of(session, "customer", gone.id)}
    found += [
        Compared(OWN + one.field.key, one.field.name, one.text, theirs.get(one.field.key, ""))
        for one in fields.values_of(session, "customer", kept.id)
    ]
    return found
