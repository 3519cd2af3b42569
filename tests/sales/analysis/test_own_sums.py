"""Sums of own fields: exact, by shares, by any dimension; saved and drawn like every other figure."""

from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.analysis.test_figures import shared_with
from tests.sales.chances import insert, project
from tuicrm.exchange import drawing
from tuicrm.sales import analysis, funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.asking import asked
from tuicrm.sales.analysis.records import records
from tuicrm.store.errors import Refused
from tuicrm.store.tables.fields import own_fields, own_values

MICRO = 10**6


def field(company: Company, kind: str, key: str, type_: str) -> int:
    return insert(company, own_fields, record_kind=kind, key=key, name=key, type=type_, is_personal=False)


def found(company: Company, measure: str, *by: str, **more: Any) -> dict[str, Any]:
    report = company.desk("hale").read(analysis.report, Ask(measure, by, **more))
    return {", ".join(row.key): (row.value, row.n) for row in report.rows}


@pytest.fixture
def declared(company: Company) -> Company:
    """Three won projects with a turnover that two of them say, and a customer field that is a plain number."""
    turnover, seats = field(company, "project", "turnover", "money"), field(company, "customer", "seats", "number")
    field(company, "project", "words", "text")
    for number, (login, said) in enumerate((("li", 1_500_000), ("kuhn", 250_505_000), ("roth", None))):
        customer = company.customer(f"C{number}", class_key="AB"[number % 2])
        insert(company, own_values, field_id=seats, record_id=customer, number_micro=(number + 1) * 1_500_000)
        made = project(company, login, login=login, amount_minor=100, customer_id=customer)
        company.desk(login).write(funnel.win, made, cost_minor=1, reason="quick")
        if said is not None:
            insert(company, own_values, field_id=turnover, record_id=made, number_micro=said)
    lost = project(company, "lost", amount_minor=5)
    company.desk("li").write(funnel.lose, lost, "price")
    insert(company, own_values, field_id=turnover, record_id=lost, number_micro=9 * MICRO)
    return company


def test_amounts_and_numbers_are_exact_on_every_engine(declared: Company) -> None:
    assert found(declared, "sum:turnover") == {"": (25_201, 2)}, "1.50 + 250.505 euros, half up; what was lost is not"
    assert found(declared, "sum:turnover", "owner") == {
        "Li Wei": (150, 1), "M. Kuhn": (25_051, 1), "A. Roth": (0, 0),
    }  # fmt: skip
    assert found(declared, "sum:seats", "class") == {"A": (6, 2), "B": (3, 1)}
    assert found(declared, "sum:seats") == {"": (9, 3)}
    assert found(declared, "sum:turnover", "own:turnover", "month") != {}


def test_shared_credit_shares_the_sum(declared: Company) -> None:
    shared_with(declared, 2, "li", 200_000)
    by_owner = found(declared, "sum:turnover", "owner")
    assert (by_owner["Li Wei"], by_owner["M. Kuhn"]) == ((150 + 5_010, 2), (20_040, 1))


@pytest.mark.parametrize("name", ["sum:", "sum:nothing", "sum:words", "sum", "SUM:turnover"])
def test_only_declared_numbers_are_summed(declared: Company, name: str) -> None:
    with pytest.raises(Refused) as refused:
        found(declared, name)
    assert refused.value.code == "measure"


def test_a_dimension_that_does_not_fit_is_refused(declared: Company) -> None:
    with pytest.raises(Refused) as refused:
        found(declared, "sum:seats", "reason")
    assert refused.value.code == "dimension_of_measure"


def test_it_is_saved_drawn_and_opened_like_every_figure(declared: Company) -> None:
    desk = declared.desk("hale")
    line = "sum:turnover --by owner"
    answer = desk.read(asked, line)
    assert [row.key[0] for row in answer.lines] == ["M. Kuhn", "Li Wei", "A. Roth"]
    assert "own field" in answer.definition.words()
    assert "<svg" in drawing.svg(as_answer(desk.read(analysis.report, Ask("sum:turnover", ("owner",)))))
    behind = desk.read(records, Ask("sum:turnover", ("owner",)), ("M. Kuhn",)).records
    assert [one.name for one in behind] == ["kuhn"]
    assert NOW
