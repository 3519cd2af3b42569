"""Whom one calls: the name, the number large and in groups, and what one has to know, drawn by lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuicrm.widgets.cells import cut, fit, width
from tuicrm.widgets.line import Line
from tuicrm.widgets.tones import Piece, Tone

EDGE = 4
NUMBER_EDGE = 9


@dataclass(frozen=True)
class Call:
    """What the card says. `number` is drawn large; `warning` stands in its place when it must not be called."""

    name: str = ""
    where: str = ""
    who: str = ""
    tried: str = ""
    number: str = ""
    hint: str = ""
    warning: str = ""
    link: str = ""


class CallCard(Line):
    """Name and place, person and tries, and the number; six lines, four where the window is low."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.call = Call()

    def put(self, call: Call) -> None:
        """Show somebody else."""
        if call != self.call:
            self.call = call
            self.refresh()

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        pieces = lines[y] if y < len(lines) else []
        strip = self.tones.strip(pieces, self.size.width)
        return _linked(strip, self.call.link) if self.call.link and self._is_number(y) else strip

    def _is_number(self, y: int) -> bool:
        return y == (2 if self.size.height < 6 else 4)

    def _lines(self) -> list[list[Piece]]:
        call, cells = self.call, self.size.width
        edge = EDGE if cells >= 60 else 1
        head = _two(call.name, "strong", call.where, cells, edge)
        second = _two(call.who, "text", call.tried, cells, edge)
        number = self._number(cells)
        if self.size.height < 6:
            return [head, second, number]
        return [[], head, second, [], number]

    def _number(self, cells: int) -> list[Piece]:
        call = self.call
        edge = NUMBER_EDGE if cells >= 60 else 1
        if call.warning:
            return [(" " * edge, "text"), (cut(call.warning, cells - edge - 1), "still")]
        large = spaced(call.number)
        room = cells - edge - 1 - (width(call.hint) + 4 if call.hint else 0)
        shown = large if width(large) <= room else call.number
        pieces: list[Piece] = [(" " * edge, "text"), (shown, "accent")]
        if call.hint and width(shown) <= room:
            gap = max(4, 52 - edge - width(shown)) if cells >= 76 else 4
            pieces += [(" " * gap, "text"), (cut(call.hint, cells - edge - width(shown) - gap), "dim")]
        return pieces


class Facts(Line):
    """Facts with what each is, one a line, cut; a blank name goes on with the one before."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: tuple[tuple[str, str], ...] = ()

    def put(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        if tuple(facts) != self.facts:
            self.facts = tuple(facts)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        if y >= len(self.facts):
            return self.tones.strip([], self.size.width)
        names = max((width(name) for name, _ in self.facts), default=0)
        name, text = self.facts[y]
        column = min(max(names, 8), 10)
        room = max(0, self.size.width - column - 3)
        pieces: list[Piece] = [(f" {fit(name, column)} ", "dim"), (cut(text, room), "text")]
        return self.tones.strip(pieces, self.size.width)


def spaced(number: str) -> str:
    """Write a number large: `+44 113 496` as `+ 4 4   1 1 3   4 9 6`."""
    return "   ".join(" ".join(group) for group in re.split(r"[\s-]+", number.strip()) if group)


def _two(left: str, tone: Tone, right: str, cells: int, edge: int) -> list[Piece]:
    end = cut(right, max(0, cells * 2 // 3))
    room = max(0, cells - edge - width(end) - 3)
    return [(" " * edge, "text"), (fit(left, room), tone), ("  ", "text"), (end, "text")]


def _linked(strip: Strip, link: str) -> Strip:
    """Let a terminal that knows links call the number."""
    style = Style(link=link)
    segments = [
        Segment(text, (old or Style()) + style if text.strip() else old, control) for text, old, control in strip
    ]
    return Strip(segments, strip.cell_length)
