"""Workbooks are read as tables are: one sheet as the file itself, several by their names, each cell as text."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.exchange import books
from tuicrm.exchange import importing
from tuicrm.exchange.loading import fitting
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.proposal import proposed
from tuicrm.exchange.reading import NoTables, Sheet, sheets_of, tables_in
from tuicrm.sales.opening import sit_down

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROWS: list[list[books.Cell]] = [["Company", "City"], ["Acme Ltd", "Leeds"], ["上海明德", "上海"]]


def one(folder: Path, rows: list[list[books.Cell]], **options: int) -> Sheet:
    (sheet,) = sheets_of(books.write(folder / "book.xlsx", {"Sheet1": rows}), **options)
    return sheet


def cells(sheet: Sheet) -> list[list[str]]:
    return [list(record.cells.values()) for record in sheet.records]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Acme", "Acme"), ("  Acme ", "  Acme "), ("a\nb", "a\nb"), ("=1+1", "=1+1"), ("'=1+1", "=1+1"),
        ("00123", "00123"), ("客户", "客户"), ("𠮷野家", "𠮷野家"), (None, ""), ("", ""),
        (7, "7"), (-3, "-3"), (7.0, "7"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (1234567.89, "1234567.89"),
        (12345678901, "12345678901"), (1e15, "1000000000000000"), (0.00001, "0.00001"), (1e-7, "0.0000001"),
        (True, "true"), (False, "false"),
        (date(2026, 3, 5), "2026-03-05"), (datetime(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30:00"), (date(1999, 12, 31), "1999-12-31"),
    ],
)  # fmt: skip
def test_cell_is_the_text_that_a_table_would_have(cell: books.Cell, text: str, tmp_path: Path) -> None:
    assert cells(one(tmp_path, [["A", "B"], ["x", cell]]))[0][1] == text


def test_rows_keep_their_line_over_blank_ones(tmp_path: Path) -> None:
    sheet = one(tmp_path, [["A"], [None], ["x"], [" "], ["y"]])
    assert [(record.line, *record.cells.values()) for record in sheet.records] == [(3, "x"), (5, "y")]


@pytest.mark.parametrize(
    ("rows", "header_line", "expected"),
    [
        ([["A", "B"], ["1", "2"]], 1, [["1", "2"]]),
        ([["Report of March"], ["A", "B"], ["1", "2"]], 2, [["1", "2"]]),
        ([[None], [None], ["A", "B"], ["1", "2"]], 1, [["1", "2"]]),
        ([["A", "B"], ["1"]], 1, [["1", ""]]),
        ([[None, "A", "B"], [None, "1", "2"]], 1, [["", "1", "2"]]),
    ],
)
def test_headers_are_the_first_filled_row(
    rows: list[list[books.Cell]], header_line: int, expected: list[list[str]], tmp_path: Path
) -> None:
    assert cells(one(tmp_path, rows, header_line=header_line)) == expected


def test_a_cell_beyond_the_headers_is_told_with_its_line(tmp_path: Path) -> None:
    sheet = one(tmp_path, [["A"], ["1", "note"], ["2"]])
    assert [(found.line, found.reason) for found in sheet.unread] == [(2, "it has 2 cells where the header has 1")]
    assert cells(sheet) == [["2"]]


@pytest.mark.parametrize(
    ("sheets", "hidden", "names"),
    [
        ({"Sheet1": ROWS}, (), ["book.xlsx"]),
        ({"Sheet1": ROWS, "Sheet2": []}, (), ["book.xlsx"]),
        ({"Companies": ROWS, "Deals": ROWS}, (), ["book - Companies.xlsx", "book - Deals.xlsx"]),
        ({"客户": ROWS, "商机": ROWS}, (), ["book - 客户.xlsx", "book - 商机.xlsx"]),
        ({"Companies": ROWS, "Lists": ROWS}, ("Lists",), ["book.xlsx"]),
        ({"Sheet1": []}, (), []),
    ],
)
def test_sheets_are_called_as_people_see_them(
    sheets: dict[str, list[list[books.Cell]]], hidden: tuple[str, ...], names: list[str], tmp_path: Path
) -> None:
    found = sheets_of(books.write(tmp_path / "book.xlsx", sheets, hidden))
    assert [sheet.name for sheet in found] == names


@pytest.mark.parametrize(
    "body", [b"", b"PK but no archive", b"PK\x03\x04" + b"\0" * 60, b"Company,City\nAcme,Leeds\n", b"\xd0\xcf\x11\xe0"]
)
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_what_is_no_workbook_is_refused_in_words(body: bytes, ending: str, tmp_path: Path) -> None:
    (tmp_path / f"book{ending}").write_bytes(body)
    with pytest.raises(NoTables, match=f"book{ending}: it is no workbook, or it is damaged"):
        sheets_of(tmp_path / f"book{ending}")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a.csv", "b.xlsx", "c.txt"], ["a.csv", "b.xlsx"]),
        (["~$b.xlsx", "b.xlsx"], ["b.xlsx"]),
        (["B.XLSX", "a.Tsv"], ["B.XLSX", "a.Tsv"]),
        (["a.xls", "b.ods", "c.xlsm"], ["a.xls", "b.ods", "c.xlsm"]),
    ],
)
def test_a_folder_is_its_tables(names: list[str], found: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).touch()
    assert [path.name for path in tables_in([tmp_path])] == found


@pytest.mark.parametrize("names", [[], ["a.vcf"], ["read me.txt"], ["~$b.xlsx"]])
def test_a_folder_without_tables_says_what_is_one(names: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(NoTables, match=r"no table is there. Tables end in \.csv"):
        tables_in([tmp_path])


@pytest.mark.parametrize("name", ["cards.vcf", "cal.ics", "all.zip", "a.pdf", "a.json", "a.numbers"])
def test_a_file_of_another_kind_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(NoTables, match=name):
        tables_in([tmp_path / name])


def test_of_many_wrong_files_three_are_named(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"card{number}.vcf").touch()
    with pytest.raises(NoTables) as raised:
        tables_in(sorted(tmp_path.iterdir()))
    assert str(raised.value).count(".vcf") == 3


BOOK: dict[str, list[list[books.Cell]]] = {
    "Companies": [
        ["Company", "Country", "Employees", "Account Manager"],
        ["Acme Ltd", "UK", 120, "Ann Lee"],
        ["Beta GmbH", "DE", 40, "Bo Ek"],
    ],
    "Deals": [
        ["Deal", "Company", "Phase", "Value (k EUR)", "Cost (k EUR)", "Expected", "Closed", "Account Manager"],
        ["D1", "Acme Ltd", "Quote", 12.5, None, date(2026, 12, 1), None, "Ann Lee"],
        ["D2", "Beta GmbH", "Won", 20, 8, None, date(2026, 3, 5), "Bo Ek"],
        ["D3", "Beta GmbH", "Lost", "tbd", None, None, date(2026, 4, 1), "Bo Ek"],
    ],
}


def test_a_workbook_comes_in_once(tmp_path: Path) -> None:
    path = books.write(tmp_path / "crm.xlsx", BOOK)
    desk = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW).desk
    first = importing.bring_in(desk, importing.plan([path], proposed([path])))
    assert {kind: told.made for kind, told in first.records.items()} == {
        "user": 2, "customer": 2, "project": 3, "purchase": 1,
    }  # fmt: skip
    assert [(told.file, told.line, told.column) for told in first.left] == [("crm - Deals.xlsx", 4, "Value (k EUR)")]
    again = importing.bring_in(desk, importing.plan([path], proposed([path])))
    assert {told.made + told.changed for told in again.records.values()} == {0}


def test_a_mapping_may_be_for_one_sheet_of_a_workbook(tmp_path: Path) -> None:
    path = books.write(tmp_path / "crm.xlsx", BOOK)
    mapping = parse(
        "m.toml",
        'system = "s"\n[[file]]\nname = "crm - Comp*.xlsx"\n[[file.record]]\nkind = "customer"\nkey = "Company"\n'
        'fields = { name = "Company" }\n',
    )
    plan = importing.plan([path], mapping)
    assert [sheet.name for sheet, _file in plan.files] == ["crm - Companies.xlsx"]
    assert fitting([path]) is None
