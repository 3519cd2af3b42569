"""The fields of a form as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tuicrm.plain.clean import line, note
from tuicrm.plain.language import _

Kind = Literal["text", "note", "money", "date", "choice", "choices", "yesno", "number"]

BETWEEN = ","
"""What stands between the keys that were chosen in a field of kind "choices"."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `key` is the value that comes back, `label` what people read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed text is understood, in a few words; or, when it is not `ok`, why not."""

    text: str
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Values are texts: of a choice the option's key, of choices the keys divided by commas,
    of a yes or no "yes", "no" or "" (not said).

    `hint` explains the field under the form while it has the focus; `error` is why the value was refused.
    `read` says how a text is understood (a date in words, an amount), while it is typed; what it calls not
    ok is not sent. With `answers` a digit typed into the empty field is the whole answer and is sent at once;
    a text that begins with a digit begins with a blank there, which it keeps. `is_whole` says whether a text is all
    that the form asks for: `enter` sends it then, the other fields empty.
    """

    key: str
    label: str
    kind: Kind = "text"
    value: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    hint: str = ""
    error: str = ""
    read: Callable[[str], Reading] | None = None
    answers: bool = False
    is_whole: Callable[[str], bool] | None = None

    def choose_from(self) -> tuple[Option, ...]:
        """Return the options of a field that is chosen, not typed; empty for one that is typed."""
        if self.kind == "yesno":
            return self.options or (Option("yes", _("yes")), Option("no", _("no")))
        return self.options if self.kind in ("choice", "choices") else ()

    def clean(self, text: str) -> str:
        """Return a typed text without control characters and blanks at its ends."""
        clean = note(text) if self.kind == "note" else line(text)
        return f" {clean}" if self.answers and clean and text[:1].isspace() else clean

    def reading(self, text: str) -> Reading | None:
        """Say how a text is understood; None when there is nothing to say about it."""
        text = self.clean(text)
        if not text or self.kind in ("choice", "choices", "yesno"):
            return None
        if self.read is not None:
            return self.read(text)
        if self.kind == "number" and not _is_number(text):
            return Reading(_("This is no number."), ok=False)
        return None

    def wrong(self, text: str) -> str:
        """Return a sentence when the text cannot be sent; "" when it can."""
        if self.required and not self.clean(text):
            return _("This is needed.")
        reading = self.reading(text)
        return reading.text if reading and not reading.ok else ""


def values_of(fields: tuple[Field, ...], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the clean text of each field, by key; a field that was not typed in keeps its value."""
    return {field.key: field.clean(typed.get(field.key, field.value)) for field in fields}


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return False
    return not any(letter in text.casefold() for letter in ("n", "_"))  # nan, inf, 1_0
