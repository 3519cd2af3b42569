"""Classes: by hand, or by a score that the team edits; the reason is kept, and a rule leaves what a hand gave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.house import refusal, row, set_values, settle, take
from tests.sales.pool.recycled import bought, project
from tuicrm.sales import customers as rules
from tuicrm.sales import undo
from tuicrm.sales.customers import classing
from tuicrm.sales.customers.classing import Score, reason_in_words
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects

TODAY = NOW.date()


def one(company: Company, customer_id: int, login: str = "hale") -> Score:
    (found,) = company.desk(login).read(rules.scores, [customer_id])
    return found


@pytest.mark.parametrize(
    ("days", "points"), [(0, 25), (30, 25), (31, 19), (90, 19), (91, 12), (180, 12), (181, 6), (365, 6), (366, 0)]
)
def test_recency_wears_off(small_company: Company, days: int, points: int) -> None:
    acme = small_company.customer("Acme")
    set_values(small_company, customers, acme, last_action_at=NOW - timedelta(days=days))
    assert one(small_company, acme).of["recency"] == points
    set_values(small_company, customers, acme, last_action_at=None)
    bought(small_company, acme, TODAY - timedelta(days))
    assert one(small_company, acme).of["recency"] == points


@pytest.mark.parametrize(("times", "points"), [(0, 0), (1, 6), (2, 9), (3, 12), (4, 12), (5, 15), (9, 15)])
def test_frequency_counts_two_years(small_company: Company, times: int, points: int) -> None:
    acme = small_company.customer("Acme")
    for _time in range(times):
        bought(small_company, acme, TODAY - timedelta(700))
    bought(small_company, acme, TODAY - timedelta(731))
    assert one(small_company, acme).of["frequency"] == points


@pytest.mark.parametrize(
    ("profit", "points"), [(None, 0), (0, 0), (1, 6), (999, 6), (1_000, 12), (5_000, 18), (20_000, 24), (50_000, 30)]
)
def test_money_is_the_profit(small_company: Company, profit: int | None, points: int) -> None:
    acme = small_company.customer("Acme")
    cost = None if profit is None else 10_00
    amount = 10_00 + (profit or 0) * 100
    bought(small_company, acme, TODAY, home_minor=amount, home_cost_minor=cost, amount_minor=amount, cost_minor=cost)
    assert one(small_company, acme).of["money"] == points


@pytest.mark.parametrize(
    ("employees", "open_amount", "points"),
    [(None, None, 0), (9, None, 0), (10, None, 5), (50, None, 10), (200, None, 15), (1000, None, 20), (10, 50_000, 16)],
)
def test_potential_is_size_or_open_projects(
    small_company: Company, employees: int | None, open_amount: int | None, points: int
) -> None:
    acme = small_company.customer("Acme", employees=employees)
    if open_amount is not None:
        line = project(small_company, acme, TODAY)
        set_values(small_company, projects, line, home_minor=open_amount * 100, amount_minor=open_amount * 100)
    assert one(small_company, acme).of["potential"] == points


def test_the_weights_and_the_limits_are_the_teams(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", employees=5000)
    assert (one(company, acme).points, one(company, acme).class_key) == (20, "C")
    settle(company, class_recency=0, class_frequency=0, class_money=0, class_need=0)
    assert (one(company, acme).points, one(company, acme).class_key) == (100, "A")
    settle(company, class_potential=0)
    assert (one(company, acme).points, one(company, acme).class_key) == (0, "D")
    settle(company, class_c_from=0)
    assert one(company, acme).class_key == "C"


def test_a_rule_gives_classes_with_a_reason_and_leaves_those_given_by_hand(company: Company) -> None:
    big, hand, same = (company.customer(name, employees=5000) for name in ("Big", "Hand", "Same"))
    company.desk("hale").write(rules.classify, [hand], "a", "strategic")
    set_values(company, customers, same, class_key="C", class_how="rule", class_reason="20 = potential 20")
    changed = company.desk("hale").write(rules.score).changed
    assert [(each.name, each.was, each.class_key) for each in changed] == [("Big", None, "C")]
    kept = {each: row(company, customers, each) for each in (big, hand, same)}
    assert (kept[big].class_key, kept[big].class_how, kept[big].class_reason) == ("C", "rule", "20 = potential 20")
    assert (kept[hand].class_key, kept[hand].class_how, kept[hand].class_reason) == ("A", "hand", "strategic")
    assert company.desk("hale").write(rules.score).changed == ()
    company.clock.later(seconds=1)
    (by_rule,) = company.desk("hale").write(rules.score, by_hand_too=True).changed
    assert (by_rule.name, by_rule.was, by_rule.class_key) == ("Hand", "A", "C")
    company.desk("hale").write(undo.last)
    assert row(company, customers, hand).class_reason == "strategic"


def test_a_rule_leaves_the_class_that_somebody_came_with(small_company: Company) -> None:
    new = take(small_company, "Acme", class_key="a").customer_id
    known = take(small_company, "Beta").customer_id
    take(small_company, "Beta", class_key="b")
    small_company.desk("hale").write(rules.score)
    assert [how(small_company, each) for each in (new, known)] == [("A", "hand", None), ("B", "hand", None)]
    by_rule = take(small_company, "Core").customer_id
    small_company.desk("hale").write(rules.score)
    take(small_company, "Core", class_key="a")
    assert how(small_company, by_rule)[:2] == ("D", "rule"), "what is known is not overwritten"


@pytest.mark.parametrize(("slice_", "at_once", "calls"), [(3, 2, 4), (2, 10, 5), (10, 3, 3), (100, 100, 1)])
def test_the_rule_goes_through_all_part_by_part(
    small_company: Company, slice_: int, at_once: int, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classing, "SLICE", slice_)
    monkeypatch.setattr(classing, "AT_ONCE", at_once)
    every = [small_company.customer(f"Firm {number}", employees=5000) for number in range(9)]
    set_values(small_company, customers, every[4], archived_at=small_company.clock.now)
    desk, after, found, made = small_company.desk("hale"), 0, list[int](), 0
    while True:
        done = desk.write(rules.score, after)
        made, found, after = made + 1, found + [each.customer_id for each in done.changed], done.after
        small_company.clock.later(seconds=1)
        if not done.more:
            break
    assert (found, made) == ([one for one in every if one != every[4]], calls)
    assert {row(small_company, customers, one).class_key for one in found} == {"C"}
    while any(row(small_company, customers, one).class_key for one in found):  # each part is an act of its own
        desk.write(undo.last)


@pytest.mark.parametrize(("given", "kept"), [("a", "A"), (" b ", "B"), ("key account", "KEY ACCOUNT"), ("", None)])
def test_a_class_by_hand(small_company: Company, given: str, kept: str | None) -> None:
    acme = small_company.customer("Acme", class_key="C")
    small_company.desk("li").write(rules.classify, [acme], given)
    assert row(small_company, customers, acme).class_key == kept
    small_company.desk("li").write(undo.last)
    assert row(small_company, customers, acme).class_key == "C"


def test_what_is_no_class_or_not_ones_own_changes_nothing(small_company: Company) -> None:
    mine, theirs = small_company.customer("Mine", owner="li"), small_company.customer("His", owner="roth")
    assert refusal(small_company, "li", rules.classify, [mine], "x" * 41).code == "class_form"
    assert refusal(small_company, "li", rules.classify, [mine, theirs], "A").code == "not_allowed"
    assert row(small_company, customers, mine).class_key is None
    with pytest.raises(NotAllowed):
        small_company.desk("wang").write(rules.score)


@pytest.mark.parametrize(
    ("how", "reason", "said"),
    [
        ("rule", "45 = recency 25 + potential 20", "by rule: 45 points (recency 25 + potential 20)"),
        ("rule", "0", "by rule: 0 points (0)"), ("hand", "strategic", "by hand: strategic"), ("hand", None, "by hand"),
        (None, None, ""),
    ],
)  # fmt: skip
def test_the_reason_is_said(how: str | None, reason: str | None, said: str) -> None:
    assert reason_in_words(how, reason) == said


def test_a_rep_sees_the_scores_of_what_they_see(small_company: Company) -> None:
    small_company.customer("Ours", owner="li")
    small_company.customer("Theirs", owner="kuhn")
    named: list[Any] = [each.name for each in small_company.desk("li").read(rules.scores)]
    assert named == ["Ours"]


def how(company: Company, customer_id: int) -> tuple[str | None, str | None, str | None]:
    one = row(company, customers, customer_id)
    return one.class_key, one.class_how, one.class_reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("A", ("A", "hand", None)), ("", (None, None, None)), ("D", ("D", "rule", "3 = money 3"))],
    ids=["another", "none", "the same"],
)
def test_a_class_that_is_edited_is_one_by_hand_and_undo_gives_back_how_it_was(
    small_company: Company, typed: str, kept: tuple[str | None, str | None, str | None]
) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li", class_key="D", class_how="rule", class_reason="3 = money 3")
    li = company.desk("li")
    li.write(rules.edit, acme, row(company, customers, acme).version, class_key=typed)
    assert how(company, acme) == kept
    if kept[1] != "rule":
        li.write(undo.last)
        assert how(company, acme) == ("D", "rule", "3 = money 3")


def test_an_edit_of_something_else_leaves_the_class_as_it_was_given(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="B", class_how="rule", class_reason="50")
    version = row(small_company, customers, acme).version
    small_company.desk("li").write(rules.edit, acme, version, city="Hull", class_key="B")
    assert how(small_company, acme) == ("B", "rule", "50")
