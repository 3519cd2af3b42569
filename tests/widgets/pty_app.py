"""The app that the tests on bytes run in a pty: `rows`, `dark` (rows in full colour), `board` or `hostile`."""

import sys
from dataclasses import replace

from textual.app import ComposeResult

from tuicrm.widgets.card import Card, Lane
from tuicrm.widgets.columns import Columns
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.text import Note

HOSTILE = (
    "[/x] [@click=app.quit]go[/] \x1b]52;c;aGFja2Vk\x07 \x9b31m \x00 \u202egnp.exe \U000e0041 👨‍👩‍👧 " + "宽" * 300
)


class PtyApp(TameApp[None]):
    """Rows on a screen of its own; `e` changes a row, `esc` ends."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        if kind == "dark":
            self.theme = "dark"

    def compose(self) -> ComposeResult:
        if self.kind == "hostile":
            yield Note(HOSTILE)
        if self.kind != "board":
            yield Rows((Column("name", "Customer", flex=1), Column("worth", "Worth", width=8, align="right")))
        if self.kind in ("board", "hostile"):
            yield Columns()

    def on_mount(self) -> None:
        text = HOSTILE if self.kind == "hostile" else "Vantage Tooling Ltd"
        for rows in self.query(Rows):
            rows.put(Page(tuple(Row(n, (f"{n} {text}", Cell(f"{n}.0k", "dim"))) for n in range(200))))
        for board in self.query(Columns):
            cards = tuple(Card(n, f"{n} {text}", Cell("!", "late"), (f"{n}.0k", text, "3d"), text) for n in range(50))
            lanes = [Lane(lane, f"{lane} {text}", cards, total=text, weighted=text) for lane in range(6)]
            board.put([replace_keys(lane) for lane in lanes])
        if self.kind == "hostile":
            self.notify(HOSTILE, title=HOSTILE)

    def key_e(self) -> None:
        """Put the same rows again, one of them changed, as the change feed does."""
        rows = self.query_one(Rows)
        rows.put(rows.page.with_rows([Row(5, ("5 Renamed", ""))]))

    def key_escape(self) -> None:
        self.exit(message="left by escape")


def replace_keys(lane: Lane) -> Lane:
    """Give the cards of a lane keys of their own."""
    return replace(lane, cards=tuple(replace(card, key=(lane.key, card.key)) for card in lane.cards))


if __name__ == "__main__":
    PtyApp(sys.argv[1]).run()
