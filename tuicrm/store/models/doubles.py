"""Tags of customers, and pairs of customers that may be one and the same."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.models.base import Base, check, key, moment, one_of, ref, small, text, version


class Tag(Base, table=True):
    """A word that the team puts on customers. `tag_key` is what spellings are compared by."""

    __tablename__ = "tag"
    id: int | None = key()
    tag_key: str = text(60, personal=False, required=True, unique=True)
    name: str = text(60, personal=False, required=True)
    archived_at: datetime | None = moment()
    version: int = version()


class CustomerTag(Base, table=True):
    """A tag on a customer; taken off it is archived, put on again it comes back."""

    __tablename__ = "customer_tag"
    id: int | None = key()
    customer_id: int = ref("customer", required=True, index=False)
    tag_id: int = ref("tag", required=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (UniqueConstraint("customer_id", "tag_id"),)


class SuspectedPair(Base, table=True):
    """Two customers that may be one: what agrees (`why`), how sure that is, and what somebody decided about it."""

    __tablename__ = "suspected_pair"
    id: int | None = key()
    first_id: int = ref("customer", required=True, index=False)
    second_id: int = ref("customer", required=True)
    why: str = text(60, personal=False, required=True)
    percent: int = small(required=True)
    found_at: datetime = moment(required=True)
    verdict: str | None = text(9, personal=False)
    decided_at: datetime | None = moment()
    decided_by_id: int | None = ref("user")
    version: int = version()
    __table_args__ = (
        one_of("verdict", "different", "merged", optional=True),
        check("order", "first_id < second_id"),
        UniqueConstraint("first_id", "second_id"),
        Index("ix_suspected_pair_open", "verdict", "percent", "id"),
    )
