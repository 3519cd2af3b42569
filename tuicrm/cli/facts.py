"""NAME=VALUE of a customer on the command line: facts and own fields, by any name that people have for them."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import typer

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed

if TYPE_CHECKING:
    from tuicrm.sales.customers.facts import Fact
    from tuicrm.store.database import Desk

Own = dict[str, tuple[str | None, str]]


def facts_of(at: "Desk", settings: Mapping[str, str]) -> tuple[dict[str, Any], Own]:
    """Give settings as `customers.edit` takes them: values by column, and own fields.

    Raises:
        BadParameter: a name that is none of theirs; the sentence names them, the nearest first.
    """
    from tuicrm.sales import fields
    from tuicrm.sales.customers.facts import FACTS

    declared = at.read(fields.listed, "customer")
    keys = {way.casefold(): field.key for field in declared for way in (field.name, field.key)}
    facts: dict[str, Any] = {}
    own: Own = {}
    for name, value in settings.items():
        if fact := _fact(name):
            facts[fact.column] = value
        elif name in keys:
            own[keys[name]] = (None, value)
        else:
            known = _nearest_first(name, [*(_(one.words) for one in FACTS), *(one.key for one in declared)])
            said = _("There is no field {name}; there are: {known}.").format(name=show(name), known=show(listed(known)))
            raise typer.BadParameter(said, param_hint="NAME=VALUE")
    return facts, own


def _fact(name: str) -> "Fact | None":
    """Give the fact of this name, of this word on the screen, or called as `lead add` may call it."""
    from tuicrm.exchange.lead_fields import known_field
    from tuicrm.sales.customers.facts import BY_NAME, FACTS

    spoken = {_(one.words).casefold(): one for one in FACTS}
    return BY_NAME.get(name) or spoken.get(name) or BY_NAME.get(known_field(name) or "")


def _nearest_first(name: str, known: Sequence[str]) -> list[str]:
    near = get_close_matches(name, known, n=3)
    return [*near, *(one for one in known if one not in near)]
