"""For whom, over which days, as read when: what every question is asked with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, select

from tuicrm.plain import formats
from tuicrm.plain.language import _, in_a_row, strung
from tuicrm.plain.names import folded
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.called import people_called
from tuicrm.sales.funnel.as_of import end_of
from tuicrm.sales.home import Home, home
from tuicrm.sales.privacy import allow_narrowing
from tuicrm.sales.project_filter import refuse_unknown
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users


@dataclass(frozen=True)
class Scope:
    """What a question is asked about. Days are both included; without them it is the last twelve months.

    Attributes:
        who: a team (`east`, `team-east`), a person by login or name, or "" for all that one may see.
        as_of: read as on this day; later facts are not known then.
        by, against: what a question sets against what, or its lines are of; each question says which it takes.
    """

    from_on: date | None = None
    to_on: date | None = None
    where: str = ""
    as_of: date | None = None
    who: str = ""
    by: str = ""
    against: str = ""


@dataclass(frozen=True)
class Frame:
    """A scope in one transaction: its people found, its days settled.

    Attributes:
        today: the day of reading.
        first, last: the days of the period, both included.
        enough: of a company with more projects than so many some are looked at where that tells as much.
    """

    session: Session
    actor: Actor
    house: Home
    scope: Scope
    now: datetime
    today: date
    first: date
    last: date
    team_id: int | None
    user_id: int | None
    named: str
    enough: int = 100_000

    @cached_property
    def called(self) -> dict[int, str]:
        """What each of us is called in figures; no two are called alike."""
        return people_called(self.session)

    @property
    def over(self) -> datetime:
        """The moment at which the day of reading is over; now, where it is today."""
        return self.now if self.scope.as_of is None else end_of(self.house, self.scope.as_of)

    @property
    def narrowed(self) -> str:
        """The people asked for as a part of a filter line; nothing where all are."""
        if self.user_id is not None:
            login = self.session.value(select(users.c.login).where(users.c.id == self.user_id))
            return f'owner:"{login}"'
        return f'team:"{self.named}"' if self.team_id is not None else ""

    @property
    def population(self) -> str:
        """Whom and which days it is about, in words."""
        who = self.named or _("all that you may see")
        today = self.house.day(self.now)
        days = _("{first} to {last}").format(first=formats.day(self.first, today), last=formats.day(self.last, today))
        said = strung((who, days))
        if self.scope.as_of is not None:
            said = in_a_row(f"{said};", _("as read on {day}").format(day=formats.day(self.scope.as_of, today)))
        return said

    def of(self, user: ColumnElement[Any], team: ColumnElement[Any] | None = None) -> list[ColumnElement[bool]]:
        """The conditions that somebody's column is of the people asked for."""
        if self.user_id is not None:
            return [user == self.user_id]
        if self.team_id is None:
            return []
        if team is not None:
            return [team == self.team_id]
        return [user.in_(select(users.c.id).where(users.c.team_id == self.team_id))]


def frame(session: Session, actor: Actor, scope: Scope, now: datetime) -> Frame:
    """Settle days and people.

    Raises:
        Refused: `order_of_days`, `nobody`, `namesakes`, `figures_of_one`, `filter`: the period ends before it begins,
            nobody is called so, or several are, or their figures are not the reader's to see.
    """
    house = home(session)
    today = scope.as_of or house.day(now)
    last = scope.to_on or today
    first = scope.from_on or month_start(month_of(last) - 11)
    if first > last:
        raise Refused("order_of_days", first=first, last=last)
    team_id, user_id, named = _who(session, scope.who)
    refuse_unknown(session, scope.where)
    allow_narrowing(session, actor, scope.where if team_id is None else f'{scope.where} team:"{named}"', user_id)
    return Frame(session, actor, house, scope, now, today, first, last, team_id, user_id, named)


def _who(session: Session, text: str) -> tuple[int | None, int | None, str]:
    if not text:
        return None, None, ""
    wanted = {folded(text), folded(text.removeprefix("team-")), folded(text.removeprefix("@"))}
    for row in session.all(select(teams.c.id, teams.c.name).where(teams.c.archived_at.is_(None))):
        if {folded(row.name), folded(row.name.replace(" ", "-"))} & wanted:
            return row.id, None, str(row.name)
    rows = session.all(select(users.c.id, users.c.name, users.c.login).where(users.c.archived_at.is_(None)))
    called = people_called(session)
    for is_meant in (
        lambda row: folded(row.login) in wanted,
        lambda row: {folded(row.name), folded(called[row.id])} & wanted,
    ):
        found = [row for row in rows if is_meant(row)]
        if len(found) > 1:
            raise Refused("namesakes", given=text, known=tuple(row.login for row in found))
        if found:
            return None, found[0].id, called[found[0].id]
    raise Refused("nobody", given=text)


def year_before(day: date) -> date:
    """The same day a year before."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


DAY = timedelta(days=1)
