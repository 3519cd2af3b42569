"""The two years that the page compares: the twelve months up to a day, and the same days a year before."""

from dataclasses import dataclass
from datetime import date

from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.frame import year_before
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.store.session import Session

MONTHS = 12


@dataclass(frozen=True)
class Years:
    """Days of both, first and last included, and who was at work how many months in each."""

    before: tuple[date, date]
    now: tuple[date, date]
    months_before: dict[int, float]
    months_now: dict[int, float]


def years_of(session: Session, today: date) -> Years:
    """Give the two years of a day: equally long, and of the same calendar months."""
    first = month_start(month_of(today) - MONTHS + 1)
    now, before = (first, today), (year_before(first), year_before(today))
    return Years(before, now, person_months(session, *before), person_months(session, *now))
