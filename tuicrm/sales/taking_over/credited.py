"""Whose sale or loss it was, where the other system says so itself: one row for each share."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.shares import PPM
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.kinds import Kind, New, Row
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import source_rows
from tuicrm.store.tables.trade import credits

TOLD = select(source_rows.c.record_id).where(source_rows.c.record_kind == "credit")
"""Credits that a file told, and nobody drew from the holder."""


def _row(work: Work, arrival: Arrival) -> Row:
    return {
        "project_id": work.linked(arrival, "project"),
        "user_id": work.linked(arrival, "user"),
        "share_ppm": _ppm(arrival),
    }


def _ppm(arrival: Arrival) -> int:
    share = arrival.values.get("share")
    return int(share * (PPM // 100)) if isinstance(share, Decimal) else PPM


def _complete(work: Work, rows: Sequence[Row]) -> None:
    """Outcome and day are the project's; a share of what is still open stands aside until it is told again."""
    facts = _projects(work, {row["project_id"] for row in rows})
    for row in rows:
        of = facts[row["project_id"]]
        is_closed = of.state in ("won", "lost")
        row["outcome"] = of.state if is_closed else "won"
        row["on"] = of.closed_on or work.today
        row["month"] = month_of(row["on"])
        row["team_id"] = work.team_on(row["user_id"], row["on"])
        row["archived_at"] = None if is_closed else work.now


def _projects(work: Work, ids: set[int]) -> dict[int, Any]:
    columns = projects.c.id, projects.c.state, projects.c.closed_on
    return {row.id: row for row in work.session.all(select(*columns).where(projects.c.id.in_(ids)))}


def _made(work: Work, made: Sequence[New]) -> None:
    """What was drawn from the holder makes room for what is told."""
    about = {project_id for _id, one in made if (project_id := work.linked(one, "project"))}
    drawn = work.session.all(
        select(credits).where(
            credits.c.project_id.in_(about), credits.c.archived_at.is_(None), credits.c.id.not_in(TOLD)
        )
    )
    written = last_written(work.session, "credit", [row.id for row in drawn])
    for row in drawn:
        if not is_edited(row._mapping, written[row.id], "user_id", "share_ppm"):
            change.update(work.session, credits, row.id, archived_at=work.moment(row.on))  # it never held


def _refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    return None if 0 <= _ppm(arrival) <= PPM else ("percent", "share")


CREDIT = Kind(
    "credit", credits, _row, {"user": ("user_id",), "share": ("share_ppm",)},
    complete=_complete, made=_made, refuses=_refuses,
)  # fmt: skip
