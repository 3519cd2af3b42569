"""The five sentences of the team page, as far as the data allows, with the figures that they rest on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.plain.periods import month_of, month_start, quarter_of, quarter_start
from tuicrm.plain.stats import wilson
from tuicrm.sales import rights
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.sales.home import Home, home
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import targets, teams, users
from tuicrm.store.tables.projects import project_contacts, projects, stage_history
from tuicrm.store.tables.trade import credits, purchases

PPM = 1_000_000
NEW_DAYS = 365  # who joined within a year is new
FEW = 20  # projects that went through a stage, below which nothing is said of it


@dataclass(frozen=True)
class Plan:
    """The quarter so far. Money in minor units; `target_minor` is None where nobody has a target."""

    quarter: int
    won_minor: int
    target_minor: int | None
    target_so_far_minor: int | None
    weighted_minor: int
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Ability:
    """Average profit per person-month, this quarter to date against the same days a year before.

    None where it cannot be computed; `without_cost` purchases of the two periods have no known profit.
    """

    now_minor: int | None
    before_minor: int | None
    people_now: int
    people_before: int
    stayers_now_minor: int | None
    stayers_before_minor: int | None
    joined: int
    without_cost: int


@dataclass(frozen=True)
class Risk:
    """Large open projects that hang on few contacts or stand still."""

    names: tuple[str, ...]
    amount_minor: int
    share_percent: int
    one_contact: int
    count: int


@dataclass(frozen=True)
class Help:
    """The stage where new people lose more than the others, if one can be told."""

    stage: str | None
    new_rate: float | None
    new_n: int
    old_rate: float | None
    old_n: int
    teachers: tuple[str, ...]
    is_clear: bool


@dataclass(frozen=True)
class Since:
    """What changed since the reader last looked (or in the last week)."""

    since: datetime
    new: int
    new_minor: int
    won: int
    won_minor: int
    lost: int
    lost_minor: int
    moved: int


@dataclass(frozen=True)
class TeamPage:
    """The evidence of the five sentences; the words are made on the screen and by `tuicrm report team`."""

    today: date
    people: int
    currency: str
    plan: Plan
    ability: Ability
    risk: Risk
    help: Help
    since: Since
    months: tuple[tuple[int, int, int], ...]


@rule("report.team", right="report")
def team_page(session: Session, actor: Actor, since: datetime | None = None, *, now: datetime) -> TeamPage:
    """Give the figures of the team page, of everybody whom the actor may see.

    Args:
        since: when the reader last looked; a week ago if it is not given.
    """
    house = home(session)
    today = house.day(now)
    sight = rights.projects_in_sight(actor)
    people = session.value(
        select(func.count()).select_from(users).where(
            users.c.archived_at.is_(None), or_(users.c.left_on.is_(None), users.c.left_on >= today),
            users.c.role.in_(("rep", "team_lead")),
        )
    )  # fmt: skip
    return TeamPage(
        today, people, house.currency, _plan(session, today, sight), _ability(session, today),
        _risk(session, sight, now), _help(session, today),
        _since(session, house, sight, since or now - timedelta(days=7)), _months(session, today),
    )  # fmt: skip


def _plan(session: Session, today: date, sight: Any) -> Plan:
    quarter = quarter_of(today)
    first = month_of(quarter_start(quarter))
    won = _profit_parts(session, first, month_of(today))
    wanted = select(func.sum(targets.c.amount_minor)).where(targets.c.month.between(first, first + 2))
    target = session.value(wanted)
    passed = (today - month_start(first)).days + 1
    days = (month_start(first + 3) - month_start(first)).days
    stages = {one.id: one.probability for one in of_funnel(session, default_funnel(session))}
    until = month_start(first + 3)
    weighted = session.all(
        select(projects.c.stage_id, func.sum(projects.c.home_minor))
        .where(projects.c.state == "open", projects.c.archived_at.is_(None), projects.c.expected_on < until, sight)
        .group_by(projects.c.stage_id)
    )
    likely = sum(int(amount or 0) * stages.get(stage, 0) for stage, amount in weighted) // 100
    so_far = None if target is None else int(target) * passed // days
    behind = _behind(session, first, passed, days) if target else ()
    return Plan(quarter, won[0], None if target is None else int(target), so_far, likely, behind)


def _behind(session: Session, first: int, passed: int, days: int) -> tuple[str, ...]:
    """The teams below four fifths of what the days so far would ask of them."""

    asked = dict(
        tuple(row)
        for row in session.all(
            select(users.c.team_id, func.sum(targets.c.amount_minor))
            .join(users, users.c.id == targets.c.user_id)
            .where(targets.c.month.between(first, first + 2))
            .group_by(users.c.team_id)
        )
    )
    won = dict(
        tuple(row)
        for row in session.all(
            select(credits.c.team_id, func.sum(projects.c.home_minor * credits.c.share_ppm))
            .join(projects, projects.c.id == credits.c.project_id)
            .where(
                credits.c.outcome == "won", credits.c.archived_at.is_(None), credits.c.month.between(first, first + 2)
            )
            .group_by(credits.c.team_id)
        )
    )
    late = [
        team
        for team, amount in asked.items()
        if team is not None and int(won.get(team) or 0) // PPM * days * 10 < int(amount) * passed * 8
    ]
    return tuple(session.values(select(teams.c.name).where(teams.c.id.in_(late)).order_by(teams.c.name)))


def _profit_parts(session: Session, first: int, last: int) -> tuple[int, int, int]:
    """Revenue and profit of credited purchases in some months, and how many have no known cost."""
    row = session.first(
        select(
            func.sum(purchases.c.home_minor), func.sum(purchases.c.home_minor - purchases.c.home_cost_minor),
            func.count() - func.count(purchases.c.home_cost_minor),
        ).where(purchases.c.archived_at.is_(None), purchases.c.month.between(first, last))
    )  # fmt: skip
    return int(row[0] or 0), int(row[1] or 0), int(row[2] or 0)


def _profit_of_people(session: Session, first: date, last: date) -> dict[int | None, int]:
    """Profit by credited person of purchases between two days, both included; minor units."""
    mine = and_(credits.c.project_id == purchases.c.project_id, credits.c.outcome == "won")
    rows = session.all(
        select(
            credits.c.user_id,
            func.sum((purchases.c.home_minor - purchases.c.home_cost_minor) * func.coalesce(credits.c.share_ppm, PPM)),
        )
        .select_from(purchases.outerjoin(credits, and_(mine, credits.c.archived_at.is_(None))))
        .where(purchases.c.archived_at.is_(None), purchases.c.bought_on.between(first, last))
        .group_by(credits.c.user_id)
    )
    return {row[0]: int(row[1] or 0) // PPM for row in rows}


def _ability(session: Session, today: date) -> Ability:
    first = quarter_start(quarter_of(today))
    year_ago = (_year_before(first), _year_before(today))
    now_is, was = (
        (_profit_of_people(session, *days), person_months(session, *days)) for days in ((first, today), year_ago)
    )
    stayers = [user for user, months in was[1].items() if months >= 0.5 and now_is[1].get(user, 0.0) >= 0.5]
    joined = [user for user, months in now_is[1].items() if months > 0 and was[1].get(user, 0.0) == 0]
    lacking = sum(
        _profit_parts(session, month_of(days[0]), month_of(days[1]))[2] for days in ((first, today), year_ago)
    )
    return Ability(
        _average(*now_is), _average(*was), sum(one > 0 for one in now_is[1].values()),
        sum(one > 0 for one in was[1].values()), _average(*now_is, only=stayers), _average(*was, only=stayers),
        len(joined), lacking,
    )  # fmt: skip


def _average(profit: dict[int | None, int], months: dict[int, float], only: list[int] | None = None) -> int | None:
    """Sum of profit / sum of person-months, in minor units; None without a month or without any profit known."""
    chosen = only if only is not None else list(months)
    worked = sum(months.get(user, 0.0) for user in chosen)
    total = sum(value for user, value in profit.items() if only is None or user in chosen)
    return round(total / worked) if worked >= 0.5 and total else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _risk(session: Session, sight: Any, now: datetime) -> Risk:
    """The largest open projects with one contact at most or no next step: at most three names, their share of all."""
    contacts_of = (
        select(func.count())
        .where(project_contacts.c.project_id == projects.c.id, project_contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    opened = projects.c.state == "open", projects.c.archived_at.is_(None), sight
    total = session.value(select(func.sum(projects.c.home_minor)).where(*opened))
    quiet = or_(projects.c.next_action_at.is_(None), projects.c.next_action_at < now - timedelta(days=2))
    rows = session.all(
        select(func.coalesce(customers.c.name, projects.c.name), projects.c.home_minor, contacts_of)
        .select_from(projects.outerjoin(customers, customers.c.id == projects.c.customer_id))
        .where(*opened, projects.c.home_minor > 0, or_(contacts_of <= 1, quiet))
        .order_by(projects.c.home_minor.desc(), projects.c.id)
        .limit(3)
    )
    amount = sum(int(row[1]) for row in rows)
    share = round(100 * amount / int(total)) if total else 0
    return Risk(tuple(row[0] for row in rows), amount, share, sum(row[2] <= 1 for row in rows), len(rows))


def _help(session: Session, today: date) -> Help:
    """The stage where those who are new lose most, against those who are not; of projects settled in a year.

    The rate of a stage: of the projects that left it forwards or lost, the share that went forwards. It is clear only
    when the two 95 % intervals do not meet.
    """
    stages = {one.id: one for one in of_funnel(session, default_funnel(session))}
    since = month_of(today) - 12
    stay = stage_history.c
    rows = session.all(
        select(stay.stage_id, stay.holder_id, stay.left_how, func.count())
        .where(stay.left_how.in_(("forward", "skip", "won", "lost")), stay.entered_month >= since)
        .group_by(stay.stage_id, stay.holder_id, stay.left_how)
    )
    joined = {row.id: row for row in session.all(select(users.c.id, users.c.name, users.c.joined_on))}
    tally: dict[tuple[int, bool], list[int]] = {}
    of_person: dict[tuple[int, int], list[int]] = {}
    for stage_id, holder, how, count in rows:
        if holder not in joined or stage_id not in stages or stages[stage_id].kind != "open":
            continue
        on = joined[holder].joined_on
        is_new = on is not None and (today - on).days < NEW_DAYS
        for sums in (tally.setdefault((stage_id, is_new), [0, 0]), of_person.setdefault((stage_id, holder), [0, 0])):
            sums[0] += count if how != "lost" else 0
            sums[1] += count
    worst: tuple[float, int] | None = None
    for stage_id in stages:
        new, old = tally.get((stage_id, True), [0, 0]), tally.get((stage_id, False), [0, 0])
        if min(new[1], old[1]) >= FEW:
            gap = old[0] / old[1] - new[0] / new[1]
            if worst is None or gap > worst[0]:
                worst = gap, stage_id
    if worst is None or worst[0] <= 0:
        return Help(None, None, sum(one[1] for (_, new), one in tally.items() if new), None, 0, (), False)
    new, old = tally[worst[1], True], tally[worst[1], False]
    clear = wilson(new[0], new[1])[1] < wilson(old[0], old[1])[0]
    good = [
        (sums[0] / sums[1], joined[holder].name)
        for (stage_id, holder), sums in of_person.items()
        if stage_id == worst[1] and sums[1] >= 8 and (today - (joined[holder].joined_on or today)).days >= NEW_DAYS
    ]
    teachers = tuple(name for _, name in sorted(good, reverse=True)[:2])
    return Help(stages[worst[1]].name, new[0] / new[1], new[1], old[0] / old[1], old[1], teachers, clear)


def _since(session: Session, house: Home, sight: Any, since: datetime) -> Since:
    from_on = house.day(since)
    made = session.first(
        select(func.count(), func.sum(projects.c.home_minor)).where(
            projects.c.created_at >= since, projects.c.archived_at.is_(None), sight
        )
    )
    closed = {
        row[0]: (row[1], int(row[2] or 0))
        for row in session.all(
            select(projects.c.state, func.count(), func.sum(projects.c.home_minor))
            .where(projects.c.state.in_(("won", "lost")), projects.c.closed_on >= from_on, sight)
            .where(projects.c.archived_at.is_(None))
            .group_by(projects.c.state)
        )
    }
    moved = session.value(
        select(func.count()).where(
            stage_history.c.entered_at >= since, stage_history.c.how.in_(("forward", "back", "skip"))
        )
    )
    won, lost = closed.get("won", (0, 0)), closed.get("lost", (0, 0))
    return Since(since, made[0], int(made[1] or 0), won[0], won[1], lost[0], lost[1], moved)


def _months(session: Session, today: date) -> tuple[tuple[int, int, int], ...]:
    """Revenue and profit of each of the last 24 months: (month, revenue, profit)."""
    last = month_of(today)
    rows = session.all(
        select(
            purchases.c.month, func.sum(purchases.c.home_minor),
            func.sum(purchases.c.home_minor - purchases.c.home_cost_minor),
        )
        .where(purchases.c.archived_at.is_(None), purchases.c.month.between(last - 23, last))
        .group_by(purchases.c.month)
    )  # fmt: skip
    by_month = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in rows}
    return tuple((month, *by_month.get(month, (0, 0))) for month in range(last - 23, last + 1))
