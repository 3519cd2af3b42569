"""Who learns from whom: this week's proposals, the pairs that were made, and what came of their talks."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.sales import pairing
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.pairing import Choice as Chosen
from tuicrm.sales.pairing import PairCard, PairList, PairRow, Proposal
from tuicrm.sales.pairing.words import made as told
from tuicrm.screens import pair_rows
from tuicrm.screens.pair_asking import ask_reason, choose_two, decide_note
from tuicrm.screens.pair_sheet import open_sheet
from tuicrm.screens.pane import Card
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.tabs import View, Views
from tuicrm.widgets.text import Note

MADE, PROPOSED = "made", "proposed"
VIEWS = {MADE: N_("Pairs"), PROPOSED: N_("Proposed this week")}
FOR_LEADS = ("pair.make", "pair.views", "pair.choose", "pair.cancel", "pair.measure")
LEADS = ("team_lead", "manager", "administrator")


class PairsPane(Card):
    """The pairs that one may see; a lead also sees who is proposed, and makes them."""

    place = "pairs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pairs")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.view = MADE
        self.found: PairList | None = None
        self.rows_by_id: dict[int, PairRow] = {}
        self.proposed: dict[int, Proposal] = {}

    def compose(self) -> ComposeResult:
        yield Views(id="pairs-views")
        yield Note("", id="pairs-effect")
        yield Rows(pair_rows.columns(), empty=_("Reading the pairs ..."), id="pairs-rows")
        yield Note("", id="pairs-detail")

    @property
    def listed(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    @property
    def pair(self) -> PairRow | None:
        """The pair under the cursor."""
        key = self.listed.key
        return self.rows_by_id.get(key) if isinstance(key, int) and self.view == MADE else None

    @property
    def proposal(self) -> Proposal | None:
        """The proposal under the cursor."""
        key = self.listed.key
        return self.proposed.get(key) if isinstance(key, int) and self.view == PROPOSED else None

    @property
    def _leads(self) -> bool:
        return self.bridge.me.role in LEADS

    # reading

    def show(self) -> None:
        self._say_views()
        self.ask(pairing.listing, then=self._put_list, slot="list")
        self.ask(answer, "pairs", then=self._put_effect, slot="effect")
        if self.view == PROPOSED:
            self.ask(pairing.propose, then=self._put_proposed, slot="proposed")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("pair", "pair_programme", "action", "user")):
            self.show()

    def _say_views(self) -> None:
        views = [View(key, _(words)) for key, words in VIEWS.items() if key == MADE or self._leads]
        right = pair_rows.measured(self.found, self.bridge.today) if self.found is not None else ""
        self.query_one(Views).show(views, self.view, right)

    def _put_list(self, found: PairList) -> None:
        self.found = found
        self.rows_by_id = {one.id: one for one in found.rows}
        self._say_views()
        if self.view != MADE:
            return
        empty = _("No pairs yet. v shows who is proposed this week, B pairs two of your choice.")
        self.listed.say_empty(empty if self._leads else _("You are in no pair yet. Your lead makes them."))
        now = self.bridge.local_now
        self.listed.put(Page(tuple(pair_rows.row(one, self.bridge.me.id, now) for one in found.rows)))
        self._explain()

    def _put_proposed(self, found: tuple[Proposal, ...]) -> None:
        if self.view != PROPOSED:
            return
        self.proposed = dict(enumerate(found, 1))
        self.listed.say_empty(
            _("Nobody to propose: two need ten settled projects each in a stage, and more than luck between them.")
        )
        now = self.bridge.local_now
        self.listed.put(Page(tuple(pair_rows.proposal(key, one, now) for key, one in self.proposed.items())))
        self._explain()

    def _put_effect(self, found: Answer) -> None:
        self.query_one("#pairs-effect", Note).say(found.said[0])

    # the thing under the cursor

    @property
    def sentence(self) -> str:
        if self.proposal is not None:
            return _("enter makes this pair, a makes all that are shown.")
        one = self.pair
        return pair_rows.next_step(one, self.bridge.me.id, may_decide=self._manages) if one is not None else ""

    @property
    def _manages(self) -> bool:
        return self.found is not None and self.found.may_decide

    @property
    def title_of_acts(self) -> str:
        one = self.pair or self.proposal
        return f"{show(one.learner)}, {show(one.partner)}" if one is not None else super().title_of_acts

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)
        self._explain()

    def _explain(self) -> None:
        detail = self.query_one("#pairs-detail", Note)
        if self.proposal is not None:
            detail.say(pair_rows.why(self.proposal))
        elif self.pair is None:
            detail.say("")
        else:
            self.ask(pairing.card, self.pair.id, then=self._put_card, slot="card")

    def _put_card(self, card: PairCard) -> None:
        if self.pair is not None and self.pair.id == card.row.id:
            lines = pair_rows.detail(card, presenting=self.bridge.presenting)
            self.query_one("#pairs-detail", Note).say("\n".join(lines))

    # acts

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if self.proposal is not None:
            self._make((self.proposal,))
        elif self.pair is not None and self.pair.note_state == "proposed" and self._manages:
            decide_note(self, self.pair)
        else:
            self.action_fill()

    def action_fill(self) -> None:
        """Fill the sheet of the talk under the cursor."""
        if not self._refused("pair.fill") and self.pair is not None:
            open_sheet(self, self.pair.id)

    def action_make(self) -> None:
        """Make all pairs that are proposed; in the list of pairs show them first."""
        if self._refused("pair.make"):
            return
        if self.view != PROPOSED:
            self._switch(PROPOSED)
        elif self.proposed:
            self._make(tuple(self.proposed.values()))

    def _make(self, some: tuple[Proposal, ...]) -> None:
        chosen = tuple(Chosen(one.learner_id, one.partner_id, one.stage_id) for one in some)
        self.act(pairing.make, chosen, said=_said, then=lambda _made: self._switch(MADE))

    def action_choose(self) -> None:
        """Pair two of one's own choice."""
        if not self._refused("pair.choose"):
            choose_two(self, _said, self.show)

    def action_skip(self) -> None:
        """Let the talk go; the two may be paired again."""
        if not self._refused("pair.skip") and (one := self.pair) is not None:
            title, words = _("{learner} and {partner} do not talk this time"), _("Skip")
            said = _("Skipped; they may be paired again.")
            ask_reason(self, pair_rows.named(title, one), words, pairing.skip, one.id, said)

    def action_cancel(self) -> None:
        """Call the pair off for good."""
        if not self._refused("pair.cancel") and (one := self.pair) is not None:
            title, words = _("{learner} and {partner} are no pair any more"), _("Call off")
            ask_reason(self, pair_rows.named(title, one), words, pairing.cancel, one.id, _("Called off."))

    def action_decide(self) -> None:
        """Take the note of the pair into the playbook, or leave it out."""
        if not self._refused("pair.decide") and self.pair is not None:
            decide_note(self, self.pair)

    def action_measure(self) -> None:
        """Begin to measure pairs by lot, or end it."""
        if self._refused("pair.measure"):
            return
        if self.found is not None and self.found.measured_since is not None:
            self.act(pairing.measure_end, said=lambda _id: _("No lot is drawn any more."), then=lambda _id: self.show())
            return
        options = [
            Option(weeks, ngettext("{count} week later", "{count} weeks later", weeks).format(count=weeks))
            for weeks in (4, 2, 6, 8)
        ]
        box = Choice(_("Half of the pairs, by lot, talk"), options, anchor=self.under_cursor)
        self.app.push_screen(box, self._measure)

    def _measure(self, weeks: int | None) -> None:
        if weeks is not None:
            said = _("Measured from now on: half of the pairs, by lot, waits.")
            self.act(pairing.measure, wait_weeks=weeks, said=lambda _id: said, then=lambda _id: self.show())

    def action_views(self) -> None:
        if not self._refused("pair.views"):
            self._switch(PROPOSED if self.view == MADE else MADE)

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._switch(event.key)

    def next_part(self) -> bool:
        if self._leads:
            self.action_views()
        return self._leads

    def _switch(self, view: str) -> None:
        if view != self.view:
            self.view = view
            self.listed.put(Page(()))
            self.query_one("#pairs-detail", Note).say("")
        self.show()

    def _refused(self, act_id: str) -> bool:
        if (reason := self.why(act_id)) is not None:
            self.say(reason)
        return reason is not None

    def why(self, act_id: str) -> str | None:
        if act_id in FOR_LEADS and not self._leads:
            return _("Your lead makes the pairs.")
        if act_id in ("pair.fill", "pair.skip", "pair.cancel", "pair.decide") and self.pair is None:
            return _("No pair is under the cursor.")
        one = self.pair
        if one is None:
            return None
        is_mine = self.bridge.me.id in (one.learner_id, one.partner_id)
        if act_id == "pair.fill" and not is_mine:
            return _("The sheet is for the two who talk.")
        if act_id == "pair.decide" and (one.note_state != "proposed" or not self._manages):
            return _("There is no note that you could decide about.")
        if act_id in ("pair.skip", "pair.cancel") and one.state != "planned":
            return _("That pair is over.")
        return None

    def likely(self) -> list[str]:
        if self.view == PROPOSED:
            return ["pair.make"]
        decides = self.pair is not None and self.pair.note_state == "proposed" and self._manages
        return ["pair.decide"] if decides else ["pair.fill"]


def _said(made: tuple[Any, ...]) -> str:
    if len(made) == 1:
        return told(made[0])
    return ngettext("{count} pair made.", "{count} pairs made.", len(made)).format(count=len(made))
