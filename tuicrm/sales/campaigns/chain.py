"""How far a campaign got, from those it brought to the profit; each line has a list behind it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tuicrm.sales import rights
from tuicrm.sales.campaigns.adding import costs_of
from tuicrm.sales.campaigns.credit import checked, shares, touches_of
from tuicrm.sales.campaigns.events import events
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
        state: what `inquiries.page` is asked for to open the list behind it; None where no inquiries stand there.
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
    counted, unknown = _credited(session, actor, found.id, how)
    profit = None if unknown and not counted["known"] else _amount(counted["profit"])
    cost = costs_of(session, None, None).get(found.id)
    lines = (
        Line("taken", session.value(base), state="all"),
        Line("known", session.value(base.where(inquiries.c.is_new_customer.is_(False))), state="known"),
        Line("called", session.value(base.where(is_touched())), state="called"),
        Line("untouched", session.value(base.where(untouched)), state="untouched"),
        Line("projects", _number(counted["project"]), state="project"),
        Line("won", _number(counted["won"]), state="won"),
        Line("revenue", _amount(counted["revenue"]), is_money=True, state="won"),
        Line("profit", profit, is_money=True, state="won"),
        Line("cost", cost, is_money=True),
        Line("return", None if cost is None or profit is None else profit - cost, is_money=True),
        Line(
            "refused", sum(n for _, n in verdicts), state="refused", parts=tuple((row[0], row[1]) for row in verdicts)
        ),
    )
    on, name, holder = (None, None, None) if oldest is None else tuple(oldest)
    return Chain(found.id, found.name, how, home(session).currency, lines, on, name, holder, unknown)


def _credited(session: Session, actor: Actor, campaign_id: int, how: str) -> tuple[dict[str, int], int]:
    """Add up in parts per million what the campaign is credited with; and purchases whose cost is not known."""
    asked = select(inquiries.c.customer_id).where(
        inquiries.c.campaign_id == campaign_id, inquiries.c.archived_at.is_(None)
    )
    reached = customers.c.id.in_(asked) | (customers.c.campaign_id == campaign_id)
    all_events = events(session, actor, None, None, reached)
    touches = touches_of(session, (one.customer_id for one in all_events))
    found = {"project": 0, "won": 0, "revenue": 0, "profit": 0, "known": 0}
    unknown = 0
    for event in all_events:
        ppm = sum(
            part
            for touch, part in shares(touches[event.customer_id], event.on, how)
            if touch.campaign_id == campaign_id
        )
        if not ppm:
            continue
        if event.what != "purchase":
            found[event.what] += ppm
        else:
            found["revenue"] += event.revenue_minor * ppm
            found["known"] += event.profit_minor is not None
            unknown += event.profit_minor is None
            found["profit"] += (event.profit_minor or 0) * ppm
    return found, unknown


def _number(ppm: int) -> float | int:
    return ppm // PPM if ppm % PPM == 0 else round(ppm / PPM, 2)


def _amount(ppm: int) -> int:
    whole, rest = divmod(abs(ppm), PPM)
    rounded = whole + (1 if 2 * rest >= PPM else 0)
    return rounded if ppm >= 0 else -rounded
