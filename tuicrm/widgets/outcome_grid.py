"""The outcomes of a call: three columns of words with their digits, each word a button."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.line import Line
from tuicrm.widgets.tones import Piece

COLUMNS = 3


@dataclass(frozen=True)
class Answer:
    """One outcome: its digit, its word, and what follows it."""

    digit: int
    word: str
    hint: str = ""


class OutcomeGrid(Line):
    """`1 no answer   again 14:00   2 busy ...`; the chosen one is marked."""

    @dataclass
    class Pressed(Message):
        """An outcome was clicked."""

        digit: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.answers: tuple[Answer, ...] = ()
        self.chosen: int | None = None

    def put(self, answers: Sequence[Answer], chosen: int | None = None) -> None:
        """Show these outcomes, one of them chosen."""
        self.answers, self.chosen = tuple(answers), chosen
        self.styles.height = max(1, -(-len(answers) // COLUMNS))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        pieces: list[Piece] = []
        for nth, answer in enumerate(self.answers[y * COLUMNS : (y + 1) * COLUMNS]):
            pieces += self._pieces(answer, self._cells_of(nth))
        return self.tones.strip(pieces, self.size.width)

    def _pieces(self, answer: Answer, cells: int) -> list[Piece]:
        is_chosen = answer.digit == self.chosen
        word = cut(answer.word, cells - 4)
        hint = cut(answer.hint, max(0, cells - width(word) - 6)) if cells > 20 else ""
        rest = cells - 3 - width(word) - (width(hint) + 2 if hint else 0)
        return [
            (" ", "text"), (str(answer.digit), "cursor" if is_chosen else "accent"), (" ", "text"),
            (word, "strong" if is_chosen else "text"), ("  " if hint else "", "text"), (hint, "dim"),
            (" " * rest, "text"),
        ]  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        event.stop()
        column, start = 0, 0
        while column < COLUMNS - 1 and event.x >= start + self._cells_of(column):
            start += self._cells_of(column)
            column += 1
        nth = event.y * COLUMNS + column
        if nth < len(self.answers):
            self.post_message(self.Pressed(self.answers[nth].digit))

    def _cells_of(self, column: int) -> int:
        whole = self.size.width
        return whole // COLUMNS + (1 if column < whole % COLUMNS else 0)
