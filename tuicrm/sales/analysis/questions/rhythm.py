"""Customers who buy: who grows, who falls, who has gone silent."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import BY_PURCHASE, HOLDER_NOW, Definition
from tuicrm.sales.analysis.events import customer_filter
from tuicrm.sales.analysis.frame import DAY, Frame, year_before
from tuicrm.sales.analysis.held import held
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

MOST = 50
TIMES = 2
"""Silent is who has not bought for twice as long as the usual time between their purchases."""
LEAST_DAYS = 30
DEFINITION = Definition(
    N_(
        "The year up to the day of reading against the year before: more than a tenth up grows, more than a tenth down "
        "falls, nothing after something is gone. Silent against their own rhythm: three days of purchase and "
        "more, and none "
        "for twice the usual time between two."
    ),
    N_("Customers who bought in the last two years; silent ones: who ever bought."), BY_PURCHASE, HOLDER_NOW,
)  # fmt: skip
KINDS = ("grows", "steady", "falls", "gone", "new")


def answer(frame: Frame) -> Answer:
    """Count customers and money by how they moved, then name those who are silent against their own rhythm."""
    rows = {row[0]: row for row in frame.session.all(_moved(frame))}
    words = {
        "grows": _("grow"), "steady": _("steady"), "falls": _("fall"), "gone": _("gone"), "new": _("new or back"),
    }  # fmt: skip
    lines = []
    for kind in KINDS:
        row = rows.get(kind)
        figures: dict[str, Any] = {
            "customers": int(row[1]) if row else 0, "now": int(row[2] or 0) if row else 0,
            "before": int(row[3] or 0) if row else 0,
        }  # fmt: skip
        figures["change"] = figures["now"] - figures["before"]
        lines.append(Line((words[kind],), figures, (kind,)))
    silent = _silent(frame)
    for name, customer_id, days, usual, money in silent:
        figures = {"customers": None, "now": money, "before": None, "change": None, "silent": days, "usual": usual}
        lines.append(Line((name,), figures, ("customer", customer_id)))
    parts = (
        Part("customers", _("customers")), Part("now", _("bought"), "money"),
        Part("before", _("the year before"), "money"),
        Part("change", _("change"), "money"), Part("silent", _("days silent"), "days"),
        Part("usual", _("usual"), "days"),
    )  # fmt: skip
    return Answer(
        "rhythm", _("Customers that grow, fall or are silent"), (_("customers"),), parts, tuple(lines),
        _said(frame, lines, silent), DEFINITION, frame.house.currency, Picture("hbar", "customers", note="change"),
        _advice(silent), frame.population,
        as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def _advice(silent: list[tuple[str, int, int, int, int]]) -> tuple[str, ...]:
    if not silent:
        return ()
    name, customer_id, *_rest = silent[0]
    text = _("call those who are silent against their own rhythm, {name} first")
    return (Do(text.format(name=show(name)), "customer", customer_id),)


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects of the customers of a kind."""
    if line[0] == "customer":
        return select(projects.c.id).where(projects.c.customer_id == line[1])
    moved = _each(frame)
    return select(projects.c.id).where(
        projects.c.customer_id.in_(select(moved.c.customer_id).where(_kind(moved) == line[0])),
        projects.c.state == "won",
    )


def _sight(frame: Frame) -> list[ColumnElement[bool]]:
    return [
        purchases.c.archived_at.is_(None), rights.customers_in_sight(frame.actor), *held(frame),
        *customer_filter(frame.session, frame.actor, frame.scope.where, frame.now),
    ]  # fmt: skip


def _each(frame: Frame) -> Any:
    """What each customer bought in the last year and in the one before."""
    begin = year_before(frame.today) + DAY
    before = year_before(begin)
    day, money = purchases.c.bought_on, purchases.c.home_minor
    return (
        select(
            purchases.c.customer_id, func.sum(case((day >= begin, money), else_=0)).label("now"),
            func.sum(case((day < begin, money), else_=0)).label("before"),
        )
        .select_from(purchases.join(customers, customers.c.id == purchases.c.customer_id))
        .where(day.between(before, frame.today), *_sight(frame))
        .group_by(purchases.c.customer_id)
        .subquery()
    )  # fmt: skip


def _kind(moved: Any) -> ColumnElement[str]:
    now, before = moved.c.now, moved.c.before
    return case(
        (before <= 0, "new"), (now <= 0, "gone"), (now * 10 > before * 11, "grows"), (now * 10 < before * 9, "falls"),
        else_="steady",
    )  # fmt: skip


def _moved(frame: Frame) -> Select[Any]:
    moved = _each(frame)
    kind = _kind(moved).label("kind")
    inner = select(kind, moved.c.now, moved.c.before).subquery()
    sums = select(inner.c.kind, func.count(), func.sum(inner.c.now), func.sum(inner.c.before))
    return sums.group_by(inner.c.kind)


def _silent(frame: Frame) -> list[tuple[str, int, int, int, int]]:
    """Who is silent against their own rhythm, the largest first: (name, id, days, usual days, bought in all)."""
    days = func.count(purchases.c.bought_on.distinct())
    first, last = func.min(purchases.c.bought_on), func.max(purchases.c.bought_on)
    total = func.sum(purchases.c.home_minor)
    rows = frame.session.all(
        select(customers.c.id, customers.c.name, days, first, last, total)
        .select_from(purchases.join(customers, customers.c.id == purchases.c.customer_id))
        .where(purchases.c.bought_on <= frame.today, *_sight(frame))
        .group_by(customers.c.id, customers.c.name)
        .having(and_(days >= 3, last <= frame.today - LEAST_DAYS * DAY, or_(total > 0)))
        .order_by(total.desc(), customers.c.id)
        .limit(MOST * 20)
    )
    found = []
    for customer_id, name, count, begun, ended, money in rows:
        usual = (ended - begun).days / (count - 1)
        silent = (frame.today - ended).days
        if silent > TIMES * max(usual, LEAST_DAYS):
            found.append((name, customer_id, silent, round(usual), int(money)))
    return found[:MOST]


def _said(frame: Frame, lines: list[Line], silent: list[tuple[str, int, int, int, int]]) -> tuple[str, ...]:
    moved = {line.behind[0]: line.figures for line in lines[: len(KINDS)]}
    if not any(one["customers"] for one in moved.values()):
        return (_("Nobody bought anything in the last two years."),)
    currency = frame.house.currency
    said = [
        _("{up} customers grow ({gain}), {down} fall ({loss}), {gone} are gone ({lost}).").format(
            up=moved["grows"]["customers"], gain=formats.short_money(moved["grows"]["change"], currency, plus=True),
            down=moved["falls"]["customers"], loss=formats.short_money(moved["falls"]["change"], currency),
            gone=moved["gone"]["customers"], lost=formats.short_money(moved["gone"]["change"], currency),
        )
    ]  # fmt: skip
    if silent:
        name, _id, days, usual, _money = silent[0]
        text = _("{n} are silent against their own rhythm; {name} for {days} days, where {usual} are usual.")
        said.append(text.format(n=len(silent), name=name, days=days, usual=usual))
    return tuple(said)
