"""Own fields as dimensions: `own:KEY` of what is counted, else of its customer; `customer:KEY` of the customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement

from tuicrm.sales.fields import MICRO, OwnField, field_key, fields_of
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

OWN, OF_ITS_CUSTOMER = "own:", "customer:"
CUSTOMER = "customer"
COLUMNS = {"number": "number_micro", "money": "number_micro", "yesno": "number_micro", "date": "day_value"}
"""Where the values of a type are kept; all others are texts."""


@dataclass(frozen=True)
class OwnDimension:
    """A declared field that divides facts."""

    field: OwnField

    @property
    def of_customer(self) -> bool:
        """Say whether it is one of the customer."""
        return self.field.record_kind == CUSTOMER

    def column(self, values: Any) -> ColumnElement[Any]:
        """Give the column of own values that holds it."""
        found: ColumnElement[Any] = values.c[COLUMNS.get(self.field.type, "text_value")]
        return found

    def label(self, value: Any) -> str:
        """Write a value as it is written everywhere: 12.5, 2026-11-30, yes; "" for what is missing."""
        if value is None:
            return ""
        if self.field.type == "yesno":
            return "yes" if value else "no"
        if COLUMNS.get(self.field.type) == "number_micro":
            return f"{(Decimal(int(value)) / MICRO).normalize():f}"
        return str(value)


def is_own(dimension: str) -> bool:
    """Say whether it is an own field: `own:KEY`, `customer:KEY`."""
    return dimension.startswith((OWN, OF_ITS_CUSTOMER))


def own_dimension(session: Session, record_kind: str | None, dimension: str) -> OwnDimension:
    """Find the field that a dimension means.

    Args:
        record_kind: of the records that are counted, where they have own fields.
    Raises:
        Refused: `dimension`, with the own fields that there are.
    """
    whose, _colon, key = dimension.partition(":")
    kinds = [record_kind, CUSTOMER] if f"{whose}:" == OWN else [CUSTOMER]
    declared = [one for kind in dict.fromkeys(kinds) if kind is not None for one in fields_of(session, kind)]
    for one in declared:
        if one.key == field_key(key):
            return OwnDimension(one)
    raise Refused("dimension", given=dimension, known=tuple(dict.fromkeys(f"{OWN}{one.key}" for one in declared)))


def own_names(declared: Sequence[OwnField], record_kind: str | None) -> tuple[str, ...]:
    """Name the dimensions that own fields are of such records: `customer:` where a field of theirs has the same key."""
    of_record = [one.key for one in declared if one.record_kind == record_kind]
    of_customer = [one.key for one in declared if one.record_kind == CUSTOMER != record_kind]
    return (
        *(f"{OWN}{key}" for key in of_record),
        *(f"{OF_ITS_CUSTOMER if key in of_record else OWN}{key}" for key in of_customer),
    )


def own_of(session: Session, record_kind: str | None, by: Sequence[str]) -> dict[str, OwnDimension]:
    """Give the own fields among dimensions."""
    return {one: own_dimension(session, record_kind, one) for one in by if is_own(one)}
