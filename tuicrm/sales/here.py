"""Back where one was: screen, row, filter, open form and run of a person, on any machine, for eight hours."""

from datetime import datetime, timedelta
from typing import Any

from tuicrm.sales.rules import rule
from tuicrm.store import keeping
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session

LASTS = timedelta(hours=8)
SCREEN = "screen"


@rule("here.keep", right="anyone", writes=True)
def keep(session: Session, actor: Actor, place: dict[str, Any], *, now: datetime) -> None:
    """Keep where the actor is; what was kept before is forgotten."""
    keeping.keep(session, actor.id, SCREEN, place)


@rule("here.place", right="anyone")
def place(session: Session, actor: Actor, *, now: datetime) -> dict[str, Any] | None:
    """Give where the actor was, or None when that is too long ago."""
    found = keeping.find(session, actor.id, SCREEN)
    if found is None or found[1] < now - LASTS or not isinstance(found[0], dict):
        return None
    return dict(found[0])
