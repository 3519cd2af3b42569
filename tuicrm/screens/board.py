"""The board: the funnel as columns of cards, with count and sum; a card is moved by key or mouse."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales import funnel, people
from tuicrm.sales.funnel.board import Board, BoardQuery, Card
from tuicrm.sales.funnel.stages import Reason
from tuicrm.screens.board_cards import lanes, sentence
from tuicrm.screens.calling import run
from tuicrm.screens.moving import Mover
from tuicrm.screens.pane import Pane, Subject
from tuicrm.screens.planning import plan_for_project
from tuicrm.screens.project_form import new_project
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.columns import Columns
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.text import Label

EVERYBODY = ("all", 0)


class BoardPane(Pane):
    """The open projects by stage; won and lost of the quarter stand beside them."""

    place = "board"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board")]

    def __init__(self) -> None:
        super().__init__()
        self.query_now = BoardQuery()
        self.found: Board | None = None
        self.more: dict[int, tuple[Card, ...]] = {}
        self.who = ""
        self.reasons: tuple[Reason, ...] = ()

    def compose(self) -> ComposeResult:
        yield Label("", id="board-head")
        yield Columns(empty=_("Reading the board..."), id="board-columns").telling(self.on_columns_highlighted)

    @property
    def columns(self) -> Columns:
        return self.query_one(Columns)

    @property
    def first_focus(self) -> Widget | None:
        return self.columns

    def show(self) -> None:
        self.ask(funnel.lost_reasons, then=self._keep_reasons, slot="reasons")
        self.ask(funnel.board, self.query_now, then=self.put, slot="board")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "action", "stage", "customer")):
            self.show()

    def _keep_reasons(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons

    def put(self, found: Board) -> None:
        """Show a board; the cursor stays on its card."""
        self.found = found
        self.more.clear()
        self._paint(to=self.bridge.newest.pop("project", None))
        opened = sum(column.count for column in found.columns)
        head = ngettext("{count} open project", "{count} open projects", opened).format(count=opened)
        parts = [self.who or _("all teams"), head]
        if found.without_amount:
            parts.append(_("{count} without an amount").format(count=found.without_amount))
        if self.query_now.filter:
            parts.append(self.query_now.filter)
        self.query_one("#board-head", Label).say("   ".join(show(part) for part in parts))
        self.about(self.sentence, moved=False)

    def _paint(self, *, to: int | None = None) -> None:
        if self.found is not None:
            self.columns.put(lanes(self.found, self.more, self.bridge.today, self.bridge.home.zone), to=to)

    # the card under the cursor

    def card(self, key: object = None) -> Card | None:
        """Give the card under the cursor, or the one of a key."""
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
        return _("Nothing in this stage.") if opened else _("No open project here. Press + to begin one.")

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
        self.about(self.sentence, moved=event.by_user)

    def on_columns_opened(self, event: Columns.Opened) -> None:
        self.bridge.open("project", self._number(event.card))

    def on_columns_needs_more(self, event: Columns.NeedsMore) -> None:
        one = self.card(event.after)
        if one is None:
            return
        size = -1 if one.amount_minor is None else one.amount_minor
        stage_id = self._number(event.lane)
        self.ask(
            funnel.column, self.query_now, stage_id, (size, one.id),
            then=lambda cards: self._add(stage_id, cards), slot=f"column {stage_id}",
        )  # fmt: skip

    def _add(self, stage_id: int, cards: tuple[Card, ...]) -> None:
        known = self.more.get(stage_id, ())
        shown = {one.id for one in known}
        self.more[stage_id] = known + tuple(one for one in cards if one.id not in shown)
        self._paint()

    # moving

    def on_columns_move_asked(self, event: Columns.MoveAsked) -> None:
        if event.lane is None:
            self.say(_("There is no stage on that side."))
        elif mover := self._mover(event.card):
            mover.to(self._number(event.lane))

    def on_columns_dropped(self, event: Columns.Dropped) -> None:
        if mover := self._mover(event.card):
            mover.to(self._number(event.lane))

    def action_move(self) -> None:
        if mover := self._mover():
            mover.choose()

    def action_win(self) -> None:
        if mover := self._mover():
            mover.win()

    def action_lose(self) -> None:
        if mover := self._mover():
            mover.lose()

    def _mover(self, key: object = None) -> Mover | None:
        one = self.card(key)
        if one is None or self.found is None:
            self.say(_("Nothing is under the cursor."))
            return None
        stages = tuple(column.stage for column in self.found.columns) + (self.found.won.stage, self.found.lost.stage)
        return Mover(
            self, one.id, one.customer or one.name, one.stage_id, stages, amount_minor=one.amount_minor,
            cost_minor=None, currency=one.currency, reasons=self.reasons, failed=self._paint,
        )  # fmt: skip

    # others

    def action_add(self) -> None:
        new_project(self)

    def action_run(self) -> None:
        """Call about the projects of the stage under the cursor, one by one."""
        here = self.card()
        if self.found is None or here is None:
            self.say(_("Nothing is under the cursor."))
            return
        column = next(one for one in self.found.columns if any(card.id == here.id for card in self._cards_of(one)))
        run(self, column.stage.name, project_ids=[card.id for card in self._cards_of(column)])

    def _cards_of(self, column: Any) -> tuple[Card, ...]:
        return (*column.cards, *self.more.get(column.stage.id, ()))

    def action_plan(self) -> None:
        one = self.card()
        if one is None:
            self.say(_("Nothing is under the cursor."))
        else:
            plan_for_project(self, one.id, one.customer or one.name)

    def action_filter(self) -> None:
        """Choose whose projects are shown."""
        self.ask(people.teams, then=self._choose_team, slot="teams")

    def _choose_team(self, teams: Any) -> None:
        self.ask(people.users, then=lambda users: self._choose_who(teams, users), slot="users")

    def _choose_who(self, teams: Any, users: Any) -> None:
        options: list[Option[tuple[str, int]]] = [Option(EVERYBODY, _("all teams"))]
        options += [Option(("team", one.id), show(one.name), note=_("team")) for one in teams]
        options += [Option(("user", one.id), show(one.name), note=show(one.team or "")) for one in users]

        def chosen(key: tuple[str, int] | None) -> None:
            if key is None:
                return
            kind, record_id = key
            self.who = next(one.words for one in options if one.key == key) if key != EVERYBODY else ""
            self.query_now = BoardQuery(
                team_id=record_id if kind == "team" else None, owner_id=record_id if kind == "user" else None,
                filter=self.query_now.filter,
            )  # fmt: skip
            self.about("")
            self.show()

        self.app.push_screen(Choice(_("Whose projects?"), options), chosen)

    def why(self, act_id: str) -> str | None:
        needs_card = (
            "project.move",
            "project.win",
            "project.lose",
            "action.plan",
            "list.open",
            "project.forward",
            "project.backward",
        )
        if act_id in needs_card and self.card() is None:
            return _("Nothing is under the cursor.")
        return None

    def likely(self) -> list[str]:
        one = self.card()
        return ["action.plan"] if one is not None and one.next is None else []

    @staticmethod
    def _number(key: object) -> int:
        assert isinstance(key, int)
        return key
