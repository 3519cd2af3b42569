"""What leads have to answer, team by team and month by month: plain counts, read with few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select

from tuicrm.plain import progress
from tuicrm.plain.language import _
from tuicrm.plain.periods import day_in_zone, day_start, month_of, month_start
from tuicrm.sales.analysis import lag_exceptions
from tuicrm.sales.analysis.day_keys import A_DAY
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.person_months import spells
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.rights import LEAD, LEADING
from tuicrm.store.sql import seconds_between
from tuicrm.store.tables.agenda import actions, review_decisions
from tuicrm.store.tables.customers import inquiries, ownerships
from tuicrm.store.tables.funnel import approvals, stages
from tuicrm.store.tables.people import memberships, teams, users
from tuicrm.store.tables.projects import project_periods, projects, stage_history
from tuicrm.store.tables.system import changes
from tuicrm.store.tables.talk import comments
from tuicrm.store.types import Moment

APPROVE_DAYS = 2
"""Working days within which a lead is to decide about a move that waits."""
MOVES = ("forward", "skip", "back")


@dataclass
class Counts:
    """What one team's lead had to do in one month, and what came of it.

    Attributes:
        exceptions: projects that became abnormal (longer in a stage than it allows) and were due for an answer;
            answered: of them in time; waited: days until the answer of those that got one.
        approvals, overdue; inquiries, late (first answer after more than a day, or none).
        open, without_step: at the end of the month. moved: projects whose expected day was moved the second time.
        moves, overrides: of exit criteria, by a lead with a reason. reviews: days on which a lead decided in a review.
    """

    heads: int = 0
    exceptions: int = 0
    answered: int = 0
    waited: list[int] = field(default_factory=list)
    approvals: int = 0
    overdue: int = 0
    inquiries: int = 0
    late: int = 0
    open: int = 0
    without_step: int = 0
    moved: int = 0
    moves: int = 0
    overrides: int = 0
    reviews: int = 0


Key = tuple[int, int]
"""A team and a month."""


class Places:
    """Who was in which team, and who led it, in each month: of the last day on which it was so."""

    def __init__(self, frame: Frame, first: int, last: int) -> None:
        self._team: dict[Key, int] = {}
        self.lead: dict[Key, str] = {}
        self.leads: set[int] = set()
        names = users.c.name
        m = memberships.c
        rows = frame.session.all(
            select(m.user_id, m.team_id, m.role, m.from_on, m.to_on, names)
            .join(users, users.c.id == m.user_id)
            .where(m.from_on <= frame.today)
            .order_by(m.from_on, m.id)
        )
        for user_id, team_id, role, from_on, to_on, name in rows:
            self.leads |= {user_id} if role in LEADING else set()
            until = frame.today if to_on is None else to_on - DAY
            for month in range(max(first, month_of(from_on)), min(last, month_of(max(from_on, until))) + 1):
                if team_id is not None:
                    self._team[user_id, month] = team_id
                    if role == LEAD:
                        self.lead[team_id, month] = name

    def team(self, user_id: int | None, month: int) -> int | None:
        """The team of somebody in a month."""
        return self._team.get((user_id, month)) if user_id is not None else None


def counted(frame: Frame) -> tuple[dict[Key, Counts], Places]:
    """Count for each team and month of a frame."""
    first, last = month_of(frame.first), month_of(min(frame.last, frame.today))
    places, found = Places(frame, first, last), _Found(first, last)
    for spell in spells(frame.session, month_start(first), min(frame.last, frame.today)):
        if spell.team_id is not None:
            for month, _days, _of_days in spell.by_month():
                found.heads.setdefault((spell.team_id, month), set()).add(spell.user_id)
    progress.step(_("exceptions and their answers"))
    _exceptions(frame, found, places)
    progress.step(_("approvals and inquiries"))
    _approvals(frame, found, places)
    _inquiries(frame, found, places)
    progress.step(_("next steps at the end of each month"))
    _steps(frame, found)
    progress.step(_("expected days that were moved"))
    _moved(frame, found)
    progress.step(_("moves and reviews"))
    _moves(frame, found, places)
    _reviews(frame, found, places)
    for key, people in found.heads.items():
        found.of(*key).heads = len(people)
    return found.counts, places


class _Found:
    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.counts: dict[Key, Counts] = {}
        self.heads: dict[Key, set[int]] = {}

    def of(self, team_id: int | None, month: int) -> Counts:
        """The counts of a team and month; what is of no team or outside is counted in vain."""
        if team_id is None or not self.first <= month <= self.last:
            return Counts()
        return self.counts.setdefault((team_id, month), Counts())


def exceptions_of(frame: Frame, team_id: int, month: int) -> set[int]:
    """The projects that were exceptions of a team in a month."""
    places = Places(frame, month, month)
    due = lag_exceptions.each(frame, month, month)
    return {one.project_id for one in due if places.team(one.holder_id, month) == team_id}


def _exceptions(frame: Frame, found: _Found, places: Places) -> None:
    """Count them in the database, and look at those alone that a lead did something with."""
    for holder_id, month, count in lag_exceptions.counted(frame, found.first, found.last):
        found.of(places.team(holder_id, month), month).exceptions += count
    looked = _looked_at(frame, places.leads)
    for each in lag_exceptions.each(frame, found.first, found.last, looked) if looked else ():
        answer = next((at for at in looked[each.project_id] if at >= each.at), None)
        if answer is not None:
            one = found.of(places.team(each.holder_id, month_of(each.day)), month_of(each.day))
            on = day_in_zone(answer, frame.house.zone)
            one.waited.append((on - each.day).days)
            one.answered += on <= each.due


def _looked_at(frame: Frame, leads: Iterable[int]) -> dict[int, list[datetime]]:
    """When a lead did something with a project: decided, commented, changed it, or acted; in order."""
    who = list(leads)
    since = day_start(month_start(month_of(frame.first)), frame.house.zone)
    asked = (
        select(review_decisions.c.project_id, review_decisions.c.decided_at).where(
            review_decisions.c.by_id.in_(who), review_decisions.c.archived_at.is_(None)
        ),
        select(comments.c.project_id, comments.c.at).where(
            comments.c.by_id.in_(who), comments.c.project_id.is_not(None), comments.c.archived_at.is_(None)
        ),
        select(changes.c.record_id, changes.c.at).where(
            changes.c.actor_id.in_(who), changes.c.record_kind == "project", changes.c.at >= since
        ),
        select(actions.c.project_id, actions.c.done_at).where(
            actions.c.owner_id.in_(who), actions.c.state == "done", actions.c.project_id.is_not(None),
            actions.c.done_at >= since, actions.c.origin != AMONG_US,
        ),
    )  # fmt: skip
    looked: dict[int, list[datetime]] = {}
    for statement in asked:
        for project_id, at in frame.session.all(statement):
            if project_id is not None and at is not None and at < frame.over:
                looked.setdefault(project_id, []).append(at)
    return {project_id: sorted(times) for project_id, times in looked.items()}


def _approvals(frame: Frame, found: _Found, places: Places) -> None:
    zone, due_after = frame.house.zone, lag_exceptions.last_day(frame, APPROVE_DAYS)
    since = day_start(month_start(found.first), zone)
    a = approvals.c
    wanted = select(a.asked_by_id, a.asked_at, a.decided_at, a.decision).where(a.asked_at >= since)
    for asked_by, asked_at, decided_at, decision in frame.session.all(wanted.where(a.asked_at < frame.over)):
        day = day_in_zone(asked_at, zone)
        due = due_after(day)
        over = decided_at is not None and decided_at < frame.over
        if decision == "withdrawn" or (not over and due >= frame.today):
            continue
        one = found.of(places.team(asked_by, month_of(day)), month_of(day))
        one.approvals += 1
        one.overdue += not over or day_in_zone(decided_at, zone) > due


def _inquiries(frame: Frame, found: _Found, places: Places) -> None:
    """By who held the customer when the inquiry was answered, or holds it while it waits."""
    asked, held = inquiries.c, ownerships.c
    # By the days of coming as well: the month alone leads to no index.
    days = month_start(found.first), month_start(found.last + 1) - DAY
    over, a_day_ago = literal(frame.over, Moment()), literal(frame.over - timedelta(seconds=A_DAY), Moment())
    is_answered = and_(asked.answered_at.is_not(None), asked.answered_at < over)
    known = case((is_answered, asked.answered_at), else_=over)
    in_time = and_(is_answered, seconds_between(asked.came_at, asked.answered_at) <= A_DAY)
    late = case((in_time, 0), else_=1)
    answered = or_(is_answered, asked.came_at < a_day_ago)  # what came just now is not late yet
    rows = frame.session.all(
        select(held.owner_id, asked.month, func.count(), func.sum(late))
        .select_from(
            inquiries.join(
                ownerships,
                and_(
                    held.customer_id == asked.customer_id, held.from_at <= known,
                    or_(held.to_at.is_(None), held.to_at > known),
                ),
            )
        )
        .where(asked.came_on.between(*days), asked.month.between(found.first, found.last))
        .where(asked.archived_at.is_(None), asked.came_at < over)
        .where(asked.verdict.is_(None) | asked.answered_at.is_not(None), held.owner_id.is_not(None), answered)
        .group_by(held.owner_id, asked.month)
    )  # fmt: skip
    for owner_id, month, count, some in rows:
        one = found.of(places.team(owner_id, month), month)
        one.inquiries += count
        one.late += int(some or 0)


def _steps(frame: Frame, found: _Found) -> None:
    """Open projects at the end of each month, and those without anything planned then; in one go through periods."""
    held, act = project_periods.c, actions.c
    ends = [
        literal(min(day_start(month_start(month + 1), frame.house.zone), frame.over), Moment())
        for month in range(found.first, found.last + 1)
    ]
    if not ends:
        return
    open_stages = list(frame.session.values(select(stages.c.id).where(stages.c.kind == "open")))
    came, went = _place(held.from_at, ends), case((held.to_at.is_(None), len(ends)), else_=_place(held.to_at, ends))
    # A scan: by the index of from_at it takes six times as long. Of each period it is told once which ends it holds.
    stood = (
        select(held.project_id, held.team_id, came.label("came"), went.label("went"))
        .where(or_(held.to_at.is_(None), held.to_at >= ends[0]))
        .where(held.stage_id.in_(open_stages), held.archived_at.is_(None))
        .cte("stood")
        .prefix_with("MATERIALIZED", dialect="sqlite")
    )
    columns = []
    for nth, then in enumerate(ends):
        later = or_(act.state == "planned", and_(act.state == "done", act.done_at >= then))
        planned = exists().where(
            act.project_id == stood.c.project_id, act.created_at < then, later, act.planned_on.is_not(None),
            act.origin != AMONG_US,
        )  # fmt: skip
        is_open = and_(stood.c.came <= nth, stood.c.went > nth)
        columns += [func.sum(case((is_open, 1), else_=0)), func.sum(case((and_(is_open, ~planned), 1), else_=0))]
    some = stood.c.came < stood.c.went  # most periods begin and end between two ends
    rows = frame.session.all(select(stood.c.team_id, *columns).where(some).group_by(stood.c.team_id))
    for team_id, *counts in rows:
        for nth, month in enumerate(range(found.first, found.last + 1)):
            one = found.of(team_id, month)
            one.open += int(counts[2 * nth] or 0)
            one.without_step += int(counts[2 * nth + 1] or 0)


def _place(at: ColumnElement[Any], ends: Sequence[ColumnElement[Any]], first: int = 0) -> ColumnElement[int]:
    """How many of some moments are over at another one, found by halves."""
    if not ends:
        return literal(first)
    half = len(ends) // 2
    return case((at < ends[half], _place(at, ends[:half], first)), else_=_place(at, ends[half + 1 :], first + half + 1))


def _moved(frame: Frame, found: _Found) -> None:
    """Projects by the month in which their expected day was moved the second time."""
    held = project_periods.c
    asked = held.archived_at.is_(None), held.expected_on.is_not(None)
    varied = (
        select(held.project_id)
        .join(projects, projects.c.id == held.project_id)
        .where(projects.c.expected_moves > 1, projects.c.archived_at.is_(None), *asked)
        .where(func.coalesce(projects.c.closed_month, found.first) >= found.first)  # a scan: most are asked for
        .group_by(held.project_id)
        .having(func.min(held.expected_on) < func.max(held.expected_on))
    )
    before = func.lag(held.expected_on).over(partition_by=held.project_id, order_by=(held.from_at, held.id))
    stood = (
        select(held.project_id, held.team_id, held.from_at, held.id, held.expected_on, before.label("before"))
        .where(held.project_id.in_(varied), *asked)
        .subquery()
    )
    rows = frame.session.all(
        select(stood.c.project_id, stood.c.team_id, stood.c.from_at)
        .where(stood.c.before != stood.c.expected_on, stood.c.from_at < frame.over)
        .order_by(stood.c.project_id, stood.c.from_at, stood.c.id)
    )
    for _project_id, moves in groupby(rows, key=lambda row: row.project_id):
        second = next(islice(moves, 1, None), None)
        if second is not None:
            found.of(second.team_id, month_of(day_in_zone(second.from_at, frame.house.zone))).moved += 1


def _moves(frame: Frame, found: _Found, places: Places) -> None:
    """Moves between stages; one forward for which a lead gave a reason passed over an exit criterion."""
    stay = stage_history.c
    month = stay.entered_month
    passed = stay.how == "forward", stay.reason.is_not(None), stay.by_id.in_(list(places.leads))
    in_order = month, stay.how, stay.holder_id  # of the index
    counts = select(stay.holder_id, month, func.count()).group_by(*in_order)
    for name, chosen in (("moves", (stay.how.in_(MOVES),)), ("overrides", passed)):
        here = month.between(found.first, found.last), stay.entered_at < frame.over
        for holder_id, at, count in frame.session.all(counts.where(*here, *chosen)):
            one = found.of(places.team(holder_id, at), at)
            setattr(one, name, getattr(one, name) + count)


def _reviews(frame: Frame, found: _Found, places: Places) -> None:
    """Days on which a lead of a team decided in a review."""
    decided = review_decisions.c
    since = day_start(month_start(found.first), frame.house.zone)
    rows = frame.session.all(
        select(decided.team_id, decided.decided_at).where(
            decided.decided_at >= since,
            decided.decided_at < frame.over,
            decided.archived_at.is_(None),
            decided.by_id.in_(list(places.leads)),
        )
    )
    days = {(row.team_id, day_in_zone(row.decided_at, frame.house.zone)) for row in rows}
    for team_id, day in days:
        found.of(team_id, month_of(day)).reviews += 1


def team_names(frame: Frame) -> dict[int, str]:
    """The teams of the frame, by id."""
    rows = frame.session.all(select(teams.c.id, teams.c.name))
    return {row.id: row.name for row in rows if frame.team_id in (None, row.id)}
