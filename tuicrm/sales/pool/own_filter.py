"""A term of a filter about an own field, as a condition."""

import operator
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select

from tuicrm.plain.filters import Term
from tuicrm.sales.fields import OwnField, written
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.fields import own_values

_COMPARED: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "min": operator.ge,
    "over": operator.gt,
    "max": operator.le,
    "under": operator.lt,
}
_NUMBERS = ("number", "money", "yesno")


def condition(session: Session, field: OwnField, term: Term, record_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Give what a term asks of the records whose id column is `record_id`.

    Raises:
        Refused: `field_value` when the value is none of the field's.
    """
    here = select(own_values.c.record_id).where(own_values.c.field_id == field.id)
    if term.op in ("none", "any"):
        filled = record_id.in_(here.where(or_(*(column.is_not(None) for column in _columns()))))
        return filled if term.op == "any" else not_(filled)
    return record_id.in_(here.where(_asked(session, field, term)))


def _columns() -> Sequence[ColumnElement[Any]]:
    return (own_values.c.text_value, own_values.c.number_micro, own_values.c.day_value)


def _asked(session: Session, field: OwnField, term: Term) -> ColumnElement[bool]:
    column: Any
    if field.type in _NUMBERS:
        column, name = own_values.c.number_micro, "number_micro"
    elif field.type == "date":
        column, name = own_values.c.day_value, "day_value"
    else:
        return _same_text(session, field, term)
    values = [written(field, value)[name] for value in term.value]
    if term.op == "in":
        return or_(*(column == value for value in values))
    if term.op == "between":
        return and_(column >= values[0], column <= values[1])
    return _COMPARED[term.op](column, values[0])


def _same_text(session: Session, field: OwnField, term: Term) -> ColumnElement[bool]:
    if term.op != "in":
        raise Refused("field_value", field=field.name)
    column = own_values.c.text_value
    if field.type == "choices":  # kept as "a, b"; LIKE would mean something else on each engine
        wanted = {written(field, one)["text_value"] for one in term.value}
        kept = session.values(select(column).where(own_values.c.field_id == field.id, column.is_not(None)).distinct())
        return column.in_([text for text in kept if wanted & set(text.split(", "))])
    if field.type == "choice":
        return column.in_([written(field, one)["text_value"] for one in term.value])
    return column.in_([way for one in term.value for way in (one, one.lower(), one.upper(), one.title())])
