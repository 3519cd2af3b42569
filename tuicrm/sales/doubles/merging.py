"""Two customers become one: everything of both is kept, and all of it can be undone.

What hangs on the one that goes is hung on the one that stays, with its author and its day; the one that goes keeps its
own facts and its history of holders, out of all lists, and its number leads to the other. Nothing is deleted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from tuicrm.sales import rights
from tuicrm.sales.customers.facts import BY_NAME
from tuicrm.sales.doubles.comparing import JOINED, OWN, OWNER, Compared, compared
from tuicrm.sales.doubles.hanging import keep_one_first, move_all
from tuicrm.sales.doubles.own_values import merge_own
from tuicrm.sales.doubles.people import merge_people
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.pool.holding import change_holder
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.doubles import suspected_pairs


@dataclass(frozen=True)
class Merged:
    """The customer that stays, and the one that went into it; `moved` records were hung on the other."""

    id: int
    name: str
    gone_id: int
    gone: str
    moved: int


@rule(
    "customer.merge", right="sell", writes=True, refuses=("same_customer", "merged_before", "merge_field", "archived")
)
def merge(
    session: Session, actor: Actor, kept_id: int, gone_id: int, take: Collection[str] = (), *, now: datetime
) -> Merged:
    """Merge one customer into another.

    What the one that stays does not know is filled in from the other. Both notes are kept.

    Args:
        take: fields (`Compared.name`) whose value is to be that of the one that goes.

    Raises:
        Refused: `same_customer`, `merged_before`, `merge_field` (no such field), `archived`.
    """
    if kept_id == gone_id:
        raise Refused("same_customer")
    for customer_id in sorted((kept_id, gone_id)):
        rights.find(session, actor, customers, customer_id, to_write=True)
    session.lock(customers, *sorted((kept_id, gone_id)))
    kept, gone = session.get(customers, kept_id), session.get(customers, gone_id)
    for row in (kept, gone):
        if row.merged_into_id is not None:
            raise Refused("merged_before", name=row.name)
        if row.archived_at is not None:
            raise Refused("archived", name=row.name)
    chosen = _chosen(compared(session, kept, gone), take)
    _merge_facts(session, kept, gone, chosen)
    merge_own(session, kept_id, gone_id, {name.removeprefix(OWN) for name in chosen if name.startswith(OWN)})
    moved = merge_people(session, kept_id, gone_id) + move_all(session, kept_id, gone_id)
    keep_one_first(session, kept_id)
    _take_owner(session, actor, kept, gone, now, wanted=OWNER in chosen)
    change.update(session, customers, gone_id, merged_into_id=kept_id, archived_at=now)
    for customer_id in (kept_id, gone_id):
        renew_next(session, home(session), customer_id, None)
    _decide(session, actor, kept_id, gone_id, now)
    _remember_not_same(session, kept_id, gone_id, now)
    session.can_be_undone_by("customer.unmerge", gone_id)
    after: Any = session.get(customers, kept_id)
    return Merged(kept_id, after.name, gone_id, gone.name, moved)


def _chosen(fields: list[Compared], take: Collection[str]) -> set[str]:
    """Give the fields whose value comes from the one that goes: those asked for, and those that the other lacks."""
    known = {one.name: one for one in fields}
    for name in take:
        if name not in known:
            raise Refused("merge_field", field=name)
    wanted = {name for name in take if known[name].gone}
    return wanted | {one.name for one in fields if one.gone and not one.kept}


def _merge_facts(session: Session, kept: Any, gone: Any, chosen: set[str]) -> None:
    written: dict[str, Any] = {}
    for name in chosen:
        if name in BY_NAME and name != JOINED:
            columns = {"name": ("name", "name_sort", "name_key"), "website": ("website", "domain")}
            for column in columns.get(name, (BY_NAME[name].column,)):
                written[column] = getattr(gone, column)
    if kept.domain is None and gone.domain is not None:
        written["domain"] = gone.domain
    written["note"] = "\n".join(dict.fromkeys(one for one in (kept.note, gone.note) if one)) or None
    if kept.parent_id == gone.id:
        written["parent_id"] = None
    elif kept.parent_id is None and gone.parent_id != kept.id:
        written["parent_id"] = gone.parent_id
    for column in ("last_action_at", "last_inquiry_at"):
        moments = [one for one in (getattr(kept, column), getattr(gone, column)) if one is not None]
        written[column] = max(moments, default=None)
    change.update(session, customers, kept.id, **written)


def _take_owner(session: Session, actor: Actor, kept: Any, gone: Any, now: datetime, *, wanted: bool) -> None:
    if wanted and gone.owner_id is not None and gone.owner_id != kept.owner_id:
        row = session.get(customers, kept.id)
        change_holder(session, row, gone.owner_id, how="merge", now=now, by_id=actor.id, since=gone.held_since_at)


def _decide(session: Session, actor: Actor, kept_id: int, gone_id: int, now: datetime) -> None:
    pair = session.value(
        select(suspected_pairs.c.id).where(
            suspected_pairs.c.first_id == min(kept_id, gone_id), suspected_pairs.c.second_id == max(kept_id, gone_id)
        )
    )
    if pair is not None:
        change.update(session, suspected_pairs, pair, verdict="merged", decided_at=now, decided_by_id=actor.id)


def _remember_not_same(session: Session, kept_id: int, gone_id: int, now: datetime) -> None:
    """Whoever was said not to be the one that goes is not the one that stays either."""
    of_gone = or_(suspected_pairs.c.first_id == gone_id, suspected_pairs.c.second_id == gone_id)
    said = (suspected_pairs.c.verdict == "different", suspected_pairs.c.decided_by_id.is_not(None))
    for row in session.all(select(suspected_pairs).where(of_gone, *said).order_by(suspected_pairs.c.id)):
        other = row.second_id if row.first_id == gone_id else row.first_id
        first, second = sorted((kept_id, other))
        both = (suspected_pairs.c.first_id == first, suspected_pairs.c.second_id == second)
        had = session.first(select(suspected_pairs).where(*both))
        words = {"verdict": row.verdict, "decided_at": row.decided_at, "decided_by_id": row.decided_by_id}
        if other != kept_id and had is None:
            values = {"first_id": first, "second_id": second, "why": row.why, "percent": row.percent}
            change.insert(session, suspected_pairs, **values, found_at=now, **words)
        elif other != kept_id and had.verdict is None:
            change.update(session, suspected_pairs, had.id, **words)
