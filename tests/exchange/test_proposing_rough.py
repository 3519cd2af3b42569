"""What is proposed for exports with ids beside names, ends without a stage, and rows that name nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tuicrm.exchange import importing
from tuicrm.exchange.aliases import stage_kind
from tuicrm.exchange.proposal import propose, proposed
from tuicrm.exchange.report import Report
from tuicrm.sales.opening import sit_down
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


Rows = Callable[[Any], list[tuple[Any, ...]]]


def bring(tmp_path: Path, **files: str) -> tuple[Rows, Report]:
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    seat = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW)

    def rows(statement: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in seat.database.read_as(lambda session: session.all(statement), NOW)]

    return rows, importing.bring_in(seat.desk, importing.plan([folder], proposed([folder])))


def made(report: Report) -> dict[str, int]:
    return {kind: one.made for kind, one in report.records.items()}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Closed Lost to Competition", "lost"), ("Lost - price", "lost"), ("Deal lost", "lost"), ("7. Won", "won"),
        ("6 - Won (signed)", "won"), ("Cancelled", "lost"), ("Dead", "lost"), ("赢单关闭", "won"), ("输单关闭", "lost"),
        ("5-赢单(100%)", "won"), ("丢单", "lost"), ("已取消", "lost"), ("成交关闭", "won"), ("预计成交", "open"),
        ("Lost & found", "open"), ("Wonderland", "open"), ("Win-back", "open"), ("Deadline set", "open"),
        ("2. Demo", "open"), ("无效率", "open"), ("Verloren", "lost"), ("", "open"),
    ],
)  # fmt: skip
def test_ends_are_told_by_words_of_a_stage(name: str, kind: str) -> None:
    assert stage_kind(name) == kind


ZOHO = {
    "Accounts": "Record Id,Account Owner.id,Account Owner,Account Name\nz1,u1,Tom Beck,Acme\nz2,u2,Tom Beck,Acme\n",
    "Deals": "Record Id,Deal Owner.id,Deal Owner,Deal Name,Account Name.id,Account Name,Stage,Amount\n"
    "d1,u1,Tom Beck,First,z1,Acme,Closed Won,100\nd2,u2,Tom Beck,Second,z2,Acme,Proposal,200\n",
}


def test_two_people_and_two_accounts_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    rows, report = bring(tmp_path, **ZOHO)
    assert (made(report), report.refused) == ({"user": 2, "customer": 2, "project": 2, "purchase": 1}, [])
    found = rows(
        select(projects.c.name, users.c.login, projects.c.customer_id)
        .join_from(projects, users, users.c.id == projects.c.owner_id)
        .order_by(projects.c.name)
    )
    assert [(name, login) for name, login, _customer in found] == [("First", "tom.beck"), ("Second", "tom.beck2")]
    assert len({customer for _name, _login, customer in found}) == 2


def test_where_one_file_has_no_ids_of_owners_names_tell(tmp_path: Path) -> None:
    deals = "Deal Name,Deal Owner,Account Name,Stage\nFirst,Tom Beck,Acme,Won\n"
    _rows, report = bring(tmp_path, Accounts=ZOHO["Accounts"], Deals=deals)
    assert report.records["user"].made == 1


def test_ids_alone_are_not_taken_for_names_of_people(tmp_path: Path) -> None:
    text = "Name,ID,Assigned User Name,Assigned User ID\nAcme,a1,sarah,7\n"
    rows, _report = bring(tmp_path, Accounts=text)
    assert rows(select(users.c.login).order_by(users.c.id))[-1][0] == "sarah"


def test_deals_of_one_file_point_to_their_account_by_its_id(tmp_path: Path) -> None:
    text = "Deal Name,Account ID,Account Name,Stage\nA,1,Acme,Won\nB,2,Acme,Open\nC,1,Acme,Open\n"
    _rows, report = bring(tmp_path, deals=text)
    assert made(report) == {"customer": 2, "project": 3, "purchase": 1}
    text = "Deal Name,Account ID,Account Name,Stage\nA,1,Acme,Won\nB,,Beta,Open\n"
    (tmp_path / "export/deals.csv").write_text(text)
    assert proposed([tmp_path / "export"]).files[0].records[0].key == ("accountname",)


ODOO = """External ID,Opportunity,Customer,Contact Name,Salesperson,Expected Revenue,Stage,Source,Lost Reason,Closed
l1,Desks,Acme,Ann,Li,100,Won,Fair,,2026-10-01
l2,Chairs,Acme,Ann,Li,200,Qualified,Fair,Too dear,2026-10-02
l3,Lamps,,Bob,Li,300,New,Mail,,
"""


def test_who_has_a_reason_of_loss_is_lost_where_no_stage_says_so(tmp_path: Path) -> None:
    rows, report = bring(tmp_path, leads=ODOO)
    assert report.refused == []
    assert made(report) == {"user": 1, "customer": 1, "contact": 1, "inquiry": 1, "project": 3, "purchase": 1}
    found = rows(
        select(projects.c.name, stages.c.kind)
        .join_from(projects, stages, stages.c.id == projects.c.stage_id)
        .order_by(projects.c.name)
    )
    assert [tuple(one) for one in found] == [("Chairs", "lost"), ("Desks", "won"), ("Lamps", "open")]
    assert set(made(bring(tmp_path)[1]).values()) == {0}


def test_a_row_without_a_customer_keeps_its_source_and_comes_in(tmp_path: Path) -> None:
    _rows, report = bring(tmp_path, leads=ODOO)
    assert [(one.line, one.column) for one in report.left] == [(4, "Contact Name")]


def test_accounts_that_only_deals_name_are_made_from_them(tmp_path: Path) -> None:
    accounts = "Record ID,Company,City\n1,Acme,Leeds\n"
    deals = "Deal,Company,Owner,Stage\nD1,Acme,Li,Open\nD2,Beta,Li,Open\nD3,,Li,Open\n"
    rows, report = bring(tmp_path, companies=accounts, deals=deals)
    assert (made(report), report.refused) == ({"user": 1, "customer": 2, "project": 3}, [])
    assert [one[0] for one in rows(select(customers.c.name))] == ["Acme", "Beta"]


def test_days_of_two_digit_years_are_read_in_the_order_of_their_column(tmp_path: Path) -> None:
    text = "Company,Deal,Stage,Opened,Expected close\nA,D1,Talk,1/2/25,12/31/26\nB,D2,Talk,3/25/25,1/1/27\n"
    rows, report = bring(tmp_path, deals=text)
    assert report.left == []
    found = rows(select(projects.c.created_on).order_by(projects.c.name))
    assert [str(one[0]) for one in found] == ["2025-01-02", "2025-03-25"]


def test_a_german_sheet_needs_no_correction(tmp_path: Path) -> None:
    text = (
        "Firma;Ansprechpartner;Telefon;Verkäufer;Produkt;Auftragswert (€);Phase;Angelegt am;Abschluss geplant\n"
        "Müller GmbH;Frau Groß;0221 555001;Weiß;Fräse;1.234,56;Verloren;05.03.2025;31.12.2026\n"
        "Müller GmbH;Frau Groß;0221 555001;Weiß;Fräse;12.000;Gewonnen;06.03.2025;30.12.2026\n"
    )
    rows, report = bring(tmp_path, vertrieb=text)
    assert (report.refused, report.left, report.unknown) == ([], [], [])
    assert proposed([tmp_path / "export"]).files[0].records[-1].key == ("firma", "produkt", "angelegtam")
    amounts = rows(select(projects.c.amount_minor).order_by(projects.c.created_on))
    assert [one[0] for one in amounts] == [123456, 1200000]


def test_an_empty_file_and_bare_headers_are_said_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "heads.csv").write_text("Company,City,Owner\n")
    text = propose([tmp_path])
    assert "# empty.csv: it is empty." in text
    assert "email" not in text


@pytest.mark.parametrize("cells", [1, 2, 4])
def test_a_row_of_another_width_is_named_with_the_right_number(tmp_path: Path, cells: int) -> None:
    _rows, report = bring(tmp_path, companies="Company,City,Land\nA,B,C\n" + ",".join("x" * cells) + "\n")
    said = "cell" if cells == 1 else "cells"
    assert [one.reason for one in report.refused] == [f"it has {cells} {said} where the header has 3"]


@pytest.mark.parametrize(
    ("header", "expected"), [("商机金额（万元）", "CNY"), ("Value (k EUR)", "EUR"), ("Amount (net)", None)]
)
def test_the_currency_in_a_header_is_that_of_the_house(tmp_path: Path, header: str, expected: str | None) -> None:
    (tmp_path / "a.csv").write_text(f"Deal,Stage,{header}\nD,Open,5\n", encoding="utf-8")
    assert proposed([tmp_path / "a.csv"]).currency == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("EUR", "EUR"), "EUR"),
        (("eur", ""), "EUR"),
        (("EUR", "USD"), None),
        (("", ""), None),
        (("?", "Euro"), "EUR"),
        (("?", "-99"), None),
        (("美元", "USD"), "USD"),
    ],
)
def test_the_currency_beside_amounts_becomes_the_one_of_amounts_that_name_none(
    tmp_path: Path, codes: tuple[str, str], expected: str | None
) -> None:
    lines = ["Deal,Stage,Amount,Currency", *(f"D{number},Open,5,{code}" for number, code in enumerate(codes))]
    (tmp_path / "a.csv").write_text("\n".join(lines))
    assert proposed([tmp_path / "a.csv"]).currency == expected
