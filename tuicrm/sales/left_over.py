"""What else is in the hands of somebody who goes: moves that wait for a lead, plans, and plans that come again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.handovers.leaving import Part
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import series
from tuicrm.store.tables.projects import projects

REASON = "left"


@dataclass(frozen=True)
class Waiting:
    """A move that waits for a lead and that somebody who goes asked for, or would have decided.

    Attributes:
        to_stage: where the project is to go.
        to_id, to: who speaks for it from now on, or decides it; None: whoever leads the team next.
    """

    id: int
    project_id: int
    project: str
    to_stage: str
    to_id: int | None
    to: str | None


def asked(session: Session, user_id: int, parts: Sequence[Part]) -> tuple[Waiting, ...]:
    """Give the moves that somebody asked for and nobody has decided, and who gets the project that each is about."""
    gets = {number: part.to_id for part in parts for kind, number in part.things if kind == "project"}
    rows = session.all(_rows().where(approvals.c.asked_by_id == user_id))
    heirs = [gets.get(row.project_id, row.owner_id if row.owner_id != user_id else None) for row in rows]
    return _told(session, rows, heirs)


def to_decide(session: Session, user: Any) -> tuple[Waiting, ...]:
    """Give the moves of a lead's team that wait, and who decides them when the lead is gone."""
    if user.role != rights.LEAD or user.team_id is None:
        return ()
    team = select(users.c.id).where(users.c.team_id == user.team_id)
    rows = session.all(_rows().where(projects.c.owner_id.in_(team)))
    here = users.c.archived_at.is_(None), users.c.left_on.is_(None), users.c.id != user.id
    lead = users.c.role == rights.LEAD, users.c.team_id == user.team_id
    other = session.value(select(users.c.id).where(*here, *lead).order_by(users.c.id))
    return _told(session, rows, [other] * len(rows))


def pass_on(session: Session, user_id: int, waiting: Sequence[Waiting], receiver_id: int | None, now: datetime,
            pooled: Collection[int]) -> None:  # fmt: skip
    """Give what is left to whoever holds what it is about, else to a receiver; about what is free it is called off."""
    for one in waiting:
        if one.to_id is not None:
            change.update(session, approvals, one.id, asked_by_id=one.to_id)
    for row in session.all(_about(actions).where(actions.c.owner_id == user_id, actions.c.state == "planned")):
        if row.customer_id in pooled and row.project_id is None:
            change.update(session, actions, row.id, state="cancelled", cancel_reason=REASON)
            renew_next(session, home(session), row.customer_id, row.project_id)
        elif (heir := _heir(row, user_id, receiver_id)) is not None:
            change.update(session, actions, row.id, owner_id=heir)
    for row in session.all(_about(series).where(series.c.owner_id == user_id, series.c.ended_at.is_(None))):
        heir = None if row.customer_id in pooled and row.project_id is None else _heir(row, user_id, receiver_id)
        values = {"ended_at": now} if heir is None else {"owner_id": heir}
        change.update(session, series, row.id, **values)


def _about(table: Any) -> Any:
    """Select rows with who holds the project and the customer that they are about."""
    return (
        select(
            table.c.id, table.c.customer_id, table.c.project_id, projects.c.owner_id.label("of_project"),
            customers.c.owner_id.label("of_customer"),
        )
        .outerjoin(projects, projects.c.id == table.c.project_id)
        .outerjoin(customers, customers.c.id == table.c.customer_id)
        .order_by(table.c.id)
    )  # fmt: skip


def _heir(row: Any, user_id: int, receiver_id: int | None) -> int | None:
    return next((one for one in (row.of_project, row.of_customer) if one not in (None, user_id)), receiver_id)


def _rows() -> Any:
    return (
        select(approvals.c.id, projects.c.id.label("project_id"), projects.c.name, stages.c.name.label("to_stage"),
               projects.c.owner_id)
        .join(projects, projects.c.id == approvals.c.project_id)
        .join(stages, stages.c.id == approvals.c.to_stage_id)
        .where(approvals.c.live_project_id.is_not(None))
        .order_by(approvals.c.asked_at, approvals.c.id)
    )  # fmt: skip


def _told(session: Session, rows: Sequence[Any], heirs: Sequence[int | None]) -> tuple[Waiting, ...]:
    wanted = {one for one in heirs if one is not None}
    found = session.all(select(users.c.id, users.c.name).where(users.c.id.in_(wanted))) if wanted else ()
    names: Mapping[int, str] = {row.id: row.name for row in found}
    return tuple(
        Waiting(row.id, row.project_id, row.name, row.to_stage, heir, names.get(heir) if heir is not None else None)
        for row, heir in zip(rows, heirs, strict=True)
    )
