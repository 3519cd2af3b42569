"""What was bought without any project, as wholesalers sell: each filter asks the purchase itself and its customer."""

from datetime import date
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import analysis, funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.records import records
from tuicrm.store.tables.trade import products, purchases

EUROS = 100


@pytest.fixture
def wholesaler(company: Company) -> Company:
    """Three customers who buy, one of them after a project too; one purchase names no product."""
    goods = {
        name: insert(company, products, name=name, product_key=name.casefold(), currency="EUR")
        for name in ("Flour", "Sugar")
    }
    sold = {
        "Ulm Bakery": ({"class_key": "A", "industry": "bakery", "country": "DE"}, [("Flour", 100), ("Sugar", 20)]),
        "Kiel Hotel": ({"class_key": "B", "industry": "hotel", "country": "DE"}, [("Flour", 7), (None, 3)]),
        "Lyon Hotel": ({"class_key": "A", "industry": "hotel", "country": "FR"}, [("Sugar", 50)]),
    }
    made = {}
    for name, (values, orders) in sold.items():
        made[name] = company.customer(name, **values)
        for product, amount in orders:
            insert(
                company, purchases, customer_id=made[name], product_id=goods.get(product or ""), quantity=1,
                amount_minor=amount * EUROS, home_minor=amount * EUROS, currency="EUR", bought_on=NOW.date(),
                month=NOW.year * 12 + NOW.month,
            )  # fmt: skip
    won = project(company, "Oven", customer_id=made["Ulm Bakery"], amount_minor=1000 * EUROS)
    company.desk("li").write(funnel.win, won, cost_minor=1, reason="quick")
    return company


def revenue(company: Company, where: str, **more: Any) -> int:
    found = company.desk("hale").read(analysis.report, Ask("revenue", where=where, **more)).rows
    return sum(row.value for row in found) // EUROS


FILTERS = [
    ("", 1180), ("class:a", 1170), ("class:A,B", 1180), ("not:class:a", 10), ("industry:hotel", 60), ("country:FR", 50),
    ("class:A country:DE", 1120), ("product:Flour", 107), ("product:sugar", 70), ("product:none", 1003),
    ("product:any", 177), ("not:product:Flour,Sugar", 0), ("customer:ulm", 1120), ("customer:any", 1180), ("hotel", 60),
    ("kiel hotel", 10), ("not:kiel", 1170), ("oven", 1000), ("owner:li", 1000), ("state:won", 1000),
    ("class:none", 0), ("nobody", 0),
]  # fmt: skip


def test_filters_ask_the_purchase_and_its_customer(wholesaler: Company) -> None:
    assert {where: revenue(wholesaler, where) for where, _euros in FILTERS} == dict(FILTERS)


def test_the_parts_are_the_whole(wholesaler: Company) -> None:
    for key, values in (("class", ("A", "B", "none")), ("industry", ("bakery", "hotel", "none")), ("product", ())):
        parts = [f"{key}:{value}" for value in values] or ["product:any", "product:none"]
        assert sum(revenue(wholesaler, part) for part in parts) == revenue(wholesaler, ""), key


def test_a_filter_goes_along_with_dimensions_and_days(wholesaler: Company) -> None:
    def by(dimension: str, where: str, **more: Any) -> dict[str, int]:
        found = wholesaler.desk("hale").read(analysis.report, Ask("revenue", (dimension,), where=where, **more)).rows
        return {row.key[0]: row.value // EUROS for row in found}

    assert by("product", "class:A") == {"Flour": 100, "Sugar": 70, "": 1000}
    assert by("customer", "industry:hotel") == {"Lyon Hotel": 50, "Kiel Hotel": 10}
    assert by("owner", "class:A") == {"Li Wei": 1000, "": 170}
    assert by("class", "product:Flour", as_of=NOW.date()) == {"A": 100, "B": 7}
    assert by("class", "product:Flour", as_of=date(2026, 1, 1)) == {}


def test_records_behind_a_filtered_figure_are_those_purchases(wholesaler: Company) -> None:
    found = wholesaler.desk("hale").read(records, Ask("revenue", ("product",), where="class:A"), ("Sugar",))
    assert (found.count, {one.amount_minor for one in found.records}) == (2, {20 * EUROS, 50 * EUROS})
