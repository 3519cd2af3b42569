"""The charts: questions at the left, the figure at the right, a sentence under it."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Record
from tuicrm.screens.figures import FIGURES, Drawn, Figure
from tuicrm.screens.pane import Pane
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label, Note


class ChartsPane(Pane):
    """One figure at a time; the list of questions keeps the cursor, `t` shows the figures as a table."""

    place = "charts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("charts")]

    def __init__(self) -> None:
        super().__init__()
        self.figure: Figure = FIGURES[0]
        self.drawn: Drawn | None = None
        self.as_table = False

    def compose(self) -> ComposeResult:
        yield Label("", id="charts-head")
        with Horizontal(id="charts-body"):
            yield Rows([Column("figure", _("Question"), flex=1)], id="charts-list")
            with Vertical(id="charts-right"):
                yield ChartView(id="charts-view")
                yield Rows([Column("a", flex=1)], id="charts-table")
                yield Note("", id="charts-note")

    @property
    def questions(self) -> Rows:
        return self.query_one("#charts-list", Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.questions

    def on_mount(self) -> None:
        self._list()
        self.query_one("#charts-table").display = False

    async def retell(self) -> None:
        await self.recompose()
        self.on_mount()
        self.show()

    def _list(self) -> None:
        rows, group = [], ""
        for one in FIGURES:
            head = _(one.group) if one.group != group else ""
            group = one.group
            rows.append(Row(one.key, (_(one.words),), head=head))
        self.questions.put(Page(tuple(rows)), to=self.figure.key)

    def show(self) -> None:
        who = self.bridge.me.team or _("all teams")
        self.query_one("#charts-head", Label).say(
            _("{who}   as read today").format(who=who) if self.bridge.me.role in ("rep", "team_lead") else
            _("all teams   as read today")
        )  # fmt: skip
        rule, args = self.figure.ask(self.bridge.today)
        figure = self.figure
        self.ask(rule, *args, then=lambda found: self._put(figure, found), slot="figure")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "customer", "purchase", "credit")):
            self.show()

    def _put(self, figure: Figure, found: Any) -> None:
        self.drawn = figure.draw(found, self.bridge.today)
        self.query_one(ChartView).put(self.drawn.chart)
        self.query_one("#charts-note", Note).say(self.drawn.sentence)
        self._put_table(self.drawn.table)

    def _put_table(self, table: tuple[tuple[str, ...], ...]) -> None:
        if not table:
            return
        heads, *lines = table
        columns = [
            Column(f"c{place}", head, width=0 if place == 0 else max(8, min(18, len(head) + 6)), flex=int(place == 0),
                   align="left" if place == 0 else "right")
            for place, head in enumerate(heads)
        ]  # fmt: skip
        view = self.query_one("#charts-table", Rows)
        view.columns = tuple(columns)
        view.put(Page(tuple(Row(number, tuple(line)) for number, line in enumerate(lines))))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows is not self.questions or event.key is None or not event.by_user:
            return
        self.figure = next(one for one in FIGURES if one.key == event.key)
        self.show()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if event.rows is self.questions:
            self.query_one(ChartView).focus()

    def on_chart_view_highlighted(self, event: ChartView.Highlighted) -> None:
        if event.index is None or self.drawn is None or not event.by_user:
            return
        chart, table = self.drawn.chart, self.drawn.table
        line = table[event.index + 1] if event.index + 1 < len(table) else ()
        what = "  ".join(line) if chart.kind == "hbar" else chart.label(event.index)
        self.say(_("Under the cursor: {what}").format(what=what))

    def on_chart_view_opened(self, event: ChartView.Opened) -> None:
        """Show the records behind the place under the cursor."""
        rule, args = self.figure.ask(self.bridge.today)
        if self.drawn is None or rule is not analysis.report or event.index >= len(self.drawn.keys):
            self.say(_("No single records stand behind this; t shows the figures."))
            return
        title = f"{_(self.figure.group)}: {self.drawn.chart.label(event.index)}"
        self.ask(
            analysis.records,
            *args,
            self.drawn.keys[event.index],
            then=lambda found: self._show_records(title, found),
            slot="records",
            opens=True,
        )

    def _show_records(self, title: str, found: tuple[Record, ...]) -> None:
        if not found:
            self.say(_("No record stands behind this."))
            return
        box = Choice(title, [self._option(one) for one in found], anchor=self.under_cursor)
        self.app.push_screen(box, lambda key: self.bridge.open(*key) if key is not None else None)

    def _option(self, one: Record) -> Option[tuple[str, int]]:
        home = self.bridge.home
        money = "" if one.amount_minor is None else formats.short_money(one.amount_minor, home.currency)
        day = "" if one.on is None else formats.day(one.on, self.bridge.today)
        note = "  ".join(part for part in (day, money) if part)
        words = (
            show(one.name)
            if not one.customer or one.customer == one.name
            else f"{show(one.name)}, {show(one.customer)}"
        )
        why = None if one.kind else _("This purchase has neither a project nor a customer.")
        return Option((one.kind or "", one.id or 0), words, note=note, tip=show(one.owner or ""), why=why)

    def action_table(self) -> None:
        """Show the figures as a table, or as a picture again."""
        self.as_table = not self.as_table
        self.query_one("#charts-table").display = self.as_table
        self.query_one("#charts-view").display = not self.as_table

    def action_how(self) -> None:
        """Say how the figure is computed."""
        if self.drawn is not None:
            self.query_one("#charts-note", Note).say(_(self.drawn.definition))
