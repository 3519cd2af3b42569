"""A won amount becomes purchases: shared out to the last cent, by list value, at home and abroad."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tuicrm.sales import customers, projects
from tuicrm.sales.home import home
from tuicrm.sales.projects import NewProject
from tuicrm.sales.purchases import of_won, shared_out
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import project_products
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.store.tables.trade import products, purchases

ON = NOW.date()


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        pytest.param(100, [1], [100], id="one"),
        pytest.param(100, [1, 1, 1], [34, 33, 33], id="a third each"),
        pytest.param(100, [0, 0, 0], [34, 33, 33], id="without weights evenly"),
        pytest.param(100, [1, 0], [100, 0], id="what weighs nothing gets nothing"),
        pytest.param(-100, [1, 1, 1], [-34, -33, -33], id="a credit note"),
        pytest.param(0, [3, 5], [0, 0], id="nothing"),
        pytest.param(1, [1, 2, 3], [0, 0, 1], id="one cent to the heaviest"),
        pytest.param(10, [3, 3, 4], [3, 3, 4], id="exactly"),
        pytest.param(2, [1, 1, 1, 1], [1, 1, 0, 0], id="the first ones of equals"),
    ],
)
def test_a_sum_is_shared_out(total: int, weights: list[int], parts: list[int]) -> None:
    assert shared_out(total, weights) == parts


@settings(max_examples=25, deadline=None)
@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_the_parts_add_up_and_none_is_a_cent_off(total: int, weights: list[int]) -> None:
    parts = shared_out(total, weights)
    assert sum(parts) == total
    fair = weights if sum(weights) else [1] * len(weights)
    for part, weight in zip(parts, fair, strict=True):
        assert abs(part * sum(fair) - total * weight) < sum(fair)
        assert part == 0 or (part > 0) == (total > 0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=2, max_size=5))
def test_who_weighs_more_never_gets_less(total: int, weights: list[int]) -> None:
    parts = shared_out(total, weights)
    by_weight = [part for _weight, part in sorted(zip(weights, parts, strict=True))]
    assert by_weight == sorted(by_weight)


def won(
    company: Company, sold: Sequence[tuple[int, int | None, int | None]], amount: int, cost: int | None,
    currency: str = "EUR",
) -> list[tuple[int | None, int | None, int, str]]:  # fmt: skip
    """Win a project with these products (quantity, own price, list price); give its purchases."""
    acme = company.customer("Acme", owner="li")
    line = company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=acme)).project_id

    def win(session: Session) -> None:
        change.update(session, project_rows, line, currency=currency)
        for number, (quantity, price, listed) in enumerate(sold):
            product = change.insert(
                session, products, name=f"P{number}", product_key=f"p{number}", list_minor=listed, currency="EUR"
            )
            change.insert(
                session, project_products, project_id=line, product_id=product, quantity=quantity, price_minor=price
            )  # fmt: skip
        of_won(session, home(session), session.get(project_rows, line), amount, cost, ON)

    company.database.write_as(win, company.clock.now)
    found = company.all(purchases.select().order_by(purchases.c.id))
    assert {(one.customer_id, one.project_id, one.bought_on) for one in found} == {(acme, line, ON)}
    return [(one.amount_minor, one.cost_minor, one.quantity, one.currency) for one in found]


@pytest.mark.parametrize(
    ("sold", "amount", "cost", "expected"),
    [
        pytest.param([], 900, 500, [(900, 500, 1)], id="without a product"),
        pytest.param([(2, None, 100)], 150, None, [(150, None, 2)], id="cost is not known"),
        pytest.param([(1, None, 300), (1, None, 100)], 200, 100, [(150, 75, 1), (50, 25, 1)], id="by list price"),
        pytest.param([(1, 100, 300), (1, None, 100)], 200, 100, [(100, 50, 1), (100, 50, 1)], id="own price first"),
        pytest.param([(3, None, 100), (1, None, 100)], 100, 0, [(75, 0, 3), (25, 0, 1)], id="by quantity"),
        pytest.param([(1, None, None), (1, None, None)], 101, 3, [(51, 2, 1), (50, 1, 1)], id="without any price"),
        pytest.param([(1, None, None), (1, None, 50)], 100, 10, [(0, 0, 1), (100, 10, 1)], id="one without a price"),
        pytest.param([(1, None, 10)], 0, 0, [(0, 0, 1)], id="won for nothing"),
    ],
)
def test_each_product_of_a_won_project_is_a_purchase(
    small_company: Company,
    sold: list[tuple[int, int | None, int | None]],
    amount: int,
    cost: int | None,
    expected: list[tuple[int, int | None, int]],
) -> None:
    assert won(small_company, sold, amount, cost) == [(*one, "EUR") for one in expected]


def test_a_currency_without_a_rate_has_no_amount_at_home(small_company: Company) -> None:
    assert won(small_company, [], 900, 500, "JPY") == [(900, 500, 1, "JPY")]
    (bought,) = small_company.all(purchases.select())
    assert (bought.home_minor, bought.home_cost_minor) == (None, None)


def test_what_a_customer_is_worth_is_said_by_currency_and_says_what_is_not_known(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    bought = [("EUR", 900, 500), ("EUR", 100, None), ("JPY", 7, None), ("EUR", None, 50), ("USD", 5, 9)]

    def buy(session: Session) -> None:
        for currency, amount, cost in bought:
            change.insert(
                session, purchases, customer_id=acme, currency=currency, amount_minor=amount, cost_minor=cost,
                bought_on=ON, month=24311,
            )  # fmt: skip
        change.insert(
            session, purchases, customer_id=acme, currency="EUR", amount_minor=10**9, bought_on=ON, month=24311,
            archived_at=session.now,
        )  # fmt: skip

    small_company.database.write_as(buy, small_company.clock.now)
    card = small_company.desk("li").read(customers.card, acme)
    assert {
        one.currency: (one.amount_minor, one.profit_minor, one.purchases, one.without_cost) for one in card.worth
    } == {"EUR": (1000, 400, 3, 2), "JPY": (7, None, 1, 1), "USD": (5, -4, 1, 0)}
    assert len(card.purchases) == 5
