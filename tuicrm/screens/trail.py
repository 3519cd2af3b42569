"""The audit trail of a customer, a project or a person: who changed what, and who read it in bulk."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import trails
from tuicrm.sales.auditing.trail import PARTS, TrailLine
from tuicrm.sales.auditing.words import fields_of, head_of, in_words
from tuicrm.screens.pane import Card
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row, in_one_line
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine

LIMIT = 300


class TrailPane(Card):
    """The newest line on top; each says when, who, and what was before and after."""

    place = "trail"
    kind: ClassVar[str] = "customer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("trail")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.lines: dict[object, TrailLine] = {}

    def compose(self) -> ComposeResult:
        yield RuleLine("", id="trail-head")
        columns = [Column("at", width=14), Column("by", width=12), Column("text", flex=1, wrap=2, narrow=2)]
        yield Rows(columns, empty=_("Nothing was changed since it was made.")).telling(self.on_rows_highlighted)

    @property
    def first_focus(self) -> Widget | None:
        return self.query_one(Rows)

    def show(self) -> None:
        self.ask(trails.of_record, self.kind, self.record_id, limit=LIMIT, then=self.put, slot="trail")

    def on_changed(self, event: Changed) -> None:
        if event.touches(self.kind, self.record_id) or any(event.touches(part.name) for part, _by in PARTS[self.kind]):
            self.show()

    def put(self, lines: tuple[TrailLine, ...]) -> None:
        """Show the lines."""
        title = {"customer": _("Who changed what of the customer"), "project": _("Who changed what of the project")}
        said = title.get(self.kind, _("What was changed of the person, and what they read in bulk"))
        self.query_one("#trail-head", RuleLine).say(said)
        self.lines = {(one.what, one.id): one for one in lines}
        rows = [Row((one.what, one.id), self._cells(one)) for one in lines]
        self.query_one(Rows).put(Page(tuple(rows), len(rows)))
        self.about(self.sentence, moved=False)

    def _cells(self, one: TrailLine) -> tuple[str | Cell, ...]:
        return Cell(self._when(one), "dim"), show(one.by or "tuicrm"), in_words(one, self.kind)

    def _when(self, one: TrailLine) -> str:
        at = one.at.astimezone(ZoneInfo(self.bridge.home.zone))
        return f"{formats.day(at.date(), self.bridge.today)} {formats.clock(at)}"

    @property
    def sentence(self) -> str:
        return in_one_line(self.query_one(Rows).row)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Show one line whole, field by field: what it was, and what it became."""
        if (one := self.lines.get(event.key)) is None:
            return
        options = [Option(str(nth), text) for nth, text in enumerate(fields_of(one))]
        title = f"{self._when(one)}  {show(one.by or 'tuicrm')}  {head_of(one, self.kind)}"
        if options:
            self.app.push_screen(Choice(title, options))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)


class TrailOfCustomer(TrailPane):
    """The trail of a customer, its contacts, inquiries, actions and purchases."""


class TrailOfProject(TrailPane):
    """The trail of a project and what belongs to it."""

    kind = "project"


class TrailOfPerson(TrailPane):
    """The trail of one of us."""

    kind = "user"
