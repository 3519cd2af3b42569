"""The board of a past day: what stood then, whoever holds it now and whatever became of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import EUROS, kept, project, stage
from tuicrm.sales import analysis, funnel, projects
from tuicrm.sales.analysis import Ask
from tuicrm.sales.funnel import BoardQuery
from tuicrm.sales.funnel.board import Board, Card

TODAY = NOW.date()
K = 1_000 * EUROS


def past(company: Company, login: str = "hale", days: int = 0, **asked: Any) -> Board:
    """The board of the first day of the test, or so many days later."""
    return company.desk(login).read(funnel.board_as_of, BoardQuery(**asked), TODAY + timedelta(days=days))


def cards(board: Board) -> dict[str, list[Card]]:
    return {column.stage.name: list(column.cards) for column in board.columns if column.cards}


def edit(company: Company, made: int, **values: Any) -> None:
    company.desk("hale").write(projects.edit, made, kept(company, made).version, **values)


def later(company: Company, days: int = 1) -> None:
    company.clock.later(days=days)


def test_a_project_stands_where_it_stood_with_what_it_was(company: Company) -> None:
    made = project(company, customer_id=company.customer("Acme", owner="li"), expected_on=TODAY)
    later(company)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    edit(company, made, amount_minor=30 * K, owner_id=company.id("kuhn"), expected_on=TODAY + timedelta(days=9))
    (card,) = cards(past(company))["New"]
    assert (card.customer, card.amount_minor, card.owner) == ("Acme", 28 * K, "Li Wei")
    assert (card.expected_on, card.became, card.days) == (TODAY, "Needs", 0)
    (now_is,) = cards(past(company, days=1))["Needs"]
    assert (now_is.amount_minor, now_is.owner) == (30 * K, "M. Kuhn")


def test_sums_are_those_of_the_day(small_company: Company) -> None:
    one = project(small_company, "one")
    project(small_company, "two", amount_minor=None)
    later(small_company)
    edit(small_company, one, amount_minor=1, probability=90, probability_reason="sure")
    board = past(small_company)
    first = board.columns[0]
    assert (first.count, first.sum_minor, board.without_amount) == (2, 28 * K, 1)
    assert first.weighted_minor == 28 * K * first.stage.probability // 100
    edit(small_company, one, probability=None)
    later(small_company)
    assert past(small_company, days=1).columns[0].weighted_minor == 1 * first.stage.probability // 100


@pytest.mark.parametrize(("outcome", "became"), [("won", "Won"), ("lost", "Lost"), ("aside", "gone"), ("", "stays")])
def test_a_card_says_what_became_of_it(small_company: Company, outcome: str, became: str) -> None:
    made, hale = project(small_company), small_company.desk("hale")
    later(small_company, 3)
    if outcome == "won":
        hale.write(funnel.win, made, reason="so")
    elif outcome == "lost":
        hale.write(funnel.lose, made, "price")
    elif outcome == "aside":
        hale.write(projects.set_aside, made)
    (card,) = cards(past(small_company, days=2))["New"]
    assert (card.became, card.days, card.next, card.signs) == (became, 2, None, ())


def test_what_was_made_later_or_closed_before_is_not_there(small_company: Company) -> None:
    closed = project(small_company, "closed")
    small_company.desk("hale").write(funnel.lose, closed, "price")
    later(small_company)
    project(small_company, "new")
    assert cards(past(small_company)) == {}
    small_company.desk("hale").write(funnel.reopen, closed)
    assert [card.name for card in cards(past(small_company, days=1))["New"]] == ["new", "closed"]
    assert cards(past(small_company)) == {}


def test_a_day_ends_in_the_zone_of_the_team(small_company: Company) -> None:
    from tests.sales.house import settle

    settle(small_company, zone="Asia/Shanghai")
    small_company.clock.now = NOW.replace(hour=15, minute=59)
    project(small_company, "before midnight")
    small_company.clock.now = NOW.replace(hour=16, minute=0)
    project(small_company, "after midnight")
    later(small_company, 2)
    assert [card.name for card in cards(past(small_company))["New"]] == ["before midnight"]
    assert len(cards(past(small_company, days=1))["New"]) == 2


FILTERS = {
    "owner:li": 1, "owner:kuhn": 0, "team:East": 1, "team:West": 0, "stage:New": 1, "stage:Needs": 0,
    "amount:28k": 1, "amount:29k..": 0, "amount:..28k": 1, "category:pipeline": 1, "category:commit": 0,
    "expected:none": 1, "expected:2026-12-01..": 0, "not:owner:li": 0, "PX": 1, "other": 0,
}  # fmt: skip


@pytest.mark.parametrize("line", FILTERS)
def test_a_filter_reads_what_was_then(small_company: Company, line: str) -> None:
    made = project(small_company)
    later(small_company)
    hale = small_company.desk("hale")
    hale.write(funnel.move, made, stage(small_company, "Needs"))
    edit(
        small_company, made, owner_id=small_company.id("kuhn"), amount_minor=50 * K, category="commit",
        expected_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    assert sum(column.count for column in past(small_company, filter=line).columns) == FILTERS[line]


def test_team_and_person_are_those_of_then(small_company: Company) -> None:
    made = project(small_company)
    later(small_company)
    edit(small_company, made, owner_id=small_company.id("kuhn"))
    li, kuhn = small_company.id("li"), small_company.id("kuhn")
    for asked, count in (({"team_id": 1}, 1), ({"team_id": 2}, 0), ({"owner_id": li}, 1), ({"owner_id": kuhn}, 0)):
        assert sum(column.count for column in past(small_company, **asked).columns) == count


def test_who_held_it_then_sees_it_in_the_past_and_others_do_not(small_company: Company) -> None:
    made = project(small_company)
    later(small_company)
    edit(small_company, made, owner_id=small_company.id("kuhn"))
    for login, then in (("li", 1), ("wang", 1), ("kuhn", 1), ("hale", 1)):
        assert sum(column.count for column in past(small_company, login).columns) == then, login
    project(small_company, "west", login="kuhn")
    later(small_company)
    assert "west" not in str(cards(past(small_company, "li", days=1)))


def test_more_cards_of_a_column_follow_the_first(small_company: Company) -> None:
    for number in range(5):
        project(small_company, f"P{number}", amount_minor=None if number > 3 else number * K)
    later(small_company)
    eye, asked = small_company.desk("eye"), BoardQuery(limit=2)
    first = eye.read(funnel.board_as_of, asked, TODAY).columns[0]
    seen = list(first.cards)
    while more := eye.read(
        funnel.column_as_of, asked, TODAY, first.stage.id,
        (-1 if seen[-1].amount_minor is None else seen[-1].amount_minor, seen[-1].id),
    ):  # fmt: skip
        seen += more
    assert [card.name for card in seen] == ["P3", "P2", "P1", "P0", "P4"]


def test_the_board_and_the_report_of_a_day_agree(small_company: Company) -> None:
    made = project(small_company, "one")
    project(small_company, "two", amount_minor=5 * K, login="roth")
    later(small_company)
    edit(small_company, made, owner_id=small_company.id("kuhn"), amount_minor=1)
    small_company.desk("hale").write(projects.set_aside, made)
    report = small_company.desk("hale").read(analysis.report, Ask("open-amount", ("owner",), as_of=TODAY))
    assert {row.key: row.value for row in report.rows} == {("Li Wei",): 28 * K, ("A. Roth",): 5 * K}
    board = past(small_company)
    assert sum(column.sum_minor for column in board.columns) == 33 * K


def test_what_the_quarter_had_brought_is_that_of_the_day(small_company: Company) -> None:
    hale = small_company.desk("hale")
    one, two = project(small_company, "one"), project(small_company, "two", amount_minor=1 * K)
    hale.write(funnel.win, one, reason="so")
    later(small_company)
    hale.write(funnel.win, two, reason="so", on=TODAY)
    hale.write(funnel.reopen, one)
    later(small_company)
    assert (past(small_company).won.count, past(small_company).won.sum_minor) == (1, 28 * K)
    assert (past(small_company, days=1).won.count, past(small_company, days=1).won.sum_minor) == (1, 1 * K)


def test_a_stage_that_was_taken_out_since_has_its_column_in_the_past(small_company: Company) -> None:
    from tests.sales.house import set_values
    from tuicrm.store.tables.funnel import stages

    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    later(small_company)
    needs = stage(small_company, "Needs")
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Demo"))
    set_values(small_company, stages, needs, archived_at=small_company.clock.now)
    assert [column.stage.name for column in past(small_company).columns][:3] == ["New", "Needs", "Demo"]
    assert [column.stage.name for column in past(small_company, days=1).columns][:2] == ["New", "Demo"]
