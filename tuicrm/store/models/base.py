"""How a table is declared: one short word per kind of column.

Each text column says whether it may hold personal data, so that a person can be erased later without a figure
moving. Dated facts carry a month number (year * 12 + month), because computing it in SQL costs ten times a scan.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    MetaData,
    SmallInteger,
    Uuid,
)
from sqlmodel import Field, SQLModel

from tuicrm.store.types import Id, Json, Moment, long_string, new_uid, string

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class Base(SQLModel):
    """The parent of all tables."""

    model_config = {"defer_build": True}
    metadata = metadata


def key() -> Any:
    """The integer that people see and type."""
    return Field(default=None, sa_column=Column(Id, primary_key=True, autoincrement=True))


def uid() -> Any:
    """The identity that calendars, cards and other databases know; unique everywhere."""
    return Field(default=None, sa_column=Column(Uuid, nullable=False, unique=True, default=new_uid))


def ref(target: str, *, required: bool = False, index: bool = True) -> Any:
    """A reference to another table's id; nothing is ever deleted under it."""
    return Field(default=None, sa_column=Column(Id, ForeignKey(f"{target}.id"), nullable=not required, index=index))


def text(length: int, *, personal: bool, required: bool = False, index: bool = False, unique: bool = False) -> Any:
    """Text of at most `length` characters; `personal` says whether it may name or describe a person."""
    column: Column[Any] = Column(
        string(length), nullable=not required, index=index, unique=unique, info={"personal": personal}
    )
    return Field(default=None, sa_column=column)


def long_text(*, personal: bool) -> Any:
    """Text of any length."""
    return Field(default=None, sa_column=Column(long_string(), nullable=True, info={"personal": personal}))


def json(*, personal: bool) -> Any:
    """A JSON document."""
    return Field(default=None, sa_column=Column(Json, nullable=True, info={"personal": personal}))


def moment(*, required: bool = False, index: bool = False) -> Any:
    """A UTC moment (`_at`)."""
    return Field(default=None, sa_column=Column(Moment, nullable=not required, index=index))


def day(*, required: bool = False, index: bool = False) -> Any:
    """A day of business in the team's own time zone (`_on`)."""
    return Field(default=None, sa_column=Column(Date, nullable=not required, index=index))


def whole(*, required: bool = False, default: int | None = None, index: bool = False, unique: bool = False) -> Any:
    """A whole number; money in minor units, months, seconds, parts per million."""
    column: Column[Any] = Column(
        BigInteger,
        nullable=not (required or default is not None),
        default=default,
        index=index,
        unique=unique,
    )
    return Field(default=default, sa_column=column)


def small(*, required: bool = False, default: int | None = None) -> Any:
    """A small whole number: positions, percents, counts."""
    column: Column[Any] = Column(SmallInteger, nullable=not (required or default is not None), default=default)
    return Field(default=default, sa_column=column)


def flag(default: bool = False) -> Any:
    """Yes or no."""
    return Field(default=default, sa_column=Column(Boolean, nullable=False, default=default))


def currency(*, required: bool = False) -> Any:
    """An ISO 4217 code."""
    return text(3, personal=False, required=required)


def version() -> Any:
    """Counts the changes of a record that two people may edit."""
    return Field(default=1, sa_column=Column(BigInteger, nullable=False, default=1))


def one_of(column: str, *values: str, optional: bool = False) -> CheckConstraint:
    """Hold a text column to a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} in ({listed})"
    return CheckConstraint(f"{column} is null or {condition}" if optional else condition, name=column)


def check(name: str, condition: str) -> CheckConstraint:
    """Hold a row to a condition that all engines spell alike."""
    return CheckConstraint(condition, name=name)
