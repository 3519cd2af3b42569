"""Headers with brackets, headers that are there twice, columns that number the rows, German headers: understood."""

from decimal import Decimal
from pathlib import Path

import pytest

from tuicrm.exchange.headers import Bracket, bracket, unbracketed
from tuicrm.exchange.mapping import Mapping, RecordMap
from tuicrm.exchange.proposal import proposed
from tuicrm.exchange.proposing import drafts
from tuicrm.exchange.reading import sheets_of


def of(folder: Path, text: str, name: str = "f.csv") -> Mapping:
    (folder / name).write_text(text, encoding="utf-8")
    return proposed([folder / name])


def last(folder: Path, text: str) -> RecordMap:
    return of(folder, text).files[0].records[-1]


@pytest.mark.parametrize(
    ("header", "size", "currency"),
    [
        ("Value", 1, None), ("Value (EUR)", 1, "EUR"), ("Value (eur)", 1, "EUR"), ("Value [USD]", 1, "USD"),
        ("Value (€)", 1, "EUR"), ("Value ($)", 1, "USD"), ("Value (US$)", 1, "USD"), ("Value (£)", 1, "GBP"),
        ("Value (k EUR)", 1000, "EUR"), ("Value (kEUR)", 1000, "EUR"), ("Value (TEUR)", 1000, "EUR"),
        ("Value (EUR k)", 1000, "EUR"), ("Value (k€)", 1000, "EUR"), ("Value (in k€)", 1000, "EUR"),
        ("Value (m USD)", 10**6, "USD"), ("Value (million USD)", 10**6, "USD"), ("Betrag (Mio EUR)", 10**6, "EUR"),
        ("Value (thousands)", 1000, None), ("Value (000)", 1000, None), ("Value (k)", 1000, None),
        ("金额(元)", 1, "CNY"), ("金额（元）", 1, "CNY"), ("金额（万元）", 10**4, "CNY"), ("金额(万)", 10**4, None),
        ("金额【亿元】", 10**8, "CNY"), ("金额(单位：万元)", 10**4, "CNY"), ("金额(千元)", 1000, "CNY"),
        ("金额(人民币)", 1, "CNY"), ("金额(RMB)", 1, "CNY"),
        ("Value (net)", 1, None), ("Value ()", 1, None), ("(EUR) Value", 1, None), ("Value (EUR) net", 1, None),
        ("Value (Europe)", 1, None), ("Value (required)", 1, None), ("", 1, None), ("(", 1, None),
    ],
)  # fmt: skip
def test_bracket_tells_size_and_currency(header: str, size: int, currency: str | None) -> None:
    assert bracket(header) == Bracket(size, currency)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Value (EUR)", "Value"), ("Value", "Value"), ("金额（万元）", "金额"), ("Value (a) (b)", "Value (a)"),
        ("(x)", ""), (" Value [k] ", "Value"), ("Value (x) net", "Value (x) net"),
    ],
)  # fmt: skip
def test_header_without_its_bracket(header: str, plain: str) -> None:
    assert unbracketed(header) == plain


@pytest.mark.parametrize(
    ("header", "cells", "unit", "currency"),
    [
        ("Amount (k EUR)", ["12.5", "7"], 1000, "EUR"),
        ("Amount (k EUR)", ["12.5", "tbd"], 1000, "EUR"),
        ("Amount (k EUR)", ["12.5k", "7"], 1, "EUR"),
        ("金额（万元）", ["12.5", "7"], 10_000, "CNY"),
        ("金额（万元）", ["12.5万", "7"], 1, "CNY"),
        ("Amount (EUR)", ["12.50"], 1, "EUR"),
        ("Amount", ["12.50"], 1, None),
    ],
)
def test_amounts_are_as_large_as_the_header_says(
    header: str, cells: list[str], unit: int, currency: str | None, tmp_path: Path
) -> None:
    rows = "".join(f"d{number},Open,{cell}\n" for number, cell in enumerate(cells))
    amount = last(tmp_path, f"Deal Name,Stage,{header}\n{rows}").fields["amount"]
    assert (amount.unit, amount.currency) == (Decimal(unit), currency)


def test_a_currency_of_its_own_column_goes_before_the_bracket(tmp_path: Path) -> None:
    amount = last(tmp_path, "Deal Name,Stage,Amount (EUR),Currency\nd,Open,5,USD\n").fields["amount"]
    assert (amount.currency, amount.currency_column) == (None, "currency")


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        ([("Customer", "Negotiation"), ("Prospect", "Closed Won")], "status2"),
        ([("Negotiation", "Customer"), ("Closed Won", "Prospect")], "status"),
        ([("a", "b"), ("c", "d")], "status"),
    ],
)
def test_of_two_columns_of_one_name_that_counts_which_tells_an_end(
    texts: list[tuple[str, str]], column: str, tmp_path: Path
) -> None:
    rows = "".join(f"d{number},{first},{second}\n" for number, (first, second) in enumerate(texts))
    mapping = of(tmp_path, f"Deal,Status,Status\n{rows}", "deals.csv")
    assert mapping.files[0].records[-1].fields["stage"].columns == (column,)


@pytest.mark.parametrize(("last_status", "kind"), [("Won", "project"), ("输单", "project"), ("Paid", "nothing")])
def test_deals_that_end_are_projects_whatever_the_file_is_called(last_status: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(f"Deal,Status\na,Open\nb,{last_status}\n", encoding="utf-8")
    drafted = drafts(sheets_of(tmp_path / "f.csv"))
    assert [one.kind or "nothing" for one in drafted] == [kind]


@pytest.mark.parametrize(
    ("header", "ids", "key"),
    [
        ("No", ["V-1", "V-2", "V-3"], ("no",)),
        ("No", ["1", "2", "3"], ("no",)),
        ("No", ["2026/0001", "2026/0002", "2026/0003"], ("no",)),
        ("No", ["1", "1", "2"], ("email",)),
        ("No", ["1.5", "2.5", "3.5"], ("email",)),
        ("No", ["1", "", "2"], ("email",)),
        ("Deal id", ["1", "1", "2"], ("dealid",)),  # one row stands there twice
    ],
)
def test_a_column_that_numbers_the_rows_is_the_key_where_nothing_else_is(
    header: str, ids: list[str], key: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(f"{one},Open,a@b.example\n" for one in ids)
    assert last(tmp_path, f"{header},Stage,Email\n{rows}").key == key


def test_who_sells_may_be_an_address(tmp_path: Path) -> None:
    mapping = of(tmp_path, "Deal,Stage,Owner E-mail\nd,Open,li@x.example\n")
    user, project = mapping.files[0].records
    assert (user.kind, user.fields["name"].columns, user.fields["email"].columns) == (
        "user", ("owneremail",), ("owneremail",)
    )  # fmt: skip
    assert project.fields["owner"].columns == ("owneremail",)


def test_cost_and_pieces_of_projects_are_taken(tmp_path: Path) -> None:
    project = last(tmp_path, "Deal,Stage,Amount,Cost,Quantity\nd,Won,900,400,3\n")
    assert [project.fields[one].columns for one in ("amount", "cost", "quantity")] == [
        ("amount",), ("cost",), ("quantity",)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Vorgang;Firma;Betreuer;Phase;Betrag", ["user", "customer", "project"]),
        ("Firma;Ort;Ansprechpartner;Telefon;Herkunft", ["customer", "contact", "inquiry"]),
        ("Kunde;Branche;Land", ["customer"]),
        ("Artikel;Preis", ["product"]),
        ("单位;城市", ["customer"]),
        ("商机名称;当前阶段;合同金额;客户经理", ["user", "project"]),
    ],
)
def test_headers_of_other_offices(header: str, expected: list[str], tmp_path: Path) -> None:
    row = ";".join(f"v{number}" for number in range(header.count(";") + 1))
    assert [record.kind for record in of(tmp_path, f"{header}\n{row}\n").files[0].records] == expected


@pytest.mark.parametrize(
    ("stages", "ordered"),
    [
        (["Angebot", "Kontakt", "Gewonnen", "Verhandlung", "Bedarf", "Verloren"],
         ["Kontakt", "Bedarf", "Angebot", "Verhandlung", "Gewonnen", "Verloren"]),
        (["初步接触", "线索", "赢单", "输单"], ["线索", "初步接触", "赢单", "输单"]),
        (["Quote", "Lead", "Won", "Lost"], ["Lead", "Quote", "Won", "Lost"]),
    ],
)  # fmt: skip
def test_known_stages_stand_in_the_order_of_the_way(stages: list[str], ordered: list[str], tmp_path: Path) -> None:
    rows = "".join(f"d{number},{stage}\n" for number, stage in enumerate(stages))
    assert [stage.name for stage in of(tmp_path, f"Deal Name,Stage\n{rows}").stages] == ordered
