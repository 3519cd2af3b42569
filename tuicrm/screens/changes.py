"""What changed between two days: each cause with its projects and money, from opening to closing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.plain.periods import Period, this_month, this_quarter
from tuicrm.sales import funnel
from tuicrm.sales.funnel.causes import CAUSES, WORDS, Scope
from tuicrm.sales.funnel.changes import Cause, Changed, Changes, Sum
from tuicrm.screens.board_past import ask_day, scope_of_number
from tuicrm.screens.pane import Card
from tuicrm.widgets.changed import Changed as Written
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label
from tuicrm.widgets.tones import Tone

ANY, QUARTER, MONTH = "any", "quarter", "month"
VIEWS = {ANY: N_("any expected day"), QUARTER: N_("expected this quarter"), MONTH: N_("expected this month")}
BAR = 18
"""Cells of the widest bar."""


class ChangesPane(Card):
    """The pipeline from one day to another, on one screen; `enter` on a cause shows its projects."""

    place = "changes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("changes")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.scope = scope_of_number(record_id)
        self.view = ANY
        self.from_on: date | None = None
        self.found: Changes | None = None

    def compose(self) -> ComposeResult:
        yield Label("", id="changes-head")
        columns = [
            Column("cause", _("Cause"), flex=1), Column("n", _("Projects"), width=8, align="right"),
            Column("count", _("Count"), width=6, align="right"), Column("amount", _("Amount"), width=9, align="right"),
            Column("bar", width=BAR + 1, narrow=0),
        ]  # fmt: skip
        yield Rows(columns, empty=_("Reading what changed ..."), id="changes-rows")

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.rows

    @property
    def first_day(self) -> date:
        """The first day that counts: the Monday before, unless another was chosen."""
        today = self.bridge.today
        return self.from_on or today - timedelta(days=today.weekday() or 7)

    def show(self) -> None:
        self.ask(funnel.changes, self.first_day, self.bridge.today, self._scope(), then=self.put, slot="changes")

    def on_changed(self, event: Written) -> None:
        if event.touches("project"):
            self.show()

    def _scope(self) -> Scope:
        today = self.bridge.today
        period: Period | None = {QUARTER: this_quarter(today), MONTH: this_month(today)}.get(self.view)
        if period is None or period.to_on is None:
            return self.scope
        return replace(self.scope, expected_from=period.from_on, expected_to=period.to_on - timedelta(days=1))

    def put(self, found: Changes) -> None:
        """Show the causes that there are between the two sums."""
        self.found = found
        net = formats.short_money(found.minor, found.currency, plus=True)
        head = _("Since {day}: +{came} -{went}, {amount}   {view}").format(
            day=formats.day_short(found.from_on, self.bridge.today), came=found.came, went=found.went, amount=net,
            view=_(VIEWS[self.view]),
        )  # fmt: skip
        self.query_one("#changes-head", Label).say(head)
        there = [one for one in found.causes if one.n]
        widest = max((abs(one.minor) for one in there), default=0) or 1
        rows = [self._sum("opening", _("Opening"), found.opening)]
        rows += [self._row(one, widest) for one in there]
        rows.append(self._sum("closing", _("Closing"), found.closing))
        self.rows.put(Page(tuple(rows)))
        self.about(self.sentence, moved=False)

    def _sum(self, key: str, words: str, total: Sum) -> Row:
        assert self.found is not None
        name = f"{words}, {formats.day(total.as_of, self.bridge.today)}"
        amount = formats.short_money(total.sum_minor, self.found.currency)
        return Row(key, (Cell(name, "strong"), "", str(total.count), amount, ""))

    def _row(self, one: Cause, widest: int) -> Row:
        assert self.found is not None
        tone: Tone = "good" if one.minor > 0 or one.key == "won" else "late" if one.minor < 0 else "dim"
        cells = abs(one.minor) * BAR // widest
        bar = ("+" if one.minor > 0 else "-") * max(cells, 1 if one.minor else 0)
        count = f"{one.count:+}" if one.count else ""
        amount = formats.short_money(one.minor, self.found.currency, plus=True) if one.minor else ""
        return Row(one.key, (_(WORDS[one.key]), str(one.n), count, amount, Cell(bar, tone)))

    @property
    def sentence(self) -> str:
        key = self.rows.key
        if self.found is None or key not in CAUSES:
            return _("The parts add up to closing less opening. enter on a cause shows its projects, A another day.")
        one = self.found.of(str(key))
        said = ngettext(
            "{words}: {count} project. enter shows it.", "{words}: {count} projects. enter shows them.", one.n
        )
        return said.format(words=_(WORDS[one.key]), count=one.n)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if event.key in ("opening", "closing") and self.found is not None:
            total = self.found.opening if event.key == "opening" else self.found.closing
            said = _("{count} open projects, {amount}, when {day} was over.")
            day, amount = (
                formats.day(total.as_of, self.bridge.today),
                formats.money(total.sum_minor, self.found.currency),
            )
            self.say(said.format(count=total.count, amount=amount, day=day))
        elif event.key in CAUSES:
            cause = str(event.key)
            self.ask(
                funnel.changed, self.first_day, self.bridge.today, self._scope(), cause, slot="changed", opens=True,
                then=lambda found: self._projects(cause, found),
            )  # fmt: skip

    def _projects(self, cause: str, found: tuple[Changed, ...]) -> None:
        options = [Option(one.id, show(one.customer or one.name), note=self._note(one)) for one in found]
        box = Choice(_(WORDS[cause]), options, anchor=self.under_cursor)
        self.app.push_screen(box, lambda key: self.bridge.open("project", key) if key is not None else None)

    def _note(self, one: Changed) -> str:
        currency = self.found.currency if self.found else ""
        before, after = (formats.short_money(minor, currency) for minor in (one.before_minor, one.after_minor))
        if one.before_minor is None or one.after_minor is None or one.before_minor == one.after_minor:
            return after if one.after_minor is not None else before
        return _("{before} to {after}").format(before=before, after=after)

    def action_since(self) -> None:
        """Choose from which day on it counts."""

        def chosen(on: date) -> None:
            self.from_on = on
            self.show()

        ask_day(self, _("What changed since which day?"), chosen, _("Show"))

    def action_views(self) -> None:
        """Choose when the projects are expected to close."""

        def chosen(view: str | None) -> None:
            if view is not None:
                self.view = view
                self.show()

        options = [Option(key, _(words)) for key, words in VIEWS.items()]
        self.app.push_screen(Choice(_("Expected when?"), options, current=self.view), chosen)
