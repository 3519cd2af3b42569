"""Own fields: what the team itself declares on a customer, contact, project, purchase, inquiry or action."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.lists import FIELD_KINDS, FIELD_TYPES
from tuicrm.store.models.base import (
    Base,
    day,
    flag,
    json,
    key,
    moment,
    one_of,
    ref,
    small,
    text,
    version,
    whole,
)


class OwnField(Base, table=True):
    """A declared field. `required_for` lists the classes or transitions that ask for it."""

    __tablename__ = "own_field"
    id: int | None = key()
    record_kind: str = text(10, personal=False, required=True)
    key: str = text(40, personal=False, required=True)
    name: str = text(80, personal=False, required=True)
    type: str = text(8, personal=False, required=True)
    choices: Any = json(personal=False)
    required_for: Any = json(personal=False)
    is_personal: bool = flag()
    position: int = small(default=0)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("record_kind", *FIELD_KINDS),
        one_of("type", *FIELD_TYPES),
        UniqueConstraint("record_kind", "key"),
    )


class OwnValue(Base, table=True):
    """A value of an own field. Numbers and money are exact: millionths of a unit; `text_sort` orders texts in lists."""

    __tablename__ = "own_value"
    id: int | None = key()
    field_id: int = ref("own_field", required=True, index=False)
    record_id: int = whole(required=True)
    text_value: str | None = text(1000, personal=True)
    text_sort: str | None = text(240, personal=True)
    number_micro: int | None = whole()
    day_value: date | None = day()
    version: int = version()
    __table_args__ = (
        UniqueConstraint("field_id", "record_id"),
        Index("ix_own_value_number", "field_id", "number_micro"),
        Index("ix_own_value_day", "field_id", "day_value"),
    )
