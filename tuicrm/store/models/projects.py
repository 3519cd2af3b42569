"""Projects: one chance to sell each, their stage history, periods, people, products and handovers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.lists import CATEGORIES, MOVES
from tuicrm.store.models.base import (
    Base,
    check,
    currency,
    day,
    flag,
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


class Project(Base, table=True):
    """One chance to sell to one customer, in exactly one stage. `state` repeats the stage's kind."""

    __tablename__ = "project"
    id: int | None = key()
    uid: UUID = uid()
    customer_id: int | None = ref("customer")
    name: str = text(200, personal=True, required=True)
    name_sort: str = text(240, personal=True, required=True)
    handle: str | None = text(60, personal=True, index=True)
    funnel_id: int = ref("funnel", required=True)
    stage_id: int = ref("stage", required=True, index=False)
    state: str = text(4, personal=False, required=True)
    owner_id: int | None = ref("user", index=False)
    team_id: int | None = ref("team", index=False)
    source_id: int | None = ref("source")
    campaign_id: int | None = ref("campaign")
    amount_minor: int | None = whole()
    cost_minor: int | None = whole()
    currency: str = currency(required=True)
    home_minor: int | None = whole()
    first_quote_minor: int | None = whole()
    estimate_minor: int | None = whole()
    expected_on: date | None = day()
    expected_moves: int = small(default=0)
    category: str = text(8, personal=False, required=True)
    probability: int | None = small()
    probability_reason: str | None = text(200, personal=False)
    stale_probability: int | None = small()
    stale_reason: str | None = text(200, personal=False)
    edit_reason: str | None = text(200, personal=True)
    competitor: str | None = text(120, personal=True)
    note: str | None = long_text(personal=True)
    created_at: datetime = moment(required=True)
    created_on: date = day(required=True)
    created_month: int = whole(required=True, index=True)
    created_by_id: int | None = ref("user")
    stage_since_at: datetime = moment(required=True)
    is_stage_since_known: bool = flag(default=True)
    last_progress_at: datetime | None = moment()
    next_action_at: datetime | None = moment()
    closed_at: datetime | None = moment()
    closed_on: date | None = day()
    closed_month: int | None = whole(index=True)
    cycle_days: int | None = whole()
    lost_reason_id: int | None = ref("lost_reason")
    lost_note: str | None = long_text(personal=True)
    lost_stage_id: int | None = ref("stage")
    known_stage_id: int | None = ref("stage", index=False)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("state", "open", "won", "lost"),
        one_of("category", *CATEGORIES),
        check("closed", "(state = 'open') = (closed_on is null)"),
        check("closed_month", "(closed_on is null) = (closed_month is null)"),
        check("probability", "probability is null or probability between 0 and 100"),
        Index("ix_project_board", "state", "stage_id", "owner_id", "id"),
        Index("ix_project_size", "state", "stage_id", "home_minor", "id", "archived_at", "probability"),
        Index("ix_project_owner", "owner_id", "state", "stage_id"),
        Index("ix_project_team", "team_id", "state", "stage_id"),
        Index("ix_project_won", "state", "closed_month", "owner_id"),
    )


class ProjectProduct(Base, table=True):
    """What a project is about: product, quantity, price and cost of one piece."""

    __tablename__ = "project_product"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    product_id: int = ref("product", required=True)
    quantity: int = whole(default=1)
    price_minor: int | None = whole()
    cost_minor: int | None = whole()
    archived_at: datetime | None = moment()
    version: int = version()


class ProjectContact(Base, table=True):
    """The part that a contact plays in a project."""

    __tablename__ = "project_contact"
    id: int | None = key()
    project_id: int = ref("project", required=True, index=False)
    contact_id: int = ref("contact", required=True)
    part: str | None = text(12, personal=False)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("part", "decides", "influences", "uses", "blocks", "buys", optional=True),
        UniqueConstraint("project_id", "contact_id"),
    )


class ProjectTag(Base, table=True):
    """A word by which the team groups projects."""

    __tablename__ = "project_tag"
    id: int | None = key()
    project_id: int = ref("project", required=True, index=False)
    tag: str = text(40, personal=True, required=True, index=True)
    archived_at: datetime | None = moment()
    __table_args__ = (UniqueConstraint("project_id", "tag"),)


class ProjectLink(Base, table=True):
    """Where a paper of a project lies: an address or a path. It is shown, never fetched."""

    __tablename__ = "project_link"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    title: str = text(120, personal=True, required=True)
    target: str = text(500, personal=True, required=True)
    added_at: datetime = moment(required=True)
    added_by_id: int | None = ref("user", index=False)
    archived_at: datetime | None = moment()


class Collaborator(Base, table=True):
    """A colleague who works along on a project or customer, with write or read, until a day."""

    __tablename__ = "collaborator"
    id: int | None = key()
    project_id: int | None = ref("project")
    customer_id: int | None = ref("customer")
    user_id: int = ref("user", required=True)
    part: str | None = text(30, personal=False)
    may_write: bool = flag()
    until_on: date | None = day()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (check("one", "(project_id is null) <> (customer_id is null)"),)


_OF_STAYS = (
    "stage_id", "entered_month", "left_how", "holder_id", "seconds", "left_at", "entered_at", "project_id",
    "is_entry_known", "how",
)  # fmt: skip
"""What figures of stages ask for: they read an index then, and none of a million rows."""
_OF_MONTHS = (
    "entered_month", "how", "holder_id", "entered_at", "by_id", "stage_id", "left_how", "seconds", "project_id",
)  # fmt: skip
"""The same for figures by month."""


class StageHistory(Base, table=True):
    """One stay of a project in a stage. `seconds` is stored on leaving; unknown where the entry is unknown.

    `waited_seconds` of them it waited for a lead's approval.
    `live_project_id` is the project while the stay lasts and NULL after it: unique, so there is exactly one.
    """

    __tablename__ = "stage_history"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    stage_id: int = ref("stage", required=True, index=False)
    from_stage_id: int | None = ref("stage")
    how: str = text(8, personal=False, required=True)
    entered_at: datetime = moment(required=True)
    entered_month: int = whole(required=True)
    is_entry_known: bool = flag(default=True)
    by_id: int | None = ref("user")
    holder_id: int | None = ref("user")
    reason: str | None = text(200, personal=False)
    note: str | None = long_text(personal=True)
    left_at: datetime | None = moment()
    seconds: int | None = whole()
    waited_seconds: int | None = whole()
    to_stage_id: int | None = ref("stage")
    left_how: str | None = text(8, personal=False)
    live_project_id: int | None = whole(unique=True)
    __table_args__ = (
        one_of("how", *MOVES),
        check("order", "left_at is null or left_at >= entered_at"),
        Index("ix_stage_history_held", "stage_id", "holder_id", "left_how", "entered_month"),
        Index("ix_stage_history_stays", *_OF_STAYS),
        Index("ix_stage_history_months", *_OF_MONTHS),
        Index("ix_stage_history_ways", "project_id", "stage_id", "entered_at", "left_how", "is_entry_known"),
    )


_OF_PERIODS = (
    "from_at", "to_at", "stage_id", "category", "expected_on", "project_id", "home_minor", "probability", "owner_id",
    "team_id",
)  # fmt: skip
"""What figures of a past day ask for."""


class ProjectPeriod(Base, table=True):
    """What a project was between two moments; kept by the one way to write, so that any past day can be read."""

    __tablename__ = "project_period"
    id: int | None = key()
    project_id: int = ref("project", required=True, index=False)
    from_at: datetime = moment(required=True)
    to_at: datetime | None = moment()
    stage_id: int = ref("stage", required=True, index=False)
    owner_id: int | None = ref("user", index=False)
    team_id: int | None = ref("team", index=False)
    amount_minor: int | None = whole()
    cost_minor: int | None = whole()
    currency: str = currency(required=True)
    expected_on: date | None = day()
    category: str = text(8, personal=False, required=True)
    probability: int | None = small()
    live_project_id: int | None = whole(unique=True)
    home_minor: int | None = whole()
    archived_at: datetime | None = moment()
    __table_args__ = (
        Index("ix_project_period_then", *_OF_PERIODS),
        Index(
            "ix_project_period_days", "project_id", "id", "owner_id", "team_id", "from_at", "expected_on", "archived_at"
        ),
    )


class Handover(Base, table=True):
    """A customer or project passes on. It changes the holder and nothing else.

    What passes on by one act has one `batch`: the id of its first row. `how`: at once, or on acceptance; what is
    neither accepted nor returned by `due_on` goes `back` or to the `lead`. `ended_how` says what came of it.
    """

    __tablename__ = "handover"
    id: int | None = key()
    customer_id: int | None = ref("customer")
    project_id: int | None = ref("project")
    from_id: int | None = ref("user")
    to_id: int = ref("user", required=True)
    by_id: int | None = ref("user")
    note: str | None = long_text(personal=True)
    given_at: datetime = moment(required=True)
    due_on: date | None = day()
    accepted_at: datetime | None = moment()
    returned_at: datetime | None = moment()
    return_reason: str | None = text(200, personal=True)
    version: int = version()
    batch: int | None = whole(index=True)
    how: str | None = text(8, personal=False)
    actions: str | None = text(5, personal=False)
    if_late: str | None = text(4, personal=False)
    reads_days: int | None = small()
    summary: str | None = long_text(personal=True)
    ended_at: datetime | None = moment()
    ended_how: str | None = text(8, personal=False)
    __table_args__ = (check("one", "customer_id is not null or project_id is not null"),)
