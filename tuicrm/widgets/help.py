"""The keys of one screen, and what the signs mean; made from the table of actions."""

from tuicrm.plain.language import _
from tuicrm.widgets.acts import Act, acts_on
from tuicrm.widgets.box import Box
from tuicrm.widgets.cells import width
from tuicrm.widgets.keymap import NARROW, key_label
from tuicrm.widgets.option import Option

_TAKEN = 14


class Help(Box[str]):
    """Ends with the id of the act to do, or None. What is typed filters."""

    def __init__(self, screen: str, *, cells: int = NARROW) -> None:
        keyed = sorted((each for each in acts_on(screen) if each.keys), key=_is_way)
        options = [_key(each, cells) for each in keyed]
        super().__init__(_("Keys of this screen"), options, text=legend(), numbered=False, filtered=True)


def _is_way(item: Act) -> bool:
    """What only moves the cursor comes after what this screen is for."""
    return item.id.startswith("list.") and item.menu is None and item.id != "list.open"


def legend() -> str:
    """Return what the signs of all screens mean, in two lines."""
    signs = _("! late  ~ stands still  - no next step  $ date or amount moved often")
    return signs + "\n" + _("x marked  *2 two new things for me  ? not known")


def _key(item: Act, cells: int) -> Option[str]:
    """Say it in full where that fits: the frame and the key take some cells, too."""
    words = _(item.tip) if cells >= NARROW or width(_(item.tip)) <= cells - _TAKEN else _(item.words)
    return Option(item.id, words, lead=key_label(item), also=f"{item.id} {item.words} {_(item.words)}")
