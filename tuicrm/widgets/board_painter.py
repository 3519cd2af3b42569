"""The lines of a board: mini-map, heads, cards. Cards are drawn once, then kept."""

from collections.abc import Set

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.plain.language import _
from tuicrm.widgets.board import Board
from tuicrm.widgets.board_frame import mini_map
from tuicrm.widgets.card import Card, Lane, draw_card
from tuicrm.widgets.cells import cut, fit, width, wrap
from tuicrm.widgets.flash import Flash
from tuicrm.widgets.row import Key
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones

HEAD_LINES = 5
"""The mini-map, a rule, two lines of heads, the rule that tells which cards are seen."""

_TITLE_LINE = 2


class BoardPainter:
    """Paints for one widget in its tones."""

    def __init__(self, widget: Widget, board: Board, flash: Flash, marks: Set[Key]) -> None:
        self._widget = widget
        self._board = board
        self._flash = flash
        self._marks = marks
        self._tones = Tones(widget)
        self._drawn: LRUCache[tuple[object, ...], list[list[Piece]]] = LRUCache(1024)

    def clear(self) -> None:
        """Forget the tones: the theme is another."""
        self._tones.clear()

    def line(self, y: int, *, target: int | None) -> Strip:
        """Return one line; `target` is the lane that a card is being dragged to."""
        size = self._widget.size.width
        if y == 0:
            return self._tones.strip(mini_map(self._board.lanes, self._board.frame, size)[0], size)
        if y == 1:
            return self._tones.strip([(symbols().rule * size, "dim")], size)
        pieces: list[Piece] = []
        for lane in self._board.frame.seen:
            if pieces:
                pieces.append((symbols().cross if y == HEAD_LINES - 1 else symbols().bar, "dim"))
            if y < HEAD_LINES:
                pieces += self._head(lane, y, is_target=lane == target)
            else:
                pieces += self._card_line(lane, y - HEAD_LINES)
        return self._tones.strip(pieces, size)

    def sentence(self, text: str, y: int) -> Strip:
        """Return a line of the sentence that stands where there are no lanes."""
        size = self._widget.size.width
        lines = wrap(text, max(1, size - 4), max(1, self._widget.size.height))
        return self._tones.strip([(f"  {lines[y]}" if y < len(lines) else "", "dim")], size)

    def _head(self, place: int, y: int, *, is_target: bool) -> list[Piece]:
        lane, size = self._board.lanes[place], self._board.frame.size(place)
        if y == HEAD_LINES - 1:
            return [(self._rule(place, size), "dim")]
        if lane.is_narrow:
            said = lane.title if y == _TITLE_LINE else str(lane.size)
            return [(f" {fit(said, size - 1)}", "cursor" if is_target else "dim")]
        left, right = (lane.title, str(lane.size)) if y == _TITLE_LINE else (lane.total, lane.weighted)
        text = f" {fit(left, size - 3 - width(right))} {right} "
        tone: Tone = "strong" if y == _TITLE_LINE else "text"
        return [(fit(text, size), "cursor" if is_target else tone)]

    def _rule(self, place: int, size: int) -> str:
        lane, top = self._board.lanes[place], self._board.top(place)
        rule = symbols().rule
        if not lane.cards or lane.is_narrow:
            return rule * size
        last = min(top + self._board.slots, len(lane.cards))
        text = f" {top + 1}-{last}/{lane.size} {rule}"
        group = f"{rule} {cut(lane.cards[top].group, max(0, size - width(text) - 5))} " if lane.cards[top].group else ""
        return group + rule * max(0, size - width(group) - width(text)) + text

    def _card_line(self, place: int, line: int) -> list[Piece]:
        lane, size = self._board.lanes[place], self._board.frame.size(place)
        shape = self._board.shape
        slot, nth = divmod(line, shape.slot_lines)
        card = self._board.top(place) + slot
        if (not lane.cards or lane.is_narrow) and line == 0:
            mark = symbols().cursor if self._board.at[0] == place else " "
            said = _("of this quarter") if lane.size else _("nothing here")
            return [(fit(mark + ("" if lane.is_narrow else said), size), "dim")]
        if lane.is_narrow or card >= len(lane.cards) or slot >= self._board.slots:
            return [(" " * size, "text")]
        if nth == shape.card_lines:
            return [(self._between(lane, card, size), "dim")]
        return self._card(lane.cards[card], size, under_cursor=self._board.at == (place, card))[nth]

    def _between(self, lane: Lane, card: int, size: int) -> str:
        """The line under a card: empty, or the name of the next lane where one begins."""
        if card + 1 >= len(lane.cards) or lane.cards[card + 1].group == lane.cards[card].group:
            return " " * size
        rule = symbols().rule
        said = f"{rule} {cut(lane.cards[card + 1].group, size - 4)} "
        return said + rule * max(0, size - width(said))

    def _card(self, card: Card, size: int, *, under_cursor: bool) -> list[list[Piece]]:
        cursor: Tone | None = None
        if under_cursor:
            cursor = "cursor" if self._widget.has_focus else "cursor-blurred"
        flashing, marked, shape = card.key in self._flash, card.key in self._marks, self._board.shape
        known = (card, size, cursor, flashing, marked, shape, symbols())
        drawn = self._drawn.get(known)
        if drawn is None:
            drawn = draw_card(card, size, cursor=cursor, flashing=flashing, marked=marked, shape=shape)
            self._drawn[known] = drawn
        return drawn
