"""The account of an import: every reason in words, with the column as the file writes it, harmless to draw."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.beginning import NOW, make_begun
from tuicrm.exchange import importing
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.report import REASONS, Report
from tuicrm.plain import language
from tuicrm.sales.opening import sit_down

Bring = Callable[..., Report]
MAPPING = """
system = "old"
order = "dmy"
[funnel]
name = "Theirs"
[[funnel.stage]]
name = "Talk"
[[funnel.stage]]
name = "Won"
kind = "won"
[[funnel.stage]]
name = "Lost"
kind = "lost"
[[file]]
name = "people.csv"
[[file.record]]
kind = "user"
key = "Name"
fields = { name = "Name", role = "Role" }
[[file]]
name = "deals.csv"
[[file.record]]
kind = "project"
key = "Nr"
[file.record.fields]
name = "Nr"
stage = "Phase *"
owner = "Who"
product = { column = "Product", missing = "leave" }
customer = "Firm"
closed_on = { column = "End", unreadable = "leave" }
"""
DEALS = "Nr,Phase *,Who,Product,Firm,End\n"


@pytest.fixture
def bring_in(tmp_path: Path, template: Callable[..., str]) -> Bring:
    """`bring_in(deals, people)` imports a folder of one or two files."""

    def run(deals: str = "", people: str = "") -> Report:
        if deals:
            (tmp_path / "deals.csv").write_text(DEALS + deals, encoding="utf-8")
        if people:
            (tmp_path / "people.csv").write_text("Name,Role\n" + people, encoding="utf-8")
        desk = sit_down(template("sqlite", make_begun), "boss", clock=lambda: NOW).desk
        return importing.bring_in(desk, importing.plan([tmp_path], parse("m.toml", MAPPING)))

    return run


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,Wait,,,,", "Phase *: there is no stage “Wait”: declare it in the mapping, or name one with choices"),
        ("1,,,,,", "Phase * is empty"),
        ("1,Talk,Nobody,,,", "Who: there is no user “Nobody”"),
        ("1,Talk,,,Acme,", "Firm: there is no customer “Acme”"),
        ("1,Talk,\x1b[2Jx,,,", "Who: there is no user “[2Jx”"),
        ("1,Talk,{text} %s,,,", "Who: there is no user “{text} %s”"),
    ],
)
def test_row_that_is_refused_says_which_column_and_why(bring_in: Bring, row: str, reason: str) -> None:
    report = bring_in(f"{row}\n2,Talk,,,,\n")
    assert [(one.line, one.reason) for one in report.refused] == [(2, reason)]
    counts = report.records["project"]
    assert counts.made == 1


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1,Talk,,PX,,", "Product", "there is no “PX”: left empty"),
        ("1,Talk,,,,soon", "End", "“soon” is not a date"),
        ("1,Won,,,,", "End", "the day of closing is not given: it counts on the day of the import"),
    ],
)
def test_cell_that_is_left_out_says_which_column_and_why(bring_in: Bring, row: str, column: str, reason: str) -> None:
    report = bring_in(f"{row}\n")
    [left] = report.left
    assert (left.file, left.line, left.column) == ("deals.csv", 2, column)
    assert left.reason.startswith(reason)


def test_problems_stand_in_the_order_of_files_and_lines(bring_in: Bring) -> None:
    report = bring_in("1,Wait,,,,\n2,Talk\n3,Wait,,,,\n4,,,,,\n", "Ann,king\nBob,rep\n,rep\n")
    places = [(one.file, one.line) for one in report.refused]
    assert places == [("people.csv", 2), ("people.csv", 4), *(("deals.csv", line) for line in (2, 3, 4, 5))]
    assert list(report.records) == ["user", "project"]
    totals = report.totals
    assert (totals.read, totals.made, totals.refused) == (7, 1, 6)


def test_files_are_told_with_how_they_were_read(bring_in: Bring, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes("Name;Role\nJürgen;rep\n".encode("cp1252"))
    [file] = bring_in().files
    assert (file.file, file.rows, file.encoding, file.delimiter) == ("people.csv", 1, "cp1252", ";")


@pytest.mark.parametrize("code", REASONS)
def test_each_reason_is_one_sentence_in_both_languages(code: str) -> None:
    before = language.current()
    try:
        said = []
        for tongue in ("en", "zh"):
            language.use(tongue)
            said.append(language._(REASONS[code]).format(text="x"))
    finally:
        language.use(before)
    assert said[0] != said[1]
    assert all(sentence and "\n" not in sentence and "{" not in sentence for sentence in said)
