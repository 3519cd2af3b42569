"""The same people again: taken in twice, in other spellings, by other people, late, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.house import count, join, refusal, row, settle, stays, take
from tuicrm.sales import customers as people_of
from tuicrm.sales import fields, intake, pool, sources, undo
from tuicrm.sales.intake import Lead
from tuicrm.sales.intake_words import taken_in
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries

FIRST = ("Harbour", "Summit", "Granite", "Meadow", "Lantern", "Copper", "Willow", "Falcon", "Cobalt", "Ember")
SECOND = ("Tools", "Optics", "Foods", "Marine", "Textiles", "Pumps")


def leads() -> list[tuple[Lead, Lead]]:
    """Sixty leads, each with itself in another spelling of its phone, its mail or its name."""
    found = []
    for place, name in enumerate(f"{first} {second}" for first in FIRST for second in SECOND):
        tail = 1000 + place
        site = name.replace(" ", "-").lower() + ".example"
        match place % 4:
            case 0:
                pair = Lead(f"{name} Ltd", phones=(f"0113 496 {tail}",)), Lead("?", phones=(f"+44 (113) 496-{tail}",))
            case 1:
                pair = Lead(name, emails=(f"info@{site}",)), Lead("Unknown", emails=(f" INFO@{site.upper()} ",))
            case 2:
                pair = Lead(f"{name} GmbH"), Lead(f"  {name.upper()}, GMBH ")
            case _:
                pair = Lead(name, website=site), Lead(f"{name} Group", website=f"https://www.{site}/en?x=1")
        found.append(pair)
    return found


def test_the_same_leads_in_other_spellings_are_as_many_customers_and_twice_the_inquiries(
    small_company: Company,
) -> None:
    pairs = leads()
    desk = small_company.desk("li")
    made = [desk.write(intake.take_in, first) for first, _ in pairs]
    again = [desk.write(intake.take_in, second) for _, second in reversed(pairs)][::-1]
    assert all(one.is_new for one in made)
    assert [one.customer_id for one in again] == [one.customer_id for one in made]
    assert (count(small_company, customers), count(small_company, inquiries)) == (60, 120)
    new = select(func.count()).select_from(inquiries).where(inquiries.c.is_new_customer.is_(True))
    assert small_company.value(new) == 60
    assert count(small_company, contact_points) == 30


def test_a_lead_taken_in_twice_says_nothing_twice(small_company: Company) -> None:
    lead = {
        "contact": "Ann Lee", "title": "Buyer", "phones": ("0113 496 0142",), "emails": ("ann@acme.example",),
        "note": "met at the fair\nlikes tea", "city": "Leeds",
    }  # fmt: skip
    first = take(small_company, "Acme Ltd", **lead)
    before = row(small_company, customers, first.customer_id)
    take(small_company, "Acme Ltd", **lead)
    assert row(small_company, customers, first.customer_id) == before
    assert (count(small_company, contacts), count(small_company, contact_points)) == (1, 2)
    take(small_company, "Acme Ltd", note="wants a quote")
    assert row(small_company, customers, first.customer_id).note == "met at the fair\nlikes tea\nwants a quote"


@pytest.mark.parametrize(
    ("values", "name", "kind"),
    [
        pytest.param({"name": "Acme Ltd", "contact": "Ann"}, "Acme Ltd", "company", id="the company"),
        pytest.param({"contact": "Ann Lee"}, "Ann Lee", "person", id="without one the contact"),
        pytest.param({"emails": ("Ann@Acme.example",)}, "a***@acme.example", "person", id="else the address"),
        pytest.param({"phones": ("0113 496 0142",)}, "*** 0142", "person", id="else the phone"),
        pytest.param(
            {"phones": ("0113 496 0142",), "emails": ("a@b.example",)}, "a***@b.example", "person", id="address first"
        ),
        pytest.param({"name": "\u202eAcme\x07\nLtd "}, "Acme Ltd", "company", id="clean"),
        pytest.param({"name": "名" * 300}, "名" * 200, "company", id="a long name"),
        pytest.param({"name": "!!!"}, "!!!", "company", id="no letter in it"),
    ],
)
def test_whoever_it_is_has_a_name(small_company: Company, values: dict[str, object], name: str, kind: str) -> None:
    made = take(small_company, **values)  # type: ignore[arg-type]
    found = row(small_company, customers, made.customer_id)
    assert (made.name, found.name, found.kind) == (name, name, kind)
    assert (found.name_key, bool(found.name_sort)) == (found.name_key.strip(), True)


COLUMNS = ("website", "city", "region", "country", "industry", "address", "registration")


def test_texts_longer_than_their_column_are_cut_and_never_fall(small_company: Company) -> None:
    made = take(small_company, "Acme", message="m" * 20_000, class_key="x" * 1000, **dict.fromkeys(COLUMNS, "x" * 1000))
    found = row(small_company, customers, made.customer_id)
    for name in COLUMNS:
        kept = getattr(found, name)
        assert (set(kept), 20 <= len(kept) < 1000) == ({"x"}, True)
    assert (found.class_key, len(row(small_company, inquiries, made.inquiry_id).message)) == ("X" * 40, 20_000)


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        pytest.param(
            datetime(2026, 11, 20, 8, 0, tzinfo=UTC), (datetime(2026, 11, 20, 8, 0, tzinfo=UTC)), id="earlier"
        ),
        pytest.param(datetime(2031, 1, 1, tzinfo=UTC), None, id="from the future: now"),
        pytest.param(None, None, id="now"),
        pytest.param(datetime(2024, 2, 29, 23, 0, tzinfo=UTC), datetime(2024, 2, 29, 23, 0, tzinfo=UTC), id="leap day"),
    ],
)
def test_an_inquiry_stands_when_it_came(small_company: Company, came: datetime | None, kept: datetime | None) -> None:
    made = take(small_company, "Acme", came_at=came)
    found = row(small_company, inquiries, made.inquiry_id)
    at = kept or small_company.clock.now
    assert (found.came_at, found.came_on, found.month) == (at, at.date(), at.year * 12 + at.month)
    assert row(small_company, customers, made.customer_id).last_inquiry_at == at


def test_the_day_of_an_inquiry_is_the_teams_own(small_company: Company) -> None:
    settle(small_company, zone="Asia/Shanghai")
    late = take(small_company, "Acme", came_at=datetime(2026, 10, 31, 16, 0, tzinfo=UTC))
    found = row(small_company, inquiries, late.inquiry_id)
    assert (str(found.came_on), found.month) == ("2026-11-01", 2026 * 12 + 11)


def test_an_older_inquiry_that_comes_in_late_is_not_the_last_one(small_company: Company) -> None:
    now = small_company.clock.now
    made = take(small_company, "Acme")
    take(small_company, "Acme", came_at=now - timedelta(days=400))
    assert row(small_company, customers, made.customer_id).last_inquiry_at == now
    shown = small_company.desk("li").read(people_of.card, made.customer_id).inquiries
    assert [(one.came_at == now, one.is_first) for one in shown] == [(True, True), (False, False)]


@pytest.mark.parametrize("login", ["li", "wang", "hale", "boss", "mara", "door"])
def test_who_may_take_in_takes_in_and_is_written_beside_it(small_company: Company, login: str) -> None:
    join(small_company, "mara", "marketing")
    join(small_company, "door", "intake")
    made = take(small_company, "Acme", login)
    assert row(small_company, inquiries, made.inquiry_id).by_id == small_company.id(login)
    (stay,) = stays(small_company, made.customer_id)
    assert (stay.how, stay.by_id, stay.owner_id) == ("intake", small_company.id(login), None)


def test_who_only_reads_takes_nobody_in(small_company: Company) -> None:
    with pytest.raises(NotAllowed):
        take(small_company, "Acme", "eye")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "Acme", "fields": {"size": "big"}}, "field_value"),
        ({"name": "Acme", "fields": {"colour": "red"}}, "field_unknown"),
        ({"name": "Acme", "source": "pigeon"}, "no_source"),
        ({"name": "Acme", "campaign": "none such"}, "no_campaign"),
        ({"message": "hello", "city": "Leeds", "title": "CEO"}, "lead_empty"),
        ({"name": "\u200b", "contact": "\x07"}, "lead_empty"),
        ({"name": "Acme", "phones": ("0113 496 0142", "later")}, "phone_form"),
        ({"name": "Acme", "emails": ("ann@acme.example", "bob")}, "email_form"),
    ],
)
def test_one_thing_that_cannot_be_read_leaves_nothing_behind(
    small_company: Company, values: dict[str, object], code: str
) -> None:
    small_company.desk("hale").write(fields.add, "customer", "Size", "number")
    assert refusal(small_company, "li", intake.take_in, Lead(**values)).code == code  # type: ignore[arg-type]
    assert (count(small_company, customers), count(small_company, inquiries), count(small_company, contacts)) == (
        0,
        0,
        0,
    )


def test_what_is_offered_in_a_form_is_what_may_be_taken_in_through(small_company: Company) -> None:
    for one in small_company.desk("li").read(sources.names):
        take(small_company, f"By {one.key}", source=one.name)
    assert count(small_company, customers) == 6


def test_an_intake_on_which_somebody_worked_is_not_taken_back(small_company: Company) -> None:
    made = take(small_company, "Acme")
    small_company.desk("roth").write(pool.claim, made.customer_id)
    assert refusal(small_company, "li", intake.withdraw, made.inquiry_id).code == "worked_on"
    assert refusal(small_company, "roth", intake.withdraw, made.inquiry_id).code == "worked_on"
    assert row(small_company, customers, made.customer_id).archived_at is None
    assert row(small_company, inquiries, made.inquiry_id).archived_at is None


def test_a_second_inquiry_taken_back_leaves_the_customer_of_the_first(small_company: Company) -> None:
    made = take(small_company, "Acme", "roth")
    take(small_company, "ACME Ltd")
    small_company.desk("li").write(undo.last)
    assert row(small_company, customers, made.customer_id).archived_at is None
    assert len(small_company.desk("li").read(people_of.card, made.customer_id).inquiries) == 1


def test_each_way_of_being_known_is_said_in_a_sentence(small_company: Company) -> None:
    company = small_company
    new = take(company, "Acme Ltd", phones=("0113 496 0142",), registration="GB1")
    assert taken_in(new) == "Acme Ltd is new and lies in the pool."
    assert taken_in(take(company, "Acme")) == (
        "Acme Ltd is known by the name and lies in the pool. The inquiry is on record."
    )
    company.desk("roth").write(pool.claim, new.customer_id)
    assert taken_in(take(company, phones=("0113 496 0142",))) == (
        "Acme Ltd is known by the phone and held by A. Roth, who is told."
    )
    assert "the registration number" in taken_in(take(company, "X", registration="gb 1"))
