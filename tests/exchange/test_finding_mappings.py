"""Which section of a mapping reads which file, and what is said of files and columns that none fits."""

from pathlib import Path

import pytest

from tests.exchange.mappings import mapping
from tuicrm.exchange import importing
from tuicrm.exchange.headers import fold
from tuicrm.exchange.mapping import Mapping, MappingError
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.reading import NoTables

SECTION = '[[file.record]]\nkind = "customer"\nkey = "Nr"\nfields = { name = "Firma" }\n'


def of(*files: str) -> Mapping:
    return parse("m.toml", 'system = "s"\n' + "".join(f"[[file]]\n{file}\n{SECTION}" for file in files))


def plan(folder: Path, mapping: Mapping, **files: str) -> importing.Plan:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return importing.plan([folder], mapping)


def refused(folder: Path, mapping: Mapping, **files: str) -> list[str]:
    with pytest.raises(MappingError) as found:
        plan(folder, mapping, **files)
    return found.value.lines()


@pytest.mark.parametrize(
    ("name", "file", "fits"),
    [
        ("a*.csv", "a.csv", True), ("a*.csv", "A-2026.CSV", True), ("A*.CSV", "a.csv", True),
        ("a?.csv", "a.csv", False), ("a*.csv", "b.csv", False), ("客户*.csv", "客户名单.csv", True),
        ("[ab].csv", "b.csv", True), ("a.csv", "xa.csv", False),
    ],
)  # fmt: skip
def test_file_is_known_by_the_pattern_of_its_name(name: str, file: str, fits: bool) -> None:
    assert (of(f'name = "{name}"').file_for(file, {}) is not None) == fits


@pytest.mark.parametrize(
    ("headers", "fits"),
    [
        (["Nr", "Firma"], True), (["NR *", "firma", "Ort"], True), (["Nr"], False), ([], False),
        (["nr", "FIRMA"], True), (["Nr (required)", "Fir_ma"], True),
    ],
)  # fmt: skip
def test_file_is_known_by_its_headers_in_any_spelling(headers: list[str], fits: bool) -> None:
    found = of('headers = ["Nr", "Firma"]').file_for("x.csv", {fold(header): header for header in headers})
    assert (found is not None) == fits


def test_name_goes_before_headers_and_the_first_before_the_second() -> None:
    both = of('headers = ["Nr"]', 'name = "a*.csv"', 'name = "ab*.csv"')
    assert both.file_for("ab.csv", {"nr": "Nr"}) is both.files[1]
    assert both.file_for("x.csv", {"nr": "Nr"}) is both.files[0]


def test_files_are_read_in_the_order_of_the_mapping(tmp_path: Path) -> None:
    text = "Nr,Firma\n1,A\n"
    found = plan(tmp_path, of('name = "z.csv"', 'name = "a.csv"'), a=text, z=text)
    assert [sheet.name for sheet, _file in found.files] == ["z.csv", "a.csv"]
    assert found.rows == 2


def test_file_of_a_folder_that_nothing_fits_is_left_out_and_named(tmp_path: Path) -> None:
    found = plan(tmp_path, of('name = "a.csv"'), a="Nr,Firma\n1,A\n", notes="x,y\n1,2\n")
    assert found.left_out == ("notes.csv",)


def test_every_missing_column_of_every_file_is_named(tmp_path: Path) -> None:
    lines = refused(tmp_path, of('name = "*.csv"'), a="Nr,Ort\n1,A\n", b="X\n1\n")
    assert lines == [
        "m.toml: a.csv: the file has no column “firma”. It has: Nr, Ort",
        "m.toml: b.csv: the file has no column “firma”. It has: X",
        "m.toml: b.csv: the file has no column “nr”. It has: X",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_empty_file_lacks_its_columns(tmp_path: Path, text: str) -> None:
    assert len(refused(tmp_path, of('name = "*.csv"'), a=text)) == 2


def test_file_with_a_header_alone_is_no_mistake(tmp_path: Path) -> None:
    assert plan(tmp_path, of('name = "*.csv"'), a="Nr,Firma\n").rows == 0


def test_folder_without_tables_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"PK")
    with pytest.raises(NoTables, match="no table is there"):
        plan(tmp_path, of('name = "*.csv"'))


def test_folder_with_other_tables_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, of('name = "b.csv"'), a="x\n1\n") == [
        "m.toml: there is no table that it knows in these places"
    ]


@pytest.mark.parametrize(
    ("policy", "unknown", "own"),
    [("report", [("a.csv", "Ort"), ("a.csv", "PLZ")], []), ("ignore", [], []), ("own", [], ["ort", "plz"])],
)
def test_columns_that_the_mapping_says_nothing_about(
    tmp_path: Path, policy: str, unknown: list[tuple[str, str]], own: list[str]
) -> None:
    made = mapping(top=f'unknown = "{policy}"')
    found = plan(tmp_path, made, a="Nr,Firma,Ort,PLZ,\n1,A,Leeds,01234,\n")
    assert list(found.unknown) == unknown
    [(_sheet, file)] = found.files
    assert list(file.records[0].own) == own
    assert {one.type for one in file.records[0].own.values()} <= {"text"}


def test_column_that_is_ignored_is_not_reported(tmp_path: Path) -> None:
    found = plan(tmp_path, mapping(file='ignore = ["ORT *"]'), a="Nr,Firma,Ort,PLZ\n1,A,Leeds,7\n")
    assert found.unknown == (("a.csv", "PLZ"),)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ('delimiter = "^"', "Nr^Firma\n1^A, B; C\n"), ("header_line = 3", "Title\n\nNr,Firma\n1,\"A, B; C\"\n"),
        ('delimiter = ";"\nheader_line = 2', "x\nNr;Firma\n1;A, B; C\n".replace("A, B; C", '"A, B; C"')),
    ],
)  # fmt: skip
def test_file_is_read_as_the_mapping_says(tmp_path: Path, file: str, text: str) -> None:
    [(sheet, _file)] = plan(tmp_path, mapping(file=file), a=text).files
    assert [record.cells["firma"] for record in sheet.records] == ["A, B; C"]
