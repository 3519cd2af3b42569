"""A form: fields in, a dict of texts out. In a dialog (`form_screen.py`) or in place."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from textual import events, on
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tuicrm.plain.language import _
from tuicrm.widgets.choice_input import ChoiceInput
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.field_row import FieldRow, FieldWords
from tuicrm.widgets.fields import Field
from tuicrm.widgets.leaving import Leaving
from tuicrm.widgets.line_input import NoteInput
from tuicrm.widgets.word_buttons import WordButtons

_HINT_LINES = 4  # where there is one field alone, there is room to explain it


class Form(Vertical):
    """Fields one below the other, a line that explains the one with the focus, and the words [Save] [Cancel].

    `enter` goes to the next field and sends in the last one, or in one that says it all; F10 and [Save] send from
    everywhere (in a note `enter` is a new line); `esc` leaves. With a draft keeper what was typed is restored on
    opening, and `esc` twice throws it away. Keys that send and were typed before the form was seen do nothing.

    After `Submitted` the form waits for `refuse` (try again) or for being taken away.
    """

    @dataclass
    class About(Message):
        """Something happened in this form."""

        form: "Form"

        @property
        def control(self) -> "Form":
            return self.form

    @dataclass
    class Changed(About):
        """A field holds another text."""

        key: str
        text: str

    @dataclass
    class Submitted(About):
        """The fields are complete and sent: clean texts by key."""

        values: dict[str, str]

    @dataclass
    class Left(About):
        """The user does not want to send. `kept`: what was typed is kept as a draft."""

        kept: bool

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        words: str = "",
        draft: DraftKeeper | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the fields.

        Args:
            words: what the button says that sends; "" is Save.
            draft: keeps what is typed.
        """
        super().__init__(id=id, classes=classes)
        self.busy = False
        self._start = {field.key: field.value for field in fields}
        self._notice = FieldWords()
        self._hint = FieldWords(indent=2, lines=_HINT_LINES if len(fields) == 1 else 1)
        self.leaving = Leaving(self, draft, say=self._notice.say, left=self._left)
        typed = self.leaving.restore()
        lines = _HINT_LINES if len(fields) == 1 else 1
        self.rows = [FieldRow(replace(field, value=typed.get(field.key, field.value)), lines) for field in fields]
        self._texts = {row.field.key: row.field.value for row in self.rows}
        self._words = words or _("Save")
        self._buttons = WordButtons((("send", self._words), ("leave", _("Cancel"))))
        self._scroll = VerticalScroll(*self.rows, can_focus=False)
        self._on_screen_at: float | None = None

    def compose(self) -> Iterator[Widget]:
        yield self._scroll
        yield self._notice
        yield self._hint
        yield self._buttons

    def on_mount(self) -> None:
        self.call_after_refresh(self._painted)

    def focus_first(self) -> None:
        """Put the cursor into the first field, or the first that was refused."""
        refused = [row for row in self.rows if row.field.error]
        (refused or self.rows)[0].input.focus()

    def limit(self, lines: int) -> None:
        """Take at most so many lines; the fields scroll then."""
        self._scroll.styles.max_height = max(1, lines - 3)

    @property
    def values(self) -> dict[str, str]:
        """The clean texts by key, as they stand now."""
        return {row.field.key: row.field.clean(row.value) for row in self.rows}

    @property
    def is_changed(self) -> bool:
        """Tell whether a field holds another text than at first."""
        return self._texts != self._start

    # what others tell it

    def refuse(self, errors: Mapping[str, str], sentence: str = "") -> None:
        """Show why the fields were refused, by key, and go on; nothing typed is lost."""
        self.busy = False
        self._notice.say(sentence, "late")
        for row in self.rows:
            row.refuse(errors.get(row.field.key, ""))
        bad = [row for row in self.rows if row.field.key in errors]
        if bad:
            bad[0].input.focus()

    def send(self, *, typed_at: float | None = None) -> None:
        """Send the fields if they are complete, else show what is missing.

        Args:
            typed_at: when the key was typed (monotonic); keys from before the form was seen do not count.
        """
        if self.busy or self._is_unseen(typed_at):
            return
        wrong = {row.field.key: sentence for row in self.rows if (sentence := row.field.wrong(row.value))}
        if wrong:
            self.refuse(wrong)
            return
        self.busy = True
        self._notice.say(_("Saving ..."), "dim")
        self.post_message(self.Submitted(self, self.values))

    def leave(self) -> None:
        """Leave without sending; what was typed is kept as a draft where there is a keeper."""
        self.leaving.leave(changed=self.is_changed)

    def _left(self, kept: bool) -> None:
        self.post_message(self.Left(self, kept))

    # keys and what comes from the fields

    def on_key(self, event: events.Key) -> None:
        if event.key != "escape":
            self.leaving.stay()
        if self._does(event):
            event.stop()
            event.prevent_default()

    def _does(self, event: events.Key) -> bool:
        """Do what a key means to the form as a whole and tell whether it means something."""
        match event.key:
            case "escape":
                self.leave()
            case "f10":
                self.send(typed_at=event.time)
            case "enter":
                self._enter(event.time)
            case "up" | "down":
                return self._go(1 if event.key == "down" else -1)
            case "backspace" if self._buttons.has_focus:
                pass
            case _:
                # What an input did not take must not reach the keys of the screen below.
                return event.is_printable
        return True

    def _enter(self, typed_at: float) -> None:
        if self._is_unseen(typed_at):
            return
        place = self._place
        here = self.rows[place] if place is not None else None
        is_whole = here is not None and here.field.is_whole is not None and here.field.is_whole(here.value)
        if place == len(self.rows) - 1 or (is_whole and not any(row.value for row in self.rows if row is not here)):
            self.send(typed_at=typed_at)
        else:
            self._go(1)

    def _go(self, by: int) -> bool:
        """Go to the field above or below, unless the cursor has lines to go to inside a note."""
        place = self._place
        stop = self.rows[place].input if place is not None else None
        if isinstance(stop, NoteInput) and not (stop.at_bottom if by > 0 else stop.at_top):
            return False
        stops: list[Widget] = [*(row.input for row in self.rows), self._buttons]
        at = (len(stops) - 1 if place is None else place) + by
        if 0 <= at < len(stops):
            stops[at].focus()
        return True

    @property
    def _place(self) -> int | None:
        """The place of the field that has the focus; None when the buttons have it."""
        return next((place for place, row in enumerate(self.rows) if row.input.has_focus), None)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceInput.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        for row in self.rows:
            key, text = row.field.key, row.value
            if row.input is event.control and text != self._texts[key]:
                is_answer = row.field.answers and not self._texts[key] and _is_digit(text)
                self._texts[key] = text
                row.changed()
                self.leaving.typed(self._texts)
                self.post_message(self.Changed(self, key, text))
                if is_answer:
                    self.send()

    @on(WordButtons.Pressed)
    def _pressed(self, event: WordButtons.Pressed) -> None:
        event.stop()
        if event.name == "send":
            self.send(typed_at=event.at)
        else:
            self.leave()

    def on_descendant_focus(self) -> None:
        for row in self.rows:
            row.label.mark(row.input.has_focus)
        place = self._place
        self._hint.say(self._hint_of(self.rows[place].field) if place is not None else "", "dim")

    def _hint_of(self, field: Field) -> str:
        if field.kind == "note" and not field.hint:
            return _("enter: a new line; F10: {send}").format(send=self._words)
        return field.hint

    def on_descendant_blur(self) -> None:
        for row in self.rows:
            row.label.mark(row.input.has_focus)

    def on_resize(self) -> None:
        widest = max((row.wish() for row in self.rows), default=0)
        for row in self.rows:
            row.give(min(widest, self.size.width // 3))

    def on_unmount(self) -> None:
        self.leaving.write()

    def _painted(self) -> None:
        self._on_screen_at = monotonic()

    def _is_unseen(self, typed_at: float | None) -> bool:
        """Tell whether a key was typed before the form could be seen: it was meant for something else."""
        return self._on_screen_at is None or (typed_at is not None and typed_at < self._on_screen_at)


def _is_digit(text: str) -> bool:
    """Tell whether a text is one digit that answers; an input method sends it full width."""
    return unicodedata.normalize("NFKC", text) in set("123456789")
