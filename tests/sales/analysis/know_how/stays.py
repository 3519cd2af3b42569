"""Many stays in a stage, written at once: who did what the playbook asks for, who went on and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from tests.company import Company
from tuicrm.plain.ids import uuid7
from tuicrm.sales.funnel.playbook import Plays, Step, set_playbook
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import playbook_actions, playbooks, stages
from tuicrm.store.tables.projects import projects, stage_history


@dataclass(frozen=True)
class Stayed:
    """One project's stay in a stage. Days are counted from entering; `left` None: still there.

    Attributes:
        ago: so many days ago it entered.
        did: the day on which the first action of the playbook was done.
    """

    ago: float = 200
    did: float | None = None
    left: float | None = None
    how: str | None = None
    login: str = "li"
    class_: str = "A"
    entered_how: str = "forward"
    is_known: bool = True
    is_archived: bool = False


def write_playbook(company: Company, stage: str, *steps: tuple[str, str, int], at: datetime) -> None:
    """Give a stage the playbook of a day: (kind, subject, days)."""
    now, company.clock.now = company.clock.now, at
    wanted = company.value(select(stages.c.id).where(stages.c.name == stage))
    company.desk("hale").write(set_playbook, wanted, Plays(steps=tuple(Step(*step) for step in steps)))
    company.clock.now = now


def bring(company: Company, stage: str, stayed: Sequence[Stayed]) -> list[int]:
    """Write stays with their projects, each of a customer of its class; give the ids of the projects."""
    return company.database.write_as(lambda session: _bring(session, company, stage, stayed), company.clock.now)


def _bring(session: Session, company: Company, stage: str, stayed: Sequence[Stayed]) -> list[int]:
    now = company.clock.now
    row = session.first(select(stages).where(stages.c.name == stage))
    lost = session.value(select(stages.c.id).where(stages.c.kind == "lost"))
    lines = _lines(session, row.id)
    users = {login: company.id(login) for login in {one.login for one in stayed}}
    clients = _clients(session, {one.class_ for one in stayed}, now)
    first = int(session.value(select(projects.c.id).order_by(projects.c.id.desc()).limit(1)) or 0) + 1
    deals: list[dict[str, Any]] = []
    passed: list[dict[str, Any]] = []
    acts: list[dict[str, Any]] = []
    for number, one in enumerate(stayed, first):
        entered = now - timedelta(days=one.ago)
        left = None if one.left is None else entered + timedelta(days=one.left)
        is_lost = one.how == "lost" and left is not None
        deals.append(_deal(number, one, row, lost if is_lost else row.id, clients[one.class_], users, entered, left))
        passed.append(
            {
                "project_id": number, "stage_id": row.id, "how": one.entered_how, "entered_at": entered,
                "entered_month": entered.year * 12 + entered.month, "is_entry_known": one.is_known,
                "holder_id": users[one.login], "left_at": left, "left_how": one.how,
                "seconds": None if one.left is None else round(one.left * 86400),
                "live_project_id": number if left is None else None,
            }
        )  # fmt: skip
        if one.did is not None:
            acts.append(_act(number, one, users, entered, _line_of(lines, entered)))
    for table, rows in ((projects, deals), (stage_history, passed), (actions, acts)):
        if rows:
            session.connection.execute(insert(table), rows)
    return [one["id"] for one in deals]


def _lines(session: Session, stage_id: int) -> list[tuple[datetime, int]]:
    """When each version was written, and the id of its first action."""
    rows = session.all(
        select(playbooks.c.made_at, playbook_actions.c.id)
        .join(playbook_actions, playbook_actions.c.playbook_id == playbooks.c.id)
        .where(playbooks.c.stage_id == stage_id, playbook_actions.c.position == 0)
        .order_by(playbooks.c.number)
    )
    return [(row[0], row[1]) for row in rows]


def _line_of(lines: list[tuple[datetime, int]], entered: datetime) -> int:
    return next((line for made, line in reversed(lines) if made <= entered), lines[0][1])


def _clients(session: Session, classes: set[str], now: datetime) -> dict[str, int]:
    pool = session.value(select(pools.c.id))
    for class_ in classes:
        session.connection.execute(
            insert(customers).values(
                uid=uuid7(), kind="company", name=f"of class {class_}", name_sort=class_, name_key=class_,
                pool_id=pool, class_key=class_, created_at=now, created_month=now.year * 12 + now.month, version=1,
            )
        )  # fmt: skip
    rows = session.all(select(customers.c.class_key, customers.c.id).where(customers.c.class_key.in_(classes)))
    return {row[0]: row[1] for row in rows}


def _deal(
    number: int, one: Stayed, stage: Any, stage_id: int, client: int, users: dict[str, int], entered: datetime,
    left: datetime | None,
) -> dict[str, Any]:  # fmt: skip
    is_lost = one.how == "lost" and left is not None
    return {
        "id": number, "uid": uuid7(), "customer_id": client, "name": f"stay {number}", "name_sort": f"stay {number}",
        "funnel_id": stage.funnel_id, "stage_id": stage_id, "state": "lost" if is_lost else "open",
        "owner_id": users[one.login], "currency": "EUR", "category": "pipeline", "created_at": entered,
        "created_on": entered.date(), "created_month": entered.year * 12 + entered.month, "stage_since_at": entered,
        "is_stage_since_known": True, "expected_moves": 0, "version": 1,
        "closed_at": left if is_lost else None, "closed_on": left.date() if is_lost and left else None,
        "closed_month": left.year * 12 + left.month if is_lost and left else None,
        "archived_at": entered if one.is_archived else None,
    }  # fmt: skip


def _act(number: int, one: Stayed, users: dict[str, int], entered: datetime, line: int) -> dict[str, Any]:
    done = entered + timedelta(days=one.did or 0)
    return {
        "uid": uuid7(), "project_id": number, "owner_id": users[one.login], "kind": "call", "subject": "x",
        "state": "done", "grain": "day", "planned_on": done.date(), "first_planned_on": done.date(), "priority": 0,
        "postponed": 0, "done_at": done, "done_on": done.date(), "done_month": done.year * 12 + done.month,
        "outcome": "talked", "playbook_action_id": line, "origin": "playbook", "created_at": entered, "version": 1,
    }  # fmt: skip
