"""The quarter so far against its target, and what is likely to come."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from sqlalchemy import Double, cast, func, select

from tuicrm.plain.periods import month_of, month_start, quarter_of, quarter_start
from tuicrm.sales.analysis.selling import by_share, revenue, without_rate
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.store.session import Session
from tuicrm.store.tables.people import targets, teams, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits, purchases

BEHIND_PERCENT = 80
"""A team below this share of what the days so far ask of it is behind."""
SHOCK = 0.3
"""How much all chances of a quarter move together, on the log odds, until a company's own quarters say more."""


@dataclass(frozen=True)
class Plan:
    """The quarter so far, of the whole company. Money in minor units; `target_minor` is None where nobody has one.

    `won_minor` is what was bought since the quarter began; `weighted_minor` the open projects expected in it, each by
    the probability of its stage, and `spread_minor` one standard deviation of that; `behind` the teams below four
    fifths of what the days so far ask of them; `without_rate` purchases of the quarter, and `open_without_rate` open
    projects expected in it, that are not in these sums.
    """

    quarter: int
    won_minor: int
    target_minor: int | None
    target_so_far_minor: int | None
    weighted_minor: int
    spread_minor: int
    behind: tuple[str, ...]
    without_rate: int = 0
    open_without_rate: int = 0


def plan_of(session: Session, today: date) -> Plan:
    """Give the quarter that a day is in."""
    quarter = quarter_of(today)
    begin = quarter_start(quarter)
    after = month_start(month_of(begin) + 3)
    passed, days = (today - begin).days + 1, (after - begin).days
    asked = _targets(session, month_of(begin))
    target = sum(asked.values()) if asked else None
    weighted, spread, foreign = _weighted(session, after)
    return Plan(
        quarter, revenue(session, begin, today), target, None if target is None else target * passed // days,
        weighted, spread, _behind(session, asked, begin, today, passed, days),
        without_rate(session, begin, today), foreign,
    )  # fmt: skip


def _targets(session: Session, first_month: int) -> dict[int | None, int]:
    """What the people of each team are to sell in three months."""
    rows = session.all(
        select(users.c.team_id, func.sum(targets.c.amount_minor))
        .join(users, users.c.id == targets.c.user_id)
        .where(targets.c.month.between(first_month, first_month + 2))
        .group_by(users.c.team_id)
    )
    return {row[0]: int(row[1] or 0) for row in rows}


def _weighted(session: Session, after: date) -> tuple[int, int, int]:
    """The open projects expected before a day, each by the probability of its stage; the spread of their sum; and how
    many have an amount in another currency alone.

    Variance: each project by itself, a^2 p (1 - p), and what all share in a good or bad quarter: a shock of 0.3 on
    the log odds, (0.3 x sum of a p (1 - p))^2; without it the range would be too narrow.
    """
    stages = {one.id: one.probability for one in of_funnel(session, default_funnel(session))}
    rows = session.all(
        select(
            projects.c.stage_id, func.sum(projects.c.home_minor),
            func.sum(cast(projects.c.home_minor, Double) * cast(projects.c.home_minor, Double)),
            func.count(projects.c.amount_minor) - func.count(projects.c.home_minor),
        )
        .where(projects.c.state == "open", projects.c.archived_at.is_(None), projects.c.expected_on < after)
        .group_by(projects.c.stage_id)
    )  # fmt: skip
    weighted, own, shared, foreign = 0, 0.0, 0.0, 0
    for stage, amount, squares, without in rows:
        foreign += without
        percent = stages.get(stage, 0)
        chance = percent / 100
        weighted += int(amount or 0) * percent
        own += float(squares or 0) * chance * (1 - chance)
        shared += SHOCK * float(amount or 0) * chance * (1 - chance)
    return weighted // 100, round(sqrt(own + shared * shared)), foreign


def _behind(
    session: Session, asked: dict[int | None, int], begin: date, today: date, passed: int, days: int
) -> tuple[str, ...]:
    sold = by_share(session, purchases.c.home_minor, credits.c.team_id, begin, today)
    late = [
        team
        for team, amount in asked.items()
        if team is not None and sold.get(team, 0) * days * 100 < amount * passed * BEHIND_PERCENT
    ]
    return tuple(session.values(select(teams.c.name).where(teams.c.id.in_(late)).order_by(teams.c.name)))
