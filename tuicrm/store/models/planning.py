"""What plans are made of: kinds of actions, who takes part, series, project plans, free days, seen, other calendars."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.models.base import (
    Base,
    check,
    day,
    flag,
    json,
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


class ActionKind(Base, table=True):
    """A kind of action that the team added, or what it added to one of the program's; its key is its name.

    `fields`: keys of own fields asked for when done. `is_by_phone`: it is done in runs of calls, too.
    """

    __tablename__ = "action_kind"
    id: int | None = key()
    key: str = text(20, personal=False, required=True, unique=True)
    spellings: Any = json(personal=False)
    minutes: int = small(required=True)
    fields: Any = json(personal=False)
    position: int = small(default=0)
    is_by_phone: bool = flag()
    archived_at: datetime | None = moment()
    version: int = version()


class ActionPerson(Base, table=True):
    """Who else takes part in an action: a contact or one of us."""

    __tablename__ = "action_person"
    id: int | None = key()
    action_id: int = ref("action", required=True, index=False)
    contact_id: int | None = ref("contact")
    user_id: int | None = ref("user")
    archived_at: datetime | None = moment()
    __table_args__ = (
        check("who", "(contact_id is null) <> (user_id is null)"),
        UniqueConstraint("action_id", "contact_id"),
        UniqueConstraint("action_id", "user_id"),
    )


class Series(Base, table=True):
    """A plan that comes again. `rule` is an RRULE of RFC 5545; `skipped` and `added` are its EXDATE and RDATE.

    `at_minute`: of the local day in `zone`; without it the whole day is meant. Its actions are rows of their own, made
    some weeks ahead.
    """

    __tablename__ = "series"
    id: int | None = key()
    uid: UUID = uid()
    owner_id: int = ref("user", required=True)
    made_by_id: int | None = ref("user")
    customer_id: int | None = ref("customer")
    project_id: int | None = ref("project")
    contact_id: int | None = ref("contact")
    kind: str = text(20, personal=False, required=True)
    subject: str = text(300, personal=True, required=True)
    place: str | None = text(200, personal=True)
    details: str | None = long_text(personal=True)
    minutes: int | None = small()
    priority: int = small(default=0)
    promise: str | None = text(6, personal=False)
    remind_minutes: int | None = small()
    at_minute: int | None = small()
    zone: str = text(40, personal=False, required=True)
    rule: str = text(500, personal=False, required=True)
    skipped: Any = json(personal=False)
    added: Any = json(personal=False)
    from_on: date = day(required=True)
    made_to_on: date | None = day()
    created_at: datetime = moment(required=True)
    ended_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("promise", "ours", "theirs", optional=True),
        check("about", "customer_id is not null or project_id is not null"),
    )


class SeriesAction(Base, table=True):
    """One time of a series. `occurs` is when the rule has it (RECURRENCE-ID); `is_apart`: it was edited alone."""

    __tablename__ = "series_action"
    id: int | None = key()
    series_id: int = ref("series", required=True, index=False)
    action_id: int = ref("action", required=True, index=False)
    occurs: str = text(16, personal=False, required=True)
    is_apart: bool = flag()
    __table_args__ = (UniqueConstraint("action_id"), UniqueConstraint("series_id", "occurs"))


class PlanTemplate(Base, table=True):
    """The plan of a project to begin others with: steps of kind, subject, days after the one before, minutes."""

    __tablename__ = "plan_template"
    id: int | None = key()
    name: str = text(80, personal=False, required=True, unique=True)
    steps: Any = json(personal=False)
    archived_at: datetime | None = moment()
    version: int = version()


class ProjectPlan(Base, table=True):
    """The plan of one project: steps whose days follow from its first day."""

    __tablename__ = "project_plan"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    template_id: int | None = ref("plan_template")
    begins_on: date = day(required=True)
    made_by_id: int | None = ref("user")
    created_at: datetime = moment(required=True)
    archived_at: datetime | None = moment()
    version: int = version()


class PlanStep(Base, table=True):
    """One action of a project's plan; `days`: working days after the step before, or after the plan's first day."""

    __tablename__ = "plan_step"
    id: int | None = key()
    plan_id: int = ref("project_plan", required=True)
    action_id: int = ref("action", required=True, index=False)
    position: int = small(required=True)
    days: int = small(required=True)
    version: int = version()
    __table_args__ = (UniqueConstraint("action_id"),)


class FreeDay(Base, table=True):
    """A day that a team, or everybody, has free, or works although the calendar says otherwise."""

    __tablename__ = "free_day"
    id: int | None = key()
    day_on: date = day(required=True)
    name: str = text(80, personal=False, required=True)
    team_id: int | None = ref("team")
    is_worked: bool = flag()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (Index("ix_free_day_day_on", "day_on"),)


class ActionSeen(Base, table=True):
    """A lead or manager has seen what was done."""

    __tablename__ = "action_seen"
    id: int | None = key()
    action_id: int = ref("action", required=True, index=False)
    user_id: int = ref("user", required=True)
    at: datetime = moment(required=True)
    __table_args__ = (UniqueConstraint("action_id", "user_id"),)


class CalendarLink(Base, table=True):
    """Which entry of another calendar an action is: its UID, which time of a series, how often it was changed."""

    __tablename__ = "calendar_link"
    id: int | None = key()
    action_id: int = ref("action", required=True, index=False)
    uid: str = text(255, personal=True, required=True)
    occurs: str = text(16, personal=False, required=True)
    number: int = whole(default=0)
    changed_at: datetime | None = moment()
    __table_args__ = (UniqueConstraint("action_id"), Index("ix_calendar_link_uid", "uid", "occurs"))
