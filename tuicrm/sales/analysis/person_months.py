"""How much of the time people were there to sell."""

from datetime import date, timedelta

from sqlalchemy import or_, select

from tuicrm.plain.periods import month_of, month_start
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves, memberships, users

SELLING = ("rep",)


def person_months(session: Session, first: date, last: date) -> dict[int, float]:
    """Give the person-months of everybody who sold between two days, both included.

    For each calendar month: days employed (joined and left included), in a selling role, not on leave, over the days
    of the month; so a year is 12, also a leap year. Team leads do not count.
    Source: exact definitions of the average per person-month, 7.
    """
    roles = session.all(
        select(memberships.c.user_id, memberships.c.from_on, memberships.c.to_on, users.c.joined_on, users.c.left_on)
        .join(users, users.c.id == memberships.c.user_id)
        .where(memberships.c.role.in_(SELLING), memberships.c.from_on <= last)
        .where(or_(memberships.c.to_on.is_(None), memberships.c.to_on > first))
    )
    away: dict[int, list[tuple[date, date]]] = {}
    for user_id, from_on, to_on in session.all(select(leaves.c.user_id, leaves.c.from_on, leaves.c.to_on)):
        away.setdefault(user_id, []).append((from_on, to_on))
    found: dict[int, float] = {}
    for user_id, from_on, to_on, joined_on, left_on in roles:
        begin = max(first, from_on, joined_on or from_on)
        until_role = last if to_on is None else to_on - timedelta(days=1)
        end = min(last, until_role, left_on or last)
        found[user_id] = found.get(user_id, 0.0) + _months(begin, end, away.get(user_id, []))
    return found


def _months(begin: date, end: date, away: list[tuple[date, date]]) -> float:
    total = 0.0
    month = month_of(begin)
    while begin <= end and month <= month_of(end):
        start, after = month_start(month), month_start(month + 1)
        from_on, to_on = max(begin, start), min(end, after - timedelta(days=1))
        absent: set[date] = set()
        for leave_from, leave_to in away:
            day = max(from_on, leave_from)
            while day <= min(to_on, leave_to):
                absent.add(day)
                day += timedelta(days=1)
        total += ((to_on - from_on).days + 1 - len(absent)) / (after - start).days
        month += 1
    return total
