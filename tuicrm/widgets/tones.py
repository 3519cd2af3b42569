"""The six colours of all our drawing, as styles for segments that widgets make themselves."""

from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

Tone = Literal["text", "dim", "accent", "late", "still", "good", "strong", "cursor", "cursor-blurred"]
"""text; dim (rules, heads, second facts); accent (keys, where I am); late (red, with `!`); still (yellow,
with `~` `-` `$`); good (green: just changed, won); strong (bold); cursor (the row under the cursor).
Their looks are the classes `tone--*` of app.tcss."""

Piece = tuple[str, Tone]
"""A text and its tone: what lines are made of before they become a Strip."""


class Tones:
    """The styles of one widget's tones, looked up once; `clear()` when the theme or the focus changed."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[str, Style | None] = {}

    def __getitem__(self, tone: str) -> Style | None:
        if tone not in self._styles:
            self._styles[tone] = self._look_up(tone)
        return self._styles[tone]

    def clear(self) -> None:
        self._styles.clear()

    def strip(self, pieces: list[Piece], width: int) -> Strip:
        """Return pieces as one line of exactly `width` cells; neighbours of one tone share a segment."""
        merged: list[Piece] = []
        for text, tone in pieces:
            if not text:
                continue
            before = merged[-1] if merged else None
            if before and _share(before, (text, tone)):
                merged[-1] = (before[0] + text, before[1] if before[0].strip() else tone)
            else:
                merged.append((text, tone))
        strip = Strip([Segment(text, self[tone]) for text, tone in merged])
        return strip.adjust_cell_length(width, self["text"])

    def _look_up(self, tone: str) -> Style | None:
        style = self._widget.rich_style if tone == "text" else self._inside(tone).rich_style
        return None if _is_plain(style) else style

    def _inside(self, tone: str) -> DOMNode:
        """Style a node of this tone inside the widget.

        As Textual's COMPONENT_CLASSES do; but those are styled all of them, again with each change of the widget.
        """
        node = DOMNode(classes=f"tone--{tone}")
        node._attach(self._widget)
        self._widget.app.stylesheet.apply(node)
        return node


def _share(before: Piece, after: Piece) -> bool:
    """Tell whether two neighbours can be one segment: of one tone, or blank without a ground of its own."""
    if before[1] == after[1]:
        return True
    return not (_has_ground(before) or _has_ground(after)) and not (before[0].strip() and after[0].strip())


def _has_ground(piece: Piece) -> bool:
    return piece[1].startswith("cursor")


def _is_plain(style: Style) -> bool:
    """Tell whether a style only asks for the terminal's own colours: then no bytes are spent on it."""
    colours = (style.color, style.bgcolor)
    return all(colour is None or colour.is_default for colour in colours) and not style._attributes
