"""What is known of a customer changes, and nobody overwrites anybody."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import customers, fields, intake, pool, projects, undo
from tuicrm.sales.intake import Lead
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import ChangedSince, NotAllowed, Refused
from tuicrm.store.tables.customers import customers as table


def row(company: Company, customer_id: int) -> object:
    return company.all(select(table).where(table.c.id == customer_id))[0]


def refusal(company: Company, login: str, rule: object, *args: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        company.desk(login).write(rule, *args, **named)  # type: ignore[arg-type]
    return refused.value.code


def test_facts_are_read_from_text_and_search_follows(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    done = li.write(
        customers.edit, acme, 1, name="Apex GmbH", employees="1,400", website="https://www.apex.example/en",
        source="phone", class_key="b", note="two\nlines", city=" Kiel ",
    )  # fmt: skip
    now = row(company, acme)
    assert (now.name, now.name_key, now.employees, now.domain) == ("Apex GmbH", "apex", 1400, "apex.example")
    assert (now.class_key, now.city, now.note, now.version) == ("B", "Kiel", "two\nlines", done.version)
    assert set(done.fields) == {"name", "employees", "website", "source", "class", "note", "city"}
    assert li.read(customers.find, "apex").id == acme


def test_the_second_editor_is_told_who_changed_what(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.desk("wang").write(customers.edit, acme, 1, city="Hull", industry="Tools")
    with pytest.raises(ChangedSince) as clash:
        company.desk("li").write(customers.edit, acme, 1, city="Leeds")
    assert (clash.value.facts["by"], clash.value.facts["fields"]) == ("F. Wang", ("city",))
    company.desk("li").write(customers.edit, acme, 1, country="UK")
    assert (row(company, acme).city, row(company, acme).country) == ("Hull", "UK")


def test_own_fields_do_not_overwrite_each_other_either(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.desk("hale").write(fields.add, "customer", "Size", "number")
    company.desk("li").write(customers.edit, acme, 1, own={"size": ("", "10")})
    with pytest.raises(ChangedSince):
        company.desk("wang").write(customers.edit, acme, 1, own={"size": ("", "20")})
    company.desk("wang").write(customers.edit, acme, 1, own={"size": ("10", "20")})
    assert company.desk("li").read(customers.card, acme).own[0].text == "20"
    assert refusal(company, "li", customers.edit, acme, 1, own={"size": ("20", "many")}) == "field_value"


def test_an_edit_is_taken_back_whole(company: Company) -> None:
    acme = company.customer("Acme", owner="li", city="Leeds")
    company.desk("hale").write(fields.add, "customer", "Size", "number")
    li = company.desk("li")
    li.write(customers.edit, acme, 1, city="", name="Apex", source="phone", own={"size": ("", "10")})
    li.write(undo.last)
    now = row(company, acme)
    assert (now.name, now.city, li.read(customers.card, acme).own[0].text) == ("Acme", "Leeds", "")
    assert li.read(customers.card, acme).source == "website"


def test_what_does_not_fit_is_refused_and_changes_nothing(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    for wrong, code in (
        ({"name": " "}, "name_missing"),
        ({"employees": "many"}, "number_form"),
        ({"kind": "dog"}, "kind_form"),
        ({"source": "pigeon"}, "no_source"),
        ({"shoe": "42"}, "field_unknown"),
    ):
        assert refusal(company, "li", customers.edit, acme, 1, city="Hull", **wrong) == code
    assert (row(company, acme).city, row(company, acme).version) == (None, 1)


def test_a_colleague_reads_and_does_not_write(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    with pytest.raises(NotAllowed):
        company.desk("roth").write(customers.edit, acme, 1, city="Hull")
    company.desk("wang").write(customers.edit, acme, 1, city="Hull")


def test_contacts_are_added_changed_and_set_aside(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    ann = li.write(
        customers.add_contact, acme, "Ann Lee", part="decides", phones=("0113 496 0142",), emails=("ann@acme.example",)
    )
    edited = li.write(
        customers.edit_contact, ann.id, ann.version, title="CEO", phones=("0113 496 0143", "0113 496 0142")
    )
    (line,) = li.read(customers.card, acme).contacts
    assert (line.title, line.part, [one.key for one in line.points if one.kind == "phone"]) == (
        "CEO", "decides", ["+441134960143", "+441134960142"],
    )  # fmt: skip
    assert li.read(customers.find, "0143").id == acme
    li.write(undo.last)
    (line,) = li.read(customers.card, acme).contacts
    assert (line.title, [one.key for one in line.points if one.kind == "phone"]) == (None, ["+441134960142"])
    li.write(customers.set_aside, edited.id)
    assert li.read(customers.card, acme).contacts == ()
    li.write(undo.last)
    assert [one.name for one in li.read(customers.card, acme).contacts] == ["Ann Lee"]
    assert refusal(company, "li", customers.add_contact, acme, "Bob", part="sings") == "part_form"


def test_hidden_phones_are_not_changed_unseen(small_company: Company) -> None:
    company = small_company
    made = company.desk("li").write(intake.take_in, Lead("Acme", contact="Ann", phones=("0113 496 0142",)))
    ann = company.desk("li").read(customers.card, made.customer_id).contacts[0]
    code = refusal(company, "li", customers.edit_contact, ann.id, ann.version, phones=("0113 496 0199",))
    assert code == "claim_first"
    company.desk("li").write(pool.claim, made.customer_id)
    company.desk("li").write(customers.edit_contact, ann.id, ann.version, phones=("0113 496 0199",))


def test_a_customer_is_set_aside_and_brought_back(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    li.write(projects.add, NewProject(name="Line 4", customer_id=acme))
    assert refusal(company, "li", customers.archive, acme) == "open_projects"
    beta = company.customer("Beta", owner="li")
    li.write(customers.archive, beta)
    assert refusal(company, "li", customers.archive, beta) == "archived"
    li.write(undo.last)
    assert row(company, beta).archived_at is None
