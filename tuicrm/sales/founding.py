"""What a new database begins with: a pool, the source channels, one funnel, reasons, and its first user."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_, _
from tuicrm.plain.names import name_sort
from tuicrm.sales.home import home, keep
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.funnel import funnels, lost_reasons, stages
from tuicrm.store.tables.people import memberships, users

SOURCES = {
    "campaign": N_("campaign"),
    "website": N_("website"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "outreach": N_("outreach"),
    "referral": N_("referral"),
}
# name, kind, probability in percent, rotting days, forecast category
STAGES = (
    (N_("New"), "open", 10, 14, "pipeline"),
    (N_("Needs"), "open", 25, 20, "pipeline"),
    (N_("Demo"), "open", 40, 20, "pipeline"),
    (N_("Quote"), "open", 60, 15, "best"),
    (N_("Close"), "open", 80, 15, "commit"),
    (N_("Won"), "won", 100, None, "commit"),
    (N_("Lost"), "lost", 0, None, "omitted"),
)
LOST_REASONS = {
    "price": N_("price"),
    "timing": N_("timing"),
    "no_budget": N_("no budget"),
    "delivery": N_("delivery"),
    "competitor": N_("a competitor"),
    "fit": N_("does not fit"),
    "silent": N_("no answer any more"),
    "other": N_("other"),
}


def is_founded(session: Session) -> bool:
    """Say whether anybody is in this database yet."""
    return session.exists(select(users.c.id))


def found(
    database: Database, login: str, now: datetime, *, currency: str = "USD", zone: str = "UTC", region: str = "US"
) -> bool:
    """Begin an empty database in the language of the moment; its first user becomes the administrator.

    Returns:
        False where somebody is there already; then nothing is changed.
    """

    def begin(session: Session) -> bool:
        if is_founded(session):
            return False
        keep(session, currency=currency, zone=zone, region=region)
        change.insert(session, pools, name=_("Pool"))
        _add_sources(session)
        _add_funnel(session)
        for position, (key, name) in enumerate(LOST_REASONS.items()):
            change.insert(session, lost_reasons, key=key, name=_(name), position=position)
        _add_first_user(session, line(login), now)
        return True

    if database.read_as(is_founded, now):
        return False
    try:
        return database.write_as(begin, now)
    except IntegrityError:
        if database.read_as(is_founded, now):  # another first start was quicker by a moment
            return False
        raise


def _add_sources(session: Session) -> None:
    rows = [{"key": key, "name": _(name), "position": place} for place, (key, name) in enumerate(SOURCES.items())]
    change.insert_many(session, sources, rows)


def _add_funnel(session: Session) -> None:
    funnel = change.insert(session, funnels, name=_("Sales"), is_default=True)
    rows = [
        {
            "funnel_id": funnel,
            "name": _(name),
            "kind": kind,
            "position": place,
            "probability": probability,
            "rotting_days": rotting_days,
            "category": category,
        }
        for place, (name, kind, probability, rotting_days, category) in enumerate(STAGES)
    ]
    change.insert_many(session, stages, rows)


def _add_first_user(session: Session, login: str, now: datetime) -> None:
    today = home(session).day(now)
    user = change.insert(
        session, users, login=login, name=login, name_sort=name_sort(login), role="administrator", joined_on=today
    )
    change.insert(session, memberships, user_id=user, role="administrator", from_on=today)
