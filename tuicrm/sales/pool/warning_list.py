"""A customer leaves its holder's warning list when the holder changes."""

from datetime import date

from sqlalchemy import select

from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.holding import recycle_warnings


def end_warning(session: Session, customer_id: int, today: date, *, recycled: bool) -> None:
    """Take a customer off its holder's list when the holder changes."""
    live = select(recycle_warnings.c.id).where(recycle_warnings.c.live_customer_id == customer_id)
    if (warning_id := session.value(live)) is not None:
        ended = "recycled" if recycled else "saved"
        change.update(session, recycle_warnings, warning_id, ended_on=today, ended=ended, live_customer_id=None)
