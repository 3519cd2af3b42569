"""The card of a customer."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuicrm.plain.language import _
from tuicrm.screens.pane import Card
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.text import Note


class CustomerCard(Card):
    """Holds the place of the card of a customer."""

    place = "customer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("customer")]

    def compose(self) -> ComposeResult:
        yield Note(_("Nothing is here yet."))
