"""What only one of us can sell, and what the last review's decisions did: small enough to count by hand."""

from datetime import date, timedelta

import pytest

from tests.company import Company
from tests.sales.test_funnel import EUROS, project, stage
from tests.sales.test_team_page import page
from tuicrm.sales import funnel, review
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.trade import credits, products, purchases

TODAY = date(2026, 11, 23)


def sold(company: Company, product: str, *logins: str, on: date = TODAY, amount: int = 100) -> None:
    """Let people win a project with a product each; euros."""

    def write(session: Session) -> None:
        known = session.value(products.select().with_only_columns(products.c.id).where(products.c.name == product))
        what = known or change.insert(session, products, product_key=product, name=product, currency="EUR")
        for login, made in made_by:
            values = {"project_id": made, "month": on.year * 12 + on.month}
            change.insert(
                session, purchases, **values, product_id=what, bought_on=on, amount_minor=amount * EUROS,
                home_minor=amount * EUROS, currency="EUR",
            )  # fmt: skip
            change.insert(session, credits, **values, user_id=company.id(login), outcome="won", share_ppm=10**6, on=on)

    made_by = [(login, project(company, f"{product} {number}", login=login)) for number, login in enumerate(logins)]
    company.database.write_as(write, company.clock.now)


def found(company: Company, login: str = "hale") -> tuple[str, str | None, int, int] | None:
    one = page(company, login).risk.only_one
    return None if one is None else (one.product, one.name, one.times, one.amount_minor // EUROS)


def test_single_point_is_what_one_of_us_alone_won_too_often_for_luck(company: Company) -> None:
    sold(company, "laser", *["li"] * 3)
    assert found(company) is None, "three of three may be luck, as `coverage` says"
    sold(company, "laser", *["li"] * 4)
    sold(company, "probe", *["li"] * 4, *["roth"] * 4, amount=900)
    assert found(company) == ("laser", "Li Wei", 7, 700)
    said = {one.key: one for one in sentences(page(company))}["risk"]
    assert "Only Li Wei can sell laser: all 7 won in two years, 0.70k. Nobody else has sold it." in said.text
    assert said.tone == "late"
    assert found(company, "kuhn") == ("laser", None, 7, 700), "who may not see single people"
    sold(company, "laser", *["kuhn"] * 3)
    assert found(company) is None, "two of us can"


def test_the_single_point_with_most_money_is_named(small_company: Company) -> None:
    sold(small_company, "laser", *["li"] * 8)
    sold(small_company, "tower", *["roth"] * 7, amount=1000)
    assert found(small_company) == ("tower", "A. Roth", 7, 7000)


def test_what_was_won_long_ago_or_by_who_left_is_no_single_point(small_company: Company) -> None:
    sold(small_company, "laser", *["li"] * 7, on=date(2024, 11, 30))
    assert found(small_company) is None
    sold(small_company, "tower", *["roth"] * 7)

    def leave(session: Session) -> None:
        change.update(session, users, small_company.id("roth"), left_on=TODAY - timedelta(days=1))

    small_company.database.write_as(leave, small_company.clock.now)
    assert found(small_company) is None


# decisions


def decide(company: Company, made: int, what: str, text: str = "") -> int:
    return company.desk("wang").write(review.decide, made, review.Decide(what, text)).id


def test_decisions_of_the_last_review_and_what_came_of_them(company: Company) -> None:
    made = [
        project(company, name, login="li", amount_minor=100 * EUROS) for name in ("price list", "visit", "won", "moved")
    ]
    decide(company, made[0], "next_step", "call tomorrow")
    decide(company, made[1], "next_step", "visit tomorrow")
    decide(company, made[2], "keep")
    decide(company, made[3], "keep")
    assert page(company).decided.count == 0, "today's own had no time to do anything"
    company.clock.later(hours=1)
    company.desk("li").write(funnel.win, made[2], reason="x")
    company.desk("li").write(funnel.move, made[3], stage(company, "Needs"))
    company.clock.later(days=3)
    seen = page(company).decided
    assert (seen.on, seen.count, seen.done, seen.open, seen.late) == (TODAY, 4, 2, 2, 2)
    assert (seen.won, seen.moved, seen.lost) == (1, 1, 0)
    assert seen.open_names == ("price list", "visit")
    text = {one.key: one.text for one in sentences(page(company))}["decided"]
    assert text == (
        "On 23 Nov 4 decisions: 2 carried out, 2 open (price list; visit). 2 open ones are late. "
        "Of the projects decided on 1 won, 1 moved on since."
    )


def test_decisions_are_of_projects_that_one_may_see_and_not_older_than_two_weeks(small_company: Company) -> None:
    made = project(small_company, "east", login="li", amount_minor=100 * EUROS)
    decide(small_company, made, "keep")
    small_company.clock.later(days=1)
    assert (page(small_company).decided.count, page(small_company, "kuhn").decided.count) == (1, 0)
    text = {one.key: one.text for one in sentences(page(small_company))}["decided"]
    assert (
        text
        == "On 23 Nov 1 decision: 1 carried out, 0 open. No project that was decided on has changed its stage since."
    )
    small_company.clock.later(days=15)
    found = page(small_company)
    assert found.decided.count == 0
    assert (
        "No review of the last two weeks noted a decision."
        in {one.key: one.text for one in sentences(found)}["decided"]
    )


def test_a_decision_taken_back_is_none(small_company: Company) -> None:
    made = project(small_company, "east", login="li", amount_minor=100 * EUROS)
    taken = decide(small_company, made, "keep")
    decide(small_company, made, "next_step", "call tomorrow")
    small_company.desk("wang").write(review.take_back, taken, None)
    small_company.clock.later(days=1)
    seen = page(small_company).decided
    assert (seen.count, seen.open, seen.done) == (1, 1, 0)


# the quarter's range


@pytest.mark.parametrize(("count", "least", "most"), [(1, 25, 35), (30, 170, 200)])
def test_likely_is_a_range_that_shared_luck_keeps_wide(
    small_company: Company, count: int, least: int, most: int
) -> None:
    for number in range(count):
        project(small_company, f"p{number}", amount_minor=100 * EUROS, expected_on=date(2026, 12, 31))
    plan = page(small_company).plan
    assert plan.weighted_minor == count * 10 * EUROS  # New: 10 %
    assert least * EUROS <= plan.spread_minor <= most * EUROS
    said = {one.key: one for one in sentences(page(small_company))}["plan"]
    assert "Eight times in ten it ends between" in said.interval
