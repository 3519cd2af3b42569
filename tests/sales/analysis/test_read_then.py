"""What is read as of a day knows nothing of what came later: stays, answers, plans, ages."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tuicrm.sales import agenda, analysis, funnel
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
