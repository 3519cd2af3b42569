"""What is recorded, step by step of the ladder: how many records have it, and which have it not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, true

from tuicrm.plain import progress
from tuicrm.plain.language import N_, _
from tuicrm.sales import rights
from tuicrm.sales.analysis.expansion.ladder import Share
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.held import held, sold_by
from tuicrm.sales.analysis.selling import between
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customer_needs, customers
from tuicrm.store.tables.funnel import playbook_actions, playbooks, stages
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits, purchases


@dataclass(frozen=True)
class Evidence:
    """Records of a kind, which of them a step is about, what they must have, and the amount that weighs them.

    Those of one kind are about the same records, and counted in one go.
    """

    kind: str
    record: Any
    source: Any
    about: tuple[ColumnElement[bool], ...]
    has: ColumnElement[bool]
    weight: ColumnElement[Any] | None = None


def shares_of(frame: Frame) -> dict[str, Share]:
    """Give for each step how many records have it, of those in sight."""
    steps = {step: make(frame) for step, make in EVIDENCE.items()}
    kinds = dict.fromkeys(one.kind for one in steps.values())
    progress.begin(len(kinds))
    found: dict[str, Share] = {}
    for kind in kinds:
        progress.step(_(KINDS[kind]))
        found |= _shares(frame, {step: one for step, one in steps.items() if one.kind == kind})
    return {step: found[step] for step in steps}


def _shares(frame: Frame, steps: Mapping[str, Evidence]) -> dict[str, Share]:
    one = next(iter(steps.values()))
    columns: list[Any] = [func.count(), literal(0) if one.weight is None else func.sum(one.weight)]
    for step in steps.values():
        columns.append(func.sum(case((step.has, 1), else_=0)))
        columns.append(literal(0) if step.weight is None else func.sum(case((step.has, step.weight), else_=0)))
    n, whole, *sums = (int(value or 0) for value in frame.session.first(
        select(*columns).select_from(one.source).where(*one.about)
    ))  # fmt: skip
    return {
        step: Share(have, n) if one.weight is None else Share(worth, whole, n, n - have)
        for step, have, worth in zip(steps, sums[::2], sums[1::2], strict=True)
    }


def lacking(frame: Frame, step: str) -> Select[Any]:
    """The records that a step is about and that have it not: ids of customers, projects or purchases."""
    one = EVIDENCE[step](frame)
    return select(one.record.c.id).select_from(one.source).where(*one.about, ~one.has)


def _customers(frame: Frame, has: ColumnElement[bool]) -> Evidence:
    known = case((customers.c.created_at <= frame.over, 1), else_=0)  # nearly all: an index by day looks each up
    about: list[Any] = [
        customers.c.archived_at.is_(None), customers.c.merged_into_id.is_(None), known == 1,
        rights.customers_in_sight(frame.actor), *held(frame),
    ]  # fmt: skip
    if fits := _fits(frame):
        about.append(customers.c.id.in_(select(projects.c.customer_id).where(*fits)))
    return Evidence("customers", customers, customers, tuple(about), has)


def _contact(frame: Frame) -> Evidence:
    """Somebody to talk to: a contact, or for a person a phone, mail or messenger of their own."""
    person = exists().where(contacts.c.customer_id == customers.c.id, contacts.c.archived_at.is_(None))
    point = exists().where(contact_points.c.customer_id == customers.c.id, contact_points.c.archived_at.is_(None))
    return _customers(frame, or_(person, and_(customers.c.kind == "person", point)))


def _source(frame: Frame) -> Evidence:
    return _customers(frame, customers.c.source_id.is_not(None))


def _sales(frame: Frame, has: ColumnElement[bool]) -> Evidence:
    """What was bought in the period, weighed by its amount."""
    sees_all, of_whom, fits = rights.sees_all(frame.actor), sold_by(frame), _fits(frame)
    source: Any = purchases
    if not sees_all or of_whom or fits:
        source = purchases.outerjoin(projects, projects.c.id == purchases.c.project_id).outerjoin(
            customers, customers.c.id == purchases.c.customer_id
        )
    seen = true() if sees_all else or_(
        rights.customers_in_sight(frame.actor), rights.projects_in_sight(frame.actor)
    )  # fmt: skip
    about = (*between(frame.first, min(frame.last, frame.today)), seen, *of_whom, *fits)
    return Evidence("sales", purchases, source, about, has, purchases.c.home_minor)


def _project(frame: Frame) -> Evidence:
    return _sales(frame, purchases.c.project_id.is_not(None))


def _person(frame: Frame) -> Evidence:
    credited = exists().where(
        credits.c.project_id == purchases.c.project_id, credits.c.outcome == "won", credits.c.user_id.is_not(None),
        credits.c.archived_at.is_(None),
    )  # fmt: skip
    return _sales(frame, credited)


def _history(frame: Frame) -> Evidence:
    """The project stood in an open stage, and since when is known."""
    stood = exists().where(
        stage_history.c.project_id == purchases.c.project_id, stage_history.c.is_entry_known.is_(True),
        stage_history.c.stage_id.in_(select(stages.c.id).where(stages.c.kind == "open")),
    )  # fmt: skip
    return _sales(frame, stood)


def _cost(frame: Frame) -> Evidence:
    return _sales(frame, purchases.c.home_cost_minor.is_not(None))


def _projects(frame: Frame, kind: str, which: ColumnElement[bool], has: ColumnElement[bool]) -> Evidence:
    about = (
        which, projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *frame.of(projects.c.owner_id), *_fits(frame),
    )  # fmt: skip
    return Evidence(kind, projects, projects, about, has)


def _need(frame: Frame) -> Evidence:
    """Begun in the period; a need of the project or of its customer."""
    living = customer_needs.c.archived_at.is_(None)
    of_project = exists().where(customer_needs.c.project_id == projects.c.id, living)
    of_customer = exists().where(customer_needs.c.customer_id == projects.c.customer_id, living)
    begun = projects.c.created_on.between(frame.first, frame.last)
    return _projects(frame, "begun", begun, or_(of_project, of_customer))


def _plan(frame: Frame) -> Evidence:
    return _projects(frame, "open", projects.c.state == "open", projects.c.next_action_at.is_not(None))


def _record(frame: Frame) -> Evidence:
    """Won or lost in the period; something was done for it."""
    done = exists().where(actions.c.project_id == projects.c.id, actions.c.state == "done")
    return _projects(frame, "closed", projects.c.closed_on.between(frame.first, frame.last), done)


def _playbook(frame: Frame) -> Evidence:
    """Open, in a stage whose newest playbook says something."""
    newest = (
        select(playbooks.c.stage_id, func.max(playbooks.c.number).label("number"))
        .group_by(playbooks.c.stage_id)
        .subquery()
    )
    planned = exists().where(playbook_actions.c.playbook_id == playbooks.c.id)
    filled = (
        select(playbooks.c.stage_id)
        .join(newest, and_(newest.c.stage_id == playbooks.c.stage_id, newest.c.number == playbooks.c.number))
        .where(or_(playbooks.c.guidance.is_not(None), planned))
    )
    return _projects(frame, "open", projects.c.state == "open", projects.c.stage_id.in_(filled))


def _fits(frame: Frame) -> list[Any]:
    return conditions(frame.session, frame.actor, frame.house, frame.scope.where)


KINDS = {
    "customers": N_("customers"), "sales": N_("sales"), "begun": N_("projects that began"),
    "closed": N_("projects that were closed"), "open": N_("open projects"),
}  # fmt: skip
EVIDENCE: dict[str, Callable[[Frame], Evidence]] = {
    "contact": _contact, "source": _source, "project": _project, "person": _person, "history": _history,
    "need": _need, "plan": _plan, "record": _record, "cost": _cost, "playbook": _playbook,
}  # fmt: skip
