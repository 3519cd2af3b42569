"""What the screens cost beside a bare Textual app and a bare line-drawn list, in a real terminal of 120x40.

    python benchmarks/screen.py [PAIRS]

Each figure is the median of the ratios of alternating pairs in this run, with its 95 % interval (percentile
bootstrap, fixed seed): seconds to the first frame and to the first real rows, seconds and bytes of a move of the
cursor; then the same with many customers and cards against few. Goals stand behind the figures.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cli import interval
from terminal import ROOT, Terminal, running

sys.path.insert(0, str(ROOT))

PAIRS = 11
MOVES = 20
FEW, MANY = (30, 30), (3000, 300)
"""Customers and cards."""

BARE = str(Path(__file__).with_name("bare.py"))
FRAME = "Agenda"
ROW = "Kunde"

Measured = Callable[[], float]


def main() -> None:
    """Measure and print."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        few, many = (made(Path(folder) / name, *size) for name, size in (("few.db", FEW), ("many.db", MANY)))
        seed = random.Random(1)
        compare("first frame / empty app", lambda: frame(few), empty, pairs, seed, 1.1)
        compare("first rows / empty app's first frame", lambda: rows(few, "pool"), empty, pairs, seed, 3.5)
        for screen in ("pool", "board"):
            compare(
                f"{screen}: first rows, many / few", both(rows, many, screen), both(rows, few, screen), pairs, seed, 1.1
            )
        moves(few, many, pairs, seed)


def compare(what: str, ours: Measured, theirs: Measured, pairs: int, seed: random.Random, goal: float) -> None:
    """Run both in turns and print the ratio of each pair's figures."""
    ours(), theirs()
    ratios, figures = [], []
    for _pair in range(pairs):
        if seed.random() < 0.5:
            one, other = ours(), theirs()
        else:
            other, one = theirs(), ours()
        ratios.append(one / other)
        figures.append((one, other))
    say(what, ratios, goal, *(statistics.median(each) for each in zip(*figures, strict=True)))


def say(what: str, ratios: Sequence[float], goal: float, one: float, other: float) -> None:
    """Print one line: the ratio with its interval and goal, and the two medians behind it."""
    low, high = interval(list(ratios))
    ratio = statistics.median(ratios)
    print(f"{what:42} {ratio:5.2f} [{low:.2f}..{high:.2f}] x, goal {goal}   ({one:.4g} / {other:.4g})", flush=True)


def moves(few: str, many: str, pairs: int, seed: random.Random) -> None:
    """Compare moves of the cursor: all programs stay open, and are asked in turns."""
    with (
        running([BARE, "list"]) as bare,
        running(tuicrm(few), screen("pool")) as pool,
        running(tuicrm(many), screen("pool")) as full_pool,
        running(tuicrm(few), screen("board")) as board,
        running(tuicrm(many), screen("board")) as full_board,
    ):
        bare.until("row 0001")
        for each in (pool, full_pool, board, full_board):
            each.until(ROW)
        for each in (bare, pool, full_pool, board, full_board):
            each.rest(1.5)
            move(each)
        for what, ours, theirs, goal in (
            ("pool: move / bare list", pool, bare, 1.5),
            ("pool: move, many / few", full_pool, pool, 1.1),
            ("board: move, many / few", full_board, board, 1.1),
        ):
            found: list[tuple[tuple[float, int], tuple[float, int]]] = []
            for _pair in range(max(pairs, MOVES)):
                if seed.random() < 0.5:
                    found.append((move(ours), move(theirs)))
                else:
                    other = move(theirs)
                    found.append((move(ours), other))
            for name, nth in (("seconds", 0), ("bytes", 1)):
                ratios = [one[nth] / other[nth] for one, other in found]
                medians = (statistics.median(pair[side][nth] for pair in found) for side in (0, 1))
                say(f"{what}, {name}", ratios, goal, *medians)
        spent = [full_pool.press("j", 0.06)[1] for _nth in range(100)]
        mean, largest = statistics.mean(spent), max(spent)
        print(f"pool: mean bytes of 100 moves, scrolling     {mean:.0f}, goal 1024 (largest {largest})")


def move(terminal: Terminal) -> tuple[float, int]:
    """Go one down, and back up unmeasured, so that no window comes to its edge."""
    found = terminal.press("j", 0.06)
    terminal.press("k", 0.06)
    return found


def both(measure: Callable[[str, str], float], url: str, name: str) -> Measured:
    """Bind a measurement to a database and a screen."""
    return lambda: measure(url, name)


def empty() -> float:
    """Seconds to the first frame of an empty Textual app."""
    with running([BARE, "empty"]) as terminal:
        return terminal.until("EMPTY")


def frame(url: str) -> float:
    """Seconds to our first frame."""
    with running(tuicrm(url)) as terminal:
        return terminal.until(FRAME)


def rows(url: str, name: str) -> float:
    """Seconds to the first row of real data."""
    with running(tuicrm(url), screen(name)) as terminal:
        return terminal.until(ROW)


def tuicrm(url: str) -> list[str]:
    """The command line of our program."""
    return ["-m", "tuicrm", "--db", url, "--user", "boss"]


def screen(name: str) -> dict[str, str]:
    """The environment that lets it begin on a screen."""
    return {"TUICRM_START": name}


def made(path: Path, customers: int, cards: int) -> str:
    """Make a database of so many free customers and open projects."""
    from tuicrm.plain.names import name_key, name_sort
    from tuicrm.sales import projects
    from tuicrm.sales.opening import sit_down
    from tuicrm.store import change
    from tuicrm.store.session import Session
    from tuicrm.store.tables.channels import pools
    from tuicrm.store.tables.customers import customers as table
    from tuicrm.store.tables.customers import ownerships

    url = f"sqlite:///{path}"
    seat = sit_down(url, "boss")
    now = datetime.now(UTC)

    def fill(session: Session) -> list[int]:
        pool_id = session.value(pools.select())
        names = [f"Kunde {number:05d}" for number in range(customers)]
        ids = change.insert_many(
            session,
            table,
            [
                {
                    "kind": "company", "name": name, "name_sort": name_sort(name), "name_key": name_key(name),
                    "pool_id": pool_id, "created_at": now,
                    "created_month": now.year * 12 + now.month,
                }
                for name in names
            ],
        )  # fmt: skip
        held = {"owner_id": None, "from_at": now, "how": "intake"}
        change.insert_many(session, ownerships, [{**held, "customer_id": i, "live_customer_id": i} for i in ids])
        return ids

    ids = seat.database.write_as(fill, now)
    for number in range(cards):
        name, customer = f"Kunde {number:05d}", ids[number % len(ids)]
        seat.desk.write(projects.add, projects.NewProject(name, customer, amount_minor=2_800_000))
    seat.database.close()
    return url


if __name__ == "__main__":
    main()
