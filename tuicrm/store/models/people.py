"""Us: users, teams, who belonged where and when, leave, the cost of a seat, targets."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.lists import ROLES
from tuicrm.store.models.base import (
    Base,
    check,
    currency,
    day,
    key,
    moment,
    one_of,
    ref,
    small,
    text,
    version,
    whole,
)


class Team(Base, table=True):
    """A team; who leads it is a membership. Its office or region decides reports by region.

    `hours` as `plain.work_hours` reads them and `country` (ISO 3166, perhaps with a region: DE-BY) of whose holidays
    are kept, here and of a user; empty means: as for the whole company.
    """

    __tablename__ = "team"
    id: int | None = key()
    name: str = text(80, personal=False, required=True, unique=True)
    office: str | None = text(80, personal=False)
    archived_at: datetime | None = moment()
    version: int = version()
    hours: str | None = text(200, personal=False)
    country: str | None = text(8, personal=False)


class User(Base, table=True):
    """One of us. Role and team here are today's; those of a past day are in `membership`."""

    __tablename__ = "user"
    id: int | None = key()
    login: str = text(60, personal=True, required=True, unique=True)
    name: str = text(120, personal=True, required=True)
    name_sort: str = text(160, personal=True, required=True)
    email: str | None = text(200, personal=True)
    role: str = text(16, personal=False, required=True)
    team_id: int | None = ref("team")
    joined_on: date | None = day()
    left_on: date | None = day()
    language: str | None = text(8, personal=False)
    zone: str | None = text(40, personal=False)
    holding_limit: int | None = small()
    claims_a_day: int | None = small()
    archived_at: datetime | None = moment()
    version: int = version()
    lock_limit: int | None = small()
    cards_a_day: int | None = small()
    capacity: int | None = small()
    hours: str | None = text(200, personal=False)
    country: str | None = text(8, personal=False)
    __table_args__ = (one_of("role", *ROLES),)


class Territory(Base, table=True):
    """What a person looks after: a source, a region or an industry. New customers of it are handed out to them."""

    __tablename__ = "territory"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    kind: str = text(8, personal=False, required=True)
    value: str = text(80, personal=False, required=True)
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (one_of("kind", "source", "region", "industry"), Index("ix_territory_kind", "kind", "value"))


class Membership(Base, table=True):
    """Role and team of a person from one day (included) to another (not included)."""

    __tablename__ = "membership"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    team_id: int | None = ref("team")
    role: str = text(16, personal=False, required=True)
    from_on: date = day(required=True)
    to_on: date | None = day()
    __table_args__ = (one_of("role", *ROLES), check("order", "to_on is null or to_on >= from_on"))


class Leave(Base, table=True):
    """Days away, both included."""

    __tablename__ = "user_leave"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    from_on: date = day(required=True)
    to_on: date = day(required=True)
    kind: str = text(20, personal=True, required=True)
    deputy_id: int | None = ref("user")
    archived_at: datetime | None = moment()
    __table_args__ = (check("order", "to_on >= from_on"),)


class SeatCost(Base, table=True):
    """What one person's seat costs in a month, from a day on."""

    __tablename__ = "seat_cost"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    from_on: date = day(required=True)
    cost_minor: int = whole(required=True)
    currency: str = currency(required=True)
    __table_args__ = (UniqueConstraint("user_id", "from_on"),)


class Target(Base, table=True):
    """What one person is to sell in one month, in three levels."""

    __tablename__ = "target"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    month: int = whole(required=True, index=True)
    amount_minor: int = whole(required=True)
    stretch_minor: int | None = whole()
    challenge_minor: int | None = whole()
    currency: str = currency(required=True)
    version: int = version()
    __table_args__ = (UniqueConstraint("user_id", "month"),)
