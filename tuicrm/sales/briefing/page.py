"""All before a meeting on one page: who, what was said, promises, projects, money, inquiries, what the stage wants."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.agenda.briefing import Brief, brief
from tuicrm.sales.calling.record import Asked, Before, Owed
from tuicrm.sales.hiding import veiled
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customer_needs, customers, inquiries, needs
from tuicrm.store.tables.funnel import playbooks, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

LAST, MOST = 5, 8


@dataclass(frozen=True)
class Chance:
    """One project of the customer. `next_on` is when something is planned for it."""

    id: int
    name: str
    state: str
    stage: str
    amount_minor: int | None
    currency: str | None
    expected_on: date | None
    owner: str | None
    next_at: datetime | None


@dataclass(frozen=True)
class Bought:
    """What the customer brought so far, in home currency minor units; None where a cost is not known."""

    times: int
    amount_minor: int
    profit_minor: int | None
    currency: str
    last_on: date | None


@dataclass(frozen=True)
class Planned:
    """One thing that is planned."""

    kind: str
    subject: str
    on: date
    at: datetime | None
    owner: str | None


@dataclass(frozen=True)
class Page:
    """What one should know. `brief` has who is there and what the next stage wants."""

    customer_id: int | None
    project_id: int | None
    owner: str | None
    brief: Brief
    last: tuple[Before, ...]
    promises: tuple[Owed, ...]
    plans: tuple[Planned, ...]
    chances: tuple[Chance, ...]
    bought: Bought | None
    asked: tuple[Asked, ...]
    needs: tuple[str, ...]
    guidance: str | None


@rule("agenda.page", right="read")
def page(
    session: Session, actor: Actor, *, customer_id: int | None = None, project_id: int | None = None, now: datetime
) -> Page:
    """Give the briefing for a customer or a project.

    Raises:
        NotFound: not there, or not for the actor to see.
    """
    said = brief(session, actor, customer_id=customer_id, project_id=project_id, now=now)
    project: Any = session.get(projects, project_id) if project_id is not None else None
    if project is not None:
        customer_id = project.customer_id
    held = project or (session.get(customers, customer_id) if customer_id is not None else None)
    owner = session.value(select(users.c.name).where(users.c.id == held.owner_id)) if held is not None else None
    about = actions.c.customer_id == customer_id if customer_id is not None else actions.c.project_id == project_id
    found = Page(
        customer_id, project_id, owner, said, _last(session, about), _promises(session, about),
        _plans(session, about), _chances(session, actor, customer_id, project_id), _bought(session, customer_id),
        _asked(session, customer_id), _needs(session, customer_id, project_id), _guidance(session, project),
    )  # fmt: skip
    return found if not said.is_hidden else replace(
        found, last=veiled(found.last), promises=veiled(found.promises), plans=veiled(found.plans),
        asked=veiled(found.asked),
    )  # fmt: skip


def _last(session: Session, about: Any) -> tuple[Before, ...]:
    wanted = (
        select(actions.c.done_on, actions.c.kind, actions.c.outcome, actions.c.note, actions.c.subject, users.c.name)
        .select_from(actions.outerjoin(users, users.c.id == actions.c.owner_id))
        .where(about, actions.c.state == "done")
        .order_by(actions.c.done_at.desc(), actions.c.id.desc())
        .limit(LAST)
    )
    return tuple(Before(row[0], row[1], row[2], row[3] or row[4] or "", row[5]) for row in session.all(wanted))


def _promises(session: Session, about: Any) -> tuple[Owed, ...]:
    wanted = select(actions.c.promise, actions.c.subject, actions.c.planned_on).where(
        about, actions.c.state == "planned", actions.c.promise.is_not(None)
    )
    ordered = wanted.order_by(actions.c.planned_on, actions.c.id).limit(MOST)
    return tuple(Owed(*row) for row in session.all(ordered))


def _plans(session: Session, about: Any) -> tuple[Planned, ...]:
    wanted = (
        select(actions.c.kind, actions.c.subject, actions.c.planned_on, actions.c.planned_at, users.c.name)
        .select_from(actions.outerjoin(users, users.c.id == actions.c.owner_id))
        .where(about, actions.c.state == "planned", actions.c.promise.is_(None))
        .order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
        .limit(MOST)
    )
    return tuple(Planned(*row) for row in session.all(wanted))


def _chances(session: Session, actor: Actor, customer_id: int | None, project_id: int | None) -> tuple[Chance, ...]:
    p = projects.c
    here = p.customer_id == customer_id if customer_id is not None else p.id == project_id
    wanted = (
        select(p.id, p.name, p.state, stages.c.name, p.amount_minor, p.currency, p.expected_on, users.c.name,
               p.next_action_at)
        .select_from(projects.join(stages, stages.c.id == p.stage_id).outerjoin(users, users.c.id == p.owner_id))
        .where(here, p.archived_at.is_(None), rights.projects_in_sight(actor))
        .order_by(p.state != "open", p.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return tuple(Chance(*row) for row in session.all(wanted))


def _bought(session: Session, customer_id: int | None) -> Bought | None:
    if customer_id is None:
        return None
    t = purchases.c
    wanted = select(
        func.count(), func.sum(t.home_minor), func.sum(t.home_cost_minor), func.count(t.home_cost_minor),
        func.max(t.bought_on),
    ).where(t.customer_id == customer_id, t.archived_at.is_(None))  # fmt: skip
    times, amount, cost, with_cost, last_on = session.first(wanted)
    if not times:
        return None
    profit = int(amount or 0) - int(cost) if with_cost == times else None
    return Bought(times, int(amount or 0), profit, home(session).currency, last_on)


def _asked(session: Session, customer_id: int | None) -> tuple[Asked, ...]:
    if customer_id is None:
        return ()
    wanted = (
        select(inquiries.c.came_on, sources.c.name, inquiries.c.message)
        .select_from(inquiries.outerjoin(sources, sources.c.id == inquiries.c.source_id))
        .where(inquiries.c.customer_id == customer_id, inquiries.c.archived_at.is_(None))
        .order_by(inquiries.c.came_at.desc(), inquiries.c.id.desc())
        .limit(LAST)
    )
    return tuple(Asked(row[0], row[1], row[2] or "") for row in session.all(wanted))


def _needs(session: Session, customer_id: int | None, project_id: int | None) -> tuple[str, ...]:
    mine = [customer_needs.c.project_id == project_id] if project_id is not None else []
    mine += [customer_needs.c.customer_id == customer_id] if customer_id is not None else []
    wanted = (
        select(needs.c.name)
        .join(customer_needs, customer_needs.c.need_id == needs.c.id)
        .where(or_(*mine), customer_needs.c.archived_at.is_(None))
        .order_by(needs.c.position, needs.c.id)
    )
    return tuple(dict.fromkeys(session.values(wanted)))


def _guidance(session: Session, project: Any) -> str | None:
    if project is None or project.state != "open":
        return None
    newest = select(playbooks.c.guidance).where(playbooks.c.stage_id == project.stage_id)
    found: str | None = session.value(newest.order_by(playbooks.c.number.desc()).limit(1))
    return found
