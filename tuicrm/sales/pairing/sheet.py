"""What came of a talk: the sheet that the two fill, and with it that they met."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.periods import month_of
from tuicrm.sales.home import home
from tuicrm.sales.paired import before
from tuicrm.sales.pairing.finding import find
from tuicrm.sales.pairing.people import monday
from tuicrm.sales.rules import rule
from tuicrm.sales.since import changed_since
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs

MOST = 4000
REFUSES = (
    "pair_over",
    "pair_sheet_empty",
    "too_long",
    "pair_not_yet",
    "pair_met_when",
    "changed_since",
    "pair_decided",
)


@dataclass(frozen=True)
class Sheet:
    """The four lines of a talk; None leaves a line as it is."""

    went_well: str | None = None
    was_hard: str | None = None
    asked: str | None = None
    to_try: str | None = None


@rule("pair.fill", right="sell", writes=True, refuses=REFUSES)
def fill(
    session: Session, actor: Actor, pair_id: int, sheet: Sheet, *, note: str | None = None, met_on: date | None = None,
    version: int | None = None, now: datetime,
) -> int:  # fmt: skip
    """Keep what came of a talk, and that it took place; both entries are done with it. Either of the two may.

    Args:
        note: proposed to the playbook of the stage; "" takes the proposal back.
        met_on: when they talked; by default today, and once it is known it stays.
        version: which state of it was read; what the other wrote since is not overrun.

    Raises:
        Refused: `pair_not_yet`: they wait by lot; an earlier talk could not be told from it.
    """
    row = find(session, actor, pair_id, of_the_two=True)
    house = home(session)
    today = house.day(now)
    if row.state not in ("planned", "met"):
        raise Refused("pair_over")
    if row.is_later and monday(today) < row.talk_on and row.state == "planned":
        raise Refused("pair_not_yet", week=row.talk_on)
    if met_on is not None and not row.week_on <= met_on <= today:
        raise Refused("pair_met_when", first=row.week_on, last=today)
    written = _texts(row, sheet)
    if note is not None:
        written |= proposed(row, actor, note, now)
    if version is not None:
        changed_since(session, pairs, pair_id, version, tuple(written))
    undo = before(session, row)
    on = met_on or row.met_on or max(today, row.week_on)
    change.update(session, pairs, pair_id, state="met", met_on=min(on, today), **written)
    for action_id in (row.learner_action_id, row.partner_action_id):
        _do(session, action_id, now, today)
    session.can_be_undone_by("pair.put_back", pair_id, *undo)
    return pair_id


def proposed(row: Any, actor: Actor, note: str, now: datetime) -> dict[str, Any]:
    """What a note for the playbook writes; what a manager decided about stays.

    Raises:
        Refused: `pair_decided`, `too_long`.
    """
    text = checked(note, "note")
    if text == row.note:
        return {}
    if row.note_state in ("accepted", "declined"):
        raise Refused("pair_decided")
    if text is None:
        return {"note": None, "note_state": None, "note_at": None, "note_by_id": None}
    return {"note": text, "note_state": "proposed", "note_at": now, "note_by_id": actor.id}


def checked(text: str, what: str) -> str | None:
    """Clean a text of the sheet; None where nothing is in it."""
    cleaned = clean_note(text)
    if len(cleaned) > MOST:
        raise Refused("too_long", what=what, most=MOST)
    return cleaned or None


def _texts(row: Any, sheet: Sheet) -> dict[str, Any]:
    said = {name: checked(text, name) for name, text in asdict(sheet).items() if text is not None}
    if not any(said.get(name, getattr(row, name)) for name in asdict(sheet)):
        raise Refused("pair_sheet_empty")
    return {name: text for name, text in said.items() if text != getattr(row, name)}


def _do(session: Session, action_id: int | None, now: datetime, today: date) -> None:
    """Put the entry on record; a talk among us is no contact with the customer and no progress."""
    action = session.get(actions, action_id) if action_id is not None else None
    if action is not None and action.state == "planned":
        change.update(
            session, actions, action.id, state="done", done_at=now, done_on=today, done_month=month_of(today),
            outcome="done",
        )  # fmt: skip
