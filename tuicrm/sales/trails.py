"""The audit trail on a card: who changed what of a customer, a project or a person, and who read it in bulk."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from tuicrm.plain.periods import day_start
from tuicrm.sales import rights
from tuicrm.sales.auditing.trail import MOST, TrailLine, trail_of
from tuicrm.sales.hiding import is_hidden, masked
from tuicrm.sales.home import home
from tuicrm.sales.pool.holding import leads
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import disclosures

KINDS = ("customer", "project", "user")


@rule("audit.of_record", right="read", refuses=("trail_kind",))
def of_record(
    session: Session, actor: Actor, kind: str, record_id: int, *, from_on: date | None = None,
    to_on: date | None = None, before: int | None = None, limit: int = 100, now: datetime,
) -> tuple[TrailLine, ...]:  # fmt: skip
    """Give the trail of a record that the actor may see, with who read it in bulk, newest first; at most 1,000 lines.

    A person's is for themselves, who leads them, managers and auditors. Phones that are hidden are hidden here, too.

    Args:
        from_on, to_on: the team's days, both included.
        before: lines older than the one of this id: the next page.
    Raises:
        Refused: `trail_kind` (there is none of such a record).
    """
    if kind not in KINDS:
        raise Refused("trail_kind", given=kind, known=KINDS)
    mask = None
    if kind == "user":
        _allow_person(session, actor, record_id)
    elif kind == "project":
        found = rights.find(session, actor, projects, record_id)
        if found.customer_id is not None and is_hidden(session, actor, session.get(customers, found.customer_id)):
            mask = masked
    elif is_hidden(session, actor, rights.find(session, actor, customers, record_id)):
        mask = masked
    zone = home(session).zone
    since = day_start(from_on, zone) if from_on else None
    until = day_start(to_on + timedelta(days=1), zone) if to_on else None
    lines = trail_of(
        session, kind, record_id, mask=mask, since=since, until=until, before=before, limit=limit
    )  # fmt: skip
    is_full = len(lines) >= min(limit, MOST)
    newest = lines[0].at if before is not None and lines else until
    reads = _reads(session, kind, record_id, lines[-1].at if is_full else since, newest)
    return tuple(sorted((*lines, *reads), key=lambda line: (line.at, line.id), reverse=True))


def _allow_person(session: Session, actor: Actor, user_id: int) -> None:
    if session.get(users, user_id) is None:
        raise NotFound("user", user_id)
    if actor.role != rights.AUDITOR and not leads(session, actor, user_id):
        raise NotFound("user", user_id)


def _reads(
    session: Session, kind: str, record_id: int, since: datetime | None, until: datetime | None
) -> list[TrailLine]:  # fmt: skip
    """Who read the record in bulk or had it revealed; of a person, what they read."""
    d = disclosures.c
    about = d.user_id == record_id if kind == "user" else (d.record_kind == kind) & (d.record_id == record_id)
    wanted = (
        select(disclosures, users.c.name.label("by"), users.c.login)
        .join(users, users.c.id == d.user_id)
        .where(about, or_(d.count > 0, d.record_id.is_not(None)))
        .order_by(d.id.desc())
        .limit(MOST)
    )
    if since is not None:
        wanted = wanted.where(d.at >= since)
    if until is not None:
        wanted = wanted.where(d.at <= until)
    return [_read(row) for row in session.all(wanted)]


def _read(row: Any) -> TrailLine:
    said = " ".join(str(part) for part in (row.what, row.count if row.count > 1 else None, row.detail) if part)
    line = TrailLine(row.id, row.at, row.by, row.login, "", None, row.record_kind or "", row.record_id or 0, "read", ())
    return replace(line, detail=said)
