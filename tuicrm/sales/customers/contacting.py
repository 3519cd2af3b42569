"""Contacts of a customer: added, changed, set aside. They have no owner of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.names import name_sort
from tuicrm.sales import rights
from tuicrm.sales.hiding import is_hidden, written_over
from tuicrm.sales.home import home
from tuicrm.sales.reaching import add_contact_row, add_point, points_of
from tuicrm.sales.rules import rule
from tuicrm.sales.since import changed_since
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers

PARTS = ("decides", "influences", "uses", "blocks", "buys")
REFUSES = ("name_missing", "part_form", "phone_form", "email_form", "claim_first", "changed_since")


@dataclass(frozen=True)
class ContactMade:
    """A contact that was added or changed."""

    id: int
    customer_id: int
    name: str
    version: int


@rule("contact.add", right="sell", writes=True, refuses=REFUSES)
def add_contact(
    session: Session,
    actor: Actor,
    customer_id: int,
    name: str,
    *,
    title: str = "",
    part: str = "",
    phones: Sequence[str] = (),
    emails: Sequence[str] = (),
    note: str = "",
    now: datetime,
) -> ContactMade:
    """Add a person at a customer.

    Raises:
        Refused: `name_missing`, `part_form`, `phone_form`, `email_form`.
    """
    customer = rights.find(session, actor, customers, customer_id, to_write=True)
    shown = _name(name)
    points = points_of(phones, emails, home(session).region, customer.country)
    contact_id = add_contact_row(
        session, customer_id, shown, title=line(title)[:120], part=_part(part), note=clean_note(note)
    )
    for place, point in enumerate(points):
        add_point(session, customer_id, contact_id, point, place)
    session.can_be_undone_by("contact.set_aside", contact_id)
    return ContactMade(contact_id, customer_id, shown, 1)


@rule("contact.edit", right="sell", writes=True, refuses=REFUSES)
def edit_contact(
    session: Session,
    actor: Actor,
    contact_id: int,
    version: int,
    *,
    phones: Sequence[str] | None = None,
    emails: Sequence[str] | None = None,
    now: datetime,
    **values: str,
) -> ContactMade:
    """Set what is known of a contact as seen in `version`: name, title, part, note; phones and e-mails as a whole.

    Raises:
        Refused: `claim_first` when phones are to change that the actor may not see, and those of `contact.add`.
        ChangedSince: somebody changed the same meanwhile.
    """
    row = _found(session, actor, contact_id)
    if unknown := set(values) - {"name", "title", "part", "note"}:
        raise Refused("field_unknown", fields=tuple(sorted(unknown)))
    customer = session.get(customers, row.customer_id)
    if (phones is not None or emails is not None) and is_hidden(session, actor, customer):
        raise Refused("claim_first", name=customer.name if customer else "")
    session.lock(contacts, contact_id)
    if "note" in values:
        values["note"] = written_over(row.note, values["note"], customer.name if customer else "")
    written = _read(values)
    changed_since(session, contacts, contact_id, version, tuple(written))
    before: dict[str, Any] = {name: getattr(row, name) or "" for name in values}
    change.update(session, contacts, contact_id, **written)
    for kind, texts in (("phone", phones), ("email", emails)):
        if texts is not None:
            before[f"{kind}s"] = _replace_points(session, row, kind, texts)
    after: Any = session.get(contacts, contact_id)
    session.can_be_undone_by("contact.edit", contact_id, after.version, **before)
    return ContactMade(contact_id, row.customer_id, after.name, after.version)


@rule("contact.set_aside", right="sell", writes=True)
def set_aside(session: Session, actor: Actor, contact_id: int, *, is_away: bool = True, now: datetime) -> ContactMade:
    """Take a contact who is no longer there out of the card, or put it back; nothing is deleted.

    With it come back the phones and e-mails that went with it, not those that were replaced before.
    """
    row = _found(session, actor, contact_id)
    change.update(session, contacts, contact_id, archived_at=now if is_away else None)
    at = contact_points.c.archived_at
    same = at.is_(None) if is_away else at == row.archived_at
    theirs = session.values(select(contact_points.c.id).where(contact_points.c.contact_id == contact_id, same))
    for point_id in theirs:
        change.update(session, contact_points, point_id, archived_at=now if is_away else None)
    session.can_be_undone_by("contact.set_aside", contact_id, is_away=not is_away)
    return ContactMade(contact_id, row.customer_id, row.name, row.version + 1)


def _found(session: Session, actor: Actor, contact_id: int) -> Any:
    row = session.get(contacts, contact_id)
    if row is None:
        raise NotFound("contact", contact_id)
    rights.find(session, actor, customers, row.customer_id, to_write=True)
    return row


def _read(values: dict[str, str]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, text in values.items():
        match name:
            case "name":
                shown = _name(text)
                written |= {"name": shown, "name_sort": name_sort(shown)[:160]}
            case "part":
                written["part"] = _part(text) or None
            case "note":
                written["note"] = clean_note(text) or None
            case _:
                written[name] = line(text)[:120] or None
    return written


def _replace_points(session: Session, contact: Any, kind: str, texts: Sequence[str]) -> list[str]:
    """Make the phones or e-mails of a contact what is written; give what they were."""
    region = home(session).region
    customer = session.get(customers, contact.customer_id)
    country = None if customer is None else customer.country
    wanted = points_of(texts, (), region, country) if kind == "phone" else points_of((), texts, region)
    live = session.all(
        select(contact_points)
        .where(
            contact_points.c.contact_id == contact.id,
            contact_points.c.kind == kind,
            contact_points.c.archived_at.is_(None),
        )
        .order_by(contact_points.c.position, contact_points.c.id)
    )
    keys = {point.key for point in wanted}
    for row in live:
        if row.reach_key not in keys:
            change.update(session, contact_points, row.id, archived_at=session.now)
    known = {row.reach_key: row for row in live}
    for place, point in enumerate(wanted):
        if point.key in known:
            change.update(session, contact_points, known[point.key].id, value=point.value, position=place)
        else:
            add_point(session, contact.customer_id, contact.id, point, place)
    return [row.value for row in live]


def _name(text: str) -> str:
    shown = line(text)[:120]
    if not shown:
        raise Refused("name_missing")
    return shown


def _part(text: str) -> str:
    part = line(text).casefold()
    if part and part not in PARTS:
        raise Refused("part_form", part=part, parts=PARTS)
    return part
