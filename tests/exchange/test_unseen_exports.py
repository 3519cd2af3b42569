"""Dirty exports of ten systems: what is proposed brings in what can be read, and gives one line for what cannot.

Each has what such files have: ids that stand twice, totals, titles above the headers, days in another order, deleted
rows, rows cut off, accounts that are not there, line breaks within quotes, Windows-1252, GBK and byte-order marks.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tuicrm.exchange import importing
from tuicrm.exchange.proposal import proposed
from tuicrm.exchange.report import Report
from tuicrm.sales.opening import sit_down
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history

UNSEEN = Path(__file__).parent / "files" / "unseen"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Rows = Callable[[Any], list[tuple[Any, ...]]]
Come = tuple[Report, Report, Rows]

MADE = {
    "excel": {"user": 2, "customer": 3, "contact": 2, "project": 4, "purchase": 1},
    "fenxiang": {"user": 2, "customer": 3, "inquiry": 3, "project": 4, "purchase": 1},
    "hubspot": {"user": 2, "customer": 3, "contact": 2, "inquiry": 2, "project": 5, "purchase": 1},
    "odoo": {"user": 2, "customer": 3, "contact": 2, "inquiry": 2, "project": 4, "purchase": 1},
    "pipedrive": {"user": 2, "customer": 1, "contact": 1, "inquiry": 1, "project": 3, "purchase": 1},
    "salesforce": {"user": 2, "customer": 2, "project": 3, "move": 2},
    "sheet": {"user": 2, "customer": 2, "contact": 2, "project": 5, "purchase": 1},
    "suitecrm": {"user": 2, "customer": 2, "inquiry": 2, "project": 2, "purchase": 1},
    "xiaoshouyi": {"user": 2, "customer": 3, "inquiry": 2, "project": 4, "purchase": 1},
    "zoho": {"user": 2, "customer": 2, "project": 3, "purchase": 1},
}
REFUSED = {
    "excel": [("Verkaufschancen.csv", 8, "it is a total of other rows")],
    "fenxiang": [("商机_20261120.csv", 9, "it is a total of other rows")],
    "hubspot": [
        ("hubspot-crm-exports-all-companies-2026-11-20.csv", 5, "Company name is empty"),
        (
            "hubspot-crm-exports-all-deals-2026-11-20.csv", 5,
            "line 4 of hubspot-crm-exports-all-deals-2026-11-20.csv has the same project “18003” with other values",
        ),
    ],
    "odoo": [("Lead-Opportunity (crm.lead).csv", 5, "Stage/Name is empty")],
    "pipedrive": [],
    "salesforce": [
        ("Opportunity.csv", 7, "AccountId: there is no customer “0015g00000B9zAAAS”"),
        ("OpportunityHistory.csv", 5, "OpportunityId: there is no project “0065g00000A5aAAAS”"),
        ("OpportunityHistory.csv", 6, "OpportunityId: there is no project “0065g00000A5aAAAS”"),
        ("OpportunityHistory.csv", 7, "OpportunityId: there is no project “0065g00000ZZZZZZZ”"),
    ],
    "sheet": [("销售台账.csv", 7, "it is a total of other rows")],
    "suitecrm": [
        ("Opportunities.csv", 5, "it has 3 cells where the header has 16"),
        ("Opportunities.csv", 6, "it has 18 cells where the header has 16"),
    ],
    "xiaoshouyi": [],
    "zoho": [],
}  # fmt: skip
LEFT = {
    "excel": [("Verkaufschancen.csv", 7, "Wert (€)")],
    "fenxiang": [("商机_20261120.csv", 8, "商机金额（万元）")],
    "hubspot": [
        ("hubspot-crm-exports-all-contacts-2026-11-20.csv", 4, "Email"),
        ("hubspot-crm-exports-all-contacts-2026-11-20.csv", 4, "Phone Number"),
        ("hubspot-crm-exports-all-deals-2026-11-20.csv", 8, "Close Date"),
        ("hubspot-crm-exports-all-deals-2026-11-20.csv", 8, "Create Date"),
    ],
    "odoo": [("Lead-Opportunity (crm.lead).csv", 6, "Contact Name")],
    "pipedrive": [
        ("deals-12345-77.csv", 4, "Contact person"),
        ("deals-12345-77.csv", 5, "Status"),
        ("deals-12345-77.csv", 6, "Status"),
    ],
    "salesforce": [("Opportunity.csv", 6, "IsDeleted")],
    "zoho": [("Deals_2026_11_20.csv", 4, "Closing Date")],
}


@pytest.fixture(scope="module")
def come(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Come]]:
    """All in one database whose home is the euro, each when it is asked for, and at once a second time."""
    kept: dict[str, Come] = {}
    seat = sit_down(f"sqlite:///{tmp_path_factory.mktemp('unseen')}/crm.db", "boss", clock=lambda: NOW)

    def rows(statement: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in seat.database.read_as(lambda session: session.all(statement), NOW)]

    def bring(system: str) -> Come:
        if system not in kept:
            planned = importing.plan([UNSEEN / system], proposed([UNSEEN / system]))
            kept[system] = (*(importing.bring_in(seat.desk, planned) for _run in range(2)), rows)
        return kept[system]

    bring("excel")
    yield bring
    seat.database.close()


@pytest.mark.parametrize("system", MADE)
def test_what_can_be_read_comes_in_once(system: str, come: Callable[[str], Come]) -> None:
    first, again, _rows = come(system)
    assert {kind: one.made for kind, one in first.records.items() if one.made} == MADE[system]
    assert not any(one.made or one.changed for one in again.records.values())


@pytest.mark.parametrize("system", REFUSED)
def test_what_cannot_be_read_has_its_line_and_reason(system: str, come: Callable[[str], Come]) -> None:
    for report in come(system)[:2]:
        assert [(one.file, one.line, one.reason) for one in report.refused] == REFUSED[system]


@pytest.mark.parametrize("system", LEFT)
def test_cells_that_cannot_be_read_are_named(system: str, come: Callable[[str], Come]) -> None:
    left = {(one.file, one.line, one.column) for one in come(system)[0].left}
    assert left == set(LEFT[system])


def known(name: str) -> Any:
    return (
        select(
            projects.c.name, customers.c.name, stages.c.kind, users.c.name, projects.c.amount_minor,
            projects.c.currency, projects.c.expected_on,
        )
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .join(stages, stages.c.id == projects.c.stage_id)
        .where(projects.c.name == name)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("system", "row"),
    [
        ("excel", ("Abfüllanlage", "Größe & Söhne GmbH", "open", "Frau Öztürk", 1250050, "EUR", date(2026, 12, 31))),
        ("excel", ("Ofen", "Bäckerei Weiß", "won", "Frau Öztürk", 800000, "EUR", date(2026, 3, 15))),
        ("excel", ("Kühlraum", "Fa. Müller", "lost", "Hr. Maß", 320000, "EUR", date(2026, 2, 1))),
        ("fenxiang", ("分拣线", "苏州联合电子", "won", "李静", 45500000, "CNY", date(2026, 3, 31))),
        ("fenxiang", ("叉车", "无锡永兴", "lost", "李静", 8000000, "CNY", date(2026, 5, 20))),
        ("fenxiang", ("AGV 小车", None, "open", "张伟", None, "EUR", None)),
        ("hubspot", ('Multi line "big" deal', "Northwind Traders", "open", None, None, "EUR", None)),
        ("hubspot", ("Northwind upgrade", "Northwind Traders", "won", "Jon Abt", 1850000, "USD", date(2026, 9, 30))),
        ("odoo", ("Desks", "Gemini Furniture", "lost", "Mitchell Admin", 800000, "EUR", None)),
        ("odoo", ("Chairs for 40", "Deco Addict", "won", "Marc Demo", 1200000, "EUR", date(2026, 6, 1))),
        ("pipedrive", ("Logo", "Bakery Blum", "won", "Ina Voss", 80000, "EUR", date(2026, 3, 10))),
        ("salesforce", ("Valve set", "Tuyaux S.A.", "open", "Claire Dupont", 4500050, "EUR", date(2026, 11, 30))),
        ("salesforce", ("Orphan", None, "lost", "Lou Parker", 80000, "USD", date(2026, 2, 10))),
        ("sheet", ("数控车床", "常州大华机械", "won", "小陈", 35000000, "CNY", date(2026, 3, 12))),
        ("suitecrm", ("Cisco refresh", "Kringle Bell Inc", "open", "will", 5000000, "EUR", date(2026, 12, 5))),
        ("xiaoshouyi", ("CRM 一期", "北京云帆科技", "open", "王芳", 35000000, "CNY", date(2026, 12, 20))),
        ("xiaoshouyi", ("海外站", "HK Trade Ltd", "open", "赵强", 2000000, "USD", date(2026, 12, 1))),
        ("zoho", ("ERP rollout", "Ganga Textiles Pvt Ltd", "open", "Priya Nair", 45000000, "INR", date(2026, 12, 31))),
        ("zoho", ("POS terminals", "Spice Route", "won", "Priya Nair", 12000000, "INR", date(2026, 3, 14))),
    ],
)
def test_projects_are_as_the_files_say(system: str, row: tuple[Any, ...], come: Callable[[str], Come]) -> None:
    assert come(system)[2](known(row[0])) == [row]


def test_what_was_thrown_away_there_stays_away(come: Callable[[str], Come]) -> None:
    for system, name in (("salesforce", "Deleted one"), ("pipedrive", "Deleted deal")):
        assert come(system)[2](known(name)) == []


def test_stages_come_from_the_history_too(come: Callable[[str], Come]) -> None:
    moved = (
        select(stages.c.name)
        .join(stage_history, stage_history.c.stage_id == stages.c.id)
        .join(projects, projects.c.id == stage_history.c.project_id)
        .where(projects.c.name == "Valve set")
        .order_by(stage_history.c.id)
    )
    names = [name for (name,) in come("salesforce")[2](moved)]
    assert sorted(names) == ["Negotiation/Review", "Prospecting", "Qualification"]


def test_who_has_only_an_address_comes_in_under_it(come: Callable[[str], Come]) -> None:
    rows = come("hubspot")[2]
    assert rows(select(customers.c.kind).where(customers.c.name == "someone@gmail.example")) == [("person",)]
    assert rows(select(contacts.c.name).where(contacts.c.name.like("Paula%"))) == [("Paula Ng",)]
