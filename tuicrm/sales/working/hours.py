"""Working hours, country and zone: of the company, a team, a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.periods import zone_of
from tuicrm.plain.work_hours import USUAL, hours_text, read_hours
from tuicrm.sales.home import home, keep
from tuicrm.sales.people.lists import find
from tuicrm.sales.people.team import team_named
from tuicrm.sales.rules import rule
from tuicrm.sales.working.holidays_of import calendar_of
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users


@dataclass(frozen=True)
class Worked:
    """What holds for the company, a team or a person; None: as for the one above. `kind`: company, team or user."""

    kind: str
    name: str
    hours: str | None
    country: str | None
    zone: str | None


@rule("hours.list", right="read")
def shown_hours(session: Session, actor: Actor, *, now: datetime) -> tuple[Worked, ...]:
    """Give what holds for the company, and each team and person that has something of its own."""
    house = home(session)
    found = [Worked("company", "", house.hours or USUAL, house.country or None, house.zone)]
    for row in session.all(select(teams).where(teams.c.archived_at.is_(None)).order_by(teams.c.name)):
        if row.hours or row.country:
            found.append(Worked("team", row.name, row.hours, row.country, None))
    for row in session.all(select(users).where(users.c.archived_at.is_(None)).order_by(users.c.name_sort)):
        if row.hours or row.country or row.zone:
            found.append(Worked("user", row.name, row.hours, row.country, row.zone))
    return tuple(found)


@rule(
    "hours.set", right="sell", writes=True,
    refuses=("hours", "country", "zone", "team_unknown", "zone_of_company", "ambiguous"),
)  # fmt: skip
def set_hours(
    session: Session, actor: Actor, hours: str | None = None, *, country: str | None = None, zone: str | None = None,
    team: str = "", user: str = "", now: datetime,
) -> Worked:  # fmt: skip
    """Set hours, country or zone: one's own freely, a team's as its lead, the company's as a manager.

    Args:
        hours, country, zone: None leaves them; "" takes away what is set, so that the one above holds.
        team, user: whose; without both the company's.
    """
    wanted: dict[str, str | None] = {}
    if hours is not None:
        wanted["hours"] = _hours(hours)
    if country is not None:
        wanted["country"] = _country(country)
    if zone is not None:
        wanted["zone"] = _zone(zone)
    if user:
        return _of_user(session, actor, user, wanted, now)
    if "zone" in wanted:
        raise Refused("zone_of_company")  # days of business are counted in it: it is not changed on the way
    if team:
        team_id, name = team_named(session, team, False)
        if not actor.manages and not (actor.leads and actor.team_id == team_id):
            raise NotAllowed("lead", role=actor.role)
        assert team_id is not None
        before = session.get(teams, team_id)
        change.update(session, teams, team_id, **wanted)
        session.can_be_undone_by("hours.set", **{key: getattr(before, key) or "" for key in wanted}, team=name)
        row = session.get(teams, team_id)
        return Worked("team", row.name, row.hours, row.country, None)
    if not actor.manages:
        raise NotAllowed("manage", role=actor.role)
    house = home(session)
    session.can_be_undone_by("hours.set", **{key: getattr(house, key) or "" for key in wanted})
    keep(session, **{key: value or "" for key, value in wanted.items()})
    house = home(session)
    return Worked("company", "", house.hours or USUAL, house.country or None, house.zone)


def _of_user(session: Session, actor: Actor, key: str, wanted: dict[str, str | None], now: datetime) -> Worked:
    found = find(session, actor, key, now=now)
    if found.id != actor.id and not actor.manages and not (actor.leads and found.team_id == actor.team_id):
        raise NotAllowed("lead", role=actor.role)
    before = session.get(users, found.id)
    change.update(session, users, found.id, **wanted)
    session.can_be_undone_by("hours.set", **{one: getattr(before, one) or "" for one in wanted}, user=found.login)
    row = session.get(users, found.id)
    return Worked("user", row.name, row.hours, row.country, row.zone)


def _hours(text: str) -> str | None:
    try:
        return hours_text(read_hours(line(text))) or None
    except ValueError:
        raise Refused("hours", given=line(text)) from None


def _country(text: str) -> str | None:
    code = line(text).upper()
    if code and calendar_of(code) is None:
        raise Refused("country", given=code)
    return code or None


def _zone(text: str) -> str | None:
    name = line(text)
    try:
        return (name and zone_of(name) and name) or None
    except ValueError:
        raise Refused("zone", given=name) from None
