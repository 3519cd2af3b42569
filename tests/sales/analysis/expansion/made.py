"""Companies made row by row: people who joined on some day, projects that took some way, what they brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.company import Company
from tests.sales.test_funnel import EUROS, stage
from tuicrm.plain.names import name_sort
from tuicrm.sales.shares import PPM
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.people import teams as team_table
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits, purchases

ORDER = ("New", "Needs", "Demo", "Quote", "Close", "Won")


@dataclass(frozen=True)
class Way:
    """One project: who began it so many days ago, its stays in stages (each with its days), how it ended.

    Attributes:
        end: `won`, `lost`, or "" for what is still in its last stage.
        taken_back: places of stays that an undo took back.
        profit: in euros, where it was won.
    """

    who: str
    ago: float
    stays: tuple[tuple[str, float], ...]
    end: str = ""
    is_known: bool = True
    taken_back: tuple[int, ...] = ()
    profit: int = 0
    name: str = ""


def hire(company: Company, login: str, joined_on: date, left_on: date | None = None, team: str = "East") -> int:
    """Let somebody in who sells from a day on."""
    team_id = company.value(select(team_table.c.id).where(team_table.c.name == team))

    def write(session: Session) -> int:
        user = change.insert(
            session, users, login=login, name=login.title(), name_sort=login, role="rep", team_id=team_id,
            joined_on=joined_on, left_on=left_on,
        )  # fmt: skip
        change.insert(session, memberships, user_id=user, team_id=team_id, role="rep", from_on=joined_on)
        return user

    made: int = company.database.write_as(write, company.clock.now)
    return made


def lay(company: Company, ways: Iterable[Way]) -> list[int]:
    """Write projects with their stays, and what those that were won brought; give their ids."""
    ways = list(ways)
    ids = {name: stage(company, name) for name in (*ORDER, "Lost")}
    people = {login: company.id(login) for login in {way.who for way in ways}}
    teams = dict(company.all(select(users.c.id, users.c.team_id)))

    def write(session: Session) -> list[int]:
        funnel = session.value(select(funnels.c.id))
        rows = [_project(way, ids, people, session.now) for way in ways]
        rows = [{**row, "funnel_id": funnel, "team_id": teams[row["owner_id"]]} for row in rows]
        made = change.insert_many(session, projects, rows)
        for project_id, way in zip(made, ways, strict=True):
            change.insert_many(session, stage_history, _stays(project_id, way, ids, people, session.now))
            if way.end:
                on = _days(way, session.now)[-1].date()
                change.insert(
                    session, credits, project_id=project_id, user_id=people[way.who], outcome=way.end, share_ppm=PPM,
                    on=on, month=on.year * 12 + on.month,
                )  # fmt: skip
            if way.end == "won":
                change.insert(
                    session, purchases, project_id=project_id, amount_minor=2 * way.profit * EUROS, currency="EUR",
                    cost_minor=way.profit * EUROS, home_minor=2 * way.profit * EUROS, bought_on=on,
                    home_cost_minor=way.profit * EUROS, month=on.year * 12 + on.month,
                )  # fmt: skip
        return made

    made: list[int] = company.database.write_as(write, company.clock.now)
    return made


def _days(way: Way, now: datetime) -> list[datetime]:
    """When each stay began, and when the last one ended."""
    found = [now - timedelta(days=way.ago)]
    for _stage, days in way.stays:
        found.append(found[-1] + timedelta(days=days))
    return found


def _project(way: Way, ids: dict[str, int], people: dict[str, int], now: datetime) -> dict[str, Any]:
    days = _days(way, now)
    began, over = days[0], days[-1]
    last = ids[way.stays[-1][0]]
    here = ids["Won" if way.end == "won" else "Lost"] if way.end else last
    name = way.name or f"{way.who} {way.ago}"
    return {
        "name": name, "name_sort": name_sort(name), "stage_id": here, "state": way.end or "open",
        "currency": "EUR", "category": "pipeline", "owner_id": people[way.who], "created_at": began,
        "created_on": began.date(), "created_month": began.year * 12 + began.month,
        "stage_since_at": over if way.end else days[-2], "closed_at": over if way.end else None,
        "closed_on": over.date() if way.end else None, "closed_month": over.year * 12 + over.month if way.end else None,
        "cycle_days": (over.date() - began.date()).days if way.end == "won" else None,
        "lost_stage_id": last if way.end == "lost" else None,
    }  # fmt: skip


def _stays(
    project_id: int, way: Way, ids: dict[str, int], people: dict[str, int], now: datetime
) -> list[dict[str, Any]]:
    days, rows = _days(way, now), []
    for place, (name, _length) in enumerate(way.stays):
        is_last = place == len(way.stays) - 1
        following = way.stays[place + 1][0] if not is_last else ""
        goes_back = bool(following) and ORDER.index(following) < ORDER.index(name)
        how = "undo" if place in way.taken_back else way.end if is_last else "back" if goes_back else "forward"
        is_over = bool(way.end) or not is_last
        rows.append(
            {
                "project_id": project_id, "stage_id": ids[name], "how": "create" if not place else "forward",
                "entered_at": days[place], "entered_month": days[place].year * 12 + days[place].month,
                "is_entry_known": way.is_known or place > 0, "holder_id": people[way.who],
                "left_at": days[place + 1] if is_over else None,
                "seconds": int((days[place + 1] - days[place]).total_seconds()) if is_over else None,
                "left_how": how or None, "live_project_id": None if is_over else project_id,
            }
        )  # fmt: skip
    return rows
