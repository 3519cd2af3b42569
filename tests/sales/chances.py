"""What tests of projects, actions and figures begin with: small words for what people do all day."""

from typing import Any

from sqlalchemy import select

from tests.company import NOW, Company
from tuicrm.sales import funnel, projects, undo
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import criteria, transitions
from tuicrm.store.tables.projects import projects as project_table

EUROS = 100


def stage(company: Company, name: str) -> int:
    """The id of a stage by its name."""
    return next(one.id for one in company.desk("eye").read(funnel.stages) if one.name == name)


def project(company: Company, name: str = "PX line", login: str = "li", **values: Any) -> int:
    """Begin a project of 28,000 euros unless something else is said."""
    values.setdefault("amount_minor", 28_000 * EUROS)
    return company.desk(login).write(projects.add, NewProject(name=name, **values)).project_id


def kept(company: Company, project_id: int) -> Any:
    """The row of a project as it is now, outside of all rights."""
    return company.all(select(project_table).where(project_table.c.id == project_id))[0]


def stage_name(company: Company, project_id: int) -> str:
    """Where a project stands."""
    here = kept(company, project_id).stage_id
    return next(one.name for one in company.desk("eye").read(funnel.stages) if one.id == here)


def asks(company: Company, from_stage: str, to_stage: str, *wanted: tuple[str, str, str]) -> None:
    """Let a transition ask for criteria, each a (kind, what, label)."""
    pair = {"from_stage_id": stage(company, from_stage), "to_stage_id": stage(company, to_stage)}

    def write(session: Session) -> None:
        transition = change.insert(session, transitions, **pair)
        for kind, what, label in wanted:
            change.insert(session, criteria, transition_id=transition, kind=kind, what=what, label=label)

    company.database.write_as(write, NOW)


def insert(company: Company, table: Any, **values: Any) -> int:
    """Write one row outside of all rules."""
    return company.database.write_as(lambda session: change.insert(session, table, **values), company.clock.now)


def take_back(company: Company, login: str = "li") -> None:
    """Press `u` a minute later."""
    company.clock.later(minutes=1)
    company.desk(login).write(undo.last)
