"""What an outcome says in own fields: kinds of actions ask for them when they are done."""

from collections.abc import Sequence
from typing import Any

from tuicrm.plain.names import folded
from tuicrm.sales.agenda.following import Step
from tuicrm.sales.agenda.kinds import all_kinds
from tuicrm.sales.fields import OwnField, fields_of, values_of, write
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session


def asked_of(session: Session, kind: str) -> tuple[OwnField, ...]:
    """Give the fields that the outcome of a kind asks for, in its order."""
    return next((one.fields for one in all_kinds(session) if one.key == kind), ())


def keep_own(session: Session, row: Any, own: Sequence[tuple[str, str]]) -> tuple[Step, ...]:
    """Keep values by the key or the name of their field; give how each is taken back.

    Raises:
        Refused: `field_unknown`, `field_value`.
    """
    if not own:
        return ()
    declared = {folded(way): one for one in fields_of(session, "action") for way in (one.name, one.key)}
    if unknown := [key for key, _text in own if folded(key) not in declared]:
        raise Refused("field_unknown", fields=", ".join(unknown))
    before = {one.field.id: one.text for one in values_of(session, "action", row.id)}
    steps: list[Step] = []
    for key, text in own:
        found = declared[folded(key)]
        write(session, found, row.id, text)
        steps.append(("field.set", (found.id, row.id, before[found.id]), {}))
    return tuple(steps)
