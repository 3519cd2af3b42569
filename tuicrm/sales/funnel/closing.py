"""A project is won or lost. Credit goes to the holder at the event and stays there."""

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
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session, Undo
from tuicrm.store.tables.funnel import lost_reasons
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits


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


@rule(
    "funnel.win", right="sell", writes=True,
    refuses=(
        "already_closed", "moved_since", "criteria", "role_needed", "approval_needed", "reason_needed",
        "amount_needed", "negative_amount", "future_day",
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
    refuses=(
        "already_closed", "moved_since", "criteria", "role_needed", "approval_needed", "lost_reason", "future_day",
    ),
)  # fmt: skip
def lose(
    session: Session, actor: Actor, project_id: int, reason_key: str, *, note: str = "", competitor: str = "",
    on: date | None = None, known_stage_id: int | None = None, from_stage_id: int | None = None,
    override: bool = False, now: datetime,
) -> Closed:  # fmt: skip
    """Lose a project for a reason of the team's list; where it stood is kept.

    Args:
        known_stage_id: the open stage at which we could have known; None is not said, or not before now.
    """
    closed, undo = give_up(
        session, actor, project_id, reason_key, note=note, competitor=competitor, on=on,
        known_stage_id=known_stage_id, from_stage_id=from_stage_id, override=override, now=now,
    )  # fmt: skip
    session.can_be_undone_by(undo.rule, *undo.args, **undo.named)
    return closed


def give_up(
    session: Session, actor: Actor, project_id: int, reason_key: str, *, note: str = "", competitor: str = "",
    on: date | None = None, known_stage_id: int | None = None, from_stage_id: int | None = None,
    override: bool = False, now: datetime,
) -> tuple[Closed, Undo]:  # fmt: skip
    """Lose one project, and say what takes that back; everything is checked before the first write."""
    project, stages = locked(session, actor, project_id, from_stage_id)
    _check_open(project)
    there = of_kind(session, project.funnel_id, "lost")
    check_exit(session, actor, project, there, clean_note(note) or line(reason_key), override=override)
    if known_stage_id is not None and stage_of(stages, known_stage_id).kind != "open":
        raise NotFound("stage", known_stage_id)
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
        session, project, there, now, how="lost", reason=line(reason_key), note=clean_note(note) or None,
        lost_reason_id=reason_id, lost_note=clean_note(note) or None,
        lost_stage_id=stage_of(stages, project.stage_id).id, known_stage_id=known_stage_id,
        competitor=line(competitor) or project.competitor, **_closing(house, project, day, now),
    )  # fmt: skip
    _credit(session, project, "lost", day)
    back = {"reason": "undo", "back_to": history.before(project)}
    closed = Closed(project_id, project.name, "lost", day, project.amount_minor, None, project.currency)
    return closed, Undo("funnel.reopen", (project_id, project.stage_id), back)


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


@rule("funnel.tell_loss", right="sell", writes=True, refuses=("not_lost",))
def tell_loss(
    session: Session, actor: Actor, project_id: int, *, note: str = "", competitor: str = "",
    known_stage_id: int | None = None, now: datetime,
) -> int:  # fmt: skip
    """Say more about a loss: to whom, what happened, and at which stage we could have known."""
    project, stages = locked(session, actor, project_id)
    if project.state != "lost":
        raise Refused("not_lost", name=project.name)
    if known_stage_id is not None and stage_of(stages, known_stage_id).kind != "open":
        raise NotFound("stage", known_stage_id)
    said = clean_note(note) or None
    was = {"note": project.lost_note or "", "competitor": project.competitor or ""}
    change.update(
        session, projects, project_id, lost_note=said, competitor=line(competitor)[:120] or None,
        known_stage_id=known_stage_id,
    )  # fmt: skip
    stay = session.value(select(stage_history.c.id).where(stage_history.c.live_project_id == project_id))
    change.update(session, stage_history, stay, note=said)
    session.can_be_undone_by("funnel.tell_loss", project_id, **was, known_stage_id=project.known_stage_id)
    return project_id
