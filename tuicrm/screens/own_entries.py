"""Own fields as entries of a form, and what a form says in them."""

from collections.abc import Callable, Mapping

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.fields import OwnField
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field, Kind, Option
from tuicrm.widgets.form_screen import FormScreen

OWN = "own "
_KINDS: dict[str, Kind] = {
    "text": "text", "number": "number", "money": "number", "date": "text", "choice": "choice", "choices": "choices",
    "yesno": "yesno", "link": "text",
}  # fmt: skip
Own = tuple[tuple[str, str], ...]


def own_entry(field: OwnField, text: str) -> Field:
    """Give the entry of an own field with its value."""
    options = tuple(Option(choice, show(choice)) for choice in field.choices)
    value = text.replace(", ", ",") if field.type == "choices" else text
    return Field(OWN + field.key, show(field.name), _KINDS[field.type], value, options=options)


def own_said(said: Mapping[str, str]) -> Own:
    """Give what a form says in own fields, by their keys; what was left empty is left out."""
    return tuple((key.removeprefix(OWN), text) for key, text in said.items() if key.startswith(OWN) and text.strip())


def ask_own(
    pane: Pane, title: str, fields: tuple[OwnField, ...], had: Own, then: Callable[[Own, FormScreen], None],
    left: Callable[[], None],
) -> None:  # fmt: skip
    """Ask for own fields; `then` gets what was said and the form to close, `left` is called where it was left."""
    known = dict(had)
    entries = [own_entry(one, known.get(one.key, "")) for one in fields]
    form = FormScreen(title, entries, _("Done"), send=lambda said, form: then(own_said(said), form))
    pane.app.push_screen(form, lambda said: left() if said is None else None)
