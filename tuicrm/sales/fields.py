"""Own fields: what the team itself declares on a record, and the values that records have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.plain.names import folded, name_sort
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.unmaking import unmake
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import FIELD_KINDS, FIELD_TYPES
from tuicrm.store.session import Session
from tuicrm.store.tables.fields import own_fields, own_values

add_sentences(
    {
        "name_missing": N_("A name is needed."),
        "field_kind": N_("There are no own fields of {kind}. Choose one of: {kinds}."),
        "field_type": N_("There is no type {type}. Choose one of: {types}."),
        "field_value": N_("“{value}” does not fit {field}. {fits} {choices}"),
        "known": N_("{name} is there already. Choose another name."),
        "field_unknown": N_("There is no field {fields}. Look at the help for the names."),
    }
)

FITS = {
    "number": N_("Write a number: 1200, 1.5 or 12k."),
    "money": N_("Write an amount: 12000, 12k or 1.2万."),
    "date": N_("Write a day: 2026-11-30."),
    "yesno": N_("Write yes or no."),
    "choice": N_("Choose one of:"),
    "choices": N_("Choose from these, divided by commas:"),
}
MICRO = 1_000_000
LONGEST = 1000
SORTED = 240
"""So many letters of a text tell its place in a list."""
YES = ("yes", "y", "true", "1", "是", "有")
NO = ("no", "n", "false", "0", "否", "无")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
COULD_BE_TWO = re.compile(r"\.\d{3}$")  # 1.234 of money
NO_CURRENCY = "XXX"


@dataclass(frozen=True)
class OwnField:
    """A declared field; `choices` for those that are chosen from a list, `required_for` classes of customers."""

    id: int
    record_kind: str
    key: str
    name: str
    type: str
    choices: tuple[str, ...] = ()
    is_personal: bool = False
    position: int = 0
    required_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldValue:
    """A field and the text of its value, "" when there is none; as `written` reads it again."""

    field: OwnField
    text: str


@rule("field.list", right="read")
def listed(session: Session, actor: Actor, record_kind: str | None = None, *, now: datetime) -> tuple[OwnField, ...]:
    """List the own fields of a kind of record, or of all."""
    return fields_of(session, record_kind)


@rule("field.keys", right="take_in")
def keys_to_fill(session: Session, actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Give the keys of customers' own fields to whoever takes in: what arrives may fill them, whatever else is seen."""
    return tuple(one.key for one in fields_of(session, "customer"))


@rule("field.export", right="read")
def listed_with_required(
    session: Session, actor: Actor, *, now: datetime
) -> tuple[tuple[OwnField, tuple[str, ...]], ...]:
    """List all own fields, each with the classes and transitions that ask for it."""
    asked = dict(session.all(select(own_fields.c.id, own_fields.c.required_for)))
    return tuple((one, tuple(asked.get(one.id) or ())) for one in fields_of(session, None))


@rule("field.add", right="manage", writes=True, refuses=("name_missing", "field_kind", "field_type", "known"))
def add(
    session: Session,
    actor: Actor,
    record_kind: str,
    name: str,
    type: str = "text",
    choices: Sequence[str] = (),
    key: str = "",
    *,
    is_personal: bool = True,
    now: datetime,
) -> OwnField:
    """Declare a field. Its key, by which filters and imports name it, is made from the name unless given.

    Raises:
        Refused: `name_missing`, `field_kind`, `field_type`, `known` (there is one with this key).
    """
    made = declare(session, record_kind, name, type, choices, key, is_personal=is_personal)
    session.can_be_undone_by("field.unmake", made.id, made.name)
    return made


@rule("field.unmake", right="manage", writes=True, refuses=("used_since",))
def unmake_field(session: Session, actor: Actor, field_id: int, name: str, *, now: datetime) -> None:
    """Take back that a field was declared, while no record has a value in it."""
    unmake(session, own_fields, field_id, name)


@rule("field.set", right="sell", writes=True, refuses=("field_value",))
def set_value(session: Session, actor: Actor, field_id: int, record_id: int, text: str, *, now: datetime) -> FieldValue:
    """Set an own field of a record that the actor may change; "" takes the value away."""
    found = next((one for one in fields_of(session, None) if one.id == field_id), None)
    if found is None:
        raise NotFound("own_field", field_id)
    _find_to_write(session, actor, found.record_kind, record_id)
    return write(session, found, record_id, text)


def _find_to_write(session: Session, actor: Actor, kind: str, record_id: int) -> None:
    """Let pass who may change the record, or else the customer or project that it belongs to."""
    from tuicrm.sales.rights import find
    from tuicrm.store.tables.agenda import actions
    from tuicrm.store.tables.customers import contacts, customers, inquiries
    from tuicrm.store.tables.projects import projects
    from tuicrm.store.tables.trade import purchases

    if kind in ("customer", "project"):
        find(session, actor, customers if kind == "customer" else projects, record_id, to_write=True)
        return
    tables = {"contact": contacts, "purchase": purchases, "inquiry": inquiries, "action": actions}
    row = session.get(tables[kind], record_id)
    if row is None:
        raise NotFound(kind, record_id)
    if row.customer_id is not None:
        find(session, actor, customers, row.customer_id, to_write=True)
    else:
        find(session, actor, projects, row.project_id, to_write=True)


def fields_of(session: Session, record_kind: str | None) -> tuple[OwnField, ...]:
    """Give the live own fields of a kind of record, in their order."""
    wanted = select(own_fields).where(own_fields.c.archived_at.is_(None))
    if record_kind is not None:
        wanted = wanted.where(own_fields.c.record_kind == record_kind)
    wanted = wanted.order_by(own_fields.c.record_kind, own_fields.c.position, own_fields.c.id)
    return session.once(("fields", record_kind), lambda: tuple(_field(row) for row in session.all(wanted)))


def declare(
    session: Session,
    record_kind: str,
    name: str,
    type: str = "text",
    choices: Sequence[str] = (),
    key: str = "",
    *,
    is_personal: bool = True,
) -> OwnField:
    """Declare a field; for rules and imports that have checked the right."""
    shown = line(name)[:80]
    if not shown:
        raise Refused("name_missing")
    if record_kind not in FIELD_KINDS:
        raise Refused("field_kind", kind=record_kind, kinds=FIELD_KINDS)
    if type not in FIELD_TYPES:
        raise Refused("field_type", type=type, types=FIELD_TYPES)
    made = field_key(key or shown)
    known = fields_of(session, record_kind)
    if any(one.key == made for one in known):
        raise Refused("known", name=shown)
    listed = tuple(dict.fromkeys(one for one in map(line, choices) if one))
    found = OwnField(0, record_kind, made, shown, type, listed, is_personal, len(known))
    values = {name: getattr(found, name) for name in ("record_kind", "key", "name", "type", "is_personal", "position")}
    field_id = change.insert(session, own_fields, **values, choices=list(listed) or None)
    return OwnField(field_id, record_kind, made, shown, type, listed, is_personal, len(known))


def field_key(text: str) -> str:
    """Give the key of a name: letters and digits of any script, joined by "-", as a filter can spell it."""
    return re.sub(r"[\W_]+", "-", folded(line(text))).strip("-")[:40] or "field"


def values_of(session: Session, record_kind: str, record_id: int) -> tuple[FieldValue, ...]:
    """Give all own fields of a record with its values."""
    declared = fields_of(session, record_kind)
    rows = session.all(
        select(own_values).where(
            own_values.c.record_id == record_id, own_values.c.field_id.in_([one.id for one in declared])
        )
    )
    had = {row.field_id: row for row in rows}
    return tuple(FieldValue(one, _text(one, had.get(one.id))) for one in declared)


def texts_of(session: Session, record_kind: str, record_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Give the values of many records by the keys of the fields; a field without a value is left out."""
    declared = {one.id: one for one in fields_of(session, record_kind)}
    found: dict[int, dict[str, str]] = {}
    if not declared or not record_ids:
        return found
    rows = session.all(
        select(own_values).where(own_values.c.record_id.in_(record_ids), own_values.c.field_id.in_(list(declared)))
    )
    for row in rows:
        if text := _text(declared[row.field_id], row):
            found.setdefault(row.record_id, {})[declared[row.field_id].key] = text
    return found


def write(session: Session, found: OwnField, record_id: int, text: str) -> FieldValue:
    """Set an own field of a record; the caller has checked that it may be changed."""
    columns = written(found, text, home(session).currency)
    columns["text_sort"] = sort_of_text(columns["text_value"])
    row = session.first(
        select(own_values.c.id).where(own_values.c.field_id == found.id, own_values.c.record_id == record_id)
    )
    if row is not None:
        change.update(session, own_values, row.id, **columns)
    elif any(value is not None for value in columns.values()):
        change.insert(session, own_values, field_id=found.id, record_id=record_id, **columns)
    return FieldValue(found, line(text))


def written(found: OwnField, text: str, currency: str = NO_CURRENCY) -> dict[str, Any]:
    """Read a value as a person or a file writes it, as the columns that keep it.

    Args:
        currency: the team's; an amount in another one is refused, for a value keeps none.
    Raises:
        Refused: `field_value` with the field and what it wants.
    """
    plain = line(text)
    columns: dict[str, Any] = {"text_value": None, "number_micro": None, "day_value": None}
    if not plain:
        return columns
    match found.type:
        case "number" | "money":
            columns["number_micro"] = _micro(found, plain, currency)
        case "date":
            columns["day_value"] = _day(found, plain)
        case "yesno":
            if plain.casefold() not in (*YES, *NO):
                raise _refused(found, plain)
            columns["number_micro"] = MICRO if plain.casefold() in YES else 0
        case "choice":
            columns["text_value"] = _chosen(found, plain)
        case "choices":
            parts = [part for part in map(line, re.split(r"[,;、，；]", plain)) if part]
            columns["text_value"] = ", ".join(_chosen(found, part) for part in parts)
        case _:
            columns["text_value"] = plain[:LONGEST]
    return columns


def sort_of_text(text: str | None) -> str | None:
    """Give what a text of an own field is sorted by."""
    return None if text is None else name_sort(text)[:SORTED]


def _field(row: Any) -> OwnField:
    return OwnField(
        row.id, row.record_kind, row.key, row.name, row.type, tuple(row.choices or ()), row.is_personal, row.position,
        tuple(map(str, row.required_for or ())),
    )  # fmt: skip


def _text(found: OwnField, row: Any) -> str:
    if row is None:
        return ""
    if row.day_value is not None:
        return str(row.day_value.isoformat())
    if row.number_micro is not None:
        if found.type == "yesno":
            return "yes" if row.number_micro else "no"
        return f"{(Decimal(row.number_micro) / MICRO).normalize():f}"
    return row.text_value or ""


def _micro(found: OwnField, text: str, currency: str) -> int:
    """Read a number as the program writes it, else as people do: 1,5 is not 15."""
    from tuicrm.plain.money import read_exact

    unit = currency if found.type == "money" else NO_CURRENCY
    try:
        is_plain = PLAIN.fullmatch(text) and not (found.type == "money" and COULD_BE_TWO.search(text))
        value, named = (Decimal(text), unit) if is_plain else read_exact(text, unit)
        value *= MICRO
        if named != unit or not value.is_finite() or value.adjusted() > 17:
            raise _refused(found, text)
        return int(value.to_integral_value())
    except (ArithmeticError, ValueError):  # no number, one that could be two, or one beyond all bounds
        raise _refused(found, text) from None


def _day(found: OwnField, text: str) -> date:
    from tuicrm.plain.periods import read_date

    try:
        return read_date(text)
    except ValueError:
        raise _refused(found, text) from None


def _chosen(found: OwnField, text: str) -> str:
    for choice in found.choices:
        if folded(choice) == folded(text):
            return choice
    raise _refused(found, text)


def _refused(found: OwnField, text: str) -> Refused:
    fits = FITS[found.type]
    facts = {"key": found.key, "type": found.type, "value": text, "choices": found.choices, "fits": fits}
    return Refused("field_value", field=found.name, **facts)
