"""The charts: questions at the left, the figure at the right, a sentence under it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales import analysis, people
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.analysis.saving import Saved, saved
from tuicrm.screens.answered import PERIODS, QUESTIONS, View, of_saved, with_view
from tuicrm.screens.board_past import ask_day
from tuicrm.screens.charts_export import choose_form
from tuicrm.screens.figure_table import put_table
from tuicrm.screens.figures import FIGURES, Drawn, Figure, numbered
from tuicrm.screens.linked import LINKED
from tuicrm.screens.pane import Pane
from tuicrm.screens.proposing import propose
from tuicrm.screens.record_options import show_records
from tuicrm.screens.targeting import set_target
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label, Note, Passage

SETS_TARGETS = ("team_lead", "manager", "administrator")


class ChartsPane(Pane):
    """One figure at a time; the list of questions keeps the cursor, `t` shows the figures as a table."""

    place = "charts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("charts")]

    def __init__(self) -> None:
        super().__init__()
        self.figure: Figure = FIGURES[0]
        self.drawn: Drawn | None = None
        self.as_table = False
        self.view = View()
        self.saved: tuple[Figure, ...] = ()
        self._filter = ""

    def compose(self) -> ComposeResult:
        yield Label("", id="charts-head")
        yield FilterLine(id="charts-filter")
        with Horizontal(id="charts-body"):
            yield Rows([Column("figure", _("Question"), flex=1)], id="charts-list")
            with Vertical(id="charts-right"):
                yield ChartView(id="charts-view")
                yield Rows([Column("a", flex=1)], id="charts-table")
                yield Passage("", id="charts-note")
                yield Note("", id="charts-do")

    @property
    def questions(self) -> Rows:
        return self.query_one("#charts-list", Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.questions

    def on_descendant_focus(self) -> None:
        """Give the picture the whole of a phone while one is in it."""
        self.set_class(self.query_one(ChartView).has_focus, "picture")

    def on_mount(self) -> None:
        self._list()
        self.query_one("#charts-table").display = self.as_table
        self.query_one("#charts-view").display = not self.as_table
        self.query_one("#charts-filter").display = bool(self.view.where)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All questions: those of each group together, in the order in which the groups first come."""
        everything = (*FIGURES, *LINKED, *QUESTIONS)
        groups = list(dict.fromkeys(one.group for one in everything))
        return (*sorted(everything, key=lambda one: groups.index(one.group)), *self.saved)

    async def retell(self) -> None:
        await self.recompose()
        self.on_mount()
        self.show()

    def _list(self) -> None:
        rows, group = [], ""
        for one in self.figures:
            if self.bridge.presenting and one.stays_among_us:
                continue
            head = _(one.group) if one.group != group else ""
            group = one.group
            rows.append(Row(one.key, (one.words if one in self.saved else _(one.words),), head=head))
        self.questions.put(Page(tuple(rows)), to=self.figure.key)

    def show(self) -> None:
        if self.bridge.presenting and self.figure.stays_among_us:
            self.figure = FIGURES[0]
        self._list()
        self._say_head()
        self.about(self.sentence, moved=False)
        self.ask(saved, then=self._put_saved, slot="saved")
        self._ask_figure()

    def _ask_figure(self) -> None:
        rule, args = self.figure.ask(self.bridge.today)
        figure = self.figure
        if figure.key in {one.key for one in QUESTIONS}:
            self.query_one("#charts-note", Note).say(_("Computing; any other question leaves it."))
            self._say_do("")
        args = with_view(figure, args, self.view, self.bridge.today)
        self.ask(
            rule, *args, then=lambda found: self._put(figure, found), slot="figure", hears=self._hear, **figure.named
        )

    def _hear(self, words: str) -> None:
        """Say how far what is being computed is."""
        self.query_one("#charts-note", Note).say(
            _("Computing, {words}; any other question leaves it.").format(words=words)
        )

    def _say_head(self) -> None:
        view = self.view
        own = self.bridge.me.role in ("rep", "team_lead")
        who = view.called or (self.bridge.me.team if own else None) or _("all teams")
        read = _("as read today") if view.as_of is None else _("as read on {day}").format(day=formats.day(view.as_of))
        parts = [show(who), view.words, show(view.where), read]
        self.query_one("#charts-head", Label).say("   ".join(part for part in parts if part))

    def _put_saved(self, found: tuple[Saved, ...]) -> None:
        """List what was saved below the questions that come along."""
        now_is = tuple(of_saved(one) for one in found)
        if [(one.key, one.words) for one in now_is] != [(one.key, one.words) for one in self.saved]:
            self.saved = now_is
            self._list()

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "customer", "purchase", "credit", "action", "saved_view")):
            self.show()

    def _put(self, figure: Figure, found: Any) -> None:
        self.drawn = figure.draw(found, self.bridge.today)
        self.query_one(ChartView).put(self.drawn.chart)
        self._say_note()
        self._put_table(self.drawn.table)

    @property
    def sentence(self) -> str:
        words = self.figure.words if self.figure in self.saved else _(self.figure.words)
        return _("{figure}: enter goes to the picture, t shows the figures as a table.").format(figure=words)

    def _say_note(self) -> None:
        """Say what the figure says, then what can be done about it."""
        if self.drawn is None:
            return
        said = self.drawn.sentence
        if self.as_table and self.drawn.legend:
            said = f"{self.drawn.legend}\n{said}"
        note = self.query_one("#charts-note", Note)
        note.remove_class("-whole")
        note.say(said)
        self._say_do(numbered(self.drawn.advice))

    def _say_do(self, text: str) -> None:
        """Keep what to do apart from what is said: a long sentence must not push it out."""
        note = self.query_one("#charts-do", Note)
        note.say(text)
        note.display = bool(text)

    def _put_table(self, table: tuple[tuple[str, ...], ...]) -> None:
        put_table(self.query_one("#charts-table", Rows), table, self.query_one("#charts-right").size.width)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows is not self.questions or event.key is None or not event.by_user:
            return
        self.figure = next(one for one in self.figures if one.key == event.key)
        self.about(self.sentence)
        self._ask_figure()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if event.rows is self.questions:
            self.query_one(ChartView).focus()

    def on_chart_view_highlighted(self, event: ChartView.Highlighted) -> None:
        if event.index is None or self.drawn is None or not event.by_user:
            return
        chart, table = self.drawn.chart, self.drawn.table
        line = table[event.index + 1] if event.index + 1 < len(table) else ()
        what = "  ".join(line) if chart.lies else chart.label(event.index)
        self.say(_("Under the cursor: {what}").format(what=what))

    def on_chart_view_opened(self, event: ChartView.Opened) -> None:
        """Show the records behind the place under the cursor."""
        self._open_behind(event.index)

    def _open_behind(self, index: int) -> None:
        rule, args = self.figure.ask(self.bridge.today)
        args = with_view(self.figure, args, self.view, self.bridge.today)
        key = self.drawn.keys[index] if self.drawn is not None and index < len(self.drawn.keys) else ()
        known: dict[Any, Callable[..., Any]] = {analysis.report: analysis.records, answer: behind}
        records = known.get(rule)
        if self.drawn is None or records is None or (rule is answer and not key):
            self.say(_("No single records stand behind this; t shows the figures."))
            return
        title = f"{_(self.figure.group)}: {self.drawn.chart.label(index)}"
        self.ask(records, *args, key, then=show_records(self, title), slot="records", opens=True)

    def action_table(self) -> None:
        """Show the figures as a table, or as a picture again."""
        self.as_table = not self.as_table
        self.query_one("#charts-table").display = self.as_table
        self.query_one("#charts-view").display = not self.as_table
        if self.drawn is not None:  # the answer may have come before this window was laid out
            self._put_table(self.drawn.table)
        self._say_note()

    def action_how(self) -> None:
        """Say how the figure is computed, or again what it says."""
        if self.drawn is None:
            return
        note = self.query_one("#charts-note", Passage)
        if note.text == _(self.drawn.definition):
            self._say_note()
        elif note.is_cut and not note.has_class("-whole"):
            note.add_class("-whole")
            self._say_do("")
            self.say(_("All that it says; i again: how it is computed."))
        else:
            note.say(_(self.drawn.definition))
            note.add_class("-whole")
            self._say_do("")

    def action_export(self) -> None:
        """Write the figure to a file, as a page or as CSV."""
        if self.drawn is None:
            return
        choose_form(self, self.drawn, self.figure.key, _(self.figure.words))

    def action_filter(self) -> None:
        """Narrow all figures by a filter line."""
        line = self.query_one("#charts-filter", FilterLine)
        line.display = True
        line.focus_field()

    def on_filter_line_filter_changed(self, event: FilterLine.FilterChanged) -> None:
        self._filter = event.text

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        self.query_one("#charts-filter").display = bool(self._filter.strip())
        self.questions.focus()
        if self._filter.strip() != self.view.where:
            self.view = replace(self.view, where=self._filter.strip())
            self._say_head()
            self._ask_figure()

    def action_as_of(self) -> None:
        """Read the figures as they would have been read on a day that is past."""
        today = self.bridge.today
        month = month_start(month_of(today))
        days = {
            _("today"): None, _("yesterday"): today - timedelta(days=1),
            _("last Monday"): today - timedelta(days=today.weekday() or 7),
            _("a month ago"): today - timedelta(days=30),
            _("end of last month"): month - timedelta(days=1), _("a quarter ago"): today - timedelta(days=91),
            _("a year ago"): today - timedelta(days=365),
        }  # fmt: skip
        options = [Option(("", on), words, note=formats.day(on, today)) for words, on in days.items()]
        options.append(Option(("other", None), _("another day: write it")))
        self.app.push_screen(Choice(_("As read on"), options, anchor=self.under_cursor), self._as_of)

    def _as_of(self, chosen: tuple[str, date | None] | None) -> None:
        if chosen is None:
            return
        if chosen[0]:
            ask_day(self, _("Read as on which day?"), self._read_as_on, _("Show"))
        else:
            self._look(replace(self.view, as_of=chosen[1]))

    def _read_as_on(self, on: date) -> None:
        self._look(replace(self.view, as_of=None if on == self.bridge.today else on))

    def action_do(self) -> None:
        """Choose what to do about the figure; it opens what it is about."""
        propose(self, self.drawn, self._open_behind)

    def why(self, act_id: str) -> str | None:
        if act_id == "target.set" and self.bridge.me.role not in SETS_TARGETS:
            return _("Targets are set by who leads the team.")
        return None

    def action_set(self) -> None:
        """Set what somebody, a team or the company is to sell."""
        if (reason := self.why("target.set")) is not None:
            self.say(reason, "still")
        else:
            set_target(self)

    def action_views(self) -> None:
        """Choose the period, and whose figures are shown."""
        self.ask(people.teams, then=self._choose_view, slot="teams", opens=True)

    def _choose_view(self, teams: tuple[people.TeamRow, ...]) -> None:
        options = [Option(("period", key), _(words)) for key, (words, _days) in PERIODS.items()]
        options += [Option(("who", ""), _("all that I may see")), Option(("me", self.bridge.me.login), _("me"))]
        options += [Option(("who", team.name), show(team.name)) for team in teams]
        current = ("period", self.view.period)
        self.app.push_screen(
            Choice(_("Period and people"), options, anchor=self.under_cursor, current=current), self._viewed
        )

    def _viewed(self, chosen: tuple[str, str] | None) -> None:
        if chosen is not None:
            kind, value = chosen
            seen = {"period": value} if kind == "period" else {"who": value, "is_me": kind == "me"}
            self._look(replace(self.view, **seen))

    def _look(self, view: View) -> None:
        self.view = view
        self._say_head()
        self._ask_figure()
