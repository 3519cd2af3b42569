"""The lines of a board: mini-map, heads, cards. Cards are drawn once, then kept."""

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from tuicrm.plain.language import _
from tuicrm.widgets.board import Board
from tuicrm.widgets.board_frame import mini_map
from tuicrm.widgets.card import CARD_LINES, SLOT_LINES, Card, draw_card
from tuicrm.widgets.cells import fit, width, wrap
from tuicrm.widgets.flash import Flash
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone, Tones

HEAD_LINES = 5
"""The mini-map, a rule, two lines of heads, the rule that tells which cards are seen."""

_TITLE_LINE = 2


class BoardPainter:
    """Paints for one widget in its tones."""

    def __init__(self, widget: Widget, board: Board, flash: Flash) -> None:
        self._widget = widget
        self._board = board
        self._flash = flash
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
        left, right = (lane.title, str(lane.size)) if y == _TITLE_LINE else (lane.total, lane.weighted)
        text = f" {fit(left, size - 3 - width(right))} {right} "
        tone: Tone = "strong" if y == _TITLE_LINE else "text"
        return [(fit(text, size), "cursor" if is_target else tone)]

    def _rule(self, place: int, size: int) -> str:
        lane, top = self._board.lanes[place], self._board.top(place)
        rule = symbols().rule
        if not lane.cards:
            return rule * size
        last = min(top + self._board.slots, len(lane.cards))
        text = f" {top + 1}-{last}/{lane.size} {rule}"
        return rule * max(0, size - width(text)) + text

    def _card_line(self, place: int, line: int) -> list[Piece]:
        lane, size = self._board.lanes[place], self._board.frame.size(place)
        slot, nth = divmod(line, SLOT_LINES)
        card = self._board.top(place) + slot
        if not lane.cards and line == 0:
            mark = symbols().cursor if self._board.at[0] == place else " "
            said = _("of this quarter") if lane.size else _("nothing here")
            return [(fit(mark + said, size), "dim")]
        if nth == CARD_LINES or card >= len(lane.cards) or slot >= self._board.slots:
            return [(" " * size, "text")]
        return self._card(lane.cards[card], size, under_cursor=self._board.at == (place, card))[nth]

    def _card(self, card: Card, size: int, *, under_cursor: bool) -> list[list[Piece]]:
        cursor: Tone | None = None
        if under_cursor:
            cursor = "cursor" if self._widget.has_focus else "cursor-blurred"
        flashing = card.key in self._flash
        known = (card, size, cursor, flashing, symbols())
        drawn = self._drawn.get(known)
        if drawn is None:
            drawn = draw_card(card, size, cursor=cursor, flashing=flashing)
            self._drawn[known] = drawn
        return drawn
