"""Do we know them? Known, in the pool, or held by whose team: and no more than that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.phones import phone_keys
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.reaching import points_of
from tuicrm.sales.recognising import Evidence, recognise, web_domain
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import teams, users


@dataclass(frozen=True)
class Known:
    """One customer that a name, phone, mail or domain may mean.

    Attributes:
        id, name: None where the actor may not see the customer: then only whose team holds it is told.
        by: what it was recognised by; `is_sure` says whether that is certain.
    """

    id: int | None
    name: str | None
    by: str
    is_sure: bool
    in_pool: bool
    owner: str | None
    team: str | None


@dataclass(frozen=True)
class Checked:
    """What is known; nothing when `found` is empty."""

    text: str
    found: tuple[Known, ...]


@rule("pool.check", right="take_in", refuses=("email_form",))
def check(session: Session, actor: Actor, text: str, *, now: datetime) -> Checked:
    """Say whether we know them by a name, a phone, an e-mail or a domain, without showing a phone or an address."""
    asked = line(text)
    seen = recognise(session, _evidence(session, asked))
    found = [(seen.customer_id, seen.by or "")] if seen.customer_id is not None else []
    known = [known_as(session, actor, one, by, is_sure=True) for one, by in found]
    known += [known_as(session, actor, one.id, one.why, is_sure=False) for one in seen.near]
    return Checked(asked, tuple(known))


def _evidence(session: Session, text: str) -> Evidence:
    if "@" in text:
        points = points_of((), (text,), "")
        return Evidence(points=points, domain=web_domain(points[0].key))
    digits = sum(char.isdigit() for char in text)
    letters = sum(char.isalpha() for char in text)
    if digits > letters and phone_keys(text, home(session).region):  # or a name: 1688, 360
        return Evidence(name=text, points=points_of((text,), (), home(session).region))
    if " " not in text and (domain := web_domain(text)):
        return Evidence(name=text, domain=domain)
    return Evidence(name=text)


def known_as(session: Session, actor: Actor, customer_id: int, by: str, *, is_sure: bool) -> Known:
    """Give a customer as far as the actor may know of it: of what they may not see only whose team holds it."""
    row = session.first(
        select(
            customers.c.name,
            customers.c.owner_id,
            users.c.name.label("owner"),
            teams.c.name.label("team"),
        )
        .select_from(
            customers.outerjoin(users, users.c.id == customers.c.owner_id).outerjoin(
                teams, teams.c.id == users.c.team_id
            )
        )
        .where(customers.c.id == customer_id)
    )
    assert row is not None
    sight = rights.customers_in_sight(actor)
    is_seen = session.exists(select(customers.c.id).where(customers.c.id == customer_id, sight))
    return Known(
        id=customer_id if is_seen else None,
        name=row.name if is_seen else None,
        by=by,
        is_sure=is_sure,
        in_pool=row.owner_id is None,
        owner=row.owner if is_seen else None,
        team=row.team,
    )
