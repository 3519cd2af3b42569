"""How a team's week stands: who has planned how much for next week, who nothing; plan against execution so far."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select

from tuicrm.sales import rights
from tuicrm.sales.agenda.execution import Executed, executed
from tuicrm.sales.agenda.rhythm import coverage
from tuicrm.sales.agenda.silence import silent
from tuicrm.sales.called import people_called
from tuicrm.sales.home import home
from tuicrm.sales.privacy import own_or_seen
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.sales.working.times import of_user
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import teams, users


@dataclass(frozen=True)
class PersonWeek:
    """One person's plans. `next_minutes` of `next_work_minutes` working minutes are planned for next week.

    this: plan against execution of this week so far. covered: share of what they hold with a plan inside its rhythm.
    """

    user_id: int
    user: str
    team: str | None
    next_planned: int
    next_minutes: int
    next_work_minutes: int
    overdue: int
    done_today: int
    this: Executed
    covered: float | None
    silent: int


@dataclass(frozen=True)
class TeamWeek:
    """The people of a team, those with nothing planned for next week first, then by name."""

    team_id: int | None
    team: str | None
    monday: date
    people: tuple[PersonWeek, ...]
    hidden: int = 0
    """So many more there are, whose figures are not the reader's to see."""


def team_name(session: Session, team_id: int) -> str:
    """Give what a team is called, for who asked for it by its name."""
    return str(session.value(select(teams.c.name).where(teams.c.id == team_id)) or team_id)


@rule("agenda.team_week", right="read")
def team_week(session: Session, actor: Actor, team_id: int | None = None, *, now: datetime) -> TeamWeek:
    """Say how the week of a team stands (the actor's own; who sees all: of everybody by default).

    Who may not see figures of single people sees their own.
    """
    if team_id is None and not rights.sees_all(actor):
        team_id = actor.team_id
    if team_id is not None and not rights.sees_all(actor) and team_id != actor.team_id:
        raise NotFound("team", team_name(session, team_id))
    today = home(session).day(now)
    monday = today - timedelta(days=today.weekday())
    who = [users.c.team_id == team_id] if team_id is not None else []
    sellers = session.all(
        select(users.c.id.label("user_id"), users.c.name, teams.c.name.label("team"))
        .outerjoin(teams, teams.c.id == users.c.team_id)
        .where(users.c.role.in_(("rep", "team_lead")), with_us(today), *who)
        .order_by(users.c.name_sort, users.c.id)
    )
    next_first, next_last = monday + timedelta(days=7), monday + timedelta(days=13)
    coming = _sums(session, actions.c.state == "planned", actions.c.planned_on.between(next_first, next_last))
    overdue = _sums(session, actions.c.state == "planned", actions.c.planned_on < today)
    done = _sums(session, actions.c.state == "done", actions.c.done_on == today)
    of_each = {one.key[0]: one for one in executed(session, actor, (monday, today), ("owner",), today)}
    called = people_called(session)
    covered = {one.user_id: one.share for one in coverage(session, actor, team_id=team_id, now=now)}
    rows = []
    shown = own_or_seen(session, actor, sellers)
    for row in shown:
        work = of_user(session, row.user_id)
        minutes = sum(work.minutes(next_first + timedelta(days=more)) for more in range(7))
        count, planned_minutes = coming.get(row.user_id, (0, 0))
        rows.append(
            PersonWeek(
                row.user_id, row.name, row.team, count, planned_minutes, minutes, overdue.get(row.user_id, (0, 0))[0],
                done.get(row.user_id, (0, 0))[0],
                of_each.get(called[row.user_id], Executed((row.name,), 0, 0, 0, 0, 0, 0)),
                covered.get(row.user_id), len(silent(session, actor, row.user_id, now=now)),
            )
        )  # fmt: skip
    name = session.value(select(teams.c.name).where(teams.c.id == team_id)) if team_id is not None else None
    return TeamWeek(
        team_id, name, monday, tuple(sorted(rows, key=lambda one: one.next_planned > 0)), len(sellers) - len(shown)
    )


def _sums(session: Session, *conditions: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    rows = session.all(
        select(actions.c.owner_id, func.count(), func.sum(actions.c.minutes))
        .where(and_(*conditions))
        .group_by(actions.c.owner_id)
    )
    return {row[0]: (int(row[1]), int(row[2] or 0)) for row in rows}
