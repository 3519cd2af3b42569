"""The line above the footer. It always speaks: of the last act, or of the thing under the cursor."""

from collections.abc import Sequence

from tuicrm.plain.language import _
from tuicrm.widgets.acts import act
from tuicrm.widgets.keymap import key_label
from tuicrm.widgets.line import Line, Part
from tuicrm.widgets.tones import Tone


class Status(Line):
    """What the last act did stays until the user moves on; then the sentence about the cursor stands there."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._about = ""
        self._said: Part | None = None
        self._undo = False

    def about(self, sentence: str, *, moved: bool = True) -> None:
        """Speak of the thing under the cursor. `moved`: the user went there, so the last act is history."""
        said = None if moved else self._said
        if (sentence, said) != (self._about, self._said):
            self._about, self._said = sentence, said
            self.refresh()

    def say(self, sentence: str, tone: Tone = "text", *, undo: bool = False) -> None:
        """Say what an act did, or why it was refused; `undo` offers to take it back."""
        self._said = Part(sentence, tone)
        self._undo = undo
        self.refresh()

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        if self._said is None:
            return [Part(" "), Part(self._about)], ()
        if not self._undo:
            return [Part(" "), self._said], ()
        item = act("app.undo")
        undo = [Part(key_label(item), "accent", item.id), Part(f" {_(item.words)} ", "dim", item.id)]
        return [Part(" "), self._said], undo
