"""One field for what came of something: typed, pasted or dictated, read as facts that digits switch off."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tuicrm.plain.language import _
from tuicrm.sales.action_kinds import outcome_word
from tuicrm.sales.agenda.telling import Context, Told, tell
from tuicrm.screens.telling_words import lacking, parts
from tuicrm.widgets.cells import in_lines
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.quickline import QuickLine
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.text import Note
from tuicrm.widgets.word_buttons import WordButtons

Send = Callable[[Told, frozenset[int], "TellScreen"], None]


class TellScreen(ModalScreen[None]):
    """Asks what came of it. A digit in the empty field is an outcome at once; `enter` saves, `tab` goes to the facts.

    It stays open until `done()`; `refuse()` says why it is not done, and nothing that was typed is lost.
    """

    AUTO_FOCUS = ""

    def __init__(
        self, title: str, context: Context, now: datetime, send: Send, draft: DraftKeeper | None, *,
        about: dict[str, Any] | None = None, text: str = "",
    ) -> None:  # fmt: skip
        """Take what to ask.

        Args:
            about: what opens this again, here or on another machine. text: what stands in it at first.
        """
        super().__init__()
        self._about = about
        self.context, self.now = context, now
        self.off: frozenset[int] = frozenset()
        self.told = tell("", now, context)
        self._title_line = RuleLine(title)
        self._send = send
        self.line = QuickLine(_("Outcome"), value=text, digits=True, ticks=True, draft=draft, id="tell-line")
        self._buttons = WordButtons((("send", _("Done")), ("leave", _("Cancel"))))
        self._busy = False

    def compose(self) -> Iterator[Widget]:
        with Vertical(id="tell"):
            yield self._title_line
            yield self.line
            yield Note(self._hint(), id="tell-hint")
            yield self._buttons
            yield RuleLine("")

    def on_mount(self) -> None:
        self.line.focus_field()

    def kept(self) -> dict[str, Any]:
        """Give what opens this again; empty where nothing does."""
        return {**self._about, "text": self.line.raw} if self._about else {}

    def done(self) -> None:
        """Close: what was said is kept."""
        self.line.clear()
        self.dismiss(None)

    def refuse(self, sentence: str) -> None:
        """Say why it is not done."""
        self._busy = False
        self.line.refuse(sentence)

    def again(self) -> None:
        """Let the sentence be changed and sent again."""
        self._busy = False
        self.line.focus_field()

    def go_on(self, text: str, is_complete: bool) -> None:
        """Take the sentence as it goes on now, and send it when it is complete."""
        self.line.put(text)
        self.line.focus_field()
        if is_complete:
            self._try(tell(text, self.now, self.context))

    def _hint(self) -> str:
        digits = [(one.digit, outcome_word(one.key)) for one in self.context.outcomes if one.digit]
        if not self.context.is_call:
            digits = [(4, outcome_word("talked"))]
        pairs = [f"{digit} {word}" for digit, word in [*digits, (9, outcome_word("done"))]]
        listed = "\n ".join(in_lines(pairs, self.app.size.width - 4))
        return f" {listed}\n {_('or a sentence: talked, wants 2, offer by friday, call her wed 10')}"

    def on_quick_line_changed(self, event: QuickLine.Changed) -> None:
        event.stop()
        text = event.text if not event.quick.raw[:1].isspace() else f" {event.text}"
        self.told = tell(text, self.now, self.context)
        self.off = frozenset(nth for nth in self.off if nth < len(self.told.ticks))
        self._show()

    def on_quick_line_toggled(self, event: QuickLine.Toggled) -> None:
        event.stop()
        if event.nth < len(self.told.ticks):
            self.off ^= {event.nth}
            self._show()

    def on_quick_line_digit(self, event: QuickLine.Digit) -> None:
        event.stop()
        self._try(tell(str(event.digit), self.now, self.context))

    def on_quick_line_submitted(self, event: QuickLine.Submitted) -> None:
        event.stop()
        if event.text:
            self._try(self.told)
        else:
            self.line.refuse(_("What came of it? Type a digit or a sentence."))

    def on_quick_line_left(self, event: QuickLine.Left) -> None:
        event.stop()
        self.dismiss(None)

    def on_word_buttons_pressed(self, event: WordButtons.Pressed) -> None:
        event.stop()
        if event.name == "send":
            self.on_quick_line_submitted(QuickLine.Submitted(self.line, self.line.text))
        else:
            self.dismiss(None)

    def _try(self, told: Told) -> None:
        if self._busy:
            return
        if sentence := lacking(told, self.off):
            self.line.refuse(sentence)
            return
        self._busy = True
        self._send(told, self.off, self)

    def _show(self) -> None:
        self.line.set_reading(parts(self.told, self.now.date()), self.off)
