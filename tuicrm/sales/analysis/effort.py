"""What selling took: hours at the cost of the seat, and the costs of the actions; for each person."""

from dataclasses import dataclass

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.events import people_in_sight
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.selling import by_share
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import seat_costs, users
from tuicrm.store.tables.trade import credits, purchases

HOURS_A_MONTH = 160
"""Working hours that the cost of a seat in a month is divided by."""


@dataclass(frozen=True)
class Effort:
    """One person's effort in the period, in minor units of the home currency.

    Attributes:
        timed: of how many actions it is noted how long they took.
        hour_minor: what an hour costs; None where the cost of the seat is not known, and hours then cost nothing.
        is_known: whether anything is known of profit or cost.
    """

    user_id: int
    name: str
    actions: int
    timed: int
    minutes: int
    spent_minor: int
    hour_minor: int | None
    profit_minor: int

    @property
    def time_minor(self) -> int:
        """What the hours cost."""
        return round(self.minutes * (self.hour_minor or 0) / 60)

    @property
    def cost_minor(self) -> int:
        """What all of it cost."""
        return self.time_minor + self.spent_minor

    @property
    def is_known(self) -> bool:
        """Say whether there is anything to go by."""
        return bool(self.profit_minor or self.cost_minor)


def efforts(frame: Frame) -> list[Effort]:
    """Give each person's effort and profit, by name."""
    session = frame.session
    last = min(frame.last, frame.today)
    rows = session.all(  # by month, too, because the index has them so; only what is done has a month
        select(
            actions.c.owner_id, func.count(), func.count(actions.c.done_minutes), func.sum(actions.c.done_minutes),
            func.sum(actions.c.cost_minor),
        )
        .where(actions.c.done_month.between(month_of(frame.first), month_of(last)))
        .where(actions.c.done_on.between(frame.first, last))
        .where(people_in_sight(frame.actor, actions.c.owner_id), *frame.of(actions.c.owner_id))
        .group_by(actions.c.done_month, actions.c.owner_id)
    )  # fmt: skip
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    earned = by_share(session, profit, credits.c.user_id, frame.first, last)
    seats: dict[int, int] = {}
    costs = select(seat_costs.c.user_id, seat_costs.c.cost_minor).where(
        seat_costs.c.from_on <= frame.last, seat_costs.c.currency == frame.house.currency
    )
    for user_id, cost in session.all(costs.order_by(seat_costs.c.from_on)):
        seats[user_id] = cost
    by_user: dict[int, list[int]] = {}
    for user_id, *sums in (row for row in rows if row[0] is not None):
        known = by_user.setdefault(user_id, [0, 0, 0, 0])
        for place, part in enumerate(sums):
            known[place] += int(part or 0)
    people = select(users.c.id).where(
        users.c.id.in_({*by_user, *(one for one in earned if one is not None)}),
        people_in_sight(frame.actor, users.c.id), *frame.of(users.c.id),
    )  # fmt: skip
    found = []
    for user_id in session.values(people.order_by(users.c.name_sort, users.c.id)):
        count, timed, minutes, spent = by_user.get(user_id, (0, 0, 0, 0))
        hour = seats[user_id] // HOURS_A_MONTH if user_id in seats else None
        found.append(Effort(user_id, frame.called[user_id], count, timed, minutes, spent, hour, earned.get(user_id, 0)))
    return found
