"""Use of the resource: each customer in exactly one of eight, over time, and what idle ones brought; what is fair."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.house import refusal, set_values, settle
from tests.sales.pool.recycled import bought, project
from tuicrm.sales import analysis, outcomes, pool
from tuicrm.sales.analysis import Ask
from tuicrm.sales.pool.daily_counts import count_next
from tuicrm.sales.pool.using import USES
from tuicrm.sales.pool.worth import KEPT, Like, Likes, count, likes
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers

TODAY = NOW.date()


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def did(company: Company, customer_id: int, days: int, outcome: str = "talked") -> None:
    """An action so many days ago."""

    def insert(session: Session) -> None:
        on, moment = ago(days), NOW - timedelta(days=days)
        change.insert(
            session, actions, customer_id=customer_id, kind="call", subject="call", state="done", grain="minute",
            done_at=moment, done_on=on, done_month=on.year * 12 + on.month, outcome=outcome, origin="log",
            created_at=moment,
        )  # fmt: skip
        row = session.get(customers, customer_id)
        assert row is not None
        if row.last_action_at is None or row.last_action_at < moment:
            change.update(session, customers, customer_id, last_action_at=moment)

    company.database.write_as(insert, NOW)


def brought(company: Company, name: str, class_key: str, profit_minor: int, **values: Any) -> int:
    """A customer that was worked on, and brought something."""
    one = company.customer(name, owner="li", class_key=class_key, **values)
    set_values(company, customers, one, last_action_at=NOW)
    bought(company, one, ago(100), home_minor=profit_minor + 50, home_cost_minor=50, amount_minor=1, cost_minor=1)
    return one


def use(company: Company, login: str = "hale", tab: str = "all") -> dict[str, int]:
    found = company.desk(login).read(pool.use, tab)  # type: ignore[arg-type]
    return {name: number for name, number in found.of.items() if number}


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        pytest.param({}, "never", id="nothing"),
        pytest.param({"did": [(5, "no_answer")]}, "tried", id="nobody answered"),
        pytest.param({"did": [(5, "busy"), (70, "talked")]}, "talked", id="talked once"),
        pytest.param({"did": [(60, "talked")]}, "talked", id="on the sixtieth day"),
        pytest.param({"did": [(61, "talked")]}, "silent", id="a day later"),
        pytest.param({"did": [(61, "no_answer")]}, "silent", id="tried long ago"),
        pytest.param({"project": True}, "project", id="an open project"),
        pytest.param({"project": True, "bought": [(10, 5)]}, "project", id="a project before a purchase"),
        pytest.param({"bought": [(364, 5)]}, "bought", id="within the year"),
        pytest.param({"bought": [(365, 5)]}, "silent", id="a year ago, and nothing since"),
        pytest.param({"bought": [(400, 5)], "did": [(3, "talked")]}, "talked", id="a year ago, and talked to"),
        pytest.param({"bought": [(10, 5), (400, 5)]}, "bought", id="as much as the year before"),
        pytest.param({"bought": [(10, 6), (400, 5)]}, "grows", id="more than the year before"),
        pytest.param({"bought": [(10, 4), (400, 5)]}, "bought", id="less than the year before"),
        pytest.param({"bought": [(10, 6), (800, 5)]}, "bought", id="nothing in the year before"),
        pytest.param({"next": 30, "did": [(5, "talked")]}, "talked", id="planned soon"),
        pytest.param({"next": 31, "did": [(5, "talked")]}, "resting", id="left alone on purpose"),
        pytest.param({"next": 90}, "resting", id="never worked, but to be"),
        pytest.param({"next": 90, "bought": [(10, 5)]}, "bought", id="a customer all the same"),
    ],
)
def test_each_is_in_the_first_that_holds(small_company: Company, facts: dict[str, Any], kind: str) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    for days, outcome in facts.get("did", ()):
        did(company, acme, days, outcome)
    for days, amount in facts.get("bought", ()):
        bought(company, acme, ago(days), home_minor=amount * 100, amount_minor=amount * 100)
    if facts.get("project"):
        project(company, acme, ago(30))
    if "next" in facts:
        set_values(company, customers, acme, next_action_at=NOW + timedelta(days=facts["next"]))
    assert use(company) == {kind: 1}


def test_silence_is_as_long_as_the_team_says(small_company: Company) -> None:
    acme = small_company.customer("Acme")
    did(small_company, acme, 20)
    settle(small_company, silent_days=19)
    assert use(small_company) == {"silent": 1}


def test_all_add_up_on_every_engine_and_for_everybody(company: Company) -> None:
    for number in range(8):
        one = company.customer(f"Customer {number}", owner=("li", "kuhn", None, "roth")[number % 4],
                               class_key="ABCD"[number % 4])  # fmt: skip
        if number % 2:
            did(company, one, number * 20, "talked" if number % 3 else "busy")
        if number == 5:
            project(company, one, ago(10))
        if number > 5:
            bought(company, one, ago(40), home_minor=100, home_cost_minor=20, amount_minor=100, cost_minor=20)
    for login in ("li", "kuhn", "hale"):
        for tab in ("pool", "mine", "team", "all"):
            found = company.desk(login).read(pool.use, tab)
            assert set(found.of) == set(USES)
            assert found.total == getattr(company.desk(login).read(pool.counts), tab)
    report = company.desk("hale").read(pool.resource, "source")
    assert report.total.total == 8
    for by in ("class", "holder", "value"):
        again = company.desk("hale").read(pool.resource, by)
        assert again.total == report.total
        assert sum(part.total for part in again.parts) == 8
    assert report.quarters[-1].known == 8
    assert report.quarters[-1].used == 4, "an action, a purchase or a project in the quarter"
    assert len(report.quarters) == 8


def test_the_report_by_value_and_by_holder(small_company: Company) -> None:
    company = small_company
    for name, profit in (("None", 0), ("Little", 900_00), ("Some", 9_000_00), ("More", 90_000_00), ("Most", 10**9)):
        brought(company, name, "A", profit)
    company.customer("Free")
    value = company.desk("hale").read(pool.resource, "value")
    assert [(part.key, part.total) for part in value.parts] == [
        ("none", 2), ("1k", 1), ("10k", 1), ("100k", 1), ("more", 1),
    ]  # fmt: skip
    held = company.desk("hale").read(pool.resource, "holder")
    assert [(part.key, part.total, part.used) for part in held.parts] == [("Li Wei", 5, 1.0), ("", 1, 0.0)]
    assert refusal_by(company) == "resource_by"


def refusal_by(company: Company) -> str:
    from tuicrm.store.errors import Refused

    with pytest.raises(Refused) as refused:
        company.desk("hale").read(pool.resource, "colour")
    return refused.value.code


def test_who_is_silent_never_worked_or_resting_is_not_used(small_company: Company) -> None:
    company = small_company
    for number, facts in enumerate((None, 5, 61, "rests", "rests")):
        one = company.customer(f"Customer {number}", class_key="A")
        if isinstance(facts, int):
            did(company, one, facts)
        elif facts:
            set_values(company, customers, one, next_action_at=NOW + timedelta(days=90))
    total = company.desk("hale").read(pool.resource, "class").total
    assert {name: number for name, number in total.of.items() if number} == {
        "never": 1, "talked": 1, "silent": 1, "resting": 2,
    }  # fmt: skip
    assert (total.total, total.used) == (5, 0.2)


def test_a_rep_counts_what_they_may_see(small_company: Company) -> None:
    small_company.customer("Ours", owner="li")
    small_company.customer("Theirs", owner="kuhn")
    assert small_company.desk("li").read(pool.resource, "class").total.total == 1
    assert small_company.desk("eye").read(pool.resource, "class").total.total == 2


def test_how_long_the_first_use_takes(small_company: Company) -> None:
    company = small_company
    for number, days in enumerate((None, 0, 4, 10)):
        one = company.customer(f"Customer {number}")
        set_values(company, customers, one, created_at=NOW - timedelta(days=20))
        if days is not None:
            did(company, one, 20 - days)
            did(company, one, 1)
    quarter = company.desk("hale").read(pool.resource, "class").quarters[-1]
    assert (quarter.came, quarter.untouched, quarter.first_use_days) == (4, 1, 4)


def test_what_idle_ones_brought_when_somebody_worked_on_them(company: Company) -> None:
    for number, (gap, class_key) in enumerate(((61, "A"), (60, "A"), (200, "B"), (90, "C"))):
        one = company.customer(f"Customer {number}", class_key=class_key)
        set_values(company, customers, one, created_at=NOW - timedelta(days=300))
        did(company, one, 300)
        did(company, one, 300 - gap)
        bought(company, one, ago(299), home_minor=700, home_cost_minor=0)
        bought(company, one, ago(50), home_minor=1000, home_cost_minor=400)
    woken = {one.class_key: one for one in company.desk("hale").read(pool.resource, "class").woken}
    assert {key: (one.woken, one.bought, one.profit_minor) for key, one in woken.items()} == {
        "A": (1, 1, 600), "B": (1, 1, 600), "C": (1, 1, 600),
    }  # fmt: skip


def test_what_nobody_knows_is_nought_nowhere(company: Company) -> None:
    for number, cost in enumerate((400, None)):
        one = company.customer(f"Customer {number}", class_key="A")
        set_values(company, customers, one, created_at=NOW - timedelta(days=300))
        did(company, one, 100)
        bought(company, one, ago(50), home_minor=1000, home_cost_minor=cost)
    found = company.desk("hale").read(pool.resource, "value")
    assert [(one.woken, one.bought, one.unknown, one.each_minor) for one in found.woken] == [(2, 2, 1, 600)]
    assert {one.key: one.total for one in found.parts} == {"1k": 1, "unknown": 1}


def test_the_team_says_which_outcome_reaches_somebody(company: Company) -> None:
    hale, one, other = company.desk("hale"), company.customer("One"), company.customer("Other")
    hale.write(outcomes.set_outcome, "left word", is_reached=True)
    hale.write(outcomes.set_outcome, "call_back", is_reached=False)
    did(company, one, 3, "left word")
    did(company, other, 3, "call_back")
    assert use(company) == {"talked": 1, "tried": 1}
    assert [row.value for row in hale.read(analysis.report, Ask("talks")).rows] == [1]


def test_the_strip_says_what_the_like_of_idle_ones_brought(small_company: Company) -> None:
    company = small_company
    for number in range(6):
        one = company.customer(f"Woken {number}", owner="li", class_key="A")
        set_values(company, customers, one, created_at=NOW - timedelta(days=300))
        did(company, one, 100)
        bought(company, one, ago(90), home_minor=1000, home_cost_minor=400)
        did(company, one, 3)
    for class_key in ("A", "B", "C"):
        company.customer(f"Idle {class_key}", class_key=class_key)
    found = company.desk("li").read(pool.use, "all")
    assert (found.idle_best, found.woken, found.brought_minor, found.currency) == (2, 6, 600, "EUR")


@pytest.mark.parametrize(
    ("groups", "of", "worth"),
    [
        pytest.param({}, ("A", 1), None, id="nothing known"),
        pytest.param({("A", 1): Like(4, 4, 400)}, ("A", 1), None, id="too few"),
        pytest.param({("A", 1): Like(10, 5, 1000)}, ("A", 1), 100, id="as its like"),
        pytest.param({("A", 1): Like(85, 85, 0, 85)}, ("A", 1), None, id="all bought, no cost is known"),
        pytest.param({("A", 1): Like(85, 85, 500, 81)}, ("A", 1), None, id="of too few it is known"),
        pytest.param({("A", 1): Like(85, 85, 500, 80)}, ("A", 1), 100, id="who is known counts"),
        pytest.param({("A", 1): Like(9, 9, 0, 9), ("B", 1): Like(10, 5, 1000)}, ("A", 1), 100, id="of its class none"),
        pytest.param({("A", 1): Like(10, 5, 1000)}, ("B", 2), 100, id="unlike all: as all"),
        pytest.param({("A", 1): Like(10, 9, 9000), ("B", 1): Like(10, 0, 0)}, ("A", 1), 788, id="drawn to the mean"),
        pytest.param({("A", 1): Like(990, 9, 990_000), ("B", 1): Like(10, 0, 0)}, ("B", 2), 495, id="its class"),
    ],
)
def test_worth_is_what_its_like_brought(
    groups: dict[tuple[str, int], Like], of: tuple[str, int], worth: int | None
) -> None:
    assert Likes(groups).worth(*of) == worth


def test_likes_are_counted_over_who_was_worked_on(company: Company) -> None:
    brought(company, "One", "A", 600)
    brought(company, "Two", "A", 200)
    lost = company.customer("Three", class_key="A")
    did(company, lost, 4)
    company.customer("Four", class_key="A")
    counted = company.database.read_as(count, NOW)
    assert list(counted.groups.values()) == [Like(3, 2, 800)]


def test_who_bought_at_an_unknown_cost_brought_no_nought(company: Company) -> None:
    brought(company, "One", "A", 600)
    two = company.customer("Two", owner="li", class_key="A")
    bought(company, two, ago(100), home_minor=900, amount_minor=900)
    counted = company.database.read_as(count, NOW)
    assert list(counted.groups.values()) == [Like(2, 2, 600, 1)]


def test_likes_kept_by_an_older_program_are_read(small_company: Company) -> None:
    company = small_company

    def kept(session: Session) -> Likes:
        change.set_setting(session, KEPT, [["A", 1, 10, 5, 1000]])
        return likes(session)

    assert company.database.write_as(kept, NOW).groups == {("A", 1): Like(10, 5, 1000)}


def test_likes_are_kept_as_they_were_counted(small_company: Company) -> None:
    company = small_company
    brought(company, "One", "A", 600)
    bought(company, company.customer("Two", class_key="A"), ago(100), home_minor=900, amount_minor=900)

    def again(session: Session) -> tuple[Likes, Likes]:
        assert count_next(session, NOW)
        return count(session), likes(session)

    counted, kept = company.database.write_as(again, NOW)
    assert counted == kept


def test_what_each_was_given_against_an_even_hand_out(company: Company) -> None:
    for number in range(10):
        brought(company, f"A {number}", "A", 1000_00, employees=100)
        brought(company, f"C {number}", "C", 0)
    company.clock.later(days=1)
    for name, class_key, login in (("One", "A", "li"), ("Two", "A", "li"), ("Three", "C", "roth")):
        company.desk("hale").write(pool.assign, company.customer(name, class_key=class_key), company.id(login))
    company.desk("wang").write(pool.claim, company.customer("Claimed", class_key="A"))
    found = company.desk("hale").read(pool.fairness, company.clock.now.date(), company.clock.now.date())
    people = {one.name: one for one in found.people}
    assert next(iter(people)) == "Li Wei"
    assert (people["Li Wei"].given, people["F. Wang"].given, people["F. Wang"].taken) == (2, 0, 1)
    assert people["Li Wei"].by["class"] == {"A": 2}
    assert people["Li Wei"].by["source"] == {"website": 2}
    assert len({one.even_minor for one in found.people}) == 1
    assert abs(sum(one.difference_minor for one in found.people)) <= 2
    assert people["Li Wei"].expected_minor > people["A. Roth"].expected_minor
    team = company.desk("wang").read(pool.fairness, company.clock.now.date(), company.clock.now.date())
    assert {one.name for one in team.people} == {"Li Wei", "A. Roth", "F. Wang"}


def test_who_was_here_half_the_time_is_due_half(small_company: Company) -> None:
    company = small_company
    for number in range(10):
        brought(company, f"A {number}", "A", 1000_00)
    from sqlalchemy import select

    from tuicrm.store.tables.people import memberships

    kuhn = company.value(select(memberships.c.id).where(memberships.c.user_id == company.id("kuhn")))
    set_values(company, memberships, kuhn, from_on=ago(4))
    company.desk("hale").write(pool.assign, company.customer("New", class_key="A"), company.id("li"))
    found = company.desk("hale").read(pool.fairness, ago(9), TODAY)
    people = {one.name: one for one in found.people}
    assert (people["M. Kuhn"].days, people["Li Wei"].days) == (5, 10)
    assert abs(people["Li Wei"].even_minor - 2 * people["M. Kuhn"].even_minor) <= 1


def test_a_full_card_of_the_pool_is_counted_and_shown_for_the_day(company: Company) -> None:
    from tuicrm.sales import customers as cards

    settle(company, cards_a_day=2)
    ids = [company.customer(f"Customer {number}") for number in range(3)]
    li = company.desk("li")
    assert li.read(cards.card, ids[0]).is_hidden
    for _time in range(2):
        shown = li.write(pool.show_card, ids[0])
        assert (shown.shown_today, shown.limit) == (1, 2)
    assert not li.read(cards.card, ids[0]).is_hidden
    assert company.desk("roth").read(cards.card, ids[0]).is_hidden
    li.write(pool.show_card, ids[1])
    assert refusal(company, "li", pool.show_card, ids[2]).facts == {"shown": 2, "limit": 2}
    company.clock.now = NOW.replace(hour=0) + timedelta(days=1)
    assert li.read(cards.card, ids[0]).is_hidden
    assert li.write(pool.show_card, ids[2]).shown_today == 1
    assert refusal(company, "li", pool.show_card, company.customer("Mine", owner="li")).code == "not_in_pool"


def test_a_team_may_show_all(small_company: Company) -> None:
    from tuicrm.sales import customers as cards

    acme = small_company.customer("Acme")
    settle(small_company, hide_in_pool=False)
    assert not small_company.desk("li").read(cards.card, acme).is_hidden


@pytest.mark.parametrize(
    ("asked", "now", "used"),
    [
        pytest.param((20, 15), (20, 17), 2, id="two hours of a day"),
        pytest.param((20, 17), (23, 10), 2, id="over a weekend"),
        pytest.param((21, 12), (23, 11), 2, id="asked on a Saturday"),
        pytest.param((20, 20), (20, 23), 0, id="after work"),
    ],
)
def test_the_clock_of_the_first_answer_runs_in_working_hours(
    small_company: Company, asked: tuple[int, int], now: tuple[int, int], used: int
) -> None:
    from sqlalchemy import select

    from tests.sales.house import take
    from tuicrm.sales.pool.response import responses
    from tuicrm.store.tables.customers import inquiries

    company = small_company
    company.clock.now = NOW.replace(day=asked[0], hour=asked[1])
    taken = take(company, "Acme", message="price?")
    company.clock.now = NOW.replace(day=now[0], hour=now[1])
    found = company.database.read_as(
        lambda session: responses(session, [taken.customer_id], session.now), company.clock.now
    )
    one = found[taken.customer_id]
    assert (one.used_seconds, one.allowed_seconds) == (used * 3600, 8 * 3600)
    set_values(company, inquiries, company.value(select(inquiries.c.id)), answered_at=company.clock.now)
    assert company.database.read_as(lambda session: responses(session, [taken.customer_id], session.now), NOW) == {}
