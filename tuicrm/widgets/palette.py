"""All commands by name, made from the table of actions: nothing of Textual's own, no screenshot."""

from collections.abc import Callable, Sequence

from tuicrm.plain.language import _
from tuicrm.widgets.acts import Act, acts_on
from tuicrm.widgets.box import Box
from tuicrm.widgets.keymap import NARROW, key_label
from tuicrm.widgets.option import Option

_NOT_HERE = ("app.acts", "app.palette", "app.back", "pane.")


class Palette(Box[str]):
    """Ends with the id of an act (or the key of one of `more`), or None. What is typed filters."""

    def __init__(
        self,
        screen: str,
        why: Callable[[str], str | None],
        *,
        more: Sequence[Option[str]] = (),
        cells: int = NARROW,
    ) -> None:
        acts = [each for each in acts_on(screen) if _is_command(each)]
        options = [_command(each, why(each.id), wide=cells >= NARROW) for each in acts]
        super().__init__(_("Commands"), [*options, *more], filtered=True)


def _is_command(item: Act) -> bool:
    """Leave out what is only a way to somewhere; what can be marked is an act."""
    moves = item.id.startswith("list.") and item.menu is None
    return not moves and not item.id.startswith(_NOT_HERE)


def _command(item: Act, why: str | None, *, wide: bool) -> Option[str]:
    english = f"{item.id} {item.words} {item.tip}"
    if wide:
        return Option(item.id, _(item.tip), lead=_(item.words), note=key_label(item), why=why, also=english)
    return Option(item.id, _(item.words), note=key_label(item), tip=_(item.tip), why=why, also=english)
