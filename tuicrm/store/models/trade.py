"""What is sold and what it brought: products, purchases, whose sale it was, rates of exchange."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.models.base import (
    Base,
    check,
    currency,
    day,
    key,
    moment,
    one_of,
    ref,
    text,
    uid,
    version,
    whole,
)


class Product(Base, table=True):
    """Something to sell, with its list price and cost; `product_key` is what spellings are compared by."""

    __tablename__ = "product"
    id: int | None = key()
    product_key: str = text(120, personal=False, required=True, unique=True)
    name: str = text(200, personal=False, required=True)
    series: str | None = text(80, personal=False)
    list_minor: int | None = whole()
    cost_minor: int | None = whole()
    currency: str = currency(required=True)
    archived_at: datetime | None = moment()
    version: int = version()


_OF_PURCHASES = (
    "month", "bought_on", "archived_at", "project_id", "customer_id", "product_id", "home_minor", "home_cost_minor",
)  # fmt: skip
"""What sums of what was bought ask for: they read an index then, and no rows."""


class Purchase(Base, table=True):
    """What a customer bought. Profit is amount less cost; without a cost it is not known."""

    __tablename__ = "purchase"
    id: int | None = key()
    uid: UUID = uid()
    customer_id: int | None = ref("customer", index=False)
    project_id: int | None = ref("project", index=False)
    product_id: int | None = ref("product", index=False)
    quantity: int = whole(default=1)
    amount_minor: int | None = whole()
    cost_minor: int | None = whole()
    currency: str = currency(required=True)
    home_minor: int | None = whole()
    home_cost_minor: int | None = whole()
    bought_on: date = day(required=True)
    month: int = whole(required=True)
    ends_on: date | None = day()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        Index("ix_purchase_sums", *_OF_PURCHASES),
        Index("ix_purchase_product", "product_id", "month"),
        Index("ix_purchase_of_customer", "customer_id", "archived_at", "month"),
        Index("ix_purchase_of_project", "project_id", "archived_at", "product_id"),
    )


_OF_CREDITS = ("user_id", "outcome", "month", "on", "share_ppm", "archived_at", "project_id", "team_id")
"""What figures by person ask for."""
_OF_SHARES = ("project_id", "outcome", "archived_at", "user_id", "share_ppm", "team_id")
"""What is asked of a project's credits when its purchases are summed up."""


class Credit(Base, table=True):
    """Whose sale or loss it is: the holder at the event, in parts per million. Never the holder of today."""

    __tablename__ = "credit"
    id: int | None = key()
    project_id: int = ref("project", required=True, index=False)
    user_id: int | None = ref("user", index=False)
    team_id: int | None = ref("team")
    outcome: str = text(4, personal=False, required=True)
    share_ppm: int = whole(required=True)
    on: date = day(required=True)
    month: int = whole(required=True)
    archived_at: datetime | None = moment()
    made_at: datetime | None = moment()
    __table_args__ = (
        one_of("outcome", "won", "lost"),
        check("share", "share_ppm between 0 and 1000000"),
        Index("ix_credit_whose", *_OF_CREDITS),
        Index("ix_credit_shares", *_OF_SHARES),
        Index("ix_credit_outcome", "outcome", "on", "project_id", "archived_at", "user_id", "share_ppm", "team_id"),
    )


class CreditShare(Base, table=True):
    """Whose sale a project will be when it closes, where the team chose shares; without a row it is the holder's."""

    __tablename__ = "credit_share"
    id: int | None = key()
    project_id: int = ref("project", required=True)
    user_id: int = ref("user", required=True)
    share_ppm: int = whole(required=True)
    set_at: datetime = moment(required=True)
    set_by_id: int | None = ref("user")
    archived_at: datetime | None = moment()
    __table_args__ = (check("share", "share_ppm between 1 and 1000000"),)


class Rate(Base, table=True):
    """What one unit of a currency was worth at home on a day, in parts of a thousand million."""

    __tablename__ = "rate"
    id: int | None = key()
    currency: str = currency(required=True)
    on: date = day(required=True)
    home_nano: int = whole(required=True)
    __table_args__ = (UniqueConstraint("currency", "on"), check("positive", "home_nano > 0"))
