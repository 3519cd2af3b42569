"""One list in five forms, each safe where it goes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.patience import LONGEST_SECONDS
from tuicrm.cli.output import Column, coloured, document, emit, emit_card, talk
from tuicrm.plain.money import Money

HOSTILE = "x\x1b]52;c;eA==\x07\x9b31m‮\x00[/x]"


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    value: Money | None = None
    at: datetime | None = None
    on: date | None = None


COLUMNS = (
    Column("id", "Id", "right"),
    Column("name", "Name"),
    Column("value", "Value", "right", money=True),
    Column("at", "When"),
    Column("on", "Day"),
)
SHANGHAI = timezone(timedelta(hours=8))
ROWS = (
    Row(7, "北京公司", Money(1_200_000, "CNY"), datetime(2026, 11, 23, 18, tzinfo=SHANGHAI), date(2026, 1, 2)),
    Row(12, "Acme"),
)


def test_table_aligns_wide_characters(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, COLUMNS[:3], "table")
    assert capsys.readouterr().out == (
        "Id  Name             Value\n"
        " 7  北京公司  12000.00 CNY\n"
        "12  Acme\n"
    )  # fmt: skip


def test_column_that_keeps_is_not_cut_though_it_is_the_widest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    columns = Column("name", "Name"), Column("row", "Ro We", keeps=True)
    emit([{"name": "a name of many letters", "row": "12 34 56 78 90 12 34"}], columns, "table")
    _heads, line = capsys.readouterr().out.splitlines()
    assert line.endswith("12 34 56 78 90 12 34")
    assert line.startswith("a name")
    assert len(line) == 30
    monkeypatch.setenv("COLUMNS", "12")
    emit([{"name": "a name of many letters", "row": "12 34 56 78 90 12 34"}], columns, "table")
    assert capsys.readouterr().out.splitlines()[1].endswith("12 34 56 78 90 12 34"), "rather too wide than wrong"


def test_table_shrinks_to_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    emit([Row(1, "北" * 40)], COLUMNS[:2], "table")
    assert capsys.readouterr().out.splitlines()[1] == " 1  " + "北" * 7 + "…"


SPARSE = [{"id": 1, "name": "Acme Ltd", "city": "", "why": "new"}, {"id": 2, "name": "Beta", "city": "", "why": ""}]
HEADS = [Column("id", "Id"), Column("name", "Name"), Column("city", "City of it"), Column("why", "Why")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (30, ["Id  Name      City of it  Why", "1   Acme Ltd              new", "2   Beta"]),
        (29, ["Id  Name      City of it  Why", "1   Acme Ltd              new", "2   Beta"]),
        (28, ["Id  Name      Why", "1   Acme Ltd  new", "2   Beta"]),
        (18, ["Id  Name      Why", "1   Acme Ltd  new", "2   Beta"]),
        (15, ["Id  Name    Why", "1   Acme …  new", "2   Beta"]),
    ],
)
def test_a_column_that_says_nothing_gives_its_room_to_others_where_it_is_scarce(
    cells: int, expected: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(cells))
    emit(SPARSE, HEADS, "table")
    assert capsys.readouterr().out.splitlines() == expected


@pytest.mark.parametrize("form", ["plain", "csv", "json"])
def test_programs_get_all_columns_whatever_the_terminal(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    emit(SPARSE, HEADS, form)  # type: ignore[arg-type]
    out = capsys.readouterr().out
    assert out.count("\t") == 6 if form == "plain" else "city" in out


def test_rows_that_say_nothing_at_all_are_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "4")
    emit([{"name": "", "why": ""}], [Column("name", "Name"), Column("why", "Why")], "table")
    assert capsys.readouterr().out.strip() == ""


def test_pipe_gets_lines_divided_by_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, COLUMNS)
    assert capsys.readouterr().out == ("7\t北京公司\t12000.00 CNY\t2026-11-23T10:00:00Z\t2026-01-02\n12\tAcme\t\t\t\n")


def test_json_is_one_array_with_exact_money(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, COLUMNS, "json")
    assert json.loads(capsys.readouterr().out) == [
        {
            "id": 7,
            "name": "北京公司",
            "value": {"amount": "12000.00", "currency": "CNY"},
            "at": "2026-11-23T10:00:00Z",
            "on": "2026-01-02",
        },
        {"id": 12, "name": "Acme", "value": None, "at": None, "on": None},
    ]


def test_csv_has_currency_apart_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*ROWS, Row(-3, "=1+1", Money(-5, "CNY")), Row(4, 'a "b",\nc')]
    emit(rows, COLUMNS[:3], "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["id", "name", "value", "value_currency"],
        ["7", "北京公司", "12000.00", "CNY"],
        ["12", "Acme", "", ""],
        ["-3", "'=1+1", "-0.05", "CNY"],
        ["4", 'a "b",\nc', "", ""],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_defuses_each_start_of_a_formula(capsys: pytest.CaptureFixture[str], start: str) -> None:
    emit([Row(1, f"{start}cmd")], COLUMNS[1:2], "csv")
    written = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert written[1] == [f"'{start}cmd".replace("\r", "\n")]


def test_ids_are_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROWS, COLUMNS[1:], "ids")
    assert capsys.readouterr().out == "7\n12\n"


def test_empty_list_says_so_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    emit([], COLUMNS, "table", empty="The pool is empty.")
    assert capsys.readouterr() == ("", "The pool is empty.\n")
    emit([], COLUMNS, "json", empty="The pool is empty.")
    assert capsys.readouterr() == ("[]\n", "")


def test_card_leaves_out_what_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    emit_card(ROWS[1], COLUMNS, "table")
    assert capsys.readouterr().out == "Id     12\nName   Acme\n"


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        document({"at": datetime(2026, 1, 1)})


@pytest.mark.parametrize("form", ["table", "plain", "json"])
def test_no_form_carries_a_control_sequence(capsys: pytest.CaptureFixture[str], form: str) -> None:
    emit([Row(1, HOSTILE)], COLUMNS, form)  # type: ignore[arg-type]
    talk(HOSTILE)
    said = "".join(capsys.readouterr())
    assert not set("\x1b\x07\x9b‮\x00") & set(said)
    assert "[/x]" in said


def test_json_gives_hostile_text_back_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    document({"name": HOSTILE + "\U000e0041"})
    assert json.loads(capsys.readouterr().out) == {"name": HOSTILE + "\U000e0041"}


def test_moments_stay_utc_for_scripts_wherever_the_machine_is(capsys: pytest.CaptureFixture[str]) -> None:
    emit([Row(1, "", at=datetime(2026, 1, 1, tzinfo=UTC))], COLUMNS[3:4], "plain")
    assert capsys.readouterr().out == "2026-01-01T00:00:00Z\n"


PROGRAM = """
from tuicrm.cli.output import Column, emit
emit([{"id": 1, "name": "a\\x1b[31mb\\x9b"}] * 3, [Column("id", "Id"), Column("name", "Name")], FORM)
"""


def on_terminal(code: str, **environment: str) -> str:
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", **environment}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=theirs, stderr=theirs, env=env)
    process.wait(LONGEST_SECONDS)
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 65536):
            shown += data
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return shown.decode()


def test_terminal_gets_a_table_with_a_bold_heading() -> None:
    shown = on_terminal(PROGRAM.replace("FORM", "'auto'"))
    assert shown.startswith("\x1b[1mId  Name\x1b[0m\r\n")
    assert shown.count("\x1b") == 2


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_left_out_when_not_wanted(environment: dict[str, str]) -> None:
    assert "\x1b" not in on_terminal(PROGRAM.replace("FORM", "'auto'"), **environment)


@pytest.mark.parametrize("form", ["csv", "ids", "plain", "json"])
def test_no_form_harms_a_terminal(form: str) -> None:
    shown = on_terminal(PROGRAM.replace("FORM", repr(form)))
    assert "1" in shown
    assert not set("\x1b\x9b") & set(shown)


def test_reader_that_stops_is_no_error() -> None:
    code = PROGRAM.replace("* 3", "* 300000").replace("FORM", "'plain'")
    # Unbuffered, Python itself takes a pipe that closes in the middle of a write for a success.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", code], stdout=pipe, stderr=pipe, env=env)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(LONGEST_SECONDS) == 141
    process.stderr.close()


def test_nobody_is_coloured_without_a_terminal() -> None:
    assert not coloured(io.StringIO())
