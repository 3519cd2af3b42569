"""A run begins: who is called, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.language import _
from tuicrm.plain.zones import country_of, zones_of
from tuicrm.sales import rights
from tuicrm.sales.agenda.kinds import phoned_kinds
from tuicrm.sales.agenda.nowlist import OFFERED, now_list
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import call_runs, run_records
from tuicrm.store.tables.customers import contact_points, customers, inquiries
from tuicrm.store.tables.projects import projects

CALL_BACK, ASKED, PROMISED, PLANNED, SILENT = "call_back", "asked", "promised", "planned", "silent"
ORDER = (CALL_BACK, ASKED, PROMISED, PLANNED, SILENT)
MOST = 500
STEP = 1024
"""Between two places there is room for inquiries that come in meanwhile."""


@dataclass(frozen=True)
class Started:
    """A run, and how many of those who were meant it has; the others have no phone that may be called."""

    run_id: int
    name: str
    records: int
    without_phone: int
    beyond: int


@dataclass(frozen=True)
class Call:
    """One who is to be called, why, and what was planned for it."""

    customer_id: int
    why: str
    order: tuple[Any, ...]
    project_id: int | None = None
    contact_id: int | None = None
    action_id: int | None = None
    inquiry_id: int | None = None
    due_at: datetime | None = None


@rule("run.start", right="sell", writes=True, refuses=("run_empty", "run_no_phone"))
def start(
    session: Session, actor: Actor, name: str = "", customer_ids: Sequence[int] | None = None, *,
    project_ids: Sequence[int] = (), now: datetime,
) -> Started:  # fmt: skip
    """Begin to call one after the other: these customers, or all that today's list has.

    Order: call-backs that are due, inquiries, promises, what is planned, then who has been silent longest, by class.

    Args:
        customer_ids: None is today's list of the actor.
        project_ids: projects whose customers are called about them.
    Raises:
        Refused: `run_empty`: nobody to call. `run_no_phone`: none of them has a phone that may be called.
    """
    about = _projects(session, actor, project_ids)
    if customer_ids is None and not project_ids:
        rows = now_list(session, actor, now=now).rows
        customer_ids = [row.customer_id for row in rows if row.customer_id is not None and row.section != OFFERED]
    wanted = list(dict.fromkeys([*(customer_ids or ()), *about]))
    seen = _in_sight(session, actor, wanted[:MOST])
    if not seen:
        raise Refused("run_empty")
    phones = phones_of(session, seen)
    callable_ones = [customer_id for customer_id in seen if customer_id in phones]
    if not callable_ones:
        raise Refused("run_no_phone", count=len(seen))
    title = line(name)[:120] or _("today")
    run_id = change.insert(session, call_runs, user_id=actor.id, name=title, started_at=now)
    calls = line_up(session, actor, callable_ones, about, now)
    add(session, run_id, calls, phones, {row.id: row for row in _rows(session, callable_ones)}, first=STEP)
    return Started(run_id, title, len(calls), len(seen) - len(callable_ones), max(0, len(wanted) - MOST))


def add(
    session: Session, run_id: int, calls: Sequence[Call], phones: dict[int, str], rows: dict[int, Any], *, first: int
) -> list[int]:
    """Write the records of a run, from a place on."""
    return change.insert_many(
        session, run_records,
        [
            {
                "run_id": run_id, "customer_id": one.customer_id, "project_id": one.project_id,
                "contact_id": one.contact_id, "action_id": one.action_id, "inquiry_id": one.inquiry_id,
                "position": first + STEP * nth, "why": one.why, "state": "waiting", "due_at": one.due_at,
                "zones": zones_kept(phones.get(one.customer_id), rows[one.customer_id]),
            }
            for nth, one in enumerate(calls)
        ],
    )  # fmt: skip


def zones_kept(phone: str | None, customer: Any) -> str | None:
    """Give the country and zones of a phone as a record of a run keeps them."""
    country = country_of(phone, customer.country)
    zones = zones_of(country, customer.city)
    return f"{country} {' '.join(zones)}" if country and zones else None


def line_up(session: Session, actor: Actor, ids: Sequence[int], about: dict[int, int], now: datetime) -> list[Call]:
    """Put customers in order, each with the reason for its place."""
    today = home(session).day(now)
    found: dict[int, Call] = {}
    for one in (*_planned(session, actor, ids, today, now), *_asked(session, ids), *_silent(session, ids)):
        known = found.get(one.customer_id)
        if known is None or one.order < known.order:
            found[one.customer_id] = one
    calls = []
    for one in found.values():
        project_id = about.get(one.customer_id, one.project_id)
        calls.append(replace(one, project_id=project_id))
    return sorted(calls, key=lambda one: (*one.order, one.customer_id))


def phones_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Give the first phone that may be called, by customer; who has none is not in it."""
    found: dict[int, str] = {}
    wanted = (
        select(contact_points.c.customer_id, contact_points.c.reach_key)
        .where(contact_points.c.customer_id.in_(ids), contact_points.c.kind == "phone", *may_be_called())
        .order_by(contact_points.c.position, contact_points.c.id)
    )
    for customer_id, key in session.all(wanted):
        found.setdefault(customer_id, key)
    return found


def may_be_called() -> Iterable[Any]:
    """Which phones are neither gone, nor wrong, nor closed to us."""
    return (
        contact_points.c.archived_at.is_(None),
        contact_points.c.wrong_at.is_(None),
        contact_points.c.closed_at.is_(None),
    )


def _projects(session: Session, actor: Actor, project_ids: Sequence[int]) -> dict[int, int]:
    if not project_ids:
        return {}
    wanted = select(projects.c.id, projects.c.customer_id).where(
        projects.c.id.in_(list(project_ids)[:MOST]), projects.c.customer_id.is_not(None),
        rights.projects_in_sight(actor),
    )  # fmt: skip
    return {row.customer_id: row.id for row in session.all(wanted.order_by(projects.c.id))}


def _in_sight(session: Session, actor: Actor, ids: Sequence[int]) -> list[int]:
    wanted = select(customers.c.id).where(
        customers.c.id.in_(ids), customers.c.archived_at.is_(None), rights.customers_in_sight(actor)
    )
    there = set(session.values(wanted))
    return [customer_id for customer_id in ids if customer_id in there]


def _rows(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    wanted = select(customers.c.id, customers.c.country, customers.c.city).where(customers.c.id.in_(ids))
    return session.all(wanted)


def _planned(session: Session, actor: Actor, ids: Sequence[int], today: date, now: datetime) -> list[Call]:
    a = actions.c
    wanted = select(a.id, a.customer_id, a.project_id, a.contact_id, a.kind, a.origin, a.promise, a.planned_on,
                    a.planned_at).where(
        a.owner_id == actor.id, a.state == "planned", a.planned_on <= today, a.customer_id.in_(ids)
    )  # fmt: skip
    found = []
    phoned = phoned_kinds(session)
    for row in session.all(wanted):
        if row.origin == "call_back" or (
            row.kind in phoned and (row.planned_on < today or (row.planned_at or now) < now)
        ):
            why = CALL_BACK
        else:
            why = PROMISED if row.promise else PLANNED
        later = row.planned_at if why == CALL_BACK and row.planned_at and row.planned_at > now else None
        when = row.planned_at or datetime.combine(row.planned_on, datetime.min.time(), now.tzinfo)
        found.append(
            Call(
                row.customer_id, why, (ORDER.index(why), str(row.kind not in phoned), when.timestamp()), row.project_id,
                row.contact_id, row.id if row.kind in phoned else None, None, later,
            )
        )  # fmt: skip
    return found


def _asked(session: Session, ids: Sequence[int]) -> list[Call]:
    wanted = select(inquiries.c.id, inquiries.c.customer_id, inquiries.c.contact_id, inquiries.c.came_at).where(
        inquiries.c.customer_id.in_(ids), inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None),
        inquiries.c.archived_at.is_(None),
    )  # fmt: skip
    return [
        Call(row.customer_id, ASKED, (1, "", -row.came_at.timestamp()), None, row.contact_id, None, row.id)
        for row in session.all(wanted)
    ]


def _silent(session: Session, ids: Sequence[int]) -> list[Call]:
    """All of them, by class, the longest silence first; with the customer's newest open project."""
    wanted = select(customers.c.id, customers.c.class_key, customers.c.last_action_at).where(customers.c.id.in_(ids))
    open_ones = select(projects.c.customer_id, projects.c.id).where(
        projects.c.customer_id.in_(ids), projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    newest = {row[0]: row[1] for row in session.all(open_ones.order_by(projects.c.id))}
    found = []
    for row in session.all(wanted):
        heard = row.last_action_at.timestamp() if row.last_action_at else 0.0
        found.append(Call(row.id, SILENT, (4, row.class_key or "~", heard), newest.get(row.id)))
    return found
