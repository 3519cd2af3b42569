"""What stands behind a line of a campaign's chain that is no inquiry: projects, purchases, costs by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.periods import month_start
from tuicrm.sales.campaigns.chain import credited_with, number
from tuicrm.sales.campaigns.credit import checked
from tuicrm.sales.currency import at_home
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import campaign_of
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaign_costs
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products, purchases

EVENTS = {"projects": "project", "won": "won", "revenue": "purchase", "profit": "purchase"}
"""The lines that are credited, and of what they are made."""
CHUNK = 500


@dataclass(frozen=True)
class Behind:
    """A project or a purchase that a campaign is credited with; money in minor units of the home currency.

    Attributes:
        name: of the project, or what was bought; `share` how much of it is the campaign's, 0..1.
        revenue_minor, profit_minor: the campaign's part; None for a project, and for a profit that nobody knows.
    """

    id: int
    on: date
    name: str
    customer_id: int
    customer: str
    project_id: int | None
    share: float
    revenue_minor: int | None
    profit_minor: int | None
    currency: str


@dataclass(frozen=True)
class MonthCost:
    """What a campaign cost in a month (year * 12 + month): as it was given, and at home (None: no rate is known)."""

    month: int
    cost_minor: int
    currency: str
    home_minor: int | None
    home_currency: str


@rule("campaign.behind", right="report", refuses=("no_campaign", "credit", "chain_line"))
def behind(
    session: Session, actor: Actor, campaign: str, line: str, credit: str = "first", *, now: datetime
) -> tuple[Behind, ...]:
    """Give the projects or purchases of a line of the chain, the oldest first: their shares make its number.

    Raises:
        Refused: `no_campaign`, `credit`, `chain_line`.
    """
    how = checked(credit)
    if line not in EVENTS:
        raise Refused("chain_line", given=line, known=tuple(EVENTS))
    found = campaign_of(session, campaign)
    owed = [one for one in credited_with(session, actor, found.id, how) if one.event.what == EVENTS[line]]
    about = _named(session, EVENTS[line], [one.event.id for one in owed])
    is_purchase, currency = EVENTS[line] == "purchase", home(session).currency
    rows = [
        Behind(
            one.event.id, one.event.on, about[one.event.id].name or "", one.event.customer_id,
            about[one.event.id].customer, about[one.event.id].project_id, number(one.ppm),
            one.revenue_minor if is_purchase else None, one.profit_minor, currency,
        )
        for one in owed
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.on, row.id)))


@rule("campaign.costs", right="report", refuses=("no_campaign",))
def costs(session: Session, actor: Actor, campaign: str, *, now: datetime) -> tuple[MonthCost, ...]:
    """Give what a campaign cost month by month, the oldest first.

    Raises:
        Refused: `no_campaign`.
    """
    found, house = campaign_of(session, campaign), home(session)
    wanted = select(campaign_costs).where(campaign_costs.c.campaign_id == found.id, campaign_costs.c.cost_minor > 0)
    return tuple(
        MonthCost(
            row.month, row.cost_minor, row.currency,
            at_home(session, house, row.cost_minor, row.currency, month_start(row.month)), house.currency,
        )
        for row in session.all(wanted.order_by(campaign_costs.c.month))
    )  # fmt: skip


def _named(session: Session, what: str, ids: Sequence[int]) -> dict[int, Any]:
    columns: tuple[Any, ...]
    if what == "purchase":
        columns = purchases.c.id, func.coalesce(products.c.name, projects.c.name).label("name"), purchases.c.project_id
        table: Any = purchases.outerjoin(products, products.c.id == purchases.c.product_id).outerjoin(
            projects, projects.c.id == purchases.c.project_id
        )
        record = purchases
    else:
        columns = projects.c.id, projects.c.name, projects.c.id.label("project_id")
        table = record = projects
    wanted = select(*columns, customers.c.name.label("customer")).select_from(
        table.join(customers, customers.c.id == record.c.customer_id)
    )
    found: dict[int, Any] = {}
    for start in range(0, len(ids), CHUNK):
        for row in session.all(wanted.where(record.c.id.in_(ids[start : start + CHUNK]))):
            found[row.id] = row
    return found
