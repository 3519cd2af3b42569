"""The kinds of actions: the program's and the team's own, each with the fields that its outcome asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    """A kind of action.

    Attributes:
        fields: what is asked for when such an action is done. is_own: the team added it.
        is_by_phone: a run of calls does it.
    """

    key: str
    name: str
    spellings: tuple[str, ...]
    minutes: int
    fields: tuple[OwnField, ...]
    is_own: bool
    is_by_phone: bool = False

    @property
    def kind(self) -> Kind:
        """The kind as a quick line reads it."""
        return Kind(self.key, KIND[self.key].word, (folded(self.key), *self.spellings), self.minutes)


@rule("kind.list", right="read")
def kinds(session: Session, actor: Actor, *, now: datetime) -> tuple[KindRow, ...]:
    """Give all kinds of actions: the program's, then the team's own in their order."""
    return all_kinds(session)


@rule("kind.add", right="manage", writes=True, refuses=("empty", "too_long", "kind_known", "minutes", "field_unknown"))
def add_kind(
    session: Session, actor: Actor, name: str, *, spellings: Sequence[str] = (), minutes: int = USUAL_MINUTES,
    fields: Sequence[str] = (), is_by_phone: bool = False, now: datetime,
) -> KindRow:  # fmt: skip
    """Add a kind of action. Its name is its key for good: actions keep it.

    Args:
        spellings: other words by which a quick line names it.
        fields: keys of own fields of actions that its outcome asks for.
        is_by_phone: runs of calls do it.
    """
    key = line(name)
    if not key:
        raise Refused("empty", what="name")
    if len(key) > LONGEST:
        raise Refused("too_long", what="name", most=LONGEST)
    taken = {folded(word) for one in all_kinds(session) for word in (one.key, *one.spellings)}
    if folded(key) in taken or folded(key) in {folded(_(one.word)) for one in KINDS}:
        raise Refused("kind_known", name=key)
    values = _values(session, spellings, minutes, fields) | {"is_by_phone": is_by_phone}
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
    fields: Sequence[str] | None = None, is_by_phone: bool | None = None, now: datetime,
) -> KindRow:  # fmt: skip
    """Change what a kind asks for, how long it takes and how it is spelled; None leaves it.

    One of the program's keeps its own spellings beside the team's, and is made by phone or not as it is.
    """
    if key in KIND and is_by_phone is not None:
        raise Refused("kind_of_program", name=key)
    row = _own(session, key) if key not in KIND else _of_program(session, KIND[key])
    values = _values(
        session, row.spellings or () if spellings is None else spellings, row.minutes if minutes is None else minutes,
        row.fields or () if fields is None else fields,
    )  # fmt: skip
    before = {"spellings": row.spellings or [], "minutes": row.minutes, "fields": row.fields or []}
    if is_by_phone is not None:
        values["is_by_phone"], before["is_by_phone"] = is_by_phone, row.is_by_phone
    change.update(session, action_kinds, row.id, **values)
    session.can_be_undone_by("kind.edit", key, **before)
    return next(one for one in all_kinds(session) if one.key == row.key)


@rule("kind.retire", right="manage", writes=True, refuses=("kind_of_program",))
def retire_kind(session: Session, actor: Actor, key: str, *, now: datetime) -> str:
    """Take a kind off the list; actions that are of it stay so."""
    row = _own(session, key)
    change.update(session, action_kinds, row.id, archived_at=now)
    session.can_be_undone_by(
        "kind.add",
        row.key,
        spellings=row.spellings or [],
        minutes=row.minutes,
        fields=row.fields or [],
        is_by_phone=row.is_by_phone,
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
    asked = {row.key: tuple(declared[key] for key in row.fields or () if key in declared) for row in rows}
    added = {row.key: row for row in rows if row.key in KIND}
    program = [
        KindRow(
            one.key, _(one.word), (*one.spellings, *(added[one.key].spellings or () if one.key in added else ())),
            added[one.key].minutes if one.key in added else one.minutes, asked.get(one.key, ()), False,
            one.key == "call",
        )
        for one in KINDS
    ]  # fmt: skip
    own = [
        KindRow(row.key, row.key, tuple(row.spellings or ()), row.minutes, asked[row.key], True, row.is_by_phone)
        for row in rows
        if row.key not in KIND
    ]
    return (*program, *own)


def as_read(found: Sequence[KindRow]) -> tuple[Kind, ...]:
    """Give kinds as a line is read by them: the team's own words go before the program's."""
    return tuple(one.kind for one in sorted(found, key=lambda one: not one.is_own))


def phoned_kinds(session: Session) -> frozenset[str]:
    """Give the keys of what is done by phone, also of kinds that are off the list."""
    return frozenset({"call", *session.values(select(action_kinds.c.key).where(action_kinds.c.is_by_phone))})


def known_kind(session: Session, key: str) -> Kind:
    """Give a kind that can be planned.

    Raises:
        Refused: `kind` with those that can.
    """
    if key in KIND:
        minutes = session.value(select(action_kinds.c.minutes).where(action_kinds.c.key == key))
        return KIND[key] if minutes is None else replace(KIND[key], minutes=minutes)
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


def _of_program(session: Session, kind: Kind) -> Any:
    """Give what the team added to a kind of the program, made now if nothing was."""
    wanted = select(action_kinds).where(action_kinds.c.key == kind.key)
    if session.first(wanted) is None:
        change.insert(session, action_kinds, key=kind.key, minutes=kind.minutes, spellings=[], fields=[], position=0)
    return session.first(wanted)


def _values(session: Session, spellings: Sequence[str], minutes: int, fields: Sequence[str]) -> dict[str, Any]:
    if not 0 < minutes <= 24 * 60:
        raise Refused("minutes", most=24)
    declared = {one.key for one in fields_of(session, "action")}
    if unknown := [key for key in fields if key not in declared]:
        raise Refused("field_unknown", fields=", ".join(unknown))
    words = list(dict.fromkeys(folded(line(word)) for word in spellings if line(word)))
    return {"spellings": words, "minutes": minutes, "fields": list(fields)}
