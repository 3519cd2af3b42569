"""What can be asked: measures and dimensions. This table is the one place where a figure is defined."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from tuicrm.plain.language import N_
from tuicrm.sales.agenda import fates
from tuicrm.sales.analysis import acting, events, facts, parts, wanting
from tuicrm.sales.analysis.definition import (
    AT_THE_EVENT,
    BY_CLOSING,
    BY_PURCHASE,
    CLOSED_ONLY,
    HOLDER_NOW,
    WILSON,
    Definition,
)
from tuicrm.sales.analysis.facts import Counted
from tuicrm.sales.analysis.parts import Figure, Spread, Sum
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import ownerships

FACTS: dict[str, Callable[..., Counted]] = {
    "open": facts.still_open, "customers": facts.taken_in, "sold": facts.sold, "asked": events.asked_for,
    "moved": events.moved, "acted": acting.acted, "due": acting.due,
    "planned": acting.planned(), "missed": acting.planned(missed=True), "held": events.held,
    "given": events.handed("from_id"), "taken": events.handed("to_id"), "need": wanting.needed("asked_on"),
    "met": wanting.needed("met_on"), "aimed": events.aimed,
}  # fmt: skip
"""What is counted over, besides closed projects, which want to know the outcome."""


@dataclass(frozen=True)
class Measure:
    """A figure.

    Attributes:
        unit: money, count, rate (0..1), ratio, days or hours.
        facts: what it is counted over.
        said: its definition.
        sums: what is summed in each group; `figure` makes the value of them.
        spread: the values whose median is asked for, in place of sums.
        outcome: of closed projects, those that were won or lost.
        only: more conditions on the facts.
        adds: whether the groups of a dimension add up to the whole.
        once: whether what it counts counts once in a group, however many facts and shares tell of it there.
    """

    name: str
    unit: str
    facts: str
    said: Definition
    sums: tuple[Sum, ...] = (Sum(0),)
    figure: Figure = parts.count
    spread: Spread | None = None
    outcome: str | None = None
    only: Callable[[Counted], tuple[ColumnElement[bool], ...]] = lambda counted: ()
    adds: bool = True
    once: bool = False

    @property
    def definition(self) -> str:
        """What it is, in the language of the moment."""
        return self.said.words()


_CLOSED = tuple(Sum(place, by_share=place == 3) for place in range(4))
_SOLD = (Sum(0), Sum(1, by_share=True), Sum(2), Sum(3, by_share=True))
_MEDIAN = N_("The bounds are the first and the third quartile.")


def _closed(formula: str, maturity: str = "", **more: str) -> Definition:
    return Definition(formula, N_("Projects that were won or lost."), BY_CLOSING, AT_THE_EVENT, maturity, **more)


def _sold(formula: str, **more: str) -> Definition:
    return Definition(formula, N_("Purchases, with or without a project."), BY_PURCHASE, AT_THE_EVENT, **more)


def _open(formula: str, **more: str) -> Definition:
    return Definition(formula, N_("Projects that are open, by the day they were made."), credit=HOLDER_NOW, **more)


def _asked(formula: str, **more: str) -> Definition:
    said = N_("Inquiries, by the day they came; by who held the customer when they were answered.")
    return Definition(formula, said, **more)


def _acted(formula: str) -> Definition:
    return Definition(formula, N_("Actions that were done, by the day."), credit=N_("By who did it."))


def _planned(formula: str) -> Definition:
    return Definition(
        formula, N_("Actions that had a plan."), N_("By the day planned for last; a week is due on its last day."),
        N_("By who had it on that day; one that was handed over later stays with the giver."),
    )  # fmt: skip


_MEASURES = (
    Measure(
        "won-revenue", "money", "closed", _closed(N_("Sum of the amounts of won projects.")), _CLOSED,
        parts.money(3, 2), outcome="won",
    ),
    Measure("won", "count", "closed", _closed(N_("Number of won projects.")), _CLOSED, parts.shares(0), outcome="won"),
    Measure(
        "lost", "count", "closed", _closed(N_("Number of lost projects.")), _CLOSED, parts.shares(1), outcome="lost"
    ),
    Measure(
        "lost-amount", "money", "closed",
        _closed(N_("Sum of the last estimates of lost projects; those without one count in n but not in the sum.")),
        (parts.LOST_MONEY, Sum(2)), parts.money(0, 1), outcome="lost",
    ),
    Measure(
        "win-rate", "rate", "closed",
        _closed(N_("Won / (won + lost) by number."), CLOSED_ONLY, source=WILSON), _CLOSED, parts.won_of_closed,
    ),
    Measure(
        "win-rate-value", "rate", "closed",
        _closed(
            N_("Amounts won / (amounts won + amounts lost); the last estimate stands for what was lost."), CLOSED_ONLY
        ),
        (Sum(3, by_share=True), parts.LOST_MONEY, parts.WITH_AMOUNT), lambda sums: parts.share_of(0, 1, 2)(
            (sums[0], sums[0] + sums[1], sums[2])
        ),
    ),
    Measure(
        "average-deal", "money", "closed", _closed(N_("Sum of the amounts of won projects / their number.")),
        (Sum(3, by_share=True), parts.WON_SHARES), parts.average(0, 1), outcome="won",
        adds=False,
    ),
    Measure(
        "discount", "ratio", "closed", _closed(N_("1 - amount won / first quote, of won projects that had a quote.")),
        parts.QUOTED, parts.less_one(parts.share_of(0, 1, 2), -1), outcome="won",
    ),
    Measure(
        "estimate-bias", "ratio", "closed",
        _closed(N_("Amount won / last estimate before it - 1; below nought is estimated too high.")),
        parts.ESTIMATED, parts.less_one(parts.share_of(0, 1, 2), 1),
        outcome="won",
    ),
    Measure(
        "cycle-days", "days", "closed",
        _closed(N_("Median of the days from the beginning to won."), N_("Young periods know only the quick ones."),
                source=_MEDIAN),
        spread=parts.CYCLE, outcome="won",
    ),
    Measure(
        "cycle-days-lost", "days", "closed",
        _closed(N_("Median of the days from the beginning to lost."), N_("Young periods know only the quick ones."),
                source=_MEDIAN),
        spread=parts.CYCLE, outcome="lost",
    ),
    Measure("open", "count", "open", _open(N_("Number of open projects.")), (Sum(0),)),
    Measure(
        "open-amount", "money", "open",
        _open(N_("Sum of the amounts of open projects; those without an amount count in n but not in the sum.")),
        (Sum(0), Sum(1)), lambda sums: parts.Value(sums[1], sums[0]),
    ),
    Measure(
        "weighted", "money", "open",
        _open(N_("Amount x own probability, else that of the stage, of open projects.")),
        (Sum(0), parts.WEIGHTED), parts.weighted,
    ),
    Measure(
        "without-step", "rate", "open", _open(N_("Share of the open projects without a next step."), source=WILSON),
        (parts.WITHOUT_STEP, Sum(0)), parts.rate_of(0, 1),
    ),
    Measure(
        "open-age-days", "days", "open", _open(N_("Median age of the open projects in days."), source=_MEDIAN),
        spread=parts.AGE,
    ),
    Measure(
        "stage-age-days", "days", "open",
        _open(N_("Median of the days that open projects are in their stage now."), source=_MEDIAN),
        spread=parts.STAGE_AGE,
    ),
    Measure(
        "customers", "count", "customers",
        Definition(N_("Number of customers."), clock=N_("By the day they were taken in."), credit=HOLDER_NOW),
    ),
    Measure(
        "completeness", "ratio", "customers",
        Definition(
            N_("Filled of six facts: source, class, industry, city, country or region, a phone or e-mail."),
            N_("Customers, by the day they were taken in."), credit=HOLDER_NOW,
        ),
        (Sum(0), parts.FILLED), parts.completeness,
    ),
    Measure("revenue", "money", "sold", _sold(N_("Sum of what customers bought.")), _SOLD, parts.money(1, 0)),
    Measure(
        "profit", "money", "sold",
        _sold(N_("Amount less cost; purchases whose cost is not known are left out.")), _SOLD,
        lambda sums: parts.money(3, 2)(sums) if sums[2] else parts.Value(None, 0),
    ),
    Measure(
        "margin", "ratio", "sold",
        _sold(N_("Profit / amount, of purchases whose cost is known.")),
        (*_SOLD, parts.AMOUNT_WITH_COST), parts.share_of(3, 4, 2),
    ),
    Measure(
        "purchases", "count", "sold", _sold(N_("Number of lines bought.")), (Sum(0, by_share=True), Sum(0)),
        lambda sums: parts.Value(parts.whole(sums[0]), sums[1]),
    ),
    Measure(
        "pieces", "count", "sold", _sold(N_("Sum of the quantities bought.")), (Sum(0), parts.PIECES),
        lambda sums: parts.Value(parts.whole(sums[1]), sums[0]),
    ),
    Measure(
        "buyers", "count", "sold", _sold(N_("Number of different customers who bought.")), (Sum(0), parts.BUYERS),
        lambda sums: parts.Value(sums[1], sums[0]), adds=False, once=True,
    ),
    Measure(
        "value-to-list", "ratio", "sold",
        _sold(N_("Amounts / list prices, of purchases whose product has a list price in the same currency.")),
        (parts.SOLD_OF_LISTED, parts.LISTED, parts.N_LISTED), parts.share_of(0, 1, 2),
    ),
    Measure("inquiries", "count", "asked", _asked(N_("Number of inquiries."))),
    Measure(
        "answered", "rate", "asked", _asked(N_("Share of the inquiries that were answered."), source=WILSON),
        (parts.ANSWERED, Sum(0)), parts.rate_of(0, 1),
    ),
    Measure(
        "response-hours", "hours", "asked",
        _asked(N_("Median of the hours to the first action with the customer; who waits still does not count."),
               source=_MEDIAN),
        spread=parts.RESPONSE,
    ),
    Measure(
        "days-to-project", "days", "asked",
        _asked(N_("Median of the days to the customer's next project."), source=_MEDIAN,
               maturity=N_("Those without one do not count: young periods know only the quick ones.")),
        spread=parts.TO_PROJECT,
    ),
    Measure(
        "days-to-purchase", "days", "asked",
        _asked(N_("Median of the days to the customer's next purchase."), source=_MEDIAN,
               maturity=N_("Those without one do not count: young periods know only the quick ones.")),
        spread=parts.TO_PURCHASE,
    ),
    Measure(
        "entries", "count", "moved",
        Definition(N_("Number of times that a project entered the stage; a return counts again."),
                   clock=N_("By the day of entering."), credit=N_("By the holder then.")),
    ),
    Measure(
        "advance-rate", "rate", "moved",
        Definition(
            N_("Went on / (went on + lost + went back), of stays that are over."),
            clock=N_("By the day of entering."), credit=N_("By the holder then."),
            maturity=N_("Stays that are not over do not count; `stages` treats them as open."), source=WILSON,
        ),
        (parts.WENT_ON, parts.WENT), parts.rate_of(0, 1),
    ),
    Measure(
        "dwell-days", "days", "moved",
        Definition(
            N_("Median of the days in the stage, of stays that are over."), clock=N_("By the day of entering."),
            credit=N_("By the holder then."), maturity=N_("Young periods know only the quick ones."), source=_MEDIAN,
        ),
        spread=parts.DWELL,
    ),
    Measure("actions", "count", "acted", _acted(N_("Number of actions."))),
    Measure(
        "talks", "count", "acted", _acted(N_("Number of actions that reached somebody.")), (Sum(0), parts.TALKS),
        lambda sums: parts.Value(sums[1], sums[0]),
    ),
    Measure(
        "minutes", "count", "acted", _acted(N_("Minutes that the actions took, as far as it is noted.")),
        (parts.MINUTES, parts.N_MINUTES), lambda sums: parts.Value(sums[0], sums[1]),
    ),
    Measure(
        "action-cost", "money", "acted", _acted(N_("What the actions cost, as far as it is noted.")),
        (parts.COST, parts.N_COST), parts.money(0, 1),
    ),
    Measure(
        "plan-kept", "rate", "due",
        Definition(
            N_("Done, early or late / planned for the days of the period; what was called off was not done."),
            N_("Actions whose day has come."),
            N_("By the day first planned."),
            N_("By who had it on that day; one that was handed over later stays with the giver."), source=WILSON,
        ),
        (parts.DONE, Sum(0)), parts.rate_of(0, 1),
    ),
    Measure("planned", "count", "planned", _planned(N_("Number of actions planned and not called off."))),
    Measure(
        "done-in-time", "count", "planned", _planned(N_("Number of planned actions done by their due day.")),
        only=lambda counted: (fates.in_time(), counted.known_on(actions.c.done_on)),
    ),
    Measure(
        "done-late", "count", "planned", _planned(N_("Number of planned actions done after their due day.")),
        only=lambda counted: (fates.late(), counted.known_on(actions.c.done_on)),
    ),
    Measure(
        "missed", "count", "missed",
        _planned(N_("Number of planned actions that did not happen or are open when their due day is over.")),
    ),
    Measure(
        "postponed", "count", "planned", _planned(N_("Number of planned actions that were moved to a later day.")),
        only=lambda counted: (actions.c.postponed > 0,),
    ),
    Measure(
        "claims", "count", "held",
        Definition(N_("Number of customers taken out of the pool."), "", N_("By the day."), N_("By who did it.")),
        only=lambda counted: (ownerships.c.how == "claim",),
    ),
    Measure(
        "releases", "count", "held",
        Definition(N_("Number of customers put back into the pool."), "", N_("By the day."), N_("By who did it.")),
        only=lambda counted: (ownerships.c.how == "release",),
    ),
    Measure("given", "count", "given", Definition(N_("Number of handovers given."), clock=N_("By the day."))),
    Measure("taken", "count", "taken", Definition(N_("Number of handovers taken."), clock=N_("By the day."))),
    Measure(
        "needs-asked", "count", "need",
        Definition(N_("Number of needs asked for."), clock=N_("By the day."),
                   credit=N_("By who held the customer on that day.")),
    ),
    Measure(
        "needs-met", "count", "met",
        Definition(N_("Number of needs that were met."), clock=N_("By the day."),
                   credit=N_("By who held the customer on that day.")),
    ),
    Measure(
        "target", "money", "aimed", Definition(N_("Sum of the targets of the months in the period.")),
        (Sum(0), parts.target("amount")), parts.money(1, 0),
    ),
    Measure(
        "target-stretch", "money", "aimed", Definition(N_("Sum of the stretch targets, else of the targets.")),
        (Sum(0), parts.target("stretch")), parts.money(1, 0),
    ),
    Measure(
        "target-challenge", "money", "aimed", Definition(N_("Sum of the challenge targets, else of the targets.")),
        (Sum(0), parts.target("challenge")), parts.money(1, 0),
    ),
)  # fmt: skip
MEASURES = {measure.name: measure for measure in _MEASURES}

_PLANS = ("planned", "missed")
_DONE = ("acted", "due", *_PLANS)
_WEEKS = (
    "closed", "open", "customers", "sold", "asked", "moved", "held", "given", "taken", "need", "met", *_DONE,
)  # fmt: skip
_MONTHS = (*_WEEKS, "aimed")
_PEOPLE = _MONTHS
_CUSTOMERS = ("closed", "open", "customers", "sold", "asked", "moved", "held", "need", "met", *_DONE)
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "week": _WEEKS,
    "month": _MONTHS,
    "quarter": _MONTHS,
    "year": _MONTHS,
    "owner": _PEOPLE,
    "team": _PEOPLE,
    "region": _PEOPLE,
    "country": _CUSTOMERS,
    "city": _CUSTOMERS,
    "product": ("closed", "open", "sold"),
    "series": ("closed", "open", "sold"),
    "customer": ("closed", "open", "sold", "asked", "need", "met", "given", "taken", *_DONE),
    "industry": _CUSTOMERS,
    "source": (*_CUSTOMERS, "given", "taken"),
    "campaign": (*_CUSTOMERS, "given", "taken"),
    "class": _CUSTOMERS,
    "stage": ("closed", "open", "moved", *_DONE),
    "size": ("closed", "open"),
    "reason": ("closed",),
    "category": ("open",),
    "kind": _DONE,
    "project": _PLANS,
    "outcome": ("acted",),
    "need": ("need", "met", "closed", "open", "customers", "sold", "asked"),
}
"""dimension -> the facts that it divides."""
