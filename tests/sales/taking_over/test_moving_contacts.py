"""A contact that another system moves to another customer takes along what it is reached by."""

from sqlalchemy import select

from tests.company import Company
from tests.sales.taking_over.conftest import Take, customer
from tuicrm.sales.invariants import check
from tuicrm.sales.taking_over import Arrival, Link, Reach, arrive
from tuicrm.store.tables.customers import contact_points, contacts, customers

MOBILE = (Reach("phone", "0113 496 0142", "+441134960142"),)
FIRMS = [customer("A", "Acme"), customer("B", "Borealis")]


def ann(at: str, **values: object) -> Arrival:
    return arrive("contact", "7", {"name": "Ann Lee", "mobile": MOBILE, **values}, {"customer": Link("customer", at)})


def place(company: Company) -> list[tuple[str, str]]:
    """Each living telephone with its customer and its contact's customer."""
    theirs = customers.alias()
    rows = (
        select(customers.c.name, theirs.c.name)
        .select_from(contact_points)
        .join(customers, customers.c.id == contact_points.c.customer_id)
        .join(contacts, contacts.c.id == contact_points.c.contact_id)
        .join(theirs, theirs.c.id == contacts.c.customer_id)
        .where(contact_points.c.archived_at.is_(None))
    )
    return [tuple(row) for row in company.all(rows)]


def test_telephone_goes_along(company: Company, take: Take) -> None:
    take(FIRMS)
    take([ann("A")])
    assert place(company) == [("Acme", "Acme")]
    assert take([ann("B")]).changed == {"contact": 1}
    assert place(company) == [("Borealis", "Borealis")]
    assert company.database.read_as(check, company.clock.now) == ()


def test_telephone_that_the_other_customer_has_already_is_not_there_twice(company: Company, take: Take) -> None:
    take([customer("A", "Acme"), customer("B", "Borealis", mobile=MOBILE)])
    take([ann("A")])
    take([ann("B")])
    of_b = select(contact_points.c.reach_key).join(customers, customers.c.id == contact_points.c.customer_id)
    living = of_b.where(customers.c.name == "Borealis", contact_points.c.archived_at.is_(None))
    assert [key for (key,) in company.all(living)] == ["+441134960142"]
    assert company.database.read_as(check, company.clock.now) == ()


def test_second_run_of_the_move_changes_nothing(company: Company, take: Take) -> None:
    take(FIRMS)
    take([ann("A")])
    take([ann("B")])
    assert take([ann("B")]).skipped == {"contact": 1}
    assert place(company) == [("Borealis", "Borealis")]


def test_contact_that_only_changes_its_title_stays_where_it_is(company: Company, take: Take) -> None:
    take(FIRMS)
    take([ann("A")])
    assert take([ann("A", title="CTO")]).changed == {"contact": 1}
    assert place(company) == [("Acme", "Acme")]
