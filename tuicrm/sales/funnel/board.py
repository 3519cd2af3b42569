"""The board: open projects by stage with count, sum and weighted sum, and the cards that are seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from tuicrm.sales import rights
from tuicrm.sales.funnel.cards import Card as Card
from tuicrm.sales.funnel.cards import cards_of
from tuicrm.sales.funnel.closed import Total, of_quarter
from tuicrm.sales.funnel.stages import Stage, default_funnel, of_funnel, stage_of
from tuicrm.sales.home import Home, home
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages as stage_rows
from tuicrm.store.tables.projects import projects


@dataclass(frozen=True)
class BoardQuery:
    """Which projects the board shows, and how many cards of each column at first.

    Attributes:
        funnel_id: the funnel, if not the usual one.
        by_owner: cards stand in lanes, one owner after the other.
    """

    team_id: int | None = None
    owner_id: int | None = None
    filter: str = ""
    limit: int = 20
    funnel_id: int | None = None
    by_owner: bool = False


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


@rule("funnel.board", right="read", refuses=("filter", "filter_amount", "filter_day", "sign", "sign_today"))
def board(session: Session, actor: Actor, query: BoardQuery, *, now: datetime) -> Board:
    """Give the board that the actor may see: columns of open stages, and what the quarter brought."""
    house = home(session)
    stages = _stages(session, query)
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
    filled = (one for one in stages if one.id in by_stage)
    cards = cards_of(session, house, filled, chosen, None, query.limit, now, by_owner=query.by_owner)
    columns = []
    for stage in (one for one in stages if one.kind == "open"):
        row = by_stage.get(stage.id, (stage.id, 0, 0, 0, 0))
        columns.append(Column(stage, row[1], int(row[2] or 0), int(row[3] or 0) // 100, cards.get(stage.id, ())))
    won, lost = of_quarter(session, actor, house, stages, query, house.day(now))
    return Board(tuple(columns), won, lost, house.currency, sum(row[1] - row[4] for row in by_stage.values()))


@rule("funnel.column", right="read", refuses=("filter", "filter_amount", "filter_day", "sign", "sign_today"))
def column(
    session: Session, actor: Actor, query: BoardQuery, stage_id: int, after: tuple[int, int] | None = None, *,
    now: datetime,
) -> tuple[Card, ...]:  # fmt: skip
    """Give more cards of one stage, after the one with (amount or -1, id)."""
    house = home(session)
    stage = stage_of(_stages(session, query), stage_id)
    chosen = _chosen(session, actor, house, query)
    return cards_of(session, house, (stage,), chosen, after, query.limit, now, by_owner=query.by_owner)[stage_id]


@rule("funnel.cards", right="read")
def cards(session: Session, actor: Actor, project_ids: tuple[int, ...], *, now: datetime) -> tuple[Card, ...]:
    """Give the cards of some open projects that the actor may see, wherever they stand now."""
    house = home(session)
    chosen = [projects.c.id.in_(project_ids), projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    places = select(projects.c.stage_id).where(projects.c.state == "open", *chosen).distinct()
    found: list[Card] = []
    for stage_id in session.values(places):
        row = session.get(stage_rows, stage_id)
        stage = stage_of(of_funnel(session, row.funnel_id), stage_id)
        found += cards_of(session, house, (stage,), chosen, None, len(project_ids), now)[stage_id]
    return tuple(found)


def _stages(session: Session, query: BoardQuery) -> tuple[Stage, ...]:
    return of_funnel(session, default_funnel(session) if query.funnel_id is None else query.funnel_id)


def _chosen(session: Session, actor: Actor, house: Home, query: BoardQuery) -> list[ColumnElement[bool]]:
    chosen = [projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    if query.team_id is not None:
        chosen.append(projects.c.team_id == query.team_id)
    if query.owner_id is not None:
        chosen.append(projects.c.owner_id == query.owner_id)
    return chosen + conditions(session, actor, house, query.filter)


def _probability(stages: tuple[Stage, ...]) -> ColumnElement[int]:
    return case(*((projects.c.stage_id == stage.id, stage.probability) for stage in stages), else_=0)
