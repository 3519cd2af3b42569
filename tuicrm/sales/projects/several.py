"""Facts and tags of several projects at once; what is refused for one leaves that one alone."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from tuicrm.sales.funnel.group import Many, for_each
from tuicrm.sales.projects.editing import edit
from tuicrm.sales.projects.notes import tag
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session, Undo
from tuicrm.store.tables.projects import projects


@rule("project.edit_many", right="sell", writes=True, refuses=("category", "changed_since"))
def edit_many(
    session: Session, actor: Actor, project_ids: Sequence[int], *, category: str | None = None,
    expected_on: date | None = None, reason: str = "", now: datetime,
) -> Many:  # fmt: skip
    """Set the forecast category or the expected day of several projects."""
    said = {"category": category, "expected_on": expected_on}
    values: dict[str, Any] = {name: value for name, value in said.items() if value is not None}

    def one(project_id: int) -> None:
        row = session.get(projects, project_id)
        if row is None:
            raise NotFound("project", project_id)
        edit(session, actor, project_id, row.version, reason=reason, now=now, **values)

    return _each(session, project_ids, one)


@rule("project.tag_many", right="sell", writes=True, refuses=("tag_form",))
def tag_many(
    session: Session, actor: Actor, project_ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = (), *,
    now: datetime,
) -> Many:  # fmt: skip
    """Put tags on several projects, and take others off."""
    return _each(session, project_ids, lambda one: tag(session, actor, one, add, remove, now=now))


def _each(session: Session, project_ids: Sequence[int], act: Callable[[int], object]) -> Many:
    """Do a rule for each, and keep what it says takes it back."""

    def one(project_id: int, _stage_id: int | None) -> Undo | None:
        session.undo = None
        act(project_id)
        return session.undo

    return for_each(session, tuple((one_id, None) for one_id in project_ids), one)
