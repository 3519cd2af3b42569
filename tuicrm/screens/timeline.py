"""Plan and record of a customer, a project or one of us in one line of time."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.agenda.timeline import WHATS, Entry, timeline
from tuicrm.screens.pane import Card, Subject
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine

WORDS = {
    "plan": N_("planned"),
    "done": N_("done"),
    "missed": N_("missed"),
    "cancelled": N_("called off"),
    "inquiry": N_("asked"),
    "stage": N_("stage"),
    "comment": N_("comment"),
}
ALL = ""


class TimelinePane(Card):
    """What is planned stands on top, what was done below, newest first; `/` shows only one kind of thing."""

    place = "timeline"
    of: ClassVar[str] = "customer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.only = ALL
        self.found: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        yield RuleLine("", id="timeline-head")
        columns = [
            Column("when", width=14), Column("what", width=10), Column("text", flex=1, wrap=2, narrow=2),
            Column("who", width=12),
        ]  # fmt: skip
        empty = _("Nothing is planned and nothing on record. Press a to plan the first step.")
        yield Rows(columns, empty=empty).telling(self.on_rows_highlighted)

    @property
    def first_focus(self) -> Widget | None:
        return self.query_one(Rows)

    def show(self) -> None:
        self.ask(
            timeline,
            **{f"{self.of}_id": self.record_id},
            whats=(self.only,) if self.only else (),
            then=self.put,
            slot="timeline",
        )

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("action", "inquiry", "stage_history", "comment")):
            self.show()

    def put(self, found: tuple[Entry, ...]) -> None:
        """Show a timeline."""
        self.found = found
        name = next((self._about(one) for one in found if self._about(one)), "")
        only = f": {_(WORDS[self.only])}" if self.only else ""
        self.query_one(RuleLine).say(f"{show(name)}{only}")
        rows = tuple(
            Row((one.what, one.id), self._cells(one), "text" if one.what == "plan" else "dim") for one in found
        )
        self.query_one(Rows).put(Page(rows, len(rows)))
        self.about(self.sentence, moved=False)

    def _about(self, one: Entry) -> str:
        return {"project": one.project, "customer": one.customer, "user": one.who}[self.of] or ""

    def _cells(self, one: Entry) -> tuple[str | Cell, ...]:
        today = self.bridge.today
        kind = _(KIND[one.kind].word) if one.kind in KIND else show(one.kind)
        what = kind if one.what in ("plan", "done") else _(WORDS[one.what])
        outcome = outcome_word(one.outcome) if one.what == "done" and one.outcome != "done" else ""
        text = ": ".join(part for part in (outcome, show(one.text)) if part)
        if one.what in ("missed", "cancelled"):
            text = f"{kind}: {text}" if text else kind
        last = one.who if self.of != "user" else one.project or one.customer
        return formats.near_day(one.on, today), what, text, show(last or "")

    @property
    def sentence(self) -> str:
        return ngettext(
            "{n} entry. / shows one kind alone; export: tuicrm timeline --csv",
            "{n} entries. / shows one kind alone; export: tuicrm timeline --csv",
            len(self.found),
        ).format(n=len(self.found))

    @property
    def subject(self) -> Subject | None:
        name = next((self._about(one) for one in self.found if self._about(one)), "")
        if self.of == "user":
            return Subject(name, user_id=self.record_id)
        return Subject(name, None, self.record_id) if self.of == "project" else Subject(name, self.record_id)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if self.of != "user":
            self.bridge.open(self.of, self.record_id)
        elif (one := next((each for each in self.found if (each.what, each.id) == event.key), None)) is not None:
            if one.project_id is not None:
                self.bridge.open("project", one.project_id)
            elif one.customer_id is not None:
                self.bridge.open("customer", one.customer_id)

    def action_only(self) -> None:
        options = [Option(ALL, _("everything")), *(Option(what, _(WORDS[what])) for what in WHATS)]

        def chosen(what: str | None) -> None:
            if what is not None:
                self.only = what
                self.show()

        self.app.push_screen(Choice(_("Show what?"), options, current=self.only), chosen)


class TimelineOfCustomer(TimelinePane):
    """The timeline of a customer and its projects."""


class TimelineOfProject(TimelinePane):
    """The timeline of a project."""

    of = "project"


class TimelineOfPerson(TimelinePane):
    """What one of us has planned and done; `enter` opens what an entry is about."""

    of = "user"
