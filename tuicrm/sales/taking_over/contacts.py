"""Contacts: people at customers, with what they are reached by."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.plain.names import name_sort
from tuicrm.sales.taking_over import reach
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.work import Work, text_of
from tuicrm.store.tables.customers import contacts


def _row(work: Work, arrival: Arrival) -> Row:
    name = text_of(arrival, "name") or arrival.key
    return {
        "customer_id": work.linked(arrival, "customer"),
        "name": name,
        "name_sort": name_sort(name)[:160],
        "title": text_of(arrival, "title"),
        "part": text_of(arrival, "part"),
        "note": text_of(arrival, "note"),
    }


def _find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """A contact of the same name at the same customer is the same person."""
    places = {one.key: (work.linked(one, "customer"), name_sort(text_of(one, "name") or one.key)) for one in arrivals}
    ids = {customer_id for customer_id, _name in places.values()}
    here = contacts.c.customer_id.in_(ids), contacts.c.archived_at.is_(None)
    rows = work.session.all(select(contacts.c.id, contacts.c.customer_id, contacts.c.name_sort).where(*here))
    known = {(row.customer_id, row.name_sort): row.id for row in rows}
    return {key: known[place] for key, place in places.items() if place in known}


def _reached(work: Work, record_id: int, arrival: Arrival) -> tuple[int, int, Arrival]:
    customer_id = work.linked(arrival, "customer")
    assert customer_id is not None  # the link is refused where it is missing
    return customer_id, record_id, arrival


def _made(work: Work, made: Sequence[New]) -> None:
    reach.add(work, [_reached(work, contact_id, arrival) for contact_id, arrival in made])


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    if work.linked(renewal.arrival, "customer") is None:
        return False, ()
    if "customer_id" in columns:
        reach.move(work, renewal.record_id, columns["customer_id"])
    return reach.add(work, [_reached(work, renewal.record_id, renewal.arrival)]) > 0, ()


CONTACT = Kind(
    "contact",
    contacts,
    _row,
    {
        "customer": ("customer_id",),
        "name": ("name", "name_sort"),
        "title": ("title",),
        "part": ("part",),
        "note": ("note",),
    },
    find=_find,
    made=_made,
    renewed=_renewed,
)
