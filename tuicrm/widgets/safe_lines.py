"""The last net before the terminal: no drawn line carries a control, a bidi or a hidden character."""

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tuicrm.plain.clean import FORBIDDEN

if TYPE_CHECKING:
    from textual.app import App


class SafeLines(LineFilter):
    """Drop what may never reach a terminal; such characters take no cells, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        found = FORBIDDEN.search
        if not any(found(text) for text, _style, control in segments if not control):
            return segments
        return [
            segment if segment.control else Segment(FORBIDDEN.sub("", segment.text), segment.style)
            for segment in segments
        ]


def install(app: "App[Any]") -> None:
    """Filter every line that this app draws from now on.

    Textual 8.2.8 has no public place for a line filter of one's own; a test on the bytes of a pty holds this.
    """
    if not any(isinstance(each, SafeLines) for each in app._filters):
        app._filters.append(SafeLines())
