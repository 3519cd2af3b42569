"""Who acts: read anew in each transaction, so that a removed user is out at the next act."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from sqlalchemy import bindparam, select

from tuicrm.plain.periods import day_in_zone
from tuicrm.store.change import settings_of
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import settings

UserId = NewType("UserId", int)
TeamId = NewType("TeamId", int)

_FACTS = ("id", "login", "name", "role", "team_id", "holding_limit", "claims_a_day", "language", "zone")
_TEAM_ZONE = select(settings.c.value).where(settings.c.name == "zone")
_ASKED = select(
    *(users.c[name] for name in _FACTS), users.c.left_on, users.c.archived_at, _TEAM_ZONE.scalar_subquery()
).where(users.c.login == bindparam("login"))  # each transaction begins with it: put together once
_ASKED_AND_HELD = _ASKED.with_for_update(key_share=True)


@dataclass(frozen=True)
class Actor:
    """One of us, as far as a rule needs to know; `today` is the day of business at which they act."""

    id: UserId
    login: str
    name: str
    role: str
    team_id: TeamId | None
    holding_limit: int | None
    claims_a_day: int | None
    language: str | None
    zone: str | None
    today: date = date.min
    """The day of business at which they act; what is shared until a day ends with it."""
    sight: str = "team"
    """Whose records they see besides their own, by their team's setting: `own` nobody's, `team`, or `all`."""
    presenting: bool = False
    """Others look on: neither other teams nor figures of single people are shown."""

    @property
    def leads(self) -> bool:
        """Say whether the actor decides for others: team lead, manager, administrator."""
        return self.role in ("team_lead", "manager", "administrator")

    @property
    def manages(self) -> bool:
        """Say whether the actor decides for all teams."""
        return self.role in ("manager", "administrator")


def by_login(session: Session, login: str, *, hold: bool = False) -> Actor:
    """Find who a login stands for; a login that is unknown, archived or has left is not allowed in.

    Args:
        hold: lock the row until the end of the transaction, so that one person in two windows writes in turn:
            what a rule counts of theirs then stays true, and no two of their writes wait for each other crosswise.
    """
    row = session.first(_ASKED_AND_HELD if hold else _ASKED, login=login)
    if row is None:
        raise NotAllowed("login", login=login)
    today = day_in_zone(session.now, row[-1] or "UTC")
    if row.archived_at is not None or (row.left_on is not None and row.left_on < today):
        raise NotAllowed("login_left", login=login)
    return Actor(*[*row[: len(_FACTS)], today, _sight(session, row.role, row.team_id)])


def _sight(session: Session, role: str, team_id: int | None) -> str:
    """Read the setting `sight`, of the team where it has its own; who leads sees their team at the least."""
    if role not in ("rep", "team_lead"):
        return "team"
    kept = settings_of(session)
    found = str(kept.get(f"sight.{team_id}") or kept.get("sight") or "team")
    return "team" if found == "own" and role == "team_lead" else found


def is_gone(session: Session, left_on: date | None, archived_at: datetime | None) -> bool:
    """Say whether somebody is out: on their last day, as the team counts days, they are still in."""
    if archived_at is not None or left_on is None:
        return archived_at is not None
    zone = session.value(_TEAM_ZONE) or "UTC"
    return left_on < day_in_zone(session.now, zone)
