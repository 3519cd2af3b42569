"""One question by itself: what it says, its bars, its table, how it is computed, and the records behind a bar."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import QUESTIONS, answer, behind
from tuicrm.screens.answered import drawn_answer
from tuicrm.screens.charts_export import choose_form
from tuicrm.screens.figure_table import put_table
from tuicrm.screens.figures import Drawn, numbered
from tuicrm.screens.pane import Card
from tuicrm.screens.proposing import propose
from tuicrm.screens.record_options import show_records
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Column
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label, Note

_NAMES = tuple(QUESTIONS)


def number_of(name: str) -> int:
    """Give the number by which a question's card is opened."""
    return _NAMES.index(name)


class AnswerPane(Card):
    """A question opened from the team page; `esc` goes back to its sentences."""

    place = "answer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("answer")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.question = _NAMES[record_id]
        self.drawn: Drawn | None = None
        self.says_how = False
        self.as_table = False

    def compose(self) -> ComposeResult:
        yield Label("", id="answer-head")
        yield Note(_("Computing ..."), id="answer-note")
        yield Note("", id="answer-do")
        yield ChartView(id="answer-view")
        yield Rows([Column("a", flex=1)], id="answer-table")

    def on_mount(self) -> None:
        self._show_part()

    async def retell(self) -> None:
        await super().retell()
        self._show_part()

    @property
    def first_focus(self) -> Widget | None:
        return self.query_one("#answer-table" if self.as_table else "#answer-view")

    def show(self) -> None:
        self.ask(answer, self.question, Scope(), then=self.put, slot="answer", hears=self._hear)

    def _hear(self, words: str) -> None:
        if self.drawn is None:
            self.query_one("#answer-note", Note).say(_("Computing, {words} ...").format(words=words))

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "purchase", "credit", "action", "user", "playbook", "pair")):
            self.show()

    def put(self, found: Answer) -> None:
        """Show an answer."""
        self.drawn = drawn_answer(found, self.bridge.today)
        self.query_one("#answer-head", Label).say(f"{show(found.title)}   {show(found.population)}")
        self.query_one(ChartView).put(self.drawn.chart)
        put_table(self.query_one("#answer-table", Rows), self.drawn.table, self.size.width)
        self._say_note()
        self.about(self.sentence, moved=False)

    def _say_note(self) -> None:
        if self.drawn is None:
            return
        text, do = self.drawn.sentence, ""
        if self.says_how:
            text = self.drawn.definition
        elif self.drawn.advice:
            do = numbered(self.drawn.advice)
        self.query_one("#answer-note", Note).say(text)
        note = self.query_one("#answer-do", Note)
        note.say(do)
        note.display = bool(do)

    @property
    def sentence(self) -> str:
        if self.drawn is None:
            return _("Computing ...")
        lines = max(0, len(self.drawn.table) - 1)
        counted = ngettext("{n} line.", "{n} lines.", lines).format(n=lines)
        if any(self.drawn.keys) and not self.drawn.chart.is_empty:
            return in_a_row(counted, _("enter shows the records behind the one chosen."))
        return in_a_row(counted, _("t shows the figures, i how they are computed."))

    def on_chart_view_highlighted(self, event: ChartView.Highlighted) -> None:
        if event.index is not None and event.by_user:
            self._say_line(event.index)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if isinstance(event.key, int) and event.by_user:
            self._say_line(event.key)

    def _say_line(self, index: int) -> None:
        if self.drawn is not None and index + 1 < len(self.drawn.table):
            self.about("  ".join(self.drawn.table[index + 1]))

    def on_chart_view_opened(self, event: ChartView.Opened) -> None:
        self._open_records(event.index)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if isinstance(event.key, int):
            self._open_records(event.key)

    def _open_records(self, index: int) -> None:
        key = self.drawn.keys[index] if self.drawn is not None and index < len(self.drawn.keys) else ()
        if self.drawn is None or not key:
            self.say(_("No single records stand behind this; t shows the figures."))
            return
        title = self.drawn.table[index + 1][0]
        self.ask(behind, self.question, Scope(), key, then=show_records(self, title), slot="records", opens=True)

    def action_table(self) -> None:
        """Show the figures as a table, or as a picture again."""
        self.as_table = not self.as_table
        self._show_part()
        if (part := self.first_focus) is not None:
            part.focus()

    def _show_part(self) -> None:
        self.query_one("#answer-table").display = self.as_table
        self.query_one("#answer-view").display = not self.as_table

    def action_how(self) -> None:
        """Say how it is computed, or again what it says."""
        self.says_how = not self.says_how
        self._say_note()

    def action_do(self) -> None:
        """Choose what to do about the figure; it opens what it is about."""
        propose(self, self.drawn, self._open_records)

    def action_export(self) -> None:
        """Write the figure to a file, as a page, a picture or CSV."""
        if self.drawn is not None:
            choose_form(self, self.drawn, self.question, show(self.drawn.chart.title))
