"""The uniform process: funnels, stages, exit criteria, playbooks, reasons for losing."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.lists import CATEGORIES
from tuicrm.store.models.base import (
    Base,
    check,
    flag,
    json,
    key,
    long_text,
    moment,
    one_of,
    ref,
    small,
    text,
    version,
    whole,
)


class Funnel(Base, table=True):
    """One process of stages; a team has one unless a manager makes another."""

    __tablename__ = "funnel"
    id: int | None = key()
    name: str = text(80, personal=False, required=True, unique=True)
    is_default: bool = flag()
    archived_at: datetime | None = moment()
    version: int = version()


class Stage(Base, table=True):
    """One step. `kind` is apart from the name, so that renaming or translating breaks nothing."""

    __tablename__ = "stage"
    id: int | None = key()
    funnel_id: int = ref("funnel", required=True)
    name: str = text(60, personal=False, required=True)
    kind: str = text(4, personal=False, required=True)
    position: int = small(required=True)
    probability: int = small(required=True)
    rotting_days: int | None = small()
    category: str = text(8, personal=False, required=True)
    meaning: str | None = text(300, personal=False)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("kind", "open", "won", "lost"),
        one_of("category", *CATEGORIES),
        check("probability", "probability between 0 and 100"),
        UniqueConstraint("funnel_id", "name"),
    )


class Playbook(Base, table=True):
    """What good people do in a stage. A change makes a new number; the old one stays readable."""

    __tablename__ = "playbook"
    id: int | None = key()
    stage_id: int = ref("stage", required=True, index=False)
    number: int = small(required=True)
    guidance: str | None = long_text(personal=False)
    questions: Any = json(personal=False)
    opening: str | None = long_text(personal=False)
    answers: Any = json(personal=False)
    made_at: datetime = moment(required=True)
    made_by_id: int | None = ref("user")
    __table_args__ = (UniqueConstraint("stage_id", "number"),)


class PlaybookAction(Base, table=True):
    """An action to plan by itself when a project enters the stage."""

    __tablename__ = "playbook_action"
    id: int | None = key()
    playbook_id: int = ref("playbook", required=True)
    position: int = small(required=True)
    kind: str = text(20, personal=False, required=True)
    subject: str = text(200, personal=False, required=True)
    due_days: int = small(required=True)
    part: str | None = text(30, personal=False)


class Transition(Base, table=True):
    """A move from one stage to another that asks for something; without a row the move is free."""

    __tablename__ = "transition"
    id: int | None = key()
    from_stage_id: int = ref("stage", required=True)
    to_stage_id: int = ref("stage", required=True)
    lowest_role: str | None = text(16, personal=False)
    needs_approval: bool = flag()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (Index("ix_transition_pair", "from_stage_id", "to_stage_id"),)


class Criterion(Base, table=True):
    """One exit criterion of a transition: a filled field, a ticked check, or a done kind of action."""

    __tablename__ = "criterion"
    id: int | None = key()
    transition_id: int = ref("transition", required=True)
    position: int = small(default=0)
    kind: str = text(6, personal=False, required=True)
    what: str = text(60, personal=False, required=True)
    label: str = text(120, personal=False, required=True)
    archived_at: datetime | None = moment()
    __table_args__ = (one_of("kind", "field", "check", "action"),)


class CriterionCheck(Base, table=True):
    """A check of a transition that somebody ticked for one project."""

    __tablename__ = "criterion_check"
    id: int | None = key()
    project_id: int = ref("project", required=True, index=False)
    criterion_id: int = ref("criterion", required=True)
    ticked_at: datetime | None = moment()
    ticked_by_id: int | None = ref("user")
    version: int = version()
    __table_args__ = (UniqueConstraint("project_id", "criterion_id"),)


class Approval(Base, table=True):
    """A move that waits, or waited, for a lead. `live_project_id` is the project while nobody has decided."""

    __tablename__ = "approval"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    from_stage_id: int = ref("stage", required=True, index=False)
    to_stage_id: int = ref("stage", required=True, index=False)
    asked_at: datetime = moment(required=True)
    asked_by_id: int | None = ref("user", index=False)
    reason: str | None = text(200, personal=True)
    decided_at: datetime | None = moment()
    decided_by_id: int | None = ref("user", index=False)
    decision: str | None = text(9, personal=False)
    note: str | None = text(200, personal=True)
    live_project_id: int | None = whole(unique=True)
    version: int = version()
    __table_args__ = (
        one_of("decision", "approved", "returned", "withdrawn", optional=True),
        check("decided", "(decided_at is null) = (decision is null)"),
    )


class LostReason(Base, table=True):
    """The team's list of reasons why a project is lost."""

    __tablename__ = "lost_reason"
    id: int | None = key()
    key: str = text(30, personal=False, required=True, unique=True)
    name: str = text(80, personal=False, required=True)
    position: int = small(default=0)
    archived_at: datetime | None = moment()
    version: int = version()
