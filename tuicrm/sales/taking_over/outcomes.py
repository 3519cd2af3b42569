"""What follows from a project that was won or lost elsewhere: its purchase, and whose sale or loss it was."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from tuicrm.plain.periods import month_of
from tuicrm.sales.currency import at_home
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.credited import TOLD
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.kinds import New, Row
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change, origins
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import source_rows
from tuicrm.store.tables.trade import credits, purchases

ORIGIN = "project.purchase"
TOLD_PURCHASES = select(source_rows.c.record_id).where(
    source_rows.c.record_kind == "purchase", source_rows.c.kind != ORIGIN
)
"""Purchases that a file told, and nobody drew from a project that was won."""
WHOLE = 1_000_000
_COLUMNS = (
    "id", "customer_id", "state", "owner_id", "team_id", "amount_minor", "cost_minor", "currency", "closed_on",
)  # fmt: skip


def settle(work: Work, touched: Sequence[New], *, are_new: bool) -> None:
    """Bring purchases and credit to where the projects are now."""
    ids = [project_id for project_id, _arrival in touched]
    columns = [projects.c[name] for name in _COLUMNS]
    rows = {
        row.id: row
        for start in range(0, len(ids), 500)
        for row in work.session.all(select(*columns).where(projects.c.id.in_(ids[start : start + 500])))
    }
    if are_new:
        won = [(rows[one], arrival) for one, arrival in touched if rows[one].state == "won"]
        _add_purchases(work, won)
        closed = [rows[one] for one in ids if rows[one].state != "open"]
        change.insert_many(work.session, credits, [_credit(work, row) for row in closed])
        return
    for project_id, arrival in touched:
        _settle_purchase(work, rows[project_id], arrival)
        _settle_credit(work, rows[project_id])


def _add_purchases(work: Work, won: Sequence[tuple[Any, Arrival]]) -> None:
    ids = change.insert_many(work.session, purchases, [_purchase(work, row, arrival) for row, arrival in won])
    work.made["purchase"] += len(ids)
    came = [(arrival.key, one, "") for one, (_row, arrival) in zip(ids, won, strict=True)]
    origins.remember(work.session, work.system, ORIGIN, "purchase", came)


def _purchase(work: Work, row: Any, arrival: Arrival) -> Row:
    return {
        "customer_id": row.customer_id,
        "project_id": row.id,
        "product_id": work.linked(arrival, "product"),
        "quantity": arrival.values.get("quantity") or 1,
        "amount_minor": row.amount_minor,
        "cost_minor": row.cost_minor,
        "currency": row.currency,
        "home_minor": at_home(work.session, work.house, row.amount_minor, row.currency, row.closed_on),
        "home_cost_minor": at_home(work.session, work.house, row.cost_minor, row.currency, row.closed_on),
        "bought_on": row.closed_on,
        "month": month_of(row.closed_on),
    }


def _credit(work: Work, row: Any) -> Row:
    return {
        "project_id": row.id,
        "user_id": row.owner_id,
        "team_id": work.team_on(row.owner_id, row.closed_on),
        "outcome": row.state,
        "share_ppm": WHOLE,
        "on": row.closed_on,
        "month": month_of(row.closed_on),
    }


def _settle_purchase(work: Work, row: Any, arrival: Arrival) -> None:
    """Renew, set aside or take back the one purchase that an import made of this project."""
    origin = origins.known(work.session, work.system, ORIGIN, [arrival.key]).get(arrival.key)
    if origin is None:
        bought = purchases.c.project_id == row.id, purchases.c.archived_at.is_(None)
        if row.state == "won" and not work.session.exists(select(purchases.c.id).where(*bought)):
            _add_purchases(work, [(row, arrival)])
        return
    record = work.session.get(purchases, origin.record_id)
    written = last_written(work.session, "purchase", [origin.record_id])[origin.record_id]
    if record is None:
        return
    before = record._mapping
    if row.state == "won" and not _told_of(work, row.id):
        said = {**_purchase(work, row, arrival), "archived_at": None}
    else:
        said = {"archived_at": work.now if record.archived_at is None else record.archived_at}
    fresh = {name: value for name, value in said.items() if not is_edited(before, written, name)}
    change.update(work.session, purchases, origin.record_id, **fresh)


def _told_of(work: Work, project_id: int) -> bool:
    told = purchases.c.id.in_(TOLD_PURCHASES), purchases.c.archived_at.is_(None)
    return work.session.exists(select(purchases.c.id).where(purchases.c.project_id == project_id, *told))


def make_room(work: Work, project_ids: Iterable[int]) -> None:
    """Set aside what was drawn from winning these projects: a file tells what was bought itself."""
    drawn = select(source_rows.c.record_id).where(source_rows.c.kind == ORIGIN)
    ids = sorted(set(project_ids))
    for start in range(0, len(ids), 500):
        mine = purchases.c.project_id.in_(ids[start : start + 500]), purchases.c.archived_at.is_(None)
        rows = work.session.all(select(purchases).where(*mine, purchases.c.id.in_(drawn)))
        written = last_written(work.session, "purchase", [row.id for row in rows])
        for row in rows:
            is_of_now = not written[row.id]
            if is_of_now or not is_edited(row._mapping, written[row.id], "amount_minor", "cost_minor", "bought_on"):
                change.update(work.session, purchases, row.id, archived_at=work.now)
                work.made["purchase"] -= is_of_now


def _settle_credit(work: Work, row: Any) -> None:
    """Credit follows the file as long as nobody here has shared it out otherwise."""
    living = credits.c.project_id == row.id, credits.c.archived_at.is_(None)
    records = work.session.all(select(credits).where(*living))
    if records and work.session.exists(TOLD.where(source_rows.c.record_id.in_([record.id for record in records]))):
        return  # a file tells the shares itself
    wanted = _credit(work, row) if row.state != "open" else None
    if wanted and len(records) == 1 and all(getattr(records[0], name) == value for name, value in wanted.items()):
        return
    written = last_written(work.session, "credit", [record.id for record in records])
    if any(is_edited(record._mapping, written[record.id], "user_id", "share_ppm") for record in records):
        return
    for record in records:
        since = work.moment(record.on) if wanted else work.now  # what the file puts right never held
        change.update(work.session, credits, record.id, archived_at=since)
    if wanted:
        change.insert(work.session, credits, **wanted)
