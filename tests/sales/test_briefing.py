"""What is said of the thing under the cursor, and how the month stands."""

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.test_agenda import plan
from tests.sales.test_funnel import asks, project, stage
from tuicrm.plain.periods import month_of
from tuicrm.sales import agenda, funnel
from tuicrm.store import change
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts
from tuicrm.store.tables.people import targets
from tuicrm.store.tables.projects import project_contacts


def contact(company: Company, customer_id: int, name: str, phone: str, **values: object) -> int:
    def write(session: Session) -> int:
        made = change.insert(session, contacts, customer_id=customer_id, name=name, name_sort=name, **values)
        change.insert(
            session, contact_points, customer_id=customer_id, contact_id=made, kind="phone", value=phone,
            reach_key=phone,
        )  # fmt: skip
        return made

    return company.database.write_as(write, NOW)


def test_brief_says_who_what_was_said_and_what_the_stage_wants(company: Company) -> None:
    acme = company.customer("Acme", owner="li", city="Leeds", class_key="A")
    made = project(company, customer_id=acme)
    asks(company, "New", "Needs", ("check", "need", "need known"), ("field", "amount", "amount"))
    contact(company, acme, "L. Kral", "+44 7700 900431")
    novak = contact(company, acme, "J. Novak", "+44 117 496 0142", part="uses")
    company.database.write_as(
        lambda session: change.insert(session, project_contacts, project_id=made, contact_id=novak, part="decides"), NOW
    )
    company.desk("li").write(agenda.done, plan(company, project_id=made), outcome="talked", note="price fine")
    company.clock.later(hours=1)
    company.desk("li").write(agenda.done, plan(company, customer_id=acme), outcome="no_answer")
    found = company.desk("li").read(agenda.brief, project_id=made)
    assert (found.customer, found.city, found.class_key, found.stage, found.to_stage) == (
        "Acme", "Leeds", "A", "New", "Needs",
    )  # fmt: skip
    assert [(one.name, one.part, one.value) for one in found.contacts] == [
        ("J. Novak", "decides", "+44 117 496 0142"),
        ("L. Kral", None, "+44 7700 900431"),
    ]
    assert [(one.outcome, one.note) for one in found.record] == [("no_answer", ""), ("talked", "price fine")]
    assert [(one.label, one.is_met) for one in found.wants] == [("need known", False), ("amount", True)]


def test_in_the_pool_nobody_is_told_how_to_reach_them(company: Company) -> None:
    free = company.customer("Free Ltd")
    contact(company, free, "J. Novak", "+44 117 496 0142")
    assert company.desk("li").read(agenda.brief, customer_id=free).contacts[0].value is None
    assert company.desk("hale").read(agenda.brief, customer_id=free).contacts[0].value == "+44 117 496 0142"


def test_brief_of_another_teams_customer_is_not_found(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    with pytest.raises(NotFound):
        company.desk("kuhn").read(agenda.brief, customer_id=acme)


def test_month_counts_own_won_of_this_month_against_the_target(company: Company) -> None:
    assert company.desk("li").read(agenda.month) == agenda.Month(0, None, "EUR")
    made = project(company, amount_minor=28_000_00)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.desk("li").write(funnel.win, made, amount_minor=28_000_00, cost_minor=None, reason="repeat order")

    def set_target(session: Session) -> None:
        for number, amount in ((month_of(NOW.date()), 48_000_00), (month_of(NOW.date()) - 1, 1)):
            change.insert(session, targets, user_id=company.id("li"), month=number, amount_minor=amount, currency="EUR")

    company.database.write_as(set_target, NOW)
    assert company.desk("li").read(agenda.month) == agenda.Month(28_000_00, 48_000_00, "EUR")
    assert company.desk("wang").read(agenda.month, company.id("li")).won_minor == 28_000_00
    company.clock.now += timedelta(days=10)
    assert company.desk("li").read(agenda.month).won_minor == 0
