"""Facts that happen at a moment: inquiries, stage moves, actions, claims and releases, handovers, needs, targets."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, extract, func, or_, select, true

from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.agenda import fates
from tuicrm.sales.analysis.dimensions import Facts
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.funnel.as_of import end_of
from tuicrm.sales.home import Home
from tuicrm.sales.pool import filtering
from tuicrm.sales.project_filter import conditions
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customer_needs, customers, inquiries, needs, ownerships
from tuicrm.store.tables.people import targets, users
from tuicrm.store.tables.projects import handovers, projects, stage_history


def customer_filter(session: Session, actor: Actor, text: str, now: datetime) -> list[ColumnElement[bool]]:
    """Turn a filter line into conditions on customers.

    Raises:
        Refused: `filter`, with the sentence that says what was not understood.
    """
    if not text:
        return []
    found = filtering.conditions(session, actor, text, now)
    if found.errors:
        raise Refused("filter", sentence=found.errors[0])
    return found.where


def people_in_sight(actor: Actor, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """What somebody did, for oneself and for who sees the team."""
    if rights.sees_all(actor):
        return true()
    mine = users.c.id == actor.id if actor.team_id is None else users.c.team_id == actor.team_id
    return or_(column == actor.id, column.in_(select(users.c.id).where(mine)))


def days(column: ColumnElement[Any], asked: Question) -> list[Any]:
    """The period, and the day of reading, on a column of days."""
    found: list[Any] = [column >= asked.from_on] if asked.from_on is not None else []
    found += [column <= asked.to_on] if asked.to_on is not None else []
    return found + ([column <= asked.as_of] if asked.as_of is not None else [])


def moments(column: ColumnElement[Any], home: Home, asked: Question) -> list[Any]:
    """The same on a column of moments."""
    found: list[Any] = []
    if asked.from_on is not None:
        found.append(column >= end_of(home, asked.from_on - timedelta(days=1)))
    if asked.to_on is not None:
        found.append(column < end_of(home, asked.to_on))
    return found + ([column < end_of(home, asked.as_of)] if asked.as_of is not None else [])


def _of_user(facts: Facts, column: ColumnElement[Any], by: tuple[str, ...]) -> None:
    """The team of today of who did it."""
    facts.columns["owner"] = column
    if {"team", "region"} & set(by):
        who = users.alias("who")
        facts.source = facts.source.outerjoin(who, who.c.id == column)
        facts.columns["team"] = who.c.team_id


def asked_for(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Inquiries. By source and campaign of the inquiry; the rest by its customer.

    A person's are those of customers whom they held when they were answered, so that a handover moves none of them;
    what nobody has answered is the holder's of now.
    """
    stay = ownerships.alias("stay")
    held_at = func.coalesce(inquiries.c.answered_at, session.now)
    then = and_(
        stay.c.customer_id == inquiries.c.customer_id,
        stay.c.from_at <= held_at,
        or_(stay.c.to_at.is_(None), stay.c.to_at > held_at),
    )
    facts = Facts(
        inquiries.join(customers, customers.c.id == inquiries.c.customer_id).outerjoin(stay, then),
        {
            "month": inquiries.c.month, "source": inquiries.c.source_id, "campaign": inquiries.c.campaign_id,
            "customer": inquiries.c.customer_id, "owner": stay.c.owner_id,
        },
        {"customer"},
    )  # fmt: skip
    if {"team", "region"} & set(asked.by):
        _of_user(facts, stay.c.owner_id, asked.by)
    chosen: list[Any] = [inquiries.c.archived_at.is_(None), rights.customers_in_sight(actor)]
    chosen += days(inquiries.c.came_on, asked)
    chosen += customer_filter(session, actor, asked.where, session.now)
    return Counted(facts, chosen, (func.count(),))


def moved(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Stays in a stage, by the day of entering it and its holder then."""
    facts = Facts(
        stage_history.join(projects, projects.c.id == stage_history.c.project_id),
        {
            "month": stage_history.c.entered_month, "stage": stage_history.c.stage_id,
            "customer": projects.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
            "owner": stage_history.c.holder_id,
        },
    )  # fmt: skip
    _of_user(facts, stage_history.c.holder_id, asked.by)
    chosen: list[Any] = [projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    chosen += moments(stage_history.c.entered_at, home, asked)
    chosen += conditions(session, actor, home, asked.where)
    return Counted(facts, chosen, (func.count(),))


def acted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Actions that were done, by the day."""
    counted = _actions(session, actor, home, asked, actions.c.done_month)
    counted.conditions += [actions.c.state == "done", *days(actions.c.done_on, asked)]
    return counted


def due(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Actions that were planned for a day of the period that has come: done, called off, or still to be done."""
    counted = _actions(session, actor, home, asked, None)
    planned_on = func.coalesce(actions.c.first_planned_on, actions.c.planned_on)
    counted.conditions += [planned_on <= home.day(session.now), *days(planned_on, asked)]
    return counted


def planned(*, missed: bool = False) -> Any:
    """What was planned for the days of the period, or of it what was missed, by the definition of the agenda."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        planned_on = actions.c.planned_on
        month = extract("year", planned_on) * 12 + extract("month", planned_on)
        found = _actions(session, actor, home, asked, month)
        found.facts.columns["week"], found.facts.columns["project"] = planned_on, actions.c.project_id
        found.conditions += [fates.counts_as_planned(), *days(planned_on, asked)]
        if missed:
            found.conditions.append(fates.missed(home.day(session.now)))
        return found

    return counted


def _actions(session: Session, actor: Actor, home: Home, asked: Question, month: ColumnElement[Any] | None) -> Counted:
    # Without a question about projects none is looked up: three million actions would each pay for it.
    with_projects = bool(asked.where) or bool({"source", "campaign"} & set(asked.by))
    source: Any = actions.outerjoin(projects, projects.c.id == actions.c.project_id) if with_projects else actions
    columns: dict[str, Any] = {
        "customer": actions.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
        "stage": actions.c.stage_id, "kind": actions.c.kind, "outcome": actions.c.outcome, "owner": actions.c.owner_id,
    }  # fmt: skip
    if month is not None:
        columns["month"] = month
    facts = Facts(source, columns, {projects.name} if with_projects else set())
    _of_user(facts, actions.c.owner_id, asked.by)
    chosen: list[Any] = [people_in_sight(actor, actions.c.owner_id)]
    chosen += conditions(session, actor, home, asked.where)
    return Counted(facts, chosen, (func.count(),))


def held(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Changes of holder: claims count for who claimed, releases for who gave the customer free."""
    facts = Facts(
        ownerships.join(customers, customers.c.id == ownerships.c.customer_id),
        {"customer": ownerships.c.customer_id, "source": customers.c.source_id, "campaign": customers.c.campaign_id},
        {"customer"},
    )
    _of_user(facts, func.coalesce(ownerships.c.by_id, ownerships.c.owner_id), asked.by)
    chosen: list[Any] = [rights.customers_in_sight(actor), *moments(ownerships.c.from_at, home, asked)]
    chosen += customer_filter(session, actor, asked.where, session.now)
    return Counted(facts, chosen, (func.count(),))


def handed(column: str) -> Any:
    """Handovers, for who gave (`from_id`) or who took (`to_id`)."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        facts = Facts(
            handovers.outerjoin(projects, projects.c.id == handovers.c.project_id),
            {"source": projects.c.source_id, "campaign": projects.c.campaign_id, "customer": handovers.c.customer_id},
        )
        _of_user(facts, handovers.c[column], asked.by)
        chosen = [people_in_sight(actor, handovers.c[column]), *moments(handovers.c.given_at, home, asked)]
        return Counted(facts, chosen + conditions(session, actor, home, asked.where), (func.count(),))

    return counted


def needed(day: str) -> Any:
    """Needs that customers have, by the day they were asked for (`asked_on`) or met (`met_on`)."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        source = customer_needs.join(needs, needs.c.id == customer_needs.c.need_id)
        source = source.join(customers, customers.c.id == customer_needs.c.customer_id)
        facts = Facts(
            source,
            {
                "customer": customer_needs.c.customer_id, "source": customers.c.source_id,
                "campaign": customers.c.campaign_id, "need": needs.c.name, "owner": customers.c.owner_id,
            },
            {"customer"},
        )  # fmt: skip
        if {"team", "region"} & set(asked.by):
            _of_user(facts, customers.c.owner_id, asked.by)
        chosen: list[Any] = [
            customer_needs.c.archived_at.is_(None), customer_needs.c[day].is_not(None),
            rights.customers_in_sight(actor), *days(customer_needs.c[day], asked),
        ]  # fmt: skip
        chosen += customer_filter(session, actor, asked.where, session.now)
        return Counted(facts, chosen, (func.count(),))

    return counted


def aimed(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Targets, by month and person; a period counts the months that it touches."""
    facts = Facts(targets, {"month": targets.c.month})
    _of_user(facts, targets.c.user_id, asked.by)
    chosen: list[Any] = [people_in_sight(actor, targets.c.user_id), targets.c.currency == home.currency]
    if asked.from_on is not None:
        chosen.append(targets.c.month >= month_of(asked.from_on))
    if asked.to_on is not None:
        chosen.append(targets.c.month <= month_of(asked.to_on))
    return Counted(facts, chosen, (func.count(),))


def first_action_of(inquiry: Table) -> Any:
    """The moment of the first action with the customer after an inquiry came."""
    return (
        select(func.min(actions.c.done_at))
        .where(
            actions.c.customer_id == inquiry.c.customer_id,
            actions.c.state == "done",
            actions.c.done_at >= inquiry.c.came_at,
        )
        .correlate(inquiry)
        .scalar_subquery()
    )
