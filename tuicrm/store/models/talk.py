"""What we tell each other: comments with their notices; and where each of us was, kept for a while."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.models.base import Base, check, json, key, long_text, moment, one_of, ref, text, version


class Comment(Base, table=True):
    """A word of one of us on a customer, a project or an action."""

    __tablename__ = "comment"
    id: int | None = key()
    by_id: int = ref("user", required=True)
    customer_id: int | None = ref("customer")
    project_id: int | None = ref("project")
    action_id: int | None = ref("action")
    words: str | None = long_text(personal=True)
    at: datetime = moment(required=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (check("about", "customer_id is not null or project_id is not null or action_id is not null"),)


class Notice(Base, table=True):
    """Something that one of us is to see: who named them, who wrote on what is theirs, what they were given."""

    __tablename__ = "notice"
    id: int | None = key()
    user_id: int = ref("user", required=True, index=False)
    by_id: int | None = ref("user")
    kind: str = text(10, personal=False, required=True)
    comment_id: int | None = ref("comment")
    customer_id: int | None = ref("customer")
    project_id: int | None = ref("project")
    action_id: int | None = ref("action")
    at: datetime = moment(required=True)
    seen_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("kind", "named", "wrote", "given"),
        Index("ix_notice_user", "user_id", "seen_at", "id"),
    )


class Kept(Base, table=True):
    """Where one of us was and what the numbers of their last list mean; overwritten, no record of anything."""

    __tablename__ = "kept"
    id: int | None = key()
    user_id: int = ref("user", required=True, index=False)
    name: str = text(20, personal=False, required=True)
    value: Any = json(personal=True)
    at: datetime = moment(required=True)
    __table_args__ = (UniqueConstraint("user_id", "name"),)
