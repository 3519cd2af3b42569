"""Customers go back to the pool by rule, after they stood on their holder's warning list; once a day, by one client."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from tuicrm.plain.language import N_
from tuicrm.sales.home import Home, home
from tuicrm.sales.pool import daily_counts, worth
from tuicrm.sales.pool.holding import change_holder
from tuicrm.sales.pool.parts import end_of, part
from tuicrm.sales.pool.policy import Policy, policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.reading import values
from tuicrm.store import change, days, engines
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.holding import recycle_warnings
from tuicrm.store.tables.people import teams, users

RULE_WORDS = {
    "idle": N_("nobody followed it"),
    "no_project": N_("no project"),
    "not_won": N_("never bought"),
}
DONE_ON = "pool_recycled_on"
AT_ONCE = 150
"""So many customers go back in one transaction; a claim waits no longer for it."""
SLICE = 2_000
"""So many held customers are looked at in one transaction; each of the others is one of its own."""
COUNTED_DAILY = 200_000
"""With more customers counting all rows takes a second and more, in which nobody else writes; an import has done it."""
COUNTING = -1
"""`after` of the last steps of a day in a large database: what is counted once a day."""


@dataclass(frozen=True)
class Returning:
    """A held customer that goes back to the pool unless somebody does something.

    Attributes:
        rule: a key of `RULE_WORDS`.
        due_on: when the rules want it; `recycle_on` when it goes, as it must have been announced before.
        warned_on: since when it stands on the list; None: from the next run on.
    """

    customer_id: int
    name: str
    class_key: str | None
    owner_id: int
    owner: str
    team: str | None
    rule: str
    due_on: date
    recycle_on: date
    warned_on: date | None
    days_left: int


@dataclass(frozen=True)
class Recycled:
    """What one run did.

    Attributes:
        warned: how many came on a warning list; `saved` how many left it because something was done.
        more: customers were left for another run, which begins `after` this one.
        is_done: False where another client did it today already, and nothing was changed.
    """

    done: tuple[Returning, ...]
    warned: int
    saved: int
    more: bool = False
    is_done: bool = True
    after: int = 0


@rule("pool.warnings", right="read")
def warnings(session: Session, actor: Actor, *, whose: str = "mine", now: datetime) -> tuple[Returning, ...]:
    """Give the customers that go back soon, the next ones first: mine, the team's, or all that the actor may see."""
    rules, house = policy(session), home(session)
    until = days.number(house.day(now)) + rules.warn_days
    return returning(session, rules, house, now, until, customers_in_sight(actor), whose_are(actor, whose))


@rule("pool.recycle_due", right="lead")
def due(session: Session, actor: Actor, *, now: datetime) -> tuple[Returning, ...]:
    """Give what a run would recycle now: the dry run."""
    rules, house = policy(session), home(session)
    return returning(session, rules, house, now, days.number(house.day(now)), customers_in_sight(actor))


@rule("pool.recycle", right="manage", writes=True)
def recycle(session: Session, actor: Actor, after: int = 0, *, now: datetime) -> Recycled:
    """Bring customers on the warning lists, and give those back to the pool that stood there long enough.

    One call takes some of them: as long as the answer says that there are more, call again with its `after`. A run
    that breaks off is begun anew without loss.
    """
    _lock(session)
    return _run(session, home(session), now, after)


@rule("pool.is_due", right="sell")
def is_due(session: Session, actor: Actor, *, now: datetime) -> bool:
    """Say whether nobody has recycled on this day of business yet."""
    return bool(values(session).kept.get(DONE_ON) != home(session).day(now).isoformat())


@rule("pool.daily", right="sell", writes=True)
def daily(session: Session, actor: Actor, after: int = 0, *, now: datetime) -> Recycled:
    """Do it if nobody has done it on this day of business: of all clients that try exactly one does the last of it."""
    _lock(session)
    house = home(session)
    if not is_due(session, actor, now=now):
        return Recycled((), 0, 0, is_done=False)
    done = Recycled((), 0, 0) if after == COUNTING else _run(session, house, now, after)
    if done.more:
        return done
    if after != COUNTING and worth.is_large(session):
        return replace(done, more=True, after=COUNTING)
    if not daily_counts.count_next(session, now):
        return replace(done, more=True, after=COUNTING)
    if not worth.is_large(session, than=COUNTED_DAILY):
        engines.count_rows(session.connection, "sqlite")
    change.set_setting(session, DONE_ON, house.day(now).isoformat())
    return done


def returning(
    session: Session, rules: Policy, house: Home, now: datetime, until: int, *which: ColumnElement[bool],
    limit: int | None = None,
) -> tuple[Returning, ...]:  # fmt: skip
    """Give the customers whose day comes until then, the earliest first."""
    at = recycle_at(rules, house, now, *which)
    wanted = (
        select(at, customers.c.name, customers.c.class_key, users.c.name.label("owner"), teams.c.name.label("team"))
        .select_from(
            at.join(customers, customers.c.id == at.c.id)
            .join(users, users.c.id == at.c.owner_id)
            .outerjoin(teams, teams.c.id == users.c.team_id)
        )
        .where(at.c.day <= until)
        .order_by(at.c.day, customers.c.name_sort, at.c.id)
        .limit(limit)
    )
    today = days.number(house.day(now))
    return tuple(_returning(row, today) for row in session.all(wanted))


def _returning(row: Any, today: int) -> Returning:
    return Returning(
        customer_id=row.id,
        name=row.name,
        class_key=row.class_key,
        owner_id=row.owner_id,
        owner=row.owner,
        team=row.team,
        rule=row.rule,
        due_on=days.of_number(row.due),
        recycle_on=days.of_number(row.day),
        warned_on=None if row.warned is None else days.of_number(row.warned),
        days_left=row.day - today,
    )


def whose_are(actor: Actor, whose: str) -> ColumnElement[bool]:
    """Give which held customers are mine, my team's, or anybody's."""
    if whose == "mine":
        return customers.c.owner_id == actor.id
    if whose == "team" and actor.team_id is not None:
        return customers.c.owner_id.in_(select(users.c.id).where(users.c.team_id == actor.team_id))
    return customers.c.owner_id.is_not(None)


def _lock(session: Session) -> None:
    """Let one run at a time go on: each of them holds the first pool."""
    session.lock(pools, session.value(select(func.min(pools.c.id))))


def _run(session: Session, house: Home, now: datetime, after: int) -> Recycled:
    rules = policy(session)
    today = house.day(now)
    until = days.number(today) + rules.warn_days
    last = end_of(session, after, SLICE, customers.c.owner_id.is_not(None))
    within = part(after, last)
    soon = returning(session, rules, house, now, until, *within(customers.c.id))
    warned, saved = _keep_lists(session, soon, today, *within(recycle_warnings.c.live_customer_id))
    ripe = [one.customer_id for one in soon if one.days_left <= 0]
    at_once = ripe[:AT_ONCE]
    done = _give_back(session, rules, house, now, at_once) if at_once else ()
    if len(ripe) > len(at_once):
        return Recycled(done, warned, saved, more=True, after=after)
    return Recycled(done, warned, saved, more=last is not None, after=last or 0)


def _keep_lists(
    session: Session, soon: Sequence[Returning], today: date, *which: ColumnElement[bool]
) -> tuple[int, int]:
    """Bring the warning lists of some customers up to date; give how many came on them and how many left."""
    standing = {row.live_customer_id: row for row in session.all(select(recycle_warnings).where(*which))}
    stays = {one.customer_id for one in soon if one.warned_on is not None}
    gone = [row.id for customer_id, row in standing.items() if customer_id not in stays]
    for warning_id in gone:
        change.update(session, recycle_warnings, warning_id, ended_on=today, ended="saved", live_customer_id=None)
    fresh = [
        {
            "customer_id": one.customer_id, "owner_id": one.owner_id, "rule": one.rule, "due_on": one.due_on,
            "warned_on": today, "live_customer_id": one.customer_id,
        }
        for one in soon
        if one.warned_on is None
    ]  # fmt: skip
    change.insert_many(session, recycle_warnings, fresh)
    return len(fresh), len(gone)


def _give_back(
    session: Session, rules: Policy, house: Home, now: datetime, customer_ids: Sequence[int]
) -> tuple[Returning, ...]:
    session.lock(customers, *customer_ids)  # who did something in this moment keeps it: read again, now that all wait
    today = days.number(house.day(now))
    done = []
    for one in returning(session, rules, house, now, today, customers.c.id.in_(customer_ids)):
        row = session.get(customers, one.customer_id)
        same = and_(customers.c.owner_id == one.owner_id)
        if change_holder(session, row, None, same, how="recycle", now=now, by_id=None, reason=one.rule):
            done.append(one)
    return tuple(done)
