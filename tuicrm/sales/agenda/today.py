"""Today's list with numbers that stand for its lines until the next one is asked for."""

from dataclasses import dataclass
from datetime import datetime

from tuicrm.plain.language import N_
from tuicrm.sales.agenda.nowlist import NowList, now_list
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import keeping
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

HANDLES = "today"

add_sentences({"no_handle": N_("Line {number} is not on your list. `tuicrm today` shows it with its numbers.")})


@dataclass(frozen=True)
class Handle:
    """What a number stands for: an action, an inquiry, a customer or a project, and whose it is."""

    kind: str
    id: int
    customer_id: int | None
    project_id: int | None


@rule("today.number", right="sell", writes=True)
def number(session: Session, actor: Actor, *, now: datetime) -> NowList:
    """Give what to do next, and let the numbers of the lines stand for them until this is asked for again."""
    found = now_list(session, actor, now=now)
    rows = [[row.kind, row.id, row.customer_id, row.project_id] for row in found.rows]
    keeping.keep(session, actor.id, HANDLES, rows)
    return found


@rule("today.handle", right="read", refuses=("no_handle",))
def handle(session: Session, actor: Actor, nth: int, *, now: datetime) -> Handle:
    """Give what a number of the actor's last list stands for."""
    kept = keeping.find(session, actor.id, HANDLES)
    rows = kept[0] if kept is not None else []
    if not 1 <= nth <= len(rows):
        raise Refused("no_handle", number=nth, lines=len(rows))
    return Handle(*rows[nth - 1])
