"""A report: measure x dimensions x period x filter, computed in SQL, the same on the screen and for scripts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, select

from tuicrm.plain.currencies import digits
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.stats_counted import box
from tuicrm.sales.analysis import facts
from tuicrm.sales.analysis.dimensions import SIZES, TIMES, group_by, labels, size_label, whole
from tuicrm.sales.analysis.events import customer_filter
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.analysis.measures import DIMENSIONS, FACTS, MEASURES, Measure
from tuicrm.sales.analysis.own_dimensions import is_own, own_dimension, own_names, own_of
from tuicrm.sales.analysis.own_sums import is_own_sum, own_sum
from tuicrm.sales.called import source_names
from tuicrm.sales.fields import OwnField, fields_of
from tuicrm.sales.funnel.as_of import end_of
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.home import Home, home
from tuicrm.sales.privacy import allow_narrowing, mask
from tuicrm.sales.project_filter import refuse_unknown
from tuicrm.sales.rules import rule
from tuicrm.sales.shares import PPM, shared
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

SEVERAL_NEEDS = N_("What has several needs counts with each of them.")
Mask = Callable[[tuple[str, ...]], tuple[str, ...]]
EVERY = 10**15
RECORDS = {
    "closed": "project", "open": "project", "customers": "customer", "sold": "purchase", "asked": "inquiry",
    "acted": "action", "due": "action",
}  # fmt: skip
"""Facts whose records have own fields; all that know a customer can be divided by those of the customer."""


@dataclass(frozen=True)
class Ask:
    """What is asked. Days are both included."""

    measure: str
    by: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    where: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Row:
    """One group. `value`: minor units, a number, a rate in 0..1, or a median; None where nothing can be said.

    `n` is what the value rests on; `low` and `high` bound a rate, and are the quartiles of a median.
    """

    key: tuple[str, ...]
    value: int | float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Report:
    """The answer with everything that is needed to read it.

    Attributes:
        called: what the team calls its sources, by the keys that programs know them by.
    """

    measure: str
    unit: str
    by: tuple[str, ...]
    from_on: date | None
    to_on: date | None
    where: str
    as_of: date | None
    definition: str
    currency: str
    rows: tuple[Row, ...]
    called: Mapping[str, str] = field(default_factory=dict)


@rule(
    "report.run", right="report",
    refuses=(
        "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day",
        "figures_of_one",
    ),
)  # fmt: skip
def report(session: Session, actor: Actor, ask: Ask, *, now: datetime) -> Report:
    """Compute a report. Times, stages and sizes come in their order, all else by value, the largest first."""
    return computed(session, actor, ask, now)


def computed(session: Session, actor: Actor, ask: Ask, now: datetime) -> Report:
    """Compute a report, for a rule that needs its figures."""
    measure = checked(session, ask)
    allow_narrowing(session, actor, ask.where)
    house = home(session)
    question = Question(ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of)
    counted = counted_for(session, actor, house, measure, question)
    seen = mask(session, actor, ask.by, house.day(now))
    if measure.spread is not None:
        rows = _spread(session, counted, measure, ask.by, ask.as_of or house.day(now), seen)
    else:
        rows = [_row(measure, key, sums) for key, sums in _groups(session, counted, measure, ask.by, seen).items()]
    if ask.by and ask.by[0] in TIMES:
        rows.sort(key=lambda row: row.key)
    elif ask.by and ask.by[0] == "size":
        order = {size_label(number): number for number in range(len(SIZES) + 1)}
        rows.sort(key=lambda row: (order.get(row.key[0], -1), row.key))
    elif ask.by and ask.by[0] == "stage":
        order = {one.name: one.position for one in of_funnel(session, default_funnel(session))}
        rows.sort(key=lambda row: (order.get(row.key[0], len(order)), row.key))
    else:
        rows.sort(key=lambda row: (-(row.value if row.value is not None else -1), row.key))
    return Report(
        measure.name, measure.unit, ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of, _definition(measure, ask.by),
        house.currency, tuple(rows), source_names(session) if "source" in ask.by else {},
    )  # fmt: skip


def _definition(measure: Measure, by: Sequence[str]) -> str:
    """Say what the figure is, and where one record counts in several rows."""
    several = "need" in by and measure.facts not in ("need", "met")
    return in_a_row(measure.definition, _(SEVERAL_NEEDS)) if several else measure.definition


def side_by_side(
    session: Session, actor: Actor, names: Sequence[str], ask: Ask, now: datetime
) -> dict[str, tuple[Row, ...]]:  # fmt: skip
    """Compute several measures alike, for a rule that shows them in one table: what counts the same facts, at once.

    Args:
        ask: dimensions, period, filter and day of reading; its measure is not looked at.
    """
    alike: dict[Any, list[Measure]] = {}
    for name in names:
        one = checked(session, replace(ask, measure=name))
        alike.setdefault(name if one.spread or one.once else (one.facts, one.outcome, one.only), []).append(one)
    found: dict[str, tuple[Row, ...]] = {}
    for measures in alike.values():
        merged = replace(measures[0], sums=tuple(each for one in measures for each in one.sums))
        if measures[0].spread is not None:
            found[measures[0].name] = computed(session, actor, replace(ask, measure=measures[0].name), now).rows
            continue
        groups = _all_groups(session, actor, merged, ask, now)
        place = 0
        for one in measures:
            end = place + len(one.sums)
            found[one.name] = tuple(_row(one, key, sums[place:end]) for key, sums in groups.items())
            place = end
    return found


def _all_groups(
    session: Session, actor: Actor, measure: Measure, ask: Ask, now: datetime
) -> dict[tuple[str, ...], list[int]]:  # fmt: skip
    allow_narrowing(session, actor, ask.where)
    house = home(session)
    question = Question(ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of)
    counted = counted_for(session, actor, house, measure, question)
    return _groups(session, counted, measure, ask.by, mask(session, actor, ask.by, house.day(now)))


def checked(session: Session, ask: Ask) -> Measure:
    """Give the measure that is asked for, if it can be asked so.

    Raises:
        Refused: `measure`, `dimension`, `dimension_of_measure`, `order_of_days`, `filter` by a name that there is
            none of.
    """
    measure = own_sum(session, ask.measure) if is_own_sum(ask.measure) else MEASURES.get(ask.measure)
    if measure is None:
        raise Refused("measure", given=ask.measure, known=tuple(MEASURES))
    for dimension in ask.by:
        if is_own(dimension) and measure.facts in DIMENSIONS["class"]:
            own_dimension(session, RECORDS.get(measure.facts), dimension)
            continue
        of = DIMENSIONS.get(dimension)
        if of is None or measure.facts not in of:
            raise _no_dimension(session, measure, dimension)
    refuse_unknown(session, ask.where)
    if ask.from_on is not None and ask.to_on is not None and ask.from_on > ask.to_on:
        raise Refused("order_of_days", first=ask.from_on, last=ask.to_on)
    return measure


def _no_dimension(session: Session, measure: Measure, dimension: str) -> Refused:
    """Name what there is, own fields among it."""
    own = own_by(fields_of(session, None), measure)
    if dimension not in DIMENSIONS:
        return Refused("dimension", given=dimension, known=(*DIMENSIONS, *own))
    known = tuple(name for name, of in DIMENSIONS.items() if measure.facts in of)
    return Refused("dimension_of_measure", given=dimension, measure=measure.name, known=(*known, *own))


def own_by(declared: Sequence[OwnField], measure: Measure) -> tuple[str, ...]:
    """Name the own fields by which a measure is divided."""
    return own_names(declared, RECORDS.get(measure.facts)) if measure.facts in DIMENSIONS["class"] else ()


def counted_for(session: Session, actor: Actor, house: Home, measure: Measure, question: Question) -> Counted:
    """Give the facts that a measure counts, with their conditions."""
    wanted = replace(question, by=_with_products(question.by))
    if measure.facts == "closed":
        counted = facts.closed(session, actor, house, wanted, measure.outcome)
    else:
        counted = FACTS[measure.facts](session, actor, house, wanted)
    if measure.facts == "customers":
        counted.conditions += customer_filter(session, actor, question.where, session.now)
    if question.as_of is not None:
        counted.over, counted.as_of = end_of(house, question.as_of), question.as_of
    counted.conditions += measure.only(counted)
    if measure.once:
        whole(counted.facts, question.by)
        counted.share = None
    counted.facts.unit = 10 ** digits(house.currency)
    counted.facts.fields = own_of(session, RECORDS.get(measure.facts), question.by)
    return counted


def _with_products(by: tuple[str, ...]) -> tuple[str, ...]:
    """A series is one of products: facts then have to know theirs."""
    return (*by, "product") if "series" in by and "product" not in by else by


def _groups(
    session: Session, counted: Counted, measure: Measure, by: Sequence[str], seen: Mask
) -> dict[tuple[str, ...], list[int]]:
    """Run the one query, and add up what falls under the same label (all shares)."""
    keys = [group_by(counted.facts, dimension) for dimension in by]  # once: PostgreSQL compares them by parameters, too
    columns = [key.label(f"k{place}") for place, key in enumerate(keys)]
    sums = [one.sql(counted) for one in measure.sums]
    share = () if counted.share is None else (counted.share,)
    statement = select(*columns, *sums, *share).select_from(counted.facts.source).where(*counted.conditions)
    if columns or share:
        first = [one for one in counted.facts.also if not any(one is key for key in keys)]
        statement = statement.group_by(*first, *keys, *share)
    groups: dict[tuple[str, ...], list[int]] = {} if by else {(): [0] * len(sums)}
    rows = session.all(statement)
    called = _called(session, counted, by, rows)
    for row in rows:
        key = seen(tuple(names[value] for names, value in zip(called, row, strict=False)))
        found = [int(part or 0) for part in row[len(by) : len(by) + len(sums)]]
        for place, one in enumerate(measure.sums):
            if one.by_share:
                found[place] = shared(found[place], row[-1] if share else None)
        known = groups.setdefault(key, [0] * len(found))
        for place, part in enumerate(found):
            known[place] += part
    return groups


def _called(session: Session, counted: Counted, by: Sequence[str], rows: Sequence[Any]) -> list[dict[Any, str]]:
    """Give for each dimension what its values are called."""
    return [
        labels(session, counted.facts, dimension, (row[place] for row in rows)) for place, dimension in enumerate(by)
    ]


def _spread(
    session: Session, counted: Counted, measure: Measure, by: Sequence[str], today: date, seen: Mask
) -> list[Row]:
    """Let the database count how often each value is there, and read the quartiles off the counts."""
    assert measure.spread is not None
    raw = measure.spread.columns(counted)
    weight = counted.share if counted.share is not None else literal(PPM)
    keys = [group_by(counted.facts, dimension).label(f"k{place}") for place, dimension in enumerate(by)]
    values = (
        select(*keys, *(one.label(f"v{place}") for place, one in enumerate(raw)), weight.label("w"))
        .select_from(counted.facts.source)
        .where(*counted.conditions, *measure.spread.only(counted))
    )
    # A limit that nothing reaches keeps SQLite from looking each value up twice: to group it and to give it.
    inner = (values.limit(EVERY) if measure.spread.is_looked_up else values).subquery()
    names = [f"k{place}" for place in range(len(by))] + [f"v{place}" for place in range(len(raw))]
    columns = [inner.c[name] for name in names]
    rows = session.all(select(*columns, func.sum(inner.c.w), func.count()).group_by(*columns))
    called = _called(session, counted, by, rows)
    found: dict[tuple[str, ...], dict[float, float]] = {} if by else {(): {}}
    for row in rows:
        value = measure.spread.value(row[len(by) : len(names)], today)
        if value is not None:
            key = seen(tuple(names[one] for names, one in zip(called, row, strict=False)))
            counts = found.setdefault(key, {})
            counts[value] = counts.get(value, 0.0) + int(row[-2]) / PPM
    made = []
    for key, counts in found.items():
        lies = box(counts.items())
        if lies is None:
            made.append(Row(key, None, 0))
        else:
            made.append(Row(key, _short(lies.median), round(lies.n), _short(lies.q1), _short(lies.q3)))
    return made


def _short(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 6)


def _row(measure: Measure, key: tuple[str, ...], sums: list[int]) -> Row:
    found = measure.figure(sums)
    return Row(key, found.value, found.n, found.low, found.high)
