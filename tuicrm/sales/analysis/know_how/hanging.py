"""What hangs on one person: what only they can, what they hold open, whom nobody else of us knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from tuicrm.sales.analysis.expansion.coverage import MONTHS
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.matrix import since
from tuicrm.sales.analysis.selling import CREDITED, between
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits, purchases

Basis = Literal["profit", "revenue"]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What could go with one person; minor units.

    Attributes:
        alone_minor: won in the period with what only they can sell.
        pipeline_minor: their open projects, each by its chance, at the margin of all.
        lone_minor: bought in the period by customers of theirs with one contact, whom nobody else of us has dealt with.
        lone: how many such customers there are.
    """

    alone_minor: int
    pipeline_minor: int
    lone_minor: int
    lone: int

    @property
    def together_minor(self) -> int:
        """All of it; nothing is in it twice."""
        return self.alone_minor + self.pipeline_minor + self.lone_minor


@dataclass(frozen=True)
class Counting:
    """Whether it is counted in profit, or in revenue where fewer than half of the purchases have a cost; the margin."""

    kind: Basis
    margin: float


def basis_of(frame: Frame) -> Counting:
    """Say in what it can be counted."""
    amount, cost = purchases.c.home_minor, purchases.c.home_cost_minor
    row = frame.session.first(
        select(
            func.count(), func.count(cost), func.sum(case((cost.is_not(None), amount))), func.sum(amount - cost)
        ).where(*between(frame.first, frame.last))
    )  # fmt: skip
    n, known, revenue, profit = row
    if not n or 2 * known < n or not revenue:
        return Counting("revenue", 1.0)
    return Counting("profit", max(0.0, float(profit) / float(revenue)))


def hanging(frame: Frame, cells: Mapping[int, Sequence[int]], basis: Counting) -> dict[int, Hanging]:
    """Give what hangs on each person.

    Args:
        cells: of each person the products that only they can sell.
    """
    amount: ColumnElement[Any] = purchases.c.home_minor
    if basis.kind == "profit":
        amount = amount - purchases.c.home_cost_minor
    alone = _alone(frame, cells, amount)
    pipeline = {user: round(int(sum_) * basis.margin / 100) for user, sum_ in frame.session.all(_pipeline(frame))}
    lone = {row[0]: (int(row[1] or 0), int(row[2])) for row in frame.session.all(_lone(frame, cells, amount))}
    return {
        user: Hanging(alone.get(user, 0), pipeline.get(user, 0), *lone.get(user, (0, 0)))
        for user in {*alone, *pipeline, *lone}
    }


def open_or_alone(frame: Frame, user_id: int, products: Sequence[int]) -> Select[Any]:
    """The open projects that somebody holds, and the ones won in the period with what only they can sell."""
    won = (
        select(purchases.c.project_id)
        .select_from(CREDITED)
        .where(*between(frame.first, frame.last), credits.c.user_id == user_id, purchases.c.product_id.in_(products))
    )
    held = and_(projects.c.state == "open", projects.c.owner_id == user_id)
    return select(projects.c.id).where(projects.c.archived_at.is_(None), or_(held, projects.c.id.in_(won)))


def _alone(frame: Frame, cells: Mapping[int, Sequence[int]], amount: ColumnElement[Any]) -> dict[int, int]:
    wanted = [and_(credits.c.user_id == user, purchases.c.product_id.in_(own)) for user, own in cells.items() if own]
    if not wanted:
        return {}
    rows = frame.session.all(
        select(credits.c.user_id, credits.c.share_ppm, func.sum(amount))
        .select_from(CREDITED)
        .where(*between(frame.first, frame.last), or_(*wanted))
        .group_by(credits.c.user_id, credits.c.share_ppm)
    )
    sums: dict[int, int] = {}
    for user, share, minor in rows:
        sums[user] = sums.get(user, 0) + shared(minor, share)
    return {user: of_ppm(one) for user, one in sums.items()}


def _pipeline(frame: Frame) -> Select[Any]:
    """Amount x chance in percent, by who holds the open projects now."""
    chances = {one.id: one.probability for one in of_funnel(frame.session, default_funnel(frame.session))}
    chance = func.coalesce(projects.c.probability, case(chances, value=projects.c.stage_id, else_=0))
    return (
        select(projects.c.owner_id, func.sum(projects.c.home_minor * chance))
        .where(projects.c.state == "open", projects.c.archived_at.is_(None), projects.c.owner_id.is_not(None))
        .where(projects.c.home_minor.is_not(None), *frame.of(projects.c.owner_id))
        .group_by(projects.c.owner_id)
    )


def _lone(frame: Frame, cells: Mapping[int, Sequence[int]], amount: ColumnElement[Any]) -> Select[Any]:
    """Customers with one contact with whom nobody but their holder has done anything in 24 months, who bought."""
    counted = [
        and_(customers.c.owner_id == user, purchases.c.product_id.in_(own)) for user, own in cells.items() if own
    ]
    left = case((or_(*counted), 0), else_=amount) if counted else amount  # what only they can is counted before
    one_contact = (
        select(func.count())
        .where(contacts.c.customer_id == customers.c.id, contacts.c.archived_at.is_(None))
        .correlate(customers)
        .scalar_subquery()
    )
    by_others = (
        exists()
        .where(actions.c.customer_id == customers.c.id, actions.c.state == "done")
        .where(actions.c.done_on >= since(frame, MONTHS), actions.c.owner_id != customers.c.owner_id)
        .correlate(customers)
    )
    bought = (
        select(customers.c.id, customers.c.owner_id, func.sum(left).label("minor"))
        .select_from(purchases.join(customers, customers.c.id == purchases.c.customer_id))
        .where(*between(frame.first, frame.last), customers.c.owner_id.is_not(None), customers.c.archived_at.is_(None))
        .where(one_contact == 1, ~by_others, *frame.of(customers.c.owner_id))
        .group_by(customers.c.id, customers.c.owner_id)
        .subquery()
    )
    return select(bought.c.owner_id, func.sum(bought.c.minor), func.count()).group_by(bought.c.owner_id)
