"""A term of a filter about an own field, as a condition."""

import operator
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select

from tuicrm.plain.filters import Term
from tuicrm.plain.names import folded
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
_LETTERS = (range(0x20, 0x530), range(0x1E00, 0x2000), range(0x3000, 0x3100), range(0xFF01, 0xFFEF))
"""Latin, Greek and Cyrillic, kana, and what is as wide as Chinese."""


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
        return _of_text(session, field, term)
    values = [written(field, value)[name] for value in term.value]
    if term.op == "in":
        return or_(*(column == value for value in values))
    if term.op == "between":
        return and_(column >= values[0], column <= values[1])
    return _COMPARED[term.op](column, values[0])


def _of_text(session: Session, field: OwnField, term: Term) -> ColumnElement[bool]:
    if term.op != "in":
        raise Refused("field_value", field=field.name)
    column = own_values.c.text_value
    if field.type == "choices":  # kept as "a, b"; LIKE would mean something else on each engine
        wanted = {written(field, one)["text_value"] for one in term.value}
        kept = session.values(select(column).where(own_values.c.field_id == field.id, column.is_not(None)).distinct())
        return column.in_([text for text in kept if wanted & set(text.split(", "))])
    if field.type == "choice":
        return column.in_([written(field, one)["text_value"] for one in term.value])
    return or_(*(column.regexp_match(_anyhow(one)) for one in term.value))


def _anyhow(part: str) -> str:
    """Give the pattern of a part of a text in any case, width and accents: engines fold letters differently."""
    plain, found = folded(part) or part, ""
    while plain:
        one, two = _one_of(plain[0]), plain[:2]
        if len(two) == 2 and two in _ways():  # ß is ss
            found, plain = f"{found}(?:{one}{_one_of(two[1])}|{_one_of(two)})", plain[2:]
        else:
            found, plain = found + one, plain[1:]
    return found


def _one_of(plain: str) -> str:
    return f"[{''.join(map(_literal, _ways().get(plain, plain)))}]"


def _literal(sign: str) -> str:
    return re.sub(r"([\[\]^\\-])", r"\\\1", sign)


@cache
def _ways() -> dict[str, str]:
    """Give all signs that are one and the same when folded."""
    found: dict[str, str] = {}
    for sign in (chr(number) for numbers in _LETTERS for number in numbers):
        found[folded(sign)] = found.get(folded(sign), "") + sign
    return found
