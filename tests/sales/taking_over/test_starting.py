"""Before the first row: currency, funnel, stages and own fields are made where they are missing, and only there."""

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.taking_over.conftest import STAGES, SYSTEM
from tuicrm.sales import taking_over
from tuicrm.sales.home import home
from tuicrm.sales.taking_over import Declared, DeclaredField, DeclaredStage
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.tables.fields import own_fields
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.system import changes
from tuicrm.store.tables.trade import products


def begin(company: Company, *declared: DeclaredStage, funnel: str | None = "Theirs", login: str = "hale") -> None:
    company.desk(login).write(taking_over.begin, Declared(SYSTEM, None, funnel, declared))


def in_order(company: Company, funnel: str = "Theirs") -> list[tuple[str, str, int, str]]:
    rows = (
        select(stages.c.name, stages.c.kind, stages.c.probability, stages.c.category)
        .join(funnels, funnels.c.id == stages.c.funnel_id)
        .where(funnels.c.name == funnel)
        .order_by(stages.c.position)
    )
    return [tuple(row) for row in company.all(rows)]


def test_stages_stand_in_their_order_then_won_then_lost(company: Company) -> None:
    begin(
        company, DeclaredStage("Lost", "lost", 0), DeclaredStage("A", "open", 20), DeclaredStage("Won", "won", 100),
        DeclaredStage("B", "open", 60),
    )  # fmt: skip
    assert [name for name, *_ in in_order(company)] == ["A", "B", "Won", "Lost"]


@pytest.mark.parametrize(
    ("stage", "category"),
    [
        (DeclaredStage("S", "open", 0), "pipeline"), (DeclaredStage("S", "open", 49), "pipeline"),
        (DeclaredStage("S", "open", 50), "best"), (DeclaredStage("S", "open", 79), "best"),
        (DeclaredStage("S", "open", 80), "commit"), (DeclaredStage("S", "open", 100), "commit"),
        (DeclaredStage("S", "open", 100, None, "omitted"), "omitted"), (DeclaredStage("S", "won", 0), "commit"),
        (DeclaredStage("S", "lost", 100), "omitted"),
    ],
)  # fmt: skip
def test_forecast_category_follows_from_the_chance_unless_it_is_said(
    company: Company, stage: DeclaredStage, category: str
) -> None:
    begin(company, stage)
    assert [row[3] for row in in_order(company)] == [category]


def test_second_beginning_changes_nothing(company: Company) -> None:
    begin(company, *STAGES)
    lines = select(func.count()).select_from(changes)
    before = company.value(lines), in_order(company)
    begin(company, *STAGES)
    assert (company.value(lines), in_order(company)) == before


def test_stage_that_is_there_keeps_what_was_decided_here(company: Company) -> None:
    begin(company, *STAGES)
    quote = select(stages.c.id).join(funnels, funnels.c.id == stages.c.funnel_id).where(stages.c.name == "Quote")
    theirs = company.value(quote.where(funnels.c.name == "Theirs"))
    company.database.write_as(lambda s: change.update(s, stages, theirs, probability=75), NOW)
    begin(company, DeclaredStage("QUOTE", "open", 10), *STAGES[:1])
    assert ("Quote", "open", 75, "best") in in_order(company)
    assert len(in_order(company)) == 4


def test_stage_that_comes_later_finds_its_place(company: Company) -> None:
    begin(company, *STAGES)
    talk, *rest = STAGES
    begin(company, talk, DeclaredStage("Visit", "open", 40), *rest)
    assert [name for name, *_ in in_order(company)] == ["Talk", "Visit", "Quote", "Won", "Lost"]


def test_without_a_funnel_the_stages_join_the_teams_own(company: Company) -> None:
    before = [name for name, *_ in in_order(company, "Sales")]
    begin(company, DeclaredStage("Visit", "open", 30), funnel=None)
    after = [name for name, *_ in in_order(company, "Sales")]
    assert set(after) - set(before) == {"Visit"}
    assert after[-2:] == ["Won", "Lost"]
    assert company.value(select(func.count()).select_from(funnels)) == 1


@pytest.mark.parametrize("currency", ["USD", "CNY", "JPY"])
def test_currency_is_taken_only_while_there_is_no_money(company: Company, currency: str) -> None:
    desk = company.desk("hale")
    row = {"product_key": "x", "name": "X", "currency": "EUR", "list_minor": 5}
    assert desk.write(taking_over.begin, Declared(SYSTEM, currency)).currency == currency
    company.database.write_as(lambda session: change.insert(session, products, **row), NOW)
    assert desk.write(taking_over.begin, Declared(SYSTEM, "GBP")).currency == currency
    assert company.database.read_as(home, NOW).currency == currency


def test_own_field_is_declared_once_for_its_kind(company: Company) -> None:
    declared = Declared(SYSTEM, fields=(DeclaredField("customer", "size", "Size", "number"),
                                        DeclaredField("project", "size", "Size", "text")))  # fmt: skip
    for _time in range(2):
        company.desk("hale").write(taking_over.begin, declared)
    rows = select(own_fields.c.record_kind, own_fields.c.key, own_fields.c.type).order_by(own_fields.c.record_kind)
    assert [tuple(row) for row in company.all(rows)] == [("customer", "size", "number"), ("project", "size", "text")]


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_only_who_manages_begins(company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        begin(company, *STAGES, login=login)
    assert in_order(company) == []


def test_rows_for_a_funnel_that_is_gone_are_refused(company: Company) -> None:
    with pytest.raises(Refused) as refused:
        company.desk("hale").write(taking_over.take_over, taking_over.Batch(SYSTEM, "Nowhere", ()))
    assert (refused.value.code, refused.value.facts) == ("no_funnel", {"funnel": "Nowhere"})
