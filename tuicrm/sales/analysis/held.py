"""Whose customers are: by their holder now, on the day asked for, or when it happened. No handover moves the past."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.trade import credits, purchases


def held(frame: Frame) -> list[ColumnElement[bool]]:
    """The conditions that people asked for hold a customer, or held it when the day of reading was over."""
    if frame.scope.as_of is None:
        return frame.of(customers.c.owner_id)
    stay = ownerships.c
    return _whole(
        frame,
        customers.c.id.in_(
            select(stay.customer_id).where(
                stay.from_at < frame.over, or_(stay.to_at.is_(None), stay.to_at >= frame.over),
                *frame.of(stay.owner_id),
            )
        ),
    )  # fmt: skip


def held_at(frame: Frame, customer: ColumnElement[Any], at: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The conditions that people asked for held a customer at the moment of something."""
    stay = ownerships.alias("stay")
    then = and_(stay.c.customer_id == customer, stay.c.from_at <= at, or_(stay.c.to_at.is_(None), stay.c.to_at > at))
    return _whole(frame, select(stay.c.id).where(then, *frame.of(stay.c.owner_id)).exists())


def sold_by(frame: Frame) -> list[ColumnElement[bool]]:
    """The conditions that a purchase is of people asked for: credited to them, else of a customer that they hold."""
    credited = and_(credits.c.outcome == "won", credits.c.archived_at.is_(None))
    mine = select(credits.c.project_id).where(credited, *frame.of(credits.c.user_id, credits.c.team_id))
    known = select(credits.c.project_id).where(credited)
    alone = or_(purchases.c.project_id.is_(None), purchases.c.project_id.not_in(known))
    return _whole(frame, or_(purchases.c.project_id.in_(mine), and_(alone, *held(frame))))


def _whole(frame: Frame, condition: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """Who asks for all needs no condition."""
    return [] if frame.user_id is None and frame.team_id is None else [condition]
