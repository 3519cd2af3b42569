"""What changed between two days: the complete set of causes, which adds up to closing less opening."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.language import N_
from tuicrm.sales.funnel.as_of import end_of, stood
from tuicrm.sales.funnel.causes import CAUSES, Days, Scope, compared, on_day
from tuicrm.sales.funnel.scoping import scope_of
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

MOST = 200
REFUSES = ("order_of_days", "filter", "filter_day", "scope")
DEFINITION = N_(
    "Open projects when the day before the first one was over, and when the last one was; each that came or went has "
    "one cause, of those that stayed the amount may differ. The parts add up to closing less opening. Forwards and "
    "back add nothing; what was made and closed in between counts as both."
)


@dataclass(frozen=True)
class Sum:
    """Open projects when a day was over, in minor units of the home currency; those without an amount count."""

    as_of: date
    count: int
    sum_minor: int
    without_amount: int


@dataclass(frozen=True)
class Cause:
    """One cause. `n` projects; `count` and `minor` is what they add; `moved_minor` what those that moved are worth."""

    key: str
    n: int
    count: int
    minor: int
    moved_minor: int


@dataclass(frozen=True)
class Changes:
    """All causes in their order, also those without a project."""

    from_on: date
    to_on: date
    scope: Scope
    opening: Sum
    closing: Sum
    causes: tuple[Cause, ...]
    currency: str
    definition: str

    def of(self, key: str) -> Cause:
        """Give one of the causes."""
        return next(one for one in self.causes if one.key == key)

    @property
    def came(self) -> int:
        """How many projects came."""
        return sum(one.count for one in self.causes if one.count > 0)

    @property
    def went(self) -> int:
        """How many projects went."""
        return -sum(one.count for one in self.causes if one.count < 0)

    @property
    def minor(self) -> int:
        """By how much the sum differs."""
        return self.closing.sum_minor - self.opening.sum_minor


@dataclass(frozen=True)
class Since:
    """What changed since a day in short: how many projects came and went, and by how much the sum differs.

    Attributes:
        imported: how many came out of a file that does not tell since when there are they: they are not in the others.
    """

    from_on: date
    came: int
    went: int
    minor: int
    currency: str
    imported: int = 0


@dataclass(frozen=True)
class Changed:
    """A project behind a cause. Amounts in minor units of the home currency; None: not there, or not known."""

    id: int
    name: str
    customer: str | None
    owner: str | None
    state: str
    before_minor: int | None
    after_minor: int | None


@rule("funnel.changes", right="report", refuses=REFUSES)
def changes(
    session: Session, actor: Actor, from_on: date, to_on: date, scope: Scope | str = Scope(), *, now: datetime
) -> Changes:
    """Compare the open projects of two days, both included: from when the day before the first was over.

    Args:
        scope: whose, and expected when; a line such as `team:East expected:2026-10-01..2026-12-31` says it, too.

    Raises:
        Refused: `order_of_days`, and what is wrong with the line.
    """
    if isinstance(scope, str):
        scope = scope_of(session, actor, scope, now=now)
    first, last = _days(from_on, to_on)
    house = home(session)
    opening, closing = end_of(house, first), end_of(house, last)
    by_cause = {one.key: one for one in _causes(session, actor, scope, opening, closing)}
    return Changes(
        from_on, to_on, scope, _sum(session, actor, scope, first, opening), _sum(session, actor, scope, last, closing),
        tuple(by_cause.get(key, Cause(key, 0, 0, 0, 0)) for key in CAUSES), house.currency, DEFINITION,
    )  # fmt: skip


@rule("funnel.changed", right="report", refuses=REFUSES)
def changed(
    session: Session, actor: Actor, from_on: date, to_on: date, scope: Scope | str, cause: str, *, now: datetime
) -> tuple[Changed, ...]:
    """Give the projects behind a cause, the largest first, at most 200."""
    if isinstance(scope, str):
        scope = scope_of(session, actor, scope, now=now)
    first, last = _days(from_on, to_on)
    house = home(session)
    found = compared(actor, scope, end_of(house, first), end_of(house, last))
    size = func.coalesce(found.c.after_minor, found.c.before_minor, 0)
    rows = session.all(
        select(
            projects.c.id, projects.c.name, customers.c.name, users.c.name, projects.c.state, found.c.before_minor,
            found.c.after_minor,
        )
        .select_from(found.join(projects, projects.c.id == found.c.project_id))
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .where(found.c.cause == cause)
        .order_by(size.desc(), projects.c.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(Changed(*row) for row in rows)


@rule("funnel.since_monday", right="report")
def since_monday(session: Session, actor: Actor, scope: Scope = Scope(), *, now: datetime) -> Since:
    """Compare today with the Monday before, by the causes alone: what the board says in its head."""
    house = home(session)
    today = house.day(now)
    monday = today - timedelta(days=today.weekday() or 7)
    first, last = _days(monday, today)
    causes = _causes(session, actor, scope, end_of(house, first), end_of(house, last))
    found = [one for one in causes if one.key != "imported"]
    counts = [one.count for one in found]
    came, went = sum(one for one in counts if one > 0), -sum(one for one in counts if one < 0)
    imported = sum(one.count for one in causes if one.key == "imported")
    return Since(monday, came, went, sum(one.minor for one in found), house.currency, imported)


def _causes(session: Session, actor: Actor, scope: Scope, opening: datetime, closing: datetime) -> list[Cause]:
    found = compared(actor, scope, opening, closing)
    rows = session.all(
        select(
            found.c.cause, func.count(), func.sum(found.c["count"]), func.sum(found.c.minor),
            func.sum(found.c.after_minor),
        ).group_by(found.c.cause)
    )  # fmt: skip
    return [Cause(row[0], int(row[1]), int(row[2]), int(row[3]), int(row[4] or 0)) for row in rows]


def _days(from_on: date, to_on: date) -> tuple[date, date]:
    if from_on > to_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    return from_on - timedelta(days=1), to_on


def _sum(session: Session, actor: Actor, scope: Scope, on: date, at: datetime) -> Sum:
    """Count the open projects of a day by themselves, not by the causes: the two have to agree."""
    days: Days = on_day(actor, scope, "then")
    source: Any = projects.join(days.period, days.period.c.project_id == projects.c.id).join(
        days.stage, days.stage.c.id == days.period.c.stage_id
    )
    home_minor = days.period.c.home_minor
    row = session.first(
        select(func.count(), func.sum(home_minor), func.count(home_minor))
        .select_from(source)
        .where(stood(days.period, at), days.counts)
    )
    return Sum(on, int(row[0]), int(row[1] or 0), int(row[0]) - int(row[2]))
