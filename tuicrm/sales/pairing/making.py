"""Pairs are made: two entries of twenty minutes in two agendas, now or, where it is measured, later by lot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain.language import _
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.paired import call_off
from tuicrm.sales.pairing.cases import Case, case_of
from tuicrm.sales.pairing.matching import later
from tuicrm.sales.pairing.people import Person, away, busy, person, tallies, two_of, waiting
from tuicrm.sales.pairing.programmes import running
from tuicrm.sales.pairing.proposing import MOST, matched, slot_of, week_of, weeks_of
from tuicrm.sales.pairing.slots import MINUTES, Slot
from tuicrm.sales.pairing.strength import Tally
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.pairing import pairs
from tuicrm.store.tables.people import users

REFUSES = (
    "pair_week_over", "pair_nobody", "pair_oneself", "pair_before", "pair_busy", "pair_away", "pair_waits",
    "pair_no_case", "pair_no_day",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """Who is to learn which stage from whom."""

    learner_id: int
    partner_id: int
    stage_id: int


@dataclass(frozen=True)
class Made:
    """A pair that was made; `is_later`: the lot said that they wait. `at` is None where they have no hour in common."""

    id: int
    learner: str
    partner: str
    stage: str
    on: date
    at: datetime | None
    is_later: bool


@rule("pair.make", right="lead", writes=True, refuses=REFUSES)
def make(
    session: Session, actor: Actor, choices: tuple[Choice, ...] = (), week_on: date | None = None, *, now: datetime
) -> tuple[Made, ...]:
    """Make pairs of a week, by default all that are proposed, and put twenty minutes on both agendas.

    Two of one's own choice need no cases; else they are held to what a proposal is: nobody on leave, nobody twice in
    a week, no two who talked before. Where the team's pairs are measured half of them, by lot, talk later.

    Raises:
        Refused: `pair_nobody` (nothing is proposed), or what speaks against one of the two; then none is made.
    """
    week, choices = _chosen(session, actor, choices, week_on, now)
    session.lock(users, *sorted({one for pair in choices for one in (pair.learner_id, pair.partner_id)}))
    plans = _plans(session, actor, choices, week, now)
    known = {(one.stage_id, one.user_id): one for one in tallies(session, now)}
    made = [_make(session, actor, one, known, week, now) for one in plans]
    session.can_be_undone_by("pair.unmake", tuple(one.id for one in made))
    return tuple(made)


@rule("pair.plan", right="lead", refuses=REFUSES)
def planned(
    session: Session, actor: Actor, choices: tuple[Choice, ...] = (), week_on: date | None = None, *, now: datetime
) -> tuple[Made, ...]:
    """Say what `make` would make, with the lot drawn as it would be; the ids are 0."""
    week, choices = _chosen(session, actor, choices, week_on, now)
    return tuple(one.as_made(0, week) for one in _plans(session, actor, choices, week, now))


@dataclass(frozen=True)
class _Plan:
    """A pair that can be made."""

    learner: Person
    partner: Person
    stage: Any
    programme_id: int | None
    talk_on: date
    slot: Slot
    cases: tuple[Case, Case]

    def as_made(self, pair_id: int, week: date) -> Made:
        later_on = self.talk_on != week
        return Made(
            pair_id, self.learner.name, self.partner.name, self.stage.name, self.slot.on, self.slot.at, later_on
        )


def _chosen(
    session: Session, actor: Actor, choices: tuple[Choice, ...], week_on: date | None, now: datetime
) -> tuple[date, tuple[Choice, ...]]:
    """The week, and the pairs that were chosen or all that are proposed."""
    week = week_of(actor, week_on)
    if not choices:
        found = matched(session, actor, week, now)[:MOST]
        choices = tuple(Choice(one.learner_id, one.partner_id, one.stage_id) for one in found)
        if not choices:
            raise Refused("pair_nobody")
    return week, choices


def _plans(session: Session, actor: Actor, choices: Sequence[Choice], week: date, now: datetime) -> list[_Plan]:
    people = _checked(session, actor, choices, week)
    waits = _drawn(session, choices, people, week)
    return [_plan(session, one, people, week, waits.get(_two(one)), now) for one in choices]


def _plan(
    session: Session, one: Choice, people: dict[int, Person], week: date, drawn: tuple[int, date] | None, now: datetime
) -> _Plan:
    programme_id, talk_on = drawn or (None, week)
    learner, partner = people[one.learner_id], people[one.partner_id]
    slot = slot_of(session, (learner.id, partner.id), talk_on, now)
    if slot is None:
        raise Refused("pair_no_day", name=learner.name, other=partner.name)
    cases = []
    for own in (learner, partner):
        case = case_of(session, own.id, one.stage_id)
        if case is None:
            raise Refused("pair_no_case", name=own.name)
        cases.append(case)
    stage = session.get(stages, one.stage_id)
    return _Plan(learner, partner, stage, programme_id, talk_on, slot, (cases[0], cases[1]))


@rule("pair.unmake", right="lead", writes=True, refuses=("pair_over",))
def unmake(session: Session, actor: Actor, pair_ids: tuple[int, ...], *, now: datetime) -> tuple[int, ...]:
    """Take back that pairs were made, as if they had never been: both agendas are as before."""
    session.lock(pairs, *sorted(pair_ids))
    for pair_id in pair_ids:
        row = session.get(pairs, pair_id)
        if row is None or row.archived_at is not None:
            raise NotFound("pair", pair_id)
        person(session, actor, row.learner_id)
        if row.state != "planned":
            raise Refused("pair_over")
        change.update(session, pairs, pair_id, archived_at=now, two=None)
        call_off(session, row, "undo")
    return pair_ids


def _two(one: Choice) -> frozenset[int]:
    return frozenset((one.learner_id, one.partner_id))


def _checked(session: Session, actor: Actor, choices: Sequence[Choice], week: date) -> dict[int, Person]:
    """Give the people of some pairs, or refuse."""
    weeks = weeks_of(session, actor, week)
    gone, engaged, held = away(session, weeks), busy(session, weeks), waiting(session, week)
    people: dict[int, Person] = {}
    for one in choices:
        if one.learner_id == one.partner_id:
            raise Refused("pair_oneself")
        stage = session.get(stages, one.stage_id)
        if stage is None or stage.archived_at is not None or stage.kind != "open":
            raise NotFound("stage", one.stage_id)
        for user_id in (one.learner_id, one.partner_id):
            people[user_id] = found = person(session, actor, user_id)
            for code, some in (("pair_away", gone), ("pair_busy", engaged)):
                if user_id in some:
                    raise Refused(code, name=found.name, week=week)
            engaged.add(user_id)
        names = {"name": people[one.learner_id].name, "other": people[one.partner_id].name}
        if one.learner_id in held:
            raise Refused("pair_waits", **names)
        if session.exists(select(pairs.c.id).where(pairs.c.two == two_of(one.learner_id, one.partner_id))):
            raise Refused("pair_before", **names)
    return people


def _drawn(
    session: Session, choices: Sequence[Choice], people: dict[int, Person], week: date
) -> dict[frozenset[int], tuple[int, date]]:
    """Draw for each pair that is measured in which week it talks; gives its programme and the week."""
    found: dict[frozenset[int], tuple[int, date]] = {}
    for team_id in sorted({people[one.learner_id].team_id for one in choices}, key=lambda one: one or 0):
        programme = running(session, team_id)
        if programme is None:
            continue
        twos = [_two(one) for one in choices if people[one.learner_id].team_id == team_id]
        wait = later(twos, f"{programme.lot} {week}")
        to = week + timedelta(weeks=programme.wait_weeks)
        found |= {two: (programme.id, to if two in wait else week) for two in twos}
    return found


def _make(
    session: Session, actor: Actor, one: _Plan, known: dict[tuple[int, int], Tally], week: date, now: datetime
) -> Made:
    learner, partner, stage = one.learner, one.partner, one.stage
    entries = [
        _entry(session, actor, own, subject(other.name, stage.name), case, one.slot, now)
        for own, other, case in ((learner, partner, one.cases[0]), (partner, learner, one.cases[1]))
    ]
    mine, theirs = known.get((stage.id, learner.id)), known.get((stage.id, partner.id))
    made = change.insert(
        session, pairs, programme_id=one.programme_id, week_on=week, talk_on=one.talk_on,
        is_later=one.talk_on != week, learner_id=learner.id, partner_id=partner.id, stage_id=stage.id, state="planned",
        two=two_of(learner.id, partner.id),
        learner_went_on=mine and mine.went_on, learner_settled=mine and mine.settled,
        partner_went_on=theirs and theirs.went_on, partner_settled=theirs and theirs.settled,
        learner_action_id=entries[0], partner_action_id=entries[1], made_at=now, made_by_id=actor.id,
    )  # fmt: skip
    return one.as_made(made, week)


def _entry(session: Session, actor: Actor, own: Person, words: str, case: Case, slot: Slot, now: datetime) -> int:
    """Put the talk on one agenda, beside a project of one's own that it may be about; it is no step of that project."""
    return change.insert(
        session, actions, customer_id=case.customer_id, project_id=case.project_id, owner_id=own.id,
        made_by_id=actor.id, kind="task", subject=words, state="planned",
        grain="day" if slot.at is None else "minute", planned_on=home(session).day(slot.at) if slot.at else slot.on,
        planned_at=slot.at, first_planned_on=slot.on, minutes=MINUTES, origin=AMONG_US, created_at=now,
    )  # fmt: skip


def subject(other: str, stage: str) -> str:
    """What the entry in an agenda is called."""
    return _("20 minutes with {name}: {stage}").format(name=other, stage=stage)[:300]
