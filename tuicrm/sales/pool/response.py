"""The first-response clock: how much working time an unanswered inquiry has used, holidays and leave left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tuicrm.plain.worktime import WorkTime
from tuicrm.sales.pool.policy import RESPONSE_HOURS
from tuicrm.sales.settings.reading import values
from tuicrm.sales.working.times import of_team, of_user
from tuicrm.store.among import among
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries


@dataclass(frozen=True)
class Response:
    """How long somebody has waited for an answer, in working seconds, and how long they may."""

    came_at: datetime
    used_seconds: int
    allowed_seconds: int

    @property
    def left_seconds(self) -> int:
        """What is left; below nought it is late."""
        return self.allowed_seconds - self.used_seconds


def responses(session: Session, customer_ids: Sequence[int], now: datetime) -> dict[int, Response]:
    """Give the clock of each customer that waits: from its oldest inquiry without an answer.

    It runs in the working time of who holds it; while nobody does, in the company's.
    """
    hours = values(session).of(RESPONSE_HOURS)
    if hours is None or not customer_ids:
        return {}
    rows = session.all(
        select(inquiries.c.customer_id, func.min(inquiries.c.came_at).label("came_at"), customers.c.owner_id)
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .where(
            among(inquiries.c.customer_id, customer_ids),
            inquiries.c.answered_at.is_(None),
            inquiries.c.verdict.is_(None),
            inquiries.c.archived_at.is_(None),
        )
        .group_by(inquiries.c.customer_id, customers.c.owner_id)
    )
    times: dict[int | None, WorkTime] = {}
    found = {}
    for customer_id, came_at, owner_id in rows:
        if owner_id not in times:
            times[owner_id] = of_team(session, None) if owner_id is None else of_user(session, owner_id)
        found[customer_id] = Response(came_at, times[owner_id].seconds(came_at, now), hours * 3600)
    return found
