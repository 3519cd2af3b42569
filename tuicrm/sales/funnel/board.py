"""The board: open projects by stage with count, sum and weighted sum, and the cards that are seen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from tuicrm.sales import rights
from tuicrm.sales.funnel.closed import Total, of_quarter
from tuicrm.sales.funnel.stages import Stage, default_funnel, of_funnel, stage_of
from tuicrm.sales.home import Home, home
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

LATE, ROTTING, NO_NEXT, MOVED_OFTEN = "late", "rotting", "no_next", "moved_often"
OFTEN = 2  # times that an expected day was moved


@dataclass(frozen=True)
class BoardQuery:
    """Which projects the board shows, and how many cards of each column at first."""

    team_id: int | None = None
    owner_id: int | None = None
    filter: str = ""
    limit: int = 40


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


@dataclass(frozen=True)
class Card:
    """One project on the board. Money in minor units; `days` in the stage is None where the entry is not known.

    `became`, on the board of a past day: the stage of today, `stays` or `gone`.
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


@dataclass(frozen=True)
class Column:
    """One open stage: all its projects counted and summed in home currency, the first of its cards."""

    stage: Stage
    count: int
    sum_minor: int
    weighted_minor: int
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Board:
    """The whole board. `without_amount` open projects count in the numbers but not in the sums."""

    columns: tuple[Column, ...]
    won: Total
    lost: Total
    currency: str
    without_amount: int


@rule("funnel.board", right="read", refuses=("filter", "filter_amount", "filter_day"))
def board(session: Session, actor: Actor, query: BoardQuery, *, now: datetime) -> Board:
    """Give the board that the actor may see: columns of open stages, and what the quarter brought."""
    house = home(session)
    stages = of_funnel(session, default_funnel(session))
    chosen = _chosen(session, actor, house, query)
    weight = projects.c.home_minor * func.coalesce(projects.c.probability, _probability(stages))
    sums = session.all(
        select(
            projects.c.stage_id, func.count(), func.sum(projects.c.home_minor), func.sum(weight),
            func.count(projects.c.home_minor),
        )
        .where(projects.c.state == "open", *chosen)
        .group_by(projects.c.stage_id)
    )  # fmt: skip
    by_stage = {row[0]: row for row in sums}
    columns = []
    for stage in (one for one in stages if one.kind == "open"):
        row = by_stage.get(stage.id, (stage.id, 0, 0, 0, 0))
        cards = _cards(session, house, stage, chosen, None, query.limit, now) if row[1] else ()
        columns.append(Column(stage, row[1], int(row[2] or 0), int(row[3] or 0) // 100, cards))
    won, lost = (of_quarter(session, actor, house, stages, kind, query, house.day(now)) for kind in ("won", "lost"))
    return Board(tuple(columns), won, lost, house.currency, sum(row[1] - row[4] for row in by_stage.values()))


@rule("funnel.column", right="read", refuses=("filter", "filter_amount", "filter_day"))
def column(
    session: Session, actor: Actor, query: BoardQuery, stage_id: int, after: tuple[int, int] | None = None, *,
    now: datetime,
) -> tuple[Card, ...]:  # fmt: skip
    """Give more cards of one stage, after the one with (amount or -1, id)."""
    house = home(session)
    stages = of_funnel(session, default_funnel(session))
    return _cards(
        session, house, stage_of(stages, stage_id), _chosen(session, actor, house, query), after, query.limit, now
    )


def _chosen(session: Session, actor: Actor, house: Home, query: BoardQuery) -> list[ColumnElement[bool]]:
    chosen = [projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    if query.team_id is not None:
        chosen.append(projects.c.team_id == query.team_id)
    if query.owner_id is not None:
        chosen.append(projects.c.owner_id == query.owner_id)
    return chosen + conditions(session, actor, house, query.filter)


def _probability(stages: tuple[Stage, ...]) -> ColumnElement[int]:
    return case(*((projects.c.stage_id == stage.id, stage.probability) for stage in stages), else_=0)


def _cards(
    session: Session, house: Home, stage: Stage, chosen: list[ColumnElement[bool]], after: tuple[int, int] | None,
    limit: int, now: datetime,
) -> tuple[Card, ...]:  # fmt: skip
    """The largest first; those without an amount last."""
    size = func.coalesce(projects.c.home_minor, -1)
    wanted = (
        select(
            projects.c.id, projects.c.version, projects.c.customer_id, customers.c.name, projects.c.name,
            projects.c.amount_minor, projects.c.currency, projects.c.owner_id, users.c.name.label("owner"),
            projects.c.stage_since_at, projects.c.is_stage_since_known, projects.c.last_progress_at,
            projects.c.expected_moves, projects.c.expected_on,
        )
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .where(projects.c.state == "open", projects.c.stage_id == stage.id, *chosen)
    )  # fmt: skip
    if after is not None:
        wanted = wanted.where((size < after[0]) | ((size == after[0]) & (projects.c.id > after[1])))
    rows = session.all(wanted.order_by(size.desc(), projects.c.id).limit(limit))
    planned = next_actions(session, house, [row[0] for row in rows], now)
    return tuple(_card(row, stage, planned.get(row[0]), house, now) for row in rows)


def next_actions(session: Session, house: Home, project_ids: list[int], now: datetime) -> dict[int, NextAction]:
    """Give the first planned action of each project that has one."""
    today = house.day(now)
    found: dict[int, NextAction] = {}
    if not project_ids:
        return found
    rows = session.all(
        select(
            actions.c.project_id, actions.c.id, actions.c.kind, actions.c.subject, actions.c.planned_on,
            actions.c.planned_at, actions.c.promise,
        )
        .where(actions.c.project_id.in_(project_ids), actions.c.state == "planned")
        .order_by(actions.c.planned_on, actions.c.planned_at, actions.c.id)
    )  # fmt: skip
    for project_id, action_id, kind, subject, on, at, promise in rows:
        late = on < today or (at is not None and at < now)
        found.setdefault(project_id, NextAction(action_id, kind, subject, on, at, promise, late))
    return found


def _card(row: Any, stage: Stage, planned: NextAction | None, house: Home, now: datetime) -> Card:
    days = (house.day(now) - house.day(row.stage_since_at)).days if row.is_stage_since_known else None
    signs = []
    if planned is not None and planned.is_late:
        signs.append(LATE)
    if is_rotting(stage, row.last_progress_at or row.stage_since_at, planned, house, now):
        signs.append(ROTTING)
    if planned is None:
        signs.append(NO_NEXT)
    if row.expected_moves >= OFTEN:
        signs.append(MOVED_OFTEN)
    return Card(
        row.id, row.version, stage.id, row.customer_id, row[3], row[4], row.amount_minor, row.currency,
        row.owner_id, row.owner, days, tuple(signs), planned, row.expected_on,
    )  # fmt: skip


def is_rotting(stage: Stage, progress_at: datetime, planned: NextAction | None, house: Home, now: datetime) -> bool:
    """Say whether a project stands still for longer than its stage allows.

    The clock runs from the last progress by a person or the customer. A next action within the stage's days pauses
    it; one further away does not. Source: the board's promise; days of other systems are reset by any edit.
    """
    if stage.rotting_days is None:
        return False
    today = house.day(now)
    if (today - house.day(progress_at)).days <= stage.rotting_days:
        return False
    return planned is None or planned.is_late or planned.planned_on > today + timedelta(days=stage.rotting_days)
