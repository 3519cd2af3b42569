"""A project's plan: steps whose days follow from each other, so that it shifts as a whole; and templates of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.worktime import NeverAtWork, WorkTime
from tuicrm.sales import rights
from tuicrm.sales.agenda.kinds import known_kind
from tuicrm.sales.agenda.planning import PLAN_REFUSES, NewAction, add
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.rules import rule
from tuicrm.sales.working.times import of_user
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.planning import plan_steps, plan_templates, project_plans
from tuicrm.store.tables.projects import projects

MOST_STEPS = 50
MOST_DAYS = 400


@dataclass(frozen=True)
class Step:
    """One step: so many working days after the one before it (the first: after the plan's first day)."""

    kind: str
    subject: str
    days: int
    minutes: int | None = None


@dataclass(frozen=True)
class StepRow:
    """A step of a project's plan as it stands; `done_on` once it is done."""

    action_id: int
    position: int
    kind: str
    subject: str
    days: int
    state: str
    on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Template:
    """A plan to begin others with."""

    id: int
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Laid:
    """A plan that was laid or shifted: its actions and their days, in order."""

    plan_id: int
    days: tuple[tuple[int, date], ...]


@rule("plan.steps", right="read")
def steps_of(session: Session, actor: Actor, project_id: int, *, now: datetime) -> tuple[StepRow, ...]:
    """Give the plan of a project in its order; what was cancelled of it is left out."""
    rights.find(session, actor, projects, project_id)
    return tuple(
        StepRow(
            row.action_id, row.position, row.kind, row.subject, row.days, row.state, row.planned_on, row.done_on
        )
        for row in _rows(session, project_id)
    )  # fmt: skip


@rule("plan.lay", right="sell", writes=True, refuses=(*PLAN_REFUSES, "steps", "step_days", "template_unknown"))
def lay(
    session: Session, actor: Actor, project_id: int, steps: Sequence[Step], *, begins_on: date | None = None,
    template: str = "", now: datetime,
) -> Laid:  # fmt: skip
    """Plan the steps of a project after those that it has, from a day (today by default) or its last step on.

    Args:
        template: the name of a template; its steps come before `steps`.
    """
    project = rights.find(session, actor, projects, project_id, to_write=True)
    found = _template(session, template) if template else None
    wanted = [*(found.steps if found else ()), *steps]
    _check(session, wanted)
    house = home(session)
    owner_id = project.owner_id or actor.id
    work = of_user(session, owner_id)
    had = _rows(session, project_id)
    plan = session.first(
        select(project_plans).where(project_plans.c.project_id == project_id, project_plans.c.archived_at.is_(None))
    )
    begin = begins_on or house.day(now)
    plan_id = (
        plan.id
        if plan
        else change.insert(
            session, project_plans, project_id=project_id, template_id=found.id if found else None, begins_on=begin,
            made_by_id=actor.id, created_at=now,
        )
    )  # fmt: skip
    last = had[-1].planned_on if had and begins_on is None else begin
    made: list[tuple[int, date]] = []
    for position, step in enumerate(wanted, start=had[-1].position + 1 if had else 0):
        last = _later(work, last, step.days)
        new = NewAction(
            step.kind, step.subject, project_id=project_id, on=last, minutes=step.minutes, origin="plan",
            owner_id=owner_id if actor.leads else None,
        )  # fmt: skip
        action_id = add(session, actor, new, now).action_id
        change.insert(session, plan_steps, plan_id=plan_id, action_id=action_id, position=position, days=step.days)
        made.append((action_id, last))
    session.can_be_undone_by("plan.take_off", project_id, [action_id for action_id, _ in made])
    return Laid(plan_id, tuple(made))


@rule("plan.shift", right="sell", writes=True, refuses=("no_plan", "step_days"))
def shift(
    session: Session, actor: Actor, project_id: int, *, begins_on: date | None = None, from_action: int | None = None,
    days: int | None = None, now: datetime,
) -> Laid:  # fmt: skip
    """Shift a project's plan as a whole, or from one step on: the days between steps stay, in working days.

    Args:
        begins_on: the day from which the first open step counts; else `days` working days later (before 0: earlier).
        from_action: only this step and those after it.
    """
    rights.find(session, actor, projects, project_id, to_write=True)
    rows = _rows(session, project_id)
    open_rows = [row for row in rows if row.state == "planned"]
    if from_action is not None:
        place = next((nth for nth, row in enumerate(open_rows) if row.action_id == from_action), None)
        if place is None:
            raise NotFound("action", from_action)
        open_rows = open_rows[place:]
    if not open_rows:
        raise Refused("no_plan")
    if days is not None and not -MOST_DAYS <= days <= MOST_DAYS:
        raise Refused("step_days", most=MOST_DAYS)
    work = of_user(session, open_rows[0].owner_id or actor.id)
    house = home(session)
    first = open_rows[0].planned_on
    target = _later(work, begins_on, 0) if begins_on is not None else _moved(work, first, days or 0)
    made: list[tuple[int, date]] = []
    before = [[row.action_id, row.planned_on.isoformat(), row.postponed] for row in open_rows]
    for nth, row in enumerate(open_rows):
        on = target if nth == 0 else _later(work, made[-1][1], row.days)
        _put(session, row, on, row.postponed + (on > row.planned_on))
        made.append((row.action_id, on))
    renew_next(session, house, open_rows[0].customer_id, project_id)
    session.can_be_undone_by("plan.put_back", project_id, before)
    return Laid(open_rows[0].plan_id, tuple(made))


@rule("plan.put_back", right="sell", writes=True)
def put_back(session: Session, actor: Actor, project_id: int, days: Sequence[Sequence[Any]], *, now: datetime) -> int:
    """Put the steps of a plan back to the days that they had before it was shifted."""
    rights.find(session, actor, projects, project_id, to_write=True)
    for action_id, on, postponed in days:
        row = session.get(actions, action_id)
        if row is not None and row.state == "planned":
            _put(session, row, date.fromisoformat(on), postponed)
    project = session.get(projects, project_id)
    renew_next(session, home(session), project.customer_id, project_id)
    return len(days)


@rule("plan.take_off", right="sell", writes=True)
def take_off(session: Session, actor: Actor, project_id: int, action_ids: Sequence[int], *, now: datetime) -> int:
    """Cancel steps of a plan that are still planned."""
    project = rights.find(session, actor, projects, project_id, to_write=True)
    gone = 0
    for action_id in action_ids:
        row = session.get(actions, action_id)
        if row is not None and row.state == "planned" and row.project_id == project_id:
            change.update(session, actions, action_id, state="cancelled", cancel_reason=None)
            gone += 1
    renew_next(session, home(session), project.customer_id, project_id)
    return gone


@rule("template.list", right="read")
def templates(session: Session, actor: Actor, *, now: datetime) -> tuple[Template, ...]:
    """Give the templates of plans by name."""
    rows = session.all(
        select(plan_templates).where(plan_templates.c.archived_at.is_(None)).order_by(plan_templates.c.name)
    )
    return tuple(_as_template(row) for row in rows)


@rule("template.keep", right="lead", writes=True, refuses=("empty", "too_long", "steps", "step_days", "kind"))
def keep_template(
    session: Session, actor: Actor, name: str, steps: Sequence[Step] = (), *, of_project: int | None = None,
    now: datetime,
) -> Template:  # fmt: skip
    """Keep a template under a name, in place of one that has it: given steps, or the plan of a project."""
    name = line(name)
    if not name:
        raise Refused("empty", what="name")
    if len(name) > 80:
        raise Refused("too_long", what="name", most=80)
    if of_project is not None:
        rights.find(session, actor, projects, of_project)
        rows = _rows(session, of_project)
        steps = [Step(row.kind, row.subject, row.days, row.minutes) for row in rows]
    _check(session, steps)
    kept = [[one.kind, line(one.subject)[:200], one.days, one.minutes] for one in steps]
    row = session.first(select(plan_templates).where(plan_templates.c.name == name))
    if row is None:
        change.insert(session, plan_templates, name=name, steps=kept)
        session.can_be_undone_by("template.drop", name)
    else:
        change.update(session, plan_templates, row.id, steps=kept, archived_at=None)
    return _template(session, name)


@rule("template.drop", right="lead", writes=True, refuses=("template_unknown",))
def drop_template(session: Session, actor: Actor, name: str, *, now: datetime) -> str:
    """Take a template off the list; plans that began with it stay."""
    found = _template(session, name)
    change.update(session, plan_templates, found.id, archived_at=now)
    session.can_be_undone_by("template.keep", found.name, [*found.steps])
    return found.name


def _rows(session: Session, project_id: int) -> Sequence[Any]:
    return session.all(
        select(
            plan_steps.c.plan_id, plan_steps.c.action_id, plan_steps.c.position, plan_steps.c.days, actions.c.kind,
            actions.c.subject, actions.c.state, actions.c.planned_on, actions.c.planned_at, actions.c.done_on,
            actions.c.minutes, actions.c.owner_id, actions.c.customer_id, actions.c.postponed, actions.c.id,
        )
        .join(actions, actions.c.id == plan_steps.c.action_id)
        .join(project_plans, project_plans.c.id == plan_steps.c.plan_id)
        .where(project_plans.c.project_id == project_id, project_plans.c.archived_at.is_(None))
        .where(actions.c.state != "cancelled")
        .order_by(plan_steps.c.position, plan_steps.c.id)
    )  # fmt: skip


def _put(session: Session, row: Any, on: date, postponed: int) -> None:
    """Put a step on another day; one with a time of day keeps it."""
    at = row.planned_at
    moved = at + (on - row.planned_on) if at is not None else None
    change.update(session, actions, row.id, planned_on=on, planned_at=moved, postponed=postponed)


def _later(work: WorkTime, day: date, days: int) -> date:
    try:
        return work.days_later(day, days)
    except NeverAtWork:
        return day


def _moved(work: WorkTime, day: date, days: int) -> date:
    if days >= 0:
        return _later(work, day, days)
    try:
        for _ in range(-days):
            day = work.last_day(date.fromordinal(day.toordinal() - 1))
    except NeverAtWork:
        pass
    return day


def _check(session: Session, steps: Sequence[Step]) -> None:
    if not 0 < len(steps) <= MOST_STEPS:
        raise Refused("steps", most=MOST_STEPS)
    for step in steps:
        known_kind(session, step.kind)
        if not 0 <= step.days <= MOST_DAYS:
            raise Refused("step_days", most=MOST_DAYS)


def _template(session: Session, name: str) -> Template:
    known = session.all(select(plan_templates).where(plan_templates.c.archived_at.is_(None)))
    wanted = line(name).casefold()
    found = [row for row in known if row.name.casefold() == wanted]
    found = found or [row for row in known if row.name.casefold().startswith(wanted)]
    if len(found) != 1:
        raise Refused("template_unknown", name=line(name), known=tuple(row.name for row in known))
    return _as_template(found[0])


def _as_template(row: Any) -> Template:
    return Template(row.id, row.name, tuple(Step(*one) for one in row.steps or ()))
