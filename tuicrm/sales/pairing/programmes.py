"""Whether pairs are measured: half of them, by lot, talk some weeks later, and are compared with the others."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales.pairing.people import next_week
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.pairing import programmes
from tuicrm.store.tables.people import teams

WAIT_WEEKS = 4
MOST_WEEKS = 12


@rule("pair.measure", right="lead", writes=True, refuses=("pair_measured", "pair_wait"))
def measure(session: Session, actor: Actor, *, wait_weeks: int = WAIT_WEEKS, now: datetime) -> int:
    """Measure the pairs from now on: a lead those of the own team, a manager those of the company.

    Raises:
        Refused: `pair_measured` (since when), `pair_wait` (1 to 12 weeks).
    """
    if not 1 <= wait_weeks <= MOST_WEEKS:
        raise Refused("pair_wait", most=MOST_WEEKS)
    team_id = _whose(actor)
    whole = session.values(select(teams.c.id).order_by(teams.c.id))  # the company's programme is begun once, too
    session.lock(teams, *([team_id] if team_id is not None else whole))
    if (known := running(session, team_id)) is not None:
        raise Refused("pair_measured", since=known.begins_on)
    assert session.operation is not None
    made = change.insert(
        session, programmes, team_id=team_id, begins_on=next_week(actor.today), wait_weeks=wait_weeks,
        lot=int.from_bytes(session.operation.bytes[8:]) & (2**62 - 1), made_at=now, made_by_id=actor.id,
    )  # fmt: skip
    session.can_be_undone_by("pair.measure_drop", made)
    return made


@rule("pair.measure_end", right="lead", writes=True, refuses=("pair_not_measured",))
def measure_end(session: Session, actor: Actor, *, now: datetime) -> int:
    """Draw no lot any more; pairs that were drawn to wait still wait, and what was measured stays."""
    known = running(session, _whose(actor))
    if known is None or (not actor.manages and known.team_id != actor.team_id):
        raise Refused("pair_not_measured")
    change.update(session, programmes, known.id, ended_at=now)
    session.can_be_undone_by("pair.measure_again", known.id)
    return int(known.id)


@rule("pair.measure_again", right="lead", writes=True, refuses=("pair_measured",))
def measure_again(session: Session, actor: Actor, programme_id: int, *, now: datetime) -> int:
    """Go on with a programme that was ended."""
    row = _own(session, actor, programme_id)
    if (known := running(session, row.team_id)) is not None:
        raise Refused("pair_measured", since=known.begins_on)
    change.update(session, programmes, programme_id, ended_at=None)
    session.can_be_undone_by("pair.measure_end")
    return programme_id


@rule("pair.measure_drop", right="lead", writes=True)
def measure_drop(session: Session, actor: Actor, programme_id: int, *, now: datetime) -> int:
    """Take back that a programme was begun; pairs made meanwhile stay as they are."""
    _own(session, actor, programme_id)
    change.update(session, programmes, programme_id, archived_at=now, ended_at=now)
    return programme_id


def running(session: Session, team_id: int | None) -> Any:
    """Give the programme that measures a team's pairs now, the team's own before the company's; None if none does."""
    whose = programmes.c.team_id.is_(None)
    wanted = select(programmes).where(
        programmes.c.ended_at.is_(None), programmes.c.archived_at.is_(None),
        whose if team_id is None else or_(whose, programmes.c.team_id == team_id),
    )  # fmt: skip
    return session.first(wanted.order_by(programmes.c.team_id.is_(None), programmes.c.id))


def _whose(actor: Actor) -> int | None:
    if not actor.manages and actor.team_id is None:
        raise NotAllowed("lead", role=actor.role)
    return None if actor.manages else actor.team_id


def _own(session: Session, actor: Actor, programme_id: int) -> Any:
    row = session.get(programmes, programme_id)
    if row is None:
        raise NotFound("pair_programme", programme_id)
    if not actor.manages and row.team_id != actor.team_id:
        raise NotAllowed("lead", role=actor.role)
    return row
