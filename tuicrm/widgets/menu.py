"""What `space` opens: at most nine numbered acts of the thing under the cursor."""

from collections.abc import Sequence

from textual.geometry import Region

from tuicrm.plain.language import _
from tuicrm.widgets.box import Box
from tuicrm.widgets.keymap import NARROW, Offer, key_label
from tuicrm.widgets.option import Option


class ActMenu(Box[str]):
    """Ends with the id of an act, or None. The direct keys work here, too, and stand at the right."""

    def __init__(
        self, title: str, offers: Sequence[Offer], *, anchor: Region | None = None, cells: int = NARROW
    ) -> None:
        options = [_option(offer, short=cells < NARROW and offer.why is not None) for offer in offers]
        letters = {key: offer.act.id for offer in offers for key in offer.act.keys if len(key) == 1}
        super().__init__(title, options, anchor=anchor, letters=letters)


def _option(offer: Offer, *, short: bool) -> Option[str]:
    """On a phone an act is named shortly when the reason stands behind it, why it cannot be done."""
    words = _(offer.act.words if short else offer.act.tip)
    return Option(offer.act.id, words, note=key_label(offer.act), why=offer.why)
