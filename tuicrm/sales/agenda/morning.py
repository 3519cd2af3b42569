"""The morning summary: what waits today, in the order in which it hurts; and what is to be reminded of soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from tuicrm.sales import handovers, pool
from tuicrm.sales.agenda.listing import ActionRow, read
from tuicrm.sales.agenda.listing import rows as action_rows
from tuicrm.sales.agenda.silence import silent
from tuicrm.sales.home import home
from tuicrm.sales.project_signs import ROTTING, has_sign
from tuicrm.sales.rules import rule
from tuicrm.sales.talk import notices
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects

SOON = timedelta(minutes=15)
SINCE = timedelta(days=1)
FEW = 3


@dataclass(frozen=True)
class MorningLine:
    """One fact of the morning: a key of `MORNING`, how many, and the first of their names."""

    what: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Morning:
    """What waits, without what is nothing."""

    lines: tuple[MorningLine, ...]
    new_notices: int


MORNING = (
    "overdue", "today", "owed_by_us", "owed_to_us", "inquiries", "handovers", "recycled_soon", "rotting", "silent",
)  # fmt: skip


@rule("agenda.morning", right="read")
def morning(session: Session, actor: Actor, *, now: datetime) -> Morning:
    """Say what is overdue and due today, promised, asked, handed over, about to be lost, standing still, silent."""
    house = home(session)
    today = house.day(now)
    mine = actions.c.owner_id == actor.id, actions.c.state == "planned"
    over = and_(*mine, actions.c.planned_on < today)
    of_today = and_(*mine, actions.c.planned_on == today)
    due = actions.c.planned_on <= today
    found = [
        _actions(session, "overdue", over),
        _actions(session, "today", of_today),
        _actions(session, "owed_by_us", and_(*mine, due, actions.c.promise == "ours")),
        _actions(session, "owed_to_us", and_(*mine, due, actions.c.promise == "theirs")),
        _inquiries(session, actor, now),
        _named("handovers", [one.name for one in handovers.pending(session, actor, now=now)]),
        _named("recycled_soon", [one.name for one in pool.warnings(session, actor, now=now)]),
        _rotting(session, actor, now),
        _named("silent", [one.name for one in silent(session, actor, now=now)]),
    ]
    return Morning(tuple(line for line in found if line.count), notices.count_new(session, actor, now=now))


@rule("agenda.soon", right="read")
def soon(session: Session, actor: Actor, *, now: datetime) -> tuple[ActionRow, ...]:
    """Give the actor's own actions of which it is time to be reminded: each before its time, as it says itself."""
    before = actions.c.remind_minutes
    wanted = (
        action_rows()
        .where(actions.c.owner_id == actor.id, actions.c.state == "planned", actions.c.grain == "minute")
        .where(actions.c.planned_at > now, actions.c.planned_at <= now + timedelta(days=1))
        .add_columns(before)
        .order_by(actions.c.planned_at)
        .limit(50)
    )
    found = []
    rows = session.all(wanted)
    for one, row in zip(read(session, actor, (row[:-1] for row in rows)), rows, strict=True):
        lead = timedelta(minutes=row[-1]) if row[-1] is not None else SOON
        if one.planned_at is not None and one.planned_at - lead <= now:
            found.append(one)
    return tuple(found)


def _actions(session: Session, what: str, which: Any) -> MorningLine:
    count = session.value(select(func.count()).select_from(actions).where(which))
    names = (
        select(func.coalesce(customers.c.name, projects.c.name))
        .select_from(
            actions.outerjoin(customers, customers.c.id == actions.c.customer_id)
            .outerjoin(projects, projects.c.id == actions.c.project_id)
        )
        .where(which)
        .order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
        .limit(FEW)
    )  # fmt: skip
    return MorningLine(what, count, tuple(session.values(names)))


def _inquiries(session: Session, actor: Actor, now: datetime) -> MorningLine:
    which = and_(
        customers.c.owner_id == actor.id, inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None),
        inquiries.c.archived_at.is_(None), customers.c.archived_at.is_(None),
    )  # fmt: skip
    joined = inquiries.join(customers, customers.c.id == inquiries.c.customer_id)
    count = session.value(select(func.count()).select_from(joined).where(which))
    names = select(customers.c.name).select_from(joined).where(which).order_by(inquiries.c.came_at.desc()).limit(FEW)
    return MorningLine("inquiries", count, tuple(session.values(names)))


def _rotting(session: Session, actor: Actor, now: datetime) -> MorningLine:
    """Own open projects that stand in their stage beyond its days, and nothing planned pauses that."""
    own = projects.c.owner_id == actor.id, projects.c.archived_at.is_(None)
    wanted = select(projects.c.name).where(*own, has_sign(session, home(session), ROTTING))
    return _named("rotting", list(session.values(wanted.order_by(projects.c.last_progress_at, projects.c.id))))


def _named(what: str, names: list[str]) -> MorningLine:
    return MorningLine(what, len(names), tuple(names[:FEW]))
