"""Campaigns: made, changed, listed, and what each cost in which month."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded
from tuicrm.plain.periods import month_start
from tuicrm.sales.currency import at_home
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.sources import campaign_of, source_of
from tuicrm.sales.unmaking import unmake
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaign_costs, campaigns, sources
from tuicrm.store.tables.customers import inquiries

MOST = 10**15


@dataclass(frozen=True)
class CampaignRow:
    """A campaign in a list; money in minor units of the home currency."""

    id: int
    name: str
    source: str
    starts_on: date | None
    ends_on: date | None
    inquiries: int
    cost_minor: int | None
    currency: str


@dataclass(frozen=True)
class CostRow:
    """What a campaign cost in a month (year * 12 + month)."""

    campaign: str
    month: int
    cost_minor: int
    currency: str


@rule("campaign.add", right="campaign", writes=True, refuses=("name_missing", "known", "no_source", "campaign_days"))
def add(
    session: Session, actor: Actor, name: str, source: str, starts_on: date | None = None,
    ends_on: date | None = None, *, now: datetime,
) -> CampaignRow:  # fmt: skip
    """Make a campaign that brings inquiries through a channel.

    Raises:
        Refused: `name_missing`, `known`, `no_source`, `campaign_days`.
    """
    shown = line(name)[:120]
    if not shown:
        raise Refused("name_missing")
    channel = source_of(session, source)
    if any(folded(one) == folded(shown) for one in session.values(select(campaigns.c.name))):
        raise Refused("known", name=shown)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("campaign_days")
    made = change.insert(session, campaigns, name=shown, source_id=channel.id, starts_on=starts_on, ends_on=ends_on)
    session.can_be_undone_by("campaign.unmake", made)
    return CampaignRow(made, shown, channel.name, starts_on, ends_on, 0, 0, home(session).currency)


@rule("campaign.unmake", right="campaign", writes=True, refuses=("used_since",))
def unmake_campaign(session: Session, actor: Actor, campaign_id: int, *, now: datetime) -> None:
    """Take back that a campaign was made, while it has neither cost nor inquiries."""
    unmake(session, campaigns, campaign_id, found.name if (found := session.get(campaigns, campaign_id)) else "")


@rule("campaign.edit", right="campaign", writes=True, refuses=("no_campaign", "no_source", "campaign_days", "known"))
def edit(session: Session, actor: Actor, campaign: str, *, now: datetime, **values: str | date | None) -> int:
    """Change name, source, starts_on or ends_on of a campaign; what was taken in keeps the channel it came through.

    Raises:
        Refused: `no_campaign`, `no_source`, `campaign_days`, `known`.
    """
    found = campaign_of(session, campaign)
    row = session.get(campaigns, found.id)
    written: dict[str, object] = {}
    for name, value in values.items():
        if name == "source":
            written["source_id"] = source_of(session, str(value)).id
        elif name == "name":
            shown = line(str(value))[:120]
            others = session.values(select(campaigns.c.name).where(campaigns.c.id != found.id))
            if not shown or any(folded(one) == folded(shown) for one in others):
                raise Refused("known", name=shown)
            written["name"] = shown
        else:
            written[name] = value
    starts, ends = (written.get(name, getattr(row, name)) for name in ("starts_on", "ends_on"))
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        raise Refused("campaign_days")
    change.update(session, campaigns, found.id, **written)
    channel = session.value(select(sources.c.key).where(sources.c.id == row.source_id))
    before = {"source": channel, "name": row.name, "starts_on": row.starts_on, "ends_on": row.ends_on}
    back = {key: before[key] for key in values}
    session.can_be_undone_by("campaign.edit", str(written.get("name", row.name)), **back)
    return found.id


@rule("campaign.cost", right="campaign", writes=True, refuses=("no_campaign", "campaign_cost", "no_rate"))
def cost(
    session: Session, actor: Actor, campaign: str, month: int, cost_minor: int, currency: str = "", *, now: datetime
) -> CostRow:
    """Set what a campaign cost in a month (year * 12 + month); 0 takes it away.

    Raises:
        Refused: `no_campaign`, `campaign_cost`, `no_rate` (a currency that cannot be turned into that of home).
    """
    found = campaign_of(session, campaign)
    house = home(session)
    money = currency or house.currency
    if not 0 <= cost_minor <= MOST:
        raise Refused("campaign_cost")
    if at_home(session, house, cost_minor, money, month_start(month)) is None:
        raise Refused("no_rate", currency=money, home=house.currency)
    row = session.first(
        select(campaign_costs).where(campaign_costs.c.campaign_id == found.id, campaign_costs.c.month == month)
    )
    if row is None:
        change.insert(session, campaign_costs, campaign_id=found.id, month=month, cost_minor=cost_minor, currency=money)
    else:
        change.update(session, campaign_costs, row.id, cost_minor=cost_minor, currency=money)
    before = (0, house.currency) if row is None else (row.cost_minor, row.currency)
    session.can_be_undone_by("campaign.cost", found.name, month, *before)
    return CostRow(found.name, month, cost_minor, money)


@rule("campaign.list", right="read")
def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[CampaignRow, ...]:
    """List the campaigns, the latest first."""
    house = home(session)
    came = dict(
        session.all(
            select(inquiries.c.campaign_id, func.count())
            .where(inquiries.c.archived_at.is_(None))
            .group_by(inquiries.c.campaign_id)
        )
    )
    costs = costs_of(session, None, None)
    rows = session.all(
        select(
            campaigns.c.id, campaigns.c.name, sources.c.name.label("source"), campaigns.c.starts_on, campaigns.c.ends_on
        )
        .join(sources, sources.c.id == campaigns.c.source_id)
        .where(campaigns.c.archived_at.is_(None))
        .order_by(func.coalesce(campaigns.c.starts_on, date.min).desc(), campaigns.c.id.desc())
    )
    return tuple(
        CampaignRow(row[0], row[1], row[2], row[3], row[4], came.get(row.id, 0), costs.get(row.id), house.currency)
        for row in rows
    )


def costs_of(session: Session, from_on: date | None, to_on: date | None) -> dict[int, int | None]:
    """Give by campaign what it cost at home, in months that lie (partly) in a period; not known where none is set.

    None where the rate of a month is not known any more: without it the others are no sum.
    """
    house = home(session)
    wanted = select(campaign_costs).where(campaign_costs.c.cost_minor > 0)  # 0 takes away what was set
    if from_on is not None:
        wanted = wanted.where(campaign_costs.c.month >= from_on.year * 12 + from_on.month)
    if to_on is not None:
        wanted = wanted.where(campaign_costs.c.month <= to_on.year * 12 + to_on.month)
    found: dict[int, int | None] = {}
    for row in session.all(wanted):
        at = at_home(session, house, row.cost_minor, row.currency, month_start(row.month))
        before = found.get(row.campaign_id, 0)
        found[row.campaign_id] = None if at is None or before is None else before + at
    return found
