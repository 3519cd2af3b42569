"""Where the lanes of a board stand: how many are seen, how wide, and the mini-map of them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tuicrm.widgets.card import Lane
from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.keymap import NARROW
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece

LANE_CELLS = 20
"""A lane with the line beside it is at least this wide, so 80 cells show four and 120 six."""
NARROW_LANE = 6
"""A lane that is folded: the beginning of its name, and how many cards it has."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The lanes in sight: `left` is the first one, `sizes` are their widths without the line between them."""

    left: int
    sizes: tuple[int, ...]

    @property
    def seen(self) -> range:
        """Return the places of the lanes in sight."""
        return range(self.left, self.left + len(self.sizes))

    def x(self, lane: int) -> int:
        """Return the left edge of a lane in sight."""
        nth = lane - self.left
        return sum(self.sizes[:nth]) + nth

    def size(self, lane: int) -> int:
        """Return the width of a lane in sight."""
        return self.sizes[lane - self.left]

    def lane_at(self, x: int) -> int | None:
        """Return the lane at a cell; the line at its right belongs to it."""
        return next((lane for lane in self.seen if self.x(lane) <= x <= self.x(lane) + self.size(lane)), None)


def frame(cells: int, narrow: Sequence[bool], left: int) -> Frame:
    """Lay lanes out for a window: one at a time below 60 cells, else as many as fit; narrow ones take little.

    Args:
        narrow: for each lane whether it is.
    """
    if not narrow:
        return Frame(0, ())
    left = max(0, min(left, len(narrow) - 1))
    if cells < NARROW:
        return Frame(left, (cells,))
    taken = list(_taken(narrow[left:], cells))
    while left and sum(taken) + _least(narrow[left - 1]) <= cells:  # no room stays empty at the right end
        left -= 1
        taken.insert(0, _least(narrow[left]))
    count = len(taken)
    wide = [nth for nth in range(count) if not narrow[left + nth]]
    room = cells - (count - 1) - (count - len(wide)) * NARROW_LANE
    sizes = [NARROW_LANE] * count
    for place, nth in enumerate(wide):
        sizes[nth] = room // len(wide) + (place >= len(wide) - room % len(wide))
    return Frame(left, tuple(sizes))


def _least(is_narrow: bool) -> int:
    return NARROW_LANE + 1 if is_narrow else LANE_CELLS


def _taken(narrow: Sequence[bool], cells: int) -> Iterator[int]:
    room = cells
    for place, one in enumerate(narrow):
        room -= _least(one)
        if room < 0 and place:
            return
        yield _least(one)


@dataclass(frozen=True, slots=True)
class _Detail:
    totals: bool = False
    counts: bool = False
    longest: int = 99


_DETAILS = (
    _Detail(totals=True, counts=True),
    _Detail(counts=True),
    _Detail(),
    *(_Detail(longest=longest) for longest in (8, 6, 5, 4, 3, 2)),
)


def mini_map(lanes: Sequence[Lane], shown: Frame, cells: int) -> tuple[list[Piece], list[tuple[int, int, int]]]:
    """Return the line that names all lanes, those in sight in brackets, and its hit map (from, to, lane)."""
    for detail in _DETAILS:
        pieces, hits = _mini_map(lanes, shown, detail)
        if sum(width(text) for text, _tone in pieces) <= cells:
            break
    return pieces, hits


def _mini_map(lanes: Sequence[Lane], shown: Frame, detail: _Detail) -> tuple[list[Piece], list[tuple[int, int, int]]]:
    pieces: list[Piece] = []
    hits: list[tuple[int, int, int]] = []
    x = 0

    def put(text: str, inside: bool) -> None:
        nonlocal x
        pieces.append((text, "text" if inside else "dim"))
        x += width(text)

    put(f" {symbols().left} " if shown.left else " ", inside=False)
    for place, lane in enumerate(lanes):
        inside = place in shown.seen
        if place:
            put(_between(place, shown, detail), inside=False)
        if place == shown.left:
            put("[", inside=True)
        start = x
        words = [cut(lane.title, detail.longest)]
        if inside or detail.counts:
            words.append(str(lane.size))
        if detail.totals and lane.total and not inside:
            words.append(lane.total)
        put(" ".join(words), inside)
        hits.append((start, x, place))
        if inside and place == shown.seen[-1]:
            put("]", inside=True)
    if shown.seen and shown.seen[-1] < len(lanes) - 1:
        put(f" {symbols().right}", inside=False)
    return pieces, hits


def _between(place: int, shown: Frame, detail: _Detail) -> str:
    if place in shown.seen and place != shown.left:
        return "  "
    if not detail.counts:
        return " "
    return f" {symbols().bar} "
