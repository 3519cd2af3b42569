"""Sums of own fields: `sum:KEY`, a number or an amount that the team declared, by any dimension of its records."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from tuicrm.plain.currencies import digits
from tuicrm.plain.language import N_
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_CLOSING, BY_PURCHASE, HOLDER_NOW, Definition
from tuicrm.sales.analysis.facts import Counted
from tuicrm.sales.analysis.measures import Measure
from tuicrm.sales.analysis.parts import Figure, Sum, Value
from tuicrm.sales.fields import field_key
from tuicrm.sales.home import home
from tuicrm.sales.shares import PPM
from tuicrm.store.session import Session
from tuicrm.store.tables.fields import own_fields, own_values

SUM = "sum:"
MICRO = 10**6
KINDS = {
    "project": ("closed", Definition(
        N_("Sum of an own field of won projects."), clock=BY_CLOSING, credit=AT_THE_EVENT
    )),
    "purchase": ("sold", Definition(N_("Sum of an own field of purchases."), clock=BY_PURCHASE, credit=AT_THE_EVENT)),
    "customer": ("customers", Definition(
        N_("Sum of an own field of customers."), clock=N_("By the day they were taken in."), credit=HOLDER_NOW
    )),
    "inquiry": ("asked", Definition(N_("Sum of an own field of inquiries."), clock=N_("By the day."))),
    "action": ("acted", Definition(N_("Sum of an own field of actions that were done."), clock=N_("By the day."))),
}  # fmt: skip
"""Whose own fields are summed: over which facts, and what that is."""


def is_own_sum(name: str) -> bool:
    """Say whether a measure is one of an own field."""
    return name.startswith(SUM)


def own_sum(session: Session, name: str) -> Measure | None:
    """Give the measure of a field that the team declared; None where there is none of that key to be summed."""
    declared = own_fields.c
    row = session.first(
        select(declared.id, declared.record_kind, declared.type)
        .where(declared.key == field_key(name.removeprefix(SUM)), declared.archived_at.is_(None))
        .where(declared.type.in_(("number", "money")), declared.record_kind.in_(KINDS))
        .order_by(declared.id)
    )
    if row is None:
        return None
    facts, said = KINDS[row.record_kind]
    is_money = row.type == "money"
    places = digits(home(session).currency) if is_money else 6
    return Measure(
        name, "money" if is_money else "number", facts, said, (Sum(_summed(row.id), by_share=True), Sum(_known)),
        _figure(10 ** (6 - places), is_money=is_money), outcome="won" if facts == "closed" else None,
    )  # fmt: skip


def _summed(field_id: int) -> Any:
    def summed(counted: Counted) -> ColumnElement[Any]:
        value = counted.facts.own.get(SUM)
        if value is None:
            value = counted.facts.own[SUM] = own_values.alias("own_sum")
            same = and_(value.c.record_id == counted.facts.record.c.id, value.c.field_id == field_id)
            counted.facts.source = counted.facts.source.outerjoin(value, same)
        return func.sum(value.c.number_micro)

    return summed


def _known(counted: Counted) -> ColumnElement[Any]:
    return func.count(counted.facts.own[SUM].c.number_micro)


def _figure(unit: int, *, is_money: bool) -> Figure:
    def figure(sums: Sequence[int]) -> Value:
        exact = Decimal(sums[0]) / PPM
        if is_money:
            return Value(int((exact / unit).quantize(Decimal(1), ROUND_HALF_UP)), sums[1])
        plain = exact / MICRO
        return Value(int(plain) if plain == int(plain) else round(float(plain), 6), sums[1])

    return figure
