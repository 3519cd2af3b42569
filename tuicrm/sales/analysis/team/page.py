"""The page: all five sentences' figures in one read."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from tuicrm.plain import progress
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame, Scope, frame
from tuicrm.sales.analysis.kept import kept
from tuicrm.sales.analysis.team import helping
from tuicrm.sales.analysis.team import risk as risks
from tuicrm.sales.analysis.team.ability import Ability, ability_of
from tuicrm.sales.analysis.team.decided import Decided, decided_of
from tuicrm.sales.analysis.team.helping import Help, help_of
from tuicrm.sales.analysis.team.index import MONTHS, MonthSum
from tuicrm.sales.analysis.team.phase import Phase, phase_of
from tuicrm.sales.analysis.team.plan import Plan, plan_of
from tuicrm.sales.analysis.team.risk import Risk, risk_of
from tuicrm.sales.analysis.team.since import Since, since_of
from tuicrm.sales.analysis.team.years import years_of
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.sales.rules import rule
from tuicrm.sales.with_us import with_us
from tuicrm.store.actor import Actor
from tuicrm.store.database import Desk
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.trade import purchases

WEEK = timedelta(days=7)
STEPS = 7
"""So many steps the whole page is told in."""


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
    decided: Decided
    since: Since
    phase: Phase
    months: tuple[MonthSum, ...]


@rule("report.team", right="report")
def team_page(
    session: Session, actor: Actor, since: datetime | None = None, *, whole: bool = True, now: datetime
) -> TeamPage:
    """Give the figures of the team page.

    Plan, ability, help, phase and months are of the whole company, whoever reads them: an average of the part that one
    may see would answer another question. Risk, decisions and news name projects, so they are of those in sight.

    Args:
        since: when the reader last looked; a week ago if it is not given.
        whole: with the risks and where new people need help, which take as long as all else: a screen asks for them
            beside it (`team_risk`, `team_help`).
    """
    asked = frame(session, actor, Scope(), now)
    moment = since or now - WEEK
    page = kept(asked, f"team page {asked.house.day(moment)}", lambda: _read(asked, moment))
    if not whole:
        return page
    progress.begin(STEPS, STEPS - 2)
    return replace(page, risk=_risk(asked), help=_help(asked))


@rule("report.team_risk", right="report")
def team_risk(session: Session, actor: Actor, *, now: datetime) -> Risk:
    """Give what the third sentence of the team page rests on, for who reads the rest of it meanwhile."""
    progress.begin(STEPS, STEPS - 2)
    return _risk(frame(session, actor, Scope(), now))


@rule("report.team_help", right="report")
def team_help(session: Session, actor: Actor, *, now: datetime) -> Help:
    """Give what the fourth sentence of the team page rests on, for who reads the rest of it meanwhile."""
    progress.begin(STEPS, STEPS - 1)
    return _help(frame(session, actor, Scope(), now))


def team_at_once(desk: Desk) -> TeamPage:
    """Read the whole page, its slow parts beside the rest: each in a snapshot of its own, on a connection of its own.

    What somebody writes meanwhile may be in one part and not in the other, as on the screen, which asks like this.
    """
    with ThreadPoolExecutor(2) as beside:
        risk, help_ = beside.submit(desk.read, team_risk), beside.submit(desk.read, team_help)
        page = desk.read(team_page, whole=False)
        return replace(page, risk=risk.result(), help=help_.result())


def _risk(asked: Frame) -> Risk:
    progress.step(_("what one of us alone can sell"))
    sight = rights.projects_in_sight(asked.actor)
    return kept(asked, "team risk", lambda: risk_of(asked, sight, names=_sees_names(asked)))


def _help(asked: Frame) -> Help:
    progress.step(_("where new people lose projects"))
    return kept(asked, "team help", lambda: help_of(asked, names=_sees_names(asked)))


def _sees_names(asked: Frame) -> bool:
    return sees_people(asked.actor, privacy_of(asked.session))


def _read(asked: Frame, since: datetime) -> TeamPage:
    session, house, today, now = asked.session, asked.house, asked.today, asked.now
    progress.begin(STEPS)
    progress.step(_("targets and open projects"))
    plan = plan_of(session, today)
    ability = ability_of(asked)  # three steps
    progress.step(_("news, decisions and the last years"))
    years = years_of(session, today)
    sight = rights.projects_in_sight(asked.actor)
    people = session.value(
        select(func.count()).select_from(users).where(with_us(today), users.c.role.in_(("rep", "team_lead")))
    )
    return TeamPage(
        today, people, house.currency, plan, ability,
        risks.NOT_READ, helping.NOT_READ,
        decided_of(session, house, sight, now),
        since_of(session, house, sight, since), phase_of(session, years), _months(session, today),
    )  # fmt: skip


def _months(session: Session, today: date) -> tuple[MonthSum, ...]:
    """Revenue and profit of the last 26 months, that is two whole years, one more, and the running month."""
    last = month_of(today)
    rows = session.all(
        select(
            purchases.c.month, func.sum(purchases.c.home_minor),
            func.sum(purchases.c.home_minor - purchases.c.home_cost_minor),
        )
        .where(purchases.c.archived_at.is_(None), purchases.c.month.between(last - MONTHS + 1, last))
        .group_by(purchases.c.month)
    )  # fmt: skip
    by_month = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in rows}
    return tuple((month, *by_month.get(month, (0, 0))) for month in range(last - MONTHS + 1, last + 1))
