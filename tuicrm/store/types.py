"""Column types that mean the same on SQLite, PostgreSQL, MariaDB and MySQL."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Integer, String
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.mysql import DATETIME, MEDIUMTEXT
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from tuicrm.plain.ids import uuid7

Id = BigInteger().with_variant(Integer, "sqlite")

# One binary collation everywhere: three engines then sort, compare and page alike (no padding, no folding).
_MARIADB, _MYSQL = "utf8mb4_nopad_bin", "utf8mb4_0900_bin"


def string(length: int) -> TypeEngine[str]:
    """Text of at most `length` characters, compared byte by byte."""
    return (
        String(length)
        .with_variant(String(length, collation="C"), "postgresql")
        .with_variant(String(length, collation=_MARIADB), "mariadb")
        .with_variant(String(length, collation=_MYSQL), "mysql")
    )


def long_string() -> TypeEngine[str]:
    """Text without a limit of its own (16 MB on MariaDB)."""
    return (
        SqlText()
        .with_variant(SqlText(collation="C"), "postgresql")
        .with_variant(MEDIUMTEXT(collation=_MARIADB), "mariadb")
        .with_variant(MEDIUMTEXT(collation=_MYSQL), "mysql")
    )


def new_uid(context: object) -> UUID:
    """Make an identity for a row about to be inserted; of this form, because SQLAlchemy wraps others in a closure."""
    return uuid7()


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with microseconds; a naive time is refused at the door."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON document kept as text: the engines' own JSON types differ in order, checks and reflection."""

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(long_string().dialect_impl(dialect))

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
