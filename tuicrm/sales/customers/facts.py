"""The facts of a customer that people see and change: how each is read from text and written as text."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.language import N_, _
from tuicrm.plain.names import name_key, name_sort
from tuicrm.sales.recognising import registration_of, web_domain
from tuicrm.sales.sources import campaign_of, source_of
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers


@dataclass(frozen=True)
class Fact:
    """A fact: its name for scripts, its column, its words for people, how it is read."""

    name: str
    column: str
    words: str
    kind: str = "text"


FACTS = (
    Fact("name", "name", N_("name"), "name"),
    Fact("class", "class_key", N_("class"), "class"),
    Fact("city", "city", N_("city")),
    Fact("industry", "industry", N_("industry")),
    Fact("region", "region", N_("region")),
    Fact("country", "country", N_("country")),
    Fact("address", "address", N_("address")),
    Fact("website", "website", N_("website"), "website"),
    Fact("employees", "employees", N_("employees"), "whole"),
    Fact("founded", "founded", N_("founded"), "whole"),
    Fact("registration", "registration", N_("registration"), "registration"),
    Fact("source", "source_id", N_("source"), "source"),
    Fact("campaign", "campaign_id", N_("campaign"), "campaign"),
    Fact("kind", "kind", N_("kind"), "kind"),
    Fact("note", "note", N_("note"), "note"),
)
BY_NAME = {one.name: one for one in FACTS} | {one.column: one for one in FACTS}
MOST = 10**12


def columns_of(session: Session, fact: Fact, text: str) -> dict[str, Any]:
    """Read a fact from text, as the columns that keep it.

    Raises:
        Refused: `name_missing`, `number_form`, `kind_form`, `no_source`, `no_campaign`.
    """
    plain = line(text)
    if fact.kind == "name":
        if not plain:
            raise Refused("name_missing")
        name = plain[:200]
        return {"name": name, "name_sort": name_sort(name)[:240], "name_key": name_key(name)[:200]}
    if fact.kind == "note":
        return {"note": clean_note(text) or None}
    if fact.kind == "kind":
        if plain.casefold() not in ("company", "person"):
            raise Refused("kind_form", text=plain)
        return {"kind": plain.casefold()}
    if not plain:
        return {fact.column: None}
    match fact.kind:
        case "class":
            return {fact.column: plain[:40].upper()}
        case "whole":
            return {fact.column: _whole(fact, plain)}
        case "source":
            return {fact.column: source_of(session, plain).id}
        case "campaign":
            return {fact.column: campaign_of(session, plain).id}
        case "website":
            domain = web_domain(plain)
            return {fact.column: plain[:200]} | ({"domain": domain} if domain else {})
        case "registration":
            return {fact.column: registration_of(plain)[:60]}
        case _:
            length = getattr(customers.c[fact.column].type, "length", None)
            return {fact.column: plain[:length]}


def text_of(session: Session, fact: Fact, value: Any) -> str:
    """Write a fact's value as the text that reads it again; a source by its key, a campaign by its name."""
    if value is None:
        return ""
    if fact.kind == "source":
        return session.value(select(sources.c.key).where(sources.c.id == value)) or ""
    if fact.kind == "campaign":
        return session.value(select(campaigns.c.name).where(campaigns.c.id == value)) or ""
    return str(value)


def _whole(fact: Fact, text: str) -> int:
    digits = text.replace(",", "").replace("，", "").replace(" ", "")
    if not digits.isdecimal() or int(digits) > (MOST if fact.name == "employees" else 32_767):
        raise Refused("number_form", what=_(fact.words), text=text)
    return int(digits)
