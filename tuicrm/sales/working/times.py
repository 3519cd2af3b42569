"""The working time of a person or a team, put together: a user's own says, else the team's, else the company's."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from tuicrm.plain.work_hours import USUAL, read_hours
from tuicrm.plain.worktime import WorkTime
from tuicrm.sales.home import Home, home
from tuicrm.sales.working.holidays_of import free_and_worked
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves, teams, users
from tuicrm.store.tables.planning import free_days


@dataclass(frozen=True)
class _Either:
    """Days that are in one of two containers, and not in a third."""

    first: Container[date]
    second: Container[date]
    but: Container[date] = frozenset()

    def __contains__(self, day: object, /) -> bool:
        return day not in self.but and (day in self.first or day in self.second)


def of_user(session: Session, user_id: int) -> WorkTime:
    """Give the working time of one of us, their leave taken out."""
    user = session.get(users, user_id)
    team = session.get(teams, user.team_id) if user is not None and user.team_id else None
    house = home(session)
    away = days_away(session, user_id)
    return _made(session, house, (user, team), user.zone if user is not None else None, away)


def of_team(session: Session, team_id: int | None) -> WorkTime:
    """Give the working time of a team, or with None of the company."""
    team = session.get(teams, team_id) if team_id is not None else None
    return _made(session, home(session), (team,), None, frozenset())


def days_away(session: Session, user_id: int) -> frozenset[date]:
    """Give the days of a person's leave."""
    rows = session.all(
        select(leaves.c.from_on, leaves.c.to_on).where(leaves.c.user_id == user_id, leaves.c.archived_at.is_(None))
    )
    return frozenset(
        row.from_on + timedelta(days=more) for row in rows for more in range((row.to_on - row.from_on).days + 1)
    )


def _made(session: Session, house: Home, nearest: tuple[Any, ...], zone: str | None, away: Container[date]) -> WorkTime:
    hours = next((one.hours for one in nearest if one is not None and one.hours), None) or house.hours or USUAL
    country = next((one.country for one in nearest if one is not None and one.country), None) or house.country
    team_id = next((one.team_id if "team_id" in one._fields else one.id for one in nearest if one is not None), None)
    own_free, own_worked = _own_days(session, team_id)
    free, worked = free_and_worked(country)
    return WorkTime(
        zone or house.zone, read_hours(hours), free=_Either(own_free, free, own_worked),
        extra=_Either(own_worked, worked, own_free), away=away,
    )  # fmt: skip


def _own_days(session: Session, team_id: int | None) -> tuple[frozenset[date], frozenset[date]]:
    whose = free_days.c.team_id.is_(None)
    rows = session.all(
        select(free_days.c.day_on, free_days.c.is_worked).where(
            free_days.c.archived_at.is_(None), or_(whose, free_days.c.team_id == team_id) if team_id else whose
        )
    )
    return (
        frozenset(row.day_on for row in rows if not row.is_worked),
        frozenset(row.day_on for row in rows if row.is_worked),
    )
