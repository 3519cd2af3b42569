"""Exit criteria: what a transition between two stages asks for. They hold on every way that moves a project."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from tuicrm.sales import rights
from tuicrm.sales.funnel.stages import Stage, of_funnel
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customer_needs
from tuicrm.store.tables.funnel import criteria, criterion_checks, transitions
from tuicrm.store.tables.projects import project_contacts, project_products, projects

# What a criterion of kind "field" may ask for -> the project's column that has to be filled.
COLUMNS = {
    "amount": "amount_minor",
    "cost": "cost_minor",
    "customer": "customer_id",
    "expected": "expected_on",
    "competitor": "competitor",
    "owner": "owner_id",
}


ROLES = ("rep", "team_lead", "manager", "administrator")


@dataclass(frozen=True)
class Criterion:
    """One thing that a transition asks for, and whether it is there."""

    id: int
    kind: str
    what: str
    label: str
    is_met: bool


@dataclass(frozen=True)
class Exit:
    """What lies on the way to a stage.

    Attributes:
        lowest_role: the least role that may go there; None is everybody who sells.
        needs_approval: a lead has to agree, unless one moves it.
    """

    criteria: tuple[Criterion, ...] = ()
    lowest_role: str | None = None
    needs_approval: bool = False

    @property
    def unmet(self) -> tuple[Criterion, ...]:
        """What is not there yet."""
        return tuple(one for one in self.criteria if not one.is_met)


def exit_to(session: Session, project: Any, to: Stage, *, from_id: int | None = None) -> Exit:
    """Give all that lies between the project's stage (or another one of the funnel) and `to`.

    A skip has to meet what each step on its way asks for; moving back asks for what its own transition says.
    """
    found: list[Criterion] = []
    lowest, approval = None, False
    steps = _steps(of_funnel(session, to.funnel_id), project.stage_id if from_id is None else from_id, to.id)
    for here, there in steps:
        pair = transitions.c.from_stage_id == here, transitions.c.to_stage_id == there
        way = session.first(
            select(transitions).where(*pair, transitions.c.archived_at.is_(None)).order_by(transitions.c.id)
        )
        if way is None:
            continue
        lowest = max((lowest, way.lowest_role), key=rank)
        approval = approval or way.needs_approval
        asked = (
            select(criteria.c.id, criteria.c.kind, criteria.c.what, criteria.c.label)
            .where(criteria.c.transition_id == way.id, criteria.c.archived_at.is_(None))
            .order_by(criteria.c.position, criteria.c.id)
        )
        found += [
            Criterion(*[*row, _is_met(session, project, row.id, row.kind, row.what)]) for row in session.all(asked)
        ]
    return Exit(tuple(found), lowest, approval)


def of_move(session: Session, project: Any, to: Stage) -> tuple[Criterion, ...]:
    """Give the criteria between the project's stage and another, in order."""
    return exit_to(session, project, to).criteria


def rank(role: str | None) -> int:
    """Put the roles that sell in order, the least first; none is the least."""
    return ROLES.index(role) if role in ROLES else -1


def _steps(stages: tuple[Stage, ...], from_id: int, to_id: int) -> list[tuple[int, int]]:
    ways = [stage.id for stage in stages if stage.kind == "open"]
    target = next(stage for stage in stages if stage.id == to_id)
    if target.kind == "won":
        ways.append(target.id)
    if from_id in ways and to_id in ways and ways.index(from_id) < ways.index(to_id):
        between = ways[ways.index(from_id) : ways.index(to_id) + 1]
        return list(pairwise(between))
    return [(from_id, to_id)]


def _is_met(session: Session, project: Any, criterion_id: int, kind: str, what: str) -> bool:
    if kind == "check":
        ticked = criterion_checks.c.ticked_at.is_not(None), criterion_checks.c.criterion_id == criterion_id
        return session.exists(select(criterion_checks.c.id).where(criterion_checks.c.project_id == project.id, *ticked))
    if kind == "action":
        done = actions.c.project_id == project.id, actions.c.state == "done", actions.c.kind == what
        return session.exists(select(actions.c.id).where(*done))
    if what in COLUMNS:
        return getattr(project, COLUMNS[what]) is not None
    for name, table in (("product", project_products), ("need", customer_needs)):
        if what == name:
            living = table.c.project_id == project.id, table.c.archived_at.is_(None)
            return session.exists(select(table.c.id).where(*living))
    contact = select(project_contacts.c.id).where(
        project_contacts.c.project_id == project.id, project_contacts.c.archived_at.is_(None)
    )
    if what == "decider":
        return session.exists(contact.where(project_contacts.c.part == "decides"))
    return session.exists(contact)


@rule("funnel.criteria", right="read")
def missing(session: Session, actor: Actor, project_id: int, stage_id: int, *, now: datetime) -> tuple[Criterion, ...]:
    """Give what a move of a project to a stage asks for, met or not."""
    project = rights.find(session, actor, projects, project_id)
    for stage in of_funnel(session, project.funnel_id):
        if stage.id == stage_id:
            return of_move(session, project, stage)
    raise NotFound("stage", stage_id)


@rule("funnel.tick", right="sell", writes=True)
def tick(
    session: Session, actor: Actor, project_id: int, criterion_id: int, is_ticked: bool = True, *, now: datetime
) -> int:
    """Tick a check for a project, or take the tick away; gives the criterion."""
    rights.find(session, actor, projects, project_id, to_write=True)
    if session.get(criteria, criterion_id) is None:
        raise NotFound("criterion", criterion_id)
    mark = {"ticked_at": now if is_ticked else None, "ticked_by_id": actor.id if is_ticked else None}
    here = criterion_checks.c.project_id == project_id, criterion_checks.c.criterion_id == criterion_id
    known = session.first(select(criterion_checks.c.id, criterion_checks.c.ticked_at).where(*here))
    if (known is not None and known.ticked_at is not None) is is_ticked:
        return criterion_id
    if known is None:
        change.insert(session, criterion_checks, project_id=project_id, criterion_id=criterion_id, **mark)
    else:
        change.update(session, criterion_checks, known.id, **mark)
    session.can_be_undone_by("funnel.tick", project_id, criterion_id, not is_ticked)
    return criterion_id
