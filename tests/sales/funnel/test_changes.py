"""What changed between two days: every cause alone, and all of them together, add up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import EUROS, kept, project, stage
from tests.sales.funnel.player import check_adds_up
from tests.sales.house import refusal
from tuicrm.sales import funnel, projects
from tuicrm.sales.funnel.causes import CAUSES, Scope
from tuicrm.sales.funnel.changes import Changes
from tuicrm.store.errors import NotFound, Refused

TODAY = NOW.date()
NOVEMBER = Scope(expected_from=date(2026, 11, 1), expected_to=date(2026, 11, 30))
OCTOBER, IN_TIME, LATER = date(2026, 10, 20), date(2026, 11, 27), date(2026, 12, 5)
K = 1_000 * EUROS
Act = Callable[[Company, int], Any]


def hale(rule: Any, *args: Any, **named: Any) -> Act:
    return lambda company, made: company.desk("hale").write(rule, made, *args, **named)


def move(to: str) -> Act:
    return lambda company, made: company.desk("hale").write(funnel.move, made, stage(company, to), reason="so")


def edit(**values: Any) -> Act:
    def act(company: Company, made: int) -> None:
        named = {"owner_id": company.id(values["owner"])} if "owner" in values else values
        company.desk("hale").write(projects.edit, made, kept(company, made).version, **named)

    return act


def tomorrow(company: Company) -> None:
    company.clock.later(days=1)


def changes(company: Company, scope: Scope | str = Scope(), login: str = "hale") -> Changes:
    """Compare the first day of the test with today."""
    today = company.clock.now.date()
    return company.desk(login).read(funnel.changes, TODAY + timedelta(days=1), today, scope)


def said(found: Changes) -> dict[str, tuple[int, int]]:
    """The causes that there are: count and money that they add."""
    return {one.key: (one.count, one.minor) for one in found.causes if one.n}


BEFORE: list[Act] = []
EAST = Scope(team_id=1)
CASES: dict[str, tuple[Scope, dict[str, Any], list[Act], list[Act], dict[str, tuple[int, int]]]] = {
    "won": (Scope(), {}, [], [hale(funnel.win, amount_minor=30 * K, reason="so")], {"won": (-1, -28 * K)}),
    "lost": (Scope(), {}, [], [hale(funnel.lose, "price")], {"lost": (-1, -28 * K)}),
    "reopened": (Scope(), {}, [hale(funnel.lose, "price")], [hale(funnel.reopen)], {"reopened": (1, 28 * K)}),
    "amount up": (Scope(), {}, [], [edit(amount_minor=30 * K)], {"amount_up": (0, 2 * K)}),
    "amount down": (Scope(), {}, [], [edit(amount_minor=20 * K)], {"amount_down": (0, -8 * K)}),
    "amount known": (Scope(), {"amount_minor": None}, [], [edit(amount_minor=5)], {"amount_up": (0, 5)}),
    "amount no longer known": (Scope(), {}, [], [edit(amount_minor=None)], {"amount_down": (0, -28 * K)}),
    "forward": (Scope(), {}, [], [move("Needs")], {"forward": (0, 0)}),
    "skipped forward": (Scope(), {}, [], [move("Close")], {"forward": (0, 0)}),
    "back": (Scope(), {}, [move("Demo")], [move("New")], {"back": (0, 0)}),
    "forward and back again": (Scope(), {}, [], [move("Demo"), move("New")], {}),
    "forward and more": (
        Scope(), {}, [], [move("Needs"), edit(amount_minor=29 * K)], {"forward": (0, 0), "amount_up": (0, 1 * K)},
    ),
    "set aside": (Scope(), {}, [], [hale(projects.set_aside)], {"set_aside": (-1, -28 * K)}),
    "put back": (
        Scope(), {}, [hale(projects.set_aside)], [hale(projects.set_aside, False)], {"put_back": (1, 28 * K)},
    ),
    "out by holder": (EAST, {}, [], [edit(owner="kuhn")], {"out_by_holder": (-1, -28 * K)}),
    "in by holder": (EAST, {"login": "kuhn"}, [], [edit(owner="li")], {"in_by_holder": (1, 28 * K)}),
    "within the team": (EAST, {}, [], [edit(owner="roth")], {}),
    "another holder for all": (Scope(), {}, [], [edit(owner="kuhn")], {}),
    "won by the other team": (
        EAST, {}, [], [edit(owner="kuhn"), hale(funnel.win, reason="so")], {"won": (-1, -28 * K)},
    ),
    "pulled in": (NOVEMBER, {"expected_on": LATER}, [], [edit(expected_on=IN_TIME)], {"pulled_in": (1, 28 * K)}),
    "pulled in from nowhere": (NOVEMBER, {}, [], [edit(expected_on=IN_TIME)], {"pulled_in": (1, 28 * K)}),
    "pushed in": (NOVEMBER, {"expected_on": OCTOBER}, [], [edit(expected_on=IN_TIME)], {"pushed_in": (1, 28 * K)}),
    "pushed out": (NOVEMBER, {"expected_on": IN_TIME}, [], [edit(expected_on=LATER)], {"pushed_out": (-1, -28 * K)}),
    "pulled out": (NOVEMBER, {"expected_on": IN_TIME}, [], [edit(expected_on=OCTOBER)], {"pulled_out": (-1, -28 * K)}),
    "day taken away": (NOVEMBER, {"expected_on": IN_TIME}, [], [edit(expected_on=None)], {"pushed_out": (-1, -28 * K)}),
    "moved within the time": (NOVEMBER, {"expected_on": IN_TIME}, [], [edit(expected_on=date(2026, 11, 30))], {}),
    "last day of the time": (
        NOVEMBER, {"expected_on": date(2026, 11, 30)}, [], [edit(amount_minor=29 * K)], {"amount_up": (0, 1 * K)},
    ),
    "never in the time": (NOVEMBER, {"expected_on": LATER}, [], [hale(funnel.lose, "price")], {}),
    "nothing": (Scope(), {}, [], [], {}),
}  # fmt: skip


@pytest.mark.parametrize(("scope", "begun", "before", "then", "expected"), CASES.values(), ids=CASES)
def test_each_cause(
    small_company: Company, scope: Scope, begun: dict[str, Any], before: list[Act], then: list[Act],
    expected: dict[str, tuple[int, int]],
) -> None:  # fmt: skip
    made = project(small_company, **begun)
    for act in before:
        act(small_company, made)
    tomorrow(small_company)
    for act in then:
        act(small_company, made)
    found = changes(small_company, scope)
    assert said(found) == expected
    check_adds_up(found)
    assert [one.key for one in found.causes] == list(CAUSES)


def test_new_ones_and_what_was_made_and_closed_in_between(small_company: Company) -> None:
    tomorrow(small_company)
    project(small_company, "stays", amount_minor=3 * K)
    for name, act in (("won", hale(funnel.win, reason="so")), ("lost", hale(funnel.lose, "price"))):
        act(small_company, project(small_company, name, amount_minor=1 * K))
    found = changes(small_company)
    assert said(found) == {"new": (3, 5 * K), "won": (-1, -1 * K), "lost": (-1, -1 * K)}
    assert (found.came, found.went, found.minor) == (3, 2, 3 * K)
    check_adds_up(found)


def test_opening_and_closing_are_the_boards_of_their_days(small_company: Company) -> None:
    first = project(small_company, "one", amount_minor=10 * K)
    project(small_company, "two", amount_minor=None)
    tomorrow(small_company)
    project(small_company, "three", amount_minor=4 * K)
    hale(funnel.win, reason="so")(small_company, first)
    found = changes(small_company)
    assert (found.opening.as_of, found.opening.count, found.opening.sum_minor) == (TODAY, 2, 10 * K)
    assert (found.closing.as_of, found.closing.count, found.closing.sum_minor) == (TODAY + timedelta(days=1), 2, 4 * K)
    assert (found.opening.without_amount, found.closing.without_amount) == (1, 1)
    for total in (found.opening, found.closing):
        board = small_company.desk("hale").read(funnel.board_as_of, funnel.BoardQuery(), total.as_of)
        assert sum(column.count for column in board.columns) == total.count
        assert sum(column.sum_minor for column in board.columns) == total.sum_minor


def test_projects_behind_a_cause_are_named_with_both_amounts(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, "PX", customer_id=acme)
    tomorrow(small_company)
    edit(amount_minor=30 * K)(small_company, made)
    day = TODAY + timedelta(days=1)
    (row,) = small_company.desk("hale").read(funnel.changed, day, day, Scope(), "amount_up")
    assert (row.id, row.name, row.customer, row.owner) == (made, "PX", "Acme", "Li Wei")
    assert (row.before_minor, row.after_minor) == (28 * K, 30 * K)
    assert small_company.desk("hale").read(funnel.changed, day, day, "", "won") == ()


def test_nobody_reads_of_other_teams_what_they_may_not(small_company: Company) -> None:
    project(small_company, "east")
    tomorrow(small_company)
    project(small_company, "west", login="kuhn", amount_minor=1 * K)
    assert said(changes(small_company, login="li")) == {}
    assert said(changes(small_company, login="kuhn")) == {"new": (1, 1 * K)}
    assert said(changes(small_company)) == {"new": (1, 1 * K)}


def test_what_went_to_another_team_stays_in_the_giving_teams_past(small_company: Company) -> None:
    made = project(small_company)
    tomorrow(small_company)
    edit(owner="kuhn")(small_company, made)
    for login in ("li", "wang"):
        found = changes(small_company, login=login)
        assert said(found) == {"out_by_holder": (-1, -28 * K)}
        check_adds_up(found)


SCOPES = {
    "": Scope(),
    "team:East": EAST,
    "team:east owner:li": Scope(team_id=1, owner_id=2),
    "expected:2026-11-01..2026-11-30": NOVEMBER,
    "expected:2026-11-01..": Scope(expected_from=date(2026, 11, 1)),
    "expected:..2026-11-30": Scope(expected_to=date(2026, 11, 30)),
    "expected:2026-11-30": Scope(expected_from=date(2026, 11, 30), expected_to=date(2026, 11, 30)),
}


@pytest.mark.parametrize("line", SCOPES)
def test_a_line_says_the_scope(small_company: Company, line: str) -> None:
    tomorrow(small_company)
    assert changes(small_company, line).scope == SCOPES[line]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("class:a", "filter"), ("acme", "scope"), ("team:none", "scope"), ("owner:li,roth", "scope"),
        ("expected:soon", "filter_day"), ("expected:2026-12-01..2026-11-01", "order_of_days"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_scope_is_refused(small_company: Company, line: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        changes(small_company, line)


def test_a_team_that_is_not_there_is_not_found(small_company: Company) -> None:
    with pytest.raises(NotFound):
        changes(small_company, "team:North")


def test_days_in_the_wrong_order_are_refused(small_company: Company) -> None:
    with pytest.raises(Refused, match="order_of_days"):
        small_company.desk("hale").read(funnel.changes, TODAY, TODAY - timedelta(days=1))


def test_since_monday_is_the_monday_before(small_company: Company) -> None:
    small_company.clock.later(days=-2)  # a Saturday
    project(small_company)
    small_company.clock.later(days=2)
    found = small_company.desk("hale").read(funnel.since_monday)
    assert found.from_on == TODAY - timedelta(days=7)
    assert (found.came, found.went, found.minor) == (1, 0, 28 * K)
    small_company.clock.later(days=2)
    found = small_company.desk("hale").read(funnel.since_monday)
    assert (found.from_on, found.came) == (TODAY, 0)


def test_a_day_that_has_not_come_is_refused(small_company: Company) -> None:
    with pytest.raises(Refused, match="not_yet"):
        small_company.desk("hale").read(funnel.board_as_of, funnel.BoardQuery(), TODAY + timedelta(days=1))
    assert refusal(small_company, "hale", projects.edit, project(small_company), 1, category="x").code == "category"
