"""Terms of a filter about rules: `back:..7 free:30+ complete:..60 use:silent locked:any waiting:3+ covered:no`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, not_, or_, select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import Home
from tuicrm.sales.pool.completeness import known_and_wanted
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.sales.pool.using import SILENT_DAYS, use_of
from tuicrm.sales.rhythms import has_rhythm, inside_rhythm
from tuicrm.sales.settings.reading import values
from tuicrm.store import days
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships

KEYS = {
    "back": "back", "退回": "back", "回收": "back",
    "free": "free", "空闲": "free",
    "complete": "complete", "完整": "complete",
    "use": "use", "利用": "use",
    "locked": "locked", "锁定": "locked",
    "waiting": "waiting", "待跟进": "waiting",
    "covered": "covered", "已安排": "covered", "覆盖": "covered",
}  # fmt: skip
Bounds = tuple[int | None, int | None]


def number_condition(
    session: Session, house: Home, key: str, bounds: Bounds, now: datetime, within: Sequence[ColumnElement[bool]] = ()
) -> ColumnElement[bool]:
    """Give the condition of a term about days or percent; both bounds are included."""
    if key == "back":
        return _back(session, house, bounds, now, within)
    made: dict[str, Callable[[Session, Home, Bounds, datetime], ColumnElement[bool]]] = {
        "free": _free,
        "complete": _complete,
        "waiting": _waiting,
    }
    return made[key](session, house, bounds, now)


def used_as(session: Session, house: Home, uses: list[str], now: datetime) -> ColumnElement[bool]:
    """Give the condition that a customer is in one of these uses."""
    return use_of(house, values(session).of(SILENT_DAYS), now).in_(uses)


def is_locked(house: Home, now: datetime) -> ColumnElement[bool]:
    """Give the condition that a customer is locked today."""
    until = customers.c.locked_until_on
    return and_(until.is_not(None), until >= house.day(now))


def is_covered(house: Home, now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Give the conditions that a customer has a plan inside its rhythm, and that it lacks one.

    A customer whose class has no rhythm is neither.
    """
    state = case((not_(has_rhythm(house)), 0), (inside_rhythm(house, now), 1), (has_rhythm(house), 2), else_=0)
    return state == 1, state == 2


def _back(
    session: Session, house: Home, bounds: Bounds, now: datetime, within: Sequence[ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Days until it goes back to the pool."""
    at = recycle_at(policy(session), house, now, *within)
    today = days.number(house.day(now))
    return customers.c.id.in_(select(at.c.id).where(_within(at.c.day - today, bounds)))


def _free(session: Session, house: Home, bounds: Bounds, now: datetime) -> ColumnElement[bool]:
    """Days since it lies in the pool."""
    begin, end = _moments(house, bounds, now)
    asked: list[ColumnElement[bool]] = [ownerships.c.owner_id.is_(None), ownerships.c.live_customer_id.is_not(None)]
    if begin is not None:
        asked.append(ownerships.c.from_at >= begin)
    if end is not None:
        asked.append(ownerships.c.from_at < end)
    return customers.c.id.in_(select(ownerships.c.customer_id).where(*asked))


def _waiting(session: Session, house: Home, bounds: Bounds, now: datetime) -> ColumnElement[bool]:
    """Days that a held customer waits for its first action."""
    begin, end = _moments(house, bounds, now)
    held = customers.c.held_since_at
    never = or_(customers.c.last_action_at.is_(None), customers.c.last_action_at < held)
    asked: list[ColumnElement[bool]] = [customers.c.owner_id.is_not(None), never]
    if begin is not None:
        asked.append(held >= begin)
    if end is not None:
        asked.append(held < end)
    return and_(*asked)


def _complete(session: Session, house: Home, bounds: Bounds, now: datetime) -> ColumnElement[bool]:
    """Percent of what its class requires; compared without a division, which engines round differently."""
    known, wanted = known_and_wanted(session)
    asked = []
    if bounds[0] is not None:
        asked.append(known * 100 >= wanted * bounds[0])
    if bounds[1] is not None:
        asked.append(not_(known * 100 >= wanted * (bounds[1] + 1)))
    return and_(*asked)


def _within(number: ColumnElement[int], bounds: Bounds) -> ColumnElement[bool]:
    asked = []
    if bounds[0] is not None:
        asked.append(number >= bounds[0])
    if bounds[1] is not None:
        asked.append(number <= bounds[1])
    return and_(*asked)


def _moments(house: Home, bounds: Bounds, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Turn "so many days ago" into moments: from the beginning of the older day to the end of the younger one."""
    today = house.day(now)

    def start(ago: int) -> datetime:
        return day_start(today - timedelta(min(max(ago, -1), 100_000)), house.zone)

    least, most = bounds
    return None if most is None else start(most), None if least is None else start(least - 1)
