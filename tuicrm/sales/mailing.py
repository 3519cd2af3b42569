"""A mail that came: from a stranger it is an inquiry, from somebody we know a record at contact and project."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line, note
from tuicrm.plain.emails import domain_of, email_key
from tuicrm.plain.language import N_
from tuicrm.plain.pasted import Pasted, understand
from tuicrm.plain.pasted_firm import is_company
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
_CALL_ME = re.compile(
    r"\b(?:call|ring|phone|reach|text|whatsapp) (?:me|us)\b|\bmy (?:direct )?(?:number|phone|mobile|cell)\b|"
    r"\b(?:rufen|ruf|erreichen)\b.{0,12}\bmich\b|\bmich\b.{0,20}\bunter\b|\bmeine (?:telefon|handy|mobil)?nummer\b|"
    r"\bappelez[ -]moi\b|\bmon (?:numéro|téléphone|portable)\b|\bllám[ea]n?me\b|\bmi (?:teléfono|número)\b|"
    r"我的?(?:电话|手机|号码|联系方式)|(?:致电|联系|回电|打给)我",
    re.IGNORECASE,
)
"""A sentence that says by which number one is reached: another number in a text may be anybody's."""

add_sentences(
    {
        "mail_sender": N_("The message names no sender that one could answer. Pipe it whole, with its headers."),
        "mail_own": N_("{name} is one of us. Forward the customer's message as it is, then its sender is taken in."),
    }
)


@dataclass(frozen=True)
class Mail:
    """A message as it was read: `text` is only its new part, `signature` what stands below it.

    Attributes:
        forwarded_from: who wrote what somebody passed on; then `text` is that, and `above` what stands above it.
    """

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
    above: str = ""


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
    name, address, text = _who(session, mail)
    mail = replace(mail, text=text)
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


def _who(session: Session, mail: Mail) -> tuple[str, str, str]:
    """Give name, address and text of who wrote to us; of what one of us passed on, its first sender.

    A customer who passes on what one of us wrote, or a colleague of theirs, is who wrote.
    """
    name, address, text = mail.name, _key(mail.address), mail.text
    inner = _key(mail.forwarded_from) if mail.forwarded_from else ""
    if inner and address and _user(session, address) is None:
        shared = domain_of(address)
        if _user(session, inner) is not None or (shared and shared == domain_of(inner)):
            inner, text = "", "\n\n".join(part for part in (mail.above, mail.text) if part)
    if inner:
        said = mail.forwarded_from
        name = line(re.split(r"[<\[(]", said)[0]).strip("\"' ;") if re.search(r"[<\[(]", said) else ""
        address = inner
    if not address:
        raise Refused("mail_sender")
    ours = _user(session, address)
    if ours is not None:
        raise Refused("mail_own", name=ours)
    return "" if "@" in name else name, address, text


def _user(session: Session, address: str) -> str | None:
    """Give the name of one of us who has this address, or the address where we all have ours."""
    found: str | None = session.value(select(users.c.name).where(users.c.email == address))
    domain = domain_of(address)
    if found is None and domain and session.exists(select(users.c.id).where(users.c.email.like(f"%@{domain}"))):
        return address
    return found


def _key(text: str) -> str:
    """Give the key of the address in a text: `Bob Low <bob@low.example>`, `Bob Low [mailto:bob@low.example]`."""
    found = re.search(r"[^\s<>\[\]():;,\"']+@[^\s<>\[\]();,\"']+", text)
    try:
        return email_key(found[0] if found else text)
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
    region = home(session).region
    read = understand(mail.signature, region) if mail.signature else Pasted()
    asked = "\n".join(part for part in mail.text.split("\n") if _CALL_ME.search(part))
    phones = read.phones or (understand(asked, region).phones if asked else ())
    company, contact = read.name, name or read.contact
    if name and not company and is_company(name):
        company, contact = name, read.contact
    text = "\n".join(part for part in (mail.subject, mail.text) if part)
    lead = Lead(
        name=company, contact=contact, title=read.title, phones=phones, emails=(address,),
        website=read.website, address=read.address, city=read.city, campaign=campaign, message=text,
        source=source or ("" if campaign else "email"),
        came_at=mail.sent_at,
    )  # fmt: skip
    taken = take_in(session, actor, lead, now=now)
    return Received("inquiry", taken.customer_id, taken.name, contact, taken.project, None, taken)


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
