"""Handovers of the past: who held a project or customer until when."""

from collections.abc import Sequence

from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.work import Work, day_of, text_of
from tuicrm.store.tables.projects import handovers


def _row(work: Work, arrival: Arrival) -> Row:
    accepted_on = day_of(arrival, "accepted_on")
    return {
        "project_id": work.linked(arrival, "project"),
        "customer_id": work.linked(arrival, "customer"),
        "from_id": work.linked(arrival, "from"),
        "to_id": work.linked(arrival, "to"),
        "given_at": work.moment(day_of(arrival, "given_on")),
        "accepted_at": work.moment(accepted_on) if accepted_on else None,
        "note": text_of(arrival, "note"),
    }


def _made(work: Work, made: Sequence[New]) -> None:
    for _id, arrival in made:
        _touch(work, arrival)


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    _touch(work, renewal.arrival)
    return False, ()


def _touch(work: Work, arrival: Arrival) -> None:
    if (project_id := work.linked(arrival, "project")) is not None:
        work.past_projects[project_id] = arrival
    elif (customer_id := work.linked(arrival, "customer")) is not None:
        work.past_customers[customer_id] = arrival


def _refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    if arrival.links.get("project") is None and arrival.links.get("customer") is None:
        return "about_nothing", "project"
    given_on, accepted_on = day_of(arrival, "given_on"), day_of(arrival, "accepted_on")
    return ("order", "accepted_on") if given_on and accepted_on and accepted_on < given_on else None


HANDOVER = Kind(
    "handover", handovers, _row,
    {
        "project": ("project_id",), "customer": ("customer_id",), "from": ("from_id",), "to": ("to_id",),
        "given_on": ("given_at",), "accepted_on": ("accepted_at",), "note": ("note",),
    },
    made=_made, renewed=_renewed, refuses=_refuses,
)  # fmt: skip
