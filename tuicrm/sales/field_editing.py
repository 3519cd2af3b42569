"""Own fields are changed, set aside, ordered; and the whole list goes out and comes in as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.sales.fields import OwnField, declare, field_key, fields_of
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.fields import own_fields, own_values

add_sentences(
    {
        "field_type_kept": N_("{field} has values; its type stays {type}. Declare another field instead."),
        "choice_in_use": N_("“{choice}” is chosen {n} times in {field}. Change those first, or keep it."),
    }
)
add_operations({"field.edit": N_("edit of a field"), "field.set_aside": N_("field set aside")})


@dataclass(frozen=True)
class Applied:
    """What a list of fields changed: how many were made, changed, and left as they were."""

    made: int
    changed: int
    same: int


@rule(
    "field.edit", right="manage", writes=True,
    refuses=("name_missing", "field_type", "field_type_kept", "choice_in_use"),
)  # fmt: skip
def edit(session: Session, actor: Actor, kind: str, key: str, *, now: datetime, **values: Any) -> OwnField:
    """Change a field: name, type (while it has no value), choices, required_for, is_personal, position.

    Raises:
        Refused: `name_missing`, `field_type_kept`, `choice_in_use`.
    """
    found = find(session, kind, key)
    before = {name: _of(session, found, name) for name in values}
    _change(session, found, values)
    session.can_be_undone_by("field.edit", kind, found.key, **before)
    return find(session, kind, found.key)


@rule("field.set_aside", right="manage", writes=True)
def set_aside(session: Session, actor: Actor, kind: str, key: str, *, is_away: bool = True, now: datetime) -> OwnField:
    """Take a field out of cards, forms and filters, or bring it back with all values that it had."""
    row = session.first(select(own_fields).where(own_fields.c.record_kind == kind, own_fields.c.key == field_key(key)))
    if row is None:
        raise NotFound("own_field", key)
    change.update(session, own_fields, row.id, archived_at=now if is_away else None)
    session.can_be_undone_by("field.set_aside", kind, row.key, is_away=not is_away)
    return OwnField(row.id, kind, row.key, row.name, row.type, tuple(row.choices or ()), row.is_personal, row.position)


@rule(
    "field.apply", right="manage", writes=True,
    refuses=("name_missing", "field_kind", "field_type", "field_type_kept", "choice_in_use"),
)  # fmt: skip
def apply(session: Session, actor: Actor, listed: Sequence[Mapping[str, Any]], *, now: datetime) -> Applied:
    """Make the fields what a list says: those that are missing are declared, the others changed; none is taken away."""
    made = changed = same = 0
    for place, one in enumerate(listed):
        kind, name = str(one.get("of", "customer")), str(one.get("name", ""))
        key = field_key(str(one.get("key") or name))
        values = {
            "name": name, "type": one.get("type", "text"), "choices": tuple(one.get("choices", ())),
            "required_for": tuple(one.get("required_for", ())), "is_personal": bool(one.get("personal", True)),
            "position": place,
        }  # fmt: skip
        known = next((each for each in fields_of(session, kind) if each.key == key), None)
        if known is None:
            declared = declare(
                session, kind, name, values["type"], values["choices"], key, is_personal=values["is_personal"]
            )
            _change(session, declared, {name: values[name] for name in ("required_for", "position")})
            made += 1
        elif _change(session, known, values):
            changed += 1
        else:
            same += 1
    return Applied(made, changed, same)


def find(session: Session, kind: str, key: str) -> OwnField:
    """Find a live field by its key or its name."""
    wanted = field_key(key)
    found = [one for one in fields_of(session, kind) if wanted in (one.key, field_key(one.name))]
    if not found:
        raise NotFound("own_field", key)
    return found[0]


def required_for(session: Session, field_id: int) -> tuple[str, ...]:
    """Give the classes and transitions that ask for a field."""
    return tuple(session.value(select(own_fields.c.required_for).where(own_fields.c.id == field_id)) or ())


def _of(session: Session, found: OwnField, name: str) -> Any:
    return required_for(session, found.id) if name == "required_for" else getattr(found, name, None)


def _change(session: Session, found: OwnField, values: Mapping[str, Any]) -> bool:
    written: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case "name":
                written["name"] = line(str(value))[:80]
                if not written["name"]:
                    raise Refused("name_missing")
            case "type":
                if value != found.type and _count(session, found):
                    raise Refused("field_type_kept", field=found.name, type=found.type)
                written["type"] = value
            case "choices":
                chosen = list(dict.fromkeys(one for one in map(line, value) if one))
                _keep_used(session, found, chosen)
                written["choices"] = chosen or None
            case "required_for":
                written["required_for"] = list(dict.fromkeys(line(str(one)) for one in value)) or None
            case "is_personal" | "position":
                written[name] = value
            case _:
                raise Refused("field_unknown", fields=(name,))
    if written.get("type") not in (None, *_types()):
        raise Refused("field_type", type=written["type"], types=_types())
    return change.update(session, own_fields, found.id, **written)


def _types() -> tuple[str, ...]:
    from tuicrm.store.lists import FIELD_TYPES

    return FIELD_TYPES


def _count(session: Session, found: OwnField) -> int:
    filled = own_values.c.text_value.is_not(None) | own_values.c.number_micro.is_not(None)
    filled = filled | own_values.c.day_value.is_not(None)
    return int(session.value(select(func.count()).where(own_values.c.field_id == found.id, filled)))


def _keep_used(session: Session, found: OwnField, chosen: Sequence[str]) -> None:
    if found.type not in ("choice", "choices"):
        return
    gone = set(found.choices) - set(chosen)
    column = own_values.c.text_value
    used = session.all(
        select(column, func.count()).where(own_values.c.field_id == found.id, column.is_not(None)).group_by(column)
    )
    for text, n in used:
        for one in gone & set(text.split(", ")):
            raise Refused("choice_in_use", choice=one, n=n, field=found.name)
