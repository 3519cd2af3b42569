"""How much of the time people were there to sell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from tuicrm.plain.periods import month_of, month_start
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves, memberships, users

SELLING = ("rep",)
"""Roles in which somebody sells; team leads do not count."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days in a row, both included, on which somebody was there to sell for a team."""

    user_id: int
    team_id: int | None
    from_on: date
    to_on: date

    def by_month(self) -> Iterator[tuple[int, int, int]]:
        """Give (month, days of it, days that the month has) for each month that it touches."""
        begin = self.from_on
        while begin <= self.to_on:
            month = month_of(begin)
            start, after = month_start(month), month_start(month + 1)
            yield month, (min(self.to_on, after - DAY) - begin).days + 1, (after - start).days
            begin = after


def spells(session: Session, first: date, last: date) -> list[Spell]:
    """Give when people sold between two days, both included; no day of a person comes twice.

    Employed (joined and left included), in a selling role, not on leave.
    """
    roles = session.all(
        select(
            memberships.c.user_id, memberships.c.team_id, memberships.c.from_on, memberships.c.to_on,
            users.c.joined_on, users.c.left_on,
        )
        .join(users, users.c.id == memberships.c.user_id)
        .where(memberships.c.role.in_(SELLING), memberships.c.from_on <= last)
        .where(or_(memberships.c.to_on.is_(None), memberships.c.to_on > first))
        .order_by(memberships.c.user_id, memberships.c.from_on, memberships.c.id)
    )  # fmt: skip
    away = _away(session, first, last)
    found: list[Spell] = []
    told: dict[int, date] = {}
    for user_id, team_id, from_on, to_on, joined_on, left_on in roles:
        begin = max(first, from_on, joined_on or from_on, told.get(user_id, first))
        end = min(last, last if to_on is None else to_on - DAY, left_on or last)
        if begin <= end:
            told[user_id] = end + DAY
            found += (Spell(user_id, team_id, *days) for days in _without(begin, end, away.get(user_id, ())))
    return found


def _away(session: Session, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Days on leave of each person, in order."""
    rows = session.all(
        select(leaves.c.user_id, leaves.c.from_on, leaves.c.to_on)
        .where(leaves.c.archived_at.is_(None), leaves.c.to_on >= first, leaves.c.from_on <= last)
        .order_by(leaves.c.from_on)
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for user_id, from_on, to_on in rows:
        found.setdefault(user_id, []).append((from_on, to_on))
    return found


def _without(begin: date, end: date, away: "list[tuple[date, date]] | tuple[()]") -> Iterator[tuple[date, date]]:
    for from_on, to_on in away:
        if from_on > end:
            break
        if begin < from_on:
            yield begin, from_on - DAY
        begin = max(begin, to_on + DAY)
    if begin <= end:
        yield begin, end


def person_months(session: Session, first: date, last: date) -> dict[int, float]:
    """Give the person-months of everybody who sold between two days, both included.

    For each calendar month: days there to sell over the days of the month; so a year is 12, also a leap year.
    Source: exact definitions of the average per person-month, 7.
    """
    found: dict[int, float] = {}
    for spell in spells(session, first, last):
        months = sum(days / of_days for _month, days, of_days in spell.by_month())
        found[spell.user_id] = found.get(spell.user_id, 0.0) + months
    return found
