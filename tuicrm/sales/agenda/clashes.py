"""What speaks against a time: another action, leave, a holiday, an hour outside of work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tuicrm.plain.periods import zone_of
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.working.times import days_away, of_user
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

OVERLAP, AWAY, FREE_DAY, OUTSIDE = "overlap", "away", "free_day", "outside"
MOST = 5


@dataclass(frozen=True)
class Clash:
    """What speaks against a time, and whom it concerns. `action_id`, `at`, `about` only for an overlap."""

    kind: str
    user_id: int
    user: str
    action_id: int | None = None
    at: datetime | None = None
    about: str = ""


@rule("agenda.clashes", right="read")
def clashes(
    session: Session, actor: Actor, *, on: date | None = None, at: datetime | None = None, minutes: int | None = None,
    user_ids: tuple[int, ...] = (), but: int | None = None, now: datetime,
) -> tuple[Clash, ...]:  # fmt: skip
    """Say what speaks against a time for the actor, or for the people who are to take part; nothing is forbidden.

    Args:
        but: an action that is being moved itself.
    """
    if on is None and at is None:
        return ()
    house = home(session)
    found: list[Clash] = []
    for user_id in user_ids or (actor.id,):
        name = session.value(select(users.c.name).where(users.c.id == user_id))
        if name is None:
            continue
        work = of_user(session, user_id)
        day = at.astimezone(zone_of(work.zone)).date() if at is not None else on
        assert day is not None
        if day in days_away(session, user_id):
            found.append(Clash(AWAY, user_id, name))
        elif not work.works(day):
            found.append(Clash(FREE_DAY, user_id, name))
        elif at is not None and not work.is_open(at):
            found.append(Clash(OUTSIDE, user_id, name))
        if at is not None:
            found += _overlaps(session, user_id, name, at, minutes or 30, but, house.day(at))
    return tuple(found)


def _overlaps(
    session: Session, user_id: int, name: str, at: datetime, minutes: int, but: int | None, on: date
) -> list[Clash]:
    ends = at + timedelta(minutes=minutes)
    rows = session.all(
        select(
            actions.c.id, actions.c.planned_at, actions.c.minutes, actions.c.subject,
            customers.c.name.label("customer"), projects.c.name.label("project"),
        )
        .outerjoin(customers, customers.c.id == actions.c.customer_id)
        .outerjoin(projects, projects.c.id == actions.c.project_id)
        .where(actions.c.owner_id == user_id, actions.c.state == "planned", actions.c.planned_at.is_not(None))
        .where(actions.c.planned_on.between(on - timedelta(days=1), on + timedelta(days=1)))
        .where(actions.c.planned_at < ends, actions.c.id != (but or 0))
        .order_by(actions.c.planned_at, actions.c.id)
        .limit(200)
    )  # fmt: skip
    return [
        Clash(OVERLAP, user_id, name, row.id, row.planned_at, row.customer or row.project or row.subject)
        for row in rows
        if row.planned_at + timedelta(minutes=row.minutes or 30) > at
    ][:MOST]
