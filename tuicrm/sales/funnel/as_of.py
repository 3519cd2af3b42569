"""The board as it stood when a day was over: from the periods of each project and its stage history.

What a project was is read as of then, who may see it as of now; who held it then sees it in the past, too. Next steps
and signs are of the moment and are not kept: a card says instead what has become of the project.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from tuicrm.plain.periods import day_start
from tuicrm.sales import rights
from tuicrm.sales.funnel.board import Board, BoardQuery, Card, Column, board
from tuicrm.sales.funnel.closed import of_quarter
from tuicrm.sales.funnel.stages import Stage, default_funnel, ever_in
from tuicrm.sales.home import Home, home
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages as stage_table
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects, stage_history

REFUSES = ("filter", "filter_amount", "filter_day", "not_yet")
READ_THEN = (
    "stage_id", "owner_id", "team_id", "amount_minor", "cost_minor", "currency", "expected_on", "category",
    "probability", "home_minor",
)  # fmt: skip


def end_of(house: Home, on: date) -> datetime:
    """The moment at which a day of business is over."""
    return day_start(on + timedelta(days=1), house.zone)


def stood(period: Any, at: datetime) -> ColumnElement[bool]:
    """The one period of each project that lasted just before a moment."""
    return and_(period.c.from_at < at, or_(period.c.to_at.is_(None), period.c.to_at >= at))


def seen(actor: Actor, period: Any) -> ColumnElement[bool]:
    """What the actor may read of the past: what is in sight now, and what they or their team held then."""
    if rights.sees_all(actor):
        return rights.projects_in_sight(actor)
    mine = [period.c.owner_id == actor.id]
    if actor.team_id is not None:
        mine.append(period.c.team_id == actor.team_id)
    return or_(rights.projects_in_sight(actor), *mine)


@rule("funnel.board_as_of", right="read", refuses=REFUSES)
def board_as_of(session: Session, actor: Actor, query: BoardQuery, on: date, *, now: datetime) -> Board:
    """Give the board as it stood when a day was over; today's is the board as it is.

    Raises:
        Refused: `not_yet`, a day that has not come.
    """
    house = home(session)
    if _is_today(house, on, now):
        return board(session, actor, query, now=now)
    at = end_of(house, on)
    ever = ever_in(session, query.funnel_id or default_funnel(session))
    then = _then(session, actor, house, query, at)
    weight = project_periods.c.home_minor * func.coalesce(project_periods.c.probability, _probability(ever))
    sums = session.all(
        select(
            project_periods.c.stage_id, func.count(), func.sum(project_periods.c.home_minor), func.sum(weight),
            func.count(project_periods.c.home_minor),
        )
        .select_from(projects.join(project_periods, project_periods.c.project_id == projects.c.id))
        .where(*then)
        .group_by(project_periods.c.stage_id)
    )  # fmt: skip
    by_stage = {row[0]: row for row in sums}
    columns = []
    for stage, is_archived in ever:
        if stage.kind != "open" or (is_archived and stage.id not in by_stage):
            continue
        row = by_stage.get(stage.id, (stage.id, 0, 0, 0, 0))
        cards = _cards(session, house, stage, then, None, query.limit, at, now) if row[1] else ()
        columns.append(Column(stage, row[1], int(row[2] or 0), int(row[3] or 0) // 100, cards))
    living = tuple(stage for stage, is_archived in ever if not is_archived)
    won, lost = of_quarter(session, actor, house, living, query, on, at)
    shown = {column.stage.id for column in columns}
    without = sum(row[1] - row[4] for row in by_stage.values() if row[0] in shown)
    return Board(tuple(columns), won, lost, house.currency, without)


@rule("funnel.column_as_of", right="read", refuses=REFUSES)
def column_as_of(
    session: Session, actor: Actor, query: BoardQuery, on: date, stage_id: int, after: tuple[int, int], *,
    now: datetime,
) -> tuple[Card, ...]:  # fmt: skip
    """Give more cards of one stage of a past day, after the one with (amount or -1, id)."""
    house = home(session)
    at = end_of(house, on)
    funnel_id = query.funnel_id or default_funnel(session)
    stage = next(one for one, _ in ever_in(session, funnel_id) if one.id == stage_id)
    then = _then(session, actor, house, query, at)
    return _cards(session, house, stage, then, after, query.limit, at, now)


def _is_today(house: Home, on: date, now: datetime) -> bool:
    today = house.day(now)
    if on > today:
        raise Refused("not_yet", day=on)
    return on == today


def _then(session: Session, actor: Actor, house: Home, query: BoardQuery, at: datetime) -> list[ColumnElement[bool]]:
    """Open projects that stood then, in the scope of the question as of then."""
    open_stages = select(stage_table.c.id).where(stage_table.c.kind == "open")
    chosen = [
        stood(project_periods, at), project_periods.c.archived_at.is_(None), seen(actor, project_periods),
        project_periods.c.stage_id.in_(open_stages),
    ]  # fmt: skip
    if query.team_id is not None:
        chosen.append(project_periods.c.team_id == query.team_id)
    if query.owner_id is not None:
        chosen.append(project_periods.c.owner_id == query.owner_id)
    instead = {name: project_periods.c[name] for name in READ_THEN}
    return chosen + conditions(session, actor, house, query.filter, instead=instead)


def _probability(ever: tuple[tuple[Stage, bool], ...]) -> ColumnElement[int]:
    return case(*((project_periods.c.stage_id == one.id, one.probability) for one, _ in ever), else_=0)


def _cards(
    session: Session, house: Home, stage: Stage, then: list[ColumnElement[bool]], after: tuple[int, int] | None,
    limit: int, at: datetime, now: datetime,
) -> tuple[Card, ...]:  # fmt: skip
    """The largest first; those without an amount last."""
    period, stay, today_stage = project_periods.c, stage_history.c, stage_table.alias()
    size = func.coalesce(period.home_minor, -1)
    wanted = (
        select(
            projects.c.id, projects.c.version, projects.c.customer_id, customers.c.name.label("customer"),
            projects.c.name, period.amount_minor, period.currency, period.owner_id, users.c.name.label("owner"),
            stay.entered_at, stay.is_entry_known, period.expected_on, period.home_minor, projects.c.stage_id,
            today_stage.c.name.label("stage_now"), projects.c.archived_at,
        )
        .select_from(projects.join(project_periods, period.project_id == projects.c.id))
        .outerjoin(
            stage_history,
            and_(
                stay.project_id == projects.c.id, stay.entered_at < at, or_(stay.left_at.is_(None), stay.left_at >= at)
            ),
        )
        .join(today_stage, today_stage.c.id == projects.c.stage_id)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == period.owner_id)
        .where(period.stage_id == stage.id, *then)
    )  # fmt: skip
    if after is not None:
        wanted = wanted.where((size < after[0]) | ((size == after[0]) & (projects.c.id < after[1])))
    found: dict[int, Card] = {}
    for row in session.all(wanted.order_by(size.desc(), projects.c.id.desc(), stay.id.desc()).limit(limit)):
        found.setdefault(row.id, _card(row, stage, house, at))
    return tuple(found.values())


def _card(row: Any, stage: Stage, house: Home, at: datetime) -> Card:
    last_day = house.day(at - timedelta(microseconds=1))
    days = (last_day - house.day(row.entered_at)).days if row.entered_at and row.is_entry_known else None
    made = Card(
        row.id, row.version, stage.id, row.customer_id, row.customer, row.name, row.amount_minor, row.currency,
        row.owner_id, row.owner, days, (), None, row.expected_on,
    )  # fmt: skip
    now_in = None if row.archived_at is not None else row.stage_now
    return replace(
        made,
        home_minor=row.home_minor,
        became=("gone" if now_in is None else "stays" if row.stage_id == stage.id else now_in),
    )
