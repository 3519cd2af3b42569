"""The sheet of a talk: who fills and sees it, what becomes of its note, who may not."""

from datetime import timedelta

import pytest

from tests.company import Company
from tests.sales.chances import stage, take_back
from tests.sales.pairing.pairs import SHEET, TODAY, act, entries, make, row, team
from tests.sales.pairing.team import person
from tuicrm.sales import pairing
from tuicrm.sales.funnel import playbook
from tuicrm.sales.pairing import Sheet
from tuicrm.store.errors import ChangedSince, NotAllowed, NotFound, Refused


def test_a_filled_sheet_is_a_talk_on_record_in_both_agendas(east: Company) -> None:
    (made,) = make(east)
    east.clock.later(days=1)
    act(east, "fill", made.id)
    assert {(one.state, one.outcome, one.done_on) for one in entries(east, made.id)} == {
        ("done", "done", TODAY + timedelta(days=1))
    }
    found = east.desk("roth").read(pairing.card, made.id)
    assert (found.row.state, found.row.met_on, found.sheet) == ("met", TODAY + timedelta(days=1), SHEET)


@pytest.mark.parametrize("login", ["wang", "hale", "eye", "boss"])
def test_the_sheet_is_for_the_two_alone(east: Company, login: str) -> None:
    (made,) = make(east)
    act(east, "fill", made.id)
    found = east.desk(login).read(pairing.card, made.id)
    assert found.sheet is None
    assert found.row.has_sheet
    if login != "eye":
        with pytest.raises(NotAllowed):
            east.desk(login).write(pairing.fill, made.id, SHEET)


def test_other_people_do_not_know_of_a_pair(east: Company) -> None:
    person(east, "nova")
    (made,) = make(east)
    for login in ("nova", "kuhn"):
        assert east.desk(login).read(pairing.listing).rows == ()
        for rule, *more in ((pairing.fill, SHEET), (pairing.skip,), (pairing.note, "x")):
            with pytest.raises(NotFound):
                east.desk(login).write(rule, made.id, *more)
        with pytest.raises(NotFound):
            east.desk(login).read(pairing.card, made.id)


def test_both_write_into_one_sheet_and_nothing_is_overrun(east: Company) -> None:
    (made,) = make(east)
    seen = east.desk("roth").read(pairing.card, made.id).row.version
    east.desk("li").write(pairing.fill, made.id, Sheet(went_well="opening"), version=seen)
    east.desk("roth").write(pairing.fill, made.id, Sheet(was_hard="price"), version=seen)
    assert east.desk("li").read(pairing.card, made.id).sheet == Sheet("opening", "price", "", "")
    with pytest.raises(ChangedSince):
        east.desk("roth").write(pairing.fill, made.id, Sheet(went_well="closing"), version=seen)


@pytest.mark.parametrize("sheet", [Sheet(), Sheet("", "  ", "\n", None)])
def test_an_empty_sheet_is_no_talk(east: Company, sheet: Sheet) -> None:
    (made,) = make(east)
    with pytest.raises(Refused, match="pair_sheet_empty"):
        east.desk("li").write(pairing.fill, made.id, sheet)
    with pytest.raises(Refused, match="too_long"):
        east.desk("li").write(pairing.fill, made.id, Sheet("x" * 4001))


@pytest.mark.parametrize("days", [-1, 1])
def test_they_talked_between_the_week_and_today(east: Company, days: int) -> None:
    (made,) = make(east)
    with pytest.raises(Refused, match="pair_met_when"):
        east.desk("li").write(pairing.fill, made.id, SHEET, met_on=TODAY + timedelta(days=days))


def test_hostile_text_is_kept_as_text(east: Company) -> None:
    (made,) = make(east)
    east.desk("li").write(
        pairing.fill, made.id, Sheet("[b]\x1b[31mred\x00", "=1+1", "'; drop table pair;--", "\ud800ok")
    )
    found = east.desk("li").read(pairing.card, made.id).sheet
    assert found is not None
    assert "\x1b" not in (found.went_well or "")
    assert found.was_hard == "=1+1"


def test_an_accepted_note_is_the_next_version_of_the_playbook(company: Company) -> None:
    team(company)
    (made,) = make(company)
    quote = stage(company, "Quote")
    before = company.desk("li").read(playbook.show, quote)
    company.desk("li").write(pairing.fill, made.id, SHEET, note="ask for the budget first")
    (open_one,) = company.desk("hale").read(pairing.listing, note_state="proposed").rows
    assert (open_one.id, open_one.note) == (made.id, "ask for the budget first")
    done = company.desk("hale").write(pairing.accept, made.id, "Ask for the budget first.")
    after = company.desk("li").read(playbook.show, quote)
    assert (done.number, after.number) == (before.number + 1, before.number + 1)
    assert (after.plays.guidance or "").endswith("Ask for the budget first.")
    assert (after.plays.steps, after.plays.questions) == (before.plays.steps, before.plays.questions)
    take_back(company, "hale")
    assert company.desk("li").read(playbook.show, quote).plays == before.plays
    assert row(company, made.id).note_state == "proposed"


def test_a_declined_note_says_why_and_leaves_the_playbook(east: Company) -> None:
    (made,) = make(east)
    east.desk("li").write(pairing.fill, made.id, SHEET, note="shout")
    before = east.desk("li").read(playbook.show, stage(east, "Quote"))
    east.desk("hale").write(pairing.decline, made.id, "we do not shout")
    assert east.desk("li").read(pairing.card, made.id).note_answer == "we do not shout"
    assert east.desk("li").read(playbook.show, stage(east, "Quote")) == before


RIGHTS = {
    "propose": (pairing.propose, ()), "make": (pairing.make, ()), "measure": (pairing.measure, ()),
    "accept": (pairing.accept, (1,)), "decline": (pairing.decline, (1,)), "cancel": (pairing.cancel, (1,)),
}  # fmt: skip


@pytest.mark.parametrize(("what", "login"), [(w, p) for w in RIGHTS for p in ("li", "eye")] + [("accept", "wang")])
def test_who_may_not(east: Company, what: str, login: str) -> None:
    make(east)
    rule, args = RIGHTS[what]
    with pytest.raises(NotAllowed):
        east.desk(login).act(rule, *args)
