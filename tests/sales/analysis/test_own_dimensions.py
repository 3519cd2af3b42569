"""Own fields and needs divide figures: every type as people write it, of the record or of its customer."""

from datetime import date
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import analysis, fields, funnel
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.records import records
from tuicrm.store.errors import Refused
from tuicrm.store.tables.customers import customer_needs, inquiries, needs

VALUES = {  # type: what the first and the second customer have, and how a report writes it
    "number": ("12.50", "7", "12.5", "7"),
    "money": ("1200", "0", "1200", "0"),
    "date": ("2026-12-01", "2027-01-31", "2026-12-01", "2027-01-31"),
    "yesno": ("yes", "no", "yes", "no"),
    "choice": ("large", "small", "large", "small"),
    "choices": ("large, small", "small", "large, small", "small"),
    "text": ("Zeiss O'Neil", "北京", "Zeiss O'Neil", "北京"),
    "link": ("https://a.example/x", "https://b.example/", "https://a.example/x", "https://b.example/"),
}
BY_CUSTOMER = ("won", "win-rate", "revenue", "customers", "inquiries", "open", "claims", "entries", "actions")


@pytest.fixture
def declared(company: Company) -> Company:
    """Three customers, the third without a value; the first won two projects, the second lost one and has one open."""
    hale, li = company.desk("hale"), company.desk("li")
    firms = [company.customer(name, owner="li") for name in ("One", "Two", "Three")]
    for type_, (first, second, *_written) in VALUES.items():
        choices = ("large", "small") if type_.startswith("choice") else ()
        made = hale.write(fields.add, "customer", type_, type_, choices)
        for firm, text in zip(firms, (first, second), strict=False):
            li.write(fields.set_value, made.id, firm, text)
    tier = hale.write(fields.add, "project", "tier", "number")
    speed, price = (insert(company, needs, name=name) for name in ("speed", "price"))
    for number, (firm, end) in enumerate(((0, "won"), (0, "won"), (1, "lost"), (1, "open"), (2, "won"))):
        made_id = project(company, f"p{number}", customer_id=firms[firm], amount_minor=100_00)
        insert(
            company, inquiries, customer_id=firms[firm], came_at=NOW, came_on=NOW.date(), month=NOW.year * 12 + 11,
            is_new_customer=False,
        )  # fmt: skip
        li.write(fields.set_value, tier.id, made_id, str(number % 2))
        if end == "won":
            li.write(funnel.win, made_id, cost_minor=1, reason="quick")
        elif end == "lost":
            li.write(funnel.lose, made_id, "price")
        for need_id in (speed, price)[: max(0, 2 - number)]:
            for asked in range(2):  # asked for twice, and one need all the same
                insert(
                    company, customer_needs, customer_id=firms[firm], project_id=made_id, need_id=need_id,
                    asked_on=date(2026, 11, 1 + asked),
                )  # fmt: skip
    return company


def found(company: Company, measure: str, *by: str) -> dict[str, Any]:
    report = company.desk("hale").read(analysis.report, Ask(measure, by))
    return {", ".join(row.key): row.value for row in report.rows}


@pytest.mark.parametrize("type_", VALUES)
def test_a_value_is_written_as_everywhere(declared: Company, type_: str) -> None:
    _first, _second, one, two = VALUES[type_]
    assert found(declared, "won", f"customer:{type_}") == {one: 2, "": 1}
    assert found(declared, "lost", f"customer:{type_}") == {two: 1}
    assert found(declared, "customers", f"own:{type_}") == {one: 1, two: 1, "": 1}
    assert found(declared, "inquiries", f"own:{type_}") == {one: 2, two: 2, "": 1}, "not theirs: of their customer"


@pytest.mark.parametrize("measure", BY_CUSTOMER)
def test_every_measure_that_knows_a_customer_is_divided(declared: Company, measure: str) -> None:
    rows = found(declared, measure, "own:number")
    if measure not in ("win-rate", "claims", "entries", "actions"):
        assert sum(rows.values()) == found(declared, measure)[""]
    assert set(rows) <= {"12.5", "7", ""}


def test_the_field_of_the_record_comes_before_that_of_its_customer(declared: Company) -> None:
    declared.desk("hale").write(fields.add, "customer", "tier", "text")
    assert found(declared, "won", "own:tier") == {"0": 2, "1": 1}
    assert found(declared, "won", "customer:tier") == {"": 3}


@pytest.mark.parametrize("dimension", ["own:", "own:nothing", "customer:tier", "customer:"])
def test_a_field_that_nobody_declared_is_refused(declared: Company, dimension: str) -> None:
    with pytest.raises(Refused) as refused:
        found(declared, "won", dimension)
    assert refused.value.code == "dimension"
    assert "own:number" in refused.value.facts["known"]


def test_a_name_without_its_prefix_is_told_the_declared_fields(declared: Company) -> None:
    """Those of the record, and of its customer: `customer:` only where both have the key."""
    declared.desk("hale").write(fields.add, "project", "text", "text")
    for measure, by, own in (
        ("won", "choice", ("own:tier", "own:text", "own:number", "customer:text")),
        ("claims", "choice", ("own:number", "own:text")),
        ("customers", "stage", ("own:number", "own:text")),
    ):
        with pytest.raises(Refused) as refused:
            found(declared, measure, by)
        known = refused.value.facts["known"]
        assert set(own) <= set(known)
        assert len(known) == len(set(known))
        for name in (one for one in known if ":" in one):
            found(declared, measure, name)  # each can be asked for


def test_the_records_behind_a_value_open(declared: Company) -> None:
    desk = declared.desk("hale")
    for type_, (_first, _second, one, _two) in VALUES.items():
        rows = desk.read(records, Ask("won", (f"customer:{type_}",)), (one,)).records
        assert sorted(row.name for row in rows) == ["p0", "p1"], type_


def test_needs_divide_what_they_were_asked_for_in(declared: Company) -> None:
    assert found(declared, "won", "need") == {"speed": 2, "price": 1, "": 1}
    assert found(declared, "revenue", "need") == {"speed": 200_00, "price": 100_00, "": 100_00}
    assert found(declared, "customers", "need") == {"speed": 1, "price": 1, "": 2}
    assert found(declared, "win-rate", "need")["speed"] == 1.0
    said = declared.desk("hale").read(analysis.report, Ask("won", ("need",))).definition
    assert said.endswith("What has several needs counts with each of them.")
    rows = declared.desk("hale").read(records, Ask("won", ("need",)), ("speed",)).records
    assert sorted(row.name for row in rows) == ["p0", "p1"]
