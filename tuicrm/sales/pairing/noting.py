"""What was learned, for everybody: proposed to the playbook of the stage by the two, decided by a manager."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.sales.funnel.playbook import playbook_of, set_playbook
from tuicrm.sales.paired import before
from tuicrm.sales.pairing.finding import find
from tuicrm.sales.pairing.sheet import checked, proposed
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.pairing import pairs


@dataclass(frozen=True)
class Accepted:
    """A note that stands in a playbook, and the number of the version."""

    pair_id: int
    stage: str
    number: int


@rule("pair.note", right="sell", writes=True, refuses=("pair_decided", "pair_no_talk", "too_long", "empty"))
def note(session: Session, actor: Actor, pair_id: int, text: str, *, now: datetime) -> int:
    """Propose to the playbook what was learned in a talk; either of the two, once they met."""
    row = find(session, actor, pair_id, of_the_two=True)
    if row.state != "met":
        raise Refused("pair_no_talk")
    if row.note_state in ("accepted", "declined"):
        raise Refused("pair_decided")
    if checked(text, "note") is None:
        raise Refused("empty", what="note")
    undo = before(session, row)
    change.update(session, pairs, pair_id, **proposed(row, actor, text, now))
    session.can_be_undone_by("pair.put_back", pair_id, *undo)
    return pair_id


@rule("pair.accept", right="manage", writes=True, refuses=("pair_no_note", "too_long", "empty"))
def accept(session: Session, actor: Actor, pair_id: int, text: str | None = None, *, now: datetime) -> Accepted:
    """Take a note into the guidance of its stage, as the playbook's next version.

    Args:
        text: the note as it is to stand there, where it is worded anew.
    """
    row = _proposed(session, actor, pair_id)
    words = checked(row.note if text is None else text, "note")
    if words is None:
        raise Refused("empty", what="note")
    undo = before(session, row)
    session.lock(stages, row.stage_id)
    plays = playbook_of(session, row.stage_id).plays
    guidance = f"{plays.guidance}\n{words}" if plays.guidance else words
    number = set_playbook(session, actor, row.stage_id, replace(plays, guidance=guidance), now=now)
    inner, session.undo = session.undo, None
    change.update(
        session, pairs, pair_id, note=words, note_state="accepted", note_decided_at=now, note_decided_by_id=actor.id,
        note_number=number,
    )  # fmt: skip
    kept = None if inner is None else {"rule": inner.rule, "args": inner.args, "named": inner.named}
    session.can_be_undone_by("pair.put_back", pair_id, *undo, kept)
    return Accepted(pair_id, session.get(stages, row.stage_id).name, number)


@rule("pair.decline", right="manage", writes=True, refuses=("pair_no_note",))
def decline(session: Session, actor: Actor, pair_id: int, answer: str = "", *, now: datetime) -> int:
    """Leave a note out of the playbook, with a word why for the two."""
    row = _proposed(session, actor, pair_id)
    undo = before(session, row)
    change.update(
        session, pairs, pair_id, note_state="declined", note_decided_at=now, note_decided_by_id=actor.id,
        note_answer=line(answer)[:200] or None,
    )  # fmt: skip
    session.can_be_undone_by("pair.put_back", pair_id, *undo)
    return pair_id


def _proposed(session: Session, actor: Actor, pair_id: int) -> Any:
    row = find(session, actor, pair_id)
    if row.note_state != "proposed":
        raise Refused("pair_no_note")
    return row
