"""Files that other programs wrote badly: what can be read is read, the rest is named by line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.exchange.encoding import decode
from tuicrm.exchange.reading import Sheet, read

Read = Callable[..., Sheet]
TABLE = "客户名称,城市,备注\n星海机械,北京,café\nMüller,Köln,£ 5\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Read:
    """`sheet(text or bytes)` writes a file and reads it."""

    def of(data: str | bytes, **options: object) -> Sheet:
        (tmp_path / "a.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        return read(tmp_path / "a.csv", **options)  # type: ignore[arg-type]

    return of


def cells(found: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    return [(record.line, tuple(record.cells.values())) for record in found.records]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32-le"), ("gb18030", "gb18030"),
    ],
)  # fmt: skip
def test_one_table_in_every_encoding_is_the_same_table(sheet: Read, encoding: str, expected: str) -> None:
    text = TABLE if encoding != "gb18030" else "客户名称,城市,备注\n" + "星海机械,北京,华东大客户\n" * 2
    found = sheet(text.encode(encoding))
    assert (found.encoding, found.headers) == (expected, ("客户名称", "城市", "备注"))
    assert [",".join(row) for _line, row in cells(found)] == text.splitlines()[1:]


@pytest.mark.parametrize("name", ["José", "Zoë Åström", "Ærø ½ 20 °C", "naïve – “quoted”"])
def test_a_few_western_letters_are_no_chinese(sheet: Read, name: str) -> None:
    found = sheet(f"name,city\n{name},Lyon\n".encode("cp1252"))
    assert (found.encoding, cells(found)) == ("cp1252", [(2, (name, "Lyon"))])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("客户,Köln\0,é\n".encode(), "客户,Köln\0,é\n", id="one NUL in UTF-8"),
        pytest.param(b"a,b\0\nc,d\n", "a,b\0\nc,d\n", id="one NUL in ASCII"),
        pytest.param(b"", "", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", "", id="a mark and nothing"),
        pytest.param(b"\xff\xfe", "", id="a wide mark and nothing"),
    ],
)
def test_dirt_does_not_change_the_encoding(data: bytes, text: str) -> None:
    assert decode(data, env={})[0] == text


@given(st.binary(max_size=200))
@settings(max_examples=25, deadline=None)
def test_any_bytes_are_some_text(data: bytes) -> None:
    text, encoding = decode(data, env={})
    assert isinstance(text, str)
    assert "".encode(encoding) is not None


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\n\ufeff'=")), min_size=2, max_size=4
    ).filter(lambda row: any(cell.strip() for cell in row))
)
@settings(max_examples=25, deadline=None)  # fmt: skip
def test_what_a_careful_program_wrote_comes_back(row: list[str]) -> None:
    import csv
    import io
    import tempfile

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[f"h{number}" for number in range(len(row))], row])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        found = read(path, encoding="utf-8", delimiter=",")
    assert [tuple(record.cells.values()) for record in found.records] == [tuple(row)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b\r\n1,2\n3,4\r5,6", [(2, ("1", "2")), (3, ("3", "4")), (4, ("5", "6"))], id="mixed line ends"),
        pytest.param("a,b\r1,2\r3,4\r", [(2, ("1", "2")), (3, ("3", "4"))], id="line ends of old Macs"),
        pytest.param("a,b\n1\u2028x,2\n", [(2, ("1\u2028x", "2"))], id="a line separator within a cell"),
        pytest.param("a,b\n1,2\n,\n,,,,\n\n3,4\n", [(2, ("1", "2")), (6, ("3", "4"))], id="blank rows"),
        pytest.param("a,b,,\n1,2,,\n3,4\n", [(2, ("1", "2")), (3, ("3", "4"))], id="empty columns at the end"),
        pytest.param('"a";"b, c"\n"1";"2"\n', [(2, ("1", "2"))], id="everything quoted"),
        pytest.param('a,b\n"1\n2",3\n4,5\n', [(2, ("1\n2", "3")), (4, ("4", "5"))], id="a line end within quotes"),
        pytest.param('a,b\n"say ""hi""",2\n', [(2, ('say "hi"', "2"))], id="doubled quotes"),
        pytest.param('a,b\n5" pipe,2\n', [(2, ('5" pipe', "2"))], id="inches"),
        pytest.param("a\n1\n2\n", [(2, ("1",)), (3, ("2",))], id="one column"),
        pytest.param("a,b\n", [], id="a header alone"),
        pytest.param("sep=\t\na\tb\n1\t2\n", [(3, ("1", "2"))], id="the line of Excel with a tab"),
        pytest.param("\ufeffsep=;\r\na;b\r\n1;2\r\n", [(3, ("1", "2"))], id="the line of Excel behind a mark"),
        pytest.param('id,n\n="00123",a\n"=""00124""",b\n', [(2, ("00123", "a")), (3, ("00124", "b"))], id="wrapped"),
        pytest.param('a,b\n="x"&"y",=1+1\n', [(2, ('="x"&"y"', "=1+1"))], id="a formula stays what it is"),
        pytest.param("a,b\n'=1+1,'tis\n", [(2, ("=1+1", "'tis"))], id="our own defusing, and a poet"),
    ],
)
def test_table_as_other_programs_write_it(sheet: Read, text: str, expected: list[object]) -> None:
    found = sheet(text)
    assert cells(found) == expected
    assert found.unread == ()


@pytest.mark.parametrize(
    ("text", "kept", "lost"),
    [
        pytest.param("a,b\n1\n2,3\n", [3], [(2, "it has 1 cell where the header has 2")], id="a cell is missing"),
        pytest.param("a,b\n1,2,3\n4,5\n", [3], [(2, "it has 3 cells where the header has 2")], id="a cell too many"),
        pytest.param('a,b\n1,"2\n3,4\n', [3], [(2, "there is a quote that is not closed")], id="an open quote"),
        pytest.param(f"a,b\n{'x' * 1_000_100},1\ny,2\n", [3], [(2, "it is too long to be a record")], id="megabytes"),
        pytest.param(f'a,b\n"{"x" * 1_000_100}",1\ny,2\n', [3], [(2, "it is too long to be a record")], id="quoted"),
    ],
)
def test_what_is_no_record_is_named_and_the_rest_is_read(
    sheet: Read, text: str, kept: list[int], lost: list[tuple[int, str]]
) -> None:
    found = sheet(text, delimiter=",")
    assert [record.line for record in found.records] == kept
    assert [(one.line, one.reason) for one in found.unread] == lost


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "；"])
@pytest.mark.parametrize("amount", ["1.234,50", "1,234.50", "12"])
def test_amounts_do_not_mislead_about_the_delimiter(sheet: Read, delimiter: str, amount: str) -> None:
    quoted = f'"{amount}"' if delimiter in amount else amount
    rows = ["name", "amount", "note"], ["Acme", quoted, "x"], ["Beta", quoted, "y"], ["Gamma", quoted, "z"]
    found = sheet("\n".join(delimiter.join(row) for row in rows))
    assert (found.delimiter, cells(found)[0][1]) == (delimiter, ("Acme", amount, "x"))


def test_header_below_the_end_of_the_file_is_no_header(sheet: Read) -> None:
    found = sheet("a,b\n1,2\n", header_line=9)
    assert (found.headers, found.records) == ((), ())


def test_columns_without_a_name_and_of_one_name_stay_apart(sheet: Read) -> None:
    found = sheet("a,,a,A *,a2\n1,2,3,4,5\n")
    assert cells(found) == [(2, ("1", "2", "3", "4", "5"))]
    assert list(found.columns.values()) == ["a", "", "a", "A *", "a2"]
