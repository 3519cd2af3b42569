"""The one expression of recycling against a second telling of it, on customers drawn by lot with days at the edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import settle
from tests.sales.pool.naive import Bought, Line, One, Rules, Step, day_of, goes_back
from tests.sales.pool.recycled import keep
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycle_at import recycle_at
from tuicrm.store import change, days
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati",
         "America/St_Johns", "Australia/Lord_Howe")  # fmt: skip
EDGES = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 10, 26), date(2025, 12, 31),
         date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5))  # fmt: skip
"""29 February, ends of years, days of 23 and of 25 hours."""
STAGES = {"New": 14, "Needs": 20, "Quote": None}
NAMES = {"idle": "recycle_idle_days", "no_project": "recycle_no_project_days", "not_won": "recycle_not_won_days"}


def a_moment(lot: Random, today: date, zone: str) -> datetime:
    """Noon of a day or the last or first second of one, in the team's zone."""
    day = lot.choice(EDGES) if lot.random() < 0.3 else today - timedelta(lot.randrange(0, 200))
    at = lot.choice((time(0), time(0, 0, 1), time(2, 30), time(12), time(23, 59, 59), time(23, 59, 59, 999_600)))
    return datetime.combine(min(day, today - timedelta(1)), at, ZoneInfo(zone)).astimezone(UTC)


def near(lot: Random, today: date, most: int = 60) -> date:
    return today + timedelta(lot.randrange(-most, most))


def rules_by_lot(lot: Random) -> Rules:
    def by_class() -> dict[str, int | None]:
        drawn: dict[str, int | None] = {"": lot.choice((None, 1, 20, 30, 60))}
        return drawn | {key: lot.choice((None, 5, 45)) for key in "ABCD" if lot.random() < 0.3}

    return Rules(
        lot.choice(ZONES), by_class(), by_class(), by_class(), lot.random() < 0.3, lot.choice((None, 0, 30, 180))
    )


def one_by_lot(lot: Random, today: date, zone: str) -> One:
    def moment() -> datetime:
        return a_moment(lot, today, zone)

    def line() -> Line:
        state = lot.choice(("open", "open", "won", "lost"))
        steps = [
            Step(day, lot.choice((0, 0, 2, 3)), lot.random() < 0.2)
            for day in {near(lot, today, 45) for _each in range(lot.choice((0, 1, 2)))}
        ]
        name = lot.choice(list(STAGES)) if state == "open" else state.title()
        closed = None if state == "open" else near(lot, today, 200)
        made = Line(state, moment(), STAGES.get(name), closed, steps, lot.random() < 0.1)
        made.name = name  # type: ignore[attr-defined]
        return made

    return One(
        moment(), lot.choice((None, "A", "B", "C", "D")), moment() if lot.random() < 0.6 else None,
        moment() if lot.random() < 0.3 else None, near(lot, today) if lot.random() < 0.3 else None,
        [line() for _each in range(lot.choice((0, 0, 1, 2)))],
        [Bought(near(lot, today, 200), near(lot, today, 300) if lot.random() < 0.4 else None, lot.random() < 0.1)
         for _each in range(lot.choice((0, 0, 0, 1, 2)))],
    )  # fmt: skip


def write(session: Session, one: One, owner_id: int) -> int:
    """Put it into the tables as it is."""
    at, claimed = {}, one.claimed_at
    customer_id = change.insert(
        session, customers, kind="company", name="Acme", name_sort="acme", name_key="acme", owner_id=owner_id,
        held_since_at=claimed, pool_id=session.value(select(pools.c.id)), created_at=claimed,
        created_month=claimed.year * 12 + claimed.month, class_key=one.class_key, last_action_at=one.acted_at,
        last_inquiry_at=one.asked_at, locked_until_on=one.locked_until,
    )  # fmt: skip
    funnel_id = session.value(select(funnels.c.id))
    at = {row.name: row.id for row in session.all(select(stages.c.name, stages.c.id))}
    for line in one.lines:
        begun = line.progress_at
        project_id = change.insert(
            session, projects, customer_id=customer_id, name="Line", name_sort="line", funnel_id=funnel_id,
            state=line.state, currency="EUR", category="pipeline", stage_id=at[line.name],  # type: ignore[attr-defined]
            created_at=begun, created_on=begun.date(), created_month=1, stage_since_at=begun, last_progress_at=None,
            closed_on=line.closed_on, closed_month=None if line.closed_on is None else 1,
            archived_at=begun if line.is_withdrawn else None,
        )  # fmt: skip
        for step in line.steps:
            change.insert(
                session, actions, project_id=project_id, kind="call", subject="call", state="planned", grain="day",
                planned_on=step.on, postponed=step.postponed, origin=AMONG_US if step.is_among_us else "plan",
                created_at=begun,
            )  # fmt: skip
    for each in one.purchases:
        change.insert(
            session, purchases, customer_id=customer_id, currency="EUR", bought_on=each.on, ends_on=each.ends_on,
            month=1, archived_at=claimed if each.is_withdrawn else None,
        )  # fmt: skip
    return customer_id


def settings_of(rules: Rules) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, setting in NAMES.items():
        for key, value in getattr(rules, name).items():
            found[f"{setting}__{key}" if key else setting] = value
    found |= {"recycle_from": "claim" if rules.from_claim else "action", "recycle_won_days": rules.won_days}
    return found | {"recycle_warn_days": 0}


def compare(company: Company, seed: int, number: int) -> list[str]:
    """Draw rules and customers; give where the two differ."""
    lot = Random(seed)
    rules = rules_by_lot(lot)
    today = day_of(company.clock.now, rules)
    settle(company, zone=rules.zone)
    keep(company, **settings_of(rules))
    drawn = [one_by_lot(lot, today, rules.zone) for _each in range(number)]
    owner_id = company.id("li")

    def fill(session: Session) -> list[int]:
        for name, allowed in STAGES.items():
            stage_id = session.value(select(stages.c.id).where(stages.c.name == name))
            change.update(session, stages, stage_id, rotting_days=allowed)
        return [write(session, one, owner_id) for one in drawn]

    ids = company.database.write_as(fill, company.clock.now)

    def ask(session: Session) -> dict[int, Any]:
        found = recycle_at(policy(session), home(session), session.now, customers.c.id.in_(ids))
        return {row.id: row for row in session.all(select(found))}

    said = company.database.read_as(ask, company.clock.now)
    wrong = []
    for customer_id, one in zip(ids, drawn, strict=True):
        row, told = said.get(customer_id), goes_back(one, rules, today)
        ours = row and (row.rule, max(days.of_number(row.due), today))
        if ours != told and not comes_near(one, ours, told):
            wrong.append(f"{seed}: {ours} here, {told} there: {one} by {rules} on {today}")
    return wrong


def comes_near(one: One, ours: tuple[str, date] | None, told: tuple[str, date] | None) -> bool:
    """Whether a next step, too far ahead today, puts it off once it is near: until then the countdown is early."""
    if ours is None or told is None or ours[0] != told[0]:
        return False
    return any(step.on + timedelta(1) == told[1] > ours[1] for line in one.lines for step in line.steps)


@pytest.mark.parametrize("seed", range(3))
def test_the_expression_says_what_a_second_telling_says(company: Company, seed: int) -> None:
    assert compare(company, seed, 40) == []
