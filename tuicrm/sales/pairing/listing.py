"""Pairs as they stand: who talks with whom about what, when, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from tuicrm.sales.pairing.finding import find, in_sight
from tuicrm.sales.pairing.programmes import running
from tuicrm.sales.pairing.sheet import Sheet
from tuicrm.sales.pairing.strength import FEW
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.pairing import pairs, programmes
from tuicrm.store.tables.people import users

MOST = 200


@dataclass(frozen=True)
class PairRow:
    """One pair in a list.

    `on`, `at`: when it stands in the learner's agenda. `has_sheet`: the sheet is filled; it is for the two alone.
    `is_off`: still planned, but an entry of it was called off. `is_by_figures`: not chosen by hand alone.
    """

    id: int
    version: int
    week_on: date
    talk_on: date
    is_later: bool
    learner_id: int
    learner: str
    partner_id: int
    partner: str
    stage_id: int
    stage: str
    state: str
    on: date | None
    at: datetime | None
    met_on: date | None
    has_sheet: bool
    note: str | None
    note_state: str | None
    note_number: int | None
    end_reason: str | None
    programme_id: int | None
    is_off: bool
    is_by_figures: bool


@dataclass(frozen=True)
class PairCard:
    """A pair with its sheet; `sheet` is None for all but the two."""

    row: PairRow
    sheet: Sheet | None
    note_answer: str | None
    made_by: str | None


@dataclass(frozen=True)
class PairList:
    """Pairs, newest week first, and whether the actor's are measured: since when, and how long half of them wait."""

    rows: tuple[PairRow, ...]
    measured_since: date | None
    wait_weeks: int | None
    may_make: bool
    may_decide: bool


@rule("pair.list", right="read")
def listing(
    session: Session, actor: Actor, *, state: str | None = None, note_state: str | None = None, limit: int = MOST,
    now: datetime,
) -> PairList:  # fmt: skip
    """Give the pairs that the actor may see: their own, their team's for a lead, all for managers."""
    wanted = _rows().where(in_sight(actor))
    if state is not None:
        wanted = wanted.where(pairs.c.state == state)
    if note_state is not None:
        wanted = wanted.where(pairs.c.note_state == note_state)
    ordered = wanted.order_by(pairs.c.talk_on.desc(), pairs.c.id.desc()).limit(limit)
    programme = running(session, None if actor.manages else actor.team_id)
    return PairList(
        tuple(_row(one) for one in session.all(ordered)), programme.begins_on if programme else None,
        programme.wait_weeks if programme else None, actor.leads, actor.manages,
    )  # fmt: skip


@rule("pair.card", right="read")
def card(session: Session, actor: Actor, pair_id: int, *, now: datetime) -> PairCard:
    """Give one pair; its sheet only to the two."""
    row = find(session, actor, pair_id)
    shown = session.first(_rows().where(pairs.c.id == pair_id))
    mine = actor.id in (row.learner_id, row.partner_id)
    sheet = Sheet(*(getattr(row, name) or "" for name in ("went_well", "was_hard", "asked", "to_try")))
    made_by = session.value(select(users.c.name).where(users.c.id == row.made_by_id))
    return PairCard(_row(shown), sheet if mine else None, row.note_answer, made_by)


@rule("pair.of_action", right="read")
def of_action(session: Session, actor: Actor, action_id: int, *, now: datetime) -> PairCard:
    """Give the pair that an entry of an agenda belongs to."""
    mine = (pairs.c.learner_action_id == action_id) | (pairs.c.partner_action_id == action_id)
    pair_id = session.value(select(pairs.c.id).where(mine, pairs.c.archived_at.is_(None), in_sight(actor)))
    if pair_id is None:
        raise NotFound("action", action_id)
    return card(session, actor, pair_id, now=now)


def _rows() -> Select[Any]:
    learner, partner, entry, other, pair = users.alias(), users.alias(), actions.alias(), actions.alias(), pairs.c
    return (
        select(
            pair.id, pair.version, pair.week_on, pair.talk_on, pair.is_later, pair.learner_id,
            learner.c.name.label("learner"), pair.partner_id, partner.c.name.label("partner"), pair.stage_id,
            stages.c.name.label("stage"), pair.state, entry.c.planned_on, entry.c.planned_at, pair.met_on,
            pair.went_well, pair.was_hard, pair.asked, pair.to_try, pair.note, pair.note_state, pair.note_number,
            pair.end_reason, pair.programme_id, pair.learner_went_on, pair.learner_settled, pair.partner_went_on,
            pair.partner_settled, entry.c.state.label("entry"), other.c.state.label("other"),
        )
        .join(learner, learner.c.id == pair.learner_id)
        .join(partner, partner.c.id == pair.partner_id)
        .join(stages, stages.c.id == pair.stage_id)
        .outerjoin(entry, entry.c.id == pair.learner_action_id)
        .outerjoin(other, other.c.id == pair.partner_action_id)
        .outerjoin(programmes, programmes.c.id == pair.programme_id)
        .where(pair.archived_at.is_(None))
    )  # fmt: skip


def _row(row: Any) -> PairRow:
    filled = any((row.went_well, row.was_hard, row.asked, row.to_try))
    off = row.state == "planned" and "cancelled" in (row.entry, row.other)
    return PairRow(
        row.id, row.version, row.week_on, row.talk_on, row.is_later, row.learner_id, row.learner, row.partner_id,
        row.partner, row.stage_id, row.stage, row.state, row.planned_on, row.planned_at, row.met_on, filled, row.note,
        row.note_state, row.note_number, row.end_reason, row.programme_id, off, _by_figures(row),
    )  # fmt: skip


def _by_figures(row: Any) -> bool:
    """Whether enough cases said, when it was made, that the partner does better."""
    if min(row.learner_settled or 0, row.partner_settled or 0) < FEW:
        return False
    return bool(row.partner_went_on * row.learner_settled > row.learner_went_on * row.partner_settled)
