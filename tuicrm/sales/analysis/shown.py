"""Which people a list of figures shows its reader."""

from collections.abc import Sequence

from sqlalchemy import select

from tuicrm.plain.names import name_sort
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.privacy import left_long_ago, privacy_of, sees_people
from tuicrm.store.tables.people import users


def shown_names(frame: Frame, names: Sequence[str]) -> list[str]:
    """Give the names that the reader may see figures of, as lists sort them; who left long ago is nobody any more."""
    kept = privacy_of(frame.session)
    gone = left_long_ago(frame.session, kept, frame.today)
    chosen = _chosen(frame)
    if not sees_people(frame.actor, kept):
        own = frame.called.get(frame.actor.id)
        return [name for name in names if name == own]
    shown = (name for name in names if name not in gone and (chosen is None or name in chosen))
    return sorted(shown, key=name_sort)


def _chosen(frame: Frame) -> set[str] | None:
    """The names of the people asked for; None for all."""
    if frame.user_id is None and frame.team_id is None:
        return None
    mine = users.c.id == frame.user_id if frame.user_id is not None else users.c.team_id == frame.team_id
    return {frame.called[who] for who in frame.session.values(select(users.c.id).where(mine))}
