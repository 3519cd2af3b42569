"""`tuicrm campaign show NAME --line LINE`: the inquiries, projects, purchases or months that a line counts."""

from typing import TYPE_CHECKING

import typer

from tuicrm.cli.inquiry import put_out as put_out_inquiries
from tuicrm.cli.output import Column, Form, emit
from tuicrm.cli.reading import money
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_start

if TYPE_CHECKING:
    from tuicrm.store.database import Desk

INQUIRIES = {"taken": "", "known": "known", "called": "called", "untouched": "untouched", "refused": "refused"}
ALL = 10**9


def put_out(at: "Desk", name: str, line: str, credit: str, as_: Form) -> None:
    """Print the list behind a line of a campaign's chain."""
    from tuicrm.sales import campaigns
    from tuicrm.sales.campaigns.behind import EVENTS
    from tuicrm.sales.inquiries import InquiryQuery

    if line in INQUIRIES:
        put_out_inquiries(at, InquiryQuery(state=INQUIRIES[line], campaign=name), ALL, as_)
    elif line == "cost":
        emit(at.read(campaigns.costs, name), _months(), as_, empty=_("Nobody said what it cost."))
    elif line in EVENTS:
        rows = at.read(campaigns.behind, name, line, credit)
        emit(rows, _events(with_money=EVENTS[line] == "purchase"), as_, empty=_("Nothing stands behind this line."))
    else:
        known = ", ".join((*INQUIRIES, *EVENTS, "cost"))
        raise typer.BadParameter(
            _("There is no line {given}. Choose one of: {known}.").format(given=line, known=known), param_hint="--line"
        )


def _events(*, with_money: bool) -> tuple[Column, ...]:
    paid = (
        Column("revenue", _("Revenue"), "right", lambda one: money(one.revenue_minor, one.currency), money=True),
        Column("profit", _("Profit"), "right", lambda one: money(one.profit_minor, one.currency), money=True),
    )
    return (
        Column("id", _("Id"), "right"),
        Column("on", _("Day")),
        Column("name", _("Product") if with_money else _("Project")),
        Column("customer", _("Customer")),
        Column("share", _("Share"), "right"),
        *(paid if with_money else ()),
        Column("project_id", _("Project id"), "right"),
        Column("customer_id", _("Customer's id"), "right"),
    )


def _months() -> tuple[Column, ...]:
    return (
        Column("month", _("Month"), value=lambda one: _month(one.month)),
        Column("cost", _("Cost"), "right", lambda one: money(one.cost_minor, one.currency), money=True),
        Column("at_home", _("At home"), "right", lambda one: money(one.home_minor, one.home_currency), money=True),
    )


def _month(number: int) -> str:
    """Write a month as `tuicrm campaign cost` reads it."""
    return month_start(number).isoformat()[:7]
