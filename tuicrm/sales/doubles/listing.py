"""The work list: pairs that may be one, the surest first, with what is known of both side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.hiding import is_hidden, masked
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tables.doubles import suspected_pairs
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

LIMIT = 50


@dataclass(frozen=True)
class PairQuery:
    """What a list shows: open pairs, or those decided (`different`, `merged`); of one customer, or of all."""

    verdict: str | None = None
    customer_id: int | None = None
    least_percent: int = 0
    after: tuple[int, int] | None = None
    limit: int = LIMIT


@dataclass(frozen=True)
class Side:
    """One of the two, in what tells them apart; phones and e-mails are outlines where they are hidden."""

    id: int
    name: str
    city: str | None
    owner: str | None
    source: str | None
    domain: str | None
    registration: str | None
    created_on: date
    contacts: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    projects: int
    purchases: int
    inquiries: int
    actions: int


@dataclass(frozen=True)
class Pair:
    """Two customers that may be one: what agrees (`why`, divided by commas) and how sure that is, in percent."""

    id: int
    percent: int
    why: str
    verdict: str | None
    first: Side
    second: Side


@dataclass(frozen=True)
class PairPage:
    """A page of pairs; `after` begins the next one. `total` is counted on the first page only."""

    rows: tuple[Pair, ...]
    after: tuple[int, int] | None
    total: int | None


@rule("customer.dupes", right="read")
def pairs(session: Session, actor: Actor, query: PairQuery | None = None, *, now: datetime) -> PairPage:
    """List pairs of which the actor may see both."""
    asked = query or PairQuery()
    one, two = customers.alias("one"), customers.alias("two")
    seen = rights.customers_in_sight(actor)
    in_sight = select(customers.c.id).where(seen)
    wanted = (
        select(suspected_pairs)
        .join(one, one.c.id == suspected_pairs.c.first_id)
        .join(two, two.c.id == suspected_pairs.c.second_id)
        .where(suspected_pairs.c.percent >= asked.least_percent)
    )
    if not rights.sees_all(actor):
        wanted = wanted.where(suspected_pairs.c.first_id.in_(in_sight), suspected_pairs.c.second_id.in_(in_sight))
    if asked.verdict is None:
        live = [side.c.archived_at.is_(None) & side.c.merged_into_id.is_(None) for side in (one, two)]
        wanted = wanted.where(suspected_pairs.c.verdict.is_(None), *live)
    else:
        decided = suspected_pairs.c.decided_by_id.is_not(None)  # not what the program itself let go again
        wanted = wanted.where(suspected_pairs.c.verdict == asked.verdict, decided)
    if asked.customer_id is not None:
        either = suspected_pairs.c.first_id, suspected_pairs.c.second_id
        wanted = wanted.where(or_(*(column == asked.customer_id for column in either)))
    total = None
    if asked.after is None:
        total = int(session.value(select(func.count()).select_from(wanted.limit(1000).subquery())))
    else:
        percent, last = asked.after
        column = suspected_pairs.c.percent
        wanted = wanted.where(or_(column < percent, and_(column == percent, suspected_pairs.c.id > last)))
    ordered = wanted.order_by(suspected_pairs.c.percent.desc(), suspected_pairs.c.id).limit(asked.limit + 1)
    found = session.all(ordered)
    rows = found[: asked.limit]
    sides_of = sides(session, actor, {one for row in rows for one in (row.first_id, row.second_id)})
    made = tuple(
        Pair(row.id, row.percent, row.why, row.verdict, sides_of[row.first_id], sides_of[row.second_id]) for row in rows
    )
    after = (rows[-1].percent, rows[-1].id) if len(found) > len(rows) else None
    return PairPage(made, after, total)


def sides(session: Session, actor: Actor, ids: Iterable[int]) -> dict[int, Side]:
    """Give what is known of customers that the caller has found in sight."""
    wanted = sorted(ids)
    rows = session.all(
        select(customers, users.c.name.label("owner"), sources.c.name.label("source"))
        .outerjoin(users, users.c.id == customers.c.owner_id)
        .outerjoin(sources, sources.c.id == customers.c.source_id)
        .where(customers.c.id.in_(wanted))
    )
    people = _texts(session, contacts, contacts.c.name, wanted)
    counts = {
        table.name: dict(
            session.all(
                select(table.c.customer_id, func.count())
                .where(table.c.customer_id.in_(wanted), *conditions)
                .group_by(table.c.customer_id)
            )
        )
        for table, conditions in (
            (projects, [projects.c.archived_at.is_(None)]),
            (purchases, [purchases.c.archived_at.is_(None)]),
            (inquiries, [inquiries.c.archived_at.is_(None)]),
            (actions, [actions.c.state != "cancelled"]),
        )
    }
    house = home(session)
    found = {}
    for row in rows:
        hidden = is_hidden(session, actor, row)
        points = _points(session, row.id, hidden=hidden)
        found[row.id] = Side(
            row.id, row.name, row.city, row.owner, row.source, row.domain, row.registration,
            house.day(row.created_at), people.get(row.id, ()), points["phone"], points["email"],
            **{f"{name}s" if name != "inquiry" else "inquiries": of.get(row.id, 0) for name, of in counts.items()},
        )  # fmt: skip
    return found


def _points(session: Session, customer_id: int, *, hidden: bool) -> dict[str, tuple[str, ...]]:
    rows = session.all(
        select(contact_points.c.kind, contact_points.c.value)
        .where(contact_points.c.customer_id == customer_id, contact_points.c.archived_at.is_(None))
        .order_by(contact_points.c.position, contact_points.c.id)
    )
    return {
        kind: tuple(masked(kind, value) if hidden else value for found, value in rows if found == kind)
        for kind in ("phone", "email")
    }


def _texts(session: Session, table: Any, column: Any, ids: list[int]) -> dict[int, tuple[str, ...]]:
    rows = session.all(
        select(table.c.customer_id, column)
        .where(table.c.customer_id.in_(ids), table.c.archived_at.is_(None))
        .order_by(table.c.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for customer_id, text in rows:
        found[customer_id] = (*found.get(customer_id, ()), text)
    return found
