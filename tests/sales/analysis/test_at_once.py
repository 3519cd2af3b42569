"""What is read at once is what was read one by one: measures side by side, moments in one pass, samples of many."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tests.sales.test_report import settled
from tuicrm.plain.stats_forecast import GRID, Chance, Shock, band
from tuicrm.sales import funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.frame import Scope, frame
from tuicrm.sales.analysis.learning import learn, standing_at
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.open_then import open_at, sums_at
from tuicrm.sales.analysis.questions.outlook import COARSE
from tuicrm.sales.analysis.report import report, side_by_side
from tuicrm.sales.analysis.sampling import STEPS, looked_at, step_for
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.sql import steps
from tuicrm.store.tables.agenda import actions

DAY = timedelta(days=1)
ENOUGH = 100_000


def inside(company: Company, what: Any, login: str = "hale", **scope: Any) -> Any:
    """Call something with the frame of a person."""
    desk = company.desk(login)

    def called(session: Session) -> Any:
        return what(frame(session, desk._actor(session), Scope(**scope), company.clock.now))

    return company.database.read_as(called, company.clock.now)


# side by side


def made_busy(small_company: Company) -> None:
    settled(small_company)
    for number, name in enumerate(("New", "Quote", "Close")):
        project(
            small_company, name, amount_minor=100 * number, stage_id=stage(small_company, name),
            expected_on=NOW.date() + number * DAY,
        )  # fmt: skip
    for number in range(5):
        on = NOW.date() - 20 * number * DAY
        insert(
            small_company, actions, customer_id=1, owner_id=small_company.id("li" if number % 2 else "roth"),
            kind="call", subject="x", state="done", grain="day", planned_on=on, first_planned_on=on, done_on=on,
            done_at=NOW - 20 * number * DAY, done_month=on.year * 12 + on.month, origin="log", created_at=NOW,
            done_minutes=number, cost_minor=number * 10, outcome="talked" if number else None,
        )  # fmt: skip


@pytest.fixture
def busy(company_with: Callable[..., Company]) -> Company:
    """Wins and losses of two months, open projects, and what was done for them."""
    return company_with(made_busy)


@pytest.mark.parametrize("login", ["hale", "wang", "li"])
@pytest.mark.parametrize("by", [("owner",), ("month",), ("owner", "month"), ()])
def test_measures_side_by_side_are_each_of_them(busy: Company, by: tuple[str, ...], login: str) -> None:
    names = [one.name for one in MEASURES.values() if all(one.facts in DIMENSIONS[each] for each in by)]
    desk = busy.desk(login)
    together = busy.database.read_as(
        lambda session: side_by_side(
            session, desk._actor(session), names, Ask(names[0], by, date(2026, 1, 1)), busy.clock.now
        ),
        busy.clock.now,
    )
    assert set(together) == set(names)
    for name in names:
        alone = desk.read(report, Ask(name, by, date(2026, 1, 1))).rows
        assert sorted(together[name], key=lambda row: row.key) == sorted(alone, key=lambda row: row.key), name


def test_side_by_side_refuses_what_one_of_them_refuses(busy: Company) -> None:
    def ask(session: Session) -> Any:
        actor = busy.desk("hale")._actor(session)
        return side_by_side(session, actor, ("won", "claims"), Ask("won", ("size",)), busy.clock.now)

    with pytest.raises(Refused) as found:
        busy.database.read_as(ask, busy.clock.now)
    assert found.value.code == "dimension_of_measure"


# moments in one pass


HAPPENS = {1: ("moved", 0), 4: ("moved", 3), 5: ("won", 2), 7: ("moved", 6), 8: ("lost", 4), 9: ("won", 0)}


@pytest.fixture
def moving(company: Company) -> Company:
    """Projects that begin, move, are won and lost over forty days."""
    rng = Random(7)
    made = []
    for number in range(12):
        made.append(project(company, f"p{number}", amount_minor=rng.choice((None, 100, 2_500)),
                            expected_on=NOW.date() + rng.randint(5, 60) * DAY))  # fmt: skip
        company.clock.later(days=2)
        happens, which = HAPPENS.get(number, ("", 0))
        if happens == "moved":
            company.desk("li").write(funnel.move, made[which], stage(company, "Quote"), reason="quick")
        if happens == "won":
            company.desk("li").write(funnel.win, made[which], amount_minor=70, cost_minor=1, reason="quick")
        if happens == "lost":
            company.desk("li").write(funnel.lose, made[which], "price")
    return company


def test_sums_of_moments_are_those_of_the_projects_open_then(moving: Company) -> None:
    moments = [NOW + days * DAY for days in (1, 9, 17, 30)]
    for last in (NOW.date() + 10 * DAY, NOW.date() + 90 * DAY):
        together = inside(moving, lambda asked, last=last: sums_at(asked, moments, last))
        for at, sums in zip(moments, together, strict=True):
            opened = inside(moving, lambda asked, at=at: open_at(asked, at), as_of=at.date())
            due = [one for one in opened if one.expected_on is not None and one.expected_on <= last]
            for category in ("commit", "best", "pipeline", "omitted"):
                assert sums.of(category) == sum(one.amount for one in due if one.category == category)
            weighted = sum(one.amount * one.probability / 100 for one in due if one.category != "omitted")
            assert sums.weighted == pytest.approx(weighted)
    assert inside(moving, lambda asked: sums_at(asked, [], NOW.date())) == []


def test_what_stood_at_several_moments_is_what_stood_at_each(moving: Company) -> None:
    pairs = [(NOW + days * DAY, NOW + (days + 15) * DAY) for days in (1, 9, 17)]
    together = [sorted(rows) for rows in inside(moving, lambda asked: standing_at(asked, pairs, []))]
    one_by_one = [inside(moving, lambda asked, pair=pair: standing_at(asked, [pair], []))[0] for pair in pairs]
    assert [sorted(rows) for rows in one_by_one] == together
    assert sum(count for _stage, _age, count, _won in together[1]) == 5
    assert all(0 <= came <= count for rows in together for _stage, _age, count, came in rows)
    assert inside(moving, lambda asked: standing_at(asked, [], [])) == []


def test_chances_are_learned_once_for_each_day(moving: Company) -> None:
    learned = inside(moving, lambda asked: learn(asked, asked.over))
    stage_id = stage(moving, "New")
    for age in (0.0, 0.4, 0.99, 3.2):
        whole = learned.within(stage_id, float(int(age)), 30.0)
        assert learned.within(stage_id, age, 30.0) == whole
    assert 0 <= whole <= 1
    assert len(learned.known) <= 3


# samples of many


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, 1), (1, 1), (ENOUGH, 1), (ENOUGH + 1, 7), (7 * ENOUGH, 7), (8 * ENOUGH, 11), (300_000, 7), (10**9, 47)],
)
def test_very_many_projects_are_looked_at_in_steps(count: int, expected: int) -> None:
    assert step_for(count, ENOUGH) == expected


@given(count=st.integers(0, 2 * 10**6))
@settings(max_examples=50)
def test_a_step_leaves_enough_and_not_too_many(count: int) -> None:
    step = step_for(count, ENOUGH)
    assert step in STEPS
    assert count // step <= ENOUGH
    assert step == 1 or count // step > ENOUGH / 8


@pytest.mark.parametrize("step", STEPS[1:])
def test_no_step_falls_in_with_a_cluster_of_few_servers(step: int) -> None:
    assert all(step % servers for servers in (2, 3, 5))


def test_a_small_company_is_looked_at_whole(moving: Company) -> None:
    assert inside(moving, looked_at) == []


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [(0, 7, 0), (6, 7, 0), (7, 7, 7), (20, 7, 14), (86_399, 86_400, 0), (86_400, 86_400, 86_400),
     (10**12 + 5, 10, 10**12)],
)  # fmt: skip
def test_numbers_are_rounded_down_alike_on_every_engine(company: Company, value: int, step: int, expected: int) -> None:
    assert company.value(select(steps(literal(value), step))) == expected
    assert company.value(select(steps(literal(None), step))) is None


# bands of a crowd


@pytest.mark.parametrize("sigma", [0.3, 0.6])
@pytest.mark.parametrize("freedom", [None, 7])
def test_a_coarse_grid_says_nearly_the_same(sigma: float, freedom: int | None) -> None:
    rng = Random(1)
    chances = [Chance(rng.choice((0.1, 0.3, 0.6)), rng.lognormvariate(10, 1)) for _ in range(60)]
    fine = band(chances, Shock(sigma, freedom), few=0, grid=GRID)
    coarse = band(chances, Shock(sigma, freedom), few=0, grid=COARSE)
    for name in ("p10", "p50", "p90", "mean"):
        assert getattr(coarse, name) == pytest.approx(getattr(fine, name), rel=0.03), name


@given(parts=st.lists(st.tuples(st.sampled_from((0.0, 0.2, 0.7, 1.0)), st.floats(0, 1e6)), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_what_is_equally_likely_may_be_put_together(parts: list[tuple[float, float]]) -> None:
    """The order of the chances, and impossible ones beside them, move no bound."""
    chances = [Chance(p, amount) for p, amount in parts]
    found = band(chances, Shock(0.3), few=0, grid=COARSE)
    other = band([*reversed(chances), Chance(0.0, 5.0)], Shock(0.3), few=0, grid=COARSE)
    for name in ("p10", "p50", "p90", "mean"):
        assert getattr(other, name) == pytest.approx(getattr(found, name), rel=1e-6, abs=1e-3)
    assert found.p10 <= found.p50 <= found.p90
