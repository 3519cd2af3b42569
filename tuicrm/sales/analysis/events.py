"""Facts that happen at a moment: inquiries, stage moves, claims and releases, handovers; and targets."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, and_, case, extract, func, or_, select, true
from sqlalchemy.sql.visitors import replacement_traverse

from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.analysis.dimensions import Facts
from tuicrm.sales.analysis.facts import Counted, Question
from tuicrm.sales.funnel.as_of import end_of
from tuicrm.sales.home import Home
from tuicrm.sales.pool import filtering
from tuicrm.sales.project_filter import conditions, names_holder
from tuicrm.store.actor import Actor
from tuicrm.store.days import date_day, day_of
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries, ownerships
from tuicrm.store.tables.people import memberships, targets, users
from tuicrm.store.tables.projects import handovers, projects, stage_history


def customer_filter(
    session: Session, actor: Actor, text: str, now: datetime, holder: ColumnElement[Any] | None = None
) -> list[ColumnElement[bool]]:
    """Turn a filter line into conditions on customers.

    Args:
        holder: who held the customer then; without it `owner:` means who holds it now.

    Raises:
        Refused: `filter`, with the sentence that says what was not understood.
    """
    if not text:
        return []
    found = filtering.conditions(session, actor, text, now)
    if found.errors:
        raise Refused("filter", sentence=found.errors[0])
    if holder is None:
        return [found.every]

    def then(element: Any, **_: Any) -> Any:
        return holder if element is customers.c.owner_id else None

    return [replacement_traverse(found.every, {}, then)]


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


def of_user(
    facts: Facts, column: ColumnElement[Any], by: tuple[str, ...], day: ColumnElement[Any],
    counted: Callable[[ColumnElement[Any]], ColumnElement[Any]] | None = None,
) -> None:  # fmt: skip
    """Whose it is, and the team that they were in on the day.

    Args:
        day: a DATE, or the number of a day.
        counted: what counts a DATE as `day` is counted, where it is another number.
    """
    facts.columns["owner"] = column
    if not {"team", "region"} & set(by):
        return
    then, now = memberships.alias("member"), users.alias("who")
    if counted is None:
        counted = (lambda on: on) if isinstance(day.type, Date) else date_day
    first, after = counted(then.c.from_on), counted(then.c.to_on)
    member = and_(then.c.user_id == column, first <= day, or_(then.c.to_on.is_(None), after > day))
    facts.source = facts.source.outerjoin(then, member).outerjoin(now, now.c.id == column)
    facts.columns["team"] = case((then.c.id.is_not(None), then.c.team_id), else_=now.c.team_id)


def with_team(asked: Question) -> tuple[str, ...]:
    """The dimensions, and the team where a filter line on projects asks for it."""
    return (*asked.by, "team") if asked.where and names_holder(asked.where) else asked.by


def read_as(facts: Facts) -> dict[str, ColumnElement[Any]]:
    """The columns that a filter line on projects reads of the facts themselves: who, whose and where it was then."""
    columns = {"owner": "owner_id", "team": "team_id", "customer": "customer_id", "stage": "stage_id"}
    return {name: facts.columns[key] for key, name in columns.items() if key in facts.columns}


def asked_for(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Inquiries. By source and campaign of the inquiry; the rest by its customer.

    A person's are those of customers whom they held when they were answered, so that a handover moves none of them;
    what nobody has answered is the holder's of now, or of the day as of which it is read.
    """
    stay = ownerships.alias("stay")
    at = session.now if asked.as_of is None else min(session.now, end_of(home, asked.as_of) - timedelta(microseconds=1))
    held_at = case((inquiries.c.answered_at <= at, inquiries.c.answered_at), else_=at)
    then = and_(
        stay.c.customer_id == inquiries.c.customer_id,
        stay.c.from_at <= held_at,
        or_(stay.c.to_at.is_(None), stay.c.to_at > held_at),
    )
    source: Any = inquiries
    joined: set[str] = set()
    if asked.where or not rights.sees_all(actor):
        source, joined = source.join(customers, customers.c.id == inquiries.c.customer_id), {"customer"}
    if {"owner", "team", "region"} & set(with_team(asked)):
        source = source.outerjoin(stay, then)
    facts = Facts(
        source,
        {
            "month": inquiries.c.month, "day": inquiries.c.came_on, "source": inquiries.c.source_id,
            "campaign": inquiries.c.campaign_id,
            "customer": inquiries.c.customer_id, "owner": stay.c.owner_id,
        },
        joined,
    )  # fmt: skip
    of_user(facts, stay.c.owner_id, asked.by, inquiries.c.came_on)
    chosen: list[Any] = [inquiries.c.archived_at.is_(None), rights.customers_in_sight(actor)]
    chosen += days(inquiries.c.came_on, asked)
    chosen += customer_filter(session, actor, asked.where, session.now, stay.c.owner_id)
    return Counted(facts, chosen, (func.count(),))


_OF_STAYS = {"week", "month", "quarter", "year", "stage", "owner", "team", "region"}
"""What a stay knows without its project."""


def moved(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Stays in a stage, by the day of entering it and its holder then."""
    is_alone = rights.sees_all(actor) and not asked.where and set(asked.by) <= _OF_STAYS
    gone = select(projects.c.id).where(projects.c.archived_at.is_not(None))
    facts = Facts(
        stage_history
        if is_alone  # nothing is asked of a million projects then
        else stage_history.join(projects, projects.c.id == stage_history.c.project_id),
        {
            "month": stage_history.c.entered_month, "stage": stage_history.c.stage_id,
            "customer": projects.c.customer_id, "source": projects.c.source_id, "campaign": projects.c.campaign_id,
            "day": day_of(stage_history.c.entered_at, home.zone, session.now),
        },
    )  # fmt: skip
    of_user(facts, stage_history.c.holder_id, with_team(asked), facts.columns["day"])
    chosen: list[Any] = [stage_history.c.project_id.not_in(gone)]
    if not is_alone:
        chosen = [projects.c.archived_at.is_(None), rights.projects_in_sight(actor)]
    chosen += moments(stage_history.c.entered_at, home, asked)
    if asked.from_on is not None:  # the month says less, but is in the index
        chosen.append(stage_history.c.entered_month >= month_of(asked.from_on))
    if asked.to_on is not None:
        chosen.append(stage_history.c.entered_month <= month_of(asked.to_on))
    chosen += conditions(session, actor, home, asked.where, instead=read_as(facts))
    return Counted(facts, chosen, (func.count(),))


def held(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Changes of holder: claims count for who claimed, releases for who gave the customer free."""
    facts = Facts(
        ownerships.join(customers, customers.c.id == ownerships.c.customer_id),
        {
            "customer": ownerships.c.customer_id, "source": customers.c.source_id,
            "campaign": customers.c.campaign_id, "day": day_of(ownerships.c.from_at, home.zone, session.now),
        },
        {"customer"},
    )  # fmt: skip
    of_user(facts, func.coalesce(ownerships.c.by_id, ownerships.c.owner_id), asked.by, facts.columns["day"])
    chosen: list[Any] = [rights.customers_in_sight(actor), *moments(ownerships.c.from_at, home, asked)]
    chosen += customer_filter(session, actor, asked.where, session.now)
    return Counted(facts, chosen, (func.count(),))


def handed(column: str) -> Any:
    """Handovers, for who gave (`from_id`) or who took (`to_id`)."""

    def counted(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
        facts = Facts(
            handovers.outerjoin(projects, projects.c.id == handovers.c.project_id),
            {
                "source": projects.c.source_id, "campaign": projects.c.campaign_id,
                "customer": func.coalesce(handovers.c.customer_id, projects.c.customer_id),
                "day": day_of(handovers.c.given_at, home.zone, session.now),
            },
        )  # fmt: skip
        of_user(facts, handovers.c[column], with_team(asked), facts.columns["day"])
        chosen = [people_in_sight(actor, handovers.c[column]), *moments(handovers.c.given_at, home, asked)]
        instead = read_as(facts)
        return Counted(facts, chosen + conditions(session, actor, home, asked.where, instead=instead), (func.count(),))

    return counted


def aimed(session: Session, actor: Actor, home: Home, asked: Question) -> Counted:
    """Targets, by month and person; a period counts the months that it touches."""
    facts = Facts(targets, {"month": targets.c.month})
    of_user(facts, targets.c.user_id, asked.by, targets.c.month, _month_of)
    chosen: list[Any] = [people_in_sight(actor, targets.c.user_id), targets.c.currency == home.currency]
    if asked.from_on is not None:
        chosen.append(targets.c.month >= month_of(asked.from_on))
    if asked.to_on is not None:
        chosen.append(targets.c.month <= month_of(asked.to_on))
    return Counted(facts, chosen, (func.count(),))


def _month_of(on: ColumnElement[Any]) -> ColumnElement[Any]:
    return extract("year", on) * 12 + extract("month", on)


def first_action_of(inquiry: Table, before: datetime | None = None) -> Any:
    """The moment of the first action with the customer after an inquiry came, of those before a moment."""
    known = () if before is None else (actions.c.done_at < before,)
    return (
        select(func.min(actions.c.done_at))
        .where(
            actions.c.customer_id == inquiry.c.customer_id,
            actions.c.state == "done",
            actions.c.done_at >= inquiry.c.came_at,
            *known,
        )
        .correlate(inquiry)
        .scalar_subquery()
    )
