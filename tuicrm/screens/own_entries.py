"""Own fields as entries of a form, and what a form says in them."""

from collections.abc import Callable, Mapping

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.agenda.telling import Context
from tuicrm.sales.fields import OwnField
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import Refused
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


def with_own(
    pane: Pane, title: str, context: Context, outcome: str, had: list[Own], keep: Callable[..., None],
    left: Callable[[], None], *, kind: str = "", done: Callable[[], None], failed: Callable[[Exception], None],
) -> None:  # fmt: skip
    """Keep what came of an action, after asking for the own fields that its outcome has.

    Args:
        had: what was said in them the last time, in one place; it is renewed.
        keep: gets what is said, and `then` and `failed` to be called when it is kept or not.
        left: called where the question was left.
    """
    fields = context.asked(outcome, kind)
    if not fields:
        keep((), then=lambda _done: done(), failed=failed)
        return

    def send(said: dict[str, str], form: FormScreen) -> None:
        had[0] = own_said(said)

        def kept(_done: object) -> None:
            form.done()
            done()

        def refused(error: Exception) -> None:
            if isinstance(error, Refused) and error.code == "field_value":
                form.refuse({}, words(error))
                return
            form.done()
            failed(error)

        keep(had[0], then=kept, failed=refused)

    known = dict(had[0])
    entries = [own_entry(one, known.get(one.key, "")) for one in fields]
    form = FormScreen(title, entries, _("Done"), send=send)
    pane.app.push_screen(form, lambda said: left() if said is None else None)
