"""A talk of two of us stands in two agendas: where one entry goes, the other goes along."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.next_action import AMONG_US
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs


def move_the_other(session: Session, row: Any, on: date, at: datetime | None, grain: str) -> None:
    """Move the partner's entry of a talk to the day and time that one's own was moved to; others are left alone."""
    if row.origin != AMONG_US:
        return
    mine = (pairs.c.learner_action_id == row.id) | (pairs.c.partner_action_id == row.id)
    pair = session.first(select(pairs.c.learner_action_id, pairs.c.partner_action_id).where(mine))
    for action_id in pair or ():
        other = session.get(actions, action_id) if action_id is not None and action_id != row.id else None
        if other is not None and other.state == "planned":
            change.update(session, actions, other.id, planned_on=on, planned_at=at, grain=grain)
