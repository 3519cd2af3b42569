"""How far a campaign got, from those it brought to the profit; each line has a list behind it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tuicrm.sales import rights
from tuicrm.sales.campaigns.adding import costs_of
from tuicrm.sales.campaigns.credit import checked
from tuicrm.sales.campaigns.events import Credited, credited, events
from tuicrm.sales.home import home
from tuicrm.sales.inquiries.listing import state_is
from tuicrm.sales.inquiries.state import is_touched
from tuicrm.sales.rules import rule
from tuicrm.sales.shares import PPM
from tuicrm.sales.sources import campaign_of
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Line:
    """One step of the chain: a number (perhaps a fraction, by equal credit) or an amount in minor units.

    An amount that nobody knows is None: a campaign without a cost, a profit of purchases without any.

    Attributes:
        state: what `inquiries.page` is asked for to open the list behind it; None where other records stand there,
            which `behind` gives.
        parts: of the refused, how many for which verdict.
    """

    key: str
    value: float | int | None
    is_money: bool = False
    state: str | None = None
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Chain:
    """A campaign from the first inquiry to the profit; `credit` says whose sale it is counted as.

    Attributes:
        oldest_on, oldest, holder: of the untouched the one that waits longest, and who holds it (None: the pool).
        unknown_cost: purchases that are left out of the profit because their cost is not known.
    """

    id: int
    name: str
    credit: str
    currency: str
    lines: tuple[Line, ...]
    oldest_on: date | None
    oldest: str | None
    holder: str | None
    unknown_cost: int


@rule("campaign.chain", right="report", refuses=("no_campaign", "credit"))
def chain(session: Session, actor: Actor, campaign: str, credit: str = "first", *, now: datetime) -> Chain:
    """Give the chain of a campaign, over all of its time.

    Raises:
        Refused: `no_campaign`, `credit`.
    """
    how = checked(credit)
    found = campaign_of(session, campaign)
    mine = [inquiries.c.campaign_id == found.id, inquiries.c.archived_at.is_(None), rights.customers_in_sight(actor)]
    base = (
        select(func.count())
        .select_from(inquiries.join(customers, customers.c.id == inquiries.c.customer_id))
        .where(*mine)
    )
    verdicts = session.all(
        select(inquiries.c.verdict, func.count())
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .where(*mine, inquiries.c.verdict.is_not(None))
        .group_by(inquiries.c.verdict)
        .order_by(func.count().desc(), inquiries.c.verdict)
    )
    untouched = state_is("untouched")
    oldest = session.first(
        select(inquiries.c.came_on, customers.c.name, users.c.name)
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .outerjoin(users, users.c.id == customers.c.owner_id)
        .where(*mine, untouched)
        .order_by(inquiries.c.came_at, inquiries.c.id)
        .limit(1)
    )
    owed = credited_with(session, actor, found.id, how)
    bought = [one for one in owed if one.event.what == "purchase"]
    known = [one.profit_minor for one in bought if one.profit_minor is not None]
    profit = None if bought and not known else sum(known)
    cost = costs_of(session, None, None).get(found.id)
    lines = (
        Line("taken", session.value(base), state="all"),
        Line("known", session.value(base.where(inquiries.c.is_new_customer.is_(False))), state="known"),
        Line("called", session.value(base.where(is_touched())), state="called"),
        Line("untouched", session.value(base.where(untouched)), state="untouched"),
        Line("projects", number(sum(one.ppm for one in owed if one.event.what == "project"))),
        Line("won", number(sum(one.ppm for one in owed if one.event.what == "won"))),
        Line("revenue", sum(one.revenue_minor for one in bought), is_money=True),
        Line("profit", profit, is_money=True),
        Line("cost", cost, is_money=True),
        Line("return", None if cost is None or profit is None else profit - cost, is_money=True),
        Line(
            "refused", sum(n for _, n in verdicts), state="refused", parts=tuple((row[0], row[1]) for row in verdicts)
        ),
    )
    on, name, holder = (None, None, None) if oldest is None else tuple(oldest)
    return Chain(found.id, found.name, how, home(session).currency, lines, on, name, holder, len(bought) - len(known))


def credited_with(session: Session, actor: Actor, campaign_id: int, how: str) -> list[Credited]:
    """Give each event that the campaign is credited with, once, and with how much of it."""
    asked = select(inquiries.c.customer_id).where(
        inquiries.c.campaign_id == campaign_id, inquiries.c.archived_at.is_(None)
    )
    reached = customers.c.id.in_(asked) | (customers.c.campaign_id == campaign_id)
    found: dict[tuple[str, int], Credited] = {}
    for one in credited(session, events(session, actor, None, None, reached), how):
        if one.touch.campaign_id != campaign_id:
            continue
        key = one.event.what, one.event.id
        before = found.get(key)  # who asked twice through one campaign
        found[key] = one if before is None else before.and_also(one)
    return list(found.values())


def number(ppm: int) -> float | int:
    """Give a number of events of which one may be credited with parts."""
    return ppm // PPM if ppm % PPM == 0 else round(ppm / PPM, 6)
