"""Where the headers of a table stand, and which rows are totals."""

from pathlib import Path

import pytest

from tuicrm.exchange.heading import heading, is_total
from tuicrm.exchange.reading import read


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ("Name|City|Stage", 0),
        ("", 0),
        ("Name", 0),
        ("Name|City\nAcme|Rome", 0),
        ("Deals of 2026\nName|City|Stage\nAcme|Rome|Won", 1),
        ("Deals||\nName|City|Stage", 1),
        ("Export|2026-11-20||||\nby|Jo||||\nName|City|Stage|Owner|Amount|Note", 2),
        ("Customer|||Deal||\nName|City|Class|Name 2|Stage|Amount", 1),
        ("客户信息|||商机信息||\n客户|城市|等级|商机|阶段|金额", 1),
        # a header of two among wide rows is no title: nothing below it is a row of words
        ("Name|City\n1|2|3|4|5", 0),
        # the first of words is meant, not the widest
        ("Title\nName|City|Stage\nAcme|Rome|Won\nBeta|Bonn|Lost", 1),
        # a row of words that says one twice is no row of headers
        ("Title\nYes|Yes|No|No\nName|City|Stage|Owner", 2),
        ("Title\n1st|2nd|3rd\nName|City|Stage", 2),
        # half as wide is wide enough: columns without a name stand behind it
        ("Name|City|Stage|||\nA|B|C|D|E|F", 0),
        ("Name|City||||\nA|B|C|D|E|F", 1),
        # below the twentieth row nobody looks
        ("Title\n" * 20 + "Name|City|Stage", 0),
        ("Title\n" * 19 + "Name|City|Stage", 19),
    ],
)
def test_titles_stand_above_the_headers(lines: str, at: int) -> None:
    assert heading([line.split("|") for line in lines.split("\n")]) == at


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        ("Total||||100", True), ("TOTAL:||||1,200.50", True), ("Grand Total|||$ 1,200|EUR", False),
        ("Grand Total|||$ 1,200|", True), ("Summe;|||12.500,50 €|", True), ("合计||||173.5", True),
        ("合计：|||12万|", True), ("小计||||", True), ("总计|||¥1,200元|", True), ("|Total|||5", True),
        ("Subtotal|||3|-4", False), ("Sub-total||||-4", True), ("Total||||100 EUR", True),
        ("Total|||Won|100", False), ("Total||Paris||", False), ("Total Energies||||100", False),
        ("Totals|1|2|3|4", False), ("Acme||||100", False), ("||||", False), ("|||100|", False),
        ("合计有限公司||||100", False), ("总计||北京||", False), ("Total", False),
    ],
)  # fmt: skip
def test_totals_are_called_so_and_have_figures_alone(row: str, is_one: bool) -> None:
    assert is_total(row.split("|")) is is_one


@pytest.mark.parametrize(
    ("text", "headers", "lines", "unread"),
    [
        ("Our deals\n\nName,City,Stage\nAcme,Rome,Won\n", ("Name", "City", "Stage"), [4], []),
        ("Our deals;;\nName;City;Stage\nAcme;Rome;Won\n", ("Name", "City", "Stage"), [3], []),
        ("sep=;\nName;City;Stage\nAcme;Rome;Won\n", ("Name", "City", "Stage"), [3], []),
        ('T\nName,"City\nand land",Stage\nA,"B\nC",Won\nD,E,F\n', ("Name", "City\nand land", "Stage"), [4, 6], []),
        ("Name,City,Sum\nA,B,3\nTotal,,3\nC,D,4\n", ("Name", "City", "Sum"), [2, 3, 4], []),
        ("Name,City,Sum,Note\nA,B,3,\nTotal,,3,\nC,D,4,\n", ("Name", "City", "Sum", "Note"), [2, 4], [3]),
        ("Name,City,Sum,Note\nA,B,3,\nTotal,,3\n", ("Name", "City", "Sum", "Note"), [2], [3]),
    ],
)
def test_lines_keep_their_numbers(
    text: str, headers: tuple[str, ...], lines: list[int], unread: list[int], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    sheet = read(tmp_path / "a.csv")
    assert sheet.headers == headers
    assert [one.line for one in sheet.records] == lines
    assert [one.line for one in sheet.unread] == unread


def test_a_named_line_of_headers_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\nTitle,,\nName,City,Stage\nA,B,C\n", encoding="utf-8")
    assert read(tmp_path / "a.csv", header_line=2).headers == ("Title",)
    assert read(tmp_path / "a.csv").headers == ("Name", "City", "Stage")
