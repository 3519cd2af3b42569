"""Sources: what each channel and campaign brought, and how far a campaign got; each line opens its list."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, strung
from tuicrm.sales import campaigns
from tuicrm.sales.campaigns import CREDITS, Chain, Line, SourceAsk, SourceFigures, SourceReport
from tuicrm.sales.campaigns.behind import EVENTS
from tuicrm.sales.campaigns.words import CREDIT, LINES, left_out, note, value
from tuicrm.sales.inquiries import InquiryQuery
from tuicrm.screens import source_lines
from tuicrm.screens.pane import Card
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.tabs import View, Views
from tuicrm.widgets.text import Note
from tuicrm.widgets.tones import Tone

VIEWS = {"source": N_("Channels"), "campaign": N_("Campaigns")}
PERIODS = {"year": N_("last 12 months"), "all": N_("all time"), "quarter": N_("last 3 months")}


class SourcesPane(Card):
    """The table of channels or campaigns; `enter` shows the chain of a campaign or the inquiries of a channel."""

    place = "sources"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sources")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.view, self.period, self.credit = "source", "year", "first"
        self.campaign = ""
        self._left: str | None = None
        self.chain: Chain | None = None
        self.report: SourceReport | None = None

    def compose(self) -> ComposeResult:
        yield Views(id="sources-views")
        yield Rows(_columns(), empty=_("Reading the figures..."), id="sources-rows").telling(self.on_rows_highlighted)
        yield Note("", id="sources-note")

    @property
    def listed(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    def show(self) -> None:
        right = strung(("" if self.campaign else _(PERIODS[self.period]), _(CREDIT[self.credit])))
        views = [View(key, _(word)) for key, word in VIEWS.items()]
        views += [View("chain", show(self.campaign))] if self.campaign else []
        self.query_one(Views).show(views, "chain" if self.campaign else self.view, right)
        if self.campaign:
            self.ask(campaigns.chain, self.campaign, self.credit, then=self._put_chain, slot="sources")
        else:
            from_on = _since(self.period, self.bridge.today)
            ask = SourceAsk(self.view, from_on, None, self.credit)
            self.ask(campaigns.report, ask, then=self._put, slot="sources")

    def on_changed(self, event: Changed) -> None:
        if any(
            event.touches(kind) for kind in ("inquiry", "customer", "project", "purchase", "campaign_cost", "campaign")
        ):
            self.show()

    def _put(self, found: SourceReport) -> None:
        self.report, self.chain = found, None
        self.listed.show_columns(_columns(self.view))
        self.listed.say_empty(_("Nothing came in that time. v shows another, + takes in the first one."))
        self.listed.put(Page(tuple(_row(one, found.currency) for one in found.rows)), to=self._left)
        self._left = None
        known = [one.cost_minor for one in found.rows if one.cost_minor is not None]
        parts = [
            _("Rate: of the customers taken in then, who bought since, with its range of 95%; money in {currency}."),
            "" if known else _("No campaign has a cost yet."),
            in_a_row(left_out(found.unknown_cost)) if found.unknown_cost else "",
        ]
        said = in_a_row(*filter(None, parts)).format(currency=found.currency)
        self.query_one("#sources-note", Note).say(said)

    def _put_chain(self, found: Chain) -> None:
        self.chain = found
        self.listed.show_columns(_chain_columns())
        self.listed.put(Page(tuple(_line(one, found, self.bridge.today) for one in found.lines)))
        self.query_one("#sources-note", Note).say(_("enter opens the list of a line."))

    # acts

    @property
    def sentence(self) -> str:
        if (row := self.listed.row) is None:
            return ""
        cells = [cell if isinstance(cell, str) else cell.text for cell in row.cells]
        if self.chain is not None:
            return "  ".join(filter(None, cells))
        named = zip(_columns()[1:], cells[1:], strict=True)
        said = strung(f"{column.title} {cell}" for column, cell in named if cell and column.key != "rate")
        return _("{name}: {what}").format(name=cells[0], what=said)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if self.chain is not None:
            self._open_line(next(one for one in self.chain.lines if one.key == event.key))
        elif self.view == "campaign" and event.key:
            self.campaign = str(event.key)
            self.show()
        else:
            key, from_on = str(event.key or "-"), _since(self.period, self.bridge.today)
            of = {"source": InquiryQuery(source=key), "campaign": InquiryQuery(campaign=key)}[self.view]
            source_lines.inquired(self, replace(of, from_on=from_on))

    def step_back(self) -> bool:
        if not self.campaign:
            return False
        self._left, self.campaign = self.campaign, ""
        self.show()
        return True

    def _open_line(self, line: Line) -> None:
        if line.key == "cost":
            source_lines.paid(self, self.campaign)
        elif line.key in EVENTS:
            source_lines.owed(self, self.campaign, line.key, self.credit)
        elif line.state is None:
            self.say(_("Profit less cost: enter on either of them shows what it is made of."))
        else:
            state = "" if line.state == "all" else line.state
            source_lines.inquired(self, InquiryQuery(state=state, campaign=self.campaign, oldest_first=True))

    def action_add(self) -> None:
        from tuicrm.screens import campaign_forms

        if reason := self.why("campaign.add"):
            self.say(reason)
        else:
            campaign_forms.add(self)

    def action_edit(self) -> None:
        from tuicrm.screens import campaign_forms

        if reason := self.why("campaign.edit"):
            self.say(reason)
        else:
            campaign_forms.edit(self, self._campaign)

    def action_cost(self) -> None:
        from tuicrm.screens import campaign_forms

        if reason := self.why("campaign.cost"):
            self.say(reason)
        else:
            campaign_forms.cost(self, self._campaign)

    @property
    def _campaign(self) -> str:
        """The campaign that is shown, or that is under the cursor."""
        under = str(self.listed.key or "") if self.view == "campaign" and self.report is not None else ""
        return self.campaign or under

    def why(self, act_id: str) -> str | None:
        if not act_id.startswith("campaign."):
            return None
        if self.bridge.me.role not in ("marketing", "manager", "administrator"):
            return _("Only marketing or a manager may do this. Ask one.")
        if act_id != "campaign.add" and not self._campaign:
            return _("No campaign is under the cursor.")
        return None

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._switch(event.key)

    def next_part(self) -> bool:
        self._switch("campaign" if self.view == "source" else "source")
        return True

    def action_views(self) -> None:
        options = [Option(f"view {key}", _(word)) for key, word in VIEWS.items()]
        options += [Option(f"period {key}", _(word)) for key, word in PERIODS.items()]
        options += [Option(f"credit {key}", _(CREDIT[key])) for key in CREDITS]
        self.app.push_screen(Choice(_("Show what?"), options), self._choose)

    def _choose(self, key: str | None) -> None:
        what, _blank, value = (key or "").partition(" ")
        match what:
            case "view":
                self._switch(value)
            case "period":
                self.period = value
                self.show()
            case "credit":
                self.credit = value
                self.show()

    def _switch(self, view: str) -> None:
        if view in VIEWS:
            self.view, self.campaign = view, ""
            self.show()


def _since(period: str, today: date) -> date | None:
    if period == "all":
        return None
    months = today.year * 12 + today.month - 1 - (12 if period == "year" else 3)
    return date(months // 12, months % 12 + 1, 1)


def _columns(view: str = "source") -> tuple[Column, ...]:
    return (
        Column("name", _("Source") if view == "source" else _("Campaign"), width=20, flex=1),
        Column("inquiries", _("Asked"), width=5, align="right", drop=3),
        Column("customers", _("Cust."), width=5, align="right"),
        Column("projects", _("Proj."), width=5, align="right", drop=4),
        Column("won", _("Won"), width=4, align="right"),
        Column("rate", _("Rate"), width=12, align="right", drop=2, narrow=2),
        Column("revenue", _("Revenue"), width=7, align="right", drop=5, narrow=2),
        Column("profit", _("Profit"), width=7, align="right", narrow=2),
        Column("cost", _("Cost"), width=7, align="right", drop=1, narrow=2),
        Column("return", _("Return"), width=7, align="right", narrow=2),
    )


def _row(one: SourceFigures, currency: str) -> Row:
    rate = "" if one.conversion is None else f"{one.conversion:.0%}"
    if one.low is not None and one.high is not None:
        rate += f" {one.low:.0%}-{one.high:.0%}"
    money = [
        "" if minor is None else formats.short_money(minor, currency)
        for minor in (one.revenue_minor, one.profit_minor, one.cost_minor, one.return_minor)
    ]
    loses = one.return_minor is not None and one.return_minor < 0
    name = show(_(one.name)) if one.name else _("(none)")
    cells = (name, str(one.inquiries), str(one.customers), _number(one.projects), _number(one.won), rate, *money[:3])
    return Row(one.key, (*cells, Cell(money[3], "late" if loses else "text")))


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _chain_columns() -> tuple[Column, ...]:
    return (
        Column("line", _("Line"), width=20),
        Column("value", _("Value"), width=14, align="right"),
        Column("note", flex=1, narrow=2, wrap=2),
    )


def _line(one: Line, found: Chain, today: date) -> Row:
    tone: Tone = "dim" if one.value is None else "still" if one.key == "untouched" and one.value else "strong"
    return Row(
        one.key, (_(LINES[one.key]), Cell(value(one, found.currency), tone), Cell(note(one, found, today), "dim"))
    )
