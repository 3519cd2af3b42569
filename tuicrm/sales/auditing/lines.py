"""The audit trail: every write, by whom, through what, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tuicrm.plain.periods import day_start
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import changes, operations

MOST = 1000


@dataclass(frozen=True)
class AuditQuery:
    """Which lines are wanted; None asks for all. Days are the team's, both included.

    Attributes:
        kind, record_id: one table, and in it one record.
        rule: the rule that wrote, or its beginning: `pool.` is all of the pool.
        before: lines with smaller ids: the next page.
    """

    user_id: int | None = None
    kind: str | None = None
    record_id: int | None = None
    rule: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    before: int | None = None
    limit: int = 100


@dataclass(frozen=True)
class AuditLine:
    """What one operation did to one record; values are [old, new] by column.

    Attributes:
        personal: columns about a person; blanked once that person was erased.
    """

    id: int
    at: datetime
    by: str | None
    login: str | None
    through: str
    rule: str | None
    operation: UUID
    kind: str
    record_id: int
    what: str
    facts: Mapping[str, Any]
    personal: Mapping[str, Any]


@rule("audit.list", right="audit")
def lines(session: Session, actor: Actor, query: AuditQuery = AuditQuery(), *, now: datetime) -> tuple[AuditLine, ...]:
    """Give lines of the trail, the newest first, at most 1,000."""
    c = changes.c
    wanted = (
        select(
            c.id, c.at, users.c.name, users.c.login, c.through, operations.c.rule, c.operation_key, c.record_kind,
            c.record_id, c.what, c.facts, c.personal,
        )
        .outerjoin(users, users.c.id == c.actor_id)
        .outerjoin(operations, operations.c.key == c.operation_key)
        .order_by(c.id.desc())
        .limit(min(max(1, query.limit), MOST))
    )  # fmt: skip
    for column, value in ((c.actor_id, query.user_id), (c.record_kind, query.kind), (c.record_id, query.record_id)):
        if value is not None:
            wanted = wanted.where(column == value)
    if query.rule is not None:
        wanted = wanted.where(operations.c.rule >= query.rule, operations.c.rule < query.rule + "\U0010ffff")
    zone = home(session).zone
    if query.from_on is not None:
        wanted = wanted.where(c.at >= day_start(query.from_on, zone))
    if query.to_on is not None:
        wanted = wanted.where(c.at < day_start(date.fromordinal(query.to_on.toordinal() + 1), zone))
    if query.before is not None:
        wanted = wanted.where(c.id < query.before)
    return tuple(
        AuditLine(
            row.id, row.at, row.name, row.login, row.through, row.rule, row.operation_key, row.record_kind,
            row.record_id, row.what, row.facts or {}, row.personal or {},
        )
        for row in session.all(wanted)
    )  # fmt: skip
