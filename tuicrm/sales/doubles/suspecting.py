"""Which customers may be one: looked for among those that were written since the last look.

What was written the audit trail tells, so a look costs nothing where nothing happened, and imports, edits and intake
are all covered by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.sales import rights
from tuicrm.sales.doubles.evidence import found_for
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tables.doubles import suspected_pairs
from tuicrm.store.tables.system import changes, settings

PLACE = "doubles_looked"
LINES, WINDOW = 1000, 1000
_COLUMNS = ("name", "name_key", "domain", "registration", "city", "archived_at", "merged_into_id", "value", "reach_key")


@dataclass(frozen=True)
class Looked:
    """What a look found: new pairs; `is_done`: nothing is left to look at."""

    found: int
    is_done: bool


@rule("customer.look_for_dupes", right="sell", writes=True)
def look(session: Session, actor: Actor, *, lines: int = LINES, now: datetime) -> Looked:
    """Look for doubles among the customers written since the last look, some thousand lines of the trail at most.

    An id of the trail is taken before its transaction commits: where lines came in late behind the place that the
    last look reached, that stretch is looked at once more.
    """
    kept = session.value(select(settings.c.value).where(settings.c.name == PLACE)) or {"id": 0, "count": 0}
    start = int(kept["id"])
    if _count(session, start) != int(kept["count"]):
        start = max(0, start - WINDOW)
    newest = session.value(select(func.max(changes.c.id))) or 0
    step = select(changes.c.id).where(changes.c.id > start).order_by(changes.c.id).limit(lines).subquery()
    last = session.value(select(func.max(step.c.id)))
    if last is None or not _says_more(session, start, last):
        return Looked(0, is_done=True)
    found = suspect(session, _written(session, start, last), now)
    change.set_setting(session, PLACE, {"id": last, "count": _count(session, last)})
    return Looked(found, last >= newest)


@rule("customer.not_same", right="sell", writes=True)
def decide(session: Session, actor: Actor, pair_id: int, *, is_open: bool = False, now: datetime) -> int:
    """Say that two customers are not the same; it is remembered, and may be taken back (`is_open`)."""
    row = session.get(suspected_pairs, pair_id)
    if row is None or row.verdict == "merged":
        raise NotFound("two_customers", pair_id)
    for customer_id in (row.first_id, row.second_id):
        rights.find(session, actor, customers, customer_id)
    verdict = None if is_open else "different"
    decided = {"decided_at": None if is_open else now, "decided_by_id": None if is_open else actor.id}
    if change.update(session, suspected_pairs, pair_id, verdict=verdict, **decided):
        session.can_be_undone_by("customer.not_same", pair_id, is_open=not is_open)
    return pair_id


def suspect(session: Session, customer_ids: Sequence[int], now: datetime) -> int:
    """Compare customers with all others and keep the pairs that may be one; give how many are new."""
    found = found_for(session, customer_ids)
    had = {(row.first_id, row.second_id): row for row in _known(session, customer_ids)}
    new = 0
    for pair, (why, percent) in sorted(found.items()):
        row = had.pop(pair, None)
        if row is None:
            new += 1
            first, second = pair
            change.insert(
                session, suspected_pairs, first_id=first, second_id=second, why=why, percent=percent, found_at=now
            )
        elif row.verdict is None or _is_by_nobody(row):
            change.update(session, suspected_pairs, row.id, why=why, percent=percent, verdict=None, decided_at=None)
    for row in had.values():  # nothing speaks for them any more
        if row.verdict is None:
            change.update(session, suspected_pairs, row.id, verdict="different", decided_at=now)
    return new


def _is_by_nobody(row: Any) -> bool:
    return row.verdict == "different" and row.decided_by_id is None


def _known(session: Session, customer_ids: Sequence[int]) -> list[Any]:
    rows: list[Any] = []
    for start in range(0, len(customer_ids), 500):
        part = customer_ids[start : start + 500]
        either = or_(suspected_pairs.c.first_id.in_(part), suspected_pairs.c.second_id.in_(part))
        rows += session.all(select(suspected_pairs).where(either))
    return rows


def _written(session: Session, start: int, last: int) -> list[int]:
    """Give the customers that lines of the trail are about, if what they are known by was written."""
    stretch = and_(changes.c.id > start, changes.c.id <= last)
    named = changes.c.record_kind.in_(("customer", "contact_point"))
    ids: set[int] = set()
    points: set[int] = set()
    columns = (changes.c.record_kind, changes.c.record_id, changes.c.facts, changes.c.personal)
    for kind, record_id, facts, personal in session.all(select(*columns).where(stretch, named)):
        if any(name in (facts or {}) or name in (personal or {}) for name in _COLUMNS):
            (ids if kind == "customer" else points).add(record_id)
    listed = sorted(points)
    for place in range(0, len(listed), 500):
        part = listed[place : place + 500]
        ids |= set(session.values(select(contact_points.c.customer_id).where(contact_points.c.id.in_(part))))
    return sorted(ids)


def _says_more(session: Session, start: int, last: int) -> bool:
    """Say whether lines speak of more than settings: the place of the last look is one itself, and never ends."""
    stretch = and_(changes.c.id > start, changes.c.id <= last, changes.c.record_kind != "setting")
    return session.value(select(changes.c.id).where(stretch).limit(1)) is not None


def _count(session: Session, last: int) -> int:
    near = and_(changes.c.id > last - WINDOW, changes.c.id <= last)
    return int(session.value(select(func.count()).select_from(changes).where(near)))
