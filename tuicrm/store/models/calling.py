"""Calling one after the other: the team's own outcomes of a call, runs, and the records of a run."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index

from tuicrm.store.models.base import Base, flag, json, key, moment, one_of, ref, small, text, version, whole


class CallOutcome(Base, table=True):
    """What the team changed in, or added to, the outcomes of a call; without a row the built-in one holds.

    `waits` are the minutes until the call is made again, after the first, the second, ... try.
    """

    __tablename__ = "call_outcome"
    id: int | None = key()
    key: str = text(20, personal=False, required=True, unique=True)
    digit: int | None = small()
    is_reached: bool = flag()
    follow: str = text(6, personal=False, required=True)
    waits: Any = json(personal=False)
    most_tries: int | None = small()
    at_limit: str = text(7, personal=False, required=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("follow", "again", "ask", "next", "none", "reason", "wrong", "close"),
        one_of("at_limit", "release", "stop"),
    )


class CallRun(Base, table=True):
    """One run of calls of one person; kept, so that it can be gone on with on another machine."""

    __tablename__ = "call_run"
    id: int | None = key()
    user_id: int = ref("user", required=True, index=False)
    name: str = text(120, personal=True, required=True)
    started_at: datetime = moment(required=True)
    ended_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (Index("ix_call_run_user", "user_id", "ended_at", "id"),)


class CallRunRecord(Base, table=True):
    """One call of a run. The first by `position` that waits, and is due, and may be called, is the next.

    `why` is the reason for its place; `zones` are the time zones where the phone may ring; `action_id` is what was
    planned, and `done_action_id` what was put on record.
    """

    __tablename__ = "call_run_record"
    id: int | None = key()
    run_id: int = ref("call_run", required=True, index=False)
    customer_id: int = ref("customer", required=True)
    project_id: int | None = ref("project")
    contact_id: int | None = ref("contact")
    action_id: int | None = ref("action")
    inquiry_id: int | None = ref("inquiry")
    position: int = whole(required=True)
    why: str = text(10, personal=False, required=True)
    state: str = text(7, personal=False, required=True)
    due_at: datetime | None = moment()
    zones: str | None = text(200, personal=False)
    outcome: str | None = text(20, personal=False)
    logged_at: datetime | None = moment()
    seconds: int | None = whole()
    done_action_id: int | None = ref("action")
    next_action_id: int | None = ref("action")
    version: int = version()
    __table_args__ = (
        one_of("state", "waiting", "done", "left"),
        Index("ix_call_run_record_order", "run_id", "state", "position"),
    )
