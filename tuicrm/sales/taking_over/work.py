"""What all steps of one batch share: who, when, where things are, and what was noticed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, cast

from sqlalchemy import select

from tuicrm.plain.money import Money
from tuicrm.plain.periods import zone_of
from tuicrm.sales.currency import at_home
from tuicrm.sales.funnel.stages import Stage, of_funnel
from tuicrm.sales.home import Home, home
from tuicrm.sales.taking_over.arrivals import Arrival, Kept, Noted
from tuicrm.sales.taking_over.starting import funnel_of
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import products


@dataclass
class Work:
    """One batch at work.

    Attributes:
        ids: the record here for each (kind, id or name there) that was looked up or made; None is known not to be.
        made: what was made along with the records themselves, by kind.
        past_projects, past_customers: those of whose past this batch told something, with the row that told it last.
        told_then: what a project was worth from a moment on, by project and moment.
        again: records that were not brought to where the file has them; they are looked at anew the next time.
    """

    session: Session
    actor: Actor
    now: datetime
    system: str
    funnel: str | None = None
    ids: dict[tuple[str, str], int | None] = field(default_factory=dict)
    ambiguous: set[tuple[str, str]] = field(default_factory=set)
    made: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    past_projects: dict[int, Arrival] = field(default_factory=dict)
    past_customers: dict[int, Arrival] = field(default_factory=dict)
    told_then: dict[tuple[int, datetime], dict[str, Any]] = field(default_factory=dict)
    _memberships: dict[int, list[Any]] | None = None
    _stays: dict[int, list[tuple[date, int]]] = field(default_factory=dict)
    again: set[tuple[str, str]] = field(default_factory=set)
    without_rate: set[str] = field(default_factory=set)

    @cached_property
    def house(self) -> Home:
        """The facts of the whole database."""
        return home(self.session)

    @cached_property
    def today(self) -> date:
        """The day of the import in the team's zone."""
        return self.house.day(self.now)

    @cached_property
    def funnel_id(self) -> int:
        """The funnel that the projects go through."""
        return funnel_of(self.session, self.funnel)

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """Its stages by id, in their order."""
        return {stage.id: stage for stage in of_funnel(self.session, self.funnel_id)}

    @cached_property
    def team_of(self) -> dict[int, int | None]:
        """The team of each user, as far as they were there when this was first asked."""
        rows = self.session.all(select(users.c.id, users.c.team_id))
        return {row.id: row.team_id for row in rows}

    @cached_property
    def product_names(self) -> dict[int, str]:
        """What each product is called, as far as they were there when this was first asked."""
        rows = self.session.all(select(products.c.id, products.c.name))
        return {row.id: row.name for row in rows}

    def team_on(self, user_id: int | None, on: date) -> int | None:
        """The team that a person was in on a day; where no membership tells, that of today."""
        if user_id is None:
            return None
        if self._memberships is None:
            self._memberships = {}
            for row in self.session.all(select(memberships).order_by(memberships.c.from_on)):
                self._memberships.setdefault(row.user_id, []).append(row)
        for row in reversed(self._memberships.get(user_id, [])):
            if row.from_on <= on and (row.to_on is None or on < row.to_on):
                return cast("int | None", row.team_id)
        return self.team_of.get(user_id)

    def forget_memberships(self) -> None:
        """Read memberships anew when they are next asked for."""
        self._memberships = None
        self.__dict__.pop("team_of", None)

    def stage_on(self, project_id: int | None, on: date | None) -> int | None:
        """The stage that a project was in at the end of a day, as far as its history tells."""
        if project_id is None or on is None:
            return None
        if project_id not in self._stays:
            stay = stage_history.c
            rows = self.session.all(
                select(stay.entered_at, stay.stage_id)
                .where(stay.project_id == project_id, stay.is_entry_known.is_(True))
                .order_by(stay.entered_at, stay.id)
            )
            self._stays[project_id] = [(self.house.day(entered_at), stage_id) for entered_at, stage_id in rows]
        entered = [stage_id for day, stage_id in self._stays[project_id] if day <= on]
        return entered[-1] if entered else None

    def forget_stays(self) -> None:
        """Read stage history anew when it is next asked for."""
        self._stays.clear()

    def customer_of(self, project_id: int | None) -> int | None:
        """The customer of a project."""
        if project_id is None:
            return None
        found: int | None = self.session.value(select(projects.c.customer_id).where(projects.c.id == project_id))
        return found

    def moment(self, on: date | None) -> datetime:
        """The moment that stands for a day: its noon in the team's zone; an unknown day is now."""
        if on is None:
            return self.now
        return datetime.combine(on, time(12), zone_of(self.house.zone)).astimezone(UTC)

    def linked(self, arrival: Arrival, name: str) -> int | None:
        """The record that a row names in a field, if it names one and there is one."""
        link = arrival.links.get(name)
        return self.ids.get((link.kind, link.text)) if link else None

    def money(self, money: Money | None, on: date) -> tuple[int | None, int | None]:
        """An amount in minor units, and the same in the home currency."""
        if money is None:
            return None, None
        worth = at_home(self.session, self.house, money.minor, money.currency, on)
        if worth is None:
            self.without_rate.add(money.currency)
        return money.minor, worth

    def note(self, arrival: Arrival, code: str, name: str) -> None:
        """Say something about a row that comes in all the same."""
        self.noted.append(Noted(arrival.row, arrival.kind, code, name))


def text_of(arrival: Arrival, name: str) -> str | None:
    """A text of a row, None where it is empty."""
    value = arrival.values.get(name)
    return str(value) if value not in (None, "") else None


def money_of(arrival: Arrival, name: str) -> Money | None:
    """An amount of a row."""
    value = arrival.values.get(name)
    return value if isinstance(value, Money) else None


def day_of(arrival: Arrival, name: str) -> date | None:
    """A day of a row."""
    value = arrival.values.get(name)
    return value if isinstance(value, date) else None
