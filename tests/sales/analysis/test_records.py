"""Behind each figure stand its records: as many as it counts, worth what it says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project, stage
from tuicrm.sales import analysis, funnel, projects
from tuicrm.sales.analysis import Ask, Record
from tuicrm.sales.analysis.records import Found

TODAY = NOW.date()


def records(company: Company, ask: Ask, *key: str, login: str = "hale") -> tuple[Record, ...]:
    found: Found = company.desk(login).read(analysis.records, ask, key)
    return found.records


def made_busy(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="A")
    small_company.customer("北京泵业")
    for login, amount, customer in (("li", 300, acme), ("li", 200, None), ("kuhn", 900, None)):
        made = project(small_company, f"{login} {amount}", login=login, amount_minor=amount, customer_id=customer)
        small_company.desk(login).write(funnel.win, made, cost_minor=amount // 2, reason="quick")
    small_company.desk("li").write(funnel.lose, project(small_company, "lost", customer_id=acme), "price")
    project(small_company, "open", amount_minor=50, expected_on=date(2028, 2, 29))
    project(small_company, "unknown", amount_minor=None, stage_id=stage(small_company, "Quote"))


@pytest.fixture
def busy(company_with: Callable[..., Company]) -> Company:
    """Two teams with wins, a loss, open projects with and without an amount, and a customer in the pool."""
    return company_with(made_busy)


@pytest.mark.parametrize("measure", ["won-revenue", "won", "lost", "open", "open-amount", "customers", "revenue"])
@pytest.mark.parametrize("by", [(), ("owner",), ("month",), ("quarter",), ("class",), ("source",), ("owner", "month")])
def test_each_row_has_as_many_records_as_it_rests_on(busy: Company, measure: str, by: tuple[str, ...]) -> None:
    ask = Ask(measure, by)
    for row in busy.desk("hale").read(analysis.report, ask).rows:
        behind = records(busy, ask, *row.key)
        assert len(behind) == row.n
        if measure in ("won-revenue", "open-amount", "revenue"):
            assert sum(one.amount_minor or 0 for one in behind) == row.value


def test_the_largest_come_first_and_the_unknown_last(busy: Company) -> None:
    assert [one.amount_minor for one in records(busy, Ask("won"))] == [900, 300, 200]
    assert [one.name for one in records(busy, Ask("open"))] == ["open", "unknown"]


@pytest.mark.parametrize(
    ("ask", "key", "kind", "on"),
    [
        pytest.param(Ask("won", ("customer",)), ("Acme",), "project", TODAY, id="a won project, the day it was won"),
        pytest.param(Ask("open", ("stage",)), ("New",), "project", date(2028, 2, 29), id="an open one, when expected"),
        pytest.param(Ask("revenue", ("customer",)), ("Acme",), "project", TODAY, id="a purchase opens its project"),
        pytest.param(Ask("customers", ("class",)), ("A",), "customer", None, id="a customer"),
    ],
)
def test_a_record_opens_as_what_it_is(busy: Company, ask: Ask, key: tuple[str, ...], kind: str, on: Any) -> None:
    (one,) = records(busy, ask, *key)
    assert (one.kind, one.on) == (kind, on)
    assert one.id is not None


@pytest.mark.parametrize(
    ("ask", "key"),
    [
        pytest.param(Ask("won", ("owner",)), ("Nobody",), id="a person who sold nothing"),
        pytest.param(Ask("won", ("month",)), ("1999-01",), id="a month long gone"),
        pytest.param(Ask("won", ("owner",)), ("'; --",), id="hostile"),
        pytest.param(Ask("won", from_on=date(2030, 1, 1)), (), id="days to come"),
    ],
)
def test_behind_nothing_there_is_nothing(busy: Company, ask: Ask, key: tuple[str, ...]) -> None:
    assert records(busy, ask, *key) == ()


def test_who_may_not_see_a_project_does_not_find_it_behind_a_figure(busy: Company) -> None:
    assert [one.name for one in records(busy, Ask("won"), login="kuhn")] == ["kuhn 900"]
    assert {one.owner for one in records(busy, Ask("won"), login="li")} == {"Li Wei"}


def test_what_was_set_aside_is_behind_no_figure(busy: Company) -> None:
    made = busy.desk("li").read(projects.find, "unknown").id
    busy.desk("li").write(projects.set_aside, made)
    assert [one.name for one in records(busy, Ask("open"))] == ["open"]
