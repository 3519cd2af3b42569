"""The board: the funnel as columns of cards, with count and sum; a card is moved by key or mouse."""

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed, ngettext
from tuicrm.sales import funnel
from tuicrm.sales.funnel.board import Board, BoardQuery, Card
from tuicrm.sales.funnel.stages import Reason
from tuicrm.screens import board_terms
from tuicrm.screens.board_cards import lanes, sentence
from tuicrm.screens.board_group import Group
from tuicrm.screens.board_past import BoardPast
from tuicrm.screens.board_terms import Looks
from tuicrm.screens.board_views import BoardViews
from tuicrm.screens.moving import Mover
from tuicrm.screens.pane import Subject
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.columns import Columns
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.text import Label

PAGE = 20
TODAY_ONLY = frozenset(
    {
        "project.move", "project.forward", "project.backward", "project.win", "project.lose", "project.path",
        "project.quick", "project.tag", "project.approve", "action.plan", "handover.give",
    }
)  # fmt: skip
"""What changes something, and so is not done on the board of a past day."""
FLASHED = 50
"""More that others changed at once is not told card by card."""


class BoardPane(BoardPast, BoardViews):
    """The open projects by stage; won and lost of the quarter stand beside them."""

    place = "board"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board")]

    def __init__(self) -> None:
        super().__init__()
        self.query_now = BoardQuery()
        self.looks = Looks()
        self.line = ""
        self.found: Board | None = None
        self.more: dict[int, tuple[Card, ...]] = {}
        self.who = ""
        self.reasons: tuple[Reason, ...] = ()
        self._just: set[int] = set()

    def compose(self) -> ComposeResult:
        yield Label("", id="board-head")
        yield FilterLine(board_terms.keys(), value=self.line, id="board-filter")
        yield Columns(empty=_("Reading the board..."), id="board-columns").telling(self.on_columns_highlighted)

    def on_mount(self) -> None:
        self.query_one(FilterLine).display = bool(self.line)

    @property
    def first_focus(self) -> Widget | None:
        return self.columns

    def show(self) -> None:
        self.ask(funnel.lost_reasons, then=self._keep_reasons, slot="reasons")
        self._read()

    def _read(self) -> None:
        longest = max((len(cards) for cards in self.more.values()), default=0)
        query = replace(self.query_now, limit=PAGE + longest, by_owner=self.looks.by_owner)
        rule, asked = self.reading(query)
        self.ask(rule, *asked, then=self.put, slot="board")
        self.ask_since()

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "action", "stage", "customer", "approval")):
            touched = {record_id for kind, record_id in event.touched if kind == "project"}
            if len(touched) <= FLASHED:
                self._just |= touched
            self._read()

    def _keep_reasons(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons

    def put(self, found: Board) -> None:
        """Show a board; the cursor stays on its card."""
        self.found = found
        self.more.clear()
        newest = self.bridge.newest.get("project")
        self._paint(to=newest)
        if newest is not None and self.columns.card == newest:  # an answer that was under way may not know it yet
            self.bridge.newest.pop("project")
        if self._just:
            self.columns.flash(*self._just)
            self._just.clear()
        self.say_head()
        self.about(self.sentence, moved=False)

    def say_head(self) -> None:
        """Say whose projects are shown, how many, and what changed since Monday or of which day they are."""
        if (found := self.found) is None:
            return
        opened = sum(column.count for column in found.columns)
        parts = [self.who or self._whole()]
        parts.append(ngettext("{count} open project", "{count} open projects", opened).format(count=opened))
        if self.columns.marks:
            parts.append(_("{count} marked").format(count=len(self.columns.marks)))
        if self.looks.by_owner:
            parts.append(_("lanes by owner"))
        if self.looks.hidden:
            parts.append(_("hidden: {names}").format(names=listed(self.looks.hidden)))
        if self.query_now.filter:
            parts.append(self.query_now.filter)
        if self.looks_back:
            parts.append(self.looks_back)
        if found.without_amount:
            parts.append(_("{count} without an amount").format(count=found.without_amount))
        self.query_one("#board-head", Label).say("   ".join(show(part) for part in parts))

    def _whole(self) -> str:
        """Whose projects stand here where nobody was chosen: all that one sees."""
        me = self.bridge.me
        if me.team and (self.bridge.presenting or (me.role in ("rep", "team_lead") and me.sight == "team")):
            return show(me.team)
        return show(me.name) if me.sight == "own" else _("all teams")

    def _mover(self, key: object = None) -> Mover | None:
        if self.is_past():
            self._paint()  # what was dropped snaps back
            return None
        return super()._mover(key)

    def _group(self) -> Group | None:
        return None if self.on_day is not None else super()._group()

    def _one(self) -> Card | None:
        """Give the card that an act is about; none on a past day, where nothing is changed."""
        return None if self.is_past() else super()._one()

    def repaint(self) -> None:
        self._paint()

    def _paint(self, *, to: int | None = None) -> None:
        if self.found is not None:
            made = lanes(self.found, self.more, self.bridge.today, self.bridge.home.zone, self.looks)
            self.columns.put(made, to=to)

    # filter, views, looks

    def action_filter(self) -> None:
        line = self.query_one(FilterLine)
        line.display = True
        line.focus_field()

    def on_filter_line_filter_changed(self, event: FilterLine.FilterChanged) -> None:
        self.line = event.text
        wanted, looks = board_terms.split(event.text)
        if not event.filter.errors:
            self.query_now = replace(self.query_now, filter=wanted)
            if looks is not None:
                self.looks = looks
                self.columns.resize_cards(small=looks.is_small)
            self.more.clear()
            self._read()

    def put_line(self, line: str) -> None:
        wanted, looks = board_terms.split(line)
        self.query_now = replace(self.query_now, filter=wanted)
        self.line = wanted
        field = self.query_one(FilterLine)
        field.put(wanted)
        field.display = bool(wanted)
        self.more.clear()
        self.looks = looks or Looks()
        self.columns.resize_cards(small=self.looks.is_small)
        self._read()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        self.query_one(FilterLine).display = bool(self.line)
        self.columns.focus()

    def look(self, looks: Looks) -> None:
        lanes_change = looks.by_owner != self.looks.by_owner
        self.looks = looks
        if looks.is_small != self.columns.is_small:
            self.columns.resize_cards(small=looks.is_small)
        if lanes_change:
            self.more.clear()
            self._read()
        else:
            self._paint()
            if self.found is not None:
                self.say_head()

    # the card under the cursor

    def card(self, key: object = None) -> Card | None:
        wanted = self.columns.card if key is None else key
        if self.found is None or wanted is None:
            return None
        for column in self.found.columns:
            for one in column.cards + self.more.get(column.stage.id, ()):
                if one.id == wanted:
                    return one
        return None

    @property
    def sentence(self) -> str:
        one = self.card()
        if one is not None:
            return sentence(one, self.bridge.today, self.bridge.home.zone)
        opened = self.found is not None and any(column.count for column in self.found.columns)
        return _("Nothing in this stage.") if opened else _("No open project here. B begins one.")

    @property
    def title_of_acts(self) -> str:
        one = self.card()
        if one is None:
            return super().title_of_acts
        amount = "" if one.amount_minor is None else formats.short_money(one.amount_minor, one.currency)
        return f"{show(one.customer or one.name)} {amount}".rstrip()

    @property
    def subject(self) -> Subject | None:
        one = self.card()
        return Subject(one.customer or one.name, None, one.id) if one is not None else None

    def place_now(self) -> dict[str, Any]:
        one = self.card()
        return {"row": one.id if one is not None else None}

    def go_back_to(self, place: dict[str, Any]) -> None:
        if isinstance(place.get("row"), int):
            self.bridge.newest["project"] = place["row"]

    def on_columns_highlighted(self, event: Columns.Highlighted) -> None:
        if event.by_user:
            self.bridge.newest.pop("project", None)
        self.about(self.sentence, moved=event.by_user)

    def on_columns_marks_changed(self, event: Columns.MarksChanged) -> None:
        if self.found is not None:
            self.say_head()

    def on_columns_opened(self, event: Columns.Opened) -> None:
        self.bridge.open("project", self._number(event.card))

    def on_columns_needs_more(self, event: Columns.NeedsMore) -> None:
        one = self.card(event.after)
        if one is None:
            return
        size = -1 if one.home_minor is None else one.home_minor
        stage_id = self._number(event.lane)
        query = replace(self.query_now, by_owner=self.looks.by_owner)
        rule, asked = self.reading_more(query, stage_id, (size, one.id))
        self.ask(rule, *asked, then=lambda cards: self._add(stage_id, cards), slot=f"column {stage_id}")

    def _add(self, stage_id: int, cards: tuple[Card, ...]) -> None:
        known = self.more.get(stage_id, ())
        shown = {one.id for one in known}
        self.more[stage_id] = known + tuple(one for one in cards if one.id not in shown)
        self._paint()

    def why(self, act_id: str) -> str | None:
        needs_card = (
            "project.move", "project.win", "project.lose", "action.plan", "list.open", "list.mark",
            "project.forward", "project.backward", "project.path", "project.quick", "project.tag", "handover.give",
        )  # fmt: skip
        one = self.card()
        if act_id in needs_card and one is None:
            return _("Nothing is under the cursor.")
        if self.on_day is not None and act_id in TODAY_ONLY:
            return _("This is the board of {day}.").format(day=formats.day(self.on_day))
        if act_id == "project.approve" and (one is None or one.waits_since is None):
            return _("Nothing waits for a lead here.")
        if act_id == "board.hide" and self.columns.lane is None and not self.looks.hidden:
            return _("Nothing is under the cursor.")
        return None

    def likely(self) -> list[str]:
        one = self.card()
        if one is None:
            return []
        waits = ["project.approve"] if one.waits_since is not None else []
        return [*waits, *(["action.plan"] if one.next is None else [])]
