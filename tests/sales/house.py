"""What tests of the pool and of intake begin with: who comes in, what is refused, what the tables say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import func, make_url, select

from tests.company import Company, make_company
from tests.engines import Engines
from tuicrm.sales import intake
from tuicrm.sales.intake import Lead, TakenIn
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users


@contextmanager
def standing(engines: Engines) -> Iterator[Company]:
    """A company on SQLite for all questions of one module: nobody may write in it after it is filled."""
    with TemporaryDirectory() as folder:  # its own file: what `engines` gives is taken back after the next test
        original = make_url(engines.copy("sqlite", make_company)).database
        assert original is not None
        made = Company(Database(f"sqlite:///{shutil.copy(original, folder)}"))
        yield made
        made.database.close()


def take(company: Company, name: str = "", login: str = "li", **values: Any) -> TakenIn:
    """Take somebody in as one of the people."""
    taken: TakenIn = company.desk(login).write(intake.take_in, Lead(name=name, **values))
    return taken


def refusal(company: Company, login: str, rule: Any, *args: Any, **named: Any) -> Refused:
    """Do what a rule refuses, and give the refusal."""
    with pytest.raises(Refused) as refused:
        company.desk(login).write(rule, *args, **named)
    return refused.value


def row(company: Company, table: Any, record_id: int) -> Any:
    """The row as it stands in the table."""
    return company.all(select(table).where(table.c.id == record_id))[0]


def count(company: Company, table: Any) -> int:
    """How many rows a table has, archived ones included."""
    return int(company.value(select(func.count()).select_from(table)))


def settle(company: Company, **values: Any) -> None:
    """Set facts of the whole database: zone, limits, cooling time."""

    def keep(session: Session) -> None:
        for name, value in values.items():
            change.set_setting(session, name, value)

    company.database.write_as(keep, company.clock.now)


def limit(company: Company, login: str, **limits: int | None) -> None:
    """Give one person limits of their own."""
    company.database.write_as(
        lambda session: change.update(session, users, company.id(login), **limits), company.clock.now
    )


def set_values(company: Company, table: Any, record_id: int, **values: Any) -> None:
    """Change a record outside of all rules, as time and other programs do."""
    company.database.write_as(lambda session: change.update(session, table, record_id, **values), company.clock.now)


def join(company: Company, login: str, role: str, team_id: int | None = None, **values: Any) -> int:
    """Let another person in, with any facts."""

    def insert(session: Session) -> int:
        return change.insert(
            session, users, login=login, name=login.title(), name_sort=login, role=role, team_id=team_id, **values
        )

    made: int = company.database.write_as(insert, company.clock.now)
    return made


def holder(company: Company, customer_id: int) -> int | None:
    """Who holds a customer."""
    found: int | None = row(company, customers, customer_id).owner_id
    return found


def stays(company: Company, customer_id: int) -> list[Any]:
    """The ownership history, oldest first."""
    found = select(ownerships).where(ownerships.c.customer_id == customer_id).order_by(ownerships.c.id)
    return list(company.all(found))
