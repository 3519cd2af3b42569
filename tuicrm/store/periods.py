"""What a project was from when to when: closed and opened by each write that changes one of the kept facts."""

from collections.abc import Sequence

from sqlalchemy import insert, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.projects import project_periods, projects

PERIOD = (
    "stage_id", "owner_id", "team_id", "amount_minor", "cost_minor", "currency", "expected_on", "category",
    "probability",
)  # fmt: skip

CHUNK = 500


def renew(session: Session, project_ids: Sequence[int]) -> None:
    """Close the running period of each project whose facts changed, and open the next.

    A first period begins when the project was made; two changes at one moment leave one period, not an empty one.
    """
    facts = [projects.c[name] for name in PERIOD]
    kept = [project_periods.c[name] for name in PERIOD]
    ids = sorted(set(project_ids))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        now_is = {
            row.id: row
            for row in session.all(select(projects.c.id, projects.c.created_at, *facts).where(projects.c.id.in_(part)))
        }
        was = {
            row.live_project_id: row
            for row in session.all(
                select(project_periods.c.id, project_periods.c.live_project_id, project_periods.c.from_at, *kept).where(
                    project_periods.c.live_project_id.in_(part)
                )
            )
        }
        opened = []
        for project_id, row in now_is.items():
            new = {name: getattr(row, name) for name in PERIOD}
            old = was.get(project_id)
            if old is None:
                opened.append(new | _opening(project_id, min(row.created_at, session.now)))
            elif any(getattr(old, name) != new[name] for name in PERIOD):
                here = project_periods.c.id == old.id
                if old.from_at >= session.now:
                    session.connection.execute(update(project_periods).where(here).values(new))
                    continue
                session.connection.execute(
                    update(project_periods).where(here).values(to_at=session.now, live_project_id=None)
                )
                opened.append(new | _opening(project_id, session.now))
        if opened:
            session.connection.execute(insert(project_periods), opened)


def _opening(project_id: int, from_at: object) -> dict[str, object]:
    return {"project_id": project_id, "live_project_id": project_id, "from_at": from_at, "to_at": None}
