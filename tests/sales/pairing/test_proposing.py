"""Who is proposed with whom, in which week, by whom."""

from datetime import date, timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, stage
from tests.sales.pairing.pairs import TODAY, WEEK, make, proposed, row, team
from tests.sales.pairing.team import settled
from tuicrm.sales import pairing
from tuicrm.sales.pairing import Choice
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.people import leaves, users


def test_who_loses_projects_is_proposed_with_who_does_not(company: Company) -> None:
    team(company)
    assert proposed(company) == [("Li Wei", "A. Roth", "Quote")]
    (one,) = company.desk("hale").read(pairing.propose)
    assert (one.learner_went_on, one.learner_settled, one.partner_went_on, one.partner_settled) == (4, 20, 17, 20)
    assert (one.on, one.at) == (TODAY + timedelta(days=1), NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("weak", "strong", "why"),
    [
        ((2, 9), (17, 20), "nine cases are too few"), ((4, 20), (9, 9), "also of who could teach"),
        ((10, 20), (11, 20), "that is luck"), ((10, 20), (10, 20), "no difference"),
    ],
)  # fmt: skip
def test_nobody_is_proposed_where_the_figures_do_not_say_so(
    small_company: Company, weak: tuple[int, int], strong: tuple[int, int], why: str
) -> None:
    team(small_company, weak, strong)
    assert proposed(small_company) == [], why
    with pytest.raises(Refused, match="pair_nobody"):
        make(small_company)


def test_what_is_older_than_a_year_is_forgotten(small_company: Company) -> None:
    settled(small_company, "li", 4, 20, days=400)
    settled(small_company, "roth", 17, 20, days=400)
    assert proposed(small_company) == []


def test_a_lead_pairs_the_own_team_a_manager_everybody(small_company: Company) -> None:
    settled(small_company, "kuhn", 4, 20)
    settled(small_company, "roth", 17, 20)
    assert proposed(small_company, "wang") == []
    assert proposed(small_company, "hale") == [("M. Kuhn", "A. Roth", "Quote")]
    choice = Choice(small_company.id("kuhn"), small_company.id("roth"), stage(small_company, "Quote"))
    with pytest.raises(NotAllowed):
        make(small_company, "wang", choice)


@pytest.mark.parametrize(
    ("from_day", "to_day", "is_there"), [(-9, -1, True), (0, 0, False), (4, 4, False), (5, 9, True)]
)
def test_nobody_on_leave_is_paired(east: Company, from_day: int, to_day: int, is_there: bool) -> None:
    days = {"from_on": TODAY + timedelta(days=from_day), "to_on": TODAY + timedelta(days=to_day)}
    insert(east, leaves, user_id=east.id("roth"), kind="holiday", **days)
    assert bool(proposed(east)) is is_there


def test_who_left_is_neither_proposed_nor_taken(east: Company) -> None:
    gone = TODAY - timedelta(days=1)
    east.database.write_as(lambda session: change.update(session, users, east.id("roth"), left_on=gone), NOW)
    assert proposed(east) == []
    with pytest.raises(NotFound):
        make(east, "hale", Choice(east.id("li"), east.id("roth"), stage(east, "Quote")))


@pytest.mark.parametrize(
    ("today", "asked", "week"),
    [
        (date(2026, 11, 23), None, date(2026, 11, 23)), (date(2026, 11, 26), None, date(2026, 11, 23)),
        (date(2026, 11, 27), None, date(2026, 11, 30)), (date(2026, 11, 29), None, date(2026, 11, 30)),
        (date(2026, 11, 23), date(2026, 12, 9), date(2026, 12, 7)),
    ],
)  # fmt: skip
def test_pairs_are_made_for_this_week_until_thursday(
    east: Company, today: date, asked: date | None, week: date
) -> None:
    east.clock.later(days=(today - TODAY).days)
    (made,) = make(east, week_on=asked)
    assert row(east, made.id).week_on == week
    assert today < made.on < week + WEEK


@pytest.mark.parametrize("asked", [TODAY - WEEK, TODAY - timedelta(days=1)])
def test_a_week_that_is_over_is_refused(east: Company, asked: date) -> None:
    with pytest.raises(Refused, match="pair_week_over"):
        make(east, week_on=asked)
