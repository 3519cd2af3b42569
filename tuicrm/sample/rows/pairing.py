"""Rows about pairs: the programme with its lot, the talks with their sheets, their entries in two agendas."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count

from tuicrm.plain.periods import month_of
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.pairing.matching import later
from tuicrm.sales.pairing.people import next_week, two_of
from tuicrm.sales.pairing.slots import MINUTES
from tuicrm.sample.deal import QUOTE, Deal
from tuicrm.sample.passing_on import NOTED, PLANNED, TALKS, WAIT_WEEKS, Talk
from tuicrm.sample.rows.ledger import Ledger, Row
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs, programmes
from tuicrm.store.tables.projects import projects

BY = "hale"
_SHEET = {"went_well": "pair_well", "was_hard": "pair_hard", "asked": "pair_asked", "to_try": "pair_try"}
_THURSDAY = timedelta(days=3)


def add_pairs(ledger: Ledger, deals: Sequence[Deal], made: Mapping[int, int]) -> None:
    """Add what the story tells of pairs, after all other actions."""
    begins = monday_of(ledger, max(talk.week for talk in TALKS))
    programme = ledger.add(
        programmes, team_id=None, begins_on=begins, wait_weeks=WAIT_WEEKS, lot=lot(ledger), archived_at=None,
        made_at=_at(ledger, begins - timedelta(days=4), 10), made_by_id=ledger.people[BY], version=1,
        ended_at=_at(ledger, monday_of(ledger, 1) - timedelta(days=3), 16),
    )  # fmt: skip
    for number, talk in enumerate((*TALKS, PLANNED)):
        _add(ledger, deals, made, talk, number, None if talk is PLANNED else programme)


def monday_of(ledger: Ledger, weeks: int) -> date:
    """The Monday so many weeks before the week that pairs are made for now."""
    return next_week(ledger.days.today) - timedelta(weeks=weeks)


def lot(ledger: Ledger) -> int:
    """The first lot that draws what the story tells, on whatever day: the draw can be looked at again."""
    drawn = {
        week: (
            [_two(ledger, one) for one in TALKS if one.week == week],
            {_two(ledger, one) for one in TALKS if one.week == week and one.late},
        )
        for week in {one.week for one in TALKS}
    }
    return next(
        number
        for number in count(1)
        if all(later(twos, f"{number} {monday_of(ledger, week)}") == late for week, (twos, late) in drawn.items())
    )


def _two(ledger: Ledger, talk: Talk) -> frozenset[int]:
    return frozenset((ledger.people[talk.learner], ledger.people[talk.partner]))


def _add(
    ledger: Ledger, deals: Sequence[Deal], made: Mapping[int, int], talk: Talk, number: int, programme: int | None
) -> None:
    learner, partner = ledger.people[talk.learner], ledger.people[talk.partner]
    week, talks = monday_of(ledger, talk.week), monday_of(ledger, talk.talks)
    on = talks + _THURSDAY
    made_at = _at(ledger, week - timedelta(days=3), 11)
    entries = [
        _entry(ledger, deals, made, talk, own, other, on, made_at, 2 * number + place)
        for place, (own, other) in enumerate(((talk.learner, talk.partner), (talk.partner, talk.learner)))
    ]
    is_met = talk.state == "met"
    phrases = ledger.words.phrases
    ledger.add(
        pairs, programme_id=programme, week_on=week, talk_on=talks, is_later=talk.late, learner_id=learner,
        partner_id=partner, stage_id=ledger.ground.stages[QUOTE], state=talk.state,
        two=None if talk.state == "skipped" else two_of(learner, partner), learner_went_on=None, learner_settled=None,
        partner_went_on=None, partner_settled=None, learner_action_id=entries[0], partner_action_id=entries[1],
        made_at=made_at, made_by_id=ledger.people[BY], met_on=on if is_met else None,
        end_reason=phrases["no_time"] if talk.state == "skipped" else None,
        **{name: phrases[key] if is_met else None for name, key in _SHEET.items()},
        **_note(ledger, talk, on), archived_at=None, version=1,
    )  # fmt: skip


def _note(ledger: Ledger, talk: Talk, on: date) -> Row:
    key, state = talk.note
    is_accepted = state == "accepted"
    return {
        "note": ledger.words.phrases[key] if key else None,
        "note_state": state or None,
        "note_at": _at(ledger, on, 17) if key else None,
        "note_by_id": ledger.people[talk.learner] if key else None,
        "note_decided_at": ledger.days.at(NOTED) if is_accepted else None,
        "note_decided_by_id": ledger.people[BY] if is_accepted else None,
        "note_answer": None,
        "note_number": 2 if is_accepted else None,
    }


def _entry(
    ledger: Ledger, deals: Sequence[Deal], made: Mapping[int, int], talk: Talk, own: str, other: str, on: date,
    made_at: datetime, number: int,
) -> int:  # fmt: skip
    """An entry of twenty minutes beside a project of one's own; it is no step of that project."""
    known = [one for one in reversed(deals) if one.begun < talk.since - 5 and one.holder == own and not one.scene]
    case = next((one for one in known if one.stage == QUOTE), known[0])
    project = made[id(case)]
    state = {"met": "done", "skipped": "cancelled"}.get(talk.state, "planned")
    at, is_done = _at(ledger, on, 16), state == "done"
    stage, name = ledger.words.stages[QUOTE], ledger.words.people[other][0]
    return ledger.add(
        actions, uid=ledger.uid("pair", number, int(made_at.timestamp() * 1000)),
        customer_id=ledger.rows[projects][project - 1]["customer_id"], project_id=project, contact_id=None,
        inquiry_id=None, owner_id=ledger.people[own], made_by_id=ledger.people[BY], kind="task",
        subject=ledger.words.phrases["pair"].format(name=name, stage=stage), place=None, state=state, grain="minute",
        planned_on=on, planned_at=at, minutes=MINUTES, priority=0, promise=None, first_planned_on=on, postponed=0,
        done_at=at + timedelta(minutes=MINUTES) if is_done else None, done_on=on if is_done else None,
        done_month=month_of(on) if is_done else None, outcome="done" if is_done else None, note=None,
        done_minutes=MINUTES if is_done else None, cost_minor=None, currency=None, stage_id=None,
        playbook_action_id=None, handover_id=None, origin=AMONG_US,
        cancel_reason=ledger.words.phrases["no_time"] if state == "cancelled" else None, created_at=made_at,
        version=1,
    )  # fmt: skip


def _at(ledger: Ledger, on: date, hour: int) -> datetime:
    """A time of a day."""
    return ledger.days.planned(on, hour)
