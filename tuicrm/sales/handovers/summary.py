"""What the record says of something that passes on: stage, people, last and next actions, promises, questions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.funnel.stages import of_funnel
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers, inquiries
from tuicrm.store.tables.projects import project_contacts, projects

FEW = 5


def summary_of(session: Session, kind: str, thing: Any) -> dict[str, Any]:
    """Gather the facts as they are now; plain values, because they are kept with the handover.

    Returns:
        name, customer; of a project stage, since, amount_minor, currency, expected_on; of a customer city, class_key
        and its open projects; people (name, part), last and next actions, promises and questions (inquiries that
        wait for an answer), each at most five.
    """
    if kind == "project":
        about = actions.c.project_id == thing.id
        found = _project(session, thing)
    else:
        about = actions.c.customer_id == thing.id
        found = _customer(session, thing)
    found["last"] = _actions(
        session, about, actions.c.state == "done", actions.c.done_on.desc(), actions.c.id.desc(), on="done_on"
    )
    planned = actions.c.state == "planned"
    order = actions.c.planned_on, actions.c.id
    found["next"] = _actions(session, about, planned & actions.c.promise.is_(None), *order, on="planned_on")
    found["promises"] = _actions(session, about, planned & actions.c.promise.is_not(None), *order, on="planned_on")
    found["questions"] = _questions(session, kind, thing)
    return found


def _project(session: Session, thing: Any) -> dict[str, Any]:
    stage = next((one.name for one in of_funnel(session, thing.funnel_id) if one.id == thing.stage_id), None)
    people = (
        select(contacts.c.name, project_contacts.c.part)
        .join(project_contacts, project_contacts.c.contact_id == contacts.c.id)
        .where(project_contacts.c.project_id == thing.id, project_contacts.c.archived_at.is_(None))
        .order_by(contacts.c.id)
        .limit(FEW)
    )
    customer = select(customers.c.name).where(customers.c.id == thing.customer_id)
    return {
        "name": thing.name, "customer": session.value(customer) if thing.customer_id else None, "stage": stage,
        "state": thing.state, "since": _plain(thing.stage_since_at), "amount_minor": thing.amount_minor,
        "currency": thing.currency, "expected_on": _plain(thing.expected_on),
        "people": [list(row) for row in session.all(people)],
    }  # fmt: skip


def _customer(session: Session, thing: Any) -> dict[str, Any]:
    people = (
        select(contacts.c.name, contacts.c.part)
        .where(contacts.c.customer_id == thing.id, contacts.c.archived_at.is_(None))
        .order_by(contacts.c.id)
        .limit(FEW)
    )
    opened = select(projects.c.name).where(
        projects.c.customer_id == thing.id, projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    return {
        "name": thing.name, "customer": thing.name, "city": thing.city, "class_key": thing.class_key,
        "projects": list(session.values(opened.order_by(projects.c.id).limit(FEW))),
        "people": [list(row) for row in session.all(people)],
    }  # fmt: skip


def _actions(session: Session, about: Any, which: Any, *order: Any, on: str) -> list[Mapping[str, Any]]:
    columns = actions.c.kind, actions.c.subject, actions.c.outcome, actions.c.note, actions.c.promise
    rows = session.all(select(actions.c[on], *columns).where(about, which).order_by(*order).limit(FEW))
    names = ("on", "kind", "subject", "outcome", "note", "promise")
    return [dict(zip(names, (_plain(row[0]), *row[1:]), strict=True)) for row in rows]


def _questions(session: Session, kind: str, thing: Any) -> list[Mapping[str, Any]]:
    about = inquiries.c.project_id == thing.id if kind == "project" else inquiries.c.customer_id == thing.id
    waiting = (
        select(inquiries.c.came_on, inquiries.c.message)
        .where(about, inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None))
        .where(inquiries.c.archived_at.is_(None))
        .order_by(inquiries.c.came_at.desc())
        .limit(FEW)
    )
    return [{"on": _plain(row[0]), "subject": row[1] or ""} for row in session.all(waiting)]


def _plain(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()
