"""Do we know them? What is certain, what speaks against it, and what only looks alike."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.sales.house import count, row, set_values, take
from tuicrm.plain.emails import FREE_MAIL
from tuicrm.sales import recognising
from tuicrm.sales.reaching import Point
from tuicrm.sales.recognising import SHARED_SITES, own_domain, registration_of, web_domain
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tokens import search


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        pytest.param("acme.example", "acme.example", id="a domain"),
        pytest.param("  ACME.Example. ", "acme.example", id="case, blanks, the dot of the root"),
        pytest.param("https://www.acme.example/en/contact", "acme.example", id="a page"),
        pytest.param("http://li:secret@acme.example:8080/x", "acme.example", id="user, password, port"),
        pytest.param("acme.example?utm_source=fair", "acme.example", id="a question without a path"),
        pytest.param("acme.example#team", "acme.example", id="a place on the page"),
        pytest.param("acme.example/ask@us", "acme.example", id="an at sign in the path"),
        pytest.param("ann@acme.example", "acme.example", id="an address"),
        pytest.param("@acme.example", "acme.example", id="all of a domain"),
        pytest.param("shop.acme.example", "shop.acme.example", id="a domain below it is its own"),
        pytest.param("Bücher.example", "xn--bcher-kva.example", id="IDNA"),
        pytest.param("例子.公司", "xn--fsqu00a.xn--55qx5d", id="Chinese"),
        pytest.param("ｗｗｗ．ａｃｍｅ．ｃｏｍ", "acme.com", id="full width"),
        pytest.param("www。acme。com", "acme.com", id="the dots of an input method"),
        pytest.param("gmail.com", "", id="free mail"),
        pytest.param("https://www.QQ.com", "", id="free mail as a website"),
        pytest.param("https://www.linkedin.com/company/acme", "", id="a page among others"),
        pytest.param("acme.1688.com", "", id="a shop on a market place"),
        pytest.param("linkedin.com.example", "linkedin.com.example", id="only looks like one"),
        pytest.param("192.168.0.1", "", id="an address in the house"),
        pytest.param("localhost", "", id="no dot"),
        pytest.param("acme..example", "", id="an empty label"),
        pytest.param("Acme Ltd.", "", id="a name"),
        pytest.param("J.R. Smith", "", id="initials"),
        pytest.param("http://", "", id="nothing behind the scheme"),
        pytest.param("", "", id="nothing"),
        pytest.param(f"{'a' * 64}.example", "", id="a label longer than any may be"),
        pytest.param("acme\u202e.example", "acme.example", id="hidden characters"),
    ],
)
def test_the_own_domain_of_what_is_written(written: str, domain: str) -> None:
    assert web_domain(written) == domain


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_it_and_a_domain_stays_what_it_is(text: str) -> None:
    found = web_domain(text)
    assert web_domain(found) == found
    assert found == found.strip().lower()


@pytest.mark.parametrize("domain", sorted(FREE_MAIL | SHARED_SITES)[::9])
def test_what_everybody_has_is_nobodys_own(domain: str) -> None:
    assert web_domain(domain) == web_domain(f"https://www.{domain}/acme") == ""


@pytest.mark.parametrize(
    ("website", "emails", "domain"),
    [
        pytest.param("acme.example", ["x@beta.example"], "acme.example", id="the website comes first"),
        pytest.param("", ["x@gmail.com", "x@beta.example"], "beta.example", id="else the first address that tells"),
        pytest.param("linkedin.com/in/ann", ["x@beta.example"], "beta.example", id="a shared page tells nothing"),
        pytest.param("", ["x@qq.com"], "", id="free mail only"),
        pytest.param("", [], "", id="nothing"),
    ],
)
def test_whose_domain_it_is(website: str, emails: list[str], domain: str) -> None:
    points = [Point("phone", "0113", "0113"), *(Point("email", one, one) for one in emails)]
    assert own_domain(website, points) == domain


KNOWN = {
    "contact": "Ann Lee", "phones": ("0113 496 0142",), "emails": ("ann@acme.example",), "city": "Leeds",
    "registration": "GB123456",
}  # fmt: skip


@pytest.mark.parametrize(
    ("again", "by"),
    [
        pytest.param({"registration": "gb 123-456"}, "registration", id="number in groups, small"),
        pytest.param({"registration": "GB123456", "phones": ("0113 496 0199",)}, "registration", id="as written"),
        pytest.param({"phones": ("0044 113 496 0142 / 0113 496 0177",)}, "phone", id="one of two numbers in a field"),
        pytest.param({"phones": ("+44 (0)113 4960142",)}, "phone", id="the trunk zero in brackets"),
        pytest.param({"phones": ("０１１３ ４９６ ０１４２",)}, "phone", id="full width digits"),
        pytest.param({"emails": ("Ann Lee <ANN@Acme.Example>",)}, "email", id="as a mail program copies it"),
        pytest.param({"emails": ("ａｎｎ＠ａｃｍｅ．ｅｘａｍｐｌｅ",)}, "email", id="full width address"),
        pytest.param({"website": "acme.example?from=card"}, "domain", id="a website with a question"),
        pytest.param({"emails": ("sales@acme.example",)}, "domain", id="another mailbox"),
    ],
)
def test_a_spelling_does_not_make_a_second_record(small_company: Company, again: dict[str, object], by: str) -> None:
    first = take(small_company, "Acme Ltd", **KNOWN)
    second = take(small_company, "Whoever It Is", **again)
    assert (second.customer_id, second.known_by) == (first.customer_id, by)


@pytest.mark.parametrize(
    ("kept", "said", "same"),
    [
        ("GB-123456", "GB 123456", True),
        ("GB 123456", "gb123456", True),
        ("HRB 12345 B", "hrb-12345-b", True),
        ("HRB/12345", "HRB 12345", True),
        ("91110000 1000 0000 0X", "91110000100000000x", True),
        ("91110000100000000X", "9111-0000-1000-0000-0x", True),
        ("９１１１００００１０００００００ ０Ｘ", "91110000 1000000 00X", True),
        ("HRB 12345", "HRB 12346", False),
        ("911100001000000008", "911100001000000009", False),
    ],
)
def test_a_registration_number_is_one_in_any_groups(small_company: Company, kept: str, said: str, same: bool) -> None:
    take(small_company, "Acme Ltd", registration=kept)
    assert take(small_company, "Whoever It Is", registration=said).is_new is not same


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("91110000 1000 0000 0x", "91110000100000000X"),
        ("９１１１００００１０００００００ ０Ｘ", "91110000100000000X"),
        ("HRB 12345 B", "HRB 12345 B"),
        (" 07123456 ", "07123456"),
        ("91110000100000000I", "91110000100000000I"),
        ("", ""),
    ],
)
def test_a_registration_number_is_kept_as_written_but_for_chinas_code(said: str, kept: str) -> None:
    assert registration_of(said) == kept


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"phones": ("95588",)}, {"phones": ("95588",)}, id="a service number"),
        pytest.param({"phones": ("95588转801",)}, {"phones": ("95588 ext. 801",)}, id="with an extension"),
        pytest.param({"emails": ("a@qq.com",)}, {"emails": ("b@qq.com",)}, id="free mail"),
        pytest.param(
            {"website": "https://www.linkedin.com/company/one"}, {"website": "linkedin.com/company/two"}, id="pages"
        ),
        pytest.param({"website": "192.168.0.1"}, {"website": "http://192.168.0.1/"}, id="an address in the house"),
        pytest.param(
            {"phones": ("0113 496 0142 x801",)}, {"phones": ("0113 496 0142 x802",)}, id="two desks of one exchange"
        ),
    ],
)
def test_what_many_share_makes_nobody_known(
    small_company: Company, first: dict[str, object], second: dict[str, object]
) -> None:
    take(small_company, "Northern Pumps", **first)
    assert take(small_company, "Silver Optics", **second).is_new


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param({"city": "北京"}, {"city": "北京市"}, True, id="a city with and without its 市"),
        pytest.param({"city": "北京"}, {"city": "上海"}, False, id="another city"),
        pytest.param({"city": "Leeds"}, {"city": "LEEDS"}, True, id="case of a city"),
        pytest.param({"city": "Leeds"}, {}, True, id="no city is no other city"),
        pytest.param({"registration": "GB 12"}, {"registration": "gb-12"}, True, id="a number in another spelling"),
        pytest.param({"registration": "GB 12"}, {"registration": "GB 13"}, False, id="another number"),
        pytest.param({"website": "a.example"}, {"website": "b.example"}, False, id="another website"),
        pytest.param({"website": "a.example"}, {"website": "www.facebook.com/a"}, True, id="a shared page"),
        pytest.param({"phones": ("0113 496 0142",)}, {"phones": ("0113 496 0143",)}, True, id="another desk"),
    ],
)
def test_what_speaks_for_and_against_one_name(
    small_company: Company, first: dict[str, object], second: dict[str, object], same: bool
) -> None:
    take(small_company, "联成科技有限公司", **first)
    assert take(small_company, "联成科技", **second).is_new is not same


def test_a_person_and_a_company_of_one_name_are_two(small_company: Company) -> None:
    take(small_company, "Paul Smith")
    made = take(small_company, contact="Paul Smith")
    assert made.is_new
    assert [one.why for one in made.near] == ["name"]


def test_a_branch_is_another_customer_and_only_suggested(small_company: Company) -> None:
    house = take(small_company, "联成互动科技有限公司")
    branch = take(small_company, "联成互动科技有限公司上海分公司")
    assert branch.is_new
    assert house.customer_id in [one.id for one in branch.near]


def test_of_two_that_have_the_name_nobody_decides(small_company: Company) -> None:
    north = take(small_company, "Acme Ltd", city="Hull")
    south = take(small_company, "Acme Ltd", city="Leeds")
    assert take(small_company, "Acme Ltd", city="hull").customer_id == north.customer_id
    third = take(small_company, "Acme Ltd")
    assert third.is_new
    assert {one.id for one in third.near} == {north.customer_id, south.customer_id}


def test_the_surest_sign_decides_and_the_others_are_suggested(small_company: Company) -> None:
    by_number = take(small_company, "Acme Ltd", registration="GB 1")
    by_phone = take(small_company, "Beta Ltd", phones=("0113 496 0142",))
    by_domain = take(small_company, "Gamma Ltd", website="gamma.example")
    found = take(
        small_company, "Delta", registration="GB 1", phones=("0113 496 0142",), emails=("x@gamma.example",)
    )  # fmt: skip
    assert (found.customer_id, found.known_by) == (by_number.customer_id, "registration")
    assert [(one.id, one.why) for one in found.near] == [
        (by_phone.customer_id, "phone"),
        (by_domain.customer_id, "domain"),
    ]


def test_a_merged_customer_stands_for_the_one_it_went_into(small_company: Company) -> None:
    kept, gone = small_company.customer("Acme Ltd"), small_company.customer("Apex GmbH")
    set_values(small_company, customers, gone, merged_into_id=kept, archived_at=small_company.clock.now)
    assert take(small_company, "Apex GmbH").customer_id == kept


def test_a_number_that_was_taken_out_recognises_nobody(small_company: Company) -> None:
    first = take(small_company, "Acme Ltd", contact="Ann", phones=("0113 496 0142",))
    point = small_company.value(contact_points.select().with_only_columns(contact_points.c.id))
    set_values(small_company, contact_points, point, archived_at=small_company.clock.now)
    again = take(small_company, "Zenith Optics", phones=("0113 496 0142",))
    assert (again.is_new, again.customer_id != first.customer_id) == (True, True)
    assert count(small_company, contacts) == 1


@pytest.mark.parametrize(
    ("kept", "said", "suggested"),
    [
        ("0113 496 0142", "0113 496 0142 ext. 12", True),
        ("0113 496 0142 ext. 801", "+44 113 496 0142 x12", True),
        ("0113 496 0142 ext. 801", "0113 496 0142", True),
        ("0113 496 0142 ext. 801", "0113 496 0143 ext. 801", False),
        ("0113 496 0142", "0113 496 014", False),
        ("95588 ext. 1", "95588 ext. 2", False),
    ],
)
def test_another_extension_of_one_number_is_suggested(
    small_company: Company, kept: str, said: str, suggested: bool
) -> None:
    first = take(small_company, "Acme Ltd", phones=(kept,))
    again = take(small_company, "Zenith Optics", phones=(said,))
    assert again.is_new
    assert [(one.id, one.why) for one in again.near] == ([(first.customer_id, "phone")] if suggested else [])


def test_a_suggestion_never_names_what_one_may_not_see(small_company: Company) -> None:
    small_company.customer("Vantage Tooling Ltd", owner="kuhn")
    made = take(small_company, "Vantage Toolings")
    assert (made.is_new, made.near) == (True, ())
    assert row(small_company, customers, made.customer_id).name == "Vantage Toolings"


def test_at_most_five_are_suggested_and_the_nearest_comes_first(small_company: Company) -> None:
    for street in ("Elm", "Oak", "Ash", "Fir", "Yew", "Fig", "Bay"):
        take(small_company, f"Vantage Machine Toolings {street}")
    near = take(small_company, "Vantage Machine Tooling Ash").near
    assert (len(near), near[0].name) == (5, "Vantage Machine Toolings Ash")


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        ({"phones": ("+86 139 0000 1111",)}, {"phones": ("+86 139 0000 2222",)}, True),
        ({"emails": ("liwei1@163.com",)}, {"emails": ("lw88@qq.com",)}, True),
        ({"phones": ("+86 139 0000 1111",)}, {"emails": ("lw88@qq.com",)}, True),
        ({"phones": ("+86 139 0000 1111",)}, {"phones": ("0086 139 0000 1111",), "emails": ("lw88@qq.com",)}, False),
        ({}, {"emails": ("lw88@qq.com",)}, False),
        ({"emails": ("lw88@qq.com",)}, {}, False),
    ],
)
def test_people_of_one_name_with_nothing_in_common_are_two(
    small_company: Company, first: dict[str, Any], second: dict[str, Any], is_new: bool
) -> None:
    take(small_company, contact="李伟", **first)
    assert take(small_company, contact="李伟", **second).is_new is is_new


def test_another_firm_of_a_known_phone_is_written_above_the_message(small_company: Company) -> None:
    """A person who changed firms is known by the phone; which firm it is now must not be lost."""
    take(small_company, "Altfirma GmbH", contact="Ina Klee", phones=("+49 170 1234567",))
    again = take(small_company, "Neufirma AG", contact="Ina Klee", phones=("0049 170 1234567",), message="price?")
    assert (again.is_new, again.known_by) == (False, "phone")
    said = small_company.all(inquiries.select().order_by(inquiries.c.id.desc()))[0].message
    assert said == "Neufirma AG\nprice?"
    take(small_company, "ALTFIRMA", phones=("0049 170 1234567",), message="price?")
    assert small_company.all(inquiries.select().order_by(inquiries.c.id.desc()))[0].message == "price?"


@pytest.mark.parametrize(("walked", "looked_at"), [(3, 2), (100, 2), (1, 2), (100, 5)])
def test_the_newest_that_hold_a_common_word_are_the_same_either_way(
    small_company: Company, walked: int, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        small_company.customer(f"Kordel Pumps {number}")
        small_company.customer(f"Brandt {number}")
    held = search("customer", "pumps")
    assert held is not None

    def newest() -> list[str]:
        return small_company.database.read_as(
            lambda session: [row.name for row in recognising._newest(session, held)], small_company.clock.now
        )

    monkeypatch.setattr(recognising, "_LOOKED_AT", looked_at)
    whole = newest()
    assert whole == [f"Kordel Pumps {number}" for number in (3, 2, 1, 0)][:looked_at]
    monkeypatch.setattr(recognising, "_MANY", 2)
    monkeypatch.setattr(recognising, "_WALKED", walked)
    assert newest() == whole


@pytest.mark.parametrize("name", ["Unknown", "ANFRAGE", "不详", "unbekannt", "Inquiry", "匿名"])
def test_nobody_is_recognised_by_what_stands_for_a_name(small_company: Company, name: str) -> None:
    first = take(small_company, name, phones=("+49 711 7000013",))
    other = take(small_company, name)
    assert (other.is_new, other.near) == (True, ())
    again = take(small_company, name, phones=("+49 (0)711 700-0013",))
    assert (again.is_new, again.customer_id) == (False, first.customer_id), "by the phone"
