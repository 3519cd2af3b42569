"""A mail that came: from a stranger it is an inquiry, from somebody we know a record at contact and project."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line, note
from tuicrm.plain.emails import email_key
from tuicrm.plain.language import N_
from tuicrm.plain.pasted import Pasted, understand
from tuicrm.plain.periods import month_of
from tuicrm.sales.home import home
from tuicrm.sales.intake import Lead, TakenIn, take_in
from tuicrm.sales.next_action import FROM_THEM
from tuicrm.sales.referring import project_asked_about
from tuicrm.sales.rules import rule
from tuicrm.sales.talk.notices import tell_written
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change, origins
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.people import users

SYSTEM, KIND = "mail", "message"

add_sentences(
    {
        "mail_sender": N_("The message names no sender that one could answer. Pipe it whole, with its headers."),
        "mail_own": N_("{name} is one of us. Forward the customer's message as it is, then its sender is taken in."),
    }
)


@dataclass(frozen=True)
class Mail:
    """A message as it was read: `text` is only its new part, `signature` what stands below it."""

    name: str = ""
    address: str = ""
    subject: str = ""
    text: str = ""
    signature: str = ""
    message_id: str = ""
    sent_at: datetime | None = None
    is_automatic: bool = False
    is_list: bool = False
    forwarded_from: str = ""


@dataclass(frozen=True)
class Received:
    """What became of a message.

    Attributes:
        what: `inquiry` (a stranger, or a customer without a contact of that address), `record` (somebody we know),
            `known` (the same message came before) or `automatic` (a program wrote it, or a list: left aside).
    """

    what: str
    customer_id: int | None = None
    customer: str | None = None
    contact: str | None = None
    project: str | None = None
    action_id: int | None = None
    taken: TakenIn | None = None


@rule(
    "lead.take_mail", right="take_in", writes=True,
    refuses=("mail_sender", "mail_own", "no_source", "no_campaign", "email_form", "phone_form"),
)  # fmt: skip
def take_mail(
    session: Session, actor: Actor, mail: Mail, source: str = "", campaign: str = "", *,
    with_lists: bool = False, now: datetime,
) -> Received:  # fmt: skip
    """Take a message in, once however often it is delivered.

    Args:
        with_lists: what a mailing list passed on counts, too: our address is a group.

    Raises:
        Refused: `mail_sender` (nobody to answer), `mail_own` (one of us wrote it, and forwarded nothing).
    """
    if mail.is_automatic or (mail.is_list and not with_lists):
        return Received("automatic")
    if mail.message_id and origins.known(session, SYSTEM, KIND, [mail.message_id]):
        return Received("known")
    name, address = _who(session, mail)
    known = _known(session, address)
    if known is None:
        received = _stranger(session, actor, mail, name, address, source, campaign, now)
    else:
        received = _record(session, actor, mail, known, now)
    if mail.message_id:
        kind, record_id = ("action", received.action_id) if received.action_id else ("inquiry", received.taken)
        written = record_id.inquiry_id if isinstance(record_id, TakenIn) else record_id
        assert written is not None
        origins.remember(session, SYSTEM, KIND, kind, [(mail.message_id, written, "")])
    return received


def _who(session: Session, mail: Mail) -> tuple[str, str]:
    """Give name and address of who wrote to us; of what one of us forwarded the first sender."""
    name, address = mail.name, _key(mail.address)
    if mail.forwarded_from:
        inner = mail.forwarded_from
        inner_address = _key(inner)
        if inner_address:
            name = line(inner.split("<")[0]).strip("\"' ") if "<" in inner else ""
            address = inner_address
    if not address:
        raise Refused("mail_sender")
    ours = session.value(select(users.c.name).where(users.c.email == address))
    if ours is not None:
        raise Refused("mail_own", name=ours)
    return name, address


def _key(address: str) -> str:
    try:
        return email_key(address)
    except ValueError:
        return ""


def _known(session: Session, address: str) -> Any:
    """Give the point of a live customer that has this address."""
    return session.first(
        select(
            contact_points.c.contact_id, contact_points.c.customer_id, contacts.c.name.label("contact"),
            customers.c.name, customers.c.owner_id,
        )
        .join(customers, customers.c.id == contact_points.c.customer_id)
        .outerjoin(contacts, contacts.c.id == contact_points.c.contact_id)
        .where(
            contact_points.c.kind == "email", contact_points.c.reach_key == address,
            contact_points.c.archived_at.is_(None), customers.c.archived_at.is_(None),
        )
        .order_by(customers.c.id)
        .limit(1)
    )  # fmt: skip


def _stranger(
    session: Session, actor: Actor, mail: Mail, name: str, address: str, source: str, campaign: str, now: datetime
) -> Received:
    read = understand(mail.signature, home(session).region) if mail.signature else Pasted()
    text = "\n".join(part for part in (mail.subject, mail.text) if part)
    lead = Lead(
        name=read.name, contact=name or read.contact, title=read.title, phones=read.phones, emails=(address,),
        website=read.website, address=read.address, city=read.city, campaign=campaign, message=text,
        source=source or ("" if campaign else "email"),
        came_at=mail.sent_at,
    )  # fmt: skip
    taken = take_in(session, actor, lead, now=now)
    return Received("inquiry", taken.customer_id, taken.name, name or read.contact, taken.project, None, taken)


def _record(session: Session, actor: Actor, mail: Mail, known: Any, now: datetime) -> Received:
    """Put on record that they wrote. It is no action of ours: no clock of ours stops, and the holder is told."""
    at = min(mail.sent_at or now, now)
    on = home(session).day(at)
    project = project_asked_about(session, known.customer_id, "")
    action_id = change.insert(
        session, actions, customer_id=known.customer_id, project_id=None if project is None else project.id,
        contact_id=known.contact_id, owner_id=None, made_by_id=actor.id, kind="message",
        subject=mail.subject, state="done", grain="minute", done_at=at, done_on=on, done_month=month_of(on),
        outcome="done", note=note(mail.text) or None, origin=FROM_THEM, created_at=now,
    )  # fmt: skip
    if known.owner_id is not None:
        tell_written(session, known.customer_id, action_id, known.owner_id, now)
    named = None if project is None else project.name
    return Received("record", known.customer_id, known.name, known.contact, named, action_id)
