"""The kinds of actions: those of the program, and those that the team adds with the fields of their outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.language import _
from tuicrm.plain.names import folded
from tuicrm.sales.action_kinds import KIND, KINDS, USUAL_MINUTES, Kind
from tuicrm.sales.fields import OwnField, fields_of
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.planning import action_kinds

LONGEST = 20


@dataclass(frozen=True)
class KindRow:
    """A kind of action. `fields`: what is asked for when such an action is done; `is_own`: the team added it."""

    key: str
    name: str
    spellings: tuple[str, ...]
    minutes: int
    fields: tuple[OwnField, ...]
    is_own: bool

    @property
    def kind(self) -> Kind:
        """The kind as a quick line reads it."""
        return Kind(self.key, self.key, (folded(self.key), *self.spellings), self.minutes)


@rule("kind.list", right="read")
def kinds(session: Session, actor: Actor, *, now: datetime) -> tuple[KindRow, ...]:
    """Give all kinds of actions: the program's, then the team's own in their order."""
    return all_kinds(session)


@rule("kind.add", right="manage", writes=True, refuses=("empty", "too_long", "kind_known", "minutes", "field_unknown"))
def add_kind(
    session: Session, actor: Actor, name: str, *, spellings: Sequence[str] = (), minutes: int = USUAL_MINUTES,
    fields: Sequence[str] = (), now: datetime,
) -> KindRow:  # fmt: skip
    """Add a kind of action. Its name is its key for good: actions keep it.

    Args:
        spellings: other words by which a quick line names it.
        fields: keys of own fields of actions that its outcome asks for.
    """
    key = line(name)
    if not key:
        raise Refused("empty", what="name")
    if len(key) > LONGEST:
        raise Refused("too_long", what="name", most=LONGEST)
    taken = {folded(word) for one in all_kinds(session) for word in (one.key, *one.spellings)}
    if folded(key) in taken or folded(key) in {folded(_(one.word)) for one in KINDS}:
        raise Refused("kind_known", name=key)
    values = _values(session, spellings, minutes, fields)
    row = session.first(select(action_kinds).where(action_kinds.c.key == key))
    if row is None:
        change.insert(session, action_kinds, key=key, position=len(all_kinds(session)), **values)
    else:
        change.update(session, action_kinds, row.id, archived_at=None, **values)  # it was taken off the list before
    session.can_be_undone_by("kind.retire", key)
    return next(one for one in all_kinds(session) if one.key == key)


@rule("kind.edit", right="manage", writes=True, refuses=("minutes", "field_unknown", "kind_of_program"))
def edit_kind(
    session: Session, actor: Actor, key: str, *, spellings: Sequence[str] | None = None, minutes: int | None = None,
    fields: Sequence[str] | None = None, now: datetime,
) -> KindRow:  # fmt: skip
    """Change what a kind of the team's own asks for and how it is spelled; None leaves it."""
    row = _own(session, key)
    values = _values(
        session, row.spellings or () if spellings is None else spellings, row.minutes if minutes is None else minutes,
        row.fields or () if fields is None else fields,
    )  # fmt: skip
    change.update(session, action_kinds, row.id, **values)
    session.can_be_undone_by(
        "kind.edit", key, spellings=row.spellings or [], minutes=row.minutes, fields=row.fields or []
    )
    return next(one for one in all_kinds(session) if one.key == row.key)


@rule("kind.retire", right="manage", writes=True, refuses=("kind_of_program",))
def retire_kind(session: Session, actor: Actor, key: str, *, now: datetime) -> str:
    """Take a kind off the list; actions that are of it stay so."""
    row = _own(session, key)
    change.update(session, action_kinds, row.id, archived_at=now)
    session.can_be_undone_by(
        "kind.add", row.key, spellings=row.spellings or [], minutes=row.minutes, fields=row.fields or []
    )
    return str(row.key)


def all_kinds(session: Session) -> tuple[KindRow, ...]:
    """Give all kinds that can be planned now."""
    declared = {one.key: one for one in fields_of(session, "action")}
    rows = session.all(
        select(action_kinds)
        .where(action_kinds.c.archived_at.is_(None))
        .order_by(action_kinds.c.position, action_kinds.c.id)
    )
    program = [KindRow(one.key, _(one.word), one.spellings, one.minutes, (), False) for one in KINDS]
    own = [
        KindRow(
            row.key, row.key, tuple(row.spellings or ()), row.minutes,
            tuple(declared[key] for key in row.fields or () if key in declared), True,
        )
        for row in rows
    ]  # fmt: skip
    return (*program, *own)


def known_kind(session: Session, key: str) -> Kind:
    """Give a kind that can be planned.

    Raises:
        Refused: `kind` with those that can.
    """
    if key in KIND:
        return KIND[key]
    own = all_kinds(session)
    found = next((one for one in own if one.key == key), None)
    if found is None:
        raise Refused("kind", given=key, known=tuple(one.key for one in own))
    return found.kind


def _own(session: Session, key: str) -> Any:
    if key in KIND:
        raise Refused("kind_of_program", name=key)
    row = session.first(
        select(action_kinds).where(action_kinds.c.key == line(key), action_kinds.c.archived_at.is_(None))
    )
    if row is None:
        raise NotFound("action_kind", key)
    return row


def _values(session: Session, spellings: Sequence[str], minutes: int, fields: Sequence[str]) -> dict[str, Any]:
    if not 0 < minutes <= 24 * 60:
        raise Refused("minutes", most=24)
    declared = {one.key for one in fields_of(session, "action")}
    if unknown := [key for key in fields if key not in declared]:
        raise Refused("field_unknown", fields=", ".join(unknown))
    words = list(dict.fromkeys(folded(line(word)) for word in spellings if line(word)))
    return {"spellings": words, "minutes": minutes, "fields": list(fields)}
