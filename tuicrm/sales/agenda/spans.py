"""Actions of one person, or of a team side by side, in some days; what is late before them; who is away when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.agenda.listing import ActionRow, read, seen
from tuicrm.sales.agenda.listing import rows as action_rows
from tuicrm.sales.agenda.team_week import team_name
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.sales.working.times import of_user
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import users

MOST = 5000
MOST_LATE = 60
FEW = 12
"""Of so many people the free days are looked up."""


@dataclass(frozen=True)
class Side:
    """One of the people whose days stand side by side; `free` are days of the span that they do not work."""

    user_id: int
    name: str
    free: tuple[date, ...]


@dataclass(frozen=True)
class Days:
    """The actions of some people in some days, and before them what is late."""

    people: tuple[Side, ...]
    rows: tuple[ActionRow, ...]
    late: tuple[ActionRow, ...]


@rule("agenda.days", right="read")
def days(
    session: Session, actor: Actor, from_on: date, to_on: date, *, user_id: int | None = None,
    team_id: int | None = None, whole_team: bool = False, now: datetime,
) -> Days:  # fmt: skip
    """Give planned and done actions of a span (both days included): a person's, or all of a team's.

    Args:
        whole_team: the actor's own team; of one without a team, or who sees all, everybody.

    Raises:
        NotFound: a person or team whose agenda the actor may not see.
    """
    today = home(session).day(now)
    if team_id is not None or whole_team:
        who = _team(session, actor, team_id, today)
    else:
        row = session.get(users, seen(session, actor, user_id))
        who = [(row.id, row.name)]
    ids = [one for one, _name in who]
    span = [from_on + timedelta(days=more) for more in range((to_on - from_on).days + 1)]
    people = []
    for one, name in who:
        work = of_user(session, one) if len(who) <= FEW else None
        people.append(Side(one, name, tuple(day for day in span if work is not None and not work.works(day))))
    a = actions.c
    mine = a.owner_id.in_(ids)
    planned = action_rows().where(mine, a.state == "planned", a.planned_on.between(from_on, to_on))
    done = action_rows().where(mine, a.done_on.between(from_on, to_on))  # only what is done has such a day
    rows = [
        *session.all(planned.order_by(a.planned_on, a.planned_at, a.id).limit(MOST)),
        *session.all(done.order_by(a.done_at, a.id).limit(MOST)),
    ]
    late = (
        action_rows()
        .where(a.owner_id.in_(ids), a.state == "planned", a.planned_on < min(from_on, today))
        .order_by(a.planned_on, a.planned_at, a.id)
        .limit(MOST_LATE)
    )
    return Days(
        tuple(people), read(session, actor, rows),
        tuple(one for one in read(session, actor, session.all(late)) if not _still_this_week(one, today)),
    )  # fmt: skip


def _team(session: Session, actor: Actor, team_id: int | None, today: date) -> list[tuple[int, str]]:
    if team_id is None:
        team_id = actor.team_id
    elif team_id != actor.team_id and not rights.sees_all(actor):
        raise NotFound("team", team_name(session, team_id))
    wanted = select(users.c.id, users.c.name).where(with_us(today), users.c.role.in_(("rep", "team_lead")))
    if team_id is not None:
        wanted = wanted.where(users.c.team_id == team_id)
    elif not rights.sees_all(actor):
        return [(actor.id, actor.name)]
    return [(row.id, row.name) for row in session.all(wanted.order_by(users.c.name_sort, users.c.id))]


def _still_this_week(row: ActionRow, today: date) -> bool:
    """A week is late when its last day is over."""
    return row.grain == "week" and row.planned_on is not None and row.planned_on + timedelta(days=7) > today
