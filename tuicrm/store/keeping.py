"""Where one of us was, and what the numbers of their last list mean: kept over, no record of anything.

It is no change of a record: it leaves no line in the audit trail, and wakes nobody's screen.
"""

from typing import Any

from sqlalchemy import delete, insert, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.talk import kept


def keep(session: Session, user_id: int, name: str, value: Any) -> None:
    """Keep a value of a person in place of the one before."""
    here = kept.c.user_id == user_id, kept.c.name == name
    if session.exists(select(kept.c.id).where(*here)):
        session.connection.execute(update(kept).where(*here).values(value=value, at=session.now))
    else:
        session.connection.execute(insert(kept).values(user_id=user_id, name=name, value=value, at=session.now))


def forget(session: Session, user_id: int, name: str) -> None:
    """Keep nothing of that name any more."""
    session.connection.execute(delete(kept).where(kept.c.user_id == user_id, kept.c.name == name))


def find(session: Session, user_id: int, name: str) -> tuple[Any, Any] | None:
    """Give what is kept and since when."""
    row = session.first(select(kept.c.value, kept.c.at).where(kept.c.user_id == user_id, kept.c.name == name))
    return (row.value, row.at) if row is not None else None
