"""Who leaves keeps nobody waiting: talks that they will be gone for are called off; undo puts them back."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.sales.chances import take_back
from tests.sales.pairing.pairs import TODAY, act, entries, make, row
from tuicrm.sales import agenda, pairing, people
from tuicrm.sales.agenda import NewAction


@pytest.mark.parametrize("login", ["li", "roth"])
def test_the_talk_of_who_leaves_is_called_off_in_both_agendas(east: Company, login: str) -> None:
    (made,) = make(east)
    before = {one.id: (one.state, one.planned_on) for one in entries(east, made.id)}
    assert {state for state, _on in before.values()} == {"planned"}
    east.desk("boss").write(people.leave, east.id(login), left_on=TODAY - timedelta(days=1))
    assert (row(east, made.id).state, row(east, made.id).two) == ("skipped", None)
    assert {one.state for one in entries(east, made.id)} == {"cancelled"}
    assert {one.cancel_reason for one in entries(east, made.id)} == {row(east, made.id).end_reason}
    take_back(east, "boss")
    assert row(east, made.id).state == "planned"
    assert row(east, made.id).two
    assert {one.id: (one.state, one.planned_on) for one in entries(east, made.id)} == before


def test_a_talk_that_comes_before_the_last_day_stays(east: Company) -> None:
    (made,) = make(east)
    east.desk("boss").write(people.leave, east.id("li"), left_on=TODAY + timedelta(days=40))
    assert row(east, made.id).state == "planned"


def test_what_was_talked_about_stays_on_record(east: Company) -> None:
    (made,) = make(east)
    act(east, "fill", made.id)
    east.desk("boss").write(people.leave, east.id("li"), left_on=TODAY - timedelta(days=1))
    assert row(east, made.id).state == "met"
    take_back(east, "boss")
    assert row(east, made.id).state == "met"


def test_the_other_may_be_paired_anew(east: Company) -> None:
    (made,) = make(east)
    learner, partner = row(east, made.id).learner_id, row(east, made.id).partner_id
    east.desk("boss").write(people.leave, partner, left_on=TODAY - timedelta(days=1))
    listed = east.desk("hale").read(pairing.listing).rows
    assert [one.state for one in listed] == ["skipped"]
    assert learner != partner


# one entry is edited, the other goes along


@pytest.mark.parametrize("login", ["li", "roth"])
def test_the_full_form_moves_both_entries_and_undo_moves_both_back(east: Company, login: str) -> None:
    (made,) = make(east)
    before = [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)]
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id(login))
    later = before[0][0] + timedelta(days=7)
    east.desk(login).write(agenda.edit, mine.id, NewAction("meeting", mine.subject, on=later))
    assert {(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)} == {(later, None, "day")}
    take_back(east, login)
    assert [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)] == before


def test_what_is_no_time_is_one_s_own(east: Company) -> None:
    (made,) = make(east)
    first, other = entries(east, made.id)
    login = "li" if first.owner_id == east.id("li") else "roth"
    same = NewAction("meeting", "another name", at=first.planned_at, place="room 4")
    east.desk(login).write(agenda.edit, first.id, same)
    changed, kept = entries(east, made.id)
    assert (changed.subject, changed.place) == ("another name", "room 4")
    assert (kept.subject, kept.place, kept.version) == (other.subject, other.place, other.version)
