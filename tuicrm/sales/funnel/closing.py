"""A project is won, lost, or opened again. Credit goes to the holder at the event and stays there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.periods import month_of
from tuicrm.sales.currency import at_home
from tuicrm.sales.funnel import history
from tuicrm.sales.funnel.crediting import shares_of
from tuicrm.sales.funnel.moving import check_exit, locked, skipped
from tuicrm.sales.funnel.stages import of_kind, stage_of
from tuicrm.sales.home import Home, home
from tuicrm.sales.purchases import of_won
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import lost_reasons
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import stage_history
from tuicrm.store.tables.trade import credits, purchases


@dataclass(frozen=True)
class Closed:
    """A won or lost project. Money in minor units; profit is unknown without a cost."""

    project_id: int
    name: str
    outcome: str
    on: date
    amount_minor: int | None
    profit_minor: int | None
    currency: str


@dataclass(frozen=True)
class Reopened:
    """A project that is open again."""

    project_id: int
    name: str
    stage: str
    stage_id: int


@rule(
    "funnel.win", right="sell", writes=True,
    refuses=(
        "already_closed", "moved_since", "criteria", "reason_needed", "amount_needed", "negative_amount", "future_day",
    ),
)  # fmt: skip
def win(
    session: Session, actor: Actor, project_id: int, *, amount_minor: int | None = None,
    cost_minor: int | None = None, on: date | None = None, from_stage_id: int | None = None, reason: str = "",
    note: str = "", override: bool = False, now: datetime,
) -> Closed:  # fmt: skip
    """Win a project: its purchase and its credit are written with it.

    Args:
        amount_minor: what was really sold for, in the project's currency; else the last estimate.
        cost_minor: what it costs us; without it the profit stays unknown.
        on: the day of business, today unless it was earlier.
        reason: needed when stages are skipped.
    """
    project, stages = locked(session, actor, project_id, from_stage_id)
    there = of_kind(session, project.funnel_id, "won")
    why = line(reason)
    _check_open(project)
    left_out = skipped(stages, stage_of(stages, project.stage_id), there)
    check_exit(session, actor, project, there, why, override=override)
    if left_out and not why:
        raise Refused("reason_needed", skipped=", ".join(one.name for one in left_out))
    amount = project.amount_minor if amount_minor is None else amount_minor
    if amount is None or amount < 0:
        raise Refused("amount_needed", name=project.name)
    cost = project.cost_minor if cost_minor is None else cost_minor
    if cost is not None and cost < 0:
        raise Refused("negative_amount")
    house = home(session)
    day = _day(house, on, now)
    history.pass_on(
        session, project, there, now, how="won", reason=why or None, note=clean_note(note) or None,
        amount_minor=amount, cost_minor=cost, home_minor=at_home(session, house, amount, project.currency, day),
        estimate_minor=project.amount_minor, **_closing(house, project, day, now),
    )  # fmt: skip
    of_won(session, house, project, amount, cost, day)
    _credit(session, project, "won", day)
    session.can_be_undone_by(
        "funnel.reopen", project_id, project.stage_id, reason="undo", back_to=history.before(project)
    )
    profit = None if cost is None else amount - cost
    return Closed(project_id, project.name, "won", day, amount, profit, project.currency)


@rule(
    "funnel.lose", right="sell", writes=True,
    refuses=("already_closed", "moved_since", "lost_reason", "future_day"),
)  # fmt: skip
def lose(
    session: Session, actor: Actor, project_id: int, reason_key: str, *, note: str = "", competitor: str = "",
    on: date | None = None, from_stage_id: int | None = None, now: datetime,
) -> Closed:  # fmt: skip
    """Lose a project for a reason of the team's list; where it stood is kept."""
    project, stages = locked(session, actor, project_id, from_stage_id)
    _check_open(project)
    known = select(lost_reasons.c.id).where(
        lost_reasons.c.key == line(reason_key), lost_reasons.c.archived_at.is_(None)
    )
    reason_id = session.value(known)
    if reason_id is None:
        every = select(lost_reasons.c.key).where(lost_reasons.c.archived_at.is_(None))
        keys = session.values(every.order_by(lost_reasons.c.position))
        raise Refused("lost_reason", given=line(reason_key), keys=tuple(keys))
    house = home(session)
    day = _day(house, on, now)
    history.pass_on(
        session, project, of_kind(session, project.funnel_id, "lost"), now, how="lost", reason=line(reason_key),
        note=clean_note(note) or None, lost_reason_id=reason_id, lost_note=clean_note(note) or None,
        lost_stage_id=stage_of(stages, project.stage_id).id, competitor=line(competitor) or project.competitor,
        **_closing(house, project, day, now),
    )  # fmt: skip
    _credit(session, project, "lost", day)
    session.can_be_undone_by(
        "funnel.reopen", project_id, project.stage_id, reason="undo", back_to=history.before(project)
    )
    return Closed(project_id, project.name, "lost", day, project.amount_minor, None, project.currency)


@rule("funnel.reopen", right="sell", writes=True, refuses=("not_closed", "close_by_act"))
def reopen(
    session: Session, actor: Actor, project_id: int, stage_id: int | None = None, *, reason: str = "",
    back_to: history.Before | None = None, now: datetime,
) -> Reopened:  # fmt: skip
    """Open a won or lost project again, in the stage where it stood unless another is named.

    Its credit and purchases are set aside from now on; what was read before this moment stays as it was read.

    Args:
        back_to: what the close overwrote that this takes back; else the project keeps what it was closed with.
    """
    project, stages = locked(session, actor, project_id)
    if project.state == "open":
        raise Refused("not_closed", name=project.name)
    stood = session.value(select(stage_history.c.from_stage_id).where(stage_history.c.live_project_id == project_id))
    there = stage_of(stages, stage_id or stood or stages[0].id)
    if there.kind != "open":
        raise Refused("close_by_act", stage=there.name)
    for table in (credits, purchases):
        living = table.c.project_id == project_id, table.c.archived_at.is_(None)
        for record_id in session.values(select(table.c.id).where(*living)):
            change.update(session, table, record_id, archived_at=now)
    history.pass_on(
        session, project, there, now, how="reopen", reason=line(reason) or None, closed_at=None, closed_on=None,
        closed_month=None, cycle_days=None, lost_reason_id=None, lost_note=None, lost_stage_id=None,
        last_progress_at=now, back_to=back_to,
    )  # fmt: skip
    return Reopened(project_id, project.name, there.name, there.id)


def _check_open(project: Any) -> None:
    if project.state != "open":
        raise Refused("already_closed", name=project.name, state=project.state)


def _day(house: Home, on: date | None, now: datetime) -> date:
    today = house.day(now)
    if on is not None and on > today:
        raise Refused("future_day", day=on)
    return on or today


def _closing(house: Home, project: Any, day: date, now: datetime) -> dict[str, Any]:
    return {
        "closed_at": now,
        "closed_on": day,
        "closed_month": month_of(day),
        "cycle_days": max(0, (day - project.created_on).days),
        "last_progress_at": now,
    }


def _credit(session: Session, project: Any, outcome: str, day: date) -> None:
    """Credit the holder at the event, or by the shares that the team chose."""
    for user_id, share in shares_of(session, project):
        team = session.value(select(users.c.team_id).where(users.c.id == user_id))
        change.insert(
            session, credits, project_id=project.id, user_id=user_id, team_id=team, outcome=outcome,
            share_ppm=share, on=day, month=month_of(day), made_at=session.now,
        )  # fmt: skip
