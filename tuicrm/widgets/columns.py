"""A board drawn line by line: lanes of cards in, messages out."""

import sys
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tuicrm.widgets.at_once import AtOnce
from tuicrm.widgets.board import Board
from tuicrm.widgets.board_frame import mini_map
from tuicrm.widgets.board_painter import HEAD_LINES, BoardPainter
from tuicrm.widgets.card import FULL, SMALL, Card, Lane
from tuicrm.widgets.flash import Flash
from tuicrm.widgets.keymap import bindings, methods
from tuicrm.widgets.row import Key
from tuicrm.widgets.wheel import Wheel


class Columns(AtOnce, can_focus=True, inherit_bindings=False):
    """Lanes of cards with a cursor. Each lane scrolls by itself, the lanes scroll sideways.

    Give it lanes with `put`: the cursor stays on its card, wherever that went. A card is moved by nobody here:
    `MoveAsked` and `Dropped` say what the user wants.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("columns"), *bindings("marks")]
    QUICK = methods("columns")
    ALLOW_SELECT = False

    @dataclass
    class About(Message):
        """Something happened on this board."""

        columns: "Columns"

        @property
        def control(self) -> "Columns":
            return self.columns

    @dataclass
    class Highlighted(About):
        """The cursor stands on another card; `card` is None in an empty lane."""

        card: Key | None
        lane: Key | None
        by_user: bool

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Columns.Highlighted) and message.columns is self.columns

    @dataclass
    class Opened(About):
        """A card was opened, by `enter` or by a click on the card under the cursor."""

        card: Key

    @dataclass
    class MoveAsked(About):
        """A key asks to move the card one lane on or back: to `lane`, or None when there is none."""

        card: Key
        lane: Key | None

    @dataclass
    class Dropped(About):
        """The mouse dropped a card on another lane, or on its name in the mini-map."""

        card: Key
        lane: Key

    @dataclass
    class MarksChanged(About):
        """Other cards are marked now."""

        marks: frozenset[Key]

    @dataclass
    class NeedsMore(About):
        """The end of a lane comes into sight: the cards after this one are wanted. Sent once for each."""

        lane: Key
        after: Key

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.board = Board()
        self._empty = empty
        self._flash = Flash(self, self._refresh_cards)
        self.marks: set[Key] = set()
        self._painter = BoardPainter(self, self.board, self._flash, self.marks)
        self._wheel = Wheel(self, self._roll)
        self._wheel_lane = 0
        self._dragged: tuple[Card, int, bool] | None = None  # card, its lane, under the cursor before
        self._target: int | None = None
        self._asked: set[tuple[Key, Key]] = set()

    # what others read

    @property
    def card(self) -> Key | None:
        """Return the key of the card under the cursor."""
        return self.board.card

    @property
    def lane(self) -> Key | None:
        """Return the key of the lane that the cursor is in."""
        return self.board.lane

    @property
    def cursor_region(self) -> Region:
        """Return where the card under the cursor stands on the screen: a box may open beside it."""
        region = self._card_region(*self.board.at) if self.card is not None else None
        return (region or Region(0, 0, self.size.width, 1)).translate(self.region.offset)

    @property
    def chosen(self) -> tuple[Key, ...]:
        """Return what an act is about: the marked cards in their order, else the one under the cursor."""
        if self.marks:
            shown = [card.key for lane in self.board.lanes for card in lane.cards if card.key in self.marks]
            return (*shown, *(self.marks - set(shown)))
        return () if self.card is None else (self.card,)

    @property
    def is_small(self) -> bool:
        """Tell whether cards take one line."""
        return self.board.shape is SMALL

    # what others tell it

    def resize_cards(self, *, small: bool) -> None:
        """Draw cards of one line, or of three."""
        self.board.shape = SMALL if small else FULL
        self._look()
        self.refresh()
        self._ask_for_more()

    def clear_marks(self) -> None:
        """Take all marks off."""
        self._mark(set())

    def put(self, lanes: Sequence[Lane], *, to: Key | None = None) -> None:
        """Show these lanes; the cursor stays on its card (or goes to `to`), each lane keeps its scroll."""
        key, before, frame, tops = self.card, self.board.lanes, self.board.frame, self.board.tops()
        self.board.put(lanes, to)
        self._asked.clear()
        self._look()
        if frame != self.board.frame or [each.key for each in before] != [each.key for each in lanes]:
            self.refresh()
        else:
            self._refresh_changed(before, tops)
        if self.card != key or key is None:
            self.post_message(self.Highlighted(self, self.card, self.lane, by_user=False))
        self._ask_for_more()

    def flash(self, *cards: Key) -> None:
        """Draw these cards as just changed, for two seconds."""
        self._flash.start(cards)

    def say_empty(self, sentence: str) -> None:
        """Set the sentence that stands where there are no lanes."""
        self._empty = sentence
        self.refresh()

    def go_to(self, card: Key) -> bool:
        """Put the cursor on this card; False when it is not among those given."""
        found = self.board.find(card)
        if found is not None:
            self._move_to(*found, by_user=False)
        return found is not None

    # keys

    def action_up(self) -> None:
        self._move_by(-1)

    def action_down(self) -> None:
        self._move_by(1)

    def action_left(self) -> None:
        self._move_to(*self.board.beside(-1))

    def action_right(self) -> None:
        self._move_to(*self.board.beside(1))

    def action_first(self) -> None:
        self._move_to(self.board.at[0], 0)

    def action_last(self) -> None:
        self._move_to(self.board.at[0], sys.maxsize)

    def action_page_up(self) -> None:
        self._move_by(-self.board.slots)

    def action_page_down(self) -> None:
        self._move_by(self.board.slots)

    def action_open(self) -> None:
        if self.card is not None:
            self.post_message(self.Opened(self, self.card))

    def action_forward(self) -> None:
        self._ask_move(1)

    def action_backward(self) -> None:
        self._ask_move(-1)

    def action_mark(self) -> None:
        if self.card is not None:
            self._mark(self.marks ^ {self.card})
            self._move_by(1)

    def action_mark_all(self) -> None:
        """Mark all cards of the lane that the cursor is in, or none of them."""
        lane = self.board.lanes[self.board.at[0]] if self.board.lanes else None
        shown = {card.key for card in lane.cards} if lane else set()
        self._mark(self.marks - shown if shown <= self.marks else self.marks | shown)

    def _mark(self, marks: set[Key]) -> None:
        changed = self.marks ^ marks
        if changed:
            self.marks ^= changed  # the painter looks at this very set
            self._refresh_cards(changed)
            self.post_message(self.MarksChanged(self, frozenset(self.marks)))

    # mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        place = self._card_at(event.x, event.y)
        if place is None or event.button != 1:
            return
        self._dragged = (self.board.lanes[place[0]].cards[place[1]], place[0], self.board.at == place)
        self._move_to(*place)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is None:
            return
        lane = self._lane_at(event.x, event.y)
        target = None if lane == self._dragged[1] else lane
        if target != self._target:
            self._target = target
            self._refresh_heads()
        if event.x <= 0 or event.x >= self.size.width - 1:
            self._shift(-1 if event.x <= 0 else 1)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragged is None:
            return
        (card, lane, was_under_cursor), self._dragged = self._dragged, None
        target, self._target = self._lane_at(event.x, event.y), None
        self.release_mouse()
        self._refresh_heads()
        if target is not None and target != lane:
            self.post_message(self.Dropped(self, card.key, self.board.lanes[target].key))
        elif was_under_cursor and self._card_at(event.x, event.y) is not None:
            self.post_message(self.Opened(self, card.key))

    def on_click(self, event: events.Click) -> None:
        """Go to a lane by a click on its head or on its name in the mini-map."""
        event.stop()
        lane = self._lane_at(event.x, event.y)
        if event.y < HEAD_LINES and lane is not None:
            self._move_to(lane, self.board.top(lane))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turn(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turn(event, -1)

    def _turn(self, event: events.MouseEvent, cards: int) -> None:
        event.stop().prevent_default()
        lane = self.board.frame.lane_at(event.x)
        if event.shift or event.ctrl or event.y < HEAD_LINES:
            self._shift(cards)
        elif lane is not None:
            self._wheel_lane = lane
            self._wheel.turn(cards)

    def _roll(self, cards: int) -> None:
        lane = self._wheel_lane
        if lane < len(self.board.lanes) and self.board.scroll(lane, self.board.top(lane) + cards):
            self._refresh_lane(lane)
            self._ask_for_more()

    # drawing

    def render_line(self, y: int) -> Strip:
        if not self.board.lanes:
            return self._painter.sentence(self._empty, y)
        return self._painter.line(y, target=self._target)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter.clear()

    def on_focus(self) -> None:
        self._refresh_card(*self.board.at)

    def on_blur(self) -> None:
        self._refresh_card(*self.board.at)

    def on_resize(self) -> None:
        self._look()
        self.refresh()
        self._ask_for_more()

    def _refresh_heads(self) -> None:
        self.refresh(Region(0, 0, self.size.width, HEAD_LINES))

    def _refresh_card(self, lane: int, card: int) -> None:
        region = self._card_region(lane, card)
        if region:
            self.refresh(region)

    def _refresh_cards(self, cards: Container[Key]) -> None:
        for lane in self.board.frame.seen:
            for place, card in enumerate(self.board.lanes[lane].cards):
                if card.key in cards:
                    self._refresh_card(lane, place)

    def _refresh_lane(self, lane: int) -> None:
        frame = self.board.frame
        if lane in frame.seen:
            self.refresh(Region(frame.x(lane), 2, frame.size(lane), max(0, self.size.height - 2)))

    def _refresh_changed(self, before: Sequence[Lane], tops: dict[Key, int]) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))
        for place, (old, new) in enumerate(zip(before, self.board.lanes, strict=True)):
            if old != new or tops[old.key] != self.board.top(place):
                self._refresh_lane(place)

    # where things are

    def _look(self) -> None:
        shape = self.board.shape
        gap = shape.slot_lines - shape.card_lines  # the last card needs no line below
        self.board.look(self.size.width, (self.size.height - HEAD_LINES + gap) // shape.slot_lines)

    def _card_region(self, lane: int, card: int) -> Region | None:
        return self.board.region_of(lane, card, below=HEAD_LINES)

    def _card_at(self, x: int, y: int) -> tuple[int, int] | None:
        return self.board.card_at(x, y, below=HEAD_LINES)

    def _lane_at(self, x: int, y: int) -> int | None:
        if y == 0 and self.board.lanes:
            hits = mini_map(self.board.lanes, self.board.frame, self.size.width)[1]
            return next((lane for start, end, lane in hits if start <= x < end), None)
        return self.board.frame.lane_at(x)

    # moves

    def _move_by(self, cards: int) -> None:
        self._move_to(self.board.at[0], self.board.at[1] + cards)

    def _move_to(self, lane: int, card: int, *, by_user: bool = True) -> None:
        before, self.board.at = self.board.at, self.board.nearest(lane, card)
        shifted, scrolled = self.board.show_cursor()
        if shifted:
            self.refresh()
        elif scrolled:
            self._refresh_lane(self.board.at[0])
        if before != self.board.at:
            self._refresh_card(*before)
            self._refresh_card(*self.board.at)
            self.tell(self.Highlighted(self, self.card, self.lane, by_user=by_user))
            self._ask_for_more()

    def _shift(self, lanes: int) -> None:
        if self.board.lanes and self.board.shift(self.board.frame.left + lanes):
            self.refresh()
            self._ask_for_more()

    def _ask_move(self, step: int) -> None:
        if self.card is None:
            return
        place = self.board.at[0] + step
        lane = self.board.lanes[place].key if 0 <= place < len(self.board.lanes) else None
        self.post_message(self.MoveAsked(self, self.card, lane))

    def _ask_for_more(self) -> None:
        for lane in self.board.ends_in_sight():
            asked = (lane.key, lane.cards[-1].key)
            if asked not in self._asked:
                self._asked.add(asked)
                self.post_message(self.NeedsMore(self, *asked))
