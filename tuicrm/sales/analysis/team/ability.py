"""Average profit per person-month, now and a year before."""

from dataclasses import dataclass
from datetime import date

from tuicrm.plain.periods import quarter_of, quarter_start
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.sales.analysis.team.selling import by_share, without_cost
from tuicrm.store.session import Session
from tuicrm.store.tables.trade import credits, purchases

HALF_A_MONTH = 0.5
"""Less than this nobody's average rests on."""


@dataclass(frozen=True)
class Ability:
    """Average profit per person-month, this quarter to date against the same days a year before; of the whole company.

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


def ability_of(session: Session, today: date) -> Ability:
    """Compare the quarter that a day is in, up to that day, with the same days a year before."""
    first = quarter_start(quarter_of(today))
    now_days, year_ago = (first, today), (_year_before(first), _year_before(today))
    profit = purchases.c.home_minor - purchases.c.home_cost_minor
    now_is, was = (
        (by_share(session, profit, credits.c.user_id, *days), person_months(session, *days))
        for days in (now_days, year_ago)
    )
    stayers = [
        user for user, months in was[1].items() if months >= HALF_A_MONTH and now_is[1].get(user, 0.0) >= HALF_A_MONTH
    ]
    joined = [user for user, months in now_is[1].items() if months > 0 and was[1].get(user, 0.0) == 0]
    return Ability(
        _average(*now_is), _average(*was), sum(one > 0 for one in now_is[1].values()),
        sum(one > 0 for one in was[1].values()), _average(*now_is, only=stayers), _average(*was, only=stayers),
        len(joined), sum(without_cost(session, *days) for days in (now_days, year_ago)),
    )  # fmt: skip


def _average(profit: dict[int | None, int], months: dict[int, float], only: list[int] | None = None) -> int | None:
    """Sum of profit / sum of person-months, in minor units; None without a month or without any profit known."""
    chosen = only if only is not None else list(months)
    worked = sum(months.get(user, 0.0) for user in chosen)
    total = sum(value for user, value in profit.items() if only is None or user in chosen)
    return round(total / worked) if worked >= HALF_A_MONTH and total else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
