"""How far a team has come, what is missing, and the lists that start it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.company import FIRST_DAY, NOW, Company
from tests.sales.analysis.know_how.stays import write_playbook
from tests.sales.analysis.know_how.test_coverage import begun, know, won
from tests.sales.test_funnel import project
from tuicrm.sales import funnel
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.expansion.ladder import STEPS
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.analysis.questions.ladder import SHORT, STARTS, WORDS
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits, purchases


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "ladder", Scope(**scope))


def steps(found: Answer) -> dict[str, dict[str, Any]]:
    return {line.figures["step"]: dict(line.figures) for line in found.lines}


def lacking(company: Company, step: str, login: str = "hale") -> list[tuple[str | None, str]]:
    return [(one.kind, one.name) for one in company.desk(login).read(behind, "ladder", Scope(), (step,)).records]


def change(company: Company, table: Any, **values: Any) -> None:
    company.database.write_as(lambda session: session.connection.execute(update(table).values(**values)), NOW)


def grown_up(company: Company) -> int:
    """Acme: a contact, a source, a project sold through two stages with everything that belongs to it."""
    acme = company.customer("Acme", owner="li")
    know(company, acme, ["Ann"], ["li"])
    made = project(company, "grown", customer_id=acme)
    stages = {one.name: one.id for one in company.desk("eye").read(funnel.stages)}
    for name in ("New", "Needs", "Demo", "Quote", "Close"):
        write_playbook(company, name, ("call", "ask", 3), at=NOW)
    company.clock.later(days=3)
    company.desk("li").write(funnel.move, made, stages["Needs"])
    company.clock.later(days=3)
    company.desk("li").write(funnel.win, made, cost_minor=1000, reason="x")
    return made


def test_each_age_has_its_words_and_acts() -> None:
    every = {step for steps_ in STEPS.values() for step in steps_}
    assert every == set(SHORT) == set(WORDS) == set(STARTS)


def test_empty_company_is_told_how_to_begin(small_company: Company) -> None:
    found = asked(small_company)
    assert found.said == (
        "Can't tell yet: there is no customer and no sale. Take the first in: tuicrm lead add.",
    )  # fmt: skip
    assert [line.figures["of"] for line in found.lines] == [0] * 10


def test_customers_with_contact_and_source_are_a_child(company: Company) -> None:
    for number in range(5):
        made = company.customer(f"Acme {number}", owner="li")
        if number:
            know(company, made, ["Ann"], [])
    found = asked(company)
    figures = steps(found)
    assert (figures["contact"]["rate"], figures["contact"]["lack"], figures["contact"]["wanted"]) == (0.8, 1, 0)
    assert (figures["source"]["rate"], figures["source"]["taken"]) == (1.0, "yes")
    assert found.said[0] == "Age: child. 0 of 3 steps to youth are taken."
    assert found.said[1] == (
        "Nothing to go by yet: sales with a project, sales with a person, sales with a stage history."
    )
    assert lacking(company, "contact") == [("customer", "Acme 0")]
    assert lacking(company, "source") == []


def test_one_more_without_a_contact_is_no_child_any_more(small_company: Company) -> None:
    for number in range(5):
        made = small_company.customer(f"Acme {number}", owner="li")
        if number > 1:
            know(small_company, made, ["Ann"], [])
    found = asked(small_company)
    assert found.said[0] == (
        "Before the first age. 1 of 2 steps to child are taken. Missing: customers with a contact 60% (2 lack it)."
    )
    assert found.advice == (
        "add who is talked to: tuicrm customer contact (1 to go; enter on its line lists them)",
    )  # fmt: skip


def test_person_with_a_phone_needs_no_contact_besides(small_company: Company) -> None:
    from sqlalchemy import insert

    from tuicrm.store.tables.customers import contact_points

    made = small_company.customer("Ann Lee", owner="li")
    change(small_company, customers, kind="person")
    assert lacking(small_company, "contact") == [("customer", "Ann Lee")]
    row = {"customer_id": made, "kind": "phone", "value": "1", "reach_key": "1", "position": 0, "version": 1}
    small_company.database.write_as(
        lambda session: session.connection.execute(insert(contact_points).values(**row)), NOW
    )  # fmt: skip
    assert lacking(small_company, "contact") == []


def test_sales_are_weighed_by_their_amount(company: Company) -> None:
    """900 with a project, 100 without: nine tenths, though it is one of two."""
    acme = company.customer("Acme", owner="li")
    know(company, acme, ["Ann"], ["li"])
    won(company, "li", euros=900, customer=acme)
    second = won(company, "li", euros=100, customer=acme)[0]

    def loosen(session: Any) -> None:
        session.connection.execute(update(purchases).where(purchases.c.project_id == second).values(project_id=None))

    company.database.write_as(loosen, NOW)
    figures = steps(asked(company))
    assert (figures["project"]["rate"], figures["project"]["lack"], figures["project"]["of"]) == (0.9, 1, 2)
    assert figures["person"]["rate"] == 0.9
    assert figures["history"]["rate"] == 0.0, "won, but nobody knows through which stages"
    assert figures["project"]["wanted"] is None
    assert lacking(company, "project") == [("customer", "Acme")], "a purchase without a project opens its customer"
    assert len(lacking(company, "history")) == 2


def test_team_that_has_everything_is_adult(company: Company) -> None:
    made = grown_up(company)
    from sqlalchemy import insert

    from tuicrm.store.tables.customers import customer_needs, needs

    before = asked(company)
    assert steps(before)["need"]["rate"] == 0.0
    assert steps(before)["history"]["rate"] == 1.0
    assert lacking(company, "need") == [("project", "grown")]
    assert lacking(company, "record") == [("project", "grown")]

    def record(session: Any) -> None:
        session.connection.execute(insert(needs).values(name="fewer stops", position=0, version=1))
        need = session.value(select(needs.c.id).where(needs.c.name == "fewer stops"))
        session.connection.execute(
            insert(customer_needs).values(project_id=made, need_id=need, asked_on=NOW.date(), version=1)
        )

    company.database.write_as(record, company.clock.now)
    know_of(company, made)
    assert lacking(company, "record") == []
    opened = project(company, "open")
    assert steps(asked(company))["playbook"]["rate"] == 1.0
    planned = steps(asked(company))["plan"]
    assert planned["of"] == 1
    change_open(company, opened)
    figures = steps(asked(company))
    assert {step: one["taken"] for step, one in figures.items() if one["taken"] == "no"} == {"need": "no"}
    company.database.write_as(lambda session: _need_for_all(session), company.clock.now)
    found = asked(company, from_on=FIRST_DAY)  # asked anew: rows that a test writes past the feed renew no answer
    assert found.said == ("Age: adult. Customers, results and their reasons are in the data.",)
    assert found.advice == ()


def know_of(company: Company, project_id: int) -> None:
    """Something was done for the project."""
    from sqlalchemy import insert

    from tuicrm.plain.ids import uuid7
    from tuicrm.store.tables.agenda import actions

    on = NOW - timedelta(days=1)
    row = {
        "uid": uuid7(), "project_id": project_id, "owner_id": company.id("li"), "kind": "call", "subject": "x",
        "state": "done", "grain": "day", "planned_on": on.date(), "done_at": on, "done_on": on.date(),
        "done_month": on.year * 12 + on.month, "priority": 0, "postponed": 0, "origin": "log", "created_at": on,
        "version": 1,
    }  # fmt: skip
    company.database.write_as(lambda session: session.connection.execute(insert(actions).values(**row)), NOW)


def change_open(company: Company, project_id: int) -> None:
    values = {"next_action_at": NOW + timedelta(days=9)}
    company.database.write_as(
        lambda session: session.connection.execute(
            update(projects).where(projects.c.id == project_id).values(**values)
        ), NOW,
    )  # fmt: skip


def _need_for_all(session: Any) -> None:
    from sqlalchemy import insert

    from tuicrm.store.tables.customers import customer_needs, needs

    need = session.value(select(needs.c.id).where(needs.c.name == "fewer stops"))
    for project_id in session.values(select(projects.c.id)):
        session.connection.execute(
            insert(customer_needs).values(project_id=project_id, need_id=need, asked_on=NOW.date(), version=1)
        )


@pytest.mark.parametrize(
    ("step", "table", "values"),
    [
        ("cost", purchases, {"home_cost_minor": None}),
        ("person", credits, {"user_id": None}),
        ("source", customers, {"source_id": None}),
        ("playbook", projects, {"state": "open", "closed_on": None, "closed_month": None}),
    ],
)
def test_what_is_not_recorded_is_listed(small_company: Company, step: str, table: Any, values: dict[str, Any]) -> None:
    acme = small_company.customer("Acme", owner="li")
    won(small_company, "li", customer=acme)
    assert lacking(small_company, step) == []
    change(small_company, table, **values)
    assert len(lacking(small_company, step)) == 1
    assert steps(asked(small_company))[step]["rate"] == 0.0


def test_reader_sees_what_is_in_their_sight(small_company: Company) -> None:
    small_company.customer("Of East", owner="li")
    small_company.customer("Of West", owner="kuhn")
    assert steps(asked(small_company))["contact"]["of"] == 2
    assert steps(asked(small_company, login="kuhn"))["contact"]["of"] == 1
    assert lacking(small_company, "contact", "kuhn") == [("customer", "Of West")]
    assert steps(asked(small_company, who="East"))["contact"]["of"] == 1


def test_filter_and_period_narrow_it_down(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="A")
    won(small_company, "li", customer=acme)
    won(small_company, "li", ago=40)
    begun(small_company, "li")
    assert steps(asked(small_company))["project"]["of"] == 2
    assert steps(asked(small_company, where="class:A"))["project"]["of"] == 1
    assert steps(asked(small_company, where="class:A"))["contact"]["of"] == 1
    assert steps(asked(small_company, from_on=(NOW - timedelta(days=50)).date()))["project"]["of"] == 1
