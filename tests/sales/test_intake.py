"""The one door: who is known stays one record, who is not lies in the pool, each arrival is an inquiry."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.company import Company
from tuicrm.sales import fields, intake, pool, undo
from tuicrm.sales.intake import Lead, TakenIn
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries, ownerships


def take(company: Company, name: str = "", login: str = "li", **values: object) -> TakenIn:
    return company.desk(login).write(intake.take_in, Lead(name=name, **values))  # type: ignore[arg-type]


def count(company: Company, table: object) -> int:
    return int(company.value(select(func.count()).select_from(table)))  # type: ignore[arg-type]


def refused(company: Company, **values: object) -> str:
    with pytest.raises(Refused) as found:
        take(company, **values)  # type: ignore[arg-type]
    return found.value.code


def test_a_stranger_lies_in_the_pool_with_an_inquiry(company: Company) -> None:
    made = take(
        company, "Acme Ltd", source="phone", contact="Ann Lee", phones=("0113 496 0142",), emails=("Ann@Acme.example",),
        city="Leeds", message="price of PX-200?",
    )  # fmt: skip
    assert (made.is_new, made.in_pool, made.owner, made.known_by) == (True, True, None, None)
    row = company.all(select(customers).where(customers.c.id == made.customer_id))[0]
    assert (row.kind, row.domain, row.city, row.created_by_id) == ("company", "acme.example", "Leeds", company.id("li"))
    asked = company.all(select(inquiries))[0]
    assert (asked.message, asked.is_new_customer, asked.came_at) == ("price of PX-200?", True, company.clock.now)
    points = company.all(select(contact_points.c.kind, contact_points.c.reach_key).order_by(contact_points.c.kind))
    assert [tuple(one) for one in points] == [("email", "ann@acme.example"), ("phone", "+441134960142")]
    assert company.value(select(contacts.c.name)) == "Ann Lee"
    assert company.value(select(ownerships.c.how)) == "intake"


@pytest.mark.parametrize(
    ("again", "by"),
    [
        ({"name": "Somebody Else", "phones": ("+44 (113) 496-0142",)}, "phone"),
        ({"name": "ACME", "emails": ("  ANN@acme.example ",)}, "email"),
        ({"contact": "Bob", "emails": ("bob@acme.example",)}, "domain"),
        ({"name": "Acme UK", "website": "https://www.Acme.example/contact"}, "domain"),
        ({"name": "Whatever", "registration": "GB 123"}, "registration"),
        ({"name": "ACME, limited"}, "name"),
        ({"name": "Acme Ltd.", "city": "leeds"}, "name"),
    ],
)
def test_who_is_known_gets_another_inquiry_and_no_second_record(
    small_company: Company, again: dict[str, object], by: str
) -> None:
    company = small_company
    first = take(
        company, "Acme Ltd", contact="Ann Lee", phones=("0113 496 0142",), emails=("ann@acme.example",),
        city="Leeds", registration="GB 123",
    )  # fmt: skip
    second = take(company, **again)  # type: ignore[arg-type]
    assert (second.customer_id, second.is_new, second.known_by) == (first.customer_id, False, by)
    assert (count(company, customers), count(company, inquiries)) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Acme Ltd", "city": "Bristol"},
        {"name": "Acme Ltd", "emails": ("x@acme-tools.example",)},
        {"name": "Acme Ltd", "registration": "GB 999"},
        {"name": "Acme Lead"},
        {"name": "Mel", "emails": ("mel@gmail.com",)},
        {"name": "Police", "phones": ("999",)},
    ],
)
def test_what_speaks_against_it_makes_another_customer(small_company: Company, other: dict[str, object]) -> None:
    company = small_company
    take(company, "Acme Ltd", city="Leeds", emails=("ann@acme.example",), registration="GB 123")
    take(company, "Ann", emails=("ann@gmail.com",), phones=("999",))
    assert take(company, **other).is_new  # type: ignore[arg-type]


def test_a_near_name_is_only_suggested(company: Company) -> None:
    first = take(company, "Vantage Tooling Ltd", city="Leeds")
    second = take(company, "Vantage Toolings", city="Leeds")
    assert second.is_new
    assert [(one.id, one.why) for one in second.near] == [(first.customer_id, "name")]


def test_two_persons_of_one_name_are_two_unless_a_phone_says_so(small_company: Company) -> None:
    company = small_company
    first = take(company, contact="Ann Lee", phones=("0113 496 0142",))
    assert take(company, contact="Ann Lee", phones=("0113 496 0143",)).is_new
    assert take(company, contact="A. Lee", phones=("0113 4960142",)).customer_id == first.customer_id


def test_what_is_known_is_filled_up_and_never_overwritten(company: Company) -> None:
    first = take(company, "Acme Ltd", city="Leeds", class_key="a")
    take(company, "Acme Ltd", city="Leeds", industry="Tools", class_key="b", contact="Ann", phones=("0113 496 0142",))
    take(company, "Acme Ltd", contact="ann", phones=("0113 496 0142", "0113 496 0143"))
    row = company.all(select(customers).where(customers.c.id == first.customer_id))[0]
    assert (row.city, row.industry, row.class_key) == ("Leeds", "Tools", "A")
    assert (count(company, contacts), count(company, contact_points)) == (1, 2)


def test_an_owner_keeps_a_customer_that_asks_again(company: Company) -> None:
    acme = company.customer("Acme Ltd", owner="roth")
    again = take(company, "ACME")
    assert (again.customer_id, again.owner, again.in_pool) == (acme, "A. Roth", False)


def test_one_who_asks_again_comes_back_from_the_archive(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme Ltd")
    company.database.write_as(
        lambda session: change.update(session, customers, acme, archived_at=company.clock.now), company.clock.now
    )
    assert take(company, "Acme").customer_id == acme
    assert company.value(select(customers.c.archived_at)) is None


def test_a_campaign_brings_its_source(small_company: Company) -> None:
    company = small_company
    fair = company.value(select(sources.c.id).where(sources.c.key == "campaign"))
    company.database.write_as(
        lambda session: change.insert(session, campaigns, name="Fair Leeds 2026", source_id=fair), company.clock.now
    )
    made = take(company, "Acme", campaign="fair leeds")
    assert company.value(select(customers.c.source_id).where(customers.c.id == made.customer_id)) == fair
    assert refused(company, name="Acme", campaign="Fair Hull") == "no_campaign"


def test_what_cannot_be_read_is_refused_and_leaves_nothing(company: Company) -> None:
    assert refused(company, name="  ", message="hello") == "lead_empty"
    assert refused(company, name="Acme", phones=("call me",)) == "phone_form"
    assert refused(company, name="Acme", emails=("ann at acme",)) == "email_form"
    assert refused(company, name="Acme", source="pigeon") == "no_source"
    assert refused(company, name="Acme", fields={"size": "big"}) == "field_unknown"
    assert (count(company, customers), count(company, inquiries)) == (0, 0)
    with pytest.raises(NotAllowed):
        take(company, "Acme", login="eye")


def test_own_fields_come_in(small_company: Company) -> None:
    company = small_company
    company.desk("hale").write(fields.add, "customer", "Size", "number")
    made = take(company, "Acme", fields={"size": "1,400"})
    take(company, "Acme", fields={"size": "9"})
    read = company.database.read_as(
        lambda session: fields.values_of(session, "customer", made.customer_id), company.clock.now
    )
    assert [(one.field.name, one.text) for one in read] == [("Size", "1400")]


def test_an_intake_is_taken_back(small_company: Company) -> None:
    company = small_company
    take(company, "Acme")
    take(company, "ACME")
    company.desk("li").write(undo.last)
    assert company.value(select(customers.c.archived_at)) is None
    company.desk("li").write(undo.last)
    assert company.value(select(customers.c.archived_at)) is not None


def test_do_we_know_them_tells_no_more_than_one_may_see(small_company: Company) -> None:
    company = small_company
    company.customer("Acme Ltd", owner="kuhn")
    take(company, "Beta GmbH", phones=("0113 496 0142",), emails=("x@beta.example",))
    (acme,) = company.desk("li").read(pool.check, "ACME").found
    assert (acme.id, acme.name, acme.owner, acme.team, acme.in_pool) == (None, None, None, "West", False)
    for text in ("Beta", "0113-4960142", "x@beta.example", "someone@beta.example", "beta.example"):
        (beta,) = company.desk("li").read(pool.check, text).found
        assert (beta.name, beta.in_pool, beta.is_sure) == ("Beta GmbH", True, True), text
    assert company.desk("li").read(pool.check, "Gamma").found == ()


NAMES = ["Acme Tools Ltd", "Müller & Söhne GmbH", "北京联成互动科技有限公司", "O'Neill Marine plc", "Kordel GmbH"]
SPELLINGS = [
    str, str.upper, str.lower, lambda text: f"  {text} ", lambda text: text.replace(" ", "  "),
    lambda text: text.replace("Ltd", "Limited"), lambda text: text.replace("&", "and"),
    lambda text: text.replace("有限公司", "股份有限公司"),
]  # fmt: skip
PHONES = ["0113 496 0142", "+44 113 4960142", "(0113) 496-0142", "0044 113 496 0142", "０１１３ ４９６ ０１４２"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    spell=st.lists(st.sampled_from(SPELLINGS), max_size=3, unique=True),
    phone=st.sampled_from(PHONES),
    by_phone=st.booleans(),
)
def test_another_spelling_makes_no_second_record(
    small_company: Company, name: str, spell: list, phone: str, by_phone: bool
) -> None:
    number = NAMES.index(name)
    first = take(small_company, name, phones=(PHONES[0].replace("42", f"5{number}"),))
    again = name
    for way in spell:
        again = way(again)
    if by_phone:
        second = take(
            small_company, "Wholly Different", phones=(phone.replace("42", f"5{number}").replace("４２", f"5{number}"),)
        )
    else:
        second = take(small_company, again)
    assert second.customer_id == first.customer_id
    assert not second.is_new
