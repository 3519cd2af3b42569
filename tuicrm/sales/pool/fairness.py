"""Fairness of the hand-out: what each person was given, in expected value, against an even hand-out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.pool.worth import likes
from tuicrm.sales.privacy import own_or_seen
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import memberships, users

DAYS = 90
_SIZES = ((10, "1-9"), (50, "10-49"), (250, "50-249"), (10**9, "250+"))


@dataclass(frozen=True)
class Share:
    """What one person was given in the period.

    Attributes:
        given: by assignment or hand-out; `taken` by their own claims, which are not in the value.
        expected_minor: what the given ones are worth; `even_minor` what an even hand-out would have given: all that
            was given, by the days on which each one sold.
        by: how many of the given ones by source, class and size.
    """

    user_id: int
    name: str
    days: int
    given: int
    taken: int
    expected_minor: int
    even_minor: int
    by: Mapping[str, Mapping[str, int]]

    @property
    def difference_minor(self) -> int:
        """More (or less) than even."""
        return self.expected_minor - self.even_minor


@dataclass(frozen=True)
class Fairness:
    """The period, both days included, and the people, by what they were given beyond an even hand-out."""

    from_on: date
    to_on: date
    currency: str
    people: tuple[Share, ...]


@rule("pool.fairness", right="report")
def fairness(
    session: Session, actor: Actor, from_on: date | None = None, to_on: date | None = None, *, now: datetime
) -> Fairness:
    """Compare what was handed out to people: by default in the last 90 days."""
    house = home(session)
    last = to_on or house.day(now)
    first = from_on or last - timedelta(DAYS - 1)
    begins, ends = day_start(first, house.zone), day_start(last + timedelta(1), house.zone)
    selling = _selling_days(session, actor, first, last)
    kinds = likes(session)
    found: dict[int, dict[str, Any]] = {
        user_id: {"given": 0, "taken": 0, "expected": 0, "by": {}} for user_id in selling
    }
    rows = session.all(
        select(
            ownerships.c.owner_id, ownerships.c.how, customers.c.class_key, customers.c.source_id,
            sources.c.key.label("source"), customers.c.employees,
        )
        .join(customers, customers.c.id == ownerships.c.customer_id)
        .outerjoin(sources, sources.c.id == customers.c.source_id)
        .where(
            ownerships.c.owner_id.in_(list(selling)), ownerships.c.how.in_(("assign", "claim")),
            ownerships.c.from_at >= begins, ownerships.c.from_at < ends,
        )
    )  # fmt: skip
    for row in rows:
        person = found[row.owner_id]
        if row.how == "claim":
            person["taken"] += 1
            continue
        person["given"] += 1
        person["expected"] += kinds.worth(row.class_key, row.source_id) or 0
        for name, key in (("source", row.source), ("class", row.class_key), ("size", _size(row.employees))):
            counted = person["by"].setdefault(name, {})
            counted[key or ""] = counted.get(key or "", 0) + 1
    given = sum(person["expected"] for person in found.values())
    days = sum(number for _name, number in selling.values())
    people = [
        Share(
            user_id, name, number, found[user_id]["given"], found[user_id]["taken"], found[user_id]["expected"],
            round(given * number / days) if days else 0, found[user_id]["by"],
        )
        for user_id, (name, number) in selling.items()
    ]  # fmt: skip
    people.sort(key=lambda one: (-one.difference_minor, one.name, one.user_id))
    return Fairness(first, last, house.currency, own_or_seen(session, actor, people))


def _selling_days(session: Session, actor: Actor, first: date, last: date) -> dict[int, tuple[str, int]]:
    """Give on how many days of the period each one sold: as rep or lead, of the actor's team unless they see all."""
    wanted = (
        select(users.c.id, users.c.name, memberships.c.from_on, memberships.c.to_on, users.c.left_on)
        .join(memberships, memberships.c.user_id == users.c.id)
        .where(
            memberships.c.role.in_(("rep", "team_lead")),
            memberships.c.from_on <= last,
            or_(memberships.c.to_on.is_(None), memberships.c.to_on > first),
            or_(users.c.left_on.is_(None), users.c.left_on >= first),
        )
        .order_by(users.c.name_sort, users.c.id)
    )
    if not (actor.manages or actor.role == "auditor"):
        wanted = wanted.where(and_(memberships.c.team_id.is_not(None), memberships.c.team_id == actor.team_id))
    found: dict[int, tuple[str, int]] = {}
    for row in session.all(wanted):
        begins = max(first, row.from_on)
        ends = min([last] + ([row.to_on - timedelta(1)] if row.to_on else []) + ([row.left_on] if row.left_on else []))
        number = max(0, (ends - begins).days + 1)
        found[row.id] = (row.name, found.get(row.id, ("", 0))[1] + number)
    return {user_id: one for user_id, one in found.items() if one[1]}


def _size(employees: int | None) -> str:
    return "" if employees is None else next(name for most, name in _SIZES if employees < most)
