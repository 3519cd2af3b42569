"""Average profit per person-month, these twelve months and the twelve before."""

from dataclasses import dataclass

from tuicrm.sales.analysis.team.selling import by_share, without_cost
from tuicrm.sales.analysis.team.years import Years
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import credits, purchases

HALF_A_MONTH = 0.5
"""Less than this nobody's average rests on."""


@dataclass(frozen=True)
class Ability:
    """Average profit per person-month, twelve months against the same days a year before; of the whole company.

    None where it cannot be computed; `without_cost` purchases of the two periods have no known profit.
    """

    now_minor: int | None
    before_minor: int | None
    people_now: int
    people_before: int
    stayers_now_minor: int | None
    stayers_before_minor: int | None
    joined: int
    without_cost: int


def ability_of(session: Session, years: Years) -> Ability:
    """Compare the average of two years."""
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    now_is, was = (
        (by_share(session, profit, credits.c.user_id, *days), months)
        for days, months in ((years.now, years.months_now), (years.before, years.months_before))
    )
    stayers = [
        user for user, months in was[1].items() if months >= HALF_A_MONTH and now_is[1].get(user, 0.0) >= HALF_A_MONTH
    ]
    joined = [user for user, months in now_is[1].items() if months > 0 and was[1].get(user, 0.0) == 0]
    return Ability(
        _average(*now_is), _average(*was), sum(one > 0 for one in now_is[1].values()),
        sum(one > 0 for one in was[1].values()), _average(*now_is, only=stayers), _average(*was, only=stayers),
        len(joined), sum(without_cost(session, *days) for days in (years.now, years.before)),
    )  # fmt: skip


def _average(profit: dict[int | None, int], months: dict[int, float], only: list[int] | None = None) -> int | None:
    """Sum of profit / sum of person-months, in minor units; None without a month or without any profit known."""
    chosen = only if only is not None else list(months)
    worked = sum(months.get(user, 0.0) for user in chosen)
    total = sum(value for user, value in profit.items() if only is None or user in chosen)
    return round(total / worked) if worked >= HALF_A_MONTH and total else None
