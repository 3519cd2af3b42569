"""The trail of one record: its own lines and those of what belongs to it, for whoever may see the record."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tuicrm.plain import language
from tuicrm.plain.clean import show
from tuicrm.sales import agenda, funnel, people, pool, trails
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.auditing.trail import _TABLE_OF, DERIVED, PARTS, FieldChange, TrailLine
from tuicrm.sales.auditing.words import in_words, kind_word
from tuicrm.sales.pool import showing
from tuicrm.store import change
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects as project_table


def told(company: Company, login: str, kind: str, record_id: int, **named: Any) -> list[str]:
    return [in_words(one, kind) for one in company.desk(login).read(trails.of_record, kind, record_id, **named)]


@pytest.fixture
def acme(small_company: Company) -> int:
    """A customer in the pool with a contact and a phone."""
    made = small_company.customer("Acme")
    contact = insert(small_company, contacts, customer_id=made, name="Jo Novak", name_sort="jo novak")
    insert(
        small_company, contact_points, customer_id=made, contact_id=contact, kind="phone", value="+442079460123",
        reach_key="442079460123",
    )  # fmt: skip
    return made


def test_a_customers_trail_has_what_belongs_to_it(small_company: Company, acme: int) -> None:
    small_company.desk("li").write(pool.claim, acme)
    new = NewAction("call", "price", customer_id=acme, on=small_company.clock.now.date())
    small_company.desk("li").write(agenda.plan, new)
    said = told(small_company, "li", "customer", acme)
    assert any(line.startswith("changed: owner Li Wei") for line in said), said
    assert any(line.startswith("contact made: name Jo Novak") for line in said), said
    assert any("+442079460123" in line for line in said)
    assert any(line.startswith("action made") and "subject price" in line for line in said), said


def test_what_is_hidden_on_the_card_is_hidden_in_its_trail(small_company: Company, acme: int) -> None:
    said = told(small_company, "li", "customer", acme)
    assert not any("442079460123" in line for line in said), said
    assert any("23" in line for line in said), "the outline is shown"
    assert any("+442079460123" in line for line in told(small_company, "hale", "customer", acme))


def test_who_had_a_full_card_shown_is_on_the_card(small_company: Company, acme: int) -> None:
    small_company.clock.later(minutes=1)
    small_company.desk("roth").write(showing.show_card, acme)
    (first, *_rest) = small_company.desk("hale").read(trails.of_record, "customer", acme)
    assert (first.what, first.by) == ("read", "A. Roth")
    assert in_words(first, "customer").startswith("read: pool card")


@pytest.mark.parametrize("kind", ["customer", "project"])
@pytest.mark.parametrize(
    ("login", "sees"), [("li", True), ("roth", True), ("wang", True), ("eye", True), ("kuhn", False)]
)
def test_who_sees_a_record_sees_its_trail(small_company: Company, kind: str, login: str, sees: bool) -> None:
    held = small_company.customer("Acme", owner="li")
    about = held if kind == "customer" else project(small_company, customer_id=held)
    if sees:
        assert told(small_company, login, kind, about)
        return
    with pytest.raises(NotFound):
        told(small_company, login, kind, about)


@pytest.mark.parametrize(
    ("login", "sees"), [("li", True), ("wang", True), ("hale", True), ("boss", True), ("eye", True), ("roth", False),
                        ("kuhn", False)],
)  # fmt: skip
def test_a_persons_trail_is_for_them_and_who_leads_them(small_company: Company, login: str, sees: bool) -> None:
    small_company.desk("boss").write(people.edit_user, small_company.id("li"), email="li@acme.example")
    if sees:
        said = told(small_company, login, "user", small_company.id("li"))
        assert "changed: e-mail li@acme.example" in said
        return
    with pytest.raises(NotFound):
        told(small_company, login, "user", small_company.id("li"))


def test_a_projects_trail_names_stages_and_amounts(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    said = told(small_company, "li", "project", made)
    assert any("stage New > Needs" in line for line in said), said
    assert any("amount 28000.00 EUR" in line for line in said), said


def test_pages_follow_each_other_without_a_gap(small_company: Company) -> None:
    made = project(small_company)
    for nth in range(6):
        small_company.clock.later(minutes=1)
        write = lambda session, nth=nth: change.update(session, project_table, made, competitor=f"No {nth}")  # noqa: E731
        small_company.database.write_as(write, small_company.clock.now)
    desk = small_company.desk("li")
    whole = desk.read(trails.of_record, "project", made)
    first = desk.read(trails.of_record, "project", made, limit=3)
    rest = desk.read(trails.of_record, "project", made, limit=50, before=first[-1].id)
    assert (*first, *rest) == whole
    assert len(first) == 3


def test_days_are_the_teams_and_both_included(small_company: Company) -> None:
    made = project(small_company)
    today = small_company.clock.now.date()
    small_company.clock.later(days=1)
    write = lambda session: change.update(session, project_table, made, competitor="X")  # noqa: E731
    small_company.database.write_as(write, small_company.clock.now)
    assert told(small_company, "li", "project", made, from_on=today + timedelta(days=1)) == ["changed: competitor X"]
    before = told(small_company, "li", "project", made, to_on=today)
    assert before
    assert not any("competitor" in line for line in before)


def test_there_is_no_trail_of_something_else(small_company: Company) -> None:
    with pytest.raises(Refused, match="trail_kind"):
        told(small_company, "hale", "stage", 1)


def line(kind: str, what: str, *fields: tuple[str, str | None, str | None]) -> TrailLine:
    made = tuple(FieldChange(*one) for one in fields)
    return TrailLine(1, None, "Li", "li", "cli", None, kind, 1, what, made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (line("customer", "update", ("city", "Kiel", "Bonn")), "changed: city Kiel > Bonn"),
        (line("customer", "update", ("city", "Kiel", None)), "changed: city Kiel > -"),
        (line("contact", "insert", ("name", None, "Jo"), ("title", None, None)), "contact made: name Jo"),
        (line("collaborator", "insert", ("may_write", None, "True")), "collaborator made: may write yes"),
        (line("action", "update", ("state", "planned", "done")), "action changed: state planned > done"),
        (line("action", "update", ("outcome", None, "no_answer")), "action changed: outcome no answer"),
        (line("user", "update", ("role", "rep", "team_lead")), "user changed: role rep > team lead"),
        (line("customer", "update", ("note", None, "a\nb\x1b[31m")), "changed: note a b\u241b[31m"),
        (line("approval", "update", ("decision", None, "approved")), "approval changed: decision approved"),
        (line("own_value", "delete", ("text_value", "x", None)), "own field taken back: value x > -"),
        (line("of_the_future", "insert"), "of_the_future made"),
    ],
)  # fmt: skip
def test_lines_in_words(one: TrailLine, said: str) -> None:
    assert in_words(one, "customer") == said


def test_lines_in_chinese() -> None:
    language.use("zh")
    try:
        said = in_words(line("customer", "update", ("city", "Kiel", "Bonn")), "customer")
        kinds = kind_word("contact_point")
    finally:
        language.use("en")
    assert said == "改动: 城市 Kiel > Bonn"
    assert kinds == "电话或邮箱"
    assert show(said) == said


@pytest.mark.parametrize(
    "table", sorted({part for parts in PARTS.values() for part, _column in parts}, key=str), ids=str
)
def test_whatever_a_line_refers_to_is_named(table: Table) -> None:
    _all_named(table)


@pytest.mark.parametrize("table", [customers, project_table, users], ids=str)
def test_whatever_a_record_itself_refers_to_is_named(table: Table) -> None:
    _all_named(table)


def _all_named(table: Table) -> None:
    """Each column that points to another record is told by its name, or is none that people read."""
    for column in table.columns:
        for key in column.foreign_keys:
            if column.name not in DERIVED:
                assert _TABLE_OF[column.name] is key.column.table, f"{table}.{column.name}"


def test_the_company_above_is_named(small_company: Company) -> None:
    company = small_company
    above = company.customer("Acme Holding")
    acme = company.customer("Acme")
    company.database.write_as(lambda session: change.update(session, customers, acme, parent_id=above), NOW)
    assert any("belongs to Acme Holding" in line for line in told(company, "hale", "customer", acme))
