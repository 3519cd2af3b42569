"""Inquiry credit: who entered a customer keeps it, whoever claims and sells; known ones are no new customers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.house import take
from tests.sales.pool.recycled import bought, project
from tuicrm.sales import pool

TODAY = NOW.date()


def credit(company: Company, login: str = "hale", **days: int) -> dict[str, tuple[int, int, int, int, int | None]]:
    first = TODAY - timedelta(days.get("first", 364))
    found = company.desk(login).read(pool.inquiry_credit, first, TODAY - timedelta(days.get("last", 0)))
    return {
        one.name: (one.inquiries, one.customers, one.projects, one.bought, one.profit_minor) for one in found.people
    }


def test_who_entered_a_customer_keeps_the_credit_whoever_sells(company: Company) -> None:
    acme = take(company, "Acme", "kuhn", emails=("ann@acme.example",)).customer_id
    bolt = take(company, "Bolt", "kuhn").customer_id
    take(company, "Acme", "li", emails=("ann@acme.example",))
    take(company, "Cord", "li")
    company.desk("li").write(pool.claim, acme)
    project(company, acme, TODAY, state="won", closed=TODAY)
    project(company, acme, TODAY)
    for amount in (900, 500):
        bought(company, acme, TODAY, home_minor=amount, home_cost_minor=100, amount_minor=amount, cost_minor=100)
    bought(company, bolt, TODAY, home_minor=50, amount_minor=50)
    assert credit(company) == {"M. Kuhn": (2, 2, 1, 2, 1200), "Li Wei": (2, 1, 0, 0, 0)}
    assert list(credit(company)) == ["M. Kuhn", "Li Wei"]


def test_a_profit_that_nobody_knows_is_no_0(small_company: Company) -> None:
    bolt = take(small_company, "Bolt", "kuhn").customer_id
    bought(small_company, bolt, TODAY, home_minor=50, amount_minor=50)
    assert credit(small_company) == {"M. Kuhn": (1, 1, 0, 1, None)}


@pytest.mark.parametrize(("first", "last", "counts"), [(0, 0, True), (5, 1, False), (364, 0, True), (10, 5, False)])
def test_the_days_are_both_included(small_company: Company, first: int, last: int, counts: bool) -> None:
    take(small_company, "Acme", "li")
    assert bool(credit(small_company, first=first, last=last)) is counts


@pytest.mark.parametrize(
    ("login", "sees"),
    [("hale", {"Li Wei", "M. Kuhn"}), ("wang", {"Li Wei"}), ("li", {"Li Wei"}), ("kuhn", {"M. Kuhn"}),
     ("eye", {"Li Wei", "M. Kuhn"})],
)  # fmt: skip
def test_a_team_sees_its_own(small_company: Company, login: str, sees: set[str]) -> None:
    take(small_company, "Acme", "li")
    take(small_company, "Bolt", "kuhn")
    assert set(credit(small_company, login)) == sees
