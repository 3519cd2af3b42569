"""The country of phone numbers and the home currency: said for the whole company, with what goes with a change."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import refusal
from tuicrm.sales import home, intake, projects, settings, undo
from tuicrm.sales.settings import SettingLine
from tuicrm.sales.wording import words
from tuicrm.store.tables.customers import contact_points


def put(company: Company, name: str, text: str) -> SettingLine:
    line: SettingLine = company.desk("hale").write(settings.put_setting, name, text)
    return line


def take_in(company: Company, name: str, phone: str) -> Any:
    return company.desk("li").write(intake.take_in, intake.Lead(name, phones=(phone,), source="phone"))


def phones(company: Company, customer_id: int) -> list[str]:
    point = contact_points.c
    return [row[0] for row in company.all(select(point.reach_key).where(point.customer_id == customer_id))]


@pytest.mark.parametrize(
    ("text", "region"), [("us", "US"), ("United Kingdom", "GB"), ("英国", "GB"), ("Deutschland", "DE"), ("TW", "TW")]
)
def test_the_country_is_named_in_any_way(small_company: Company, text: str, region: str) -> None:
    assert put(small_company, "region", text).value == region
    assert small_company.desk("li").read(settings.one, "region").value == region


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("region", "Narnia", "region cannot be Narnia: a country, such as GB, Germany or 中国."),
        ("region", "off", "region cannot be off: a country, such as GB, Germany or 中国."),
        ("region", "", "region cannot be : a country, such as GB, Germany or 中国."),
        ("currency", "default", "currency cannot be default: a currency, such as EUR, GBP or CNY."),
        ("currency", "XYZ", "currency cannot be XYZ: a currency, such as EUR, GBP or CNY."),
    ],
)
def test_nonsense_is_refused(small_company: Company, name: str, text: str, said: str) -> None:
    assert words(refusal(small_company, "hale", settings.put_setting, name, text)) == said


def test_two_ways_to_write_a_number_are_one_customer(small_company: Company) -> None:
    put(small_company, "region", "US")
    put(small_company, "region", "United Kingdom")
    first = take_in(small_company, "Kilburn Tools", "020 7946 0555")
    again = take_in(small_company, "", "+44 (0)20 79460555")
    assert again.customer_id == first.customer_id
    extended = take_in(small_company, "Harrow Pumps", "020 7946 0123 ext 12 / 020 7946 0999")
    assert phones(small_company, extended.customer_id) == ["+442079460123;ext=12", "+442079460999"]


def test_numbers_of_no_country_are_read_anew(small_company: Company) -> None:
    put(small_company, "region", "US")
    first = take_in(small_company, "Kilburn Tools", "020 7946 0555")
    hotline = take_in(small_company, "Speedy Hotline", "95588")
    american = take_in(small_company, "Laredo Inc", "202 456 1111")
    assert phones(small_company, first.customer_id) == ["02079460555"]
    assert put(small_company, "region", "GB").told == "1 number that is kept already is read as one of there now."
    assert phones(small_company, first.customer_id) == ["+442079460555"]
    assert phones(small_company, hotline.customer_id) == ["95588"]
    assert phones(small_company, american.customer_id) == ["+12024561111"]
    assert take_in(small_company, "", "+44 20 7946 0555").customer_id == first.customer_id
    assert put(small_company, "region", "GB").told == "Numbers that are kept already stay as they are."


def test_too_many_numbers_stay(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuicrm.sales.house_settings._AT_ONCE", 1)
    put(small_company, "region", "US")
    first = take_in(small_company, "Kilburn Tools", "020 7946 0555")
    take_in(small_company, "Barnet Tools", "020 7946 0777")
    assert put(small_company, "region", "GB").told.startswith("Numbers that are kept already stay as they are; ")
    assert phones(small_company, first.customer_id) == ["02079460555"]


@pytest.mark.parametrize(("name", "text", "before"), [("region", "DE", "GB"), ("currency", "USD", "EUR")])
def test_a_change_is_taken_back(small_company: Company, name: str, text: str, before: str) -> None:
    put(small_company, name, text)
    small_company.desk("hale").write(undo.last)
    assert small_company.desk("li").read(settings.one, name).value == before


def test_the_currency_changes_until_there_is_money(small_company: Company) -> None:
    assert put(small_company, "currency", "英镑").value == "GBP"
    assert small_company.database.read_as(lambda session: home.home(session).currency, small_company.clock()) == "GBP"
    customer = take_in(small_company, "Kilburn Tools", "020 7946 0555").customer_id
    small_company.desk("hale").write(projects.add, projects.NewProject(customer_id=customer, name="Line 4"))
    said = refusal(small_company, "hale", settings.put_setting, "currency", "USD")
    assert words(said) == "The currency stays GBP: there are projects, products or amounts in it already."
    assert put(small_company, "currency", "GBP").value == "GBP"


def test_a_change_of_currency_is_not_taken_back_under_money(small_company: Company) -> None:
    put(small_company, "currency", "GBP")
    value = small_company.desk("boss").read(settings.one, "currency").value
    customer = take_in(small_company, "Kilburn Tools", "020 7946 0555").customer_id
    small_company.desk("boss").write(projects.add, projects.NewProject(customer_id=customer, name="Line 4"))
    assert refusal(small_company, "hale", settings.put_back, "currency", "EUR").code == "money_known"
    assert small_company.desk("boss").read(settings.one, "currency").value == value
