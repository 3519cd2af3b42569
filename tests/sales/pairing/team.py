"""A team whose people are known to differ in a stage: stays are written straight into the history."""

from datetime import timedelta
from typing import Any

from tests.company import Company
from tests.sales.chances import project, stage
from tuicrm.plain.names import name_sort
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.projects import stage_history


def person(company: Company, login: str, team: str = "li", role: str = "rep") -> int:
    """One more in the team of somebody."""
    team_id = next(row.team_id for row in company.all(users.select()) if row.login == team)

    def write(session: Session) -> int:
        made = change.insert(
            session, users, login=login, name=login.title(), name_sort=name_sort(login), role=role, team_id=team_id
        )
        change.insert(session, memberships, user_id=made, team_id=team_id, role=role, from_on=company.clock.now.date())
        return made

    return company.database.write_as(write, company.clock.now)


def settled(
    company: Company,
    login: str,
    went_on: int,
    of: int,
    *,
    where: str = "Quote",
    days: int = 60,
    about: int | None = None,
) -> None:
    """So many projects of somebody went on from a stage, of so many that were settled, some days ago."""
    holder, stage_id = company.id(login), stage(company, where)
    project_id = about or project(company, f"{login} {where}", login=login)
    left = company.clock.now - timedelta(days=days)
    entered = left - timedelta(days=10)

    def write(session: Session) -> None:
        rows: list[dict[str, Any]] = [
            {
                "project_id": project_id, "stage_id": stage_id, "how": "forward", "entered_at": entered,
                "entered_month": entered.year * 12 + entered.month, "holder_id": holder, "left_at": left,
                "left_how": "forward" if nth < went_on else "lost", "is_entry_known": True, "live_project_id": None,
            }
            for nth in range(of)
        ]  # fmt: skip
        change.insert_many(session, stage_history, rows)

    company.database.write_as(write, company.clock.now)
