"""What the program itself keeps: settings, operations, the audit trail, search tokens, where imports came from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Index, UniqueConstraint, Uuid
from sqlmodel import Field

from tuicrm.store.models.base import (
    Base,
    flag,
    json,
    key,
    long_text,
    moment,
    ref,
    text,
    version,
    whole,
)
from tuicrm.store.types import Id, string


class Setting(Base, table=True):
    """One fact about the whole database: home currency, time zone, limits."""

    __tablename__ = "setting"
    name: str = Field(sa_column=Column(string(60), primary_key=True, info={"personal": False}))
    value: Any = json(personal=False)
    version: int = version()


class Operation(Base, table=True):
    """One run of one rule that wrote. Its key is inserted first, so a repeated write happens once."""

    __tablename__ = "operation"
    key: UUID = Field(sa_column=Column(Uuid, primary_key=True))
    rule: str = text(60, personal=False, required=True)
    actor_id: int | None = ref("user", index=False)
    at: datetime = moment(required=True)
    through: str = text(20, personal=False, required=True)
    result: Any = json(personal=True)
    undo: Any = json(personal=True)
    undoes: UUID | None = Field(default=None, sa_column=Column(Uuid, nullable=True, unique=True))
    __table_args__ = (Index("ix_operation_actor_at", "actor_id", "at"),)


class Change(Base, table=True):
    """One line of the audit trail: what one operation did to one record. Append-only.

    `facts` and `personal` map a column to [old, new]. What is personal stands apart, with the record it is about,
    because one rule alone may blank it.
    """

    __tablename__ = "change"
    id: int | None = key()
    operation_key: UUID = Field(sa_column=Column(Uuid, nullable=False, index=True))
    at: datetime = moment(required=True, index=True)
    actor_id: int | None = ref("user")
    through: str = text(20, personal=False, required=True)
    record_kind: str = text(30, personal=False, required=True)
    record_id: int = whole(required=True)
    what: str = text(6, personal=False, required=True)
    facts: Any = json(personal=False)
    personal: Any = json(personal=True)
    subject_kind: str | None = text(20, personal=False)
    subject_id: int | None = whole()
    __table_args__ = (
        Index("ix_change_record", "record_kind", "record_id", "id"),
        Index("ix_change_subject", "subject_kind", "subject_id"),
    )


class Token(Base, table=True):
    """One word, bigram, initial or digit tail under which a record is found. Derived, never edited.

    `place` is how the name of its customer begins, as lists are sorted: who holds a word is kept in that order.
    """

    __tablename__ = "token"
    kind: str = Field(sa_column=Column(string(12), primary_key=True, info={"personal": False}))
    token: str = Field(sa_column=Column(string(40), primary_key=True, info={"personal": True}))
    place: str = Field(default="", sa_column=Column(string(16), primary_key=True, info={"personal": True}))
    record_id: int = Field(sa_column=Column(Id, primary_key=True, autoincrement=False))
    __table_args__ = (Index("ix_token_record", "record_id", "kind", "token"), {"sqlite_with_rowid": False})


class SourceRow(Base, table=True):
    """Which row of which other system became which record here, and what it said when last read."""

    __tablename__ = "source_row"
    id: int | None = key()
    system: str = text(60, personal=False, required=True)
    kind: str = text(30, personal=False, required=True)
    external_id: str = text(200, personal=True, required=True)
    record_kind: str = text(30, personal=False, required=True)
    record_id: int = whole(required=True)
    digest: str = text(64, personal=False, required=True)
    read_at: datetime = moment(required=True)
    __table_args__ = (
        UniqueConstraint("system", "kind", "external_id"),
        Index("ix_source_row_record", "record_kind", "record_id"),
    )


class SavedView(Base, table=True):
    """A filter with a name, private or shared."""

    __tablename__ = "saved_view"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    screen: str = text(20, personal=False, required=True)
    name: str = text(80, personal=True, required=True)
    filter: str = text(500, personal=True, required=True)
    is_shared: bool = flag()
    archived_at: datetime | None = moment()
    version: int = version()


class ListChoice(Base, table=True):
    """How one person wants a list: which columns, and in which order."""

    __tablename__ = "list_choice"
    id: int | None = key()
    user_id: int = ref("user", required=True, index=False)
    screen: str = text(20, personal=False, required=True)
    tab: str = text(20, personal=False, required=True)
    columns: Any = json(personal=False)
    sort: str | None = text(40, personal=False)
    is_descending: bool | None = Field(default=None, sa_column=Column(Boolean, nullable=True))
    version: int = version()
    __table_args__ = (UniqueConstraint("user_id", "screen", "tab"),)


class Disclosure(Base, table=True):
    """What was read in bulk or revealed: exports, full cards of pool customers, phones."""

    __tablename__ = "disclosure"
    id: int | None = key()
    at: datetime = moment(required=True)
    user_id: int = ref("user", required=True)
    what: str = text(30, personal=False, required=True)
    record_kind: str | None = text(30, personal=False)
    record_id: int | None = whole()
    count: int = Field(default=1, sa_column=Column(BigInteger, nullable=False, default=1))
    detail: str | None = long_text(personal=False)
