"""The team page: five sentences first, one picture under them, then the evidence block by block."""

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row
from tuicrm.sales import analysis
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.blocks import BLOCKS, Block
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import QUESTIONS, answer
from tuicrm.sales.analysis.sentences import Sentence, sentences
from tuicrm.sales.analysis.team import TeamPage, team_help, team_risk
from tuicrm.sales.analysis.telling.phase import phase_words
from tuicrm.screens.answer import number_of
from tuicrm.screens.answered import drawn_answer
from tuicrm.screens.figures import AMONG_US
from tuicrm.screens.pane import Pane
from tuicrm.screens.patience import Patience
from tuicrm.screens.team_charts import picture
from tuicrm.screens.team_ways import HOW, Way, act_of, evidence_of
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label, Note
from tuicrm.widgets.tones import Tone

TONES: dict[str, Tone] = {"good": "good", "still": "still", "late": "late", "text": "text"}
SLOW = {"risk": team_risk, "help": team_help}
"""The sentences that take long, and what reads them."""
OF_BLOCK = {"ability": "moved", "help": "gap"}
"""The block whose picture stands under a sentence; under the others revenue and profit do."""
TOUCHED_BY = ("project", "purchase", "credit", "target", "user", "membership", "user_leave", "review_decision", "pair")


class TeamPane(Pane):
    """Is the team getting better? Five sentences say it; `enter` goes to what they rest on.

    The blocks are read one after the other when the sentences stand, so that nothing has to wait for them.
    """

    place = "team"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]

    def __init__(self) -> None:
        super().__init__()
        self.page: TeamPage | None = None
        self.said: dict[str, Sentence] = {}
        self.answers: dict[str, Answer] = {}
        self.blocks = BLOCKS
        self._patience = Patience()
        self._first: TeamPage | None = None
        self._parts: dict[str, Any] = {}
        self._far: dict[str, str] = {}
        self._place = 0
        self._how_far = ""

    def compose(self) -> ComposeResult:
        yield Label("", id="team-head")
        columns = [Column("number", width=2), Column("name", width=10), Column("text", flex=1, wrap=9)]
        yield Rows(columns, empty=_("Reading the figures..."), id="team-sentences")
        yield Note("", id="team-note")
        yield ChartView(id="team-chart")

    @property
    def lines(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.lines

    @property
    def key(self) -> str:
        """The key of the line under the cursor: of a sentence, or the name of a block."""
        return str(self.lines.key or "")

    def show(self) -> None:
        self._patience.begins()
        self.blocks = tuple(one for one in BLOCKS if not (self.bridge.presenting and one.name in AMONG_US))
        self._first, self._parts, self._far = None, {}, {}
        self.ask(analysis.team_page, whole=False, then=self.put, slot="team", hears=self._hear)
        for name, part in SLOW.items():  # beside it, on connections of their own
            self.ask(part, then=partial(self._put_part, name), slot=name, hears=partial(self._hear_part, name))

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in TOUCHED_BY) and (event.mine or self._patience.is_over):
            self.show()

    def put(self, page: TeamPage) -> None:
        """Show the figures of a team page in words, with what else there is; when all is there read the blocks."""
        self._first = page
        self._put_sentences(page)

    def _put_part(self, name: str, found: Any) -> None:
        self._parts[name] = found
        if self._first is not None:
            self._put_sentences(self._first)

    def _put_sentences(self, first: TeamPage) -> None:
        self.page = page = replace(first, **self._parts)
        self.said = {one.key: one for one in sentences(page)}
        self.query_one("#team-head", Label).say(phase_words(page.phase, profit=not self.bridge.presenting))
        self._put_lines()
        if self._is_whole:
            self._read_next(0)

    def _read_next(self, place: int) -> None:
        """Read one block, then the next: each has the machine to itself, and the first ones come first."""
        if place == len(self.blocks):
            self._patience.ends()
        else:
            self._place, self._how_far = place, ""
            name = self.blocks[place].name
            then = partial(self._put_block, place)
            self.ask(answer, name, Scope(), then=then, slot="block", hears=self._hear)

    def _put_block(self, place: int, found: Answer) -> None:
        self.answers[self.blocks[place].name] = found
        self._put_lines()
        self._read_next(place + 1)

    def _hear(self, words: str) -> None:
        """Show how far what is being computed is."""
        self._how_far = words
        if self.page is None:
            self.lines.say_empty(_("Reading the figures, {how_far} ...").format(how_far=words))
        elif self._is_whole and self._place < len(self.blocks):  # else the last block was read before this was told
            self.lines.change(self._row(self.blocks[self._place], self._head if self._place == 0 else ""))

    def _hear_part(self, name: str, words: str) -> None:
        """Show how far a sentence is that takes long."""
        self._far[name] = words
        if self._first is not None and not self._is_whole:
            self.lines.change(*self._sentence_rows())

    @property
    def _is_whole(self) -> bool:
        return self.page is not None and not self._unread(self.page)

    @staticmethod
    def _unread(page: TeamPage) -> tuple[str, ...]:
        return tuple(name for name in SLOW if not getattr(page, name).is_read)

    @staticmethod
    def _computing(how_far: str) -> str:
        return _("computing, {how_far} ...").format(how_far=how_far) if how_far else _("computing ...")

    def _sentence_rows(self) -> list[Row]:
        unread = self._unread(self.page) if self.page is not None else ()
        return [
            Row(one.key, (str(number), Cell(one.name, TONES[one.tone]),
                          self._computing(self._far.get(one.key, "")) if one.key in unread else one.text))
            for number, one in enumerate(self.said.values(), 1)
        ]  # fmt: skip

    @property
    def _head(self) -> str:
        read = sum(block.name in self.answers for block in self.blocks)
        if read == len(self.blocks):
            return _("Evidence")
        return _("Evidence: {read} of {all} blocks are computed").format(read=read, all=len(self.blocks))

    def _put_lines(self) -> None:
        rows = self._sentence_rows()
        rows += [self._row(block, self._head if place == 0 else "") for place, block in enumerate(self.blocks)]
        self.lines.put(Page(tuple(rows)))
        self._picture()

    def _row(self, block: Block, head: str) -> Row:
        found = self.answers.get(block.name)
        if found is None:
            is_next = self.blocks[self._place] is block and self._is_whole
            text = self._computing(self._how_far) if is_next else _("waits for its turn")
        else:
            text = show(found.said[0]) if found.said else show(found.title)
        return Row(block.name, ("", _(block.words), text), head=head)

    # the line under the cursor

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.query_one("#team-note", Note).say("")
        self._picture()
        self.about(self.sentence, moved=event.by_user)

    def on_resize(self) -> None:
        self._picture()

    def _picture(self) -> None:
        if self.page is None:
            return
        found, view = self.answers.get(OF_BLOCK.get(self.key, self.key)), self.query_one(ChartView)
        chart = (
            drawn_answer(found, self.bridge.today).chart
            if found is not None
            else picture(self.page, self.app.size.height)
        )
        view.put(chart)

    @property
    def sentence(self) -> str:
        if self.key in self.said:
            said = _("enter: {evidence}.").format(evidence=_(evidence_of(self.key, self.page).words))
            if (act := self._act) is not None:
                said = in_a_row(said, _("space 1: {act}.").format(act=_(act.words)))
            return said
        if self.key in QUESTIONS:
            return in_a_row(_(QUESTIONS[self.key].help), _("enter opens it."))
        return ""

    @property
    def _act(self) -> Way | None:
        return act_of(self.key, self.page) if self.page is not None and self.key in self.said else None

    def likely(self) -> tuple[str, ...]:
        return ("team.advance",)

    def why(self, act_id: str) -> str | None:
        if act_id == "team.advance" and self._act is None:
            return _("This line asks for nothing.")
        return None

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if event.key in QUESTIONS:
            self.bridge.open("answer", number_of(str(event.key)))
        elif str(event.key) in self.said:
            self._go(evidence_of(str(event.key), self.page))

    def action_advance(self) -> None:
        """Do the one thing that the sentence under the cursor asks for."""
        if (way := self._act) is None:
            self.say(_("This line asks for nothing."))
        else:
            self._go(way)

    def _go(self, way: Way) -> None:
        if way.card:
            self.bridge.open(way.card, way.record_id)
        else:
            self.bridge.show(way.place)

    def action_review(self) -> None:
        """Open the weekly review of what one leads."""
        self.bridge.open("review", 0)

    def action_how(self) -> None:
        """Say how the line under the cursor is computed and how sure it is, or again nothing."""
        note = self.query_one("#team-note", Note)
        text = ""
        if not note.text and self.key in self.said:
            text = in_a_row(self.said[self.key].interval, _(HOW[self.key]))
        elif not note.text and (found := self.answers.get(self.key)) is not None:
            text = found.definition.words()
        note.say(text)
