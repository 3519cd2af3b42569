"""Amounts: never negative, in a currency, and purchases that add up to what was won."""

from sqlalchemy import Select, Table, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import Invariant, by_select
from tuicrm.sales.invariants.months import months_of
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import campaign_costs
from tuicrm.store.tables.people import seat_costs, targets
from tuicrm.store.tables.projects import project_periods, project_products, projects
from tuicrm.store.tables.system import source_rows
from tuicrm.store.tables.trade import products, purchases

_MONEY: dict[Table, tuple[str, ...]] = {
    projects: ("amount_minor", "cost_minor", "home_minor", "first_quote_minor", "estimate_minor"),
    project_periods: ("amount_minor", "cost_minor"),
    project_products: ("quantity", "price_minor", "cost_minor"),
    products: ("list_minor", "cost_minor"),
    campaign_costs: ("cost_minor",),
    seat_costs: ("cost_minor",),
    targets: ("amount_minor", "stretch_minor", "challenge_minor"),
    actions: ("cost_minor", "minutes", "done_minutes"),
}


def _never_negative(table: Table, columns: tuple[str, ...]) -> Invariant:
    return by_select(
        f"{table.name}.negative",
        table.name,
        N_("Amounts and quantities are not negative"),
        select(table.c.id).where(or_(*(table.c[name] < 0 for name in columns))),
    )


def _not_the_amount() -> Select[tuple[int]]:
    """Won projects whose purchases, where there are any, are not together what they were won for.

    What files tell of a sale is as they tell it: an order may be less than the project, or another's.
    """
    told = select(source_rows.c.record_id).where(
        source_rows.c.record_kind == "purchase", source_rows.c.kind == "purchase"
    )
    bought = (
        select(purchases.c.project_id, func.sum(purchases.c.amount_minor).label("amount"))
        .where(purchases.c.archived_at.is_(None))
        .group_by(purchases.c.project_id)
        .subquery()
    )
    return (
        select(projects.c.id)
        .join(bought, bought.c.project_id == projects.c.id)
        .where(
            projects.c.state == "won",
            bought.c.amount != projects.c.amount_minor,
            projects.c.id.not_in(
                select(purchases.c.project_id).where(purchases.c.id.in_(told), purchases.c.project_id.is_not(None))
            ),
        )
    )


MONEY = (
    *(_never_negative(table, columns) for table, columns in _MONEY.items()),
    by_select(
        "purchase.sum", "project", N_("The purchases of a won project are what it was won for"), _not_the_amount()
    ),
    by_select(
        "purchase.customer", "purchase", N_("A purchase is of its project's customer"),
        select(purchases.c.id)
        .join(projects, projects.c.id == purchases.c.project_id)
        .where(purchases.c.customer_id != projects.c.customer_id),
    ),
    by_select(
        "purchase.home", "purchase", N_("An amount at home comes from an amount"),
        select(purchases.c.id).where(
            or_(
                purchases.c.amount_minor.is_(None) & purchases.c.home_minor.is_not(None),
                purchases.c.cost_minor.is_(None) & purchases.c.home_cost_minor.is_not(None),
            )
        ),
    ),
    *months_of(purchases, ("bought_on", "month")),
)  # fmt: skip
