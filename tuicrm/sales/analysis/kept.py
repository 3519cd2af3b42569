"""Answers that were computed are kept until anything is written: by the position of the change feed.

`max(id)` alone would miss a line whose transaction commits later than a younger one: the number of lines among the
last thousand ids tells that, too.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from tuicrm.plain.language import current
from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.feed import WINDOW
from tuicrm.store.session import Session
from tuicrm.store.tables.system import changes

MOST = 200
T = TypeVar("T")
_lock = Lock()
_answers: WeakKeyDictionary[Any, OrderedDict[tuple[Any, ...], tuple[tuple[int, int], Any]]] = WeakKeyDictionary()


def position(session: Session) -> tuple[int, int]:
    """Give where the change feed stands: equal positions, equal facts."""
    newest = int(session.value(select(func.max(changes.c.id))) or 0)
    lately = select(func.count()).select_from(changes).where(changes.c.id > newest - WINDOW)
    return newest, int(session.value(lately) or 0)


def kept(frame: Frame, name: str, compute: Callable[[], T], *, most: int = MOST) -> T:
    """Give what was computed for the same person, scope, day and language since the last write.

    Args:
        most: so many of this name are kept; fewer of what is large.
    """
    session, actor = frame.session, frame.actor
    stands = position(session)
    key = (name, frame.scope, frame.today, actor.id, actor.role, actor.team_id, actor.presenting, current())
    with _lock:
        answers = _answers.setdefault(session.connection.engine, OrderedDict())
        known = answers.get(key)
    if known is not None and known[0] == stands:
        return cast(T, known[1])
    found = compute()
    with _lock:
        answers[key] = stands, found
        answers.move_to_end(key)
        alike = [one for one in answers if one[0] == name]
        for old in alike[: max(0, len(alike) - most)]:
            del answers[old]
        while len(answers) > MOST:
            answers.popitem(last=False)
    return found
