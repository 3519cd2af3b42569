"""The question of profit against revenue, asked of small companies."""

from datetime import UTC, date, datetime
from math import log
from typing import Any

import pytest

from tests.company import Company
from tests.sales.chances import insert
from tests.sales.test_funnel import EUROS, project
from tests.sales.test_team_page import there_since, won
from tuicrm.plain import language
from tuicrm.sales import funnel
from tuicrm.sales import people as staff
from tuicrm.sales.analysis.answer import Answer, Line
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.privacy import Privacy, set_privacy
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products, purchases


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    found: Answer = company.desk(login).read(answer, "margin-change", Scope(**scope))
    return found


def changes(found: Answer, dimension: str) -> dict[str, int]:
    return {line.key[1]: line.figures["change"] for line in found.lines if line.key[0] == dimension}


def line(found: Answer, name: str) -> Line:
    return next(one for one in found.lines if one.key[0] == name)


def at(company: Company, on: date) -> None:
    company.clock.now = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)


def sell(company: Company, login: str, product: int, amount: int, cost: int, **more: Any) -> int:
    made = won(company, login, amount, cost=cost, **more)

    def name_it(session: Session) -> None:
        row = session.first(purchases.select().where(purchases.c.project_id == made))
        change.update(session, purchases, row.id, product_id=product)

    company.database.write_as(name_it, company.clock.now)
    return made


@pytest.fixture
def two_years(small_company: Company) -> Company:
    return with_two_years(small_company)


def with_two_years(company: Company) -> Company:
    """In the second year the thick product earns less and more of the thin one is sold: 50 of 100, then 60 of 200."""
    there_since(company, date(2023, 1, 1), "li", "roth", "kuhn")
    thick, thin = (insert(company, products, product_key=one, name=one, currency="EUR") for one in ("thick", "thin"))
    at(company, date(2025, 3, 10))
    sell(company, "li", thick, 80, 36, name="a")
    sell(company, "kuhn", thin, 20, 14, name="b")
    at(company, date(2026, 3, 10))
    sell(company, "li", thick, 100, 60, name="c")
    sell(company, "kuhn", thin, 100, 80, name="d")
    at(company, date(2026, 11, 23))
    return company


def test_each_dimension_adds_up_to_what_is_missing(company: Company) -> None:
    found = asked(with_two_years(company), from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    together = line(found, "together").figures
    assert (together["change"], together["before"], together["now"]) == (-40 * EUROS, 0.5, 0.3)
    assert together["gap"] == pytest.approx(log(0.5 / 0.3), abs=1e-6)
    for dimension in ("product", "person"):
        assert sum(changes(found, dimension).values()) == -40 * EUROS
    assert changes(found, "product") == {"margin": -2650, "mix": -1350}
    assert line(found, "product").figures["most"] == "thick"
    assert found.said[0] == "Revenue +100%, profit +20%: the margin fell from 50.0% to 30.0%, 40 of profit is gone."
    assert "the same products have another margin" in found.said[1]


def test_nothing_can_be_said_without_a_year_before(small_company: Company) -> None:
    won(small_company, "li", 100, cost=50)
    found = asked(small_company)
    assert found.lines == ()
    assert "Note the cost when projects are won" in found.said[0]


def test_purchases_without_cost_are_left_out_and_counted(two_years: Company) -> None:
    at(two_years, date(2026, 4, 1))
    won(two_years, "li", 5000)
    at(two_years, date(2026, 11, 23))
    found = asked(two_years, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    assert line(found, "together").figures["now"] == 0.3
    assert "Purchases without a cost are left out: 1." in found.said


def test_a_loss_is_told_in_money(two_years: Company) -> None:
    at(two_years, date(2026, 4, 1))
    won(two_years, "li", 100, cost=300)
    at(two_years, date(2026, 11, 23))
    found = asked(two_years, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    assert "not above nought" in found.said[0]
    assert line(found, "together").figures["change"] == -290 * EUROS


def test_a_team_and_a_filter_narrow_it(two_years: Company) -> None:
    scope = {"from_on": date(2026, 3, 1), "to_on": date(2026, 10, 31)}
    west = line(asked(two_years, who="West", **scope), "together").figures
    assert (west["before"], west["now"]) == (0.3, 0.2)
    li = line(asked(two_years, where="owner:li", **scope), "together").figures
    assert (li["before"], li["now"]) == (0.55, 0.4)


def test_profit_that_grows_like_revenue_keeps_pace(small_company: Company) -> None:
    there_since(small_company, date(2023, 1, 1), "li")
    for year, cost in ((2025, 500), (2026, 505)):
        at(small_company, date(year, 3, 10))
        won(small_company, "li", 1000, cost=cost)
    at(small_company, date(2026, 11, 23))
    found = asked(small_company, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    assert found.said[0] == "Revenue 0%, profit -1%: profit keeps pace, the margin is 49.5% (before 50.0%)."


def test_effort_and_seats_do_not_stand_beside_a_part_of_the_sales(two_years: Company) -> None:
    scope = {"from_on": date(2026, 3, 1), "to_on": date(2026, 10, 31)}
    assert any("What selling takes is not known" in one for one in asked(two_years, **scope).said)
    narrowed = asked(two_years, where="product:thick", **scope)
    assert not any("selling" in one or "seat" in one for one in narrowed.said)


def test_behind_a_category_are_its_projects(two_years: Company) -> None:
    found = asked(two_years, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    scope = Scope(date(2026, 3, 1), date(2026, 10, 31))
    hale = two_years.desk("hale")
    names = [one.name for one in hale.read(behind, "margin-change", scope, line(found, "product").behind).records]
    assert names == ["c"]
    together = hale.read(behind, "margin-change", scope, line(found, "together").behind).records
    assert sorted(one.name for one in together) == ["c", "d"]


def quote(company: Company, made: int, euros: int) -> None:
    def write(session: Session) -> None:
        change.update(session, projects, made, first_quote_minor=euros * EUROS)

    company.database.write_as(write, company.clock.now)


def test_discounts_on_the_first_quote_are_beside_it(small_company: Company) -> None:
    company = small_company
    there_since(company, date(2023, 1, 1), "li")
    for year, quoted in ((2025, 100), (2026, 125)):
        at(company, date(year, 3, 10))
        made = project(company, f"{year}", login="li", amount_minor=100 * EUROS)
        quote(company, made, quoted)
        company.desk("li").write(funnel.win, made, cost_minor=50 * EUROS, reason="x")
    at(company, date(2026, 11, 23))
    found = asked(company, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    row = line(found, "discount").figures
    assert (row["before"], row["now"], row["change"]) == (0.0, 0.2, -25 * EUROS)
    assert "Discounts on the first quote went from 0.0% to 20.0%." in found.said


def test_whether_growing_pays_needs_the_cost_of_a_seat(two_years: Company) -> None:
    boss = two_years.desk("boss")
    for login in ("novak", "orr", "pell"):
        boss.write(staff.add_user, login, role="rep", team="West", joined_on=date(2026, 1, 1))
    at(two_years, date(2026, 4, 1))
    for login in ("novak", "orr", "pell"):
        won(two_years, login, 2000, cost=500)
    at(two_years, date(2026, 11, 23))
    scope = {"from_on": date(2026, 3, 1), "to_on": date(2026, 10, 31)}
    found = asked(two_years, **scope)
    assert "what a seat costs is not known" in " ".join(found.said)
    assert any("user seat LOGIN" in one for one in found.advice)
    boss.write(staff.seat, two_years.id("novak"), 100 * EUROS, date(2025, 1, 1))
    found = asked(two_years, **scope)
    row = line(found, "last joiners").figures
    assert (row["brings"], row["seat"]) == (round(4500 * EUROS / 24), 100 * EUROS)
    assert any("Growing pays, even where the average falls" in one for one in found.said)
    boss.write(staff.seat, two_years.id("novak"), 200 * EUROS, date(2026, 6, 1))
    row = line(asked(two_years, **scope), "last joiners").figures
    assert row["seat"] == round((3 * 100 + 5 * 200 + 2 * 8 * 200) / 24 * EUROS), "who has none is at the mean"


def test_persons_are_not_named_to_who_may_not_see_them(two_years: Company) -> None:
    scope = {"from_on": date(2026, 3, 1), "to_on": date(2026, 10, 31)}
    two_years.desk("boss").write(set_privacy, Privacy(seen_by="self"))
    assert changes(asked(two_years, "wang", **scope), "person") == {}
    with pytest.raises(Refused):
        asked(two_years, "li", who="kuhn", **scope)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_said_in_both_languages(two_years: Company, lang: str) -> None:
    language.use(lang)
    try:
        found = asked(two_years, from_on=date(2026, 3, 1), to_on=date(2026, 10, 31))
    finally:
        language.use("en")
    assert ("利润率由" in found.said[0]) is (lang == "zh")
    assert not any("{" in one for one in (*found.said, *found.advice))
