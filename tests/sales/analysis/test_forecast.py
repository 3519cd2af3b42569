"""The forecast: months in order, categories that hold one another, and what is left out."""

from datetime import date
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.plain.periods import month_of
from tuicrm.sales import analysis, funnel, projects
from tuicrm.store.errors import Refused

TODAY = NOW.date()
THIS = month_of(TODAY)


def forecast(company: Company, login: str = "hale", **more: Any) -> Any:
    return company.desk(login).read(analysis.forecast, **more)


def open_project(company: Company, amount: int | None = 1_000, expected: date | None = TODAY, **edits: Any) -> int:
    made = project(company, f"p {amount} {expected} {edits}", amount_minor=amount, expected_on=expected)
    if edits:
        company.desk("li").write(projects.edit, made, 1, **edits)
    return made


@pytest.mark.parametrize("months", [1, 3, 12])
def test_an_empty_forecast_has_its_months(small_company: Company, months: int) -> None:
    found = forecast(small_company, months=months)
    assert [one.month for one in found.months] == [THIS + step for step in range(months)]
    assert {(one.closed_minor, one.pipeline_minor, one.weighted_minor, one.open_count) for one in found.months} == {
        (0, 0, 0, 0)
    }


@pytest.mark.parametrize(
    ("category", "sums"),
    [
        pytest.param("commit", (1_000, 1_000, 1_000, 100), id="commit is in all"),
        pytest.param("best", (0, 1_000, 1_000, 100), id="best is in best and pipeline"),
        pytest.param("pipeline", (0, 0, 1_000, 100), id="pipeline in its own"),
        pytest.param("omitted", (0, 0, 0, 0), id="omitted in none"),
    ],
)
def test_categories_hold_one_another(small_company: Company, category: str, sums: tuple[int, ...]) -> None:
    open_project(small_company, category=category)
    now = forecast(small_company).months[0]
    assert (now.commit_minor, now.best_minor, now.pipeline_minor, now.weighted_minor) == sums
    assert now.open_count == 1


@pytest.mark.parametrize(
    ("expected", "month", "late"),
    [
        pytest.param(TODAY, THIS, 0, id="today"),
        pytest.param(date(2026, 11, 1), THIS, 0, id="earlier this month is not named late"),
        pytest.param(date(2026, 10, 31), THIS, 1, id="last month counts now and is late"),
        pytest.param(date(2020, 2, 29), THIS, 1, id="long ago"),
        pytest.param(date(2026, 12, 31), THIS + 1, 0, id="last day of the year"),
        pytest.param(date(2027, 1, 1), THIS + 2, 0, id="first day of the next"),
        pytest.param(date(2028, 2, 29), THIS + 15, 0, id="beyond the months asked for"),
        pytest.param(None, None, 0, id="no day"),
    ],
)
def test_the_month_is_that_of_the_expected_day(
    small_company: Company, expected: date | None, month: int | None, late: int
) -> None:
    open_project(small_company, expected=expected)
    found = [one for one in forecast(small_company).months if one.open_count]
    assert [(one.month, one.late_count, one.pipeline_minor) for one in found] == [(month, late, 1_000)]


@pytest.mark.parametrize(("own", "weighted"), [(None, 100), (0, 0), (55, 550), (100, 1_000)])
def test_weight_is_own_probability_else_the_stages(small_company: Company, own: int | None, weighted: int) -> None:
    open_project(small_company, **({} if own is None else {"probability": own, "probability_reason": "known"}))
    assert forecast(small_company).months[0].weighted_minor == weighted


def test_what_was_won_this_month_lies_under_all(small_company: Company) -> None:
    open_project(small_company)
    small_company.desk("li").write(funnel.win, open_project(small_company, 5_000), reason="quick")
    small_company.desk("li").write(funnel.win, open_project(small_company, 70), on=date(2026, 10, 31), reason="quick")
    now = forecast(small_company).months[0]
    assert (now.closed_minor, now.commit_minor, now.pipeline_minor) == (5_000, 5_000, 6_000)


def test_an_unknown_amount_is_counted_and_adds_nothing(small_company: Company) -> None:
    open_project(small_company, None)
    now = forecast(small_company).months[0]
    assert (now.open_count, now.pipeline_minor, now.weighted_minor) == (1, 0, 0)


@pytest.mark.parametrize(("login", "seen"), [("hale", 2), ("li", 1), ("roth", 1), ("kuhn", 1)])
def test_a_forecast_is_of_what_one_may_see(small_company: Company, login: str, seen: int) -> None:
    open_project(small_company)
    project(small_company, "west", login="kuhn", expected_on=TODAY)
    assert sum(one.open_count for one in forecast(small_company, login).months) == seen


def test_a_filter_narrows_it_and_a_wrong_one_is_refused(small_company: Company) -> None:
    open_project(small_company, category="commit")
    open_project(small_company, 7)
    assert forecast(small_company, where="category:commit").months[0].pipeline_minor == 1_000
    with pytest.raises(Refused, match="filter"):
        forecast(small_company, where="colour:red")


def test_what_was_set_aside_is_not_expected(small_company: Company) -> None:
    small_company.desk("li").write(projects.set_aside, open_project(small_company))
    assert [one.open_count for one in forecast(small_company).months] == [0] * 6
