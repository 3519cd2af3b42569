"""Customers: into the pool, unless the other system knows who looks after them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy import func, select

from tuicrm.plain.names import name_key, name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over import reach
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.edits import is_edited
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.links import named
from tuicrm.sales.taking_over.strangers import strangers
from tuicrm.sales.taking_over.work import Work, day_of, text_of
from tuicrm.store import change
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, ownerships

_TEXTS = ("industry", "region", "country", "city", "address", "registration", "note")


def _row(work: Work, arrival: Arrival) -> Row:
    name = text_of(arrival, "name") or arrival.key
    created_on = day_of(arrival, "created_on")
    owner_id = work.linked(arrival, "owner")
    website = text_of(arrival, "website")
    return {
        "kind": text_of(arrival, "kind") or "company",
        "name": name,
        "name_sort": name_sort(name)[:240],
        "name_key": name_key(name)[:200],
        **{column: text_of(arrival, column) for column in _TEXTS},
        "class_key": text_of(arrival, "class"),
        "class_how": "hand" if text_of(arrival, "class") else None,
        "website": website,
        "domain": _domain(website),
        "employees": arrival.values.get("employees"),
        "founded": arrival.values.get("founded"),
        "parent_id": work.linked(arrival, "parent"),
        "source_id": work.linked(arrival, "source"),
        "campaign_id": work.linked(arrival, "campaign"),
        "pool_id": _pool(work),
        "owner_id": owner_id,
        "held_since_at": work.moment(created_on) if owner_id else None,
        "created_at": work.moment(created_on),
        "created_month": month_of(created_on or work.today),
        "created_by_id": None,
    }


def _pool(work: Work) -> int | None:
    """The pool for all; looked up once in a batch."""
    if ("pool", "") not in work.ids:
        first = select(func.min(pools.c.id)).where(pools.c.archived_at.is_(None), pools.c.team_id.is_(None))
        work.ids["pool", ""] = work.session.value(first) or work.session.value(select(func.min(pools.c.id)))
    return work.ids["pool", ""]


def _domain(website: str | None) -> str | None:
    """The host of a website without www, by which a company is known."""
    if not website:
        return None
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.")[:120] or None if "." in host else None


def _find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    spelled = {one.key: [text_of(one, "name") or one.key] for one in arrivals}
    return strangers(work, "customer", spelled, named)


def _made(work: Work, made: Sequence[New]) -> None:
    stays = [_stay(work, customer_id, arrival) for customer_id, arrival in made]
    change.insert_many(work.session, ownerships, stays)
    reach.add(work, [(customer_id, None, arrival) for customer_id, arrival in made])


def _stay(work: Work, customer_id: int, arrival: Arrival) -> Row:
    return {
        "customer_id": customer_id,
        "owner_id": work.linked(arrival, "owner"),
        "from_at": work.moment(day_of(arrival, "created_on")),
        "how": "import",
        "live_customer_id": customer_id,
    }


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    """Holder and phones are no columns of their own: who holds a customer has a history."""
    is_changed = reach.add(work, [(renewal.record_id, None, renewal.arrival)]) > 0
    owner_id = work.linked(renewal.arrival, "owner")
    if "owner" not in renewal.arrival.links or owner_id == renewal.before["owner_id"]:
        return is_changed, ()
    if is_edited(renewal.before, renewal.written, "owner_id"):
        return is_changed, ("owner",) if owner_id else ()
    hand(work, renewal.record_id, owner_id, work.now)
    return True, ()


def hand(work: Work, customer_id: int, owner_id: int | None, at: datetime) -> None:
    """Set who holds a customer, and write the change of holder down."""
    work.session.lock(customers, customer_id)
    running = work.session.first(
        select(ownerships.c.id, ownerships.c.from_at).where(ownerships.c.live_customer_id == customer_id)
    )
    if running is not None:
        at = max(at, running.from_at)
        change.update(work.session, ownerships, running.id, to_at=at, live_customer_id=None)
    since = at if owner_id else None
    change.update(work.session, customers, customer_id, owner_id=owner_id, held_since_at=since)
    change.insert(
        work.session, ownerships, customer_id=customer_id, owner_id=owner_id, from_at=at, how="import",
        live_customer_id=customer_id,
    )  # fmt: skip


def _needs(field: str, work: Work, arrival: Arrival) -> tuple[str, str] | None:
    return None if text_of(arrival, field) else ("empty", field)


CUSTOMER = Kind(
    "customer",
    customers,
    _row,
    {
        "name": ("name", "name_sort", "name_key"),
        "kind": ("kind",),
        **{column: (column,) for column in _TEXTS},
        "class": ("class_key", "class_how"),
        "website": ("website", "domain"),
        "employees": ("employees",),
        "founded": ("founded",),
        "parent": ("parent_id",),
        "source": ("source_id",),
        "campaign": ("campaign_id",),
        "created_on": ("created_at", "created_month"),
    },
    find=_find,
    made=_made,
    renewed=_renewed,
    refuses=partial(_needs, "name"),
)
