"""The team screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuicrm.plain.language import _
from tuicrm.screens.pane import Pane
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.text import Note


class TeamPane(Pane):
    """Holds the place of the team screen in the window."""

    place = "team"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]

    def compose(self) -> ComposeResult:
        yield Note(_("Nothing is here yet."))
