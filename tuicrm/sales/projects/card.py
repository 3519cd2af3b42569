"""All about one project on one page."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.funnel.criteria import Criterion, of_move
from tuicrm.sales.funnel.stages import Stage, of_funnel
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.projects import details
from tuicrm.sales.projects.details import Edit, LinkLine, NeedLine, Waits
from tuicrm.sales.projects.notes import tags_of
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import lost_reasons, playbook_actions, playbooks, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import collaborators, project_contacts, project_products, projects, stage_history
from tuicrm.store.tables.trade import products, purchases


@dataclass(frozen=True)
class Stay:
    """One stay in a stage. `days` is unknown where the entry is; `waited_days` of them it waited for a lead."""

    stage: str
    how: str
    entered_at: datetime
    is_entry_known: bool
    left_at: datetime | None
    days: int | None
    by: str | None
    reason: str | None
    note: str | None
    waited_days: int = 0


@dataclass(frozen=True)
class ActionLine:
    """An action of the project's plan or record.

    playbook, playbook_number: the stage and the version of the playbook that planned it. reason: why it was called off
    or missed; of a playbook's action, why it was skipped.
    """

    id: int
    kind: str
    subject: str
    state: str
    grain: str
    planned_on: date | None
    planned_at: datetime | None
    done_at: datetime | None
    outcome: str | None
    note: str | None
    promise: str | None
    owner: str | None
    stage: str | None
    reason: str | None = None
    playbook: str | None = None
    playbook_number: int | None = None


@dataclass(frozen=True)
class Person:
    """A contact or colleague of the project, with the part they play."""

    id: int
    name: str
    part: str | None


@dataclass(frozen=True)
class ProductLine:
    """A product of the project; prices of one piece in minor units."""

    id: int
    name: str
    quantity: int
    price_minor: int | None
    list_minor: int | None


@dataclass(frozen=True)
class PurchaseLine:
    """What the project became."""

    id: int
    product: str | None
    quantity: int
    amount_minor: int | None
    cost_minor: int | None
    currency: str
    bought_on: date


@dataclass(frozen=True)
class ProjectCard:
    """The whole page. `facts` are the columns of the project by name; `may_write` says whether the reader may edit."""

    id: int
    version: int
    facts: dict[str, Any]
    customer: str | None
    owner: str | None
    stage: Stage
    stages: tuple[Stage, ...]
    next_criteria: tuple[Criterion, ...]
    guidance: str | None
    lost_reason: str | None
    history: tuple[Stay, ...]
    plan: tuple[ActionLine, ...]
    record: tuple[ActionLine, ...]
    contacts: tuple[Person, ...]
    collaborators: tuple[Person, ...]
    products: tuple[ProductLine, ...]
    purchases: tuple[PurchaseLine, ...]
    may_write: bool
    tags: tuple[str, ...] = ()
    links: tuple[LinkLine, ...] = ()
    needs: tuple[NeedLine, ...] = ()
    warnings: tuple[str, ...] = ()
    waits: Waits | None = None
    edits: tuple[Edit, ...] = ()
    known_stage: str | None = None


FACTS = (
    "name", "handle", "customer_id", "state", "stage_id", "owner_id", "team_id", "amount_minor", "cost_minor",
    "currency", "expected_on", "expected_moves", "category", "probability", "probability_reason", "competitor", "note",
    "created_on", "stage_since_at", "is_stage_since_known", "last_progress_at", "next_action_at", "closed_on",
    "cycle_days", "lost_note", "estimate_minor", "first_quote_minor", "stale_probability", "stale_reason",
    "edit_reason", "funnel_id",
)  # fmt: skip


@rule("project.card", right="read")
def card(session: Session, actor: Actor, project_id: int, *, now: datetime) -> ProjectCard:
    """Give everything about a project that the actor may see; the record newest first, at most 200 entries."""
    row = rights.find(session, actor, projects, project_id)
    path = of_funnel(session, row.funnel_id)
    here = next((one for one in path if one.id == row.stage_id), path[0])
    ahead = [one for one in path if one.position > here.position and one.kind in ("open", "won")]
    customer = select(customers.c.name).where(customers.c.id == row.customer_id)
    lines = _actions(session, project_id)
    shown = ProjectCard(
        id=row.id,
        version=row.version,
        facts={name: getattr(row, name) for name in FACTS},
        customer=session.value(customer) if row.customer_id else None,
        owner=session.value(select(users.c.name).where(users.c.id == row.owner_id)) if row.owner_id else None,
        stage=here,
        stages=path,
        next_criteria=of_move(session, row, ahead[0]) if ahead and row.state == "open" else (),
        guidance=_guidance(session, here.id),
        lost_reason=session.value(select(lost_reasons.c.name).where(lost_reasons.c.id == row.lost_reason_id))
        if row.lost_reason_id
        else None,
        history=_history(session, project_id),
        plan=tuple(sorted((one for one in lines if one.state == "planned"), key=lambda one: (one.planned_on, one.id))),
        record=tuple(one for one in lines if one.state != "planned"),
        contacts=_contacts(session, project_id),
        collaborators=_collaborators(session, project_id),
        products=_products(session, project_id),
        purchases=_purchases(session, project_id),
        may_write=rights.may_write(session, actor, projects, row),
        tags=tags_of(session, project_id),
        links=details.links(session, project_id),
        needs=details.needs_of(session, project_id),
        warnings=details.warnings(session, home(session), row),
        waits=details.waits(session, project_id) if row.state == "open" else None,
        edits=details.edits(session, project_id),
        known_stage=session.value(select(stages.c.name).where(stages.c.id == row.known_stage_id)),
    )
    return _outlined(shown) if hidden_among(session, actor, (row.customer_id,)) else shown


def _outlined(card: ProjectCard) -> ProjectCard:
    """Hide phones and e-mails in its texts while those of the customer are hidden."""
    notes = {name: veiled(card.facts[name]) for name in ("note", "lost_note")}
    texts = {name: veiled(getattr(card, name)) for name in ("plan", "record", "edits", "history")}
    return replace(card, facts=card.facts | notes, **texts)


def _guidance(session: Session, stage_id: int) -> str | None:
    newest = select(playbooks.c.guidance).where(playbooks.c.stage_id == stage_id).order_by(playbooks.c.number.desc())
    found: str | None = session.value(newest.limit(1))
    return found


def _history(session: Session, project_id: int) -> tuple[Stay, ...]:
    stay = stage_history.c
    rows = session.all(
        select(
            stages.c.name, stay.how, stay.entered_at, stay.is_entry_known, stay.left_at, stay.seconds, users.c.name,
            stay.reason, stay.note, stay.waited_seconds,
        )
        .join(stages, stages.c.id == stay.stage_id)
        .outerjoin(users, users.c.id == stay.by_id)
        .where(stay.project_id == project_id)
        .order_by(stay.entered_at, stay.id)
    )  # fmt: skip
    return tuple(
        Stay(*[*row[:5], None if row[5] is None else row[5] // 86_400, *row[6:9], (row[9] or 0) // 86_400])
        for row in rows
    )


def _actions(session: Session, project_id: int) -> tuple[ActionLine, ...]:
    of_book = stages.alias("of_book")
    rows = session.all(
        select(
            actions.c.id, actions.c.kind, actions.c.subject, actions.c.state, actions.c.grain, actions.c.planned_on,
            actions.c.planned_at, actions.c.done_at, actions.c.outcome, actions.c.note, actions.c.promise,
            users.c.name, stages.c.name, actions.c.cancel_reason, of_book.c.name, playbooks.c.number,
        )
        .outerjoin(users, users.c.id == actions.c.owner_id)
        .outerjoin(stages, stages.c.id == actions.c.stage_id)
        .outerjoin(playbook_actions, playbook_actions.c.id == actions.c.playbook_action_id)
        .outerjoin(playbooks, playbooks.c.id == playbook_actions.c.playbook_id)
        .outerjoin(of_book, of_book.c.id == playbooks.c.stage_id)
        .where(actions.c.project_id == project_id, actions.c.origin != AMONG_US)
        .order_by(actions.c.done_at.desc(), actions.c.id.desc())
        .limit(200)
    )  # fmt: skip
    return tuple(ActionLine(*row) for row in rows)


def _contacts(session: Session, project_id: int) -> tuple[Person, ...]:
    rows = session.all(
        select(contacts.c.id, contacts.c.name, project_contacts.c.part)
        .join(project_contacts, project_contacts.c.contact_id == contacts.c.id)
        .where(project_contacts.c.project_id == project_id, project_contacts.c.archived_at.is_(None))
        .order_by(contacts.c.name_sort, contacts.c.id)
    )
    return tuple(Person(*row) for row in rows)


def _collaborators(session: Session, project_id: int) -> tuple[Person, ...]:
    rows = session.all(
        select(users.c.id, users.c.name, collaborators.c.part)
        .join(collaborators, collaborators.c.user_id == users.c.id)
        .where(collaborators.c.project_id == project_id, collaborators.c.archived_at.is_(None))
        .order_by(users.c.name_sort, users.c.id)
    )
    return tuple(Person(*row) for row in rows)


def _products(session: Session, project_id: int) -> tuple[ProductLine, ...]:
    rows = session.all(
        select(
            products.c.id, products.c.name, project_products.c.quantity, project_products.c.price_minor,
            products.c.list_minor,
        )
        .join(project_products, project_products.c.product_id == products.c.id)
        .where(project_products.c.project_id == project_id, project_products.c.archived_at.is_(None))
        .order_by(project_products.c.id)
    )  # fmt: skip
    return tuple(ProductLine(*row) for row in rows)


def _purchases(session: Session, project_id: int) -> tuple[PurchaseLine, ...]:
    rows = session.all(
        select(
            purchases.c.id, products.c.name, purchases.c.quantity, purchases.c.amount_minor, purchases.c.cost_minor,
            purchases.c.currency, purchases.c.bought_on,
        )
        .outerjoin(products, products.c.id == purchases.c.product_id)
        .where(purchases.c.project_id == project_id, purchases.c.archived_at.is_(None))
        .order_by(purchases.c.bought_on, purchases.c.id)
    )  # fmt: skip
    return tuple(PurchaseLine(*row) for row in rows)
