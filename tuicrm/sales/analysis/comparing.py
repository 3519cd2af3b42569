"""Two periods or two teams beside each other."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tuicrm.plain.language import N_
from tuicrm.plain.periods import month_of, month_start, parse_day
from tuicrm.sales.analysis.frame import year_before
from tuicrm.sales.analysis.report import Ask, Report, computed
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

REFUSES = (
    "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day", "against",
    "figures_of_one",
)  # fmt: skip
add_sentences(
    {
        "against": N_(
            "{given} is nothing to compare with: year-before, period-before, DAY..DAY, or a filter like team:West."
        )
    }
)


@dataclass(frozen=True)
class Pair:
    """A report and the one beside it."""

    now: Report
    against: Report


@rule("report.compare", right="report", refuses=REFUSES)
def compare(session: Session, actor: Actor, ask: Ask, against: str, *, now: datetime) -> Pair:
    """Compute a report twice: as asked, and for another period or filter.

    Args:
        against: `year-before`, `period-before`, two days as `2025-01-01..2025-03-31`, or a filter (`team:West`).
    """
    today = home(session).day(now)
    if ask.from_on is None:
        ask = replace(ask, from_on=month_start(month_of(ask.to_on or today) - 11))
    if ask.to_on is None:
        ask = replace(ask, to_on=today)
    other = _other(ask, against)
    return Pair(computed(session, actor, ask, now), computed(session, actor, other, now))


def _other(ask: Ask, against: str) -> Ask:
    assert ask.from_on is not None
    assert ask.to_on is not None
    if (days := days_of(ask.from_on, ask.to_on, against)) is not None:
        return replace(ask, from_on=days[0], to_on=days[1])
    if ":" not in against:
        raise Refused("against", given=against)
    kept = " ".join(part for part in ask.where.split() if part.partition(":")[0] != against.partition(":")[0])
    return replace(ask, where=f"{kept} {against}".strip())


def days_of(first: date, last: date, against: str) -> tuple[date, date] | None:
    """Give the days that two days are set against: a year before, as long before, or DAY..DAY; None for no period.

    Raises:
        Refused: `against`, a day that is none.
    """
    if against == "year-before":
        return year_before(first), year_before(last)
    if against == "period-before":
        length = (last - first).days + 1
        return first - timedelta(days=length), first - timedelta(days=1)
    if ".." not in against or ":" in against:
        return None
    begin, _dots, end = against.partition("..")
    try:
        return parse_day(begin), parse_day(end)
    except ValueError as error:
        raise Refused("against", given=against) from error
