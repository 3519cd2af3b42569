"""The charts screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuicrm.plain.language import _
from tuicrm.screens.pane import Pane
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.text import Note


class ChartsPane(Pane):
    """Holds the place of the charts screen in the window."""

    place = "charts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("charts")]

    def compose(self) -> ComposeResult:
        yield Note(_("Nothing is here yet."))
