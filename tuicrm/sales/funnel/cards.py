"""The cards of the board: who, how much, what comes next, and what is wrong with a project, in signs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from tuicrm.sales.funnel import thin
from tuicrm.sales.funnel.rotting import Quiet, quiet
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import Home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.project_signs import LATE, MOVED_OFTEN, NO_NEXT, OFTEN, ROTTING, THIN, WAITS
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import approvals
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class NextAction:
    """The next thing planned for a project. `planned_at` only where a time of day was given."""

    id: int
    kind: str
    subject: str
    planned_on: date
    planned_at: datetime | None
    promise: str | None
    is_late: bool
    postponed: int = 0


@dataclass(frozen=True)
class Card:
    """One project on the board. Money in minor units; `days` in the stage is None where the entry is not known.

    Attributes:
        became: on the board of a past day: the stage of today, `stays` or `gone`.
        quiet: since when nothing went on, and how long the stage allows that.
        waits_since: when a lead was asked for a move that still waits.
        stale_probability: an own probability that the last move made stale.
    """

    id: int
    version: int
    stage_id: int
    customer_id: int | None
    customer: str | None
    name: str
    amount_minor: int | None
    currency: str
    owner_id: int | None
    owner: str | None
    days: int | None
    signs: tuple[str, ...]
    next: NextAction | None
    expected_on: date | None
    became: str | None = None
    quiet: Quiet | None = None
    waits_since: datetime | None = None
    cost_minor: int | None = None
    home_minor: int | None = None
    probability: int | None = None
    stale_probability: int | None = None
    thin: tuple[str, ...] = ()


def cards_of(
    session: Session, house: Home, stages: Iterable[Stage], chosen: list[ColumnElement[bool]],
    after: tuple[int, int] | None, limit: int, now: datetime, *, by_owner: bool = False,
) -> dict[int, tuple[Card, ...]]:  # fmt: skip
    """Give cards of some stages: the largest first, of the same size the newest, those without an amount last.

    In lanes they come owner by owner. What belongs to a card is looked up for all stages at once, and only for the
    cards that are shown.

    Args:
        after: amount in home currency (-1: none) and id of the last card that is known.
        limit: of each stage.
    """
    pick = _picked_by_owner if by_owner else _picked
    shown: dict[int, list[int]] = {}
    by_id = {stage.id: stage for stage in stages}
    for stage_id in by_id:
        here = [projects.c.state == "open", projects.c.stage_id == stage_id, *chosen]
        shown[stage_id] = pick(session, here, after, limit)
    ids = [one for some in shown.values() for one in some]
    rows = {row.id: row for row in session.all(_ROWS.where(projects.c.id.in_(ids)))} if ids else {}
    planned, waiting = next_actions(session, house, ids, now), _waiting(session, ids)
    large = thin.large_minor(session, house) if ids else None
    warned = thin.warnings(session, [one for one in ids if large is not None and (rows[one].home_minor or 0) >= large])
    return {
        stage_id: tuple(
            _card(rows[one], by_id[stage_id], planned.get(one), waiting.get(one), warned.get(one, ()), house, now)
            for one in some
        )
        for stage_id, some in shown.items()
    }


def _picked(session: Session, here: list[ColumnElement[bool]], after: tuple[int, int] | None, limit: int) -> list[int]:
    """Give the ids of the next cards; both questions go backwards through one index, so that many cost like few."""
    size, number = projects.c.home_minor, projects.c.id
    known = select(number).where(*here, size.is_not(None)).order_by(size.desc(), number.desc())
    unknown = select(number).where(*here, size.is_(None)).order_by(number.desc())
    found: list[int] = []
    if after is None or after[0] >= 0:
        if after is not None:
            known = known.where(or_(size < after[0], and_(size == after[0], number < after[1])))
        found += session.values(known.limit(limit))
    elif after is not None:
        unknown = unknown.where(number < after[1])
    if len(found) < limit:
        found += session.values(unknown.limit(limit - len(found)))
    return found


def _picked_by_owner(
    session: Session, here: list[ColumnElement[bool]], after: tuple[int, int] | None, limit: int
) -> list[int]:
    """Give the ids of the next cards, one holder's after the other's."""
    size, number = func.coalesce(projects.c.home_minor, -1), projects.c.id
    lane, holder = func.coalesce(users.c.name_sort, ""), func.coalesce(projects.c.owner_id, 0)
    source = projects.outerjoin(users, users.c.id == projects.c.owner_id)
    wanted = select(number).select_from(source).where(*here)
    last = None if after is None else session.first(select(lane, holder).select_from(source).where(number == after[1]))
    if after is not None and last is not None:
        following = or_(size < after[0], and_(size == after[0], number < after[1]))
        same = and_(lane == last[0], holder == last[1])
        wanted = wanted.where(or_(lane > last[0], and_(lane == last[0], holder > last[1]), and_(same, following)))
    return list(session.values(wanted.order_by(lane, holder, size.desc(), number.desc()).limit(limit)))


_ROWS = (
    select(
        projects.c.id, projects.c.version, projects.c.customer_id, customers.c.name.label("customer"),
        projects.c.name, projects.c.amount_minor, projects.c.cost_minor, projects.c.currency,
        projects.c.home_minor, projects.c.owner_id, users.c.name.label("owner"), projects.c.stage_since_at,
        projects.c.is_stage_since_known, projects.c.last_progress_at, projects.c.expected_moves,
        projects.c.expected_on, projects.c.probability, projects.c.stale_probability,
        customers.c.last_inquiry_at,
    )
    .outerjoin(customers, customers.c.id == projects.c.customer_id)
    .outerjoin(users, users.c.id == projects.c.owner_id)
)  # fmt: skip


def next_actions(session: Session, house: Home, project_ids: list[int], now: datetime) -> dict[int, NextAction]:
    """Give the first planned action of each project that has one."""
    today = house.day(now)
    found: dict[int, NextAction] = {}
    if not project_ids:
        return found
    rows = session.all(
        select(
            actions.c.project_id, actions.c.id, actions.c.kind, actions.c.subject, actions.c.planned_on,
            actions.c.planned_at, actions.c.promise, actions.c.postponed,
        )
        .where(actions.c.project_id.in_(project_ids), actions.c.state == "planned", actions.c.origin != AMONG_US)
        .order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
    )  # fmt: skip
    for project_id, action_id, kind, subject, on, at, promise, postponed in rows:
        late = on < today or (at is not None and at < now)
        found.setdefault(project_id, NextAction(action_id, kind, subject, on, at, promise, late, postponed))
    return found


def _waiting(session: Session, project_ids: list[int]) -> dict[int, datetime]:
    if not project_ids:
        return {}
    live = approvals.c.live_project_id
    rows = session.all(select(live, approvals.c.asked_at).where(live.in_(project_ids)))
    return {row[0]: row[1] for row in rows}


def _card(
    row: Any, stage: Stage, planned: NextAction | None, waits_since: datetime | None, warned: tuple[str, ...],
    house: Home, now: datetime,
) -> Card:  # fmt: skip
    days = (house.day(now) - house.day(row.stage_since_at)).days if row.is_stage_since_known else None
    progress_at = row.last_progress_at or row.stage_since_at
    if row.last_inquiry_at is not None:  # the customer has asked again: that is progress, too
        progress_at = max(progress_at, row.last_inquiry_at)
    still = quiet(stage, progress_at, planned, house.day(now), house)
    said = {
        LATE: planned is not None and planned.is_late, ROTTING: still.is_rotting, NO_NEXT: planned is None,
        MOVED_OFTEN: row.expected_moves >= OFTEN, THIN: bool(warned), WAITS: waits_since is not None,
    }  # fmt: skip
    return Card(
        row.id, row.version, stage.id, row.customer_id, row.customer, row.name, row.amount_minor, row.currency,
        row.owner_id, row.owner, days, tuple(sign for sign, holds in said.items() if holds), planned, row.expected_on,
        quiet=still, waits_since=waits_since, cost_minor=row.cost_minor, home_minor=row.home_minor,
        probability=row.probability,
        stale_probability=row.stale_probability, thin=warned,
    )  # fmt: skip
