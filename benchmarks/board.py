"""The board of 10,000 open projects beside one of 100: opening it, moving the cursor, moving a card.

    python benchmarks/board.py [PAIRS]

Each figure is the median of the ratios of alternating pairs in this run, with its 95 % interval (percentile
bootstrap, fixed seed), of what the processor worked: other programs don't count. Opening and moving a card are the
rules' own work, the reading after the move included; the cursor moves in a window of 120x40 without a terminal.
SQLite, which works in this process; goals stand behind the figures.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cli import interval
from terminal import ROOT

sys.path.insert(0, str(ROOT))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEGUN = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
FEW, MANY = 100, 10_000
PAIRS, MOVES = 21, 20


def main() -> None:
    """Measure and print."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        few, many = (Side(Path(folder) / f"{count}.db", count) for count in (FEW, MANY))
        compare("read: 10,000 / 100", many.open, few.open, pairs, 1.4)
        compare("start the program at the board", many.window, few.window, max(3, pairs // 3), 1.2)
        compare("move of a card and reading anew", many.move, few.move, pairs, 1.2)
        compare("move of the cursor", many.cursor, few.cursor, max(3, pairs // 3), 1.2)


class Side:
    """One database with so many open projects, and a manager at it."""

    def __init__(self, path: Path, count: int) -> None:
        from tests.company import make_company
        from tuicrm.sales import funnel
        from tuicrm.store.database import Database

        self.url = f"sqlite:///{path}"
        make_company(self.url)
        self.database = Database(self.url)
        self.desk = self.database.as_("hale", lambda: NOW)
        self.funnel = funnel
        self.database.write_as(lambda session: fill(session, count), BEGUN)
        self.stages = [one.id for one in self.desk.read(funnel.stages) if one.kind == "open"]
        self.moved = 0

    def open(self) -> float:
        """Read the board."""
        return seconds(lambda: self.desk.read(self.funnel.board, self.funnel.BoardQuery()))

    def move(self) -> float:
        """Move a card on, each time of another stage, and read the board anew."""
        board = self.desk.read(self.funnel.board, self.funnel.BoardQuery())
        nth = self.moved % (len(self.stages) - 1)
        self.moved += 1
        card = board.columns[nth].cards[0]

        def act() -> None:
            self.desk.write(self.funnel.move, card.id, self.stages[nth + 1], from_stage_id=self.stages[nth])
            self.desk.read(self.funnel.board, self.funnel.BoardQuery())

        return seconds(act)

    def window(self) -> float:
        """Start the program at the board, until its cards stand there."""
        return asyncio.run(self._in_window())[0]

    def cursor(self) -> float:
        """Move the cursor down and up in the window."""
        return asyncio.run(self._in_window())[1]

    async def _in_window(self) -> tuple[float, float]:
        from tests.screens.user import at_screen

        begun = time.process_time()
        async with at_screen(self.url, "hale", size=(120, 40), start="board", now=NOW) as user:
            opened, begun = time.process_time() - begun, time.process_time()
            for nth in range(MOVES):
                await user.pilot.press("j" if nth % 2 == 0 else "k")
            return opened, time.process_time() - begun


def fill(session: Any, count: int) -> None:
    """Write so many open projects of two months ago, spread over stages, people and amounts."""
    from sqlalchemy import select

    from tuicrm.store import change
    from tuicrm.store.tables.funnel import stages
    from tuicrm.store.tables.people import users
    from tuicrm.store.tables.projects import projects, stage_history

    draw = random.Random(1)
    path = session.all(select(stages).where(stages.c.kind == "open").order_by(stages.c.position))
    people = session.values(select(users.c.id))
    rows = []
    for number in range(count):
        stage = path[number % len(path)]
        amount = draw.randrange(1, 100_000) * 100
        rows.append({
            "name": f"Project {number}", "name_sort": f"project {number}", "handle": f"p-{number}",
            "funnel_id": stage.funnel_id, "stage_id": stage.id, "state": "open", "owner_id": draw.choice(people),
            "amount_minor": amount, "currency": "EUR", "home_minor": amount, "category": stage.category,
            "created_at": BEGUN, "created_on": BEGUN.date(), "created_month": 2026 * 12 + 9, "stage_since_at": BEGUN,
        })  # fmt: skip
    ids = change.insert_many(session, projects, rows)
    change.insert_many(session, stage_history, [
        {"project_id": one, "stage_id": row["stage_id"], "how": "create", "entered_at": BEGUN,
         "entered_month": 2026 * 12 + 9, "live_project_id": one}
        for one, row in zip(ids, rows, strict=True)
    ])  # fmt: skip


def seconds(act: Callable[[], object]) -> float:
    """Give what one act took of the processor."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def compare(what: str, ours: Callable[[], float], theirs: Callable[[], float], pairs: int, goal: float) -> None:
    """Run both in turns and print the ratio of each pair's figures, and the two medians behind it."""
    ours(), theirs()
    figures = [(ours(), theirs()) for _pair in range(pairs)]
    ratios = [one / other for one, other in figures]
    low, high = interval(ratios)
    one, other = (statistics.median(each) for each in zip(*figures, strict=True))
    print(f"{what:34} {statistics.median(ratios):5.2f} [{low:.2f}..{high:.2f}] x, goal {goal}"
          f"   ({one * 1000:.1f} / {other * 1000:.1f} ms)", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
