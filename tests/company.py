"""A founded database with two teams and seven people, for tests of rules, commands and screens."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain.names import name_key, name_sort
from tuicrm.sales import founding
from tuicrm.store import change, migrate
from tuicrm.store.database import Database, Desk
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import memberships, teams, users

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
FIRST_DAY = date(2026, 1, 5)
PEOPLE = {  # login: (name, role, team)
    "li": ("Li Wei", "rep", "East"),
    "roth": ("A. Roth", "rep", "East"),
    "wang": ("F. Wang", "team_lead", "East"),
    "kuhn": ("M. Kuhn", "rep", "West"),
    "hale": ("M. Hale", "manager", None),
    "eye": ("O. Eye", "auditor", None),
}


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


def make_company(url: str) -> None:
    """Migrate and found a database in English, euros and UTC; `boss` is its administrator."""
    database = Database(url)
    migrate.ensure(database)
    founding.found(database, "boss", NOW, currency="EUR", zone="UTC", region="GB")

    def people(session: Session) -> None:
        team_ids = {name: change.insert(session, teams, name=name, office=name) for name in ("East", "West")}
        for login, (name, role, team) in PEOPLE.items():
            team_id = team_ids.get(team or "")
            user = change.insert(
                session, users, login=login, name=name, name_sort=name_sort(name), role=role, team_id=team_id,
                joined_on=FIRST_DAY,
            )  # fmt: skip
            change.insert(session, memberships, user_id=user, team_id=team_id, role=role, from_on=FIRST_DAY)

    database.write_as(people, NOW)
    database.close()


def with_more(fill: "Callable[[Company], None]") -> Callable[[str], None]:
    """Make the company, and in it what `fill` does; one that is a function of a module can be copied (`template`)."""

    def make(url: str) -> None:
        make_company(url)
        company = Company(Database(url))
        fill(company)
        company.database.close()

    make.__module__, make.__qualname__ = fill.__module__, fill.__qualname__
    return make


class Company:
    """The database of a test, with a clock, and shortcuts to what a test begins with."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()

    def desk(self, login: str) -> Desk:
        """Sit down as one of the people."""
        return self.database.as_(login, self.clock, through="test")

    def id(self, login: str) -> int:
        """The user id of a login."""
        found: int = self.value(select(users.c.id).where(users.c.login == login))
        return found

    def value(self, statement: Any) -> Any:
        """The first column of the first row, outside of all rights."""
        return self.database.read_as(lambda session: session.value(statement), self.clock.now)

    def all(self, statement: Any) -> Any:
        """All rows, outside of all rights."""
        return self.database.read_as(lambda session: session.all(statement), self.clock.now)

    def customer(self, name: str, owner: str | None = None, **values: Any) -> int:
        """Make a customer, in the pool unless somebody holds it."""
        owner_id = self.id(owner) if owner else None

        def make(session: Session) -> int:
            now = session.now
            customer = change.insert(
                session, customers, kind="company", name=name, name_sort=name_sort(name), name_key=name_key(name),
                owner_id=owner_id, held_since_at=now if owner_id else None,
                pool_id=session.value(select(pools.c.id).order_by(pools.c.id)),
                source_id=session.value(select(sources.c.id).where(sources.c.key == "website")),
                created_at=now, created_month=now.year * 12 + now.month, **values,
            )  # fmt: skip
            change.insert(
                session, ownerships, customer_id=customer, owner_id=owner_id, from_at=now, how="intake",
                live_customer_id=customer,
            )  # fmt: skip
            return customer

        return self.database.write_as(make, self.clock.now)
