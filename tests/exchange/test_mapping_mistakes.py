"""Mapping files that are wrong: each thing is told in one line, with its place and what to write instead."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.mappings import mapping, mistakes, written
from tuicrm.exchange.loading import load
from tuicrm.exchange.mapping import MappingError
from tuicrm.exchange.mapping_file import parse

RECORD = "file[1].record[1]"
NEEDS_STAGES = '[[funnel.stage]]\nname = "W"\nkind = "won"\n[[funnel.stage]]\nname = "L"\nkind = "lost"\n'


def only(text: str) -> str:
    (line,) = mistakes(text)
    return line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 'system: this is missing: write system = "..."', id="an empty file"),
        pytest.param('system = "s"', "file: there is no [[file]] section:", id="no files"),
        pytest.param('system = "s"\nfile = []', "file: there is no [[file]] section:", id="an empty list of files"),
        pytest.param('system = "s"\nfile = 5', "file: write one text or several here", id="a number for the files"),
        pytest.param('system = "s"\n[file]\nname = "x"', "file: write one text or several", id="[file] for [[file]]"),
        pytest.param('system = "s"\nfunnel = 5', "funnel: write a table here: { ... }", id="a number for the funnel"),
        pytest.param("system = 5", 'system: write a text in quotes here: "..."', id="a number for the system"),
        pytest.param('system = ""', "system: use small letters, digits and . _ - only", id="an empty system"),
        pytest.param('system = "客户"', "system: use small letters, digits and . _ - only", id="a Chinese system"),
        pytest.param(f'system = "{"s" * 61}"', "system: use small letters, digits", id="a system too long to keep"),
        pytest.param('[[file]]\nname = "x"', "file[1].record: there is no [[file.record]] section", id="no record"),
        pytest.param('system = "s"\nfile = ["x"]', "file[1]: write a table here", id="a text for a file"),
    ],
)
def test_what_a_whole_file_lacks(text: str, expected: str) -> None:
    assert [line for line in mistakes(text) if line.startswith(expected)]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ('currency = "usd"', "currency: “usd” is no currency. Write its code, such as USD or CNY"),
        ('currency = ""', "currency: “” is no currency."),
        ("currency = 840", 'currency: write a text in quotes here: "..."'),
        ('decimal = ";"', "decimal: “;” is not possible here. Choose one of: ., ,"),
        ('order = "ymd"', "order: “ymd” is not possible here. Choose one of: dmy, mdy"),
        ('unknown = "keep"', "unknown: “keep” is not possible here. Choose one of: report, own, ignore"),
        ("unknown = true", 'unknown: write a text in quotes here: "..."'),
        ('decimals = "."', "decimals: there is no “decimals” here. Did you mean “decimal”?"),
        (
            "zzz = 1",
            "zzz: there is no “zzz” here. There are: currency, decimal, file, funnel, only_by_name, order, rate, "
            "system, unknown",
        ),
    ],
)
def test_what_is_said_for_all_files(top: str, expected: str) -> None:
    assert only(written(top=top)).startswith(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('encoding = "utf8-ish"', "file[1].encoding: there is no encoding “utf8-ish”"),
        ('encoding = "undefined"', "file[1].encoding: there is no encoding “undefined”"),
        ('encoding = "rot13"', "file[1].encoding: there is no encoding “rot13”"),
        ('encoding = "a\\u0000b"', "file[1].encoding: there is no encoding"),
        ("encoding = 65001", "file[1].encoding: write a text in quotes here"),
        ('delimiter = ""', "file[1].delimiter: write one character"),
        ('delimiter = "||"', "file[1].delimiter: write one character"),
        ('delimiter = "\\n"', "file[1].delimiter: write one character"),
        ("delimiter = '\"'", "file[1].delimiter: write one character"),
        ("header_line = 1.5", "file[1].header_line: write a whole number here"),
        ("header_line = true", "file[1].header_line: write a whole number here"),
        ('header_line = "2"', "file[1].header_line: write a whole number here"),
        ("ignore = 5", "file[1].ignore: write one text or several here"),
        ("ignore = [5]", "file[1].ignore: write one text or several here"),
        ("headers = { a = 1 }", "file[1].headers: write one text or several here"),
        ('headrs = ["A"]', "file[1].headrs: there is no “headrs” here. Did you mean “headers”?"),
    ],
)
def test_what_is_said_about_a_file(line: str, expected: str) -> None:
    assert only(written(file=line)).startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('key = "Nr"', "key = []", f"{RECORD}.key: name the column that tells one customer from another"),
        ('key = "Nr"', 'key = ""', f"{RECORD}.key: name the column that tells one customer from another"),
        ('key = "Nr"', 'key = ["Nr", ""]', f"{RECORD}.key: name the column that tells one customer from another"),
        ('key = "Nr"', "key = [5]", f"{RECORD}.key: write one text or several here"),
        ('key = "Nr"', 'key = "Nr"\nrepeats = "last"', f"{RECORD}.repeats: “last” is not possible here."),
        ('key = "Nr"', 'key = "Nr"\nwhen = 7', f"{RECORD}.when: write one text or several here"),
        ('key = "Nr"', 'key = "Nr"\nwhen = { is = "x" }', f"{RECORD}.when.column: this is missing: write column"),
        ('key = "Nr"', 'key = "Nr"\nkeys = "x"', f"{RECORD}.keys: there is no “keys” here. Did you mean “key”?"),
        ('kind = "customer"', "kind = 5", f"{RECORD}.kind: write a text in quotes here"),
        ('kind = "customer"', 'kind = "Customer"', f"{RECORD}.kind: “Customer” is not possible here. Choose one of"),
    ],
)
def test_what_is_said_about_a_record(old: str, new: str, expected: str) -> None:
    assert only(written().replace(old, new)).startswith(expected)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('note = ""', "note: name its column, or give a value for all rows"),
        ("note = {}", "note: name its column, or give a value for all rows"),
        ('note = { column = "" }', "note: name its column, or give a value for all rows"),
        ("note = { column = [] }", "note: name its column, or give a value for all rows"),
        ('note = { join = " " }', "note: name its column, or give a value for all rows"),
        ('note = ["a", "b"]', f"note: write a table here: [{RECORD}.fields.note]"),
        ("note = { value = 5 }", "note.value: write a text in quotes here"),
        ('note = { column = "x", choices = 5 }', "note.choices: write a table here: { ... }"),
        ('note = { column = "x", choices = { a = 5 } }', "note.choices.a: write a text in quotes here"),
        ('note = { column = "x", empty = 5 }', "note.empty: write one text or several here"),
        ('note = { column = "x", join = 7 }', "note.join: write a text in quotes here"),
        ('note = { column = "x", unreadable = "skip" }', "note.unreadable: “skip” is not possible here."),
        ('note = { colum = "x" }', "note.colum: there is no “colum” here. Did you mean “column”?"),
        ('note = { column = "x", currency = "EUR" }', "note.currency: a field of type note has no “currency”"),
        ('note = { column = "x", key = "y" }', "note.key: there is no “key” here."),
        ('email = { column = "x", order = "dmy" }', "email.order: a field of type email has no “order”"),
        ('created_on = { column = "x", order = "ymd" }', "created_on.order: “ymd” is not possible here."),
        ('created_on = { column = "x", missing = "leave" }', "created_on.missing: a field of type date has no"),
        ('parent = { column = "x", missing = "make" }', "parent.missing: “make” is not possible here. Choose one of"),
        ('class = { column = "x", unit = 5 }', "class.unit: a field of type text has no “unit”: leave it out"),
        ('kind = { column = "x", choices = { GmbH = "ltd" } }', "kind: “ltd” is not possible here. Choose one of: co"),
        ('cusotmer = "x"', "cusotmer: there is no “cusotmer” here."),
    ],
)
def test_what_is_said_about_a_field(field: str, expected: str) -> None:
    assert any(line.startswith(f"{RECORD}.fields.{expected}") for line in mistakes(written(fields=field)))


@pytest.mark.parametrize("unit", ["0", "0.0", "-1", "nan", "inf", "-inf", "1e400"])
def test_unit_that_would_spoil_every_amount(unit: str) -> None:
    text = written(record=f'own = {{ turnover = {{ column = "U", type = "money", unit = {unit} }} }}')
    assert mistakes(text) == [f"{RECORD}.own.turnover.unit: write a number greater than 0"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("x = 5", "x: write a table here"),
        ('x = { column = "X", type = "yesno" }', "x.type: “yesno” is not possible here. Choose one of: text, number,"),
        ('x = { column = "X", personal = "yes" }', "x.personal: write true or false here"),
        ('x = { column = "X", name = 5 }', "x.name: write a text in quotes here"),
        ('x = { name = "X" }', "x: name its column, or give a value for all rows"),
        ('x = { column = "X", type = "number", currency = "EUR" }', "x.currency: a field of type number has no"),
    ],
)
def test_what_is_said_about_an_own_field(own: str, expected: str) -> None:
    lines = mistakes(written(record=f"own = {{ {own} }}"))
    assert [line for line in lines if line.startswith(f"{RECORD}.own.{expected}")]


def test_only_some_kinds_have_own_fields_and_only_projects_enter_stages() -> None:
    team = written(record='own = { x = "X" }\nentered = { Talk = "Day" }').replace('"customer"', '"team"')
    assert mistakes(team) == [
        f"{RECORD}.own: a team has no own fields",
        f"{RECORD}.entered: only a project enters stages",
    ]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ('kind = "open"', 'name: this is missing: write name = "..."'),
        ('name = " "', "name: this is empty"),
        ("name = 5", "name: write a text in quotes here"),
        ('name = "w"', ""),
        ('name = "A"\nkind = "closed"', "kind: “closed” is not possible here. Choose one of: open, won, lost"),
        ('name = "A"\nprobability = -1', "probability: write a whole number from 0 to 100"),
        ('name = "A"\nprobability = 0.5', "probability: write a whole number here"),
        ('name = "A"\nrotting_days = 0', "rotting_days: write a whole number from 1 to 3650"),
        ('name = "A"\nrotting_days = -5', "rotting_days: write a whole number from 1 to 3650"),
        ('name = "A"\nrotting_days = 99999999999', "rotting_days: write a whole number from 1 to 3650"),
        ('name = "A"\ncategory = "sure"', "category: “sure” is not possible here. Choose one of: omitted, pipeline"),
        ('name = "A"\nrot = 3', "rot: there is no “rot” here."),
    ],
)
def test_what_is_said_about_a_stage(stage: str, expected: str) -> None:
    text = written(funnel=f'[funnel]\nname = "F"\n[[funnel.stage]]\n{stage}\n{NEEDS_STAGES}')
    if expected:
        assert only(text).startswith(f"funnel.stage[1].{expected}")
    else:
        assert only(text) == "funnel.stage[2].name: there is a stage “W” above already"


@pytest.mark.parametrize("name", ["", "F" * 81])
def test_funnel_needs_a_name_that_can_be_kept(name: str) -> None:
    text = written(funnel=f'[funnel]\nname = "{name}"\n{NEEDS_STAGES}')
    assert only(text) == "funnel.name: write a name of at most 80 characters"


def test_stage_that_is_entered_has_to_be_declared() -> None:
    project = written(funnel=f'[funnel]\nname = "F"\n{NEEDS_STAGES}', record='entered = { w = "Day" }')
    project = project.replace('"customer"', '"project"').replace('name = "Firma"', 'stage = "P"')
    assert only(project) == f"{RECORD}.entered.w: there is no “w” here. There are: L, W"


def test_each_file_and_record_has_its_number() -> None:
    second = '[[file]]\nname = "b.csv"\n[[file.record]]\nkind = "team"\nkey = "T"\nfields = { name = "T" }\n'
    third = second.replace("team", "taem")
    spoiled = written(record=f"{second}{third}[[file.record]]\nkind = 'user'\nkey = 'U'\nfields = {{ }}")
    assert [line.split(":")[0] for line in mistakes(spoiled)] == [
        "file[3].record[1].kind",
        "file[3].record[2].fields.name",
    ]


@pytest.mark.parametrize(
    "text", ['system = "s', "system = s", "= 5", '客户 = "x"', "[[file]\n", "a = 1\na = 2", "\x00", "a = 2026-13-01"]
)
def test_what_is_no_toml_is_one_line(text: str) -> None:
    assert only(text).startswith("this is not TOML: ")


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_no_text_ends_in_anything_but_lines(text: str) -> None:
    with pytest.raises(MappingError) as found:
        parse("m.toml", text)
    assert found.value.lines()


@pytest.mark.parametrize(
    "value", ["5", "true", "1.5", "2026-01-01", "[]", "[1]", "{ }", "{ a = 1 }", '""', '"x"', '["x"]', "[[]]"]
)
@pytest.mark.parametrize(
    "key", ["system", "currency", "decimal", "order", "unknown", "funnel", "file", "[[file]]\nname", "[[file]]\nrecord"]
)
def test_no_value_at_the_wrong_place_ends_in_anything_but_lines(key: str, value: str) -> None:
    with pytest.raises(MappingError) as found:
        parse("m.toml", f"{key} = {value}")
    assert found.value.lines()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"\xef\xbb\xbf" + written().replace("#fields", "").encode(), None, id="with a byte-order mark"),
        pytest.param(written().replace("#fields", "").replace("\n", "\r\n").encode(), None, id="with CRLF"),
        pytest.param(
            "system = '客户'".encode("gb18030"), "this file cannot be read as text in UTF-8.", id="in GB18030"
        ),
        pytest.param("system = 's'".encode("utf-16"), "this file cannot be read as text in UTF-8.", id="in UTF-16"),
    ],
)
def test_mapping_is_utf_8(tmp_path: Path, data: bytes, expected: str | None) -> None:
    (tmp_path / "m.toml").write_bytes(data)
    if expected is None:
        assert load(str(tmp_path / "m.toml")).system == "s"
        return
    with pytest.raises(MappingError) as found:
        load(str(tmp_path / "m.toml"))
    assert found.value.lines()[0].endswith(expected)


def test_folder_is_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as found:
        load(str(tmp_path))
    assert str(found.value).endswith("a file that ends in .toml")


def test_smallest_forms_are_enough() -> None:
    assert mapping().files[0].header_line == 1
    assert mapping(file="header_line = 0").files[0].header_line == 1
    assert mapping(top='unknown = "own"').files[0].unknown == "own"
    assert mapping(top='unknown = "own"', file='unknown = "ignore"').files[0].unknown == "ignore"
    assert mapping(fields='note = { value = "" }').files[0].records[0].fields["note"].value == ""
