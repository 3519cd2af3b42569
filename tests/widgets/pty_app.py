"""The app that the tests on bytes run in a pty: `rows`, `dark` (rows in full colour) or `hostile`."""

import sys

from textual.app import ComposeResult

from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.text import Note

HOSTILE = (
    "[/x] [@click=app.quit]go[/] \x1b]52;c;aGFja2Vk\x07 \x9b31m \x00 \u202egnp.exe \U000e0041 👨‍👩‍👧 " + "宽" * 300
)


class PtyApp(TameApp[None]):
    """Rows on a screen of its own; `e` and `esc` answer, so that a test can wait for a key."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.hostile = kind == "hostile"
        if kind == "dark":
            self.theme = "dark"

    def compose(self) -> ComposeResult:
        if self.hostile:
            yield Note(HOSTILE)
        yield Rows((Column("name", "Customer", flex=1), Column("worth", "Worth", width=8, align="right")))

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        text = HOSTILE if self.hostile else "Vantage Tooling Ltd"
        rows.put(Page(tuple(Row(n, (f"{n} {text}", Cell(f"{n}.0k", "dim"))) for n in range(200))))
        rows.focus()
        if self.hostile:
            self.notify(HOSTILE, title=HOSTILE)

    def key_escape(self) -> None:
        self.exit(message="left by escape")


if __name__ == "__main__":
    PtyApp(sys.argv[1]).run()
