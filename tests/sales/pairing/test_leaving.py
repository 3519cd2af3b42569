"""Who leaves keeps nobody waiting: talks that they will be gone for are called off; undo puts them back."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.sales.chances import take_back
from tests.sales.pairing.pairs import TODAY, act, entries, make, row
from tuicrm.sales import pairing, people


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
