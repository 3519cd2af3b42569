"""What the rules of the pool keep: who was warned when, and to whom new customers were handed out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index

from tuicrm.store.models.base import Base, check, day, json, key, moment, one_of, ref, text, whole


class RecycleWarning(Base, table=True):
    """One stay of a customer on its owner's warning list. Nothing is recycled that did not stand there long enough.

    `live_customer_id` is the customer while it stands there and NULL after it: unique, so there is one at most.
    """

    __tablename__ = "recycle_warning"
    id: int | None = key()
    customer_id: int = ref("customer", required=True)
    owner_id: int = ref("user", required=True)
    rule: str = text(10, personal=False, required=True)
    due_on: date = day(required=True)
    warned_on: date = day(required=True)
    ended_on: date | None = day()
    ended: str | None = text(8, personal=False)
    live_customer_id: int | None = whole(unique=True)
    __table_args__ = (
        one_of("rule", "idle", "no_project", "not_won"),
        one_of("ended", "recycled", "saved", optional=True),
        check("ended_on", "(ended_on is null) = (ended is null)"),
    )


class HandOut(Base, table=True):
    """Whom a new customer was given to: by which rule, who could have got it, and by which draw."""

    __tablename__ = "hand_out"
    id: int | None = key()
    customer_id: int = ref("customer", required=True)
    at: datetime = moment(required=True)
    rule: str = text(12, personal=False, required=True)
    chosen_id: int | None = ref("user", index=False)
    why: str = text(20, personal=False, required=True)
    eligible: Any = json(personal=False)
    seed: int | None = whole()
    by_id: int | None = ref("user")
    __table_args__ = (Index("ix_hand_out_chosen", "chosen_id", "at"),)
