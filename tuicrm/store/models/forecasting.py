"""What people say a period will bring."""

from datetime import datetime

from sqlalchemy import Index

from tuicrm.store.models.base import Base, check, currency, key, moment, one_of, ref, small, text, whole


class ForecastCall(Base, table=True):
    """What somebody says of a person's period: their own call, or the lead's adjustment with a note. None is changed.

    The period is `months` long (1, 3 or 12) from `first_month` on; the latest row of a kind counts.
    """

    __tablename__ = "forecast_call"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    kind: str = text(6, personal=False, required=True)
    first_month: int = whole(required=True)
    months: int = small(required=True)
    amount_minor: int = whole(required=True)
    currency: str = currency(required=True)
    note: str | None = text(300, personal=True)
    by_id: int | None = ref("user")
    made_at: datetime = moment(required=True)
    __table_args__ = (
        one_of("kind", "call", "adjust"),
        check("months", "months in (1, 3, 12)"),
        Index("ix_forecast_call_period", "first_month", "months", "user_id"),
    )
