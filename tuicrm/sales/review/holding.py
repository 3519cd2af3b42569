"""All that a review needs on one page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain.periods import day_start, quarter_of, quarter_start
from tuicrm.sales import rights
from tuicrm.sales.funnel.as_of import end_of
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.funnel.changes import Changes, changes
from tuicrm.sales.funnel.risks import Talk, one_talk, talks
from tuicrm.sales.funnel.scoping import scope_of
from tuicrm.sales.home import home
from tuicrm.sales.review.calls import Call, calls_of
from tuicrm.sales.review.words import step_words
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions, review_decisions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects

WEEK = 7
MOST = 200
OPEN, DONE, CALLED_OFF = "open", "done", "called_off"


@dataclass(frozen=True)
class Decision:
    """What was decided about a project, by whom, while who held it, and what became of it."""

    id: int
    project_id: int
    project: str
    customer: str | None
    what: str
    words: str
    who: str | None
    by: str | None
    holder: str | None
    on: date | None
    decided_at: datetime
    state: str


@dataclass(frozen=True)
class Review:
    """The review of a scope on a day.

    Attributes:
        name: of the team or person; empty for all.
        since: the day of the last review; what changed is from this day on.
        last: the decisions since then, but for today's, which are in `decided`.
        calls: up to the last day of the running quarter (`until`).
        talks: open projects with a reason, the most money at risk first, and those decided about today.
    """

    scope: Scope
    name: str
    on: date
    since: date
    until: date
    changes: Changes
    last: tuple[Decision, ...]
    decided: tuple[Decision, ...]
    calls: tuple[Call, ...]
    talks: tuple[Talk, ...]
    currency: str


@rule("review.read", right="read", refuses=("filter", "filter_day", "scope", "since_not_before"))
def review(
    session: Session, actor: Actor, scope: Scope | str | None = None, since: date | None = None, *, now: datetime
) -> Review:
    """Give the review of a scope: a rep's own, a lead's team, all for who manages, unless it is said.

    Args:
        since: the day of the last review, a week ago by default.
    """
    house = home(session)
    today = house.day(now)
    if isinstance(scope, str):
        scope = scope_of(session, actor, scope, now=now)
    scope = _own(actor) if scope is None else scope
    if scope.team_id is not None and scope.team_id != actor.team_id and not rights.sees_all(actor):
        raise NotFound("team", _name(session, scope))
    since = since or today - timedelta(days=WEEK)
    if since >= today:
        raise Refused("since_not_before", day=since)
    before = end_of(house, since - timedelta(days=1))
    until = quarter_start(quarter_of(today) + 1) - timedelta(days=1)
    decisions = _decisions(session, actor, scope, before)
    this_morning = day_start(today, house.zone)
    decided = tuple(one for one in decisions if one.decided_at >= this_morning)
    found = list(talks(session, actor, house, scope, before, now))
    there = {one.id for one in found}
    for project_id in dict.fromkeys(one.project_id for one in decided):
        if project_id not in there and (talk := one_talk(session, actor, house, project_id, before, now)):
            found.append(talk)
    found.sort(key=lambda one: (-one.at_risk_minor, -(one.home_minor or 0), one.id))
    return Review(
        scope, _name(session, scope), today, since, until, changes(session, actor, since, today, scope, now=now),
        tuple(one for one in decisions if one.decided_at < this_morning), decided,
        calls_of(session, actor, scope, until, before, end_of(house, today)), tuple(found[:MOST]), house.currency,
    )  # fmt: skip


def _own(actor: Actor) -> Scope:
    if rights.sees_all(actor):
        return Scope()
    return Scope(team_id=actor.team_id) if actor.leads and actor.team_id is not None else Scope(owner_id=actor.id)


def _name(session: Session, scope: Scope) -> str:
    if scope.owner_id is not None:
        return str(session.value(select(users.c.name).where(users.c.id == scope.owner_id)) or "")
    return str(session.value(select(teams.c.name).where(teams.c.id == scope.team_id)) or "") if scope.team_id else ""


def _decisions(session: Session, actor: Actor, scope: Scope, since: datetime) -> tuple[Decision, ...]:
    d = review_decisions.c
    wanted = _rows().where(d.decided_at >= since, d.archived_at.is_(None), rights.projects_in_sight(actor))
    if scope.team_id is not None:
        wanted = wanted.where(d.team_id == scope.team_id)
    if scope.owner_id is not None:
        wanted = wanted.where(d.holder_id == scope.owner_id)
    return tuple(_decision(row) for row in session.all(wanted.order_by(d.decided_at, d.id).limit(MOST)))


def _rows() -> Select[Any]:
    d, who, by, holder = review_decisions.c, users.alias(), users.alias(), users.alias()
    return (
        select(
            d.id, d.project_id, projects.c.name.label("project"), customers.c.name.label("customer"), d.what,
            actions.c.subject, who.c.name.label("who"), by.c.name.label("by"), holder.c.name.label("holder"),
            actions.c.planned_on, d.decided_at, actions.c.state, actions.c.kind,
        )
        .join(projects, projects.c.id == d.project_id)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(actions, actions.c.id == d.action_id)
        .outerjoin(who, who.c.id == actions.c.owner_id)
        .outerjoin(by, by.c.id == d.by_id)
        .outerjoin(holder, holder.c.id == d.holder_id)
    )  # fmt: skip


def _decision(row: Any) -> Decision:
    state = {"done": DONE, "planned": OPEN}.get(row.state, CALLED_OFF)
    words = row.subject or ""
    if row.what == "next_step" and row.kind is not None:
        words = step_words(row.kind, words)
    return Decision(*[*row[:5], words, *row[6:11], state])
