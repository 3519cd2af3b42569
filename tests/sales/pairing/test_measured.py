"""Pairs by lot in a programme, and the entries of the agenda that stand for a talk."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, take_back
from tests.sales.pairing.pairs import SHEET, TODAY, WEEK, act, entries, make, proposed, row, whole
from tests.sales.pairing.team import person, settled
from tuicrm.sales import agenda, funnel, handovers, pairing, projects
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.people import leaves, users


def test_measured_pairs_are_dealt_by_lot_and_who_waits_is_left_alone(east: Company) -> None:
    for nth, (login, weak) in enumerate((("nova", True), ("oslo", False), ("pine", True), ("quin", False))):
        person(east, login)
        settled(east, login, 3 + nth if weak else 16, 20)
    east.desk("wang").write(pairing.measure)
    made = make(east)
    assert len(made) == 3
    waits = [one for one in made if one.is_later]
    assert len(waits) in (1, 2)
    for one in waits:
        pair = row(east, one.id)
        assert pair.talk_on == pair.week_on + 4 * WEEK
        assert pair.talk_on <= one.on < pair.talk_on + WEEK
        with pytest.raises(Refused, match="pair_not_yet"):
            east.desk(_login(east, pair.learner_id)).write(pairing.fill, one.id, SHEET)
    learners = {row(east, one.id).learner_id for one in waits}
    next_ones = east.desk("wang").read(pairing.propose, week_on=TODAY + WEEK)
    assert not learners & {one.learner_id for one in next_ones}


def _login(company: Company, user_id: int) -> str:
    return str(company.value(select(users.c.login).where(users.c.id == user_id)))


def test_a_programme_begins_once_ends_and_is_taken_back(east: Company) -> None:
    east.desk("wang").write(pairing.measure, wait_weeks=2)
    found = east.desk("wang").read(pairing.listing)
    assert (found.measured_since, found.wait_weeks) == (TODAY, 2)
    for login in ("wang",):
        with pytest.raises(Refused, match="pair_measured"):
            east.desk(login).write(pairing.measure)
    with pytest.raises(Refused, match="pair_wait"):
        east.desk("wang").write(pairing.measure, wait_weeks=13)
    east.desk("wang").write(pairing.measure_end)
    assert east.desk("wang").read(pairing.listing).measured_since is None
    take_back(east, "wang")
    assert east.desk("wang").read(pairing.listing).measured_since == TODAY
    east.desk("wang").write(pairing.measure_end)
    with pytest.raises(Refused, match="pair_not_measured"):
        east.desk("wang").write(pairing.measure_end)


def test_leave_counts_also_in_the_week_that_the_lot_may_choose(east: Company) -> None:
    days = {"from_on": TODAY + 4 * WEEK, "to_on": TODAY + 4 * WEEK}
    insert(east, leaves, user_id=east.id("roth"), kind="holiday", **days)
    assert proposed(east)
    east.desk("hale").write(pairing.measure)
    assert proposed(east) == []


def test_an_entry_of_the_agenda_leads_to_its_pair(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    assert east.desk("li").read(pairing.of_action, mine.id).row.id == made.id
    with pytest.raises(NotFound):
        east.desk("kuhn").read(pairing.of_action, mine.id)
    east.desk("li").write(agenda.cancel, mine.id, reason="ill")
    assert east.desk("wang").read(pairing.listing).rows[0].is_off


def test_the_entry_stays_when_its_case_is_handed_over_or_closed(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    east.desk("wang").write(handovers.give, (("project", mine.project_id),), east.id("kuhn"), handovers.Terms())
    case = next(one for one in entries(east, made.id) if one.id == mine.id)
    assert (case.owner_id, case.state) == (east.id("li"), "planned")
    other = next(one for one in entries(east, made.id) if one.id != mine.id)
    east.desk("roth").write(funnel.lose, other.project_id, "price")
    assert {one.state for one in entries(east, made.id)} == {"planned"}
    act(east, "fill", made.id)
    whole(east)


def test_the_entry_is_no_plan_of_its_case(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    card = east.desk("li").read(projects.card, mine.project_id)
    assert (card.plan, card.record) == ((), ())
    assert [one.subject for one in east.desk("li").read(agenda.now_list).rows if one.kind == "action"] == []
    east.clock.later(days=1)
    (row_,) = [one for one in east.desk("li").read(agenda.now_list).rows if one.kind == "action"]
    assert (row_.subject, row_.origin) == ("20 minutes with A. Roth: Quote", "pair")


@pytest.mark.parametrize("login", ["li", "roth"])
def test_who_puts_the_talk_off_moves_both_entries_and_back(east: Company, login: str) -> None:
    (made,) = make(east)
    before = [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)]
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id(login))
    to = NOW + timedelta(days=3, hours=4)
    east.desk(login).write(agenda.postpone, mine.id, at=to)
    assert {(one.planned_on, one.planned_at, one.state) for one in entries(east, made.id)} == {
        (to.date(), to, "planned")
    }
    take_back(east, login)
    assert [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)] == before
    whole(east)
