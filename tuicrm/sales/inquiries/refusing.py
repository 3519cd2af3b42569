"""A seller's verdict on an inquiry that leads nowhere, and the project that one belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import VERDICTS
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class Judged:
    """Inquiries that have another verdict now (None: none any more), and the name of the first one's customer."""

    ids: tuple[int, ...]
    customer: str
    verdict: str | None


@rule("inquiry.judge", right="sell", writes=True, refuses=("verdict", "led_to_project"))
def judge(session: Session, actor: Actor, inquiry_ids: Sequence[int], verdict: str | None, *, now: datetime) -> Judged:
    """Refuse inquiries with a verdict, or take the verdict off again (None).

    Raises:
        Refused: `verdict` (there is none of that name), `led_to_project`.
    """
    if verdict is not None and verdict not in VERDICTS:
        raise Refused("verdict", given=verdict, known=VERDICTS)
    rows = [_found(session, actor, one) for one in dict.fromkeys(inquiry_ids)]
    for row in rows:
        project = session.get(projects, row.project_id) if row.project_id else None
        made_of_it = project is not None and project.archived_at is None and project.created_at >= row.came_at
        if verdict is not None and made_of_it:
            raise Refused("led_to_project")
    changed = [row for row in rows if change.update(session, inquiries, row.id, verdict=verdict)]
    before = {row.verdict for row in changed}
    if len(before) == 1:  # several verdicts at once are not taken back as one
        session.can_be_undone_by("inquiry.judge", [row.id for row in changed], before.pop())
    name = session.get(customers, rows[0].customer_id).name if rows else ""
    return Judged(tuple(row.id for row in rows), name, verdict)


@rule("inquiry.tie", right="sell", writes=True, refuses=("other_customer",))
def tie(session: Session, actor: Actor, inquiry_id: int, project_id: int | None, *, now: datetime) -> Judged:
    """Say which project of the customer an inquiry is about; None: about none.

    Raises:
        Refused: `other_customer`.
    """
    row = _found(session, actor, inquiry_id)
    if project_id is not None:
        project = rights.find(session, actor, projects, project_id)
        if project.customer_id != row.customer_id:
            raise Refused("other_customer", name=project.name)
    if change.update(session, inquiries, inquiry_id, project_id=project_id):
        session.can_be_undone_by("inquiry.tie", inquiry_id, row.project_id)
    return Judged((inquiry_id,), session.get(customers, row.customer_id).name, row.verdict)


def _found(session: Session, actor: Actor, inquiry_id: int) -> Any:
    row = session.get(inquiries, inquiry_id)
    if row is None or row.archived_at is not None:
        raise NotFound("inquiry", inquiry_id)
    rights.find(session, actor, customers, row.customer_id, to_write=True)
    return row
