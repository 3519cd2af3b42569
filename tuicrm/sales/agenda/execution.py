"""Plan against execution: what was planned for the days of a period, and what became of it. Defined here, once.

By the day that an action is planned for last; a week is due on its last day. `planned` is all that was planned and not
called off; of it `in_time` was done by its due day, `late` after it, `missed` is what did not happen or is still open
when its due day is over; the rest is still ahead. `postponed` counts those of them that were moved to a later day, and
`moves` how often.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.agenda.fates import counts_as_planned, in_time, late, missed
from tuicrm.sales.called import people_called
from tuicrm.sales.home import home
from tuicrm.sales.privacy import allow_narrowing, mask
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects

DIMENSIONS = ("owner", "team", "kind", "project", "day", "week", "month")


@dataclass(frozen=True)
class Executed:
    """What became of the plans of one group. `rate`: in time / those whose due day is over; None where there is none.

    key: a name for owner, team, kind and project ("" for none), a day, the Monday of a week, or 2026-11 for a month.
    """

    key: tuple[str, ...]
    planned: int
    in_time: int
    late: int
    missed: int
    postponed: int
    moves: int

    @property
    def open(self) -> int:
        """What is still ahead."""
        return self.planned - self.in_time - self.late - self.missed

    @property
    def rate(self) -> float | None:
        """The share of what was due that was done in time."""
        due = self.in_time + self.late + self.missed
        return round(self.in_time / due, 6) if due else None


@rule("agenda.execution", right="report", refuses=("dimension", "order_of_days", "figures_of_one"))
def execution(
    session: Session, actor: Actor, from_on: date, to_on: date, *, by: Sequence[str] = (), user_id: int | None = None,
    team_id: int | None = None, now: datetime,
) -> tuple[Executed, ...]:  # fmt: skip
    """Compute plan against execution for the days from one to another, both included, in the order of the keys.

    What one person did is shown as the team has chosen for all figures of single people.
    """
    if unknown := [name for name in by if name not in DIMENSIONS]:
        raise Refused("dimension", given=unknown[0], known=DIMENSIONS)
    if from_on > to_on:
        raise Refused("order_of_days", first=from_on, last=to_on)
    allow_narrowing(session, actor, "", user_id)
    today = home(session).day(now)
    only = [] if user_id is None else [actions.c.owner_id == user_id]
    only += [] if team_id is None else [users.c.team_id == team_id]
    return executed(session, actor, (from_on, to_on), by, today, only, mask(session, actor, by, today))


def executed(
    session: Session, actor: Actor, days: tuple[date, date], by: Sequence[str], today: date,
    only: Sequence[ColumnElement[bool]] = (), seen: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda key: key,
) -> tuple[Executed, ...]:  # fmt: skip
    """Compute it for a rule that asks for it; `seen` turns each key into what its reader may see."""
    statement = (
        select(*(_COLUMNS[name].label(f"k{place}") for place, name in enumerate(by)), *_parts(today))
        .select_from(
            actions.outerjoin(users, users.c.id == actions.c.owner_id)
            .outerjoin(teams, teams.c.id == users.c.team_id)
            .outerjoin(projects, projects.c.id == actions.c.project_id)
        )
        .where(actions.c.planned_on.between(*days), counts_as_planned(), *_seen(actor), *only)
        .group_by(*(_COLUMNS[name] for name in by))
    )
    called = people_called(session) if "owner" in by else {}
    labels = _LABELS | {"owner": lambda user_id: called.get(user_id, "")}
    groups: dict[tuple[str, ...], list[int]] = {} if by else {(): [0] * 6}
    for row in session.all(statement):
        key = seen(tuple(labels.get(name, _text)(value) for name, value in zip(by, row, strict=False)))
        sums = groups.setdefault(key, [0] * 6)
        for place, part in enumerate(row[len(by) :]):
            sums[place] += int(part or 0)
    return tuple(Executed(key, *sums) for key, sums in sorted(groups.items(), key=_in_order))


def _parts(today: date) -> tuple[ColumnElement[Any], ...]:
    states = (in_time(), late(), missed(today), actions.c.postponed > 0)
    return (
        func.count(), *(func.sum(case((condition, 1), else_=0)) for condition in states),
        func.sum(actions.c.postponed),
    )  # fmt: skip


def _seen(actor: Actor) -> list[ColumnElement[bool]]:
    """A rep sees the figures of the own team, who sees all sees all."""
    if rights.sees_all(actor):
        return []
    mine = actions.c.owner_id == actor.id
    return [mine if actor.team_id is None else or_(mine, users.c.team_id == actor.team_id)]


def _in_order(group: tuple[tuple[str, ...], Any]) -> tuple[str, ...]:
    return tuple(name_sort(one) for one in group[0])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


_COLUMNS: dict[str, ColumnElement[Any]] = {
    "owner": users.c.id, "team": teams.c.name, "kind": actions.c.kind, "project": projects.c.name,
    "day": actions.c.planned_on, "week": actions.c.planned_on, "month": actions.c.planned_on,
}  # fmt: skip
_LABELS: dict[str, Callable[[Any], str]] = {
    "week": lambda on: (on - timedelta(days=on.weekday())).isoformat(),
    "month": lambda on: f"{(month_of(on) - 1) // 12:04}-{(month_of(on) - 1) % 12 + 1:02}",
}
