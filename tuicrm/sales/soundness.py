"""Whether the records agree with each other: what the rules keep true, counted after the fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.rules import rule
from tuicrm.store.about import damage
from tuicrm.store.actor import Actor
from tuicrm.store.periods import PERIOD
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history
from tuicrm.store.tables.trade import credits

WHOLE = 1_000_000  # parts per million

FAULTS = {
    "file": N_("The file itself is damaged: {what}. Go back to a backup."),
    "stage": N_("Project {id} stands in another stage than its history says."),
    "state": N_("Project {id} is open, won or lost other than its stage."),
    "period": N_("Project {id} is other than the running period that reports of past days read."),
    "holder": N_("Customer {id} has another holder than its ownership history says."),
    "credit": N_("Project {id}: the shares of its credit are not 100 % together."),
}
"""A sentence for each code."""


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be.

    Attributes:
        code: a key of `FAULTS`.
        id: the record, None where the file itself is damaged.
        what: the engine's own words about the file.
    """

    code: str
    kind: str
    id: int | None
    what: str = ""


@rule("db.check", right="administer")
def faults(session: Session, actor: Actor, *, now: datetime) -> tuple[Fault, ...]:
    """Find the records that contradict each other; none is what should be."""
    found = [Fault("file", "file", None, what) for what in damage(session.connection)]
    for code, kind, statement in _contradictions():
        found += [Fault(code, kind, one) for one in session.values(statement)]
    return tuple(found)


def _contradictions() -> Iterator[tuple[str, str, Select[tuple[int]]]]:
    stay, period, holding = stage_history.c, project_periods.c, ownerships.c
    yield (
        "stage",
        "project",
        _of_projects()
        .outerjoin(stage_history, stay.live_project_id == projects.c.id)
        .where(stay.stage_id.is_distinct_from(projects.c.stage_id)),
    )
    yield (
        "state",
        "project",
        _of_projects().join(stages, stages.c.id == projects.c.stage_id).where(stages.c.kind != projects.c.state),
    )
    yield (
        "period",
        "project",
        _of_projects()
        .outerjoin(project_periods, period.live_project_id == projects.c.id)
        .where(or_(*(period[name].is_distinct_from(projects.c[name]) for name in PERIOD))),
    )
    yield (
        "holder",
        "customer",
        select(customers.c.id)
        .outerjoin(ownerships, holding.live_customer_id == customers.c.id)
        .where(holding.owner_id.is_distinct_from(customers.c.owner_id))
        .order_by(customers.c.id),
    )
    shares = select(credits.c.project_id).where(credits.c.archived_at.is_(None)).group_by(credits.c.project_id)
    yield "credit", "project", shares.having(func.sum(credits.c.share_ppm) != WHOLE).order_by(credits.c.project_id)


def _of_projects() -> Select[tuple[int]]:
    return select(projects.c.id).order_by(projects.c.id)
