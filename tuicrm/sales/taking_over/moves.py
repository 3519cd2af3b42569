"""Moves through the stages, one row each, as other systems keep their stage history."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.work import Work, day_of, money_of, text_of
from tuicrm.store.tables.projects import stage_history
from tuicrm.store.tables.system import source_rows


def _row(work: Work, arrival: Arrival) -> Row:
    on = day_of(arrival, "entered_on")
    return {
        "project_id": work.linked(arrival, "project"),
        "stage_id": work.linked(arrival, "stage"),
        "how": "import",
        "entered_at": work.moment(on),
        "entered_month": month_of(on or work.today),
        "is_entry_known": True,
        "holder_id": work.linked(arrival, "owner"),
        "by_id": work.linked(arrival, "by"),
        "reason": text_of(arrival, "reason"),
    }


def _find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """Stays that the project's own row told of already: the first in a stage, and the last in the present one."""
    told = select(source_rows.c.record_id).where(source_rows.c.record_kind == "stage_history")
    about = {work.linked(one, "project") for one in arrivals} - {None}
    stay = stage_history.c
    rows = work.session.all(
        select(stay.id, stay.project_id, stay.stage_id, stay.live_project_id).where(
            stay.project_id.in_(about), stay.how == "import", stay.id.not_in(told)
        )
    )
    ordered = sorted(arrivals, key=lambda one: str(day_of(one, "entered_on")))
    found: dict[str, int] = {}
    for row in rows:
        same = [
            one.key
            for one in ordered
            if work.linked(one, "project") == row.project_id and work.linked(one, "stage") == row.stage_id
        ]
        if same and (key := same[-1] if row.live_project_id else same[0]) not in found:
            found[key] = row.id
    return found


def _made(work: Work, made: Sequence[New]) -> None:
    for _id, arrival in made:
        _told(work, arrival)


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    _told(work, renewal.arrival)
    return False, ()


def _told(work: Work, arrival: Arrival) -> None:
    """Keep what the row says of the project besides its stage, for the periods that are made of all rows."""
    project_id = work.linked(arrival, "project")
    if project_id is None:
        return
    work.past_projects[project_id] = arrival
    minor, home_minor = work.money(money_of(arrival, "amount"), day_of(arrival, "entered_on") or work.today)
    said = {
        "amount_minor": minor,
        "home_minor": home_minor,
        "expected_on": day_of(arrival, "expected_on"),
        "probability": arrival.values.get("probability"),
    }
    facts = {name: value for name, value in said.items() if value is not None}
    if facts:
        work.told_then[project_id, work.moment(day_of(arrival, "entered_on"))] = facts


MOVE = Kind(
    "move", stage_history, _row,
    {
        "stage": ("stage_id",), "entered_on": ("entered_at", "entered_month", "is_entry_known"),
        "owner": ("holder_id",), "by": ("by_id",), "reason": ("reason",),
    },
    find=_find, made=_made, renewed=_renewed,
    refuses=lambda work, arrival: None if day_of(arrival, "entered_on") else ("empty", "entered_on"),
)  # fmt: skip
