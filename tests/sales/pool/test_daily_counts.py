"""What is counted of all customers once a day, part by part: the same as at once, whoever counts which part."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.pool.test_counting import buy
from tuicrm.sales import pool
from tuicrm.sales.pool import daily_counts, kept_use, recycling, waking, worth
from tuicrm.sales.pool.daily_counts import count_next
from tuicrm.sales.pool.recycling import COUNTING
from tuicrm.sales.pool.waking import Woken
from tuicrm.sales.pool.worth import Like, Likes
from tuicrm.sales.settings.reading import values
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.system import changes

NUMBERS = (worth.KEPT, waking.KEPT, kept_use.KEPT)


@pytest.fixture
def worked(small_company: Company) -> Company:
    """Nine customers of several classes and holders: some woken after long silence, some bought, some both."""
    for number in range(9):
        owner, class_key = (None, "li", "kuhn")[number % 3], ("A", "B", None, "A")[number % 4]
        one = small_company.customer(f"Customer {number}", owner=owner, class_key=class_key)
        if number % 2:
            done(small_company, one, number)
        if number % 3 != 1:
            buy(small_company, one, home_minor=1_000 * number, home_cost_minor=None if number == 3 else 100)
    return small_company


def done(company: Company, customer: int, number: int) -> None:
    def insert(session: Session) -> None:
        for ago in (300, 200 - number, 20):
            on = (NOW - timedelta(days=ago)).date()
            change.insert(
                session, actions, customer_id=customer, kind="call", state="done", outcome="reached", done_on=on,
                done_at=NOW - timedelta(days=ago), grain="day", subject="Call", owner_id=company.id("li"),
                origin="done", created_at=NOW - timedelta(days=ago),
            )  # fmt: skip

    company.database.write_as(insert, company.clock.now)


def kept(company: Company) -> dict[str, Any]:
    found: dict[str, Any] = company.database.read_as(lambda session: dict(values(session).kept), company.clock.now)
    return found


def counted(company: Company, at_once: int, patch: pytest.MonkeyPatch, days: int = 0) -> tuple[int, list[Any]]:
    """Count all in parts; give how many it took and what is kept then."""
    patch.setattr(daily_counts, "AT_ONCE", at_once)
    now, steps = company.clock.now + timedelta(days=days), 1
    while not company.database.write_as(lambda session: count_next(session, now), now):
        steps += 1
    return steps, [kept(company)[name] for name in NUMBERS]


@pytest.mark.parametrize(("at_once", "steps"), [(1, 10), (2, 5), (4, 3), (9, 2), (10, 1)])
def test_parts_add_up_to_what_is_counted_at_once(
    worked: Company, at_once: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _one, whole = counted(worked, 1_000, monkeypatch)
    likes, woken, uses = whole
    assert sum(row[2] for row in likes) == 6, "bought"
    assert sum(row[1] for row in woken) == 4, "woken"
    assert sum(map(sum, uses["of"].values())) == 9, "every customer once"
    assert counted(worked, at_once, monkeypatch) == (steps, whole)
    assert kept(worked)[daily_counts.KEPT] is None


def test_two_who_count_share_the_parts(worked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    _one, whole = counted(worked, 1_000, monkeypatch)
    monkeypatch.setattr(daily_counts, "AT_ONCE", 4)
    monkeypatch.setattr(worth, "LARGE", 1)
    assert [worked.desk(who).write(pool.daily, COUNTING).more for who in ("li", "roth", "li")] == [True, True, False]
    assert [kept(worked)[name] for name in NUMBERS] == whole
    assert not worked.desk("roth").write(pool.daily, COUNTING).is_done


def test_what_broke_off_yesterday_is_begun_anew(worked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_counts, "AT_ONCE", 4)
    worked.database.write_as(lambda session: count_next(session, worked.clock.now), worked.clock.now)
    assert kept(worked)[daily_counts.KEPT]["upto"] == 4
    worked.customer("Came since")
    steps, (_likes, _woken, uses) = counted(worked, 4, monkeypatch, days=1)
    assert steps == 3
    assert sum(map(sum, uses["of"].values())) == 10


def test_the_trail_has_the_numbers_and_not_the_steps(worked: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_counts, "AT_ONCE", 2)
    monkeypatch.setattr(worth, "LARGE", 1)
    monkeypatch.setattr(recycling, "SLICE", 100)
    after, is_more = 0, True
    while is_more:
        run = worked.desk("li").write(pool.daily, after)
        after, is_more = run.after, run.more
    noted = worked.all(select(changes.c.facts).where(changes.c.record_kind == "setting"))
    names = {name for row in noted for name in row.facts}
    assert {*NUMBERS, recycling.DONE_ON} <= names
    assert daily_counts.KEPT not in names
    assert worked.value(select(func.count()).select_from(changes).where(changes.c.record_kind == "setting")) < 8


@pytest.mark.parametrize(
    ("kept_rows", "more", "joined"),
    [
        ([], {}, []),
        ([], {("A", 1): Like(2, 1, 50)}, [["A", 1, 2, 1, 50, 0]]),
        ([["A", 1, 2, 1, 50, 0]], {}, [["A", 1, 2, 1, 50, 0]]),
        ([["A", 1, 2, 1, 50, 0]], {("A", 1): Like(1, 1, -20, 1)}, [["A", 1, 3, 2, 30, 1]]),
        ([["B", 0, 1, 0, 0, 0]], {("A", 2): Like(1, 0, 0)}, [["A", 2, 1, 0, 0, 0], ["B", 0, 1, 0, 0, 0]]),
    ],
)
def test_likes_of_two_parts(kept_rows: list[Any], more: dict[tuple[str, int], Like], joined: list[Any]) -> None:
    assert worth.joined(kept_rows, Likes(more)) == joined


@pytest.mark.parametrize(
    ("kept_rows", "more", "joined"),
    [
        ([], [], []),
        ([["A", 1, 0, 0]], [Woken("A", 2, 1, 900)], [["A", 3, 1, 900, 0]]),  # kept by a version that knew no unknown
        ([["B", 1, 1, 5, 0]], [Woken("", 1, 1, 0, 1)], [["", 1, 1, 0, 1], ["B", 1, 1, 5, 0]]),
        ([["B", 1, 1, 5, 1]], [Woken("B", 1, 1, 7, 2)], [["B", 2, 2, 12, 3]]),
    ],
)
def test_woken_of_two_parts(kept_rows: list[Any], more: list[Woken], joined: list[Any]) -> None:
    assert waking.joined(kept_rows, more) == joined


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ({}, {}, {}),
        ({"pool": [1] * 16}, {}, {"pool": [1] * 16}),
        ({"pool": [1] * 16, "3": [0] * 16}, {"pool": [2] * 16, "4": [5] * 16},
         {"3": [0] * 16, "4": [5] * 16, "pool": [3] * 16}),
    ],
)  # fmt: skip
def test_uses_of_two_parts(one: dict[str, list[int]], other: dict[str, list[int]], joined: dict[str, Any]) -> None:
    assert kept_use.joined(one, other) == joined
