"""Products, purchases, inquiries and people of another system: unknown amounts stay unknown, edits stay edits."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.taking_over.conftest import SYSTEM, Take, customer, euros, on, project
from tests.sales.test_rates import enter
from tuicrm.plain.money import Money
from tuicrm.sales.analysis import Ask, report
from tuicrm.sales.invariants import check
from tuicrm.sales.taking_over import Arrival, Link, Reach, arrive, finish
from tuicrm.store import change
from tuicrm.store.tables.customers import contact_points, customers, inquiries
from tuicrm.store.tables.people import memberships, users
from tuicrm.store.tables.trade import credits, products, purchases

DAY = on("2028-02-29")
LATER = datetime(2028, 3, 1, 12, tzinfo=UTC)
TO_A = {"customer": Link("customer", "A")}


def bought(key: str = "1", **values: Any) -> Arrival:
    return arrive("purchase", key, {"bought_on": DAY, **values}, TO_A)


def only(company: Company, table: Any, *columns: str) -> tuple[Any, ...]:
    [row] = company.all(select(*(table.c[name] for name in columns)))
    return tuple(row)


@pytest.mark.parametrize(
    ("values", "amount", "cost", "currency"),
    [
        pytest.param({}, None, None, "EUR", id="nobody knows what it was worth"),
        pytest.param({"amount": euros(0)}, 0, None, "EUR", id="for nothing is not unknown"),
        pytest.param({"amount": euros(100), "profit": euros(30)}, 10_000, 7_000, "EUR", id="profit tells the cost"),
        pytest.param({"amount": euros(100), "profit": euros(-30)}, 10_000, 13_000, "EUR", id="a loss"),
        pytest.param({"amount": euros(100), "cost": euros(0)}, 10_000, 0, "EUR", id="it cost nothing"),
        pytest.param({"profit": euros(30)}, None, None, "EUR", id="profit of nobody knows what"),
        pytest.param({"cost": euros(30)}, None, 3_000, "EUR", id="only the cost"),
        pytest.param({"amount": euros(1), "cost": Money(5, "USD")}, 100, None, "EUR", id="cost in another currency"),
        pytest.param({"amount": Money(1200, "JPY")}, 1200, None, "JPY", id="a currency without cents"),
    ],
)
def test_what_is_known_of_a_purchase(
    company: Company, take: Take, values: dict[str, Money], amount: int | None, cost: int | None, currency: str
) -> None:
    take([customer("A")], [bought(**values)])
    found = only(company, purchases, "amount_minor", "cost_minor", "currency", "bought_on", "month")
    assert found == (amount, cost, currency, DAY, 2028 * 12 + 2)


def test_purchase_in_another_currency_has_no_worth_at_home_without_a_rate(company: Company, take: Take) -> None:
    take([customer("A")], [bought(amount=Money(500, "USD"))])
    assert only(company, purchases, "amount_minor", "home_minor") == (500, None)


def test_the_currencies_that_lack_a_rate_are_named_once(company: Company, take: Take) -> None:
    dollars = [bought(str(one), amount=Money(500 + one, "USD")) for one in range(3)]
    yen, own = bought("4", amount=Money(500, "JPY")), bought("5", amount=euros(5))
    deal = project("6", amount=Money(500, "CHF"))
    taken = take([customer("A")], dollars, [yen], [own], [deal], [project("7", "Won", amount=Money(5, "GBP"))])
    assert taken.without_rate == ("CHF", "GBP", "JPY", "USD")
    for currency in taken.without_rate:
        enter(company, "0.5", DAY.replace(year=2020), currency)
    assert take(dollars, [yen], [own], [deal]).without_rate == ()


def test_a_rate_that_was_entered_since_is_no_edit(company: Company, take: Take) -> None:
    """What came in again after its rate is as it was; a corrected amount is followed, and so is what it is worth."""
    rows = [customer("A")], [bought(amount=Money(500, "USD"), cost=Money(100, "USD"))]
    deals = [project("6", amount=Money(800, "USD")), project("7", "Won", amount=Money(700, "USD"), closed_on=DAY)]
    take(*rows, deals)
    enter(company, "0.5", DAY.replace(year=2020))
    again = take(*rows, deals)
    assert (dict(again.made), dict(again.changed), again.kept) == ({}, {}, ())
    corrected = project("7", "Won", amount=Money(600, "USD"), closed_on=DAY)
    taken = take([bought(amount=Money(400, "USD"), cost=Money(90, "USD"))], [corrected])
    assert taken.kept == ()
    worth = select(purchases.c.amount_minor, purchases.c.home_minor, purchases.c.home_cost_minor)
    assert [tuple(row) for row in company.all(worth.order_by(purchases.c.id))] == [(400, 200, 45), (600, 300, None)]


def test_purchase_without_a_day_is_refused(take: Take) -> None:
    taken = take([customer("A")], [arrive("purchase", "1", {"amount": euros(5)}, TO_A)])
    assert [(one.code, one.field) for one in taken.refused] == [("empty", "bought_on")]


def test_corrected_amount_is_followed_and_an_edited_one_kept(company: Company, take: Take) -> None:
    take([customer("A")], [bought(amount=euros(100))])
    take([bought(amount=euros(90))])
    assert only(company, purchases, "amount_minor") == (9_000,)
    purchase = only(company, purchases, "id")[0]
    company.database.write_as(lambda s: change.update(s, purchases, purchase, amount_minor=1), NOW)
    taken = take([bought(amount=euros(80), quantity=3)])
    assert only(company, purchases, "amount_minor", "quantity") == (1, 3)
    assert [one.fields for one in taken.kept] == [("amount",)]


@pytest.mark.parametrize(
    ("listed", "cost", "expected"),
    [
        (euros(9), euros(4), (900, 400, "EUR")), (None, None, (None, None, "EUR")),
        (euros(0), None, (0, None, "EUR")), (Money(900, "USD"), euros(4), (900, None, "USD")),
        (None, Money(400, "USD"), (None, 400, "USD")),
    ],
)  # fmt: skip
def test_prices_of_a_product_are_of_one_currency(
    company: Company, take: Take, listed: Money | None, cost: Money | None, expected: tuple[Any, ...]
) -> None:
    take([arrive("product", "1", {"name": "PX", "list": listed, "cost": cost})])
    assert only(company, products, "list_minor", "cost_minor", "currency") == expected


def test_inquiry_is_old_news_and_of_its_day(company: Company, take: Take) -> None:
    take([customer("A")], [arrive("inquiry", "1", {"came_on": DAY, "message": "a\nb"}, TO_A)])
    assert only(company, inquiries, "came_on", "month", "message", "seen_at") == (DAY, 2028 * 12 + 2, "a\nb", NOW)


def test_inquiry_without_a_day_came_today(company: Company, take: Take) -> None:
    take([customer("A")], [arrive("inquiry", "1", {}, TO_A)])
    assert only(company, inquiries, "came_on", "came_at") == (NOW.date(), NOW)


@pytest.mark.parametrize(
    ("role", "login", "code"),
    [
        ("rep", "hale", None), ("team_lead", "hale", None), ("marketing", "hale", None), ("intake", "hale", None),
        ("manager", "hale", "role_not_yours"), ("auditor", "hale", "role_not_yours"),
        ("administrator", "hale", "role_not_yours"), ("administrator", "boss", None), ("auditor", "boss", None),
        ("king", "boss", "role"), ("", "hale", None),
    ],
)  # fmt: skip
def test_roles_that_an_import_may_bring(take: Take, role: str, login: str, code: str | None) -> None:
    taken = take([arrive("user", "Eve", {"name": "Eve", "role": role})], login=login)
    assert [one.code for one in taken.refused] == ([code] if code else [])


def test_person_who_changes_teams_in_the_file_has_two_memberships(company: Company, take: Take) -> None:
    def eve(team: str) -> Arrival:
        return arrive("user", "Eve", {"name": "Eve", "joined_on": on("2026-01-05")}, {"team": Link("team", team)})

    take([eve("East")])
    company.clock.later(days=40)
    take([eve("West")])
    mine = select(memberships.c.from_on, memberships.c.to_on).join(users, users.c.id == memberships.c.user_id)
    stays = [tuple(row) for row in company.all(mine.where(users.c.name == "Eve").order_by(memberships.c.id))]
    assert stays == [(on("2026-01-05"), on("2027-01-02")), (on("2027-01-02"), None)]
    assert company.database.read_as(check, company.clock.now) == ()


def test_telephone_that_was_taken_off_here_does_not_come_back(company: Company, take: Take) -> None:
    def acme(note: str) -> Arrival:
        return customer("A", "Acme", note=note, mobile=(Reach("phone", "0113 496 0142", "+441134960142"),))

    take([acme("one")])
    point = only(company, contact_points, "id")[0]
    company.database.write_as(lambda s: change.update(s, contact_points, point, archived_at=NOW), NOW)
    take([acme("two")])
    assert only(company, contact_points, "id", "archived_at") == (point, NOW)


def test_customer_who_goes_back_to_the_pool_in_the_file_goes_back_here(company: Company, take: Take) -> None:
    take([customer("A", owner=Link("user", "li"))])
    company.clock.later(days=1)
    take([arrive("customer", "A", {"name": "A"}, {"owner": None})])
    assert only(company, customers, "owner_id", "held_since_at") == (None, None)
    assert company.database.read_as(check, company.clock.now) == ()


def test_purchase_of_a_won_project_is_not_made_by_every_run(company: Company, take: Take) -> None:
    won = project("1", "Won", customer="A", owner="li", amount=euros(5), entered={"won": DAY})
    for _run in range(3):
        take([customer("A")], [won])
    assert company.value(select(func.count()).select_from(purchases)) == 1


WON = project("1", "Won", customer="A", owner="li", amount=euros(900), entered={"talk": on("2028-01-03"), "won": DAY})


def of_project(key: str, amount: int, about: str = "1") -> Arrival:
    to = {**TO_A, "project": Link("project", about)}
    return arrive("purchase", key, {"bought_on": DAY, "amount": euros(amount)}, to)


def sold(company: Company) -> list[int]:
    """What counts as bought, in euros."""
    living = select(purchases.c.amount_minor).where(purchases.c.archived_at.is_(None)).order_by(purchases.c.id)
    return [minor // 100 for (minor,) in company.all(living)]


@pytest.mark.parametrize(
    ("orders", "counts"),
    [
        pytest.param([], [900], id="what was won was bought"),
        pytest.param([of_project("b1", 900)], [900], id="not once more by its order"),
        pytest.param([of_project("b1", 500), of_project("b2", 400)], [500, 400], id="in two orders"),
        pytest.param([of_project("b1", 850)], [850], id="an order of less is believed"),
        pytest.param([bought("b1", amount=euros(70))], [900, 70], id="an order of no project is another sale"),
    ],
)
def test_sale_whose_orders_are_told_counts_by_them(
    company: Company, take: Take, orders: list[Arrival], counts: list[int]
) -> None:
    taken = take([customer("A")], [WON], orders)
    assert sold(company) == counts
    assert taken.made["purchase"] == len(counts), "what made room for its orders was not made"
    company.clock.later(days=1)
    take([customer("A")], [replace(WON, digest="another", values={**WON.values, "note": "x"})], orders)
    assert sold(company) == counts, "a renewed project does not sell again what its orders tell"
    assert company.database.read_as(check, NOW) == ()


def test_orders_may_come_in_a_later_run_and_name_their_project_late(company: Company, take: Take) -> None:
    take([customer("A")], [WON, project("2", "Won", customer="A", owner="li", amount=euros(50), entered={"won": DAY})])
    assert sold(company) == [900, 50]
    take([of_project("b1", 900)])
    take([bought("b2", amount=euros(55))])
    assert sold(company) == [50, 900, 55]
    take([of_project("b2", 55, about="2")])
    assert sold(company) == [900, 55]


def test_sale_that_was_put_right_here_stays_beside_its_order(company: Company, take: Take) -> None:
    take([customer("A")], [WON])
    mine = company.value(select(purchases.c.id))
    company.database.write_as(lambda session: change.update(session, purchases, mine, cost_minor=10_000), NOW)
    take([of_project("b1", 900)])
    assert sold(company) == [900, 900]


def asked(key: str, day: str) -> Arrival:
    return arrive("inquiry", key, {"came_on": on(day)}, {**TO_A, "source": Link("source", "fair", "make")})


def done(key: str, day: str | None, planned: str = "2027-01-04") -> Arrival:
    days = {"planned_on": on(planned)} | ({"done_on": on(day)} if day else {})
    return arrive("action", key, {"kind": "call", **days}, {**TO_A, "owner": Link("user", "li")})


@pytest.mark.parametrize(
    ("calls", "answered"),
    [
        pytest.param([], [None, None], id="nobody called"),
        pytest.param([done("1", "2027-03-01")], ["2027-03-01", None], id="before the second came"),
        pytest.param([done("1", "2027-03-09"), done("2", "2027-03-03")], ["2027-03-03", "2027-03-09"], id="the first"),
        pytest.param([done("1", "2027-03-05")], ["2027-03-05", "2027-03-05"], id="on the day itself, and of both"),
        pytest.param([done("1", "2027-02-01")], [None, None], id="before they came"),
        pytest.param([done("1", None)], [None, None], id="only planned"),
    ],
)
def test_inquiry_was_answered_by_the_first_action_after_it(
    company: Company, take: Take, calls: list[Arrival], answered: list[str | None]
) -> None:
    company.clock.now = LATER
    take([customer("A")], [asked("1", "2027-03-01"), asked("2", "2027-03-05")])
    take(calls)
    for _again in range(2):
        company.desk("hale").write(finish, SYSTEM)
        rows = company.all(select(inquiries.c.answered_at).order_by(inquiries.c.id))
        assert [str(at.date()) if at else None for (at,) in rows] == answered
    share = company.desk("hale").read(report, Ask("answered")).rows[0]
    assert (share.value, share.n) == ((2 - answered.count(None)) / 2, 2)


def moved(key: str, stage: str, day: str, amount: int | None = None) -> Arrival:
    values = {"entered_on": on(day)} | ({"amount": euros(amount)} if amount is not None else {})
    return arrive("move", key, values, {"project": Link("project", "1"), "stage": Link("stage", stage)})


@pytest.mark.parametrize(
    ("amounts", "bias"),
    [
        pytest.param((None, None, 900), None, id="nothing was said before"),
        pytest.param((1_000, None, 900), -0.1, id="said once"),
        pytest.param((1_000, 750, 900), 0.2, id="what was said last counts"),
        pytest.param((0, 900, 900), 0.0, id="as it came"),
    ],
)
def test_moves_tell_how_far_the_estimate_was_off(
    company: Company, take: Take, amounts: tuple[int | None, ...], bias: float | None
) -> None:
    company.clock.now = LATER
    take([customer("A")], [WON])
    days = (("Talk", "2028-01-03"), ("Quote", "2028-02-01"), ("Won", str(DAY)))
    take([moved(str(place), *one, amounts[place]) for place, one in enumerate(days)])
    [found] = company.desk("hale").read(report, Ask("estimate-bias")).rows
    assert (found.value, found.n) == (bias, 0 if bias is None else 1)


def given(day: str) -> Arrival:
    to = {"project": Link("project", "1"), "from": Link("user", "roth"), "to": Link("user", "li")}
    return arrive("handover", "h", {"given_on": on(day)}, to)


@pytest.mark.parametrize(
    ("day", "login"),
    [("2028-02-28", "li"), ("2028-02-29", "li"), ("2028-03-01", "roth")],
    ids=["before", "on", "after"],
)
def test_sale_is_of_who_was_given_it_by_the_day_it_was_won(company: Company, take: Take, day: str, login: str) -> None:
    take([customer("A")], [WON])
    take([given(day)])
    assert only(company, credits, "user_id") == (company.id(login),)


def test_shares_that_a_file_tells_were_always_so(company: Company, take: Take) -> None:
    """What was drawn from the holder in between does not count twice, as of no day."""
    company.clock.now = LATER
    take([customer("A")], [WON])
    shares = [
        arrive(
            "credit", login, {"share": Decimal(share)}, {"project": Link("project", "1"), "user": Link("user", login)}
        )
        for login, share in (("li", 70), ("roth", 30))
    ]
    take(shares)
    for day in (None, LATER.date(), DAY):
        [found] = company.desk("hale").read(report, Ask("won", as_of=day)).rows
        assert (found.value, found.n) == (1, 2), day
