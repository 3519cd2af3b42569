"""Files as they come: encodings, delimiters, quoted lines, broken records."""

from pathlib import Path

import pytest

from tuicrm.exchange.encoding import decode
from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import files_in, read

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    ("name", "encoding", "first"),
    [
        ("gb18030.csv", "gb18030", "星海精工机械（北京）有限公司"),
        ("utf16.csv", "utf-16-le", "星海精工机械（北京）有限公司"),
        ("utf16-mark.csv", "utf-16-le", "星海精工机械（北京）有限公司"),
        ("utf8-mark.csv", "utf-8", "星海精工机械（北京）有限公司"),
        ("big5.csv", "big5", "臺灣積體電路製造股份有限公司"),
        ("cp1252.csv", "cp1252", "Müller & Söhne"),
    ],
)
def test_encoding_is_found(name: str, encoding: str, first: str) -> None:
    sheet = read(FILES / name)
    assert sheet.encoding == encoding
    assert next(iter(sheet.records[0].cells.values())) == first


def test_four_byte_characters_survive() -> None:
    assert read(FILES / "gb18030.csv").records[1].cells["客户名称"] == "天津𠮷䶮食品有限公司"


@pytest.mark.parametrize(
    ("text", "encoding", "locale", "expected"),
    [
        ("Größe", "cp1252", "C.UTF-8", "cp1252"),
        ("Müller;Köln\n", "cp1252", "zh_CN.UTF-8", "cp1252"),
        ("a,b\n" * 1000 + "客户,1\n", "gbk", "C.UTF-8", "gb18030"),
        ("客户", "gbk", "C.UTF-8", "gb18030"),
        ("Имя,Город\nИван Петров,Москва\n", "cp1251", "C.UTF-8", "cp1251"),
        ("", "utf-8", "C.UTF-8", "utf-8"),
    ],
)
def test_short_and_mixed_text_is_not_misread(text: str, encoding: str, locale: str, expected: str) -> None:
    assert decode(text.encode(encoding), env={"LANG": locale}) == (text, expected)


def test_character_cut_off_at_the_end_does_not_change_the_encoding() -> None:
    text, encoding = decode("客户名称,金额\n星海精工机械".encode("gb18030")[:-1], env={})
    assert encoding == "gb18030"
    assert text.endswith("精工机")


def test_encoding_that_a_mapping_names_is_taken() -> None:
    assert decode("Köln".encode("cp1252"), "cp1252") == ("Köln", "cp1252")


def test_broken_records_are_named_by_line_and_the_rest_is_read() -> None:
    sheet = read(FILES / "broken.csv")
    assert [(record.line, record.cells["id"]) for record in sheet.records] == [
        (2, "1"),
        (6, "4"),
        (8, "5"),
        (10, "7"),
    ]
    assert sheet.records[0].cells["note"] == "two\nlines"
    assert sheet.records[1].cells["note"] == 'a "word"'
    assert [one.line for one in sheet.unread] == [4, 5, 9]
    assert sheet.unread[0].reason == "it has 2 cells where the header has 3"
    assert sheet.unread[1].reason == "there is a quote that is not closed"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "；"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["name", "phone", "note"], ["Acme", "1", "a b"], ["Beta", "2", "c d"]]
    (tmp_path / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert read(tmp_path / "a.csv").headers == ("name", "phone", "note")


def test_commas_in_one_column_are_no_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name;note\nAcme;a, b, c\nBeta;d\n", encoding="utf-8")
    assert read(tmp_path / "a.csv").delimiter == ";"


def test_line_of_excel_names_the_delimiter() -> None:
    sheet = read(FILES / "sep.csv")
    assert sheet.headers == ("Name *", "Phone (required)")
    assert [(record.line, record.cells) for record in sheet.records] == [(3, {"name": "Acme", "phone": "1,5"})]


def test_title_above_the_header_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("All customers\nname,city\nAcme,Leeds\n", encoding="utf-8")
    sheet = read(tmp_path / "a.csv", header_line=2)
    assert [(record.line, record.cells["city"]) for record in sheet.records] == [(3, "Leeds")]


def test_our_own_defusing_is_taken_off_and_other_apostrophes_stay() -> None:
    first, second = read(FILES / "defused.csv").records
    assert (first.cells["phone"], first.cells["note"]) == ("+49 30 1234", "=1+2")
    assert (second.cells["name"], second.cells["phone"], second.cells["note"]) == ("O'Neil", "'quoted", "@li")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Account Name *", "account_name"),
        ("客户名称（必填）", "客户名称"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("Deal - Value", "deal value"),
        ("Probability (%)", "probability"),
        ("%", "%"),
    ],
)
def test_headers_are_compared_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_header_that_is_there_twice_keeps_both_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,phone,phone\nAcme,1,2\n", encoding="utf-8")
    assert read(tmp_path / "a.csv").records[0].cells == {"name": "Acme", "phone": "1", "phone2": "2"}


def test_folder_gives_its_tables_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.CSV", "readme.md", "c.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in files_in([tmp_path, tmp_path / "b.csv"])] == ["a.CSV", "b.csv"]
    with pytest.raises(FileNotFoundError):
        files_in([tmp_path / "none.csv"])


def test_empty_file_has_no_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\n\n")
    assert read(tmp_path / "a.csv").headers == ()


def test_quotes_in_the_middle_of_a_cell_are_kept_within_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('name,city\n"Acme" Ltd,Leeds\nBeta,"Cork', encoding="utf-8")
    sheet = read(tmp_path / "a.csv", delimiter=",")
    assert [record.cells["name"] for record in sheet.records] == ["Acme Ltd"]
    assert [one.line for one in sheet.unread] == [3]
