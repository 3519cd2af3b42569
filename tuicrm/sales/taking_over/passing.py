"""Exit criteria of a project that stands here: an import moves it no more freely than a person does."""

from datetime import date, datetime

from sqlalchemy import func, select

from tuicrm.sales.funnel.criteria import exit_to
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.work import Work
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import changes


def holds_back(work: Work, arrival: Arrival, project_id: int, stage_id: int, on: date | None) -> bool:
    """Say whether the way to the file's stage wants what is not there; the row is noted, and read anew next time.

    What happened elsewhere before the project stood here is history, whatever it lacked.

    Args:
        on: the day on which it got there; unknown is now.
    """
    if on is not None and on < work.house.day(_came_at(work, project_id)):
        return False
    project = work.session.get(projects, project_id)
    if project is None or not exit_to(work.session, project, work.stages[stage_id]).unmet:
        return False
    work.note(arrival, "criteria", "stage")
    work.again.add((arrival.kind, arrival.key))
    return True


def _came_at(work: Work, project_id: int) -> datetime:
    first = select(func.min(changes.c.at)).where(
        changes.c.record_kind == "project", changes.c.record_id == project_id, changes.c.what == "insert"
    )
    found: datetime | None = work.session.value(first)
    return found or work.now
