"""How long every figure waits in a large company.

    python benchmarks/charts.py [scale] [file]

Scale 1 is 1,000,000 customers, 300,000 projects with their stage history and periods, 3,000,000 actions, 200,000
purchases and 400,000 inquiries of 500 people over three years,
written in bulk on SQLite. Each measure is asked by month or by owner, each question for the last twelve months.
Printed are the time that the processor worked and the time that passed: on a machine that does nothing else they are
the same.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, select

from tuicrm.plain.ids import uuid7
from tuicrm.sales import founding
from tuicrm.sales.analysis import Ask, report
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.questions import QUESTIONS, answer
from tuicrm.store import migrate
from tuicrm.store.database import Database, Desk
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.customers import contacts, customers, inquiries, ownerships
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.funnel import funnels, playbook_actions, playbooks, stages
from tuicrm.store.tables.people import memberships, teams, users
from tuicrm.store.tables.projects import project_periods, project_products, projects, stage_history
from tuicrm.store.tables.trade import credits, products, purchases

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAYS = 3 * 365
PEOPLE, TEAMS = 500, 40
CHUNK = 20_000
KINDS = ("call", "visit", "meeting", "demo", "quote", "message", "task")
OUTCOMES = ("talked", "no_answer", "done", "not_now")


def at(days: float) -> datetime:
    """A moment so many days ago."""
    return NOW - timedelta(days=days)


def month(day: date) -> int:
    """The month number of a day."""
    return day.year * 12 + day.month


ORDER = {table.name: place for place, table in enumerate(all_tables().sorted_tables)}


class Filler:
    """Writes rows in chunks, table by table."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[Any, list[dict[str, Any]]] = {}

    def add(self, table: Any, **values: Any) -> None:
        """Keep a row; write when there are many."""
        rows = self.rows.setdefault(table, [])
        rows.append(values)
        if len(rows) >= CHUNK:
            for one in sorted(self.rows, key=lambda each: ORDER[each.name]):  # what others point to comes first
                self.flush(one)

    def flush(self, table: Any) -> None:
        """Write the rows of a table."""
        if rows := self.rows.pop(table, []):
            self.session.connection.execute(insert(table), rows)


def fill(session: Session, scale: float) -> None:
    """Write the company."""
    rng, filler = Random(1), Filler(session)
    pool, funnel = session.value(select(pools.c.id)), session.value(select(funnels.c.id))
    source_ids = list(session.values(select(sources.c.id)))
    steps = list(session.all(select(stages.c.id, stages.c.kind, stages.c.category).order_by(stages.c.position)))
    opened = [one.id for one in steps if one.kind == "open"]
    ends = {one.kind: one.id for one in steps if one.kind != "open"}
    category = {one.id: one.category for one in steps}
    for number in range(1, TEAMS + 1):
        filler.add(teams, id=number, name=f"Team {number}", version=1)
    for number in range(2, PEOPLE + 2):
        team, joined = number % TEAMS + 1, at(DAYS + 100 - number).date()
        filler.add(users, id=number, login=f"u{number}", name=f"Person {number}", name_sort=f"person {number}",
                   role="rep", team_id=team, joined_on=joined, version=1)  # fmt: skip
        filler.add(memberships, id=number, user_id=number, team_id=team, role="rep", from_on=joined)
    for number in range(1, 21):
        filler.add(products, id=number, product_key=f"p{number}", name=f"P{number}", currency="EUR", version=1)
    for table in (teams, users, memberships, products):
        filler.flush(table)
    plays = _playbook(filler, opened)
    for number in range(1, int(1_000_000 * scale) + 1):
        since = at(rng.random() * DAYS)
        owner = rng.randrange(2, PEOPLE + 2) if rng.random() < 0.4 else None
        filler.add(customers, id=number, uid=uuid7(), kind="company", name=f"Customer {number}",
                   name_sort=f"customer {number}", name_key=f"customer {number}", owner_id=owner,
                   held_since_at=since if owner else None, pool_id=pool, source_id=rng.choice(source_ids),
                   class_key=rng.choice("ABCD"), industry=rng.choice(("pumps", "food", "steel")), created_at=since,
                   created_month=month(since.date()), version=1)  # fmt: skip
        filler.add(ownerships, customer_id=number, owner_id=owner, from_at=since, how="intake", live_customer_id=number)
        for contact in range(number % 3):
            filler.add(contacts, uid=uuid7(), customer_id=number, name=f"Contact {contact}", name_sort="c", version=1)
    filler.flush(customers)
    filler.flush(ownerships)
    _inquiries(filler, rng, scale, source_ids)
    _projects(filler, rng, scale, funnel, opened, ends, category, source_ids, plays)
    _actions(filler, rng, scale, opened)
    for table in list(filler.rows):
        filler.flush(table)


def _playbook(filler: Filler, opened: list[int]) -> dict[int, int]:
    """Two years ago a playbook with one action was written for each stage; give the action of each."""
    for number, stage in enumerate(opened, 1):
        filler.add(playbooks, id=number, stage_id=stage, number=1, made_at=at(2 * 365))
        filler.add(playbook_actions, id=number, playbook_id=number, position=0, kind="call", subject=f"Play {number}",
                   due_days=5)  # fmt: skip
    filler.flush(playbooks)
    filler.flush(playbook_actions)
    return {stage: number for number, stage in enumerate(opened, 1)}


def _inquiries(filler: Filler, rng: Random, scale: float, source_ids: list[int]) -> None:
    many = int(1_000_000 * scale)
    for _number in range(int(400_000 * scale)):
        came = at(rng.random() * DAYS)
        filler.add(inquiries, uid=uuid7(), customer_id=rng.randint(1, many), source_id=rng.choice(source_ids),
                   came_at=came, came_on=came.date(), month=month(came.date()), is_new_customer=False,
                   version=1)  # fmt: skip
    filler.flush(inquiries)


def _projects(
    filler: Filler, rng: Random, scale: float, funnel: int, opened: list[int], ends: dict[str, int],
    category: dict[int, str], source_ids: list[int], plays: dict[int, int],
) -> None:  # fmt: skip
    many = int(1_000_000 * scale)
    for number in range(1, int(300_000 * scale) + 1):
        begun, owner = rng.random() * DAYS, rng.randrange(2, PEOPLE + 2)
        team, amount, customer = owner % TEAMS + 1, int(rng.lognormvariate(13, 1)), rng.randint(1, many)
        stays, now, state = [], begun, "open"
        for place, stage in enumerate(opened):
            lasted = rng.expovariate(1 / 18)
            stays.append((stage, now, now - lasted))
            now -= lasted
            if now <= 0:
                break
            if rng.random() > 0.8:
                state = "lost"
                break
            if place == len(opened) - 1:
                state = "won"
        closed = at(now) if state != "open" else None
        here = ends[state] if state != "open" else stays[-1][0]
        won = state == "won"
        filler.add(projects, id=number, uid=uuid7(), customer_id=customer, name=f"Project {number}",
                   name_sort=f"project {number}", funnel_id=funnel, stage_id=here, state=state, owner_id=owner,
                   team_id=team,
                   source_id=rng.choice(source_ids), amount_minor=amount, home_minor=amount, currency="EUR",
                   estimate_minor=amount, expected_on=at(begun - 90).date(), expected_moves=rng.choice((0, 0, 1, 3)),
                   category=category[here], created_at=at(begun), created_on=at(begun).date(),
                   created_month=month(at(begun).date()), stage_since_at=closed or at(stays[-1][1]),
                   is_stage_since_known=True, closed_at=closed, closed_on=closed and closed.date(),
                   closed_month=closed and month(closed.date()), cycle_days=closed and int(begun - now),
                   lost_stage_id=stays[-1][0] if state == "lost" else None, version=1)  # fmt: skip
        held = {"owner_id": owner, "team_id": team, "amount_minor": amount, "home_minor": amount, "currency": "EUR",
                "expected_on": at(begun - 90).date()}  # fmt: skip
        for place, (stage, first, last) in enumerate(stays):
            is_last = place == len(stays) - 1
            left = at(last) if not is_last or closed else None
            how = ("forward" if not is_last else state) if left else None
            filler.add(stage_history, project_id=number, stage_id=stage, how="create" if place == 0 else "forward",
                       entered_at=at(first), entered_month=month(at(first).date()), is_entry_known=True,
                       holder_id=owner,
                       left_at=left, seconds=left and int((first - last) * 86400), left_how=how,
                       to_stage_id=None, live_project_id=None if left else number)  # fmt: skip
            filler.add(project_periods, project_id=number, from_at=at(first), to_at=left, stage_id=stage,
                       category=category[stage], live_project_id=None if left else number, **held)  # fmt: skip
            if first < 2 * 365 and first > last + 5 and rng.random() < 0.7:
                done = at(first - rng.uniform(1, 9))
                filler.add(actions, uid=uuid7(), customer_id=customer, project_id=number, owner_id=owner, kind="call",
                           subject="x", state="done", grain="day", planned_on=done.date(), planned_at=None,
                           first_planned_on=done.date(), priority=0, postponed=0, done_at=done, done_on=done.date(),
                           done_month=month(done.date()), outcome="talked", done_minutes=15, stage_id=stage,
                           playbook_action_id=plays[stage], origin="playbook", created_at=at(first),
                           version=1)  # fmt: skip
        filler.add(project_products, project_id=number, product_id=rng.randint(1, 20), quantity=1, version=1)
        if closed:
            filler.add(stage_history, project_id=number, stage_id=here, how=state, entered_at=closed,
                       entered_month=month(closed.date()), is_entry_known=True, holder_id=owner, left_at=None,
                       seconds=None,
                       left_how=None, to_stage_id=None, live_project_id=number)  # fmt: skip
            filler.add(project_periods, project_id=number, from_at=closed, to_at=None, stage_id=here,
                       category=category[here], live_project_id=number, **held)  # fmt: skip
            filler.add(credits, project_id=number, user_id=owner, team_id=team, outcome=state, share_ppm=1_000_000,
                       on=closed.date(), month=month(closed.date()))  # fmt: skip
        if won and closed:
            filler.add(purchases, uid=uuid7(), customer_id=customer, project_id=number, product_id=rng.randint(1, 20),
                       quantity=1, amount_minor=amount, cost_minor=amount * 2 // 3, currency="EUR", home_minor=amount,
                       home_cost_minor=amount * 2 // 3, bought_on=closed.date(), month=month(closed.date()),
                       version=1)  # fmt: skip
    for table in (projects, stage_history, project_periods, credits, purchases, actions, project_products):
        filler.flush(table)


def _actions(filler: Filler, rng: Random, scale: float, opened: list[int]) -> None:
    many, deals = int(1_000_000 * scale), int(300_000 * scale)
    for _number in range(int(3_000_000 * scale)):
        when = at(rng.random() * DAYS)
        is_done = rng.random() < 0.97
        filler.add(actions, uid=uuid7(), customer_id=rng.randint(1, many), project_id=rng.randint(1, deals),
                   owner_id=rng.randrange(2, PEOPLE + 2), kind=rng.choice(KINDS), subject="x",
                   state="done" if is_done else "planned", grain="minute", planned_on=when.date(),
                   planned_at=None if is_done else when, first_planned_on=when.date(), priority=0, postponed=0,
                   done_at=when if is_done else None, done_on=when.date() if is_done else None,
                   done_month=month(when.date()) if is_done else None,
                   outcome=rng.choice(OUTCOMES) if is_done else None, done_minutes=15 if is_done else None,
                   stage_id=rng.choice(opened), playbook_action_id=None, origin="log", created_at=when,
                   version=1)  # fmt: skip
    filler.flush(actions)


def asked() -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Everything that is timed."""
    first = date(2025, 12, 1)
    for measure in MEASURES.values():
        for by in ("month", "owner"):
            if measure.facts in DIMENSIONS[by]:
                yield f"{measure.name} by {by}", report, (Ask(measure.name, (by,), first),)
                break
    for name in QUESTIONS:
        yield name, answer, (name, Scope())


def built(path: Path, fill: Callable[[Session], None]) -> Desk:
    """Build a company in a file if it is not there, and sit down at it."""
    database = Database(f"sqlite:///{path}")
    if not path.exists() or not path.stat().st_size:
        migrate.ensure(database)
        founding.found(database, "boss", NOW, currency="EUR", zone="UTC", region="GB")
        began = time.monotonic()
        database.write_as(fill, NOW)
        database.count_anew()
        print(f"built in {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    return database.as_("boss", lambda: NOW, through="benchmark")


def main(scale: float, path: Path) -> None:
    """Build it if it is not there, and time every figure."""
    desk = built(path, lambda session: fill(session, scale))
    times = []
    for name, rule, args in asked():
        began, worked = time.monotonic(), time.process_time()
        desk.read(rule, *args)
        took, worked = time.monotonic() - began, time.process_time() - worked
        times.append((worked, name))
        print(f"{worked * 1000:8.0f} ms of {took * 1000:8.0f} ms  {name}", flush=True)
    slow = [name for worked, name in times if worked > 2]
    quick = sum(worked < 0.2 for worked, _name in times)
    middle = sorted(times)[len(times) // 2][0] * 1000
    print(f"{len(times)} figures, half within {middle:.0f} ms, {quick} within 200 ms; over 2 s: {slow or 'none'}")
    desk.database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
        main(size, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "charts.db")
