"""What stands behind a line of the sources screen, in a box: inquiries, projects, purchases, the cost of months."""

from collections.abc import Sequence
from dataclasses import replace

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, strung
from tuicrm.sales import campaigns, inquiries
from tuicrm.sales.campaigns import Behind, MonthCost
from tuicrm.sales.campaigns.words import LINES
from tuicrm.sales.inquiries import InquiryPage, InquiryQuery
from tuicrm.sales.inquiries.words import in_words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

MOST = 500
"""So many lines a box takes; a command prints more."""


def inquired(pane: Pane, query: InquiryQuery) -> None:
    """Show inquiries; the customer of the one that is chosen opens."""

    def put(found: InquiryPage) -> None:
        today = pane.bridge.today
        options = [
            Option(
                ("customer", one.customer_id, one.id),
                f"{show(one.customer)}, {in_words(one.state, one.tries, one.verdict)}",
                note=formats.day(one.came_on, today), tip=show((one.message or "").replace("\n", " / ")),
            )
            for one in found.rows
        ]  # fmt: skip
        more = _("The first {n}; `tuicrm inquiry list` gives all of them.") if found.after is not None else ""
        _box(pane, _("Inquiries"), options, more.format(n=MOST))

    pane.ask(inquiries.page, replace(query, limit=MOST), then=put, slot="inquiries", opens=True)


def owed(pane: Pane, campaign: str, line: str, credit: str) -> None:
    """Show the projects or purchases that a campaign is credited with; the project or the customer opens."""

    def put(found: tuple[Behind, ...]) -> None:
        more = _("The first {n}; `tuicrm campaign show` with --line gives all of them.") if found[MOST:] else ""
        options = [_option(pane, one) for one in found[:MOST]]
        _box(pane, _(LINES[line]).capitalize(), options, more.format(n=MOST))

    pane.ask(campaigns.behind, campaign, line, credit, then=put, slot="inquiries", opens=True)


def paid(pane: Pane, campaign: str) -> None:
    """Show what a campaign cost month by month."""

    def put(found: tuple[MonthCost, ...]) -> None:
        options = [
            Option(("", 0, one.month), formats.month(one.month), note=formats.money(one.cost_minor, one.currency))
            for one in found
        ]
        _box(pane, _(LINES["cost"]).capitalize(), options, "")

    pane.ask(campaigns.costs, campaign, then=put, slot="inquiries", opens=True)


def _option(pane: Pane, one: Behind) -> Option[tuple[str, int, int]]:
    amounts = [
        formats.short_money(minor, one.currency)
        for minor in (one.revenue_minor, one.profit_minor)
        if one.revenue_minor is not None
    ]
    part = formats.percent(one.share) if one.share < 1 else ""
    opens = ("customer", one.customer_id) if one.project_id is None else ("project", one.project_id)
    return Option(
        (*opens, one.id), strung(filter(None, (show(one.name), show(one.customer)))),
        note="  ".join(filter(None, (formats.day(one.on, pane.bridge.today), part, *amounts))),
    )  # fmt: skip


def _box(pane: Pane, title: str, options: Sequence[Option[tuple[str, int, int]]], text: str) -> None:
    if not options:
        pane.say(_("Nothing stands behind this line."))
        return
    titled = _("{name}: {what}").format(name=title, what=formats.count(len(options)) + ("+" if text else ""))

    def chosen(key: tuple[str, int, int] | None) -> None:
        if key is not None and key[0]:
            pane.bridge.open(key[0], key[1])

    pane.app.push_screen(Choice(titled, options, text=text, anchor=pane.under_cursor), chosen)
