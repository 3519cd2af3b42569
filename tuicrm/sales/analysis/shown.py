"""Which people a list of figures shows its reader."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.privacy import left_long_ago, privacy_of, sees_people
from tuicrm.store.tables.people import users


def shown_names(frame: Frame, names: Sequence[str]) -> list[str]:
    """Give the names of a list that the reader may see figures of; who left long ago is nobody any more."""
    kept = privacy_of(frame.session)
    gone = left_long_ago(frame.session, kept, frame.today)
    chosen = _chosen(frame)
    if not sees_people(frame.actor, kept):
        own = frame.called.get(frame.actor.id)
        return [name for name in names if name == own]
    return [name for name in names if name not in gone and (chosen is None or name in chosen)]


def _chosen(frame: Frame) -> set[str] | None:
    """The names of the people asked for; None for all."""
    if frame.user_id is None and frame.team_id is None:
        return None
    mine = users.c.id == frame.user_id if frame.user_id is not None else users.c.team_id == frame.team_id
    return {frame.called[who] for who in frame.session.values(select(users.c.id).where(mine))}
