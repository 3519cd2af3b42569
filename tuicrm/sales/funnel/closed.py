"""What a quarter brought up to a day: won and lost projects by whom they were credited to, not by who holds them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import false, func, or_, select

from tuicrm.plain.periods import quarter_of, quarter_start
from tuicrm.sales import rights
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import Home
from tuicrm.sales.project_filter import conditions, names_sign
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

CREDITED = {"owner_id": credits.c.user_id, "team_id": credits.c.team_id}
"""Whose a closed project is, where a filter asks for owner or team."""


class Asked(Protocol):
    """Whose projects are asked for."""

    @property
    def team_id(self) -> int | None: ...
    @property
    def owner_id(self) -> int | None: ...
    @property
    def filter(self) -> str: ...


@dataclass(frozen=True)
class Total:
    """What was won or lost in the running quarter."""

    stage: Stage
    count: int
    sum_minor: int


def of_quarter(
    session: Session, actor: Actor, house: Home, stages: tuple[Stage, ...], query: Asked, on: date,
    at: datetime | None = None,
) -> tuple[Total, Total]:  # fmt: skip
    """Count and sum the projects won, and those lost, from the beginning of a day's quarter up to that day.

    Args:
        at: read as of this moment: what was credited or taken back later is not known then.
    """
    ends = [next(one for one in stages if one.kind == kind) for kind in ("won", "lost")]
    chosen: list[Any] = [
        credits.c.outcome.in_(("won", "lost")),
        projects.c.funnel_id == ends[0].funnel_id,
        credits.c.on >= quarter_start(quarter_of(on)),
        projects.c.archived_at.is_(None),
        rights.results_in_sight(actor),
        *standing(at),
    ]
    if at is not None:
        chosen.append(credits.c.on <= on)
    if query.team_id is not None:
        chosen.append(credits.c.team_id == query.team_id)
    if query.owner_id is not None:
        chosen.append(credits.c.user_id == query.owner_id)
    if names_sign(query.filter):
        chosen.append(false())  # what is closed bears no sign
    else:
        chosen += conditions(session, actor, house, query.filter, instead=CREDITED)
    source = projects.join(credits, credits.c.project_id == projects.c.id)
    outcome, share, each = credits.c.outcome, credits.c.share_ppm, func.count(credits.c.project_id.distinct())
    counts = select(outcome, each).select_from(source).where(*chosen).group_by(outcome)
    sums = select(outcome, share, func.sum(projects.c.home_minor)).select_from(source).where(*chosen)
    count = {kind: int(number) for kind, number in session.all(counts)}
    total = dict.fromkeys(("won", "lost"), 0)
    for kind, ppm, minor in session.all(sums.group_by(outcome, share)):
        total[kind] += shared(minor, ppm)
    won, lost = (Total(one, count.get(one.kind, 0), of_ppm(total[one.kind])) for one in ends)
    return won, lost


def standing(at: datetime | None) -> list[Any]:
    """Credits that hold now, or that held just before a moment."""
    if at is None:
        return [credits.c.archived_at.is_(None)]
    return [
        or_(credits.c.archived_at.is_(None), credits.c.archived_at >= at),
        or_(credits.c.made_at.is_(None), credits.c.made_at < at),
    ]
