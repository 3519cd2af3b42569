"""The briefing: everything before a meeting on one page."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.briefing.page import Page as Briefing
from tuicrm.sales.briefing.page import page
from tuicrm.sales.briefing.page_words import head, lines
from tuicrm.screens.pane import Card, Subject
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine


class BriefPane(Card):
    """Lines, each with what it is; `enter` opens the card, `esc` goes back."""

    place = "brief"
    of_project: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("brief")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.read: Briefing | None = None

    def compose(self) -> ComposeResult:
        yield RuleLine("", id="brief-head")
        columns = [Column("name", width=14), Column("text", flex=1, wrap=3, narrow=2)]
        yield Rows(columns, empty=_("Reading the card...")).telling(self.on_rows_highlighted)

    @property
    def first_focus(self) -> Widget | None:
        return self.query_one(Rows)

    def show(self) -> None:
        about = {"project_id" if self.of_project else "customer_id": self.record_id}
        self.ask(page, **about, then=self.put, slot="page")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("action", "customer", "project", "contact", "inquiry", "purchase")):
            self.show()

    def put(self, read: Briefing) -> None:
        """Show a briefing."""
        self.read = read
        self.query_one(RuleLine).say(show(head(read)))
        rows = [
            Row(nth, (Cell(show(name), "dim"), show(text)))
            for nth, (name, text) in enumerate(lines(read, self.bridge.local_now))
        ]
        self.query_one(Rows).put(Page(tuple(rows), len(rows)))
        self.about(self.sentence, moved=False)

    @property
    def sentence(self) -> str:
        return _("All that is known before you talk. enter opens the card; n writes a comment.")

    @property
    def title_of_acts(self) -> str:
        return show(head(self.read)) if self.read is not None else super().title_of_acts

    @property
    def subject(self) -> Subject | None:
        if self.read is None:
            return None
        return Subject(head(self.read), self.read.customer_id, self.read.project_id)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self.bridge.open("project" if self.of_project else "customer", self.record_id)


class BriefOfCustomer(BriefPane):
    """The briefing for a customer."""


class BriefOfProject(BriefPane):
    """The briefing for a project."""

    of_project = True
