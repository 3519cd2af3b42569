"""What is done with the cards of the board: moved, won, lost, changed, tagged, planned; one or all that are marked."""

from collections.abc import Callable

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed
from tuicrm.sales import projects
from tuicrm.sales.funnel import approving
from tuicrm.sales.funnel.board import Board, Card
from tuicrm.sales.funnel.stages import Reason, Stage
from tuicrm.screens import project_quick
from tuicrm.screens.board_group import Group, split_tags
from tuicrm.screens.calling import run
from tuicrm.screens.moving import Mover
from tuicrm.screens.pane import Pane
from tuicrm.screens.planning import plan_for_project
from tuicrm.screens.project_form import new_project
from tuicrm.screens.project_path import PathPanel
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.columns import Columns
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option


class BoardActs(Pane):
    """The acts of the board; what it shows is the pane's own."""

    found: Board | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def columns(self) -> Columns:
        return self.query_one(Columns)

    def card(self, key: object = None) -> Card | None:
        """Give the card under the cursor, or the one of a key."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Draw what was read once more: a card that was refused snaps back."""
        raise NotImplementedError

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the funnel that is shown."""
        assert self.found is not None
        return tuple(column.stage for column in self.found.columns) + (self.found.won.stage, self.found.lost.stage)

    # moving

    def on_columns_move_asked(self, event: Columns.MoveAsked) -> None:
        if event.lane is None:
            self.say(_("There is no stage on that side."))
        elif (several := self._group()) is not None:
            several.to(next(one for one in self.stages if one.id == event.lane))
        elif mover := self._mover(event.card):
            mover.to(self._number(event.lane))

    def on_columns_dropped(self, event: Columns.Dropped) -> None:
        if mover := self._mover(event.card):
            mover.to(self._number(event.lane))

    def action_move(self) -> None:
        if (several := self._group()) is not None:
            several.move(self.reasons)
        elif mover := self._mover():
            mover.choose()

    def action_win(self) -> None:
        if mover := self._mover():
            mover.win()

    def action_lose(self) -> None:
        if (several := self._group()) is not None:
            several.lose(self.reasons)
        elif mover := self._mover():
            mover.lose()

    def _mover(self, key: object = None) -> Mover | None:
        one = self.card(key)
        if one is None or self.found is None:
            self.say(_("Nothing is under the cursor."))
            return None
        return Mover(
            self, one.id, one.customer or one.name, one.stage_id, self.stages, amount_minor=one.amount_minor,
            cost_minor=one.cost_minor, currency=one.currency, reasons=self.reasons, failed=self.repaint,
        )  # fmt: skip

    def _group(self) -> Group | None:
        """What is done with all marked cards; None where none is marked."""
        cards = [one for key in self.columns.chosen if (one := self.card(key)) is not None]
        if not self.columns.marks or self.found is None:
            return None
        return Group(self, cards, self.stages, self.columns.clear_marks)

    # facts

    def action_path(self) -> None:
        if (one := self._one()) is not None:
            mover = self._mover(one.id)
            PathPanel(self, one.id, mover.to if mover else lambda _stage_id: None).open()

    def action_quick(self) -> None:
        if (several := self._group()) is not None:
            several.change()
        elif (one := self._one()) is not None:
            today = self.bridge.today
            project_quick.read_facts(self, one.id, lambda facts: project_quick.choose(self, facts, today))

    def action_tag(self) -> None:
        if (several := self._group()) is not None:
            several.tag()
        elif (one := self._one()) is not None:
            ask_tags(self, one.id, one.customer or one.name)

    def action_approve(self) -> None:
        if (one := self._one()) is not None:
            decide(self, one.id)

    def action_add(self) -> None:
        new_project(self)

    def action_plan(self) -> None:
        if (one := self._one()) is not None:
            plan_for_project(self, one.id, one.customer or one.name)

    def action_run(self) -> None:
        """Call about the marked projects, else about those of the column under the cursor, one by one."""
        lane = next((one for one in self.columns.board.lanes if one.key == self.columns.lane), None)
        cards = self.columns.chosen if self.columns.marks else tuple(card.key for card in lane.cards) if lane else ()
        if not cards:
            self.say(_("Nothing is under the cursor."))
            return
        run(self, lane.title if lane else "", project_ids=[self._number(card) for card in cards])

    def _one(self) -> Card | None:
        one = self.card()
        if one is None:
            self.say(_("Nothing is under the cursor."))
        return one

    @staticmethod
    def _number(key: object) -> int:
        assert isinstance(key, int)
        return key


def ask_tags(pane: Pane, project_id: int, name: str) -> None:
    """Ask for tags of one project: those to put on, and with a minus those to take off."""
    field = Field("tags", _("Tags"), required=True, hint=_("fair, pilot; -old takes one off"))

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            on, off = split_tags(said["tags"])
            pane.act(
                projects.tag, project_id, on, off,
                said=lambda tags: _("Tags: {tags}").format(tags=listed(show(tag) for tag in tags) or "-"),
            )  # fmt: skip

    pane.app.push_screen(FormScreen(show(name), [field]), sent)


def decide(pane: Pane, project_id: int, then: Callable[[], None] = lambda: None) -> None:
    """As a lead: agree to the move of a project that waits, or return it with a reason."""

    def offer(waiting: tuple[approving.Asked, ...]) -> None:
        asked = next((one for one in waiting if one.project_id == project_id), None)
        if asked is None:
            pane.say(_("Nothing waits for a lead here."))
            return
        decide_asked(pane, asked, then)

    pane.ask(approving.asked, then=offer, slot="approvals", opens=True)


def decide_asked(pane: Pane, asked: approving.Asked, then: Callable[[], None] = lambda: None) -> None:
    """Agree by one digit, or return with a reason; whoever asked may take it back."""
    leads = pane.bridge.me.role in ("team_lead", "manager", "administrator")
    options = [Option("yes", _("agree: move to {stage}").format(stage=show(asked.to_stage))),
               Option("no", _("return, with a reason"))] if leads else []  # fmt: skip
    options.append(Option("withdraw", _("take the question back")))
    title = _("{by} asks: {name} to {stage}").format(
        by=show(asked.asked_by or "?"), name=show(asked.name), stage=show(asked.to_stage)
    )

    def chosen(answer: str | None) -> None:
        if answer == "yes":
            pane.act(
                approving.approve, asked.id, then=lambda _moved: then(),
                said=lambda moved: _("{name}: {here} to {there}.").format(
                    name=show(moved.name), here=show(moved.from_stage), there=show(moved.to_stage)
                ),
            )  # fmt: skip
        elif answer == "withdraw":
            pane.act(approving.withdraw, asked.id, then=lambda _id: then(), said=lambda _id: _("Taken back."))
        elif answer == "no":
            form = FormScreen(title, [Field("why", _("Why not"), required=True)], _("Return"))
            pane.app.push_screen(form, lambda said: returned(said["why"]) if said else None)

    def returned(why: str) -> None:
        pane.act(
            approving.give_back, asked.id, why, then=lambda _id: then(),
            said=lambda _id: _("Returned; whoever asked reads why."),
        )  # fmt: skip

    text = show(asked.reason or "")
    pane.app.push_screen(Choice(title, options, text=text, anchor=pane.under_cursor), chosen)
