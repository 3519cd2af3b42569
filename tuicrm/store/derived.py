"""What follows from a write by itself: search tokens, the periods of a project, how fresh a customer is."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from tuicrm.store.periods import PERIOD
from tuicrm.store.session import Session

_FOUND_BY = {
    "customer": ("name", "domain", "registration", "website", "note"),
    "contact": ("name", "archived_at", "customer_id", "note"),
    "contact_point": ("value", "reach_key", "archived_at", "customer_id"),
    "project": ("name", "handle", "customer_id"),
}


def touch(session: Session, kind: str, record_id: int, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Note which derived rows a written row makes stale."""
    if kind in _FOUND_BY and any(name in values for name in _FOUND_BY[kind]):
        if kind in ("customer", "project"):
            session.derived[f"token {kind}", record_id] = None
        if kind in ("contact", "contact_point"):
            session.derived["token customer", int(row["customer_id"])] = None
            if moved := values.get("customer_id"):  # [from, to], or the id itself of a row that was filled in
                session.derived["token customer", int(moved[1] if isinstance(moved, list) else moved)] = None
        if kind == "customer" and "name" in values:
            session.derived["projects of", record_id] = None
    if kind == "customer" and any(name in values for name in ("last_inquiry_at", "created_at")):
        session.derived["fresh", record_id] = None
    if kind == "ownership":
        session.derived["fresh", int(row["customer_id"])] = None
    if kind == "project" and any(name in values for name in PERIOD):
        session.derived["period", record_id] = None


def renew(session: Session) -> None:
    """Make the stale rows again, once for each record."""
    if not session.derived:
        return
    from tuicrm.store import fresh, periods, tokens
    from tuicrm.store.tables.projects import projects

    by_what: dict[str, list[int]] = {}
    for what, record_id in session.derived:
        by_what.setdefault(what, []).append(record_id)
    session.derived.clear()
    if renamed := by_what.get("projects of"):
        of_them = session.values(select(projects.c.id).where(projects.c.customer_id.in_(renamed)))
        by_what.setdefault("token project", []).extend(of_them)
    tokens.renew_customers(session, by_what.get("token customer", []))
    tokens.renew_projects(session, by_what.get("token project", []))
    periods.renew(session, by_what.get("period", []))
    fresh.renew(session, by_what.get("fresh", []))
