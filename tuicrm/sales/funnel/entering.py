"""What a stage's playbook plans by itself when a project enters it, and how that is taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.playbook import actions_of, newest
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.funnel import playbook_actions, playbooks
from tuicrm.store.tables.projects import collaborators

PLAYBOOK = "playbook"


def plan(session: Session, project: Any, stage_id: int, now: datetime) -> tuple[int, ...]:
    """Plan the stage's actions for a project that enters it; give their ids.

    What was planned or done by the same playbook line before is not planned twice: who comes back finds their plan.
    """
    book = newest(session, stage_id)
    if book is None:
        return ()
    known = planned_before(session, project.id, stage_id)
    today = home(session).day(now)
    made = [
        add(session, project, line, today, now)
        for line in actions_of(session, book.id)
        if (line.kind, line.subject) not in known
    ]
    if made:
        renew_next(session, home(session), project.customer_id, project.id)
    return tuple(made)


def planned_before(session: Session, project_id: int, stage_id: int) -> set[tuple[str, str]]:
    """Give kind and subject of what any version of a stage's playbook has planned for a project, done or to be done."""
    here = select(playbooks.c.id).where(playbooks.c.stage_id == stage_id)
    rows = session.all(
        select(playbook_actions.c.kind, playbook_actions.c.subject)
        .join(actions, actions.c.playbook_action_id == playbook_actions.c.id)
        .where(actions.c.project_id == project_id, actions.c.state != "cancelled")
        .where(playbook_actions.c.playbook_id.in_(here))
    )
    return {(row.kind, row.subject) for row in rows}


def add(session: Session, project: Any, line: Any, today: date, now: datetime) -> int:
    """Write one action of a playbook into the agenda of whose part it is, else of the project's owner."""
    on = today + timedelta(days=line.due_days)
    return change.insert(
        session, actions, customer_id=project.customer_id, project_id=project.id,
        owner_id=_whose(session, project, line.part, today), made_by_id=session.actor_id, kind=line.kind,
        subject=line.subject, state="planned", grain="day", planned_on=on, first_planned_on=on,
        minutes=KIND[line.kind].minutes if line.kind in KIND else 30, origin=PLAYBOOK, playbook_action_id=line.id,
        created_at=now,
    )  # fmt: skip


def unplan(session: Session, project: Any, action_ids: tuple[int, ...]) -> None:
    """Call off what a move planned, as far as it is still only planned."""
    gone = 0
    for action_id in action_ids:
        row = session.get(actions, action_id)
        if row is not None and row.state == "planned":
            gone += change.update(session, actions, action_id, state="cancelled", cancel_reason="undo")
    if gone:
        renew_next(session, home(session), project.customer_id, project.id)


def _whose(session: Session, project: Any, part: str | None, today: date) -> int | None:
    """The collaborator who has this part; without one, or without a part, the owner."""
    owner_id: int | None = project.owner_id
    if part is None:
        return owner_id
    helping = (
        select(collaborators.c.user_id)
        .where(collaborators.c.project_id == project.id, collaborators.c.archived_at.is_(None))
        .where((collaborators.c.until_on.is_(None)) | (collaborators.c.until_on >= today))
        .where(collaborators.c.part == part)
        .order_by(collaborators.c.id)
    )
    found: int | None = session.value(helping.limit(1))
    return owner_id if found is None else found
