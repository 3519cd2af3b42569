"""A report: measure x dimensions x period x filter, computed in SQL, the same on the screen and for scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tuicrm.plain.stats import wilson
from tuicrm.sales.analysis import facts
from tuicrm.sales.analysis.dimensions import group_by, label
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES, Measure
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.sales.shares import PPM, of_ppm, shared
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session


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
    """One group. `value`: minor units, a number, or a rate in 0..1; None where nothing can be said.

    `n` is what the value rests on; `low` and `high` bound a rate.
    """

    key: tuple[str, ...]
    value: int | float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Report:
    """The answer with everything that is needed to read it."""

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


@rule(
    "report.run", right="report",
    refuses=("measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day"),
)  # fmt: skip
def report(session: Session, actor: Actor, ask: Ask, *, now: datetime) -> Report:
    """Compute a report. Months, quarters and stages come in their order, all else by value, the largest first."""
    measure = checked(ask)
    house = home(session)
    question = Question(ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of)
    counted = counted_for(session, actor, house, measure, question)
    groups = _groups(session, counted, ask.by)
    rows = [_row(measure, key, parts) for key, parts in groups.items()]
    if ask.by and ask.by[0] in ("month", "quarter"):
        rows.sort(key=lambda row: row.key)
    elif ask.by and ask.by[0] == "stage":
        order = {one.name: one.position for one in of_funnel(session, default_funnel(session))}
        rows.sort(key=lambda row: (order.get(row.key[0], len(order)), row.key))
    else:
        rows.sort(key=lambda row: (-(row.value if row.value is not None else -1), row.key))
    return Report(
        measure.name, measure.unit, ask.by, ask.from_on, ask.to_on, ask.where, ask.as_of, measure.definition,
        house.currency, tuple(rows),
    )  # fmt: skip


def checked(ask: Ask) -> Measure:
    """Give the measure that is asked for, if it can be asked so.

    Raises:
        Refused: `measure`, `dimension`, `dimension_of_measure`, `order_of_days`.
    """
    measure = MEASURES.get(ask.measure)
    if measure is None:
        raise Refused("measure", given=ask.measure, known=tuple(MEASURES))
    for dimension in ask.by:
        if dimension not in DIMENSIONS:
            raise Refused("dimension", given=dimension, known=tuple(DIMENSIONS))
        if measure.facts not in DIMENSIONS[dimension]:
            known = tuple(name for name, of in DIMENSIONS.items() if measure.facts in of)
            raise Refused("dimension_of_measure", given=dimension, measure=measure.name, known=known)
    if ask.from_on is not None and ask.to_on is not None and ask.from_on > ask.to_on:
        raise Refused("order_of_days", first=ask.from_on, last=ask.to_on)
    return measure


def counted_for(session: Session, actor: Actor, house: Home, measure: Measure, question: Question) -> Counted:
    """Give the facts that a measure counts, with their conditions."""
    if measure.facts == "closed":
        outcome = {"won": "won", "won-revenue": "won", "lost": "lost"}.get(measure.name)
        return facts.closed(session, actor, house, question, outcome)
    return {"open": facts.still_open, "customers": facts.taken_in, "sold": facts.sold}[measure.facts](
        session, actor, house, question
    )


def _groups(session: Session, counted: Counted, by: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Run the one query, and add up what falls under the same label (the months of a quarter, all shares)."""
    columns = [group_by(counted.facts, dimension).label(f"k{place}") for place, dimension in enumerate(by)]
    share = () if counted.share is None else (counted.share,)
    statement = select(*columns, *counted.parts, *share).select_from(counted.facts.source).where(*counted.conditions)
    if columns or share:
        statement = statement.group_by(*[group_by(counted.facts, dimension) for dimension in by], *share)
    groups: dict[tuple[str, ...], list[int]] = {} if by else {(): [0] * len(counted.parts)}
    for row in session.all(statement):
        key = tuple(label(dimension, value) for dimension, value in zip(by, row, strict=False))
        parts = [int(part or 0) for part in row[len(by) : len(by) + len(counted.parts)]]
        for place in counted.money:
            parts[place] = shared(parts[place], row[-1] if share else None)
        known = groups.setdefault(key, [0] * len(parts))
        for place, part in enumerate(parts):
            known[place] += part
    return groups


def _row(measure: Measure, key: tuple[str, ...], parts: list[int]) -> Row:
    if measure.facts == "closed":
        won, lost, n, amount = parts
        if measure.name == "win-rate":
            return _rate(key, won, won + lost, n)
        value = {"won": won, "lost": lost}.get(measure.name)
        return Row(key, of_ppm(amount) if value is None else _whole(value), n)
    if measure.facts == "open":
        count, amount, _ = parts
        return Row(key, count if measure.name == "open" else amount, count)
    if measure.facts == "customers":
        return Row(key, parts[0], parts[0])
    count, amount, with_cost, profit = parts
    if measure.name == "profit":
        return Row(key, of_ppm(profit) if with_cost else None, with_cost)
    return Row(key, of_ppm(amount), count)


def _rate(key: tuple[str, ...], won: int, closed: int, n: int) -> Row:
    if not closed:
        return Row(key, None, 0)
    low, high = wilson(won / PPM, closed / PPM)
    return Row(key, round(won / closed, 6), n, round(low, 6), round(high, 6))


def _whole(ppm: int) -> int | float:
    return ppm // PPM if ppm % PPM == 0 else round(ppm / PPM, 6)
