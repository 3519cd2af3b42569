"""How long a week of the agenda takes: 2,000 actions of a team of 50, alone and inside a year of 100,000.

    python benchmarks/agenda.py [PAIRS]

Each figure is the median of the ratios of alternating pairs in this run: the week inside the year against the week
alone. The goal is that the year costs nothing. On 28 November 2026, on two cores that others used at the same time:
36 ms, and 1.18 times that inside the year.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PAIRS = 11
PEOPLE, WEEK, YEAR = 50, 2_000, 100_000
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
GOAL = 1.2


def main() -> None:
    """Measure and print."""
    from tuicrm.sales import agenda
    from tuicrm.store.database import Database

    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        desks = {}
        for name, more in (("week", 0), ("year", YEAR)):
            url = f"sqlite:///{folder}/{name}.db"
            made(url, more)
            desks[name] = Database(url).as_("boss", lambda: NOW)
        seconds: dict[str, list[float]] = {"week": [], "year": []}
        for _pair in range(pairs):
            for name, desk in desks.items():
                start = time.perf_counter()
                found = desk.read(agenda.days, MONDAY, MONDAY + timedelta(days=6), whole_team=True)
                seconds[name].append(time.perf_counter() - start)
                assert len(found.rows) == WEEK
        ratios = [year / week for week, year in zip(seconds["week"], seconds["year"], strict=True)]
        week = statistics.median(seconds["week"])
        print(f"a week of {WEEK} actions of {PEOPLE} people: {week * 1000:.0f} ms")
        print(f"the same inside {YEAR} / alone: {statistics.median(ratios):.2f} (goal {GOAL})")


def made(url: str, more: int) -> None:
    """Make a company whose week is full, with `more` actions done in the year before it."""
    from sqlalchemy import insert, select

    from tuicrm.sales import founding
    from tuicrm.store import change, migrate
    from tuicrm.store.database import Database
    from tuicrm.store.session import Session
    from tuicrm.store.tables.agenda import actions
    from tuicrm.store.tables.channels import pools
    from tuicrm.store.tables.customers import customers
    from tuicrm.store.tables.people import users

    database = Database(url)
    migrate.ensure(database)
    founding.found(database, "boss", NOW)

    def fill(session: Session) -> None:
        people = [{"login": f"p{n}", "name": f"P {n}", "name_sort": f"p {n:03}", "role": "rep"} for n in range(PEOPLE)]
        ids = change.insert_many(session, users, people)
        customer = change.insert(
            session, customers, kind="company", name="Acme", name_sort="acme", name_key="acme", created_at=NOW,
            created_month=24_323, pool_id=session.value(select(pools.c.id)),
        )  # fmt: skip
        rows = []
        for nth in range(WEEK + more):
            on = MONDAY + timedelta(days=nth % 7) if nth < WEEK else MONDAY - timedelta(days=1 + nth % 365)
            done = nth >= WEEK
            rows.append(
                {
                    "customer_id": customer, "owner_id": ids[nth % PEOPLE], "kind": "call", "subject": "news",
                    "state": "done" if done else "planned", "grain": "day", "planned_on": on, "first_planned_on": on,
                    "done_on": on if done else None, "done_at": NOW if done else None, "origin": "plan",
                    "done_month": on.year * 12 + on.month if done else None, "created_at": NOW, "priority": 0,
                    "postponed": 0, "version": 1,
                }
            )  # fmt: skip
        for start in range(0, len(rows), 1000):
            session.connection.execute(insert(actions), rows[start : start + 1000])

    database.write_as(fill, NOW)
    database.close()


if __name__ == "__main__":
    main()
