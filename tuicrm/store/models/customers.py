"""Customers, their contacts, who held them, and what arrived from them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index

from tuicrm.store.lists import HOLDINGS, VERDICTS
from tuicrm.store.models.base import (
    Base,
    check,
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

_OF_MONTHS = (
    "created_month", "created_at", "archived_at", "merged_into_id", "source_id", "class_key", "owner_id",
)  # fmt: skip
"""What figures of customers ask for: they read an index then, and none of a million rows."""
_OF_DAYS = (
    "came_on", "month", "customer_id", "came_at", "archived_at", "source_id", "campaign_id", "answered_at", "verdict",
)  # fmt: skip
"""The same of inquiries."""


class Customer(Base, table=True):
    """A company or person that may buy. Without an owner it lies in its pool."""

    __tablename__ = "customer"
    id: int | None = key()
    uid: UUID = uid()
    kind: str = text(8, personal=False, required=True)
    name: str = text(200, personal=True, required=True)
    name_sort: str = text(240, personal=True, required=True)
    name_key: str = text(200, personal=True, required=True, index=True)
    owner_id: int | None = ref("user", index=False)
    held_since_at: datetime | None = moment()
    pool_id: int = ref("pool", required=True, index=False)
    source_id: int | None = ref("source", index=False)
    campaign_id: int | None = ref("campaign")
    class_key: str | None = text(40, personal=False)
    industry: str | None = text(80, personal=False)
    region: str | None = text(80, personal=False)
    country: str | None = text(80, personal=False)
    city: str | None = text(80, personal=False)
    address: str | None = text(300, personal=True)
    website: str | None = text(200, personal=True)
    domain: str | None = text(120, personal=True, index=True)
    registration: str | None = text(60, personal=True, index=True)
    employees: int | None = whole()
    founded: int | None = small()
    parent_id: int | None = ref("customer")
    note: str | None = long_text(personal=True)
    locked_until_on: date | None = day()
    lock_reason: str | None = text(200, personal=True)
    last_action_at: datetime | None = moment()
    next_action_at: datetime | None = moment()
    last_inquiry_at: datetime | None = moment()
    created_at: datetime = moment(required=True)
    created_month: int = whole(required=True)
    created_by_id: int | None = ref("user")
    archived_at: datetime | None = moment()
    merged_into_id: int | None = ref("customer")
    version: int = version()
    class_how: str | None = text(4, personal=False)
    class_reason: str | None = text(200, personal=False)
    fresh_at: datetime | None = moment()
    __table_args__ = (
        one_of("kind", "company", "person"),
        check("held", "(owner_id is null) = (held_since_at is null)"),
        Index("ix_customer_owner_sort", "owner_id", "name_sort", "id"),
        Index("ix_customer_owner_created", "owner_id", "created_at", "id"),
        Index("ix_customer_sort", "name_sort", "id"),
        Index("ix_customer_created", "created_at", "id"),
        Index("ix_customer_city", "city", "id"),
        Index("ix_customer_source_class", "source_id", "class_key"),
        Index("ix_customer_months", *_OF_MONTHS),
        Index("ix_customer_fresh", "class_key", "source_id", "fresh_at", "id", "owner_id"),
    )


class Contact(Base, table=True):
    """A person at a customer. Who may see the customer sees its contacts: they have no owner of their own."""

    __tablename__ = "contact"
    id: int | None = key()
    uid: UUID = uid()
    customer_id: int = ref("customer", required=True)
    name: str = text(120, personal=True, required=True)
    name_sort: str = text(160, personal=True, required=True)
    title: str | None = text(120, personal=True)
    part: str | None = text(12, personal=False)
    note: str | None = long_text(personal=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (one_of("part", "decides", "influences", "uses", "blocks", "buys", optional=True),)


class ContactPoint(Base, table=True):
    """A phone, e-mail or messenger of a contact, or of the customer itself. `reach_key` is what is compared.

    `closed_at`: they do not want to be reached this way any more.
    """

    __tablename__ = "contact_point"
    id: int | None = key()
    customer_id: int = ref("customer", required=True)
    contact_id: int | None = ref("contact")
    kind: str = text(10, personal=False, required=True)
    value: str = text(200, personal=True, required=True)
    reach_key: str = text(200, personal=True, required=True)
    label: str | None = text(30, personal=False)
    position: int = small(default=0)
    wrong_at: datetime | None = moment()
    archived_at: datetime | None = moment()
    version: int = version()
    closed_at: datetime | None = moment()
    __table_args__ = (
        one_of("kind", "phone", "email", "messenger"),
        Index("ix_contact_point_key", "kind", "reach_key"),
    )


class Ownership(Base, table=True):
    """One stay of a customer with one holder; without an owner the holder is the pool.

    `live_customer_id` is the customer while the stay lasts and NULL after it: unique, so there is one at most.
    """

    __tablename__ = "ownership"
    id: int | None = key()
    customer_id: int = ref("customer", required=True, index=False)
    owner_id: int | None = ref("user", index=False)
    from_at: datetime = moment(required=True)
    to_at: datetime | None = moment()
    how: str = text(10, personal=False, required=True)
    reason: str | None = text(60, personal=False)
    note: str | None = long_text(personal=True)
    by_id: int | None = ref("user")
    live_customer_id: int | None = whole(unique=True)
    __table_args__ = (
        one_of("how", *HOLDINGS),
        check("order", "to_at is null or to_at >= from_at"),
        Index("ix_ownership_owner", "owner_id", "how", "from_at"),
        Index("ix_ownership_held", "customer_id", "from_at", "to_at", "owner_id"),
    )


class Inquiry(Base, table=True):
    """One arrival through one source. A known customer that asks again gets another inquiry, no second record."""

    __tablename__ = "inquiry"
    id: int | None = key()
    uid: UUID = uid()
    customer_id: int = ref("customer", required=True)
    contact_id: int | None = ref("contact")
    project_id: int | None = ref("project")
    source_id: int | None = ref("source", index=False)
    campaign_id: int | None = ref("campaign")
    referrer_customer_id: int | None = ref("customer")
    referrer_user_id: int | None = ref("user")
    message: str | None = long_text(personal=True)
    came_at: datetime = moment(required=True)
    came_on: date = day(required=True)
    month: int = whole(required=True)
    by_id: int | None = ref("user")
    is_new_customer: bool = flag()
    seen_at: datetime | None = moment()
    answered_at: datetime | None = moment()
    verdict: str | None = text(16, personal=False)
    archived_at: datetime | None = moment()
    version: int = version()
    consent: str | None = long_text(personal=True)
    __table_args__ = (
        one_of("verdict", *VERDICTS, optional=True),
        Index("ix_inquiry_source_month", "source_id", "month"),
        Index("ix_inquiry_came", "came_at", "id"),
        Index("ix_inquiry_answers", *_OF_DAYS),
    )


class Need(Base, table=True):
    """One entry of the team's own list of needs."""

    __tablename__ = "need"
    id: int | None = key()
    name: str = text(80, personal=False, required=True, unique=True)
    position: int = small(default=0)
    archived_at: datetime | None = moment()
    version: int = version()


class CustomerNeed(Base, table=True):
    """A need that a customer has: asked for, met, or the reason why a project was lost."""

    __tablename__ = "customer_need"
    id: int | None = key()
    customer_id: int | None = ref("customer")
    project_id: int | None = ref("project")
    need_id: int = ref("need", required=True)
    asked_on: date = day(required=True)
    met_on: date | None = day()
    lost_on: date | None = day()
    archived_at: datetime | None = moment()
    version: int = version()
