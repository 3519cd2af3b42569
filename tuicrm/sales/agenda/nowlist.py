"""What to do next: one ordered list, and with each line the reason why it stands where it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.sales.agenda.kinds import phoned_kinds
from tuicrm.sales.agenda.listing import ActionRow, read, seen
from tuicrm.sales.agenda.listing import rows as action_rows
from tuicrm.sales.agenda.rhythm import Coverage, beyond_rhythm, coverage_of
from tuicrm.sales.funnel import approving
from tuicrm.sales.funnel.risk_words import reasons
from tuicrm.sales.funnel.risks import to_clean
from tuicrm.sales.handovers.listing import waiting_for
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.sales.working import offers
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contacts, customers, inquiries
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import projects

CALL_BACK, ASKED, PROMISED, LATE, TODAY, SILENT = "call_back", "asked", "promised", "late", "today", "silent"
HANDED, CLEAN, APPROVE, OFFERED = "handed", "clean", "approve", "offered"
SECTIONS = (CALL_BACK, APPROVE, ASKED, HANDED, OFFERED, PROMISED, LATE, TODAY, CLEAN, SILENT)
FRIDAY = 4
AHEAD = timedelta(days=7)
"""So far ahead the plans of people who are away are shown to their deputies."""
FRESH = timedelta(days=3)
MANY = 60


@dataclass(frozen=True)
class NowRow:
    """One line of the list. `kind`: what `id` is: an action, inquiry, handover, customer, project, approval or offer.

    An offer is the action of somebody who is away (`contact` is their name), for the actor to take over.
    """

    section: str
    kind: str
    id: int
    customer_id: int | None
    customer: str | None
    project_id: int | None
    project: str | None
    contact: str | None
    act: str
    subject: str
    on: date | None
    at: datetime | None
    grain: str
    is_late: bool
    promise: str | None
    stage: str | None
    amount_minor: int | None
    currency: str | None
    days: int | None
    source: str | None = None
    rhythm_days: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class DayLine:
    """What the day amounts to so far."""

    planned: int
    done: int
    calls: int
    talks: int
    next_steps: int


@dataclass(frozen=True)
class NowList:
    """All that waits for a person now, most urgent first, the day's line, and how much has a plan inside its rhythm."""

    user_id: int
    rows: tuple[NowRow, ...]
    line: DayLine
    coverage: Coverage


@rule("agenda.now", right="read")
def now_list(session: Session, actor: Actor, user_id: int | None = None, *, now: datetime) -> NowList:
    """Give what to do next: call-backs, inquiries, promises, late, planned today, then what has gone silent."""
    whose = seen(session, actor, user_id)
    house = home(session)
    today = house.day(now)
    due = _due(session, actor, whose, today, now)
    clean = _clean(session, actor, house, whose, now) if today.weekday() == FRIDAY else []
    named = {row.id for row in clean}
    silent = [row for row in _silent(session, house, whose, now) if row.kind != "project" or row.id not in named]
    found = due + _asked(session, actor, whose, now) + _handed(session, whose, today) + clean + silent
    if whose == actor.id:
        found += _offers(session, actor, today, now)
        if actor.leads:
            found += _approvals(session, actor, now)
    order = {section: place for place, section in enumerate(SECTIONS)}
    ordered = sorted(found, key=lambda row: order[row.section])
    covered = coverage_of(session, house, whose, "", now)
    return NowList(whose, tuple(ordered), _line(session, whose, today), covered)


def _offers(session: Session, actor: Actor, today: date, now: datetime) -> list[NowRow]:
    """Plans of people who are away, for their deputy or lead to take over; those of the next days."""
    return [
        NowRow(
            OFFERED, "offer", one.action_id, one.customer_id, one.customer, one.project_id, one.project, one.owner,
            one.kind, one.subject, one.on, one.at, one.grain, one.on < today, None, None, None, None, None,
        )
        for one in offers.offered(session, actor, now=now)
        if one.on <= today + AHEAD
    ][: MANY // 3]  # fmt: skip


def _approvals(session: Session, actor: Actor, now: datetime) -> list[NowRow]:
    """Moves to key stages that wait for this lead."""
    return [
        NowRow(
            APPROVE, "approval", row.id, None, None, row.project_id, row.name, row.asked_by, "approve",
            f"{row.from_stage} > {row.to_stage}" + (f": {row.reason}" if row.reason else ""), None, row.asked_at,
            "minute", False, None, row.to_stage, row.amount_minor, row.currency, (now - row.asked_at).days,
        )
        for row in session.all(approving.waiting_for(actor).limit(MANY))
    ]  # fmt: skip


def _due(session: Session, actor: Actor, whose: int, today: date, now: datetime) -> list[NowRow]:
    wanted = action_rows().where(
        actions.c.owner_id == whose, actions.c.state == "planned", actions.c.planned_on <= today
    )
    ordered = wanted.order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id).limit(4 * MANY)
    phoned = phoned_kinds(session)
    return [_of_action(one, phoned, today, now) for one in read(session, actor, session.all(ordered))]


def _of_action(row: ActionRow, phoned: Collection[str], today: date, now: datetime) -> NowRow:
    assert row.planned_on is not None
    week_over = row.grain == "week" and row.planned_on + timedelta(days=7) <= today
    day_over = row.planned_on < today and row.grain != "week"
    late = week_over or day_over or (row.planned_at is not None and row.planned_at < now)
    if row.origin == "call_back" or (row.kind in phoned and late):
        section = CALL_BACK
    elif row.promise:
        section = PROMISED
    else:
        section = LATE if late else TODAY
    days = (today - row.planned_on).days
    return NowRow(
        section, "action", row.id, row.customer_id, row.customer, row.project_id, row.project, row.contact, row.kind,
        row.subject, row.planned_on, row.planned_at, row.grain, late, row.promise, row.stage, row.amount_minor,
        row.currency, days, origin=row.origin,
    )  # fmt: skip


def _asked(session: Session, actor: Actor, whose: int, now: datetime) -> list[NowRow]:
    """Own customers' inquiries that nobody has answered, and fresh ones from the pool."""
    fresh_in_pool = and_(customers.c.owner_id.is_(None), inquiries.c.came_at >= now - FRESH)
    wanted = (
        select(
            inquiries.c.id, customers.c.id, customers.c.name, inquiries.c.message, sources.c.key, inquiries.c.came_on,
            inquiries.c.came_at, contacts.c.name, sources.c.name,
        )
        .join(customers, customers.c.id == inquiries.c.customer_id)
        .outerjoin(sources, sources.c.id == inquiries.c.source_id)
        .outerjoin(contacts, contacts.c.id == inquiries.c.contact_id)
        .where(inquiries.c.answered_at.is_(None), inquiries.c.verdict.is_(None), inquiries.c.archived_at.is_(None))
        .where(inquiries.c.came_at >= now - timedelta(days=60), customers.c.archived_at.is_(None))
        .where(or_(customers.c.owner_id == whose, fresh_in_pool))
        .order_by(inquiries.c.came_at.desc(), inquiries.c.id)
        .limit(12)
    )  # fmt: skip
    rows = session.all(wanted)
    hidden = hidden_among(session, actor, (row[1] for row in rows))
    return [
        NowRow(
            ASKED, "inquiry", row[0], row[1], row[2], None, None, row[7], row[4] or "",
            (veiled(row[3]) if row[1] in hidden else row[3]) or "", row[5], row[6],
            "minute", False, None, None, None, None, (now - row[6]).days, row[8],
        )
        for row in rows
    ]  # fmt: skip


def _silent(session: Session, house: Home, whose: int, now: datetime) -> list[NowRow]:
    """Own customers beyond their rhythm and own open projects without a next step, the longest silence first."""
    heard = func.coalesce(customers.c.last_action_at, customers.c.held_since_at)
    quiet = (
        select(customers.c.id, customers.c.name, customers.c.class_key, customers.c.city, heard.label("heard"))
        .where(customers.c.owner_id == whose, customers.c.next_action_at.is_(None), beyond_rhythm(house, heard, now))
        .where(customers.c.archived_at.is_(None))
        .order_by(heard.desc(), customers.c.id)
        .limit(MANY // 3)
    )
    without_next = (
        select(
            projects.c.id, projects.c.name, customers.c.id.label("customer_id"), customers.c.name.label("customer"),
            stages.c.name.label("stage"), projects.c.amount_minor, projects.c.currency, projects.c.last_progress_at,
            projects.c.stage_since_at,
        )
        .join(stages, stages.c.id == projects.c.stage_id)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .where(projects.c.owner_id == whose, projects.c.state == "open", projects.c.next_action_at.is_(None))
        .where(projects.c.archived_at.is_(None))
        .order_by(func.coalesce(projects.c.home_minor, 0).desc(), projects.c.id)
        .limit(MANY // 3)
    )  # fmt: skip
    found = [_of_project(row, now) for row in session.all(without_next)]
    with_project = {row.customer_id for row in found}
    of_customers = [_of_customer(row, house, now) for row in session.all(quiet) if row.id not in with_project]
    return found + of_customers


def _of_project(row: Any, now: datetime) -> NowRow:
    days = (now - (row.last_progress_at or row.stage_since_at)).days
    return NowRow(
        SILENT, "project", row.id, row.customer_id, row.customer, row.id, row.name, None, "no_next", "", None, None,
        "day", False, None, row.stage, row.amount_minor, row.currency, days,
    )  # fmt: skip


def _of_customer(row: Any, house: Home, now: datetime) -> NowRow:
    days = (now - row.heard).days
    return NowRow(
        SILENT, "customer", row.id, row.id, row.name, None, None, None, "silent", row.class_key or "", None, None,
        "day", False, None, None, None, None, days,
        rhythm_days=house.rhythms.get(row.class_key or "", house.rhythms.get("")),
    )  # fmt: skip


def _handed(session: Session, whose: int, today: date) -> list[NowRow]:
    """What was handed over and waits for the receiver's answer; perhaps they do not see the thing itself yet."""
    return [
        NowRow(
            HANDED, "handover", row.id, None, row.name, None, None, row.from_name, "handover", row.note or "",
            row.due_on, None, "day", row.due_on is not None and row.due_on < today, None, None, None, None, None,
        )
        for row in waiting_for(session, whose)
    ]  # fmt: skip


def _clean(session: Session, actor: Actor, house: Home, whose: int, now: datetime) -> list[NowRow]:
    """What is to be set right in one's own projects before the week ends: on Friday, each with the reason."""
    today = house.day(now)
    return [
        NowRow(
            CLEAN, "project", one.id, one.customer_id, one.customer, one.id, one.name, None, "clean",
            reasons(one, today, house.currency), one.expected_on, None, "day", False, None, one.stage.name,
            one.amount_minor, one.currency, one.still_days,
        )
        for one in to_clean(session, actor, house, whose, now)[: MANY // 3]
    ]  # fmt: skip


def _line(session: Session, whose: int, today: date) -> DayLine:
    mine = actions.c.owner_id == whose
    planned = select(func.count()).where(mine, actions.c.state == "planned", actions.c.planned_on <= today)
    done = select(actions.c.kind, actions.c.outcome, func.count()).where(
        mine, actions.c.state == "done", actions.c.done_on == today
    )
    phoned = phoned_kinds(session)
    counts = [tuple(row) for row in session.all(done.group_by(actions.c.kind, actions.c.outcome))]
    made = select(func.count()).where(
        mine, actions.c.state == "planned", actions.c.first_planned_on >= today, actions.c.planned_on > today
    )
    return DayLine(
        planned=session.value(planned),
        done=sum(count for *_, count in counts),
        calls=sum(count for kind, _, count in counts if kind in phoned),
        talks=sum(count for _, outcome, count in counts if outcome in ("talked", "call_back", "not_now")),
        next_steps=session.value(made),
    )
