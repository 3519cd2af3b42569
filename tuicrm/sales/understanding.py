"""What a pasted text says of somebody, and whether we know them: shown before anything is written."""

from dataclasses import dataclass
from datetime import datetime

from tuicrm.plain.pasted import Pasted, understand
from tuicrm.sales.home import home
from tuicrm.sales.intake import Lead
from tuicrm.sales.pool.checking import Known, known_as
from tuicrm.sales.reaching import points_of
from tuicrm.sales.recognising import Evidence, own_domain, recognise
from tuicrm.sales.referring import project_asked_about
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session


@dataclass(frozen=True)
class Understood:
    """A text as it was understood.

    Attributes:
        known: who it is, if we know them; only as much of it as the actor may see.
        near: who it might be.
        project: the one open project of a known customer: the inquiry will be about that one.
    """

    pasted: Pasted
    known: Known | None = None
    near: tuple[Known, ...] = ()
    project: str | None = None


@rule("lead.understand", right="take_in")
def understood(session: Session, actor: Actor, text: str, *, now: datetime) -> Understood:
    """Read a pasted text and look whether we know who it is about."""
    region = home(session).region
    read = understand(text, region)
    if read.is_list:
        return Understood(read)
    try:
        points = points_of(read.phones, read.emails, region)
    except Refused:
        points = ()
    if not (read.name or read.contact or points):
        return Understood(read)
    evidence = Evidence(
        name=read.name or read.contact, kind="company" if read.name else "person", city=read.city,
        domain=own_domain(read.website, points), points=points,
    )  # fmt: skip
    found = recognise(session, evidence)
    near = tuple(known_as(session, actor, one.id, one.why, is_sure=False) for one in found.near)
    if found.customer_id is None:
        return Understood(read, None, near)
    known = known_as(session, actor, found.customer_id, found.by or "", is_sure=True)
    project = project_asked_about(session, found.customer_id, "") if known.id is not None else None
    return Understood(read, known, near, None if project is None else project.name)


def lead_of(read: Pasted, source: str = "") -> Lead:
    """Make of what was understood what is taken in."""
    return Lead(
        name=read.name, contact=read.contact, title=read.title, phones=read.phones, emails=read.emails,
        website=read.website, address=read.address, city=read.city, message=read.message, source=source,
    )  # fmt: skip
