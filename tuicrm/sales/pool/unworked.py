"""Customers that were taken and never worked on: their holder is reminded, then the lead told, then it can be moved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.home import home
from tuicrm.sales.pool.policy import policy
from tuicrm.sales.pool.recycling import whose_are
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.store import days
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import teams, users

STEPS = {"remind": N_("no first action"), "lead": N_("the lead is told"), "reassign": N_("give it to somebody else")}


@dataclass(frozen=True)
class Unworked:
    """A held customer without a first action since it was taken, and how far that has gone: a key of `STEPS`."""

    customer_id: int
    name: str
    class_key: str | None
    owner_id: int
    owner: str
    team: str | None
    days: int
    step: str


@rule("pool.unworked", right="read")
def unworked(session: Session, actor: Actor, *, whose: str = "mine", now: datetime) -> tuple[Unworked, ...]:
    """Give the customers that wait for a first action, the longest first.

    The holder sees every step from the reminder on; a lead sees others' customers from the step on that tells leads.
    """
    rules, house = policy(session), home(session)
    held = days.day_of(customers.c.held_since_at, house.zone, now)
    today = days.number(house.day(now))
    steps = [("reassign", rules.reassign_days), ("lead", rules.lead_days), ("remind", rules.remind_days)]
    known = [(step, number) for step, number in steps if number is not None]
    mine = [number for _step, number in known]
    others = [number for step, number in known if step != "remind"]
    reach = []
    if mine:
        reach.append((customers.c.owner_id == actor.id) & (held <= today - min(mine)))
    if others and actor.leads:
        reach.append((customers.c.owner_id != actor.id) & (held <= today - min(others)))
    if not reach:
        return ()
    rows = session.all(
        select(
            customers.c.id, customers.c.name, customers.c.class_key, customers.c.owner_id,
            users.c.name.label("owner"), teams.c.name.label("team"), held.label("held"),
        )
        .join(users, users.c.id == customers.c.owner_id)
        .outerjoin(teams, teams.c.id == users.c.team_id)
        .where(
            customers_in_sight(actor), whose_are(actor, whose), customers.c.archived_at.is_(None), or_(*reach),
            or_(customers.c.last_action_at.is_(None), customers.c.last_action_at < customers.c.held_since_at),
        )
        .order_by(customers.c.held_since_at, customers.c.id)
    )  # fmt: skip
    return tuple(
        Unworked(
            row.id, row.name, row.class_key, row.owner_id, row.owner, row.team, today - row.held,
            next(step for step, number in sorted(known, key=lambda one: -one[1]) if today - row.held >= number),
        )
        for row in rows
    )  # fmt: skip
