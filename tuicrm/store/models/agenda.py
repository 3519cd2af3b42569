"""Actions: planned for a time, then done with an outcome, or cancelled."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index

from tuicrm.store.models.base import (
    Base,
    check,
    currency,
    day,
    key,
    long_text,
    moment,
    one_of,
    ref,
    small,
    text,
    uid,
    version,
    whole,
)

_OF_DONE = ("done_month", "owner_id", "kind", "done_on", "outcome", "done_minutes", "cost_minor")
"""What figures of what was done ask for: they read an index then, and none of millions of rows."""
_OF_PLANNED = (
    "planned_on", "owner_id", "handover_id", "state", "first_planned_on", "outcome", "done_on", "grain", "kind",
    "postponed",
)  # fmt: skip
"""The same for what was planned."""
_OF_STEPS = ("project_id", "state", "planned_on", "created_at", "done_at", "origin")
"""The same for whether a project had a next step on a day."""
_OF_DEALT = ("customer_id", "state", "done_at", "done_on", "owner_id")
"""The same for who of us has dealt with a customer, and when first."""


class Action(Base, table=True):
    """One sales action, always of a customer or of a project whose customer is not known yet.

    `planned_on` is the day in the team's zone; `planned_at` the moment, only where a time of day was given.
    `stage_id` is the stage that the project was in when it was done. `contact_id` is whom it is with first; who else
    takes part is in `action_person`. `remind_minutes`: so long before its time.
    """

    __tablename__ = "action"
    id: int | None = key()
    uid: UUID = uid()
    customer_id: int | None = ref("customer", index=False)
    project_id: int | None = ref("project", index=False)
    contact_id: int | None = ref("contact")
    inquiry_id: int | None = ref("inquiry")
    owner_id: int | None = ref("user", index=False)
    made_by_id: int | None = ref("user")
    kind: str = text(20, personal=False, required=True)
    subject: str = text(300, personal=True, required=True)
    place: str | None = text(200, personal=True)
    state: str = text(9, personal=False, required=True)
    grain: str = text(6, personal=False, required=True)
    planned_on: date | None = day()
    planned_at: datetime | None = moment()
    minutes: int | None = small()
    priority: int = small(default=0)
    promise: str | None = text(6, personal=False)
    first_planned_on: date | None = day()
    postponed: int = small(default=0)
    done_at: datetime | None = moment()
    done_on: date | None = day()
    done_month: int | None = whole()
    outcome: str | None = text(20, personal=False)
    note: str | None = long_text(personal=True)
    done_minutes: int | None = small()
    cost_minor: int | None = whole()
    currency: str | None = currency()
    stage_id: int | None = ref("stage")
    playbook_action_id: int | None = ref("playbook_action", index=False)
    handover_id: int | None = ref("handover")
    origin: str = text(10, personal=False, required=True)
    cancel_reason: str | None = text(200, personal=True)
    created_at: datetime = moment(required=True)
    version: int = version()
    details: str | None = long_text(personal=True)
    expected_cost_minor: int | None = whole()
    remind_minutes: int | None = small()
    postpone_reason: str | None = text(200, personal=True)
    correct_reason: str | None = text(200, personal=True)
    __table_args__ = (
        one_of("state", "planned", "done", "cancelled"),
        one_of("grain", "minute", "day", "week"),
        one_of("promise", "ours", "theirs", optional=True),
        check("about", "customer_id is not null or project_id is not null"),
        check("done", "(state = 'done') = (done_on is not null)"),
        check("planned", "state <> 'planned' or planned_on is not null"),
        check("timed", "grain <> 'minute' or planned_at is not null or state <> 'planned'"),
        Index("ix_action_agenda", "owner_id", "state", "planned_on", "id"),
        Index("ix_action_state_planned", "state", "planned_on", "id"),
        Index("ix_action_customer", "customer_id", "state", "planned_on"),
        Index("ix_action_steps", *_OF_STEPS),
        Index("ix_action_done", "owner_id", "done_month", "kind"),
        Index("ix_action_done_on", "owner_id", "done_on"),
        Index("ix_action_done_month", *_OF_DONE),
        Index("ix_action_planned_on", *_OF_PLANNED),
        Index("ix_action_dealt", *_OF_DEALT),
        Index("ix_action_played", "playbook_action_id", "project_id", "done_at"),
    )


class ReviewDecision(Base, table=True):
    """What was decided about a project in a weekly review: who acted and who held it then; its action is the plan."""

    __tablename__ = "review_decision"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    action_id: int | None = ref("action")
    what: str = text(10, personal=False, required=True)
    by_id: int | None = ref("user")
    holder_id: int | None = ref("user")
    team_id: int | None = ref("team")
    decided_at: datetime = moment(required=True, index=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (one_of("what", "next_step", "date", "category", "help", "handover", "lost", "keep", "talk"),)
