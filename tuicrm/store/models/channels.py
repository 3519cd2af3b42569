"""Where customers come from: sources, campaigns with their cost, pools."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from tuicrm.store.models.base import Base, currency, day, key, moment, ref, small, text, version, whole


class Source(Base, table=True):
    """A source channel. The key stands for ever; the name may be changed or translated."""

    __tablename__ = "source"
    id: int | None = key()
    key: str = text(30, personal=False, required=True, unique=True)
    name: str = text(80, personal=False, required=True)
    position: int = small(default=0)
    archived_at: datetime | None = moment()
    version: int = version()


class Campaign(Base, table=True):
    """A campaign or fair that brings inquiries through a source."""

    __tablename__ = "campaign"
    id: int | None = key()
    name: str = text(120, personal=False, required=True, unique=True)
    source_id: int = ref("source", required=True)
    starts_on: date | None = day()
    ends_on: date | None = day()
    archived_at: datetime | None = moment()
    version: int = version()


class CampaignCost(Base, table=True):
    """What a campaign cost in a month."""

    __tablename__ = "campaign_cost"
    id: int | None = key()
    campaign_id: int = ref("campaign", required=True)
    month: int = whole(required=True)
    cost_minor: int = whole(required=True)
    currency: str = currency(required=True)
    __table_args__ = (UniqueConstraint("campaign_id", "month"),)


class Pool(Base, table=True):
    """Customers without an owner lie in a pool; one at first."""

    __tablename__ = "pool"
    id: int | None = key()
    name: str = text(80, personal=False, required=True, unique=True)
    team_id: int | None = ref("team")
    archived_at: datetime | None = moment()
    version: int = version()
    region: str | None = text(80, personal=False)
