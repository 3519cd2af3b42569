"""Inquiries: what arrived, through which channel, when."""

from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, Row
from tuicrm.sales.taking_over.work import Work, day_of, text_of
from tuicrm.store.tables.customers import inquiries


def _row(work: Work, arrival: Arrival) -> Row:
    came_on = day_of(arrival, "came_on")
    return {
        "customer_id": work.linked(arrival, "customer"),
        "contact_id": work.linked(arrival, "contact"),
        "project_id": work.linked(arrival, "project"),
        "source_id": work.linked(arrival, "source"),
        "campaign_id": work.linked(arrival, "campaign"),
        "message": text_of(arrival, "message"),
        "came_at": work.moment(came_on),
        "came_on": came_on or work.today,
        "month": month_of(came_on or work.today),
        "is_new_customer": True,
        "seen_at": work.now,  # what the other system brings is no news that somebody has to hurry for
    }


INQUIRY = Kind(
    "inquiry",
    inquiries,
    _row,
    {
        "customer": ("customer_id",),
        "contact": ("contact_id",),
        "project": ("project_id",),
        "source": ("source_id",),
        "campaign": ("campaign_id",),
        "message": ("message",),
        "came_on": ("came_at", "came_on", "month"),
    },
)
