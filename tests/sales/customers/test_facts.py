"""Each fact of a customer: how it is read, what is refused, and that what is shown reads back the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import refusal, row, set_values, take
from tuicrm.sales import customers, undo
from tuicrm.sales.customers.facts import FACTS
from tuicrm.store import change
from tuicrm.store.errors import NotFound
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers as table


@pytest.fixture
def acme(small_company: Company) -> int:
    return small_company.customer("Acme", owner="li")


def edit(company: Company, acme: int, **values: str) -> tuple[str, ...]:
    version = row(company, table, acme).version
    return company.desk("li").write(customers.edit, acme, version, **values).fields


@pytest.mark.parametrize(
    ("fact", "typed", "kept", "shown"),
    [
        pytest.param("name", " Apex\x00 \u202eGmbH ", "Apex GmbH", "Apex GmbH", id="a name is clean"),
        pytest.param("name", "名" * 300, "名" * 200, "名" * 200, id="a name has an end"),
        pytest.param("class_key", "vip key", "VIP KEY", "VIP KEY", id="a class in capitals"),
        pytest.param("city", "  Kiel\n", "Kiel", "Kiel", id="a city on one line"),
        pytest.param("city", "K" * 500, None, None, id="a city has an end"),
        pytest.param("employees", "1,400", 1400, "1400", id="thousands"),
        pytest.param("employees", "1 400", 1400, "1400", id="with a blank"),
        pytest.param("employees", "１４００", 1400, "1400", id="full width"),
        pytest.param("employees", "0", 0, "0", id="none at all"),
        pytest.param("founded", "1887", 1887, "1887", id="a year"),
        pytest.param("kind", "PERSON", "person", "person", id="a person"),
        pytest.param("note", " two \n\n lines ", "two\n\n lines", "two\n\n lines", id="a note has lines"),
        pytest.param("note", "", None, "", id="no note"),
        pytest.param("address", "Hauptstraße 1\n24103 Kiel", "Hauptstraße 1 24103 Kiel", None, id="an address"),
    ],
)
def test_a_fact_is_read_from_text(
    small_company: Company, acme: int, fact: str, typed: str, kept: object, shown: str | None
) -> None:
    edit(small_company, acme, **{fact: typed})
    found = getattr(row(small_company, table, acme), fact)
    name = "class" if fact == "class_key" else fact
    text = small_company.desk("li").read(customers.card, acme).fact(name)
    if kept is None and typed:
        assert typed.startswith(found)
        assert len(found) < len(typed)
    else:
        assert found == kept
    assert shown is None or text == shown


@pytest.mark.parametrize(
    ("fact", "typed", "code"),
    [
        ("name", "", "name_missing"), ("name", "\u200b\x07", "name_missing"), ("employees", "-5", "number_form"),
        ("employees", "about 20", "number_form"), ("employees", "1e3", "number_form"),
        ("employees", "½", "number_form"),
        ("employees", "9" * 13, "number_form"), ("founded", "99999", "number_form"), ("kind", "", "kind_form"),
        ("kind", "firm", "kind_form"), ("source", "pigeon", "no_source"), ("campaign", "no such", "no_campaign"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(small_company: Company, acme: int, fact: str, typed: str, code: str) -> None:
    assert refusal(small_company, "li", customers.edit, acme, 1, city="Hull", **{fact: typed}).code == code
    assert (row(small_company, table, acme).city, row(small_company, table, acme).version) == (None, 1)


def test_a_page_of_facts_written_back_changes_nothing(small_company: Company, acme: int) -> None:
    source = small_company.value(select(sources.c.id))
    small_company.database.write_as(
        lambda session: change.insert(session, campaigns, name="Fair 2026", source_id=source), small_company.clock.now
    )
    filled = {
        "class_key": "A", "city": "Kiel", "industry": "Tools", "region": "North", "country": "DE", "address": "Quay 1",
        "website": "acme.example", "employees": "12", "founded": "1990", "registration": "HRB 1", "source": "phone",
        "campaign": "Fair 2026", "kind": "company", "note": "one\ntwo",
    }  # fmt: skip
    edit(small_company, acme, **filled)
    before = row(small_company, table, acme)
    card = small_company.desk("li").read(customers.card, acme)
    assert [one.name for one in card.facts] == [one.name for one in FACTS]
    assert all(one.text for one in card.facts)
    again = {("class_key" if one.name == "class" else one.name): one.text for one in card.facts}
    assert edit(small_company, acme, **again) == ()
    assert row(small_company, table, acme) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), fact=st.sampled_from(["city", "industry", "address", "registration", "note"]))
def test_whatever_is_typed_is_shown_as_what_reads_the_same_again(
    small_company: Company, acme: int, text: str, fact: str
) -> None:
    edit(small_company, acme, **{fact: text})
    shown = small_company.desk("li").read(customers.card, acme).fact(fact)
    assert edit(small_company, acme, **{fact: shown}) == ()


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        pytest.param("https://apex.example/en", "apex.example", id="its own"),
        pytest.param("", "acme.example", id="taken away: that of the address"),
        pytest.param("linkedin.com/company/apex", "acme.example", id="a shared page: that of the address"),
    ],
)
def test_the_domain_follows_the_website_and_comes_back_with_it(
    small_company: Company, website: str, domain: str
) -> None:
    company = small_company
    made = take(company, "Acme Ltd", website="old.example", emails=("ann@gmail.com", "ann@acme.example"))
    li = company.desk("li")
    version = row(company, table, made.customer_id).version
    li.write(customers.edit, made.customer_id, version, website=website)
    assert row(company, table, made.customer_id).domain == domain
    li.write(undo.last)
    assert row(company, table, made.customer_id).domain == "old.example"


def test_a_website_typed_wrong_and_taken_back_recognises_nobody(small_company: Company, acme: int) -> None:
    edit(small_company, acme, website="apex.example")
    small_company.desk("li").write(undo.last)
    assert row(small_company, table, acme).domain is None
    assert take(small_company, "Apex", website="apex.example").is_new


def test_a_new_name_is_found_and_the_old_one_is_not(small_company: Company, acme: int) -> None:
    edit(small_company, acme, name="北京联成互动有限公司")
    for key in ("北京联成互动", "bjlc", "联成"):
        assert small_company.desk("li").read(customers.find, key).id == acme
    with pytest.raises(NotFound):
        small_company.desk("li").read(customers.find, "acme")


@pytest.mark.parametrize("mistake", ["Name", "id", "owner_id", "pool_id", "name_key", "archived_at", "domain"])
def test_nothing_but_facts_can_be_edited(small_company: Company, acme: int, mistake: str) -> None:
    assert refusal(small_company, "li", customers.edit, acme, 1, **{mistake: "1"}).code == "field_unknown"


def test_an_unknown_own_field_is_refused_and_the_facts_beside_it_stay(small_company: Company, acme: int) -> None:
    refused = refusal(small_company, "li", customers.edit, acme, 1, city="Hull", own={"size": (None, "1")})
    assert (refused.code, refused.facts["fields"]) == ("field_unknown", ("size",))
    assert row(small_company, table, acme).city is None


@pytest.mark.parametrize("away", [True, False])
def test_archiving_twice_says_what_it_is_already(small_company: Company, acme: int, away: bool) -> None:
    if away:
        set_values(small_company, table, acme, archived_at=small_company.clock.now)
    code = refusal(small_company, "li", customers.archive, acme, is_away=away).code
    assert code == ("archived" if away else "not_archived")
