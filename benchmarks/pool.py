"""Page, filter, sort, search and count in a pool of many customers, in milliseconds, on any engine.

    python benchmarks/pool.py [--customers 1000000] [--db URL] [--keep FILE]

Makes the customers with their stays and search tokens in bulk (or takes those that a kept database has already),
gathers the planner's statistics, and asks the same rules that the screens ask, as a rep and as a manager. Printed are
the median and the 95th percentile of each, and the goal where there is one: a page and a search within 50 ms, a filter
or a sort that no index serves within a second.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from tuicrm.plain.ids import uuid7
from tuicrm.plain.names import name_key, name_sort
from tuicrm.plain.tokens import tokens_of
from tuicrm.sales import founding, pool
from tuicrm.sales.pool import PoolQuery
from tuicrm.store import change, migrate
from tuicrm.store.database import Database, Desk
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.system import tokens
from tuicrm.store.tokens import place_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHUNK = 5_000
REPS = 40
FIRST = ("Nord", "Vantage", "Kordel", "Hydra", "Castell", "Pelagic", "Ostrava", "Brandt", "Rhein", "Fjord", "北京",
         "上海", "宁波", "苏州")  # fmt: skip
SECOND = ("werk", " Tooling", " Pumps", " Metal", " Labs", " Marine", " Optik", "联成", "仪器", "重工", "动力")
LAST = (" GmbH", " Ltd", " AG", " SpA", " AB", "有限公司", "")
TIMES = 15


def main() -> None:
    """Make the database, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--db", default="")
    parser.add_argument("--keep", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(asked.db or f"sqlite:///{asked.keep or Path(folder) / 'pool.sqlite'}")
        began = time.perf_counter()
        if not is_made(database):
            make(database, asked.customers)
        took = time.perf_counter() - began
        print(f"{asked.customers} customers after {took:.0f} s, {database.engine.dialect.name}")
        boss = database.as_("boss", lambda: NOW)
        print(line("the daily run, each transaction", None, daily(boss)))
        print(line("the daily run of the day after", None, daily(database.as_("boss", lambda: NOW + timedelta(1)))))
        for name, goal, ask in questions(database):
            print(line(name, goal, [milliseconds(ask) for _time in range(TIMES + 1)][1:]))
        database.close()


def daily(boss: Desk) -> list[float]:
    """Recycle as an open app does, transaction by transaction; say how many there were and how long all took."""
    took, after, is_more = [], 0, True

    def step() -> None:
        nonlocal after, is_more
        done = boss.write(pool.daily, after)
        after, is_more = done.after, done.more

    while is_more:
        took.append(milliseconds(step))
    print(f"{len(took)} transactions, {sum(took) / 1000:.0f} s in all, the longest {max(took):.0f} ms")
    return took


def questions(database: Database) -> Iterator[tuple[str, int | None, Callable[[], object]]]:
    """Give what is asked: its name, its goal in milliseconds, and how."""
    rep, manager = database.as_("rep0", lambda: NOW), database.as_("boss", lambda: NOW)

    def page(desk: Any, *args: Any, **named: Any) -> Callable[[], object]:
        return lambda: desk.read(pool.page, PoolQuery(*args, **named))

    deep = manager.read(pool.page, PoolQuery("all", sort="name", limit=100)).after
    yield "first page of the pool, rep", 50, page(rep)
    yield "first page of the pool, manager", 50, page(manager)
    yield "mine", 50, page(rep, "mine")
    yield "all by name", 50, page(manager, "all", sort="name")
    yield "all by name, the next page", 50, page(manager, "all", sort="name", after=deep)
    yield "all, the newest", 50, page(manager, "all", sort="newest")
    yield "search: one word", 50, page(manager, "all", "kord")
    yield "search: two Chinese characters", 50, page(manager, "all", "联成")
    yield "search: pinyin", 50, page(manager, "all", "beij")
    yield "search: a number", 50, page(manager, "all", "12345")
    yield "search: a word that most have", 50, page(manager, "pool", "ltd")
    yield "search in the pool, rep", 50, page(rep, "pool", "vantage pumps")
    yield "filter by source and class", 1000, page(manager, "pool", "source:phone class:a")
    yield "filter by idle days", 1000, page(manager, "pool", "idle:300+")
    yield "soon back in the pool, mine", 1000, page(rep, "mine", "back:..7")
    yield "sorted by city", 50, page(manager, "pool", sort="city")
    yield "sorted by worth and freshness", 50, page(manager, "pool", sort="worth")
    yield "a team's by worth and freshness", 100, page(rep, "team", sort="worth")
    yield "sorted by class", 1000, page(manager, "pool", sort="class")
    yield "counts of the tabs", 1000, lambda: manager.read(pool.counts)
    yield "use of all", None, lambda: manager.read(pool.use, "all")


def make(database: Database, number: int) -> None:
    """Found the database and fill it."""
    migrate.ensure(database)
    founding.found(database, "boss", NOW, currency="EUR", zone="Europe/Berlin", region="DE")
    people = database.write_as(add_people, NOW)
    rng = random.Random(7)
    pool_id = database.read_as(lambda session: session.value(select(pools.c.id)), NOW)
    kept: dict[str, tuple[str, str, set[str]]] = {}
    for start in range(1, number + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, number + 1))
        rows = [row(rng, each, pool_id, people, kept) for each in numbers]
        database.write_as(partial(write, rows), NOW)
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only=0")
            connection.exec_driver_sql("ANALYZE")
        else:
            tables = "customer, ownership, token"
            word = "analyze" if database.engine.dialect.name == "postgresql" else "analyze table"
            connection.exec_driver_sql(f"{word} {tables}")
        connection.commit()


def is_made(database: Database) -> bool:
    """Say whether it was filled by an earlier run."""
    if database.is_missing_file or migrate.check(database) is migrate.Schema.EMPTY:
        return False
    migrate.upgrade(database)
    return database.read_as(lambda session: session.exists(select(customers.c.id)), NOW)


def add_people(session: Session) -> list[int]:
    """Add a team of reps."""
    team = change.insert(session, teams, name="East", office="East")
    return [
        change.insert(
            session, users, login=f"rep{nth}", name=f"Rep {nth}", name_sort=f"rep {nth}", role="rep", team_id=team
        )
        for nth in range(REPS)
    ]


def row(
    rng: random.Random, number: int, pool_id: int, people: list[int], kept: dict[str, tuple[str, str, set[str]]]
) -> dict[str, Any]:
    """Make one customer: three in five are free, each rep holds some hundreds, the rest are of the others."""
    name = f"{rng.choice(FIRST)}{rng.choice(SECOND)}{rng.choice(LAST)}"
    if name not in kept:
        kept[name] = name_sort(name), name_key(name), tokens_of((name,))
    sort, key, found = kept[name]
    at = NOW - timedelta(minutes=number)
    owner = (
        rng.choice(people) if rng.random() < 0.4 and number % 25 == 0 else people[-1] if rng.random() < 0.4 else None
    )
    return {
        "id": number, "uid": uuid7(), "kind": "company", "name": f"{name} {number}", "name_sort": f"{sort} {number}",
        "name_key": f"{key}{number}", "owner_id": owner, "held_since_at": at if owner else None, "pool_id": pool_id,
        "class_key": rng.choice("ABCD"), "city": f"City {rng.randrange(300)}", "source_id": rng.randrange(1, 7),
        "created_at": at, "created_month": at.year * 12 + at.month, "version": 1, "fresh_at": at,
        "tokens": {*found, str(number)},
    }  # fmt: skip


def write(rows: list[dict[str, Any]], session: Session) -> None:
    """Write customers, their stays and their tokens."""
    found: dict[Table, list[dict[str, Any]]] = {customers: [], ownerships: [], tokens: []}
    for one in rows:
        words = one.pop("tokens")
        found[customers].append(one)
        found[ownerships].append(
            {"customer_id": one["id"], "owner_id": one["owner_id"], "from_at": one["created_at"], "how": "import",
             "live_customer_id": one["id"]}
        )  # fmt: skip
        found[tokens] += [
            {"token": word, "kind": "customer", "place": place_of(one["name_sort"]), "record_id": one["id"]}
            for word in words
        ]
    for table, of_table in found.items():
        session.connection.execute(insert(table), of_table)


def milliseconds(ask: Callable[[], object]) -> float:
    """Give how long one question takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def line(name: str, goal: int | None, took: list[float]) -> str:
    """Write one result."""
    high = sorted(took)[round(0.95 * (len(took) - 1))]
    said = "" if goal is None else f"  goal {goal} ms{'' if high <= goal else ', MISSED'}"
    return f"{name:34} {statistics.median(took):9.1f} ms  95 % {high:9.1f} ms{said}"


if __name__ == "__main__":
    main()
