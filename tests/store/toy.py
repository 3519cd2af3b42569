"""A handful of small rules to try the store with, and a database with three people in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from tuicrm.sales.rules import rule
from tuicrm.store import change, migrate
from tuicrm.store.actor import Actor
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = {"boss": "administrator", "li": "rep", "eye": "auditor"}


@dataclass(frozen=True)
class Made:
    id: int
    at: datetime


@rule("toy.make", right="sell", writes=True)
def make(session: Session, actor: Actor, name: str, *, now: datetime) -> Made:
    """Make a pool customer."""
    return Made(add_customer(session, name, now), now)


@rule("toy.take", right="sell", writes=True, refuses=("held", "limit"))
def take(session: Session, actor: Actor, customer_id: int, limit: int, *, now: datetime) -> int:
    """Take a customer if nobody has it and fewer than `limit` are held: the shape of every contested rule."""
    session.lock(users, actor.id)
    mine = select(func.count()).select_from(customers).where(customers.c.owner_id == actor.id)
    if session.value(mine) >= limit:
        raise Refused("limit")
    held = {"owner_id": actor.id, "held_since_at": now}
    if change.update_if(session, customers, customer_id, customers.c.owner_id.is_(None), **held) is None:
        raise Refused("held")
    return customer_id


@rule("toy.half", right="sell", writes=True, refuses=("no",))
def half(session: Session, actor: Actor, *, now: datetime) -> None:
    """Write, then refuse."""
    add_customer(session, "half", now)
    raise Refused("no")


@rule("toy.names", right="read")
def names(session: Session, actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Read all names in the order of their sort key."""
    return tuple(session.values(select(customers.c.name).order_by(customers.c.name_sort, customers.c.id)))


def add_customer(session: Session, name: str, now: datetime) -> int:
    pool = session.value(select(pools.c.id).order_by(pools.c.id))
    return change.insert(
        session, customers, kind="company", name=name, name_sort=name.casefold(), name_key=name.casefold(),
        pool_id=pool, created_at=now, created_month=now.year * 12 + now.month,
    )  # fmt: skip


def make_database(url: str) -> None:
    """Make what the tests of this folder copy: a pool and three people."""
    database = Database(url)
    migrate.ensure(database)

    def fill(session: Session) -> None:
        change.insert(session, pools, name="Pool")
        for login, role in PEOPLE.items():
            change.insert(session, users, login=login, name=login.title(), name_sort=login, role=role)

    database.write_as(fill, NOW)
    database.close()


def clock() -> datetime:
    return NOW
