"""What a board shows: its lanes, the cursor, how far each lane and the whole is scrolled. No drawing."""

from collections.abc import Sequence

from textual.geometry import Region, clamp

from tuicrm.widgets.board_frame import Frame, frame
from tuicrm.widgets.card import FULL, Lane
from tuicrm.widgets.row import Key


class Board:
    """Lanes seen through a frame of so many lanes and slots. Places are (lane, card), counted from 0."""

    def __init__(self) -> None:
        self.lanes: tuple[Lane, ...] = ()
        self.at = (0, 0)
        self.frame = Frame(0, ())
        self.slots = 1
        self.shape = FULL
        self._tops: dict[Key, int] = {}
        self._left = self._stands  # by the user, not by a window that had little room

    @property
    def card(self) -> Key | None:
        """Return the key of the card under the cursor."""
        lane, card = self.at
        cards = self.lanes[lane].cards if self.lanes else ()
        return cards[card].key if card < len(cards) else None

    @property
    def lane(self) -> Key | None:
        """Return the key of the lane that the cursor is in."""
        return self.lanes[self.at[0]].key if self.lanes else None

    def put(self, lanes: Sequence[Lane], to: Key | None) -> None:
        """Take other lanes: the cursor stays on its card or goes to `to`, else it stays where it is."""
        key = self.card if to is None else to
        self.lanes = tuple(lanes)
        self.at = self.find(key) or self.nearest(*self.at)
        left, tops = self._left
        self._tops = {lane.key: tops.get(lane.key, 0) for lane in self.lanes}
        self._left = left, {**self._tops}

    def look(self, cells: int, slots: int) -> None:
        """Look at it through a window of so many cells and cards, from where the user left it.

        How far it scrolls to show the cursor is not kept: what had little room for a moment stands as before then.
        """
        self._cells, self.slots = cells, max(1, slots)
        left, tops = kept = self._left
        self.frame = frame(cells, [lane.is_narrow for lane in self.lanes], left)
        self._tops = {**tops}
        self.show_cursor()
        self._left = kept

    def find(self, card: Key | None) -> tuple[int, int] | None:
        """Return where a card is; None when it is nowhere."""
        if card is None:
            return None
        for nth, lane in enumerate(self.lanes):
            for place, each in enumerate(lane.cards):
                if each.key == card:
                    return nth, place
        return None

    def nearest(self, lane: int, card: int) -> tuple[int, int]:
        """Return the place that exists nearest to this one; card 0 in an empty lane."""
        if not self.lanes:
            return 0, 0
        lane = clamp(lane, 0, len(self.lanes) - 1)
        return lane, clamp(card, 0, max(0, len(self.lanes[lane].cards) - 1))

    def beside(self, step: int) -> tuple[int, int]:
        """Return the place in a neighbour lane that is on the same line of the screen."""
        lane, card = self.at
        neighbour = self.nearest(lane + step, 0)[0]
        if neighbour == lane:
            return self.at
        return self.nearest(neighbour, self.top(neighbour) + card - self.top(lane))

    def top(self, lane: int) -> int:
        """Return the first card in sight of a lane."""
        last = max(0, len(self.lanes[lane].cards) - self.slots)
        return clamp(self._tops.get(self.lanes[lane].key, 0), 0, last)

    def scroll(self, lane: int, top: int) -> bool:
        """Scroll one lane; False when it was there already."""
        before = self.top(lane)
        self._tops[self.lanes[lane].key] = top
        self._tops[self.lanes[lane].key] = self.top(lane)
        self._left = self._stands
        return self.top(lane) != before

    def shift(self, left: int) -> bool:
        """Show the lanes from this one on; False when nothing changes."""
        before = self.frame
        self.frame = frame(self._cells, [lane.is_narrow for lane in self.lanes], left)
        self._left = self._stands
        return self.frame != before

    def show_cursor(self) -> tuple[bool, bool]:
        """Scroll so that the cursor is in sight; return whether the lanes moved, and whether the cards did."""
        if not self.lanes or not self._cells:  # before the first layout nothing is in sight, and nothing out of it
            return False, False
        lane, card = self.at
        shifted = scrolled = False
        if lane not in self.frame.seen:
            shifted = self.shift(lane - len(self.frame.sizes) // 2)
        if not self.top(lane) <= card < self.top(lane) + self.slots:
            scrolled = self.scroll(lane, card - self.slots // 2)
        self._left = self._stands
        return shifted, scrolled

    @property
    def _stands(self) -> tuple[int, dict[Key, int]]:
        """The first lane and the first card of each."""
        return self.frame.left, {**self._tops}

    def tops(self) -> dict[Key, int]:
        """Return the first card in sight of each lane, by the lane's key."""
        return {lane.key: self.top(place) for place, lane in enumerate(self.lanes)}

    def ends_in_sight(self) -> list[Lane]:
        """Return the lanes in sight that have more cards, and whose last ones come into sight."""
        return [
            lane
            for place, lane in enumerate(self.lanes)
            if lane.more
            and lane.cards
            and place in self.frame.seen
            and self.top(place) + 2 * self.slots >= len(lane.cards)
        ]

    _cells = 80

    def region_of(self, lane: int, card: int, *, below: int) -> Region | None:
        """Return where a card is drawn, below so many lines of heads; None when it is out of sight."""
        if lane not in self.frame.seen or not self.lanes:
            return None
        slot = card - self.top(lane)
        if self.lanes[lane].is_narrow:
            return Region(self.frame.x(lane), below, self.frame.size(lane), 1)
        if not 0 <= slot < self.slots:
            return None
        y = below + slot * self.shape.slot_lines
        return Region(self.frame.x(lane), y, self.frame.size(lane), self.shape.card_lines)

    def card_at(self, x: int, y: int, *, below: int) -> tuple[int, int] | None:
        """Return the place of the card that is drawn at a cell."""
        lane = self.frame.lane_at(x)
        if lane is None or y < below or self.lanes[lane].is_narrow:
            return None
        slot, nth = divmod(y - below, self.shape.slot_lines)
        card = self.top(lane) + slot
        if nth == self.shape.card_lines or slot >= self.slots or card >= len(self.lanes[lane].cards):
            return None
        return lane, card
