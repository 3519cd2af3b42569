"""Keys and seconds per logged call, on the screen and by command, in a real terminal.

    python benchmarks/calls.py

A key is one press; keys "beyond the text" are those that are no letter of what is said. Seconds are from the last key
to the last byte that it painted, as medians; a command's are from its start to its end.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from screen import made, screen, tuicrm
from terminal import ROOT, Terminal, running

CALLS = 30
SENTENCE = "wants two, budget is through, call her wed 10"


def main() -> None:
    """Measure and print one line for each way."""
    with tempfile.TemporaryDirectory() as folder:
        url = made(Path(folder) / "calls.db", CALLS * 4, 0)
        phones(url)
        with running(tuicrm(url), screen("pool") | QUIET_START) as terminal:
            terminal.until("Kunde")
            terminal.rest()
            pressed, _bytes = terminal.press("r", 1.0)
            print(f"a run begins                         1 key            {pressed:.3f} s")
            no_answer = [call(terminal, "1") for _ in range(CALLS)]
            print(f"no answer, on the screen             1 key            {statistics.median(no_answer):.3f} s")
            talks = [call(terminal, f"{SENTENCE}\r") for _ in range(CALLS)]
            beyond = len("\r")
            print(f"a talk with its next step, screen    {beyond} beyond the text {statistics.median(talks):.3f} s")
        started = [command(url, "run", "log", "1") for _ in range(5)]
        print(f"no answer, by command                `run log 1`      {statistics.median(started):.3f} s")
        told = [command(url, "run", "log", *SENTENCE.split()) for _ in range(5)]
        print(f"a talk with its next step, command   `run log ...`    {statistics.median(told):.3f} s")


QUIET_START = {"TUICRM_MORNING": "off", "TUICRM_RESTORE": "off", "TUICRM_REMIND": "off"}


def call(terminal: Terminal, keys: str) -> float:
    """Log one call; give the seconds from its last key to the next one on the screen."""
    for key in keys[:-1]:
        terminal.press(key, 0.0)
    seconds, _bytes = terminal.press(keys[-1])
    return seconds


def command(url: str, *words: str) -> float:
    """Run a command; give its seconds."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *tuicrm(url), *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began


def phones(url: str) -> None:
    """Give all customers a phone that may ring at any hour."""
    from sqlalchemy import select

    from tuicrm.sales import calling
    from tuicrm.sales.opening import sit_down
    from tuicrm.store import change
    from tuicrm.store.session import Session
    from tuicrm.store.tables.customers import contact_points, customers

    seat = sit_down(url, "boss")
    seat.desk.write(calling.set_hours, "*", 0, 24 * 60, 7)

    def fill(session: Session) -> None:
        for customer_id in session.values(select(customers.c.id)):
            key = f"+44117496{customer_id:04}"
            change.insert(
                session, contact_points, customer_id=customer_id, kind="phone", value=key, reach_key=key, position=0
            )

    seat.database.write_as(fill, seat.desk.clock())
    seat.database.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
