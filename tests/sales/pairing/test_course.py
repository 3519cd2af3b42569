"""A pair's way: what each state allows, and what is taken back."""

import pytest

from tests.company import Company
from tests.sales.chances import take_back
from tests.sales.pairing.pairs import ACTS, TODAY, WEEK, act, entries, make, proposed, state, team, whole
from tuicrm.sales import pairing
from tuicrm.sales.pairing import Sheet
from tuicrm.store.errors import Refused

STATES = {"planned": (), "met": ("fill",), "skipped": ("skip",), "cancelled": ("cancel",),
          "proposed": ("fill", "note"), "accepted": ("fill", "note", "accept"),
          "declined": ("fill", "note", "decline")}  # fmt: skip
ALLOWED = {
    "planned": {"fill", "skip", "cancel"}, "met": {"fill", "note"}, "skipped": set(), "cancelled": set(),
    "proposed": {"fill", "note", "accept", "decline"}, "accepted": {"fill"}, "declined": {"fill"},
}  # fmt: skip


@pytest.mark.parametrize("begin", STATES)
def test_what_a_pair_allows_in_each_state_and_that_it_is_taken_back(east: Company, begin: str) -> None:
    (made,) = make(east)
    for step in STATES[begin]:
        act(east, step, made.id)
    for what in ACTS:
        before = state(east, made.id)
        if what not in ALLOWED[begin]:
            with pytest.raises(Refused, match="pair_"):
                act(east, what, made.id)
        elif what == "note" and begin == "proposed":
            continue  # the same note again changes nothing
        elif what == "fill" and begin != "planned":
            east.desk("li").write(pairing.fill, made.id, Sheet(to_try="other"))
            take_back(east, "li")
        else:
            act(east, what, made.id)
            assert state(east, made.id) != before
            take_back(east, ACTS[what][0])
        assert state(east, made.id) == before, what
    whole(east)


def test_making_is_taken_back_with_both_entries(company: Company) -> None:
    team(company)
    (made,) = make(company)
    take_back(company, "wang")
    assert {one.state for one in entries(company, made.id)} == {"cancelled"}
    assert company.desk("hale").read(pairing.listing).rows == ()
    assert proposed(company) == [("Li Wei", "A. Roth", "Quote")]
    whole(company)


def test_pairs_that_talked_are_not_unmade(east: Company) -> None:
    (made,) = make(east)
    act(east, "fill", made.id)
    with pytest.raises(Refused, match="pair_over"):
        east.desk("wang").write(pairing.unmake, (made.id,))


@pytest.mark.parametrize(("what", "again"), [("skip", True), ("cancel", False)])
def test_skipped_may_be_proposed_again_called_off_may_not(east: Company, what: str, again: bool) -> None:
    (made,) = make(east)
    act(east, what, made.id)
    assert {one.state for one in entries(east, made.id)} == {"cancelled"}
    assert bool(proposed(east, week_on=TODAY + WEEK)) is again
