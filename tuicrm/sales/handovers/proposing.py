"""Who could take something over: by what they sold of the kind, and by how much they have to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tuicrm.sales import rights
from tuicrm.sales.handovers.giving import Thing
from tuicrm.sales.home import home
from tuicrm.sales.rights import SELLING
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import project_products, projects
from tuicrm.store.tables.trade import credits

ENOUGH = 5
"""So many wins of a kind are know-how; more of them make no better receiver."""


@dataclass(frozen=True)
class Candidate:
    """One of us who could take it over, with what speaks for and against them.

    Attributes:
        product_wins, class_wins: won projects of the same products, and of customers of the same class.
        open_projects, customers: what they have to look after now.
    """

    user_id: int
    login: str
    name: str
    team: str | None
    is_same_team: bool
    product_wins: int
    class_wins: int
    open_projects: int
    customers: int

    def fit(self, average: float) -> float:
        """Know-how in 0..2, less how much more they have to do than the others do on average."""
        know = min(self.product_wins, ENOUGH) / ENOUGH + min(self.class_wins, ENOUGH) / ENOUGH
        return know - self.open_projects / (average or 1)


@rule("handover.candidates", right="sell")
def candidates(session: Session, actor: Actor, things: Sequence[Thing], *, now: datetime) -> tuple[Candidate, ...]:
    """Give who could take these over, the best first; who holds one of them is left out.

    The same team comes first. In it: num won with the same products and of the same class of customer (five are
    enough), less the share of open projects against the average.
    """
    holders, product_ids, classes, team_ids = _about(session, actor, things)
    people = seller_rows(session, now)
    products = wins(session, projects.c.id.in_(_with_products(product_ids))) if product_ids else {}
    of_class = wins(session, customers.c.class_key.in_(classes)) if classes else {}
    opened, held = loads(session)
    found = [
        Candidate(
            row.id, row.login, row.name, row.team, row.team_id in team_ids, products.get(row.id, 0),
            of_class.get(row.id, 0), opened.get(row.id, 0), held.get(row.id, 0),
        )
        for row in people
        if row.id not in holders
    ]  # fmt: skip
    average = sum(one.open_projects for one in found) / len(found) if found else 0.0
    return tuple(sorted(found, key=lambda one: (not one.is_same_team, -one.fit(average), one.user_id)))


def seller_rows(session: Session, now: datetime) -> Sequence[Any]:
    """Give who sells and is here, with their team, by name."""
    today = home(session).day(now)
    return session.all(
        select(users.c.id, users.c.login, users.c.name, users.c.team_id, users.c.role, teams.c.name.label("team"))
        .outerjoin(teams, teams.c.id == users.c.team_id)
        .where(users.c.role.in_(SELLING - {"administrator"}), with_us(today))
        .order_by(users.c.name_sort, users.c.id)
    )


def wins(session: Session, which: ColumnElement[bool]) -> dict[int, int]:
    """Count for each person the won projects of a kind that they were credited for."""
    rows = session.all(
        select(credits.c.user_id, func.count(projects.c.id.distinct()))
        .select_from(credits.join(projects, projects.c.id == credits.c.project_id))
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .where(credits.c.outcome == "won", credits.c.archived_at.is_(None), which)
        .group_by(credits.c.user_id)
    )
    return {row[0]: int(row[1]) for row in rows if row[0] is not None}


def loads(session: Session) -> tuple[dict[int, int], dict[int, int]]:
    """Count for each person the open projects and the customers that they hold."""
    held = select(customers.c.owner_id, func.count()).where(
        customers.c.owner_id.is_not(None), customers.c.archived_at.is_(None)
    )
    return open_load(session), {row[0]: int(row[1]) for row in session.all(held.group_by(customers.c.owner_id))}


def open_load(session: Session) -> dict[int, int]:
    """Count for each person the open projects that they hold."""
    opened = select(projects.c.owner_id, func.count()).where(
        projects.c.state == "open", projects.c.archived_at.is_(None), projects.c.owner_id.is_not(None)
    )
    return {row[0]: int(row[1]) for row in session.all(opened.group_by(projects.c.owner_id))}


def _with_products(product_ids: Sequence[int]) -> Any:
    return select(project_products.c.project_id).where(
        project_products.c.product_id.in_(product_ids), project_products.c.archived_at.is_(None)
    )


def _about(session: Session, actor: Actor, things: Sequence[Thing]) -> tuple[set[int], list[int], list[str], set[int]]:
    """Give the holders, products, classes of customer and teams of what passes on."""
    holders: set[int] = set()
    classes: set[str] = set()
    project_ids: list[int] = []
    for kind, record_id in things:
        table = customers if kind == "customer" else projects
        thing = rights.find(session, actor, table, record_id)
        holders |= {thing.owner_id} if thing.owner_id is not None else set()
        if kind == "customer":
            own = select(projects.c.id).where(projects.c.customer_id == thing.id, projects.c.owner_id == thing.owner_id)
            project_ids += session.values(own)
            classes |= {thing.class_key} if thing.class_key else set()
        else:
            project_ids.append(thing.id)
            known = select(customers.c.class_key).where(customers.c.id == thing.customer_id)
            classes |= {found} if (found := session.value(known)) else set()
    living = project_products.c.project_id.in_(project_ids), project_products.c.archived_at.is_(None)
    product_ids = select(project_products.c.product_id).where(*living).distinct()
    team_ids = select(users.c.team_id).where(users.c.id.in_(holders), users.c.team_id.is_not(None))
    return holders, list(session.values(product_ids)), sorted(classes), set(session.values(team_ids))
