"""How people and records are called in figures: by their names, and two of one name by what tells them apart."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, literal_column, select

from tuicrm.plain.language import translated
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.people import users


def people_called(session: Session) -> dict[int, str]:
    """Give what each of us is called: the name, with the login behind it where two have the same name."""
    rows = session.all(select(users.c.id, users.c.name, users.c.login))
    often = Counter(row.name for row in rows)
    return {row.id: row.name if often[row.name] == 1 else f"{row.name} ({row.login})" for row in rows}


def source_names(session: Session) -> dict[str, str]:
    """Give what the team calls each source, by its key; what the program brought, in the language of the moment."""
    return {row.key: translated(row.name) for row in session.all(select(sources.c.key, sources.c.name))}


def with_id(table: Table) -> ColumnElement[Any]:
    """Give a column to group by that keeps records of one name apart."""
    return cast(table.c.id, String(20)).concat(literal_column("':'")).concat(table.c.name)


def told_apart(values: Iterable[Any]) -> dict[Any, str]:
    """Give what to call each of such groups: the name, with its number behind it where two have the same name."""
    parts = {value: str(value).partition(":") for value in values if value is not None}
    often = Counter(name for _number, _colon, name in parts.values())
    return {
        value: name if often[name] == 1 else f"{name} (#{number})" for value, (number, _colon, name) in parts.items()
    }
