"""The sums that measures are made of, as SQL, and the arithmetic from sums to a figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, literal, select

from tuicrm.plain.stats import wilson
from tuicrm.sales.agenda import fates
from tuicrm.sales.analysis.events import first_action_of
from tuicrm.sales.analysis.facts import Counted
from tuicrm.sales.analysis.selling import bought
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.outcomes import was_reached
from tuicrm.sales.shares import PPM, of_ppm
from tuicrm.store.days import date_day, later
from tuicrm.store.sql import seconds_between, steps
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, customers, inquiries
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import targets
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits, products, purchases

HOUR, DAY = 3600, 86400


@dataclass(frozen=True)
class Value:
    """A figure: `value` in minor units, as a number or a rate; what it rests on; its bounds."""

    value: int | float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Sum:
    """One sum: a place among the parts of its facts, or an expression of its own; `by_share`: times the credit."""

    of: int | Callable[[Counted], ColumnElement[Any]]
    by_share: bool = False

    def sql(self, counted: Counted) -> ColumnElement[Any]:
        """Give its expression."""
        return counted.parts[self.of] if isinstance(self.of, int) else self.of(counted)


Figure = Callable[[Sequence[int]], Value]


def count(sums: Sequence[int]) -> Value:
    """The number of rows."""
    return Value(sums[0], sums[0])


def shares(place: int) -> Figure:
    """A number of projects, by shares of credit; what it rests on are rows."""
    return lambda sums: Value(whole(sums[place]), sums[2])


def whole(ppm: int) -> int | float:
    """Turn a sum of shares into a number of projects."""
    return ppm // PPM if ppm % PPM == 0 else round(ppm / PPM, 6)


def money(place: int, n: int) -> Figure:
    """A sum of money whose parts are by share."""
    return lambda sums: Value(of_ppm(sums[place]), sums[n])


def won_of_closed(sums: Sequence[int]) -> Value:
    """Won / (won + lost) by number."""
    return rate(sums[0] / PPM, (sums[0] + sums[1]) / PPM, sums[2])


def rate(k: float, n: float, rests_on: int | None = None) -> Value:
    """A rate with its interval; nothing can be said of nothing."""
    if not n:
        return Value(None, 0)
    low, high = wilson(k, n)
    return Value(round(k / n, 6), round(n) if rests_on is None else rests_on, round(low, 6), round(high, 6))


def share_of(part: int, all_: int, n: int) -> Figure:
    """A ratio of two sums that has no interval of its own."""

    def figure(sums: Sequence[int]) -> Value:
        return Value(_six(sums[part], sums[all_]) if sums[all_] else None, sums[n])

    return figure


def less_one(figure: Figure, sign: int) -> Figure:
    """How far a ratio is from one: above (sign 1) or below (-1)."""

    def away(sums: Sequence[int]) -> Value:
        found = figure(sums)
        value = None if found.value is None else round(sign * (found.value - 1), 6)
        return Value(value, found.n)

    return away


def _six(part: int, all_: int) -> float:
    """A ratio to six digits, a half away from zero, exact however large the sums are."""
    scaled, rest = divmod(abs(part) * 10**6, abs(all_))
    rounded = scaled + (2 * rest >= abs(all_))
    return (rounded if (part >= 0) == (all_ > 0) else -rounded) / 10**6


def average(total: int, n: int) -> Figure:
    """A mean of money by share, a half away from zero."""

    def figure(sums: Sequence[int]) -> Value:
        if not sums[n]:
            return Value(None, 0)
        scaled, rest = divmod(abs(sums[total]), sums[n])
        rounded = scaled + (2 * rest >= sums[n])
        return Value(rounded if sums[total] >= 0 else -rounded, round(sums[n] / PPM))

    return figure


def rate_of(k: int, n: int) -> Figure:
    """A rate of two counts with its interval."""
    return lambda sums: rate(sums[k], sums[n])


# sums of closed projects


def where(condition: Callable[[], ColumnElement[bool]], what: Callable[[], Any]) -> Callable[[Counted], Any]:
    """Sum something over the facts that fulfil a condition."""
    return lambda counted: func.sum(case((condition(), what()), else_=0))


def _won() -> ColumnElement[bool]:
    return credits.c.outcome == "won"


def _won_with(*columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(_won(), *(column.is_not(None) for column in columns))


LOST_MONEY = Sum(where(lambda: credits.c.outcome == "lost", lambda: projects.c.home_minor), by_share=True)
WITH_AMOUNT = Sum(lambda counted: func.count(projects.c.home_minor))
WON_SHARES = Sum(where(lambda: _won_with(projects.c.home_minor), lambda: credits.c.share_ppm))


def _at_home(said: Any) -> ColumnElement[Any]:
    """What was said of a project, in the currency of home: at the rate that its amount has."""
    amount, worth = projects.c.amount_minor, projects.c.home_minor
    return case((amount == worth, said), else_=func.round(said * 1.0 * worth / func.nullif(amount, 0)))


def _against(said: Any) -> tuple[Sum, Sum, Sum]:
    """What was won, what was said of it before, and the number, of won projects that know both."""
    both = [said, projects.c.amount_minor, projects.c.home_minor]
    return (
        Sum(where(lambda: _won_with(*both), lambda: projects.c.home_minor), by_share=True),
        Sum(where(lambda: _won_with(*both), lambda: _at_home(said)), by_share=True),
        Sum(where(lambda: _won_with(*both), lambda: 1)),
    )


QUOTED = _against(projects.c.first_quote_minor)
ESTIMATED = _against(projects.c.estimate_minor)

# sums of open projects


def _held(counted: Counted) -> Any:
    """Projects as they are now, or as they were on the day asked for."""
    return counted.facts.columns["owner"].table


def _weighted(counted: Counted) -> ColumnElement[Any]:
    held = _held(counted)
    counted.facts.join(stages, stages.c.id == held.c.stage_id)
    amount = getattr(held.c, "home_minor", None)
    amount = held.c.amount_minor if amount is None else amount
    return func.sum(amount * func.coalesce(held.c.probability, stages.c.probability))


WEIGHTED = Sum(_weighted)


def _without_step(counted: Counted) -> ColumnElement[bool]:
    """Nothing is planned with it; or nothing was on the day asked for, where what has ended since was still ahead."""
    if counted.over is None or counted.as_of is None:
        return projects.c.next_action_at.is_(None)
    ahead = fates.open_then(counted.as_of, counted.over)
    return ~exists().where(actions.c.project_id == projects.c.id, ahead, actions.c.origin != AMONG_US)


WITHOUT_STEP = Sum(lambda counted: func.sum(case((_without_step(counted), 1), else_=0)))


def weighted(sums: Sequence[int]) -> Value:
    """Amount x probability in percent."""
    scaled, rest = divmod(sums[1], 100)
    return Value(scaled + (2 * rest >= 100), sums[0])


# sums of customers

_FILLED = ("source_id", "class_key", "industry", "city")


def _filled(counted: Counted) -> ColumnElement[Any]:
    point = contact_points.c
    reached = exists().where(point.customer_id == customers.c.id, point.archived_at.is_(None)).correlate(customers)
    where_ = case((func.coalesce(customers.c.country, customers.c.region).is_not(None), 1), else_=0)
    parts: Any = where_ + case((reached, 1), else_=0)
    for name in _FILLED:
        parts = parts + case((customers.c[name].is_not(None), 1), else_=0)
    return func.sum(parts)


FILLED = Sum(_filled)
FIELDS = len(_FILLED) + 2


def completeness(sums: Sequence[int]) -> Value:
    """Filled of six facts."""
    return Value(_six(sums[1], sums[0] * FIELDS) if sums[0] else None, sums[0])


# sums of purchases

AMOUNT_WITH_COST = Sum(
    lambda counted: func.sum(case((purchases.c.home_cost_minor.is_not(None), purchases.c.home_minor), else_=0)),
    by_share=True,
)
PIECES = Sum(lambda counted: func.sum(purchases.c.quantity), by_share=True)
BUYERS = Sum(lambda counted: func.count(distinct(purchases.c.customer_id)))


def _listed(counted: Counted, value: Any) -> ColumnElement[Any]:
    counted.facts.join(products, products.c.id == purchases.c.product_id)
    known = and_(
        products.c.list_minor.is_not(None), purchases.c.amount_minor.is_not(None),
        products.c.currency == purchases.c.currency,
    )  # fmt: skip
    return func.sum(case((known, value), else_=0))


LISTED = Sum(lambda counted: _listed(counted, products.c.list_minor * purchases.c.quantity), by_share=True)
SOLD_OF_LISTED = Sum(lambda counted: _listed(counted, purchases.c.amount_minor), by_share=True)
N_LISTED = Sum(lambda counted: _listed(counted, 1))

# sums of stays and actions

ON = ("forward", "skip", "won")
LEFT = (*ON, "lost", "back")


def _left(how: Sequence[str]) -> Sum:
    return Sum(
        lambda counted: func.sum(
            case((and_(stage_history.c.left_how.in_(how), counted.known(stage_history.c.left_at)), 1), else_=0)
        )
    )


WENT_ON, WENT = _left(ON), _left(LEFT)
TALKS = Sum(lambda counted: func.sum(case((was_reached(), 1), else_=0)))
MINUTES = Sum(lambda counted: func.sum(actions.c.done_minutes))
N_MINUTES = Sum(lambda counted: func.count(actions.c.done_minutes))
COST = Sum(lambda counted: func.sum(actions.c.cost_minor), by_share=True)
N_COST = Sum(lambda counted: func.count(actions.c.cost_minor))
DONE = Sum(
    lambda counted: func.sum(case((and_(actions.c.state == "done", counted.known_on(actions.c.done_on)), 1), else_=0))
)
ANSWERED = Sum(lambda counted: func.sum(case((counted.known(inquiries.c.answered_at), 1), else_=0)))


def target(level: str) -> Sum:
    """What people are to sell; a level that was not set is the target itself."""
    column = targets.c.amount_minor if level == "amount" else targets.c[f"{level}_minor"]
    return Sum(lambda counted: func.sum(func.coalesce(column, targets.c.amount_minor)), by_share=True)


# values that a median is taken of: columns to group by, and the value of one group


@dataclass(frozen=True)
class Spread:
    """Values whose median and quartiles are asked for: what to group by, when, and a group's value (None: none).

    Attributes:
        is_looked_up: each value is looked up in another table: it is asked for once and grouped afterwards.
    """

    columns: Callable[[Counted], Sequence[ColumnElement[Any]]]
    value: Callable[[Sequence[Any], date], float | None]
    only: Callable[[Counted], Sequence[ColumnElement[bool]]] = lambda counted: ()
    is_looked_up: bool = False


def _first(raw: Sequence[Any], today: date) -> float | None:
    return None if raw[0] is None else float(raw[0])


def _days_apart(raw: Sequence[Any], today: date) -> float | None:
    return None if raw[0] is None or raw[1] is None else float((raw[1] - raw[0]).days)


def _age(raw: Sequence[Any], today: date) -> float | None:
    day = raw[0].date() if hasattr(raw[0], "date") else raw[0]
    return None if day is None else float((today - day).days)


def _in(unit: int) -> Callable[[Sequence[Any], date], float | None]:
    return lambda raw, today: None if raw[0] is None else float(raw[0]) / unit


def _cycle(counted: Counted) -> ColumnElement[Any]:
    """How long it took; one that was opened again since took until the day on which it was closed then."""
    if counted.over is None:
        return projects.c.cycle_days
    days = later(literal(0), date_day(credits.c.on) - date_day(projects.c.created_on))
    return case((projects.c.closed_on == credits.c.on, projects.c.cycle_days), else_=days)


CYCLE = Spread(lambda counted: (_cycle(counted),), _first)
AGE = Spread(lambda counted: (projects.c.created_on,), _age)


def _since(counted: Counted) -> ColumnElement[Any]:
    """Since when a project is in its stage, or was on the day asked for; NULL where the day of entering is unknown."""
    if counted.over is None:
        return case((projects.c.is_stage_since_known.is_(True), projects.c.stage_since_at))
    stay = stage_history.c
    then = stay.project_id == projects.c.id, stay.entered_at < counted.over
    entered = case((stay.is_entry_known.is_(True), stay.entered_at))
    last = select(entered).where(*then).order_by(stay.entered_at.desc(), stay.id.desc()).limit(1)
    found: ColumnElement[Any] = last.correlate(projects).scalar_subquery()
    return found


STAGE_AGE = Spread(lambda counted: (_since(counted),), _age, is_looked_up=True)
DWELL = Spread(
    lambda counted: (steps(stage_history.c.seconds, DAY),),
    _in(DAY),
    lambda counted: (stage_history.c.seconds.is_not(None), counted.known(stage_history.c.left_at)),
)


def _response(counted: Counted) -> Sequence[ColumnElement[Any]]:
    return (steps(seconds_between(inquiries.c.came_at, first_action_of(inquiries, counted.over)), HOUR),)


RESPONSE = Spread(_response, _in(HOUR), is_looked_up=True)


def _to_project(counted: Counted) -> Sequence[ColumnElement[Any]]:
    first = (
        select(func.min(projects.c.created_on))
        .where(
            projects.c.customer_id == inquiries.c.customer_id,
            projects.c.created_on >= inquiries.c.came_on,
            counted.known_on(projects.c.created_on),
        )
        .correlate(inquiries)
    )
    return inquiries.c.came_on, first.scalar_subquery()


def _to_purchase(counted: Counted) -> Sequence[ColumnElement[Any]]:
    by_it = purchases.c.customer_id == inquiries.c.customer_id, bought(counted.over)
    first = (
        select(func.min(purchases.c.bought_on))
        .where(*by_it, purchases.c.bought_on >= inquiries.c.came_on, counted.known_on(purchases.c.bought_on))
        .correlate(inquiries)
    )
    return inquiries.c.came_on, first.scalar_subquery()


TO_PROJECT = Spread(_to_project, _days_apart, is_looked_up=True)
TO_PURCHASE = Spread(_to_purchase, _days_apart, is_looked_up=True)
