"""A run: one call after the other on one screen; a digit logs the outcome, a sentence says all that was said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import calling, pool
from tuicrm.sales.action_kinds import outcome_word
from tuicrm.sales.agenda import Also, telling
from tuicrm.sales.agenda.telling import Context, Told, tell
from tuicrm.sales.calling import RunRecord, RunView
from tuicrm.sales.outcomes import SKIP_DIGIT, CallOutcome
from tuicrm.sales.pool.words import claimed
from tuicrm.sales.wording import words
from tuicrm.screens import run_choices, run_words
from tuicrm.screens.next_step import offer_next
from tuicrm.screens.own_entries import Own, with_own
from tuicrm.screens.pane import Card
from tuicrm.screens.planning import also_done
from tuicrm.screens.project_form import new_project
from tuicrm.screens.telling_words import lacking, parts
from tuicrm.store.errors import Refused
from tuicrm.widgets.call_card import CallCard, Facts
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.keymap import NARROW, bindings
from tuicrm.widgets.outcome_grid import OutcomeGrid
from tuicrm.widgets.quickline import QuickLine
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.run_head import RunHead

SHOWN = ("call_run_record", "call_run", "action", "customer", "contact_point", "project", "call_outcome")


class RunPane(Card):
    """The calls of one run. What is typed goes to the note; digits, blank, tab and `?` act while it is empty."""

    place = "run"
    has_own_head = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("run")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.view: RunView | None = None
        self.context = Context()
        self.told = Told("")
        self.off: frozenset[int] = frozenset()
        self.chosen: CallOutcome | None = None
        self.nth = 0
        self.shown_at: datetime | None = None
        self._record_shown: int | None = None
        self._with_it = ""
        self._saving = False
        self._own: list[Own] = [()]

    def compose(self) -> ComposeResult:
        yield RunHead(id="run-head")
        yield RuleLine("", id="run-rule-1")
        yield CallCard(id="run-card")
        yield RuleLine("", id="run-rule-2")
        yield Facts(id="run-facts")
        yield RuleLine("", id="run-rule-3")
        yield QuickLine(_("Note"), digits=True, signs=True, ticks=True, id="run-note")
        yield RuleLine("", id="run-rule-4")
        yield OutcomeGrid(id="run-outcomes")
        yield RuleLine("", id="run-rule-5")

    @property
    def note(self) -> QuickLine:
        return self.query_one(QuickLine)

    @property
    def first_focus(self) -> Widget | None:
        return self.note._input

    @property
    def record(self) -> RunRecord | None:
        """Who is called now."""
        return self.view.record if self.view is not None else None

    # reading

    def show(self) -> None:
        self.ask(calling.look, self.record_id, then=self.put, slot="run")

    def on_changed(self, event: Changed) -> None:
        if event.touches("inquiry"):
            self.act(calling.take_in, self.record_id, then=lambda _came: self.show())
        elif any(event.touches(kind) for kind in SHOWN):
            self.show()

    def put(self, view: RunView) -> None:
        """Show how the run stands; a note that is being typed stays with whom it is about."""
        self.view = view
        record = view.record
        is_other = (record.id if record is not None else None) != self._record_shown
        if record is not None and is_other:
            self._record_shown = record.id
            self.nth, self.chosen, self.off = 0, None, frozenset()
            self._own = [()]
            self.shown_at = self.bridge.now
            self.note.clear()
            self.ask(
                telling.context, kind=record.kind, customer_id=record.customer_id, project_id=record.project_id,
                then=self._know, slot="context",
            )  # fmt: skip
        self._paint()
        self.about(self.sentence, moved=is_other)

    def _know(self, context: Context) -> None:
        self.context = context
        self._read(self.note.raw)

    def _paint(self) -> None:
        view, now = self.view, self.bridge.local_now
        if view is None:
            return
        is_narrow = self.app.size.width < NARROW
        self.query_one(RunHead).put(run_words.head(view, is_narrow=is_narrow), run_words.counted(view, now))
        card, facts = self.query_one(CallCard), self.query_one(Facts)
        if view.record is None:
            card.put(run_words.pause(view, now))
            facts.put(run_words.summary(view, now))
            self.query_one(OutcomeGrid).put(())
        else:
            self.nth = min(self.nth, max(0, len(view.record.numbers) - 1))
            card.put(run_words.card(view.record, self.nth, now, dials=self._dials))
            facts.put(run_words.told(view.record, now))
            chosen = self.chosen.digit if self.chosen else None
            self.query_one(OutcomeGrid).put(run_words.answers(view, now), chosen)

    @property
    def _dials(self) -> bool:
        return bool(getattr(getattr(self.app, "settings", None), "dial", False))

    @property
    def sentence(self) -> str:
        return run_words.last(self.view, self.bridge.local_now, self._with_it) if self.view is not None else ""

    @property
    def title_of_acts(self) -> str:
        return show(self.record.customer) if self.record is not None else super().title_of_acts

    # the note

    def on_quick_line_changed(self, event: QuickLine.Changed) -> None:
        event.stop()
        self._read(event.quick.raw)

    def _read(self, text: str) -> None:
        self.told = tell(text, self.bridge.local_now, self.context)
        self.off = frozenset(nth for nth in self.off if nth < len(self.told.ticks))
        self._show_reading()

    def _show_reading(self) -> None:
        found = parts(self.told, self.bridge.today)
        if self.chosen is not None:
            said = [("", outcome_word(self.chosen.key), True)]
            found = said + [part for part, tick in zip(found, self.told.ticks, strict=False) if tick.what != "outcome"]
        self.note.set_reading(found, self.off)

    def on_quick_line_toggled(self, event: QuickLine.Toggled) -> None:
        event.stop()
        if self.chosen is None and event.nth < len(self.told.ticks):
            self.off ^= {event.nth}
            self._show_reading()

    def on_quick_line_sign(self, event: QuickLine.Sign) -> None:
        event.stop()
        if event.key == "space":
            self.app.run_worker(self.app.run_action("acts"), exit_on_error=False)
        else:
            self.app.run_worker(self.app.run_action("keys"), exit_on_error=False)

    def on_quick_line_digit(self, event: QuickLine.Digit) -> None:
        event.stop()
        self._choose(event.digit)

    def on_outcome_grid_pressed(self, event: OutcomeGrid.Pressed) -> None:
        event.stop()
        self._choose(event.digit)

    def on_quick_line_submitted(self, event: QuickLine.Submitted) -> None:
        event.stop()
        if self.record is None:
            self._leave()
        elif self.chosen is not None:
            self._log(self.chosen.key, self._without_outcome())
        elif event.text:
            self._log(self.told.outcome(self.off), self.told)
        else:
            self.note.refuse(_("A digit logs the outcome; or type what was said."))

    def on_quick_line_left(self, event: QuickLine.Left) -> None:
        event.stop()
        if self.chosen is not None:
            self.chosen = None
            self._paint()
            self._show_reading()
        elif self.note.text:
            self._offer_outcomes()
        else:
            self._leave()

    def _offer_outcomes(self) -> None:
        """With a note typed, `esc` asks what the outcome is: digits choose it, `esc` goes back to the note."""
        assert self.view is not None
        known = run_words.answers(self.view, self.bridge.local_now)
        run_choices.ask_outcome(self, known, lambda digit: self._choose(digit) if digit else self._leave())

    # outcomes

    def _choose(self, digit: int) -> None:
        """Log an outcome at once, or ask for what it wants."""
        if self.view is None or self.record is None or self._saving:
            return
        if digit == SKIP_DIGIT:
            self.action_skip()
            return
        outcome = next((one for one in self.view.outcomes if one.digit == digit), None)
        if outcome is None:
            self.note.refuse(_("No outcome has the digit {digit}.").format(digit=digit))
        elif outcome.follow == "reason":
            self._ask_why(outcome)
        elif outcome.follow == "ask" and self.told.next(self.off) is None:
            self._want(outcome, _("When? As in: fri 10:00. enter saves, esc takes the outcome back."))
        elif outcome.follow == "next" and not self.note.text:
            self._want(outcome, _("What was said, what is next? enter saves, esc takes the outcome back."))
        else:
            self._log(outcome.key, self._without_outcome())

    def _want(self, outcome: CallOutcome, sentence: str) -> None:
        self.chosen = outcome
        self._paint()
        self._show_reading()
        self.say(sentence, "accent")
        self.note.focus_field()

    def _ask_why(self, outcome: CallOutcome) -> None:
        run_choices.ask_why(self, lambda why: self._log(outcome.key, self._without_outcome(), reason=why))

    def _without_outcome(self) -> Told:
        """Give the note as it is read when the outcome is known: an outcome asks when of a bare day, too."""
        if self.chosen is not None and self.chosen.follow == "ask":
            digit = self.chosen.digit
            return tell(f"{digit} {self.note.text}", self.bridge.local_now, self.context)
        return replace(self.told, ticks=tuple(tick for tick in self.told.ticks if tick.what != "outcome"))

    def _log(self, outcome: str, told: Told, *, reason: str = "") -> None:
        record = self.record
        if record is None or self._saving:
            return
        off = self.off if told is self.told else frozenset[int]()
        if sentence := lacking(told, off):
            self.note.refuse(sentence)
            return
        meant = next((one for one in (self.view.outcomes if self.view else ()) if one.key == outcome), None)
        if meant is not None and meant.follow == "ask" and told.next(off) is None:
            self.note.refuse(_("When? As in: fri 10:00."))
            return
        self._saving = True
        seconds = int((self.bridge.now - self.shown_at).total_seconds()) if self.shown_at else None

        def keep(own: Own, *, then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
            def kept(logged: calling.Logged) -> None:
                then(logged)
                self._logged(logged)

            also = replace(self._also(told.also(off), record, reason), own=own)
            self.act(
                calling.log, record.id, outcome, note=told.note(off), next_action=told.next(off), seconds=seconds,
                also=also, then=kept, failed=failed, opens=True,
            )  # fmt: skip

        with_own(
            self, _("{name}: {outcome}.").format(name=show(record.customer), outcome=outcome_word(outcome)),
            self.context, outcome, self._own, keep, self._ask_again, done=lambda: None,
            failed=lambda error: self._failed(error, outcome, told),
        )  # fmt: skip

    def _ask_again(self) -> None:
        self._saving = False
        self.note.focus_field()

    def _also(self, also: Also, record: RunRecord, reason: str) -> Also:
        number = record.numbers[self.nth] if self.nth < len(record.numbers) else None
        contact_id = also.contact_id or (number.contact_id if number else None)
        point_id = number.point_id if number else None
        return replace(also, contact_id=contact_id, point_id=point_id, reason=reason, must_go_on=True)

    def _logged(self, logged: calling.Logged) -> None:
        self._saving = False
        self.note.clear()
        self._record_shown, self.chosen = None, None
        self._with_it = also_done(logged.done)
        self.ask(calling.look, self.record_id, then=self.put, slot="run", opens=True)

    def _failed(self, error: Exception, outcome: str, told: Told) -> None:
        self._saving = False
        self.note.refuse(words(error))
        if isinstance(error, Refused) and error.code == "next_missing":
            offer_next(self.app, str(error.facts["name"]), told.text.strip() or outcome_word(outcome), self._go_on)
        if isinstance(error, Refused) and error.code == "not_waiting":
            self.show()

    def _go_on(self, text: str, is_complete: bool) -> None:
        self.note.put(text)
        self.note.focus_field()
        if is_complete:
            self._read(text)
            self._log(self.told.outcome(self.off), self.told)

    # acts

    def next_part(self) -> bool:
        """Show the next number."""
        if self.record is not None and len(self.record.numbers) > 1:
            self.nth = (self.nth + 1) % len(self.record.numbers)
            self._paint()
        self.note.focus_field()
        return True

    def action_skip(self) -> None:
        if self.record is not None:
            self.act(
                calling.skip, self.record.id, then=self._skipped, opens=True,
            )  # fmt: skip

    def _skipped(self, _record_id: int) -> None:
        self._record_shown = None
        self.show()

    def action_claim(self) -> None:
        if self.record is not None:
            self.act(pool.claim, self.record.customer_id, said=claimed, then=lambda _held: self.show())

    def action_project(self) -> None:
        if self.record is not None:
            new_project(self, self.record.customer_id, self.record.customer)

    def action_card(self) -> None:
        if self.record is not None:
            self.bridge.open("customer", self.record.customer_id)

    def action_answers(self) -> None:
        """Show the opening and all answers of the playbook."""
        if self.record is not None:
            run_choices.show_answers(self, self.record)

    def action_finish(self) -> None:
        self.act(
            calling.end, self.record_id, said=lambda _id: _("The run is ended."), then=lambda _id: self.bridge.go_back()
        )

    def action_log(self) -> None:
        self.on_quick_line_submitted(QuickLine.Submitted(self.note, self.note.text))

    def _leave(self) -> None:
        """Go back; a run in which nobody waits any more is ended, any other one waits to be gone on with."""
        view = self.view
        if view is not None and view.record is None and not view.later:
            self.act(calling.end, self.record_id)
        self.bridge.go_back()

    def why(self, act_id: str) -> str | None:
        record = self.record
        if act_id in ("run.skip", "run.answers", "run.customer", "run.project", "run.claim") and record is None:
            return _("Nobody can be called now.")
        if act_id == "run.claim" and record is not None and not record.is_hidden:
            return _("It is yours already, or somebody's.")
        return None

    def likely(self) -> list[str]:
        first = ["run.claim"] if self.record is not None and self.record.is_hidden else []
        return ["app.undo", *first, "run.skip", "run.answers", "run.customer", "run.project"]

    @property
    def under_cursor(self) -> Region:
        return self.note.region

    def on_resize(self) -> None:
        self.set_class(self.app.size.height < 22, "low")
        self._paint()
