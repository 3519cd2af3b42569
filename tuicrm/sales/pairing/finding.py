"""Which pairs one may see and change: one's own, those of the team one leads, all for managers."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from tuicrm.sales.rights import ADMIN, AUDITOR, LEAD, MANAGER
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.pairing import pairs
from tuicrm.store.tables.people import users


def in_sight(actor: Actor) -> ColumnElement[bool]:
    """Which pairs the actor sees in a list."""
    if actor.role in (MANAGER, ADMIN, AUDITOR):
        return true()
    own = or_(pairs.c.learner_id == actor.id, pairs.c.partner_id == actor.id)
    if actor.role != LEAD or actor.team_id is None:
        return own
    team = select(users.c.id).where(users.c.team_id == actor.team_id)
    return or_(own, pairs.c.learner_id.in_(team))


def find(session: Session, actor: Actor, pair_id: int, *, of_the_two: bool = False) -> Any:
    """Hold a pair that the actor sees.

    Args:
        of_the_two: only for the two themselves.

    Raises:
        NotFound: none, or not for the actor to see.
        NotAllowed: `pair_theirs`: of others.
    """
    session.lock(pairs, pair_id)
    row = session.first(select(pairs).where(pairs.c.id == pair_id, pairs.c.archived_at.is_(None), in_sight(actor)))
    if row is None:
        raise NotFound("pair", pair_id)
    if of_the_two and actor.id not in (row.learner_id, row.partner_id):
        raise NotAllowed("pair_theirs")
    return row
