"""Lanes of cards as a board is given them, and how one card is drawn."""

from dataclasses import dataclass

from tuicrm.widgets.cells import fit, width
from tuicrm.widgets.row import Cell, Key
from tuicrm.widgets.symbols import symbols
from tuicrm.widgets.tones import Piece, Tone


@dataclass(frozen=True, slots=True)
class Shape:
    """How tall a card is: its own lines, and those of the slot that it stands in."""

    card_lines: int
    slot_lines: int


FULL, SMALL = Shape(3, 4), Shape(1, 1)
"""Three lines with an empty one below; or one line alone."""


@dataclass(frozen=True, slots=True)
class Card:
    """Three facts: who (with a sign such as `!` at its end), money with holder and days, the next step.

    The last of `facts` stands at the right; the others at the left, two blanks between them. `group` is the lane
    that the card stands in, where cards are put in lanes.
    """

    key: Key
    title: str | Cell
    sign: str | Cell = ""
    facts: tuple[str | Cell, ...] = ()
    step: str | Cell = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of a board: its head and its cards.

    `count` is how many there are in all (None: as many as `cards`), `total` and `weighted` are words ready to
    be shown; `more` says that others follow the last card. One that `is_narrow` shows no cards, only how many.
    """

    key: Key
    title: str
    cards: tuple[Card, ...] = ()
    count: int | None = None
    total: str = ""
    weighted: str = ""
    more: bool = False
    is_narrow: bool = False

    @property
    def size(self) -> int:
        """Return how many cards there are in all."""
        return len(self.cards) if self.count is None else self.count


def draw_card(
    card: Card, size: int, *, cursor: Tone | None, flashing: bool, marked: bool = False, shape: Shape = FULL
) -> list[list[Piece]]:
    """Return the lines of a card, each `size` cells wide: a sign at the left, a blank at the right."""
    tone: Tone = "good" if flashing else "text"
    mark = symbols().cursor if cursor else " "
    first: Piece = ("x", "accent") if marked else (mark, tone)
    if shape.card_lines == 1:
        lines = [_two_ends([card.title], _small(card), size - 2, tone)]
    else:
        lines = [
            _two_ends([card.title], card.sign, size - 2, tone),
            _two_ends(card.facts[:-1], card.facts[-1] if card.facts else "", size - 2, tone),
            _two_ends([card.step], "", size - 2, tone),
        ]
    drawn: list[list[Piece]] = [
        [first if nth == 0 else (mark, tone), *line, (" ", tone)] for nth, line in enumerate(lines)
    ]
    if cursor is None:
        return drawn
    return [[("".join(text for text, _tone in line), cursor)] for line in drawn]


def _small(card: Card) -> str | Cell:
    """What a card of one line says at its right end: the money and the sign after it; in lanes whose it is, too."""
    money, sign = (_parts(one, "text")[0] for one in (card.facts[0] if card.facts else "", card.sign))
    holder = f"{_parts(card.facts[1], 'text')[0]} " if card.group and len(card.facts) > 1 else ""
    return Cell(f"{holder}{money} {sign or ' '}", card.sign.tone if isinstance(card.sign, Cell) else "text")


def _two_ends(
    left: "list[str | Cell] | tuple[str | Cell, ...]", right: str | Cell, size: int, tone: Tone
) -> list[Piece]:
    end, end_tone = _parts(right, tone)
    end_size = min(width(end), max(0, size - 1))
    room = max(0, size - end_size - bool(end_size))
    pieces: list[Piece] = []
    for nth, cell in enumerate(left):
        text, text_tone = _parts(cell, tone)
        text = f"  {text}" if nth and text else text
        taken = min(width(text), room)
        pieces.append((fit(text, taken), text_tone))
        room -= taken
    gap = " " * (room + bool(end_size))
    return [*pieces, (gap, tone), (fit(end, end_size), end_tone)]


def _parts(cell: str | Cell, tone: Tone) -> tuple[str, Tone]:
    if isinstance(cell, Cell):
        return cell.text, tone if cell.tone == "text" else cell.tone
    return cell, tone
