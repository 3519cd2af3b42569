"""Everything of a person passes on, to one or to several: for somebody who leaves, or takes other work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales.handovers.allowed import receiver_of
from tuicrm.sales.handovers.giving import REFUSES, HandedOver, Thing, give_core, remember
from tuicrm.sales.handovers.passing import Terms
from tuicrm.sales.handovers.proposing import open_load, wins
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.pool.holding import leads
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers, project_products, projects

SPLITS = ("even", "load", "product", "region")
"""How several share: in turn, who has least to do, who sold the product most, who sold in the region most."""


@dataclass
class Unit:
    """What stays together: a customer with its projects, or the projects of a customer whom somebody else holds."""

    things: list[Thing]
    name: str
    region: str | None
    product_ids: set[int] = field(default_factory=set)
    open_projects: int = 0


@dataclass(frozen=True)
class Part:
    """What one receiver gets: customers, projects (open ones among them) and the things themselves by name."""

    to_id: int
    to: str
    customers: int
    projects: int
    open_projects: int
    things: tuple[Thing, ...]
    names: tuple[str, ...]


@rule("handover.shared_out", right="sell", refuses=("split", "receiver", "other_team", "asks_first", "nothing_to_give"))
def shared_out(
    session: Session, actor: Actor, from_id: int, to_ids: Sequence[int], by: str = "even", terms: Terms = Terms(), *,
    now: datetime,
) -> tuple[Part, ...]:  # fmt: skip
    """Say who would get what of all that a person holds; nothing is written.

    Args:
        by: one of `SPLITS`; with one receiver it does not matter.
    """
    return tuple(_parts(session, actor, from_id, to_ids, by, terms))


@rule("handover.give_all", right="sell", writes=True, refuses=(*REFUSES, "split"))
def give_all(
    session: Session, actor: Actor, from_id: int, to_ids: Sequence[int], by: str = "even", terms: Terms = Terms(), *,
    now: datetime,
) -> tuple[HandedOver, ...]:  # fmt: skip
    """Hand over all that a person holds: customers, projects open, won and lost, and their open actions.

    Each receiver answers for their part. Planned actions about what others hold go to those, else to the first
    receiver. Undone as a whole.
    """
    parts = _parts(session, actor, from_id, to_ids, by, terms)
    made, rows = [], []
    for part in parts:
        if part.things:
            over, written = give_core(session, actor, part.things, part.to_id, terms, now)
            made.append(over)
            rows.append(written)
    if terms.at_once and terms.moves_actions:
        _other_actions(session, from_id, parts[0].to_id, rows[0][0].id)
    remember(session, rows)
    return tuple(made)


def _parts(session: Session, actor: Actor, from_id: int, to_ids: Sequence[int], by: str, terms: Terms) -> list[Part]:
    giver = session.get(users, from_id)
    if giver is None:
        raise NotFound("user", from_id)
    if not leads(session, actor, from_id):
        raise NotAllowed("lead", role=actor.role)
    if by not in SPLITS:
        raise Refused("split", given=by, known=SPLITS)
    receivers = [
        receiver_of(session, actor, one, at_once=terms.at_once) for one in dict.fromkeys(to_ids) if one != from_id
    ]
    units = _units(session, from_id)
    if not units or not receivers:
        raise Refused("nothing_to_give")
    shares = _share(session, units, [one.id for one in receivers], by)
    return [_part(receiver, shares[receiver.id]) for receiver in receivers]


def _units(session: Session, from_id: int) -> list[Unit]:
    """All that a person holds, customer by customer, those with most open projects first."""
    units: dict[int | None, Unit] = {}
    own = select(customers.c.id, customers.c.name, customers.c.region).where(
        customers.c.owner_id == from_id, customers.c.archived_at.is_(None)
    )
    for row in session.all(own.order_by(customers.c.id)):
        units[row.id] = Unit([("customer", row.id)], row.name, row.region)
    held = (
        select(
            projects.c.id, projects.c.name, projects.c.customer_id, projects.c.state,
            customers.c.name.label("customer"), customers.c.region,
        )
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .where(projects.c.owner_id == from_id, projects.c.archived_at.is_(None))
        .order_by(projects.c.id)
    )  # fmt: skip
    of_project: dict[int, Unit] = {}
    for row in session.all(held):
        key = row.customer_id if row.customer_id is not None else -row.id  # without a customer each is by itself
        unit = units.setdefault(key, Unit([], row.customer or row.name, row.region))
        unit.things.append(("project", row.id))
        unit.open_projects += row.state == "open"
        of_project[row.id] = unit
    lines = select(project_products.c.project_id, project_products.c.product_id).where(
        project_products.c.archived_at.is_(None),
        project_products.c.project_id.in_(
            select(projects.c.id).where(projects.c.owner_id == from_id, projects.c.archived_at.is_(None))
        ),
    )
    for project_id, product_id in session.all(lines):
        of_project[project_id].product_ids.add(product_id)
    return sorted(units.values(), key=lambda unit: (-unit.open_projects, unit.things[0]))


def _share(session: Session, units: Sequence[Unit], people: Sequence[int], by: str) -> dict[int, list[Unit]]:
    """Give each unit to whom the rule names; where it names several, to who has got least so far."""
    shares: dict[int, list[Unit]] = {one: [] for one in people}
    given = dict.fromkeys(people, 0)
    load = open_load(session) if by == "load" else {}
    know = _know_how(session, by)
    for unit in units:

        def rank(one: int, unit: Unit = unit) -> tuple[int, int, int, int]:
            has_to_do = load.get(one, 0) + sum(part.open_projects for part in shares[one]) if by == "load" else 0
            return -know(unit, one), has_to_do, given[one], people.index(one)

        chosen = min(people, key=rank)
        shares[chosen].append(unit)
        given[chosen] += 1 + unit.open_projects
    return shares


def _know_how(session: Session, by: str) -> Any:
    known: dict[Any, Mapping[int, int]] = {}

    def of_product(unit: Unit, person: int) -> int:
        key = tuple(sorted(unit.product_ids))
        if key not in known:
            sold = select(project_products.c.project_id).where(
                project_products.c.product_id.in_(key), project_products.c.archived_at.is_(None)
            )
            known[key] = wins(session, projects.c.id.in_(sold)) if key else {}
        return known[key].get(person, 0)

    def of_region(unit: Unit, person: int) -> int:
        if unit.region not in known:
            known[unit.region] = wins(session, customers.c.region == unit.region) if unit.region else {}
        return known[unit.region].get(person, 0)

    return {"product": of_product, "region": of_region}.get(by, lambda unit, person: 0)


def _part(receiver: Any, units: Sequence[Unit]) -> Part:
    things = tuple(thing for unit in units for thing in unit.things)
    kinds = [kind for kind, _ in things]
    return Part(
        receiver.id, receiver.name, kinds.count("customer"), kinds.count("project"),
        sum(unit.open_projects for unit in units), things, tuple(unit.name for unit in units),
    )  # fmt: skip


def _other_actions(session: Session, from_id: int, to_id: int, handover_id: int) -> None:
    """Planned actions about what somebody else holds: whoever holds it does them, else the first receiver."""
    holder = (
        select(actions.c.id, projects.c.owner_id, customers.c.owner_id)
        .outerjoin(projects, projects.c.id == actions.c.project_id)
        .outerjoin(customers, customers.c.id == actions.c.customer_id)
        .where(actions.c.owner_id == from_id, actions.c.state == "planned", actions.c.origin != AMONG_US)
        .where(or_(actions.c.handover_id.is_(None), actions.c.handover_id != handover_id))
        .order_by(actions.c.id)
    )
    for action_id, of_project, of_customer in session.all(holder):
        owner_id = next((one for one in (of_project, of_customer) if one not in (None, from_id)), to_id)
        change.update(session, actions, action_id, owner_id=owner_id, handover_id=handover_id)


def is_empty(session: Session, user_id: int) -> bool:
    """Say whether a person holds nothing any more."""
    waiting = handovers.c.to_id == user_id, handovers.c.ended_at.is_(None), handovers.c.how.is_not(None)
    return not _units(session, user_id) and not session.exists(select(handovers.c.id).where(*waiting))
