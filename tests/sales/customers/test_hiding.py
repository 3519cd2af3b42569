"""What a card hides in the pool, from whom, in every corner of it; and how little an outline tells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import join, refusal, set_values, take
from tuicrm.sales import customers, funnel, pool, projects
from tuicrm.sales.customers import CustomerCard
from tuicrm.sales.hiding import masked
from tuicrm.sales.projects import NewProject
from tuicrm.store.tables.customers import contact_points, contacts
from tuicrm.store.tables.projects import projects as project_rows

SECRETS = ("496 0142", "4960142", "496 0177", "4960177", "ann@", "desk@")


def acme(company: Company) -> int:
    """Acme in the pool: a number and an address of Ann's, and one of each of the house."""
    made = take(company, "Acme", contact="Ann", phones=("0113 496 0142",), emails=("ann@acme.example",))
    take(company, "Acme", phones=("0113 496 0177",), emails=("desk@acme.example",))
    return made.customer_id


def card(company: Company, customer: int, login: str) -> CustomerCard:
    found: CustomerCard = company.desk(login).read(customers.card, customer)
    return found


def tells(found: CustomerCard) -> list[str]:
    said = repr(found)
    return [one for one in SECRETS if one in said]


@pytest.mark.parametrize(
    ("login", "hidden"),
    [("li", True), ("roth", True), ("wang", True), ("kuhn", True), ("eye", True), ("mara", True), ("hale", False),
     ("boss", False)],
)  # fmt: skip
def test_in_the_pool_only_who_manages_sees_numbers(small_company: Company, login: str, hidden: bool) -> None:
    join(small_company, "mara", "marketing")
    found = card(small_company, acme(small_company), login)
    assert found.is_hidden is hidden
    points = [*found.points, *found.contacts[0].points]
    assert len(points) == 4
    assert all((one.key == "") is hidden for one in points)
    if hidden:
        assert tells(found) == []
    else:
        assert {"496 0142", "ann@", "desk@"} <= set(tells(found))


@pytest.mark.parametrize(
    ("login", "hidden"),
    [("li", False), ("roth", False), ("wang", False), ("hale", False), ("eye", False), ("mara", True)],
)
def test_of_a_held_customer_all_who_see_it_see_its_numbers_but_marketing(
    small_company: Company, login: str, hidden: bool
) -> None:
    join(small_company, "mara", "marketing")
    customer = acme(small_company)
    small_company.desk("li").write(pool.claim, customer)
    assert card(small_company, customer, login).is_hidden is hidden


def test_claim_shows_and_release_hides_again(small_company: Company) -> None:
    customer = acme(small_company)
    li = small_company.desk("li")
    hidden = []
    hidden.append(card(small_company, customer, "li").is_hidden)
    li.write(pool.claim, customer)
    hidden.append(card(small_company, customer, "li").is_hidden)
    li.write(pool.release, customer, "timing")
    hidden.append(card(small_company, customer, "li").is_hidden)
    assert hidden == [True, False, True]


@pytest.mark.parametrize(
    ("state", "hidden"),
    [pytest.param({}, False, id="open"), pytest.param({"archived": True}, True, id="set aside"),
     pytest.param({"state": "lost"}, True, id="over")],
)  # fmt: skip
def test_who_works_on_an_open_project_there_sees_them(
    small_company: Company, state: dict[str, object], hidden: bool
) -> None:
    customer = acme(small_company)
    li = small_company.desk("li")
    li.write(pool.claim, customer)
    line = li.write(projects.add, NewProject(name="Line", customer_id=customer)).project_id
    small_company.clock.later(minutes=1)
    li.write(pool.release, customer, "timing")
    if state.get("archived"):
        set_values(small_company, project_rows, line, archived_at=small_company.clock.now)
    if state.get("state"):
        small_company.desk("li").write(funnel.lose, line, "price")
    assert card(small_company, customer, "li").is_hidden is hidden
    assert card(small_company, customer, "roth").is_hidden


def test_who_begins_a_project_in_the_pool_sees_no_more_for_it(small_company: Company) -> None:
    customer = acme(small_company)
    small_company.clock.later(minutes=1)
    small_company.desk("li").write(projects.add, NewProject(name="Line", customer_id=customer))
    assert card(small_company, customer, "li").is_hidden


def test_the_trail_of_changes_hides_what_the_card_hides(small_company: Company) -> None:
    customer = acme(small_company)
    small_company.desk("hale").write(
        customers.edit_contact, card(small_company, customer, "hale").contacts[0].id, 1,
        phones=("0113 496 0177", "0113 496 0142"),
    )  # fmt: skip
    shown = card(small_company, customer, "li")
    assert shown.changes
    said = repr(shown.changes)
    assert "496 01" not in said
    assert "ann@" not in said
    assert "496 01" in repr(card(small_company, customer, "hale").changes)


def test_a_wrong_number_is_marked_and_one_set_aside_is_not_shown(small_company: Company) -> None:
    customer = acme(small_company)
    ids = list(small_company.all(select(contact_points.c.id).order_by(contact_points.c.id)))
    set_values(small_company, contact_points, ids[0][0], wrong_at=small_company.clock.now)
    set_values(small_company, contact_points, ids[1][0], archived_at=small_company.clock.now)
    found = card(small_company, customer, "hale")
    assert [(one.value, one.is_wrong) for one in found.contacts[0].points] == [("0113 496 0142", True)]


def test_a_number_of_a_contact_who_left_stays_with_the_company(small_company: Company) -> None:
    customer = acme(small_company)
    ann = card(small_company, customer, "hale").contacts[0].id
    set_values(small_company, contacts, ann, archived_at=small_company.clock.now)
    found = card(small_company, customer, "hale")
    assert found.contacts == ()
    assert "0113 496 0142" in [one.value for one in found.points]


@pytest.mark.parametrize(
    ("kind", "value", "outline"),
    [
        ("phone", "+44 113 496 0142", "*** ** 42"),
        ("phone", "95588", "*** ** 88"),
        ("phone", "9999", "*** **"),
        ("phone", "", "*** **"),
        ("email", "ann@acme.example", "a***@***"),
        ("email", "李@例子.公司", "李***@***"),
        ("email", "", "***@***"),
        ("messenger", "wx_ann", "w***@***"),
    ],
)
def test_an_outline(kind: str, value: str, outline: str) -> None:
    assert masked(kind, value) == outline


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"\+?[0-9]{5,15}", fullmatch=True), st.emails())
def test_no_outline_tells_more_than_two_digits_or_a_letter(phone: str, email: str) -> None:
    assert sum(char.isdigit() for char in masked("phone", phone)) == 2
    assert masked("email", email) == f"{email[0]}***@***"


def test_a_note_that_was_seen_in_outline_is_not_overwritten_by_it(small_company: Company) -> None:
    company, customer = small_company, acme(small_company)
    note = "ring 0113 496 0142 at noon"
    company.desk("hale").write(customers.edit, customer, card(company, customer, "hale").version, note=note)
    seen = card(company, customer, "li")
    assert seen.fact("note") == "ring *** ** 42 at noon"
    li = company.desk("li")
    li.write(customers.edit, customer, seen.version, note=seen.fact("note"), city="Leeds")
    assert (card(company, customer, "hale").fact("note"), card(company, customer, "hale").fact("city")) == (
        note,
        "Leeds",
    )
    version = card(company, customer, "li").version
    assert refusal(company, "li", customers.edit, customer, version, note="ring *** ** 42 at one").code == "claim_first"
    li.write(customers.edit, customer, version, note="moved to Leeds")
    assert card(company, customer, "hale").fact("note") == "moved to Leeds"
