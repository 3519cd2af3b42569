"""Who could learn from whom this week, and when the two have time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tuicrm.sales.home import home
from tuicrm.sales.pairing.matching import Match, matches
from tuicrm.sales.pairing.people import away, busy, met, monday, next_week, of_actor, tallies, waiting
from tuicrm.sales.pairing.programmes import running
from tuicrm.sales.pairing.slots import Slot, Span, first_free
from tuicrm.sales.pairing.strength import strengths
from tuicrm.sales.rights import REP
from tuicrm.sales.rules import rule
from tuicrm.sales.working.times import of_user
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.funnel import stages

MOST = 30
"""So many pairs at once; a larger company makes them team by team."""


@dataclass(frozen=True)
class Proposal:
    """Two who could talk about a stage; the figures are of the last year and for who leads alone.

    `on` and `at`: when both have time; `at` is None where they have no hour in common, both where no day.
    """

    learner_id: int
    learner: str
    partner_id: int
    partner: str
    stage_id: int
    stage: str
    learner_went_on: int
    learner_settled: int
    partner_went_on: int
    partner_settled: int
    on: date | None
    at: datetime | None


@rule("pair.propose", right="lead", refuses=("pair_week_over",))
def propose(session: Session, actor: Actor, week_on: date | None = None, *, now: datetime) -> tuple[Proposal, ...]:
    """Propose pairs of a week: who loses projects in a stage with who does not, the most to gain first.

    Only people with ten settled projects there in a year, luck taken out; nobody on leave, nobody twice in a week, no
    two who talked before. A lead pairs the own team, a manager everybody. Nothing is written.

    Raises:
        Refused: `pair_week_over`: the week has no working day left.
    """
    week = week_of(actor, week_on)
    people = of_actor(session, actor)
    stage_names = {row.id: row.name for row in session.all(select(stages.c.id, stages.c.name))}
    found = []
    for one in matched(session, actor, week, now)[:MOST]:
        slot = slot_of(session, (one.learner_id, one.partner_id), week, now)
        mine, theirs = one.learner.tally, one.partner.tally
        found.append(
            Proposal(
                one.learner_id, people[one.learner_id].name, one.partner_id, people[one.partner_id].name, one.stage_id,
                stage_names[one.stage_id], mine.went_on, mine.settled, theirs.went_on, theirs.settled,
                slot.on if slot else None, slot.at if slot else None,
            )
        )  # fmt: skip
    return tuple(found)


def matched(session: Session, actor: Actor, week: date, now: datetime) -> list[Match]:
    """Give the pairs that could be made for a week, the most to gain first."""
    people = of_actor(session, actor)
    weeks = weeks_of(session, actor, week)
    free = set(people) - away(session, weeks) - busy(session, weeks)
    learners = {one for one in free if people[one].role == REP} - waiting(session, week)
    return matches(strengths(tallies(session, now)), learners=learners, partners=free, met=met(session))


def weeks_of(session: Session, actor: Actor, week: date) -> tuple[date, ...]:
    """The weeks in which a pair made for a week may talk: that one, and where a lot is drawn the later one."""
    teams = {one.team_id for one in of_actor(session, actor).values()}
    found = [running(session, team_id) for team_id in teams]
    waits = {week + timedelta(weeks=one.wait_weeks) for one in found if one is not None}
    return (week, *sorted(waits))


def week_of(actor: Actor, week_on: date | None) -> date:
    """The Monday of the week that is meant; without a day the one that pairs are made for now."""
    week = monday(week_on) if week_on is not None else next_week(actor.today)
    if week + timedelta(days=4) <= actor.today:
        raise Refused("pair_week_over", week=week)
    return week


def slot_of(session: Session, user_ids: Iterable[int], week: date, now: datetime) -> Slot | None:
    """The first time in a week, from tomorrow on, at which both work and have nothing; None if there is none."""
    people, house = tuple(user_ids), home(session)
    today = house.day(now)
    days = [day for day in (week + timedelta(days=nth) for nth in range(7)) if day > today]
    works = tuple(of_user(session, one) for one in people)
    return first_free(works, _taken(session, people, week), days, house.zone)


def _taken(session: Session, user_ids: tuple[int, ...], week: date) -> list[Span]:
    rows = session.all(
        select(actions.c.planned_at, actions.c.minutes).where(
            actions.c.owner_id.in_(user_ids), actions.c.state == "planned", actions.c.planned_at.is_not(None),
            actions.c.planned_on.between(week - timedelta(days=1), week + timedelta(days=7)),
        )
    )  # fmt: skip
    return [(row.planned_at, row.planned_at + timedelta(minutes=row.minutes or 30)) for row in rows]
