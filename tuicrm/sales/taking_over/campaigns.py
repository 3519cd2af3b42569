"""Campaigns and fairs, and what they cost in each month."""

from collections.abc import Sequence

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, Row
from tuicrm.sales.taking_over.links import named
from tuicrm.sales.taking_over.staff import in_order
from tuicrm.sales.taking_over.strangers import strangers
from tuicrm.sales.taking_over.work import Work, day_of, money_of, text_of
from tuicrm.store.tables.channels import campaign_costs, campaigns, sources


def _row(work: Work, arrival: Arrival) -> Row:
    return {
        "name": text_of(arrival, "name") or arrival.key,
        "source_id": work.linked(arrival, "source") or _source(work),
        "starts_on": day_of(arrival, "starts_on"),
        "ends_on": day_of(arrival, "ends_on"),
    }


def _source(work: Work) -> int | None:
    """The channel of a campaign that names none: the one called so, else the first there is."""
    if ("source", "\0campaign") not in work.ids:
        by_key = select(sources.c.id).where(sources.c.key == "campaign")
        work.ids["source", "\0campaign"] = work.session.value(by_key) or work.session.value(
            select(func.min(sources.c.id))
        )
    return work.ids["source", "\0campaign"]


def _find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    spelled = {one.key: [text_of(one, "name") or one.key] for one in arrivals}
    return strangers(work, "campaign", spelled, named, any_way=True)


def _cost_row(work: Work, arrival: Arrival) -> Row:
    cost = money_of(arrival, "cost")
    return {
        "campaign_id": work.linked(arrival, "campaign"),
        "month": _month(work, arrival),
        "cost_minor": cost.minor if cost else 0,
        "currency": cost.currency if cost else work.house.currency,
    }


def _month(work: Work, arrival: Arrival) -> int:
    return month_of(day_of(arrival, "month") or work.today)


def _find_costs(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    wanted = {(work.linked(one, "campaign"), _month(work, one)): one.key for one in arrivals}
    rows = work.session.all(
        select(campaign_costs.c.id, campaign_costs.c.campaign_id, campaign_costs.c.month).where(
            campaign_costs.c.campaign_id.in_({campaign for campaign, _month in wanted if campaign})
        )
    )
    return {wanted[row[1], row[2]]: row[0] for row in rows if (row[1], row[2]) in wanted}


CAMPAIGN = Kind(
    "campaign", campaigns, _row,
    {"name": ("name",), "source": ("source_id",), "starts_on": ("starts_on",), "ends_on": ("ends_on",)},
    find=_find, same=lambda one: (text_of(one, "name") or one.key).casefold(),
    refuses=lambda work, arrival: in_order(arrival, "starts_on", "ends_on"),
)  # fmt: skip
CAMPAIGN_COST = Kind(
    "campaign_cost", campaign_costs, _cost_row,
    {"campaign": ("campaign_id",), "month": ("month",), "cost": ("cost_minor", "currency")},
    find=_find_costs,
)  # fmt: skip
