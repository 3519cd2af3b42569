"""Which campaign and channel a project or a purchase is owed to: the first touch, the last, or all in equal parts.

A touch is an inquiry of the customer, up to the moment of the event. Where only the day of the event is known (it was
entered later), inquiries of that day count only if there is none of a day before: who asked long ago and asks again on
the day of the purchase as likely asks about it. A customer that never asked, or only afterwards, has one touch: the
source and campaign on its card.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import select

from tuicrm.sales.shares import PPM, of_ppm
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries

CREDITS = ("first", "last", "equal")
CHUNK = 500


@dataclass(frozen=True)
class Touch:
    """One way in which a customer came to us; that of the card has no moment."""

    on: date
    source_id: int | None
    campaign_id: int | None
    at: datetime | None = None


Touches = dict[int, tuple[Touch, ...]]


def checked(how: str) -> str:
    """Give the way of credit, if there is one of that name.

    Raises:
        Refused: `credit`.
    """
    if how not in CREDITS:
        raise Refused("credit", given=how, known=CREDITS)
    return how


def touches_of(session: Session, customer_ids: Iterable[int]) -> Touches:
    """Give the touches of customers, the earliest first; that of the card comes before all."""
    wanted = sorted(set(customer_ids))
    found: dict[int, list[Touch]] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        cards = select(customers.c.id, customers.c.source_id, customers.c.campaign_id).where(customers.c.id.in_(part))
        for row in session.all(cards):
            found[row.id] = [Touch(date.min, row.source_id, row.campaign_id)]
        rows: Sequence[Any] = session.all(
            select(
                inquiries.c.customer_id,
                inquiries.c.came_on,
                inquiries.c.source_id,
                inquiries.c.campaign_id,
                inquiries.c.came_at,
            )
            .where(inquiries.c.customer_id.in_(part), inquiries.c.archived_at.is_(None))
            .order_by(inquiries.c.came_at, inquiries.c.id)
        )
        for row in rows:
            found[row.customer_id].append(Touch(row.came_on, row.source_id, row.campaign_id, row.came_at))
    return {one: tuple(touches) for one, touches in found.items()}


def divided(amount: int, parts: Sequence[int]) -> list[int]:
    """Divide minor units by parts per million that make a whole: the parts make the amount again, to the cent."""
    ends = accumulate(parts, initial=0)
    upto = [of_ppm(amount * end) for end in ends]
    return [after - before for before, after in pairwise(upto)]


def shares(touches: Sequence[Touch], on: date, how: str, at: datetime | None = None) -> list[tuple[Touch, int]]:
    """Give who is credited with an event of a day, in parts per million that make a whole.

    Args:
        at: the moment of the event, where more than its day is known.
    """
    counting = _until(touches[1:], on, at) or list(touches[:1])
    if not counting:
        return []
    if how == "first":
        return [(counting[0], PPM)]
    if how == "last":
        return [(counting[-1], PPM)]
    part, rest = divmod(PPM, len(counting))
    return [(one, part + (1 if nth < rest else 0)) for nth, one in enumerate(counting)]


def _until(asked: Sequence[Touch], on: date, at: datetime | None) -> list[Touch]:
    before = [one for one in asked if one.on < on]
    that_day = [one for one in asked if one.on == on]
    if at is None:
        return before or that_day
    return before + [one for one in that_day if one.at is None or one.at <= at]
