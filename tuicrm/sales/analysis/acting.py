"""Actions as facts: what was done, what was planned for a day, what became of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tuicrm.plain.filters import Term
from tuicrm.plain.periods import month_of
from tuicrm.sales.agenda import fates
from tuicrm.sales.analysis.dimensions import Facts
from tuicrm.sales.analysis.events import days, of_user, people_in_sight, read_as, with_team
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.home import Home
from tuicrm.sales.project_filter import among, asks_about, conditions
from tuicrm.store.actor import Actor
from tuicrm.store.days import date_day, day_of, earlier, number
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import handovers, projects

OWN = {"owner", "team", "customer", "class", "industry", "region", "country", "stage", "kind", "outcome"}
"""What a filter line asks of the action itself or of its customer; all else is asked of its project."""


def acted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Actions that were done, by the day."""
    done_on, done_month = actions.c.done_on, actions.c.done_month
    counted = _actions(session, actor, home, asked, done_on, actions.c.owner_id)
    counted.facts.columns["month"] = done_month
    counted.facts.also = (done_month, actions.c.owner_id) if {"owner", "kind"} & set(asked.by) else ()
    counted.conditions += [done_month.is_not(None), *days(done_on, asked)]  # the same as done, and it has an index
    if asked.from_on is not None:
        counted.conditions.append(done_month >= month_of(asked.from_on))
    if asked.to_on is not None:
        counted.conditions.append(done_month <= month_of(asked.to_on))
    return counted


def due(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Actions that were planned for a day of the period that has come: done, called off, or still to be done."""
    planned_on = func.coalesce(actions.c.first_planned_on, actions.c.planned_on)
    counted = _planned(session, actor, home, asked, planned_on)
    counted.conditions += [planned_on <= home.day(session.now), *days(planned_on, asked)]
    return counted


def planned(*, missed: bool = False) -> Any:
    """What was planned for the days of the period, or of it what was missed, by the definition of the agenda."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        found = _planned(session, actor, home, asked, actions.c.planned_on)
        found.facts.columns["project"] = actions.c.project_id
        over = asked.over(home)
        found.conditions += [fates.counts_as_planned(over), *days(actions.c.planned_on, replace(asked, as_of=None))]
        if over is not None:  # what was planned by then, also for days that had not come
            found.conditions.append(actions.c.created_at < over)
        if missed and asked.as_of is not None and over is not None:
            found.conditions.append(fates.missed_by(asked.as_of, over))
        elif missed:
            found.conditions.append(fates.missed(home.day(session.now)))
        return found

    return counted


def _planned(session: Session, actor: Actor, home: Home, asked: Question, day: ColumnElement[Any]) -> Counted:
    """Plans are of who had them on their day: one that was handed over later stays with the giver."""
    if not {"owner", "team", "region"} & set(with_team(asked)):
        return _actions(session, actor, home, asked, day, actions.c.owner_id)
    had = func.coalesce(_first_giver(session, home, day, asked.as_of), actions.c.owner_id)
    return _actions(session, actor, home, asked, day, had)


def _stage(asked: Question) -> ColumnElement[Any]:
    """Where its project was when it was done; what was done since a day was in no stage by then."""
    stage: ColumnElement[Any] = actions.c.stage_id
    return stage if asked.as_of is None else case((actions.c.done_on <= asked.as_of, stage))


def _first_giver(session: Session, home: Home, day: ColumnElement[Any], as_of: date | None) -> ColumnElement[Any]:
    """Who gave away what the action is about, the first after a day; NULL where the action never passed on since.

    Read as of a day before that, it had not passed on either.
    """
    first = handovers.alias("first")
    same = or_(
        first.c.project_id == handovers.c.project_id,
        and_(handovers.c.project_id.is_(None), first.c.customer_id == handovers.c.customer_id),
    )
    until = date_day(day) if as_of is None else earlier(date_day(day), literal(number(as_of)))
    later = day_of(first.c.given_at, home.zone, session.now) > until
    giver = select(first.c.from_id).where(same, later, first.c.id <= handovers.c.id)
    return giver.order_by(first.c.id).limit(1).correlate(handovers, actions).scalar_subquery()


def _actions(
    session: Session, actor: Actor, home: Home, asked: Question, day: ColumnElement[Any], owner: ColumnElement[Any]
) -> Counted:
    # Without a question about projects none is looked up: three million actions would each pay for it.
    with_projects = asks_about(asked.where, but=OWN) or bool({"source", "campaign"} & set(asked.by))
    source: Any = actions.outerjoin(projects, projects.c.id == actions.c.project_id) if with_projects else actions
    if owner is not actions.c.owner_id:
        source = source.outerjoin(handovers, handovers.c.id == actions.c.handover_id)
    columns: dict[str, Any] = {
        "customer": actions.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
        "stage": _stage(asked), "kind": actions.c.kind, "outcome": actions.c.outcome, "day": day,
    }  # fmt: skip
    facts = Facts(source, columns, {projects.name} if with_projects else set())
    of_user(facts, owner, with_team(asked), day)
    chosen: list[Any] = [people_in_sight(actor, actions.c.owner_id)]
    instead = read_as(facts) | {name: _origin(name) for name in ("source_id", "campaign_id")}
    chosen += conditions(session, actor, home, asked.where, instead=instead, more=_MORE)
    return Counted(facts, chosen, (func.count(),))


def _origin(name: str) -> ColumnElement[Any]:
    """Where its project came from, else its customer."""
    of_customer = select(customers.c[name]).where(customers.c.id == actions.c.customer_id).correlate(actions)
    return func.coalesce(projects.c[name], of_customer.scalar_subquery())


def _kind(term: Term) -> ColumnElement[bool]:
    return among(actions.c.kind, term)


def _outcome(term: Term) -> ColumnElement[bool]:
    return among(actions.c.outcome, term)


_MORE = {"kind": _kind, "outcome": _outcome}
