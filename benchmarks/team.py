"""How soon the team page is there in a large company, and how long each of its blocks takes behind it.

    python benchmarks/team.py [scale] [file]

Scale 1 is 300,000 projects of 500 people and 100,000 customers over three years, with stage history, credits,
purchases and their costs, on SQLite. A third of the people joined in the last two years and ramp, a tenth left. The
file is kept where one is named. Every rule is asked twice, because what was computed since the last write is kept.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from charts import ORDER, Filler, at, built, month
from sqlalchemy import select

from tuicrm.plain.ids import uuid7
from tuicrm.sales.analysis.blocks import BLOCKS
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import team_at_once
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.people import memberships, seat_costs, teams, users
from tuicrm.store.tables.projects import project_periods, project_products, projects, stage_history
from tuicrm.store.tables.trade import credits, products, purchases

PEOPLE, TEAMS, PRODUCTS = 500, 40, 20
DAYS = 3 * 365
PAGE_SECONDS = 2.0


def fill(session: Session, scale: float) -> None:
    """Write the company."""
    rng, filler = Random(1), Filler(session)
    pool, source = session.value(select(pools.c.id)), session.value(select(sources.c.id))
    many, heads = int(100_000 * scale), max(20, int(PEOPLE * scale))
    for number in range(1, TEAMS + 1):
        filler.add(teams, id=number, name=f"Team {number}", version=1)
    days: dict[int, tuple[float, float]] = {}
    for number in range(2, heads + 2):
        joined = rng.uniform(20, 730) if number % 3 == 0 else rng.uniform(DAYS, 3 * DAYS)
        left = rng.uniform(0, joined) if number % 10 == 0 else 0.0
        team = number % TEAMS + 1
        days[number] = joined, left
        gone = at(left).date() if left else None
        filler.add(users, id=number, login=f"u{number}", name=f"Person {number}", name_sort=f"person {number}",
                   role="rep", team_id=team, joined_on=at(joined).date(), left_on=gone, version=1)  # fmt: skip
        filler.add(memberships, user_id=number, team_id=team, role="rep", from_on=at(joined).date(), to_on=gone)
        filler.add(seat_costs, user_id=number, from_on=at(joined).date(), cost_minor=600_000, currency="EUR")
    for number in range(1, PRODUCTS + 1):
        filler.add(products, id=number, product_key=f"p{number}", name=f"P{number}", currency="EUR", version=1)
    for table in (teams, users, memberships, seat_costs, products):
        filler.flush(table)
    for number in range(1, many + 1):
        since = at(rng.random() * DAYS)
        filler.add(customers, id=number, uid=uuid7(), kind="company", name=f"Customer {number}",
                   name_sort=f"customer {number}", name_key=f"customer {number}", pool_id=pool, source_id=source,
                   class_key=rng.choice("ABCD"), created_at=since, created_month=month(since.date()),
                   version=1)  # fmt: skip
        filler.add(ownerships, customer_id=number, owner_id=None, from_at=since, how="intake", live_customer_id=number)
    filler.flush(customers)
    filler.flush(ownerships)
    steps = list(session.all(select(stages.c.id, stages.c.kind, stages.c.category).order_by(stages.c.position)))
    funnel = session.value(select(funnels.c.id))
    for number in range(1, int(300_000 * scale) + 1):
        owner = rng.randrange(2, heads + 2)
        joined, left = days[owner]
        begun = rng.uniform(left, min(DAYS, joined))
        _project(filler, rng, (number, rng.randint(1, many), owner, source, funnel), begun, joined, steps)
    for table in sorted(filler.rows, key=lambda one: ORDER[one.name]):
        filler.flush(table)


def _project(
    filler: Filler, rng: Random, ids: tuple[int, int, int, int, int], begun: float, joined: float, steps: list[Any]
) -> None:
    number, customer, owner, source, funnel = ids
    opened = [one.id for one in steps if one.kind == "open"]
    ends = {one.kind: one.id for one in steps if one.kind != "open"}
    category = {one.id: one.category for one in steps}
    amount, product, team = int(rng.lognormvariate(13, 1)), rng.randint(1, PRODUCTS), owner % TEAMS + 1
    learned = min(1.0, 0.6 + (joined - begun) / 900)
    stays, now, state = [], begun, "open"
    for place, stage in enumerate(opened):
        lasted = rng.expovariate(1 / 18)
        stays.append((stage, now, now - lasted))
        now -= lasted
        if now <= 0:
            break
        if rng.random() > 0.85 * (learned if place == 3 else 1.0):
            state = "lost"
            break
        if place == len(opened) - 1:
            state = "won"
    closed = at(now) if state != "open" else None
    here = ends[state] if closed else stays[-1][0]
    held = {"owner_id": owner, "team_id": team, "amount_minor": amount, "home_minor": amount, "currency": "EUR",
            "expected_on": at(begun - 90).date()}  # fmt: skip
    filler.add(projects, id=number, uid=uuid7(), customer_id=customer, name=f"Project {number}",
               name_sort=f"project {number}", funnel_id=funnel, stage_id=here, state=state, source_id=source,
               estimate_minor=amount, expected_moves=rng.choice((0, 0, 1, 3)), category=category[here],
               created_at=at(begun), created_on=at(begun).date(), created_month=month(at(begun).date()),
               stage_since_at=closed or at(stays[-1][1]), is_stage_since_known=True, closed_at=closed,
               closed_on=closed and closed.date(), closed_month=closed and month(closed.date()),
               cycle_days=closed and int(begun - now), lost_stage_id=stays[-1][0] if state == "lost" else None,
               version=1, **held)  # fmt: skip
    filler.add(project_products, project_id=number, product_id=product, quantity=1)
    for place, (stage, first, last) in enumerate(stays):
        is_last = place == len(stays) - 1
        left = at(last) if not is_last or closed else None
        how = ("forward" if not is_last else state) if left else None
        filler.add(stage_history, project_id=number, stage_id=stage, how="create" if place == 0 else "forward",
                   entered_at=at(first), entered_month=month(at(first).date()), is_entry_known=True, holder_id=owner,
                   left_at=left, seconds=left and int((first - last) * 86400), left_how=how, to_stage_id=None,
                   live_project_id=None if left else number)  # fmt: skip
        filler.add(project_periods, project_id=number, from_at=at(first), to_at=left, stage_id=stage,
                   category=category[stage], live_project_id=None if left else number, **held)  # fmt: skip
    if closed:
        filler.add(stage_history, project_id=number, stage_id=here, how=state, entered_at=closed,
                   entered_month=month(closed.date()), is_entry_known=True, holder_id=owner, left_at=None,
                   seconds=None, left_how=None, to_stage_id=None, live_project_id=number)  # fmt: skip
        filler.add(project_periods, project_id=number, from_at=closed, to_at=None, stage_id=here,
                   category=category[here], live_project_id=number, **held)  # fmt: skip
        filler.add(credits, project_id=number, user_id=owner, team_id=team, outcome=state, share_ppm=1_000_000,
                   on=closed.date(), month=month(closed.date()))  # fmt: skip
    if state == "won" and closed:
        filler.add(purchases, uid=uuid7(), customer_id=customer, project_id=number, product_id=product, quantity=1,
                   amount_minor=amount, cost_minor=amount * 2 // 3, currency="EUR", home_minor=amount,
                   home_cost_minor=amount * 2 // 3, bought_on=closed.date(), month=month(closed.date()),
                   version=1)  # fmt: skip


def timed(name: str, ask: Callable[[], Any]) -> tuple[float, Any]:
    """Ask twice; print both times and what the processor worked, and give the first with its answer."""
    spent, found, worked = [], None, time.process_time()
    for again in range(2):
        began = time.monotonic()
        found = ask()
        spent.append(time.monotonic() - began)
        worked = worked if again else time.process_time() - worked
    print(
        f"{spent[0] * 1000:8.0f} ms (worked {worked * 1000:5.0f}), again {spent[1] * 1000:4.0f} ms  {name}", flush=True
    )
    return spent[0], found


def main(scale: float, path: Path) -> None:
    """Build it if it is not there, and time the page and its blocks."""
    desk = built(path, lambda session: fill(session, scale))
    took, page = timed("the five sentences, three parts at once", partial(team_at_once, desk))
    print(*(f"         {one.name}: {one.text}" for one in sentences(page)), sep="\n")
    print("the page is there in time" if took <= PAGE_SECONDS else f"later than {PAGE_SECONDS:g} s", flush=True)
    for block in BLOCKS:
        _took, found = timed(block.name, partial(desk.read, answer, block.name, Scope()))
        print(f"         {found.said[0] if found.said else ''}")
    desk.database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
        main(size, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "team.db")
