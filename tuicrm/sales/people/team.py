"""Teams: made once, found by their name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams


@dataclass(frozen=True)
class Added:
    """A team that was made; `name` as it was kept."""

    id: int
    name: str


@rule("team.add", right="administer", writes=True, refuses=("empty", "too_long", "team_taken"))
def add_team(session: Session, actor: Actor, name: str, *, office: str | None = None, now: datetime) -> Added:
    """Make a team."""
    name = worded(name, "name", 80)
    if session.exists(select(teams.c.id).where(teams.c.name == name)):
        raise Refused("team_taken", name=name)
    return Added(change.insert(session, teams, name=name, office=line(office) if office else None), name)


def team_named(session: Session, name: str, makes_it: bool) -> tuple[int | None, str | None]:
    """Find a team by its name, or make it where that was asked for; "" is none."""
    name = line(name)
    if not name:
        return None, None
    row = session.first(select(teams.c.id, teams.c.name).where(teams.c.name == name, teams.c.archived_at.is_(None)))
    if row is not None:
        return row.id, row.name
    if not makes_it:
        known = session.values(select(teams.c.name).where(teams.c.archived_at.is_(None)).order_by(teams.c.name))
        raise Refused("team_unknown", team=name, teams=tuple(known) or ("-",))
    return change.insert(session, teams, name=worded(name, "name", 80)), name


def worded(text: str, what: str, most: int) -> str:
    """Clean a text and hold it to its length."""
    text = line(text)
    if not text:
        raise Refused("empty", what=what)
    if len(text) > most:
        raise Refused("too_long", what=what, most=most)
    return text
