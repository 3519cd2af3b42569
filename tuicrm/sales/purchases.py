"""What was bought: whether a customer did, and the purchases that a won project becomes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.currency import at_home
from tuicrm.sales.home import Home
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import project_products, projects
from tuicrm.store.tables.trade import products, purchases


def has_bought() -> ColumnElement[bool]:
    """The condition that a customer bought: by a won project, or by a purchase without one."""
    won = projects.c.customer_id == customers.c.id, projects.c.state == "won", projects.c.archived_at.is_(None)
    bought = purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None)
    return or_(select(projects.c.id).where(*won).exists(), select(purchases.c.id).where(*bought).exists())


def of_won(
    session: Session, house: Home, project: Any, amount_minor: int, cost_minor: int | None, on: date
) -> tuple[int, ...]:
    """Write a purchase for each product of a won project, or one without a product.

    Amount and cost are shared out by list value (price of the project, else of the product), to the last minor unit.
    """
    sold = session.all(
        select(
            project_products.c.product_id, project_products.c.quantity, project_products.c.price_minor,
            products.c.list_minor,
        )
        .join(products, products.c.id == project_products.c.product_id)
        .where(project_products.c.project_id == project.id, project_products.c.archived_at.is_(None))
        .order_by(project_products.c.id)
    )  # fmt: skip
    lines = [(row.product_id, row.quantity, row.quantity * (row.price_minor or row.list_minor or 0)) for row in sold]
    lines = lines or [(None, 1, 0)]
    weights = [weight for *_, weight in lines]
    amounts = shared_out(amount_minor, weights)
    costs = [None] * len(lines) if cost_minor is None else shared_out(cost_minor, weights)
    made = []
    for (product_id, quantity, _), amount, cost in zip(lines, amounts, costs, strict=True):
        made.append(
            change.insert(
                session, purchases, customer_id=project.customer_id, project_id=project.id, product_id=product_id,
                quantity=quantity, amount_minor=amount, cost_minor=cost, currency=project.currency,
                home_minor=at_home(session, house, amount, project.currency, on),
                home_cost_minor=at_home(session, house, cost, project.currency, on),
                bought_on=on, month=month_of(on),
            )
        )  # fmt: skip
    return tuple(made)


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """Share a whole number by weights so that the parts add up exactly; without weights, evenly.

    Source: largest remainder (Hamilton).
    """
    given = list(weights) if sum(weights) else [1] * len(weights)
    sign, rest = (1, total) if total >= 0 else (-1, -total)
    parts = [rest * weight // sum(given) for weight in given]
    by_remainder = sorted(range(len(given)), key=lambda one: (-(rest * given[one] % sum(given)), one))
    for one in by_remainder[: rest - sum(parts)]:
        parts[one] += 1
    return [sign * part for part in parts]
