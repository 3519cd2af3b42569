"""What the page of a project says besides its facts: tags, links, needs, who waits, what was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.funnel import thin
from tuicrm.sales.home import Home
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, customers, needs
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_links
from tuicrm.store.tables.system import changes, operations

MOST = 60
TOLD = (
    "name", "customer_id", "amount_minor", "cost_minor", "currency", "expected_on", "category", "probability",
    "competitor", "note", "owner_id", "first_quote_minor",
)  # fmt: skip
"""The facts whose change is told; moves have a history of their own, and what follows from another is not told."""

_NAMED: Mapping[str, Any] = {"owner_id": users, "customer_id": customers}
_MOVES = ("funnel.move", "funnel.win", "funnel.lose", "funnel.reopen", "funnel.close_again", "funnel.approve")


@dataclass(frozen=True)
class LinkLine:
    """Where a paper of the project lies."""

    id: int
    title: str
    target: str


@dataclass(frozen=True)
class NeedLine:
    """A need of the project: `state` is asked, met or lost."""

    id: int
    name: str
    state: str
    asked_on: date


@dataclass(frozen=True)
class Waits:
    """A move that waits for a lead, or the last one that was returned."""

    id: int
    to_stage: str
    asked_at: datetime
    asked_by: str | None
    decision: str | None
    note: str | None


@dataclass(frozen=True)
class FactChange:
    """One fact: what it was and what it became, as text that `name` says how to read; None is nothing."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Edit:
    """What one operation changed of the project, and why, where that was said."""

    at: datetime
    by: str | None
    facts: tuple[FactChange, ...]
    reason: str | None


def links(session: Session, project_id: int) -> tuple[LinkLine, ...]:
    """Give the links of a project in the order in which they came."""
    columns = project_links.c.id, project_links.c.title, project_links.c.target
    living = project_links.c.project_id == project_id, project_links.c.archived_at.is_(None)
    return tuple(LinkLine(*row) for row in session.all(select(*columns).where(*living).order_by(project_links.c.id)))


def needs_of(session: Session, project_id: int) -> tuple[NeedLine, ...]:
    """Give the needs of a project in the team's order."""
    rows = session.all(
        select(needs.c.id, needs.c.name, customer_needs.c.asked_on, customer_needs.c.met_on, customer_needs.c.lost_on)
        .join(customer_needs, customer_needs.c.need_id == needs.c.id)
        .where(customer_needs.c.project_id == project_id, customer_needs.c.archived_at.is_(None))
        .order_by(needs.c.position, needs.c.id)
    )
    return tuple(
        NeedLine(row.id, row.name, "met" if row.met_on else "lost" if row.lost_on else "asked", row.asked_on)
        for row in rows
    )


def waits(session: Session, project_id: int) -> Waits | None:
    """Give the move that waits for a lead; else the last one asked for, if it was returned."""
    row = session.first(
        select(
            approvals.c.id, stages.c.name, approvals.c.asked_at, users.c.name, approvals.c.decision, approvals.c.note,
        )
        .join(stages, stages.c.id == approvals.c.to_stage_id)
        .outerjoin(users, users.c.id == approvals.c.asked_by_id)
        .where(approvals.c.project_id == project_id)
        .order_by(approvals.c.id.desc())
        .limit(1)
    )  # fmt: skip
    return Waits(*row) if row is not None and row.decision in (None, "returned") else None


def warnings(session: Session, house: Home, project: Any) -> tuple[str, ...]:
    """Warn of a large open project that hangs on one person, or where nobody decides."""
    large = thin.large_minor(session, house)
    if project.state != "open" or large is None or (project.home_minor or 0) < large:
        return ()
    return thin.warnings(session, [project.id])[project.id]


def edits(session: Session, project_id: int) -> tuple[Edit, ...]:
    """Give who changed which facts, newest first; what a move brought with it is not told twice."""
    rows = session.all(
        select(changes.c.at, users.c.name, changes.c.facts, changes.c.personal, operations.c.rule)
        .join(operations, operations.c.key == changes.c.operation_key)
        .outerjoin(users, users.c.id == changes.c.actor_id)
        .where(changes.c.record_kind == "project", changes.c.record_id == project_id, changes.c.what == "update")
        .order_by(changes.c.id.desc())
        .limit(MOST)
    )
    found = []
    for at, by, facts, personal, rule in rows:
        values = {**(facts or {}), **(personal or {})}
        told = tuple(
            FactChange(name, _text(session, name, values[name][0]), _text(session, name, values[name][1]))
            for name in TOLD
            if name in values and rule not in _MOVES
        )
        if told:
            found.append(Edit(at, by, told, (values.get("edit_reason") or [None, None])[1]))
    return tuple(found)


def _text(session: Session, name: str, value: Any) -> str | None:
    if value is None:
        return None
    if name in _NAMED:
        table = _NAMED[name]
        return str(session.value(select(table.c.name).where(table.c.id == value)) or value)
    return str(value)
