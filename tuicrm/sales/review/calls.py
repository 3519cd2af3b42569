"""What each person calls: their open projects by forecast category, now and at the last review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from tuicrm.sales.funnel.as_of import seen, stood
from tuicrm.sales.funnel.causes import Scope
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects

CALLED = ("commit", "best")
"""The categories that make a call; what is only in the pipeline, or omitted, is none."""


@dataclass(frozen=True)
class Call:
    """One person's forecast by category, in minor units of the home currency; `was_*`: at the last review."""

    user_id: int | None
    name: str
    commit: int
    best: int
    pipeline: int
    was_commit: int
    was_best: int
    was_pipeline: int

    @property
    def called(self) -> int:
        """Commit and best together."""
        return self.commit + self.best

    @property
    def was_called(self) -> int:
        """Commit and best at the last review."""
        return self.was_commit + self.was_best


def calls_of(
    session: Session, actor: Actor, scope: Scope, until: date, since: datetime, at: datetime
) -> tuple[Call, ...]:
    """Give what all who hold or held an open project in the scope call up to `until`, at two moments."""
    is_now = _sums(session, actor, scope, until, at)
    was = _sums(session, actor, scope, until, since)
    ids = {owner for owner, _ in (*is_now, *was)}
    names = dict(session.all(select(users.c.id, users.c.name).where(users.c.id.in_([one for one in ids if one]))))
    found = [
        Call(
            owner, names.get(owner, ""), *(is_now.get((owner, one), 0) for one in ("commit", "best", "pipeline")),
            *(was.get((owner, one), 0) for one in ("commit", "best", "pipeline")),
        )
        for owner in ids
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.called, -one.was_called, one.name)))


def together(calls: Iterable[Call]) -> Call:
    """Add calls up."""
    rows = list(calls)
    parts = ("commit", "best", "pipeline", "was_commit", "was_best", "was_pipeline")
    return Call(None, "", *(sum(getattr(one, part) for one in rows) for part in parts))


def _sums(session: Session, actor: Actor, scope: Scope, until: date, at: datetime) -> dict[tuple[int | None, str], int]:
    period = project_periods.c
    chosen: list[Any] = [
        stood(project_periods, at), period.archived_at.is_(None), seen(actor, project_periods), stages.c.kind == "open",
        or_(period.expected_on <= until, period.expected_on.is_(None)),
    ]  # fmt: skip
    if scope.team_id is not None:
        chosen.append(period.team_id == scope.team_id)
    if scope.owner_id is not None:
        chosen.append(period.owner_id == scope.owner_id)
    rows = session.all(
        select(period.owner_id, period.category, func.sum(period.home_minor))
        .select_from(projects.join(project_periods, period.project_id == projects.c.id))
        .join(stages, stages.c.id == period.stage_id)
        .where(*chosen)
        .group_by(period.owner_id, period.category)
    )
    return {(row[0], row[1]): int(row[2] or 0) for row in rows}
