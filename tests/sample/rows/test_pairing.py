"""Rows about pairs: a lot that can be drawn again, sheets of those who talked, two entries in two agendas."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.sample.conftest import NOW
from tests.sample.rows.test_people import MOMENTS, filled
from tests.sample.telling import at
from tuicrm.sales.pairing.matching import later
from tuicrm.sales.pairing.people import next_week
from tuicrm.sample.passing_on import PLANNED, TALKS
from tuicrm.sample.rows.pairing import lot, monday_of
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs, programmes

FRIDAY, THURSDAY = at(2026, 11, 27), at(2026, 11, 26)


def rows(database: Database, table: Any, *which: Any) -> list[Any]:
    wanted = select(table).where(*which).order_by(table.c.id)
    return list(database.read_as(lambda session: session.all(wanted), NOW))


@pytest.fixture(params=["english", "chinese"])
def company(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("now", [*MOMENTS, FRIDAY, THURSDAY])
def test_the_lot_draws_what_the_story_tells_on_every_day(now: datetime) -> None:
    ledger = filled(now)
    drawn = lot(ledger)
    for week in {one.week for one in TALKS}:
        twos = {frozenset((ledger.people[one.learner], ledger.people[one.partner])): one.late
                for one in TALKS if one.week == week}  # fmt: skip
        waits = later(list(twos), f"{drawn} {monday_of(ledger, week)}")
        assert waits == {two for two, is_late in twos.items() if is_late}


@pytest.mark.parametrize("now", [*MOMENTS, FRIDAY, THURSDAY])
def test_weeks_are_counted_from_the_one_that_pairs_are_made_for(now: datetime) -> None:
    ledger = filled(now)
    this = monday_of(ledger, 0)
    assert this == next_week(ledger.days.today)
    assert this.weekday() == 0
    assert this + timedelta(days=3) >= ledger.days.today, "the entry of this week is not late"
    assert monday_of(ledger, 13) == this - timedelta(weeks=13)


def test_a_pair_is_as_the_rules_leave_it(company: Database) -> None:
    found = rows(company, pairs)
    assert [one.state for one in found] == [talk.state for talk in (*TALKS, PLANNED)]
    for one in found:
        assert one.week_on.weekday() == one.talk_on.weekday() == 0
        assert one.is_later == (one.talk_on > one.week_on)
        is_met = one.state == "met"
        assert all((text is not None) == is_met for text in (one.went_well, one.was_hard, one.asked, one.to_try))
        assert (one.met_on is not None) == is_met
        assert not is_met or one.talk_on <= one.met_on < one.talk_on + timedelta(days=5)
        assert (one.two is None) == (one.state == "skipped"), "they may be paired again"
        assert (one.end_reason is not None) == (one.state == "skipped")
        assert one.made_at.date() < one.week_on
        assert (one.note is None) == (one.note_state is None)
    assert [one.note_state for one in found if one.note_state] == ["accepted", "proposed"]


def test_the_lot_decided_of_all_but_this_week_s(company: Database) -> None:
    (programme,) = rows(company, programmes)
    found = rows(company, pairs)
    assert [one.programme_id for one in found] == [programme.id] * len(TALKS) + [None]
    assert programme.begins_on == min(one.week_on for one in found)
    for one in found[:-1]:
        assert one.talk_on == one.week_on + timedelta(weeks=programme.wait_weeks * one.is_later)
    assert programme.ended_at is not None, "nobody waits by lot any more"


def test_each_pair_stands_in_two_agendas_and_is_no_step_of_a_project(company: Database) -> None:
    entries = {one.id: one for one in rows(company, actions, actions.c.origin == "pair")}
    found = rows(company, pairs)
    assert sorted(entries) == sorted(entry for one in found for entry in (one.learner_action_id, one.partner_action_id))
    states = {"met": "done", "skipped": "cancelled", "planned": "planned"}
    for one in found:
        for owner, entry in ((one.learner_id, one.learner_action_id), (one.partner_id, one.partner_action_id)):
            kept = entries[entry]
            assert (kept.owner_id, kept.state, kept.minutes) == (owner, states[one.state], 20)
            assert kept.project_id is not None
            assert one.talk_on <= kept.planned_on < one.talk_on + timedelta(days=5)
            assert (kept.done_on == one.met_on) or one.state != "met"
            assert kept.stage_id is None
            assert "{" not in kept.subject
