"""What strangers typed goes into every export of a report as text: no formula, no markup, no control sequence."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.inside import Inside, Said
from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.plain.clean import FORMULA, line, no_formula
from tuicrm.sales import funnel
from tuicrm.screens.charts_export import _csv, _harmless, _html, _svg
from tuicrm.screens.figures import Drawn
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users
from tuicrm.widgets.chart import Chart, Series

NAMES = {
    "formula": "=HYPERLINK(\"http://x\",\"y\")",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "wide": "＝1+1",
    "tag": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "escape": "x\x1b]52;c;eA==\x07\x1b[2J\x9b31m",
    "turned": "abc\u202egpj.exe\u2066",
    "breaks": "a\r\nb\tc\u2028d",
    "cell": "a\";\"b,c\n=1",
    "markup": "[red]x[/red] **b** | `c` # d",
}  # fmt: skip
NEVER = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u2028"} - {"\n"}


class Tags(HTMLParser):
    """The tags of a page, and what they do by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.acts += [name for name, _value in attrs if name.startswith("on")]


@pytest.fixture
def hostile(small_company: Company) -> Company:
    """Customers, people, a team and products' projects that are called by all of it, written past the door."""
    for name in NAMES.values():
        customer = small_company.customer("x", owner="li", industry=name[:40], city=name[:40])
        made = project(small_company, "x", amount_minor=1_000, customer_id=customer, expected_on=NOW.date())
        small_company.desk("li").write(funnel.win, made, cost_minor=1, reason="quick")
        project(small_company, name[:100], amount_minor=500, customer_id=customer, expected_on=NOW.date())

        def call(session: Session, customer: int = customer, name: str = name) -> None:
            from tuicrm.store.tables.customers import customers

            change.update(session, customers, customer, name=name)

        small_company.database.write_as(call, NOW)

    def people(session: Session) -> None:
        change.update(session, users, small_company.id("li"), name=NAMES["formula"])
        change.update(session, users, small_company.id("roth"), name=NAMES["escape"])
        change.update(session, teams, 1, name=NAMES["minus"])

    small_company.database.write_as(people, NOW)
    return small_company


ASKED = (
    ("won-revenue", "--by", "customer"), ("won", "--by", "owner,team"), ("customers", "--by", "industry"),
    ("customers", "--by", "city"), ("abnormal",), ("people",), ("outlook",), ("targets",), ("luck",), ("rhythm",),
    ("open", "--by", "owner", "--behind", "HYPERLINK"),
)  # fmt: skip


@pytest.fixture
def said(hostile: Company) -> Any:
    inside = Inside(hostile)

    def ask(*words: str) -> Said:
        found = inside("report", *words, login="hale")
        assert found.status == 0, found.err
        return found

    return ask


@pytest.mark.parametrize("form", ["--csv", "--plain", "--json", ""])
def test_no_text_of_strangers_does_anything_in_a_terminal_or_a_spreadsheet(said: Any, form: str) -> None:
    for words in ASKED:
        found = said(*words, *([form] if form else []))
        if form == "--csv":  # exact for programs, so what was never taken in through the door would be in it
            _is_harmless(found.out)
            continue
        drawn = NEVER - ({"\t"} if form in ("--plain", "") else set())  # nobody's terminal: columns apart by tabs
        assert not drawn & set(found.out), (words, sorted(drawn & set(found.out)))
        assert not NEVER & set(found.err), words
        if form == "--json":
            json.loads(found.out)


def _is_harmless(text: str) -> None:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(FORMULA) or cell.replace(".", "").lstrip("-").isdigit(), cell


@pytest.mark.parametrize("name", list(NAMES.values()))
def test_nothing_of_it_comes_through_the_door(name: str) -> None:
    assert not (NEVER - {"\t"}) & set(line(name))


@pytest.mark.parametrize("form", ["--html", "--svg"])
def test_pages_and_pictures_show_it_as_text(said: Any, form: str) -> None:
    for words in ASKED[:-1]:
        found = said(*words, form).out
        assert not NEVER & set(found), words
        if form == "--svg":
            root = ElementTree.fromstring(found)
            assert not [one for one in root.iter() if one.tag.endswith(("script", "image", "foreignObject"))]
        else:
            tags = Tags()
            tags.feed(found)
            assert not {"script", "img"} & set(tags.seen)
            assert tags.acts == []


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_the_weekly_letter_is_fit_to_be_mailed(said: Any, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"week.{ending}"
    said("weekly", "-o", str(target))
    text = target.read_text("utf-8")
    assert not NEVER & set(text)
    if ending == "html":
        tags = Tags()
        tags.feed(text)
        assert not {"script", "img"} & set(tags.seen)
    elif ending == "md":
        assert "<script" not in text.replace("\\<script", "")


@pytest.mark.parametrize("name", list(NAMES.values()))
def test_a_figure_of_the_screen_is_exported_as_harmlessly(name: str) -> None:
    chart = Chart("hbar", name, (Series(name, (3.0,)),), (name,), "EUR", notes=(name,))
    drawn = Drawn(chart, (("head", name), (name, "-12.5%")), name, name)
    for cell in (cell for row in csv.reader(io.StringIO(_csv(drawn))) for cell in row):
        assert cell == "-12.5%" or not cell.startswith(FORMULA)
    tags = Tags()
    tags.feed(_html(drawn))
    assert not {"script", "img"} & set(tags.seen)
    assert ElementTree.fromstring(_svg(drawn)).tag.endswith("svg")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("-", "-"), ("-12%", "-12%"), ("-1,234.50 EUR", "-1,234.50 EUR"), ("-¥12", "'-¥12"), ("-10.5万", "-10.5万"),
        ("-2+3", "'-2+3"), ("-2+cmd|x", "'-2+cmd|x"), ("=1", "'=1"), ("+1", "'+1"), ("@x", "'@x"), ("＝1", "'＝1"),
        ("\t=1", "'\t=1"), ("", ""), ("Acme", "Acme"), ("a=1", "a=1"), ("'=1", "'=1"),
    ],
)  # fmt: skip
def test_cells_that_a_spreadsheet_would_run_are_quoted(cell: str, expected: str) -> None:
    assert _harmless(cell) == expected


@pytest.mark.parametrize("sign", FORMULA)
def test_every_sign_that_begins_a_formula_is_known(sign: str) -> None:
    assert no_formula(f"{sign}1") == f"'{sign}1"
    assert no_formula(f"x{sign}1") == f"x{sign}1"
