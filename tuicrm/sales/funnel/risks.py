"""Open projects to talk about, each with the reasons: what a review ranks, and what its holder is to clean."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select

from tuicrm.sales import rights
from tuicrm.sales.funnel.as_of import stood
from tuicrm.sales.funnel.cards import NextAction, next_actions
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.funnel.rotting import quiet
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import Home
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects

LATE, NEXT_LATE, MOVED, SOON, STILL, LARGE = "late", "next_late", "moved", "soon", "still", "large"
CATEGORY_DOWN, AMOUNT_DOWN, MOVED_BACK = "category_down", "amount_down", "moved_back"
NO_NEXT, NO_AMOUNT, NO_DAY = "no_next", "no_amount", "no_day"
SOON_DAYS = 30
LARGEST = 3
FELL = 5  # an amount that lost a fifth
RANK = {"omitted": 0, "pipeline": 1, "best": 2, "commit": 3}


@dataclass(frozen=True)
class Reason:
    """Why a project is talked about: days (late, standing still, until it closes), or what it was before."""

    key: str
    days: int | None = None
    on: date | None = None
    minor: int | None = None
    word: str | None = None


@dataclass(frozen=True)
class Talk:
    """One open project. `at_risk_minor`: amount x probability (its own, else the stage's), in the home currency."""

    id: int
    version: int
    name: str
    customer_id: int | None
    customer: str | None
    stage: Stage
    owner_id: int | None
    owner: str | None
    team_id: int | None
    amount_minor: int | None
    cost_minor: int | None
    currency: str
    home_minor: int | None
    expected_on: date | None
    expected_moves: int
    category: str
    probability: int
    days: int | None
    still_days: int
    next: NextAction | None
    at_risk_minor: int
    reasons: tuple[Reason, ...] = ()


def talks(
    session: Session, actor: Actor, house: Home, scope: Scope, since: datetime, now: datetime
) -> tuple[Talk, ...]:
    """Give the open projects of a scope that have a reason, the most money at risk first.

    Args:
        since: the moment of the last review: what fell, moved back or was put off after it is a new risk.
    """
    rows = session.all(_open(actor, scope, since))
    planned: dict[int, NextAction] = {}
    for start in range(0, len(rows), 500):
        planned |= next_actions(session, house, [row.id for row in rows[start : start + 500]], now)
    sizes = sorted((row.home_minor for row in rows if row.home_minor), reverse=True)
    large = sizes[LARGEST - 1] if len(sizes) > LARGEST else None
    found = []
    for row in rows:
        talk = _talk(row, planned.get(row.id), house, now)
        if reasons := (*_reasons(talk, row, house, now), *_large(talk, large)):
            found.append(replace(talk, reasons=reasons))
    return tuple(sorted(found, key=lambda one: (-one.at_risk_minor, -(one.home_minor or 0), one.id)))


def to_clean(session: Session, actor: Actor, house: Home, user_id: int, now: datetime) -> tuple[Talk, ...]:
    """Give what a person has to set right before the week ends: past days, no next step, standing still, gaps."""
    rows = session.all(_open(actor, Scope(owner_id=user_id), now - timedelta(days=7), sight=False).limit(500))
    planned = next_actions(session, house, [row.id for row in rows], now)
    found = []
    for row in rows:
        talk = _talk(row, planned.get(row.id), house, now)
        reasons = [one for one in _reasons(talk, row, house, now) if one.key in (LATE, NEXT_LATE, SOON, STILL)]
        if talk.next is None and not any(one.key == SOON for one in reasons):
            reasons.append(Reason(NO_NEXT))
        if talk.amount_minor is None:
            reasons.append(Reason(NO_AMOUNT))
        if talk.expected_on is None:
            reasons.append(Reason(NO_DAY))
        if reasons:
            found.append(replace(talk, reasons=tuple(reasons)))
    return tuple(sorted(found, key=lambda one: (-one.at_risk_minor, one.id)))


def one_talk(
    session: Session, actor: Actor, house: Home, project_id: int, since: datetime, now: datetime
) -> Talk | None:
    """Give one open project with its reasons, also without any; None where it is closed or not in sight."""
    row = session.first(_open(actor, Scope(), since).where(projects.c.id == project_id))
    if row is None:
        return None
    talk = _talk(row, next_actions(session, house, [project_id], now).get(project_id), house, now)
    return replace(talk, reasons=tuple(_reasons(talk, row, house, now)))


def _open(actor: Actor, scope: Scope, since: datetime, *, sight: bool = True) -> Any:
    """Open projects, each with what it was at the last review."""
    before, stage_before = project_periods.alias("before"), stages.alias("stage_before")
    chosen = [projects.c.state == "open", projects.c.archived_at.is_(None)]
    if sight:
        chosen.append(rights.projects_in_sight(actor))
    for name in ("team_id", "owner_id"):
        if (wanted := getattr(scope, name)) is not None:
            chosen.append(projects.c[name] == wanted)
    if scope.expected_from is not None:
        chosen.append(projects.c.expected_on >= scope.expected_from)
    if scope.expected_to is not None:
        chosen.append(projects.c.expected_on <= scope.expected_to)
    columns = [stages.c[name].label(f"of_stage_{name}") for name in Stage.__dataclass_fields__]
    return (
        select(
            projects, customers.c.name.label("customer"), users.c.name.label("owner"), *columns,
            before.c.expected_on.label("expected_before"), before.c.category.label("category_before"),
            before.c.home_minor.label("home_before"),
            case((stage_before.c.funnel_id == stages.c.funnel_id, stage_before.c.position)).label("position_before"),
            stage_before.c.name.label("stage_before"), stage_before.c.kind.label("kind_before"),
            customers.c.last_inquiry_at,
        )
        .join(stages, stages.c.id == projects.c.stage_id)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .outerjoin(before, and_(before.c.project_id == projects.c.id, stood(before, since)))
        .outerjoin(stage_before, stage_before.c.id == before.c.stage_id)
        .where(*chosen)
        .order_by(func.coalesce(projects.c.home_minor, 0).desc(), projects.c.id)
    )  # fmt: skip


def _talk(row: Any, planned: NextAction | None, house: Home, now: datetime) -> Talk:
    stage = Stage(*(getattr(row, f"of_stage_{name}") for name in Stage.__dataclass_fields__))
    chance = stage.probability if row.probability is None else row.probability
    today = house.day(now)
    days = (today - house.day(row.stage_since_at)).days if row.is_stage_since_known else None
    still = (today - house.day(_progress(row))).days
    return Talk(
        row.id, row.version, row.name, row.customer_id, row.customer, stage, row.owner_id, row.owner, row.team_id,
        row.amount_minor, row.cost_minor, row.currency, row.home_minor, row.expected_on, row.expected_moves,
        row.category, chance, days, still, planned, (row.home_minor or 0) * chance // 100,
    )  # fmt: skip


def _progress(row: Any) -> datetime:
    """When something went on last: progress of ours, or the customer asked again."""
    ours: datetime = row.last_progress_at or row.stage_since_at
    return ours if row.last_inquiry_at is None else max(ours, row.last_inquiry_at)


def _reasons(talk: Talk, row: Any, house: Home, now: datetime) -> list[Reason]:
    """Why to talk about it, the most pressing first."""
    today = house.day(now)
    found = []
    expected = talk.expected_on
    if expected is not None and expected < today:
        found.append(Reason(LATE, days=(today - expected).days, on=expected))
    if talk.next is not None and talk.next.is_late:
        found.append(Reason(NEXT_LATE, days=(today - talk.next.planned_on).days, word=talk.next.kind))
    if row.expected_before is not None and expected is not None and expected > row.expected_before:
        found.append(Reason(MOVED, on=row.expected_before))
    if talk.next is None and expected is not None and expected <= today + timedelta(days=SOON_DAYS):
        found.append(Reason(SOON, days=(expected - today).days))
    if quiet(talk.stage, _progress(row), talk.next, today, house).is_rotting:
        found.append(Reason(STILL, days=talk.still_days, minor=talk.stage.rotting_days))
    if (
        row.category_before is not None
        and RANK[talk.category] < RANK[row.category_before]
        and row.kind_before == "open"
    ):
        found.append(Reason(CATEGORY_DOWN, word=row.category_before))
    if row.home_before and (talk.home_minor or 0) * FELL <= row.home_before * (FELL - 1):
        found.append(Reason(AMOUNT_DOWN, minor=row.home_before))
    if row.position_before is not None and row.kind_before == "open" and talk.stage.position < row.position_before:
        found.append(Reason(MOVED_BACK, word=row.stage_before))
    return found


def _large(talk: Talk, large: int | None) -> list[Reason]:
    return [Reason(LARGE)] if large is not None and (talk.home_minor or 0) >= large else []
