"""The board: what counts in which column, the signs of a card, and pages that lose no card."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tests.sales.chances import EUROS, insert, project, stage
from tuicrm.sales import agenda, funnel, people, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.funnel import BoardQuery
from tuicrm.store.errors import Refused
from tuicrm.store.tables.trade import rates

TODAY = NOW.date()


def board(company: Company, login: str = "hale", **query: Any) -> Any:
    return company.desk(login).read(funnel.board, BoardQuery(**query))


def signs(company: Company, made: int) -> tuple[str, ...]:
    cards = [card for column in board(company).columns for card in column.cards]
    found: tuple[str, ...] = next(card.signs for card in cards if card.id == made)
    return found


def test_an_empty_board_has_its_columns_and_no_sums(small_company: Company) -> None:
    empty = board(small_company)
    assert [column.stage.name for column in empty.columns] == ["New", "Needs", "Demo", "Quote", "Close"]
    assert {(column.count, column.sum_minor, column.weighted_minor, column.cards) for column in empty.columns} == {
        (0, 0, 0, ())
    }
    assert (empty.won.count, empty.lost.sum_minor, empty.without_amount, empty.currency) == (0, 0, 0, "EUR")


@pytest.mark.parametrize(
    ("login", "names"),
    [
        pytest.param("li", ["of li", "of roth"], id="a rep sees the team"),
        pytest.param("kuhn", ["of kuhn"], id="and not the other team"),
        pytest.param("hale", ["of kuhn", "of li", "of roth"], id="a manager sees all"),
        pytest.param("eye", ["of kuhn", "of li", "of roth"], id="an auditor too"),
    ],
)
def test_everybody_has_a_board_of_what_they_may_see(small_company: Company, login: str, names: list[str]) -> None:
    for owner in ("li", "roth", "kuhn"):
        project(small_company, f"of {owner}", login=owner, amount_minor=100)
    seen = board(small_company, login).columns[0]
    assert sorted(card.name for card in seen.cards) == names
    assert (seen.count, seen.sum_minor) == (len(names), 100 * len(names))


def test_one_team_or_one_person(small_company: Company) -> None:
    for owner in ("li", "roth", "kuhn"):
        project(small_company, owner, login=owner)
    west = next(one.id for one in small_company.desk("eye").read(people.teams) if one.name == "West")
    assert [card.name for card in board(small_company, team_id=west).columns[0].cards] == ["kuhn"]
    mine = board(small_company, owner_id=small_company.id("roth")).columns[0]
    assert [card.name for card in mine.cards] == ["roth"]
    assert board(small_company, owner_id=99_999).columns[0].count == 0


@pytest.mark.parametrize(
    ("stage_name", "own", "weighted"),
    [
        pytest.param("New", None, 2_800 * EUROS, id="by the stage"),
        pytest.param("New", 90, 25_200 * EUROS, id="by own probability"),
        pytest.param("Close", 0, 0, id="own probability of nothing is no gap"),
        pytest.param("Close", 100, 28_000 * EUROS, id="certain"),
    ],
)
def test_weight_is_own_probability_else_the_stages(
    small_company: Company, stage_name: str, own: int | None, weighted: int
) -> None:
    made = project(small_company, stage_id=stage(small_company, stage_name))
    if own is not None:
        small_company.desk("li").write(projects.edit, made, 1, probability=own, probability_reason="they said so")
    assert sum(column.weighted_minor for column in board(small_company).columns) == weighted


@pytest.mark.parametrize(
    ("days", "next_in", "expected"),
    [
        pytest.param(0, None, ("no_next",), id="new and nothing planned"),
        pytest.param(0, 3, (), id="new and planned"),
        pytest.param(14, None, ("no_next",), id="the last day that is still fresh"),
        pytest.param(15, None, ("rotting", "no_next"), id="a day too long"),
        pytest.param(15, 14, (), id="a next step within the stage's days pauses"),
        pytest.param(15, 15, ("rotting",), id="one further away does not"),
        pytest.param(15, -1, ("late", "rotting"), id="one that is late does not"),
    ],
)
def test_signs_of_a_card(small_company: Company, days: int, next_in: int | None, expected: tuple[str, ...]) -> None:
    made = project(small_company)
    small_company.clock.later(days=days)
    if next_in is not None:
        on = small_company.clock.now.date() + timedelta(days=next_in)
        small_company.desk("li").write(agenda.plan, NewAction("call", project_id=made, on=on))
    assert signs(small_company, made) == expected


@pytest.mark.parametrize(
    ("times", "is_signed"),
    [(0, False), (1, False), (2, True), (3, True)],
)
def test_an_expected_day_that_moves_often_is_signed(small_company: Company, times: int, is_signed: bool) -> None:
    made = project(small_company, expected_on=TODAY)
    for step in range(times):
        small_company.desk("li").write(projects.edit, made, 1 + step, expected_on=TODAY + timedelta(days=step + 1))
    assert ("moved_often" in signs(small_company, made)) is is_signed


@pytest.mark.parametrize(
    ("won_on", "count"),
    [
        pytest.param(date(2026, 10, 1), 1, id="first day of the quarter"),
        pytest.param(date(2026, 9, 30), 0, id="last day of the one before"),
        pytest.param(TODAY, 1, id="today"),
    ],
)
def test_what_was_won_is_of_this_quarter(small_company: Company, won_on: date, count: int) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.win, made, on=won_on, reason="quick")
    assert board(small_company).won.count == count


def test_another_currency_counts_at_home_and_shows_as_it_is(small_company: Company) -> None:
    insert(small_company, rates, currency="USD", on=TODAY, home_nano=500_000_000)
    project(small_company, "dollars", currency="USD", amount_minor=1_000)
    project(small_company, "yen", currency="JPY", amount_minor=1_000)
    seen = board(small_company)
    assert (seen.columns[0].count, seen.columns[0].sum_minor, seen.without_amount) == (2, 500, 1)
    assert [(card.amount_minor, card.currency) for card in seen.columns[0].cards] == [(1_000, "USD"), (1_000, "JPY")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 9))
def test_pages_of_a_column_hold_every_card_once(paged: tuple[Company, list[int]], limit: int) -> None:
    company, expected = paged
    query = BoardQuery(limit=limit)
    new = board(company, limit=limit).columns[0]
    seen = list(new.cards)
    while more := company.desk("hale").read(
        funnel.column, query, new.stage.id, after=(_size(seen[-1].amount_minor), seen[-1].id)
    ):
        seen += more
    assert [card.id for card in seen] == expected


def _size(amount: int | None) -> int:
    return -1 if amount is None else amount


@pytest.fixture
def paged(small_company: Company) -> tuple[Company, list[int]]:
    """Ten cards with equal, missing and no amounts: the largest first, of one size the newest, unknown last."""
    amounts = [5, 5, None, 0, 7, None, 5, 0, 9, 1]
    ids = [project(small_company, f"p{place}", amount_minor=one) for place, one in enumerate(amounts)]
    order = sorted(zip(amounts, ids, strict=True), key=lambda pair: (-_size(pair[0]), -pair[1]))
    return small_company, [one for _, one in order]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("amount:abc..", "filter", id="no amount"),
        pytest.param("expected:someday..", "filter", id="no day"),
        pytest.param("expected:2026-02-30..", "filter_day", id="a day that never was"),
        pytest.param("colour:red", "filter", id="no such key"),
        pytest.param("not:", "filter", id="not what?"),
    ],
)
def test_a_filter_that_says_nothing_is_refused(small_company: Company, line: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        board(small_company, filter=line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ["Ölpumpe", "北京泵站", "unknown"]),
        ("北京", ["北京泵站"]),
        ("泵站", ["北京泵站"]),
        ("amount:none", ["unknown"]),
        ("amount:any", ["Ölpumpe", "北京泵站"]),
        ("not:amount:none", ["Ölpumpe", "北京泵站"]),
        ("amount:10", ["Ölpumpe"]),
        ("amount:10..20", ["Ölpumpe", "北京泵站"]),
        ("amount:..19.99", ["Ölpumpe"]),
        ("expected:2028-02-29", ["北京泵站"]),
        ("expected:none", ["Ölpumpe", "unknown"]),
        ("customer:none", ["Ölpumpe", "unknown"]),
        ("class:a", ["北京泵站"]),
        ("stage:new", ["Ölpumpe", "北京泵站", "unknown"]),
        ("stage:won", []),
        ("team:East", ["Ölpumpe", "北京泵站"]),
        ("owner:kuhn", ["unknown"]),
        ("owner:nobody", []),
        ("next:none", ["Ölpumpe", "北京泵站", "unknown"]),
        ("'; drop table project; --", []),
    ],
)
def test_filters(small_company: Company, line: str, names: list[str]) -> None:
    station = small_company.customer("水务集团", owner="li", class_key="A")
    project(small_company, "Ölpumpe", amount_minor=10 * EUROS)
    project(small_company, "北京泵站", amount_minor=20 * EUROS, customer_id=station, expected_on=date(2028, 2, 29))
    project(small_company, "unknown", login="kuhn", amount_minor=None)
    found = [card.name for card in board(small_company, filter=line).columns[0].cards]
    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(
    ("postponed", "is_rotting"),
    [pytest.param(2, False, id="put off twice"), pytest.param(3, True, id="put off three times pauses nothing")],
)
def test_a_next_step_that_is_put_off_and_off_pauses_nothing(
    small_company: Company, postponed: int, is_rotting: bool
) -> None:
    from tests.sales.house import set_values
    from tuicrm.store.tables.agenda import actions

    made = project(small_company)
    small_company.clock.later(days=15)
    planned = small_company.desk("li").write(
        agenda.plan, NewAction("call", project_id=made, on=small_company.clock.now.date() + timedelta(days=2))
    )
    set_values(small_company, actions, planned.action_id, postponed=postponed)
    assert ("rotting" in signs(small_company, made)) is is_rotting


@pytest.mark.parametrize(
    ("act", "days"),
    [
        pytest.param(lambda desk, made, acme: desk.write(projects.tag, made, ("fair",)), 20, id="a tag"),
        pytest.param(lambda desk, made, acme: desk.write(projects.edit, made, 1, note="x"), 20, id="a note"),
        pytest.param(lambda desk, made, acme: desk.write(projects.edit, made, 1, amount_minor=1), 20, id="an amount"),
        pytest.param(
            lambda desk, made, acme: desk.write(projects.edit, made, 1, amount_minor=1, reason="two lines"), 0,
            id="an amount with a reason",
        ),
        pytest.param(
            lambda desk, made, acme: desk.write(agenda.log, NewAction("call", project_id=made), outcome="no_answer"),
            20, id="a call that nobody took",
        ),
        pytest.param(
            lambda desk, made, acme: desk.write(agenda.log, NewAction("call", project_id=made), outcome="talked"), 0,
            id="a call with an outcome",
        ),
    ],
)  # fmt: skip
def test_what_sets_the_clock_back_and_what_does_not(small_company: Company, act: Any, days: int) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    small_company.clock.later(days=20)
    act(small_company.desk("li"), made, acme)
    (card,) = board(small_company).columns[0].cards
    assert (card.quiet.days, card.quiet.allowed) == (days, 14)


def test_a_customer_that_asks_again_is_progress(small_company: Company) -> None:
    from tuicrm.sales import intake

    acme = small_company.customer("Acme", owner="li")
    project(small_company, customer_id=acme)
    small_company.clock.later(days=20)
    small_company.desk("li").write(intake.take_in, intake.Lead(name="Acme", message="still there?"))
    (card,) = board(small_company).columns[0].cards
    assert (card.quiet.days, "rotting" in card.signs) == (0, False)


@pytest.mark.parametrize(
    ("next_in", "why"), [(None, "none"), (3, ""), (14, ""), (40, "far"), (-2, "late")]
)  # fmt: skip
def test_a_card_says_why_its_clock_runs(small_company: Company, next_in: int | None, why: str) -> None:
    made = project(small_company)
    small_company.clock.later(days=12)
    if next_in is not None:
        on = small_company.clock.now.date() + timedelta(days=next_in)
        small_company.desk("li").write(agenda.plan, NewAction("call", project_id=made, on=on))
    (card,) = board(small_company).columns[0].cards
    assert (card.quiet.days, card.quiet.plan_in, card.quiet.why) == (12, next_in, why)


def test_lanes_page_owner_by_owner_and_lose_no_card(small_company: Company) -> None:
    for number in range(4):
        for login in ("roth", "li"):
            project(small_company, f"{login} {number}", login=login, amount_minor=(number % 2) * 100)
    hale, query = small_company.desk("hale"), BoardQuery(limit=3, by_owner=True)
    first = hale.read(funnel.board, query).columns[0]
    seen, stage_id = list(first.cards), first.stage.id
    while more := hale.read(
        funnel.column, query, stage_id, (-1 if seen[-1].amount_minor is None else seen[-1].amount_minor, seen[-1].id)
    ):
        seen += more
    assert [one.owner for one in seen] == ["A. Roth"] * 4 + ["Li Wei"] * 4
    assert [one.amount_minor for one in seen] == [100, 100, 0, 0] * 2
    assert len({one.id for one in seen}) == 8


def test_some_cards_are_read_wherever_they_stand(small_company: Company) -> None:
    from tuicrm.sales.funnel.board import cards

    one, two = project(small_company, "one"), project(small_company, "two", stage_id=stage(small_company, "Quote"))
    theirs = project(small_company, "theirs", login="kuhn")
    found = small_company.desk("li").read(cards, (one, two, theirs))
    assert {card.id: card.stage_id for card in found} == {
        one: stage(small_company, "New"), two: stage(small_company, "Quote"),
    }  # fmt: skip
