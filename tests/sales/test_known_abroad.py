"""Who is known in other countries: dialled there, called there, writing from a host of mailboxes nobody knows."""

import pytest

from tests.company import Company
from tests.sales.house import take
from tuicrm.sales import doubles
from tuicrm.sales.customers import add_contact


@pytest.mark.parametrize(
    ("country", "local", "written"),
    [
        ("DE", "0711 1234567", "+49 711 1234567"),
        ("Deutschland", "0711/1234567", "0049 (0)711 1234567"),
        ("Brasil", "(11) 2341-3538", "+55 11 2341 3538"),
        ("日本", "03-1204-1850", "0081 3 1204 1850"),
        ("中国", "010-65529988转801", "+86 10 6552 9988 ext. 801"),
    ],
)
def test_a_local_number_is_that_of_the_country_that_is_named(
    small_company: Company, country: str, local: str, written: str
) -> None:
    first = take(small_company, "Acme", phones=(written,))
    again = take(small_company, "", country=country, phones=(local,))
    assert (again.customer_id, again.known_by) == (first.customer_id, "phone")


def test_a_local_number_typed_at_a_customers_contact_is_of_its_country(small_company: Company) -> None:
    desk = small_company.desk("boss")
    there = take(small_company, "Acme", country="Deutschland").customer_id
    desk.write(add_contact, there, "Jo Beck", phones=("0711 1234567",))
    assert take(small_company, "?", phones=("+49 711 1234567",)).customer_id == there


@pytest.mark.parametrize("name", ["?", "-", "n/a", "N/A", "Unknown", "无", "个人", "none"])
def test_nobody_is_called_unknown(small_company: Company, name: str) -> None:
    first = take(small_company, name, contact="Ann Lee", phones=("0113 496 0142",))
    second = take(small_company, name, phones=("0113 496 0143",))
    assert (first.name, first.is_new, second.is_new) == ("Ann Lee", True, True)
    assert second.name.endswith("0143")


def test_one_word_in_common_at_a_host_of_mailboxes_is_no_company(small_company: Company) -> None:
    take(small_company, "Vogel Stahl", city="Graz", phones=("+43 316 123456",), emails=("a@postkasten.example",))
    lead = {"city": "Linz", "phones": ("+43 732 123456",), "emails": ("b@postkasten.example",)}
    other = take(small_company, "Linzer Vogel Handel", **lead)
    assert other.is_new
    assert [one.why for one in other.near] == ["domain"]


def test_one_word_in_common_at_the_companys_own_domain_is_the_company(small_company: Company) -> None:
    first = take(small_company, "Vogel Stahl", city="Graz", phones=("+43 316 123456",), emails=("a@vogel.example",))
    lead = {"city": "Linz", "phones": ("+43 732 123456",), "emails": ("b@vogel.example",)}
    assert take(small_company, "Linzer Vogel Handel", **lead).customer_id == first.customer_id


def test_between_two_spellings_of_one_value_nobody_has_to_choose(small_company: Company) -> None:
    one = take(small_company, "Acme", country="GB", city="北京", registration="GB 123 456").customer_id
    other = take(
        small_company, "Acme Works", country="United Kingdom", city="北京市", phones=("0113 496 0142",)
    ).customer_id
    assert one != other
    found = small_company.desk("boss").read(doubles.compare, one, other)
    assert {each.name for each in found.fields if each.differs} == {"name"}
