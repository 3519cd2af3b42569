"""Pairs are made in both agendas: who is free, who was paired before, what one bad choice does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import kept, project, stage
from tests.sales.pairing.pairs import TODAY, WEEK, entries, make, proposed, row, team, whole
from tests.sales.pairing.team import person
from tuicrm.sales import agenda
from tuicrm.sales.pairing import Choice
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.pairing import pairs


def test_twenty_minutes_stand_in_both_agendas(company: Company) -> None:
    team(company)
    (made,) = make(company)
    whose = {one.owner_id: one for one in entries(company, made.id)}
    assert set(whose) == {company.id("li"), company.id("roth")}
    for one in whose.values():
        assert (one.state, one.minutes, one.planned_at, one.planned_on) == ("planned", 20, made.at, made.on)
        assert (one.origin, one.made_by_id) == ("pair", company.id("wang"))
    assert whose[company.id("li")].subject == "20 minutes with A. Roth: Quote"
    kept_row = row(company, made.id)
    assert (kept_row.learner_went_on, kept_row.partner_settled, kept_row.is_later) == (4, 20, False)
    whole(company)


def test_both_have_to_be_free(east: Company) -> None:
    at = NOW + timedelta(days=1)
    for login, hour in (("li", 0), ("roth", 1)):
        held = project(east, login, login=login)
        east.desk(login).write(
            agenda.plan, agenda.NewAction("meeting", project_id=held, at=at + timedelta(hours=hour), minutes=60)
        )
    (made,) = make(east)
    assert made.at == at + timedelta(hours=2)


def test_the_talk_is_no_next_step_and_no_contact(east: Company) -> None:
    acme = east.customer("Acme", owner="li")
    held = project(east, "large one", login="li", customer_id=acme, amount_minor=9_000_000)
    chosen = Choice(east.id("li"), east.id("roth"), stage(east, "New"))
    before = kept(east, held)
    (made,) = make(east, "wang", chosen)
    assert entries(east, made.id)[0].project_id == held
    assert kept(east, held).next_action_at is None
    east.desk("li").write(agenda.done, entries(east, made.id)[0].id)
    after = kept(east, held)
    assert (after.last_progress_at, after.next_action_at) == (before.last_progress_at, before.next_action_at)
    whole(east)


def test_two_of_ones_own_choice_need_no_cases(small_company: Company) -> None:
    project(small_company, login="li")
    small_company.customer("Acme", owner="roth")
    chosen = Choice(small_company.id("roth"), small_company.id("li"), stage(small_company, "Demo"))
    (made,) = make(small_company, "wang", chosen)
    assert (made.learner, made.partner, made.stage) == ("A. Roth", "Li Wei", "Demo")
    assert row(small_company, made.id).learner_settled is None


def test_who_holds_nothing_has_no_case_to_talk_about(small_company: Company) -> None:
    project(small_company, login="li")
    chosen = Choice(small_company.id("roth"), small_company.id("li"), stage(small_company, "Demo"))
    with pytest.raises(Refused, match="pair_no_case"):
        make(small_company, "wang", chosen)
    assert small_company.all(select(pairs)) == []


def test_the_two_are_never_paired_again_nor_anybody_twice_in_a_week(east: Company) -> None:
    li, roth, quote = east.id("li"), east.id("roth"), stage(east, "Quote")
    person(east, "nova")
    project(east, login="nova")
    make(east)
    assert proposed(east) == proposed(east, week_on=TODAY + WEEK) == []
    with pytest.raises(Refused, match="pair_busy"):
        make(east, "wang", Choice(east.id("nova"), roth, quote))
    with pytest.raises(Refused, match="pair_before"):
        make(east, "wang", Choice(roth, li, quote), week_on=TODAY + WEEK)
    make(east, "wang", Choice(east.id("nova"), roth, quote), week_on=TODAY + WEEK)


def test_one_bad_choice_makes_none(east: Company) -> None:
    li, roth, quote = east.id("li"), east.id("roth"), stage(east, "Quote")
    with pytest.raises(Refused, match="pair_busy"):
        make(east, "wang", Choice(li, roth, quote), Choice(roth, li, quote))
    with pytest.raises(Refused, match="pair_oneself"):
        make(east, "wang", Choice(li, li, quote))
    with pytest.raises(NotFound):
        make(east, "wang", Choice(li, roth, 9999))
    with pytest.raises(NotFound):
        make(east, "wang", Choice(li, roth, stage(east, "Won")))
    assert east.all(select(pairs)) == []
