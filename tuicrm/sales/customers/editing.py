"""Facts of a customer change; two who edit at once are told of each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.sales import fields, rights
from tuicrm.sales.customers.facts import BY_NAME, columns_of, text_of
from tuicrm.sales.hiding import written_over
from tuicrm.sales.reaching import Point, known_points
from tuicrm.sales.recognising import own_domain
from tuicrm.sales.rules import rule
from tuicrm.sales.since import changed_since
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import ChangedSince, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

Own = Mapping[str, tuple[str | None, str]]


@dataclass(frozen=True)
class Edited:
    """What an edit changed, by the names of the facts and own fields."""

    id: int
    name: str
    fields: tuple[str, ...]
    version: int


@rule(
    "customer.edit", right="sell", writes=True,
    refuses=("changed_since", "name_missing", "number_form", "kind_form", "no_source", "no_campaign", "field_unknown",
             "field_value", "claim_first"),
)  # fmt: skip
def edit(
    session: Session,
    actor: Actor,
    customer_id: int,
    version: int,
    *,
    own: Own | None = None,
    class_was: tuple[str | None, str | None] | None = None,
    now: datetime,
    **values: str,
) -> Edited:
    """Set facts of a customer as seen in `version`; all values are texts, "" takes one away.

    Args:
        own: own fields by key: what the editor saw (None: does not matter) and what it is to be.
        class_was: how the class was given and why, where an edit is taken back; else a new class is one by hand.
        values: facts by the names of `facts.FACTS` (`class_key` for class, which Python keeps for itself).

    Raises:
        ChangedSince: somebody changed the same facts meanwhile; other facts do not disturb each other.
        Refused: `claim_first` when a note is to change of which the actor saw phones in outline only.
    """
    if unknown := set(values) - set(BY_NAME):
        raise Refused("field_unknown", fields=tuple(sorted(unknown)))
    rights.find(session, actor, customers, customer_id, to_write=True)
    session.lock(customers, customer_id)
    before: Any = session.get(customers, customer_id)
    written: dict[str, Any] = {}
    if "note" in values:
        values["note"] = written_over(before.note, values["note"], before.name)
    for name, text in values.items():
        written |= columns_of(session, BY_NAME[name], text)
    changed_since(session, customers, customer_id, version, tuple(written))
    if written.get("class_key", before.class_key) != before.class_key:
        by_hand = ("hand" if written["class_key"] else None, None)
        written["class_how"], written["class_reason"] = class_was or by_hand  # a rule leaves what a hand gave
    if written.get("website", before.website) != before.website and "domain" not in written:
        written["domain"] = _domain_of_emails(session, customer_id)  # that of the old website decides no more
    was_own = _write_own(session, customer_id, own or {})
    change.update(session, customers, customer_id, **written)
    after: Any = session.get(customers, customer_id)
    touched = [BY_NAME[name] for name in values]
    different = [fact for fact in touched if getattr(before, fact.column) != getattr(after, fact.column)]
    if different or was_own:
        back = {fact.column: text_of(session, fact, getattr(before, fact.column)) for fact in different}
        how = {"class_was": (before.class_how, before.class_reason)} if "class_key" in back else {}
        session.can_be_undone_by("customer.edit", customer_id, after.version, own=was_own, **how, **back)
    names = (*(fact.name for fact in different), *was_own)
    return Edited(customer_id, after.name, names, after.version)


def _domain_of_emails(session: Session, customer_id: int) -> str | None:
    points = [Point(kind, key, key) for kind, key in known_points(session, customer_id)]
    return own_domain("", points[::-1]) or None


def _write_own(session: Session, customer_id: int, own: Own) -> dict[str, tuple[str | None, str]]:
    """Write own fields; give what takes each back that changed."""
    if not own:
        return {}
    had = {one.field.key: one for one in fields.values_of(session, "customer", customer_id)}
    if unknown := set(own) - set(had):
        raise Refused("field_unknown", fields=tuple(sorted(unknown)))
    clash = [had[key].field.name for key, (seen, text) in own.items() if _clashes(had[key].text, seen, text)]
    if clash:
        raise ChangedSince("customer", customer_id, None, clash)
    back: dict[str, tuple[str | None, str]] = {}
    for key, (_seen, text) in own.items():
        fields.write(session, had[key].field, customer_id, text)
    for one in fields.values_of(session, "customer", customer_id):
        if one.field.key in own and one.text != had[one.field.key].text:
            back[one.field.key] = (one.text, had[one.field.key].text)
    return back


def _clashes(now_is: str, seen: str | None, wanted: str) -> bool:
    return seen is not None and now_is not in (seen, line(wanted))


@rule("customer.archive", right="sell", writes=True, refuses=("archived", "not_archived", "open_projects"))
def archive(session: Session, actor: Actor, customer_id: int, *, is_away: bool = True, now: datetime) -> Edited:
    """Take a customer that is of no use any more out of all lists, or bring it back; nothing is deleted.

    Raises:
        Refused: `archived`, `not_archived` (it is so already), `open_projects` (close them first).
    """
    from sqlalchemy import select

    from tuicrm.store.tables.projects import projects

    row = rights.find(session, actor, customers, customer_id, to_write=True)
    if is_away == (row.archived_at is not None):
        raise Refused("archived" if is_away else "not_archived", name=row.name)
    still_open = select(projects.c.id).where(
        projects.c.customer_id == customer_id, projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    if is_away and session.exists(still_open):
        raise Refused("open_projects", name=row.name)
    change.update(session, customers, customer_id, archived_at=now if is_away else None)
    session.can_be_undone_by("customer.archive", customer_id, is_away=not is_away)
    return Edited(customer_id, row.name, (), row.version + 1)
