"""What is read as of a day knows nothing of what came later: stays, answers, plans, ages."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tuicrm.sales import agenda, analysis, funnel, pool
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.analysis import Ask
from tuicrm.store.tables.customers import inquiries

TODAY = NOW.date()


@pytest.fixture
def story(company: Company) -> Company:
    """On day 0 an inquiry and a plan for day 2; on day 3 the call and a move; on day 8 the project is won."""
    acme = company.customer("Acme", owner="li")
    insert(
        company, inquiries, customer_id=acme, came_at=NOW, came_on=TODAY, month=TODAY.year * 12 + TODAY.month,
        is_new_customer=True, seen_at=NOW,
    )  # fmt: skip
    li = company.desk("li")
    made = project(company, customer_id=acme, stage_id=stage(company, "New"))
    call = li.write(agenda.plan, NewAction("call", on=TODAY + timedelta(2), customer_id=acme)).action_id
    company.clock.later(days=3)
    li.write(agenda.done, call, outcome="talked")
    li.write(funnel.move, made, stage(company, "Needs"), reason="quick")
    company.clock.later(days=5)
    li.write(funnel.win, made, cost_minor=1, reason="quick")
    return company


def read(company: Company, measure: str, day: int) -> tuple[Any, int]:
    [row] = company.desk("hale").read(analysis.report, Ask(measure, as_of=TODAY + timedelta(day))).rows
    return row.value, row.n


@pytest.mark.parametrize(
    ("measure", "by_day"),
    [
        ("answered", {0: (0.0, 1), 2: (0.0, 1), 3: (1.0, 1)}),
        ("response-hours", {2: (None, 0), 3: (72, 1), 8: (72, 1)}),
        ("advance-rate", {2: (None, 0), 3: (1.0, 1), 7: (1.0, 1), 8: (1.0, 2)}),
        ("dwell-days", {2: (None, 0), 3: (3, 1), 8: (4, 2)}),
        ("stage-age-days", {0: (0, 1), 2: (2, 1), 3: (0, 1), 7: (4, 1), 8: (None, 0)}),
        ("plan-kept", {1: (None, 0), 2: (0.0, 1), 3: (1.0, 1)}),
        ("missed", {1: (0, 0), 2: (0, 0), 3: (0, 0)}),
        ("open-age-days", {0: (0, 1), 7: (7, 1), 8: (None, 0)}),
        ("won", {7: (0, 0), 8: (1, 1)}),
    ],
)
def test_each_figure_knows_what_was_known(story: Company, measure: str, by_day: dict[int, tuple[Any, int]]) -> None:
    assert {day: read(story, measure, day) for day in by_day} == by_day


def test_what_was_done_late_was_missed_until_then(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    call = small_company.desk("li").write(agenda.plan, NewAction("call", on=TODAY, customer_id=acme)).action_id
    small_company.clock.later(days=5)
    small_company.desk("li").write(agenda.done, call, outcome="talked")
    assert [read(small_company, "missed", day)[0] for day in (0, 1, 4, 5)] == [0, 1, 1, 0]


def by(company: Company, measure: str, dimension: str, day: int) -> dict[str, Any]:
    asked = Ask(measure, (dimension,), as_of=TODAY + timedelta(day))
    return {row.key[0]: row.value for row in company.desk("hale").read(analysis.report, asked).rows}


def test_what_was_opened_again_was_won_until_then(company: Company) -> None:
    """Amount, purchase, length, stage and holder are those of the day; from the reopening on it is open."""
    acme = company.customer("Acme", owner="li")
    made = project(company, customer_id=acme, amount_minor=90_000, stage_id=stage(company, "New"))
    company.clock.later(days=5)
    company.desk("li").write(funnel.win, made, cost_minor=40_000, reason="quick")
    company.clock.later(days=4)
    company.desk("li").write(funnel.reopen, made)
    for measure, value in (
        ("won-revenue", 90_000), ("revenue", 90_000), ("profit", 50_000), ("purchases", 1), ("cycle-days", 5),
    ):  # fmt: skip
        assert [by(company, measure, "owner", day) for day in (4, 5, 8, 9)] == [
            {}, {"Li Wei": value}, {"Li Wei": value}, {},
        ], measure  # fmt: skip
    assert [by(company, "won", "stage", day) for day in (5, 8, 9)] == [{"Won": 1}, {"Won": 1}, {}]


def test_a_plan_called_off_or_handed_over_was_a_plan_until_then(company: Company) -> None:
    """Planned on day 0 for day 6 and 7; one is called off on day 3, the other found missed on day 8."""
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    made = project(company, customer_id=acme, amount_minor=90_000)
    first, second = (
        li.write(agenda.plan, NewAction("call", on=TODAY + timedelta(on), project_id=made)).action_id for on in (6, 7)
    )
    company.clock.later(days=3)
    li.write(agenda.cancel, first, "no need")
    company.clock.later(days=5)
    li.write(agenda.done, second, outcome="missed")
    assert [read(company, "planned", day)[0] for day in (0, 2, 3, 7, 8)] == [2, 2, 1, 1, 1]
    assert [read(company, "missed", day)[0] for day in (5, 7, 8)] == [0, 0, 1]
    assert [read(company, "without-step", day)[0] for day in (0, 2, 7, 8)] == [0, 0, 0, 1]


def test_what_waits_for_an_answer_is_its_holders_of_the_day(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    insert(
        company, inquiries, customer_id=acme, came_at=NOW, came_on=TODAY, month=TODAY.year * 12 + TODAY.month,
        is_new_customer=True,
    )  # fmt: skip
    company.clock.later(days=4)
    company.desk("hale").write(pool.assign, acme, company.id("roth"))
    assert [by(company, "inquiries", "owner", day) for day in (0, 3, 4)] == [
        {"Li Wei": 1}, {"Li Wei": 1}, {"A. Roth": 1},
    ]  # fmt: skip
