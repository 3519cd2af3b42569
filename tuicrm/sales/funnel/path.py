"""The way on from a stage: what it still wants, what its playbook says, what those who win most did here."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from tuicrm.sales import rights
from tuicrm.sales.funnel import entering
from tuicrm.sales.funnel.criteria import Criterion, exit_to
from tuicrm.sales.funnel.moving import direction
from tuicrm.sales.funnel.playbook import Playbook, actions_of, newest, playbook_of
from tuicrm.sales.funnel.stages import Stage, of_funnel, stage_of
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits

BEST, A_YEAR = 3, timedelta(days=365)
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Onward:
    """One stage to go to, and what stands in the way.

    `how` the move would go (`here` for where it stands); `unmet` are labels of what is missing.
    """

    stage: Stage
    how: str
    unmet: tuple[str, ...] = ()
    lowest_role: str | None = None
    needs_approval: bool = False


@dataclass(frozen=True)
class StepLeft:
    """An action of the playbook that is neither planned nor done for this project."""

    id: int
    kind: str
    subject: str
    days: int
    part: str | None


@dataclass(frozen=True)
class Best:
    """What those who won most in a year did in this stage: medians over `projects` that they won.

    `actions` by kind, the most frequent first; `days` is unknown where no entry is.
    """

    names: tuple[str, ...] = ()
    projects: int = 0
    days: float | None = None
    actions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Path:
    """What to do with a project where it stands. `next` is the stage ahead, None at the end."""

    project_id: int
    name: str
    stage: Stage
    next: Stage | None
    criteria: tuple[Criterion, ...]
    lowest_role: str | None
    needs_approval: bool
    book: Playbook
    steps: tuple[StepLeft, ...]
    best: Best


@rule("funnel.onward", right="read")
def onward(session: Session, actor: Actor, project_id: int, *, now: datetime) -> tuple[Onward, ...]:
    """Give every stage of a project's funnel, and what a move there still lacks."""
    project = rights.find(session, actor, projects, project_id)
    path = of_funnel(session, project.funnel_id)
    here = stage_of(path, project.stage_id)
    found = []
    for stage in path:
        if stage.id == here.id:
            found.append(Onward(stage, "here"))
            continue
        way = exit_to(session, project, stage)
        how = stage.kind if stage.kind != "open" else direction(path, here, stage)
        asks = way.needs_approval and not actor.leads
        found.append(Onward(stage, how, tuple(one.label for one in way.unmet), way.lowest_role, asks))
    return tuple(found)


@rule("funnel.path", right="read")
def path(session: Session, actor: Actor, project_id: int, *, now: datetime) -> Path:
    """Give what to do with a project in its stage."""
    project = rights.find(session, actor, projects, project_id)
    stages = of_funnel(session, project.funnel_id)
    here = stage_of(stages, project.stage_id)
    ahead = [one for one in stages if one.position > here.position and one.kind in ("open", "won")]
    target = ahead[0] if ahead and here.kind == "open" else None
    way = exit_to(session, project, target) if target else None
    return Path(
        project_id, project.name, here, target, way.criteria if way else (), way.lowest_role if way else None,
        bool(way and way.needs_approval), playbook_of(session, here.id), _steps_left(session, project_id, here.id),
        best_in(session, here, now),
    )  # fmt: skip


@rule("funnel.plan_step", right="sell", writes=True, refuses=("step_planned",))
def plan_step(session: Session, actor: Actor, project_id: int, step_id: int, *, now: datetime) -> int:
    """Plan an action of the stage's playbook for a project; gives the action."""
    project = rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    book = newest(session, project.stage_id)
    line = next((one for one in actions_of(session, book.id) if one.id == step_id), None) if book else None
    if line is None:
        raise NotFound("step", step_id)
    if all(one.id != step_id for one in _steps_left(session, project_id, project.stage_id)):
        raise Refused("step_planned", subject=line.subject)
    made = entering.add(session, project, line, home(session).day(now), now)
    renew_next(session, home(session), project.customer_id, project_id)
    session.can_be_undone_by("agenda.cancel", made, reason="undo")
    return made


def best_in(session: Session, stage: Stage, now: datetime) -> Best:
    """Give what the three who won most in the last year did in a stage, on the projects that they won."""
    won = (
        select(credits.c.user_id, func.count().label("count"))
        .where(credits.c.outcome == "won", credits.c.archived_at.is_(None), credits.c.user_id.is_not(None))
        .where(credits.c.on > home(session).day(now - A_YEAR))
        .group_by(credits.c.user_id)
        .order_by(func.count().desc(), credits.c.user_id)
        .limit(BEST)
    )
    people = session.values(won)
    if not people or stage.kind != "open":
        return Best()
    sold = (
        select(credits.c.project_id)
        .where(credits.c.outcome == "won", credits.c.archived_at.is_(None), credits.c.user_id.in_(people))
        .where(credits.c.on > home(session).day(now - A_YEAR))
    )
    stays = session.all(
        select(stage_history.c.project_id, func.sum(stage_history.c.seconds).label("seconds"))
        .where(stage_history.c.stage_id == stage.id, stage_history.c.project_id.in_(sold))
        .group_by(stage_history.c.project_id)
    )
    done = session.all(
        select(actions.c.project_id, actions.c.kind, func.count().label("count"))
        .where(actions.c.state == "done", actions.c.stage_id == stage.id, actions.c.project_id.in_(sold))
        .group_by(actions.c.project_id, actions.c.kind)
    )
    through = {row.project_id for row in stays}
    if not through:
        return Best()
    counts: dict[str, Counter[int]] = {}
    for row in done:
        counts.setdefault(row.kind, Counter())[row.project_id] = row.count
    medians = [(kind, float(median(by[one] for one in through))) for kind, by in counts.items()]
    usual = tuple(sorted((one for one in medians if one[1] > 0), key=lambda one: (-one[1], one[0])))
    known = [row.seconds / DAY_SECONDS for row in stays if row.seconds is not None]
    names = {row.id: row.name for row in session.all(select(users.c.id, users.c.name).where(users.c.id.in_(people)))}
    days = round(median(known), 1) if known else None
    return Best(tuple(names[one] for one in people), len(through), days, usual)


def _steps_left(session: Session, project_id: int, stage_id: int) -> tuple[StepLeft, ...]:
    book = newest(session, stage_id)
    if book is None:
        return ()
    known = entering.planned_before(session, project_id, stage_id)
    return tuple(
        StepLeft(one.id, one.kind, one.subject, one.due_days, one.part)
        for one in actions_of(session, book.id)
        if (one.kind, one.subject) not in known
    )
