"""Answers on paper: a picture whose labels are whole, a page and Markdown in which nothing typed is more than text."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from tuicrm.exchange.drawing import (
    FIGURE,
    LABEL,
    MOST_BARS,
    NARROW,
    WIDE,
    WIDTH,
    as_chart_values,
    columns,
    fitting,
    html,
    markdown,
    svg,
    table_rows,
    written,
)
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition

HOSTILE = "<script>alert(1)</script> | *x* [b] `c` # & \x1b[31m"
RATE, LOW, HIGH = Part("rate", "went on", "rate"), Part("low", "low", "rate"), Part("high", "high", "rate")
BEFORE, MONEY = Part("before", "a year ago", "rate"), Part("money", "amount", "money")
DEFINITION = Definition("won / (won + lost)", "Closed projects.")


def answer(*lines: Line, parts: tuple[Part, ...] = (RATE, LOW, HIGH, BEFORE), **more: Any) -> Answer:
    picture = more.pop("picture", Picture("hbar", parts[0].name, "low", "high", "before"))
    return Answer("x", "Title", ("stage",), parts, lines, ("Said.",), DEFINITION, "EUR", picture, **more)


def line(name: str, **figures: Any) -> Line:
    return Line((name,), figures)


def shapes(drawn: str, tag: str) -> list[dict[str, str]]:
    return [one.attrib for one in ElementTree.fromstring(drawn).iter(f"{{http://www.w3.org/2000/svg}}{tag}")]


def texts(drawn: str) -> list[str]:
    found = ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(one.itertext()) for one in found]


# labels


@pytest.mark.parametrize(
    ("text", "room", "seen"),
    [
        ("", 100, ""),
        ("New", 100, "New"),
        ("LX-700, Hadley Optics & Sons Ltd", 230, "LX-700, Hadley Optics & Sons L…"),
        ("a" * 10, 10 * NARROW, "a" * 10),
        ("a" * 11, 10 * NARROW, "a" * 9 + "…"),
        ("北京联成互动", 6 * WIDE, "北京联成互动"),
        ("北京联成互动科技", 6 * WIDE, "北京联成互…"),
        ("北京 PX-200", 2 * WIDE + 7 * NARROW, "北京 PX-200"),
        ("北京 PX-200 测量线", 2 * WIDE + 7 * NARROW, "北京 PX-20…"),
        ("x" * 300, 230, "x" * 30 + "…"),
        ("测" * 300, 230, "测" * 17 + "…"),
    ],
)
def test_a_label_is_cut_where_it_would_leave_the_picture(text: str, room: float, seen: str) -> None:
    assert fitting(text, room) == seen


@pytest.mark.parametrize("sign", ["a", "W", "测", "é", "Ж", "ﾊ", "Ａ"])
@pytest.mark.parametrize("count", [1, 5, 17, 18, 30, 31, 32, 200])
def test_a_cut_label_is_never_wider_than_its_room(sign: str, count: int) -> None:
    cut = fitting(sign * count, LABEL - 10)
    assert len(cut) <= count
    assert cut.rstrip("…") == sign * len(cut.rstrip("…"))
    assert len(cut.rstrip("…")) == count or cut.endswith("…")


# pictures


@pytest.mark.parametrize(
    ("values", "widths"),
    [
        ((0.5,), (360,)),
        ((0.5, 0.25), (360, 180)),
        ((0.0, 1.0), (1, 370)),
        ((None, 0.5), (370,)),
        ((-1.0, 1.0), (185, 185)),
        ((-2.0, -1.0), (370, 185)),
        ((None, None), ()),
        ((0.0, 0.0), (1, 1)),
    ],
)
def test_bars_are_as_long_as_their_values(values: tuple[float | None, ...], widths: tuple[int, ...]) -> None:
    plain = Picture("hbar", "rate")
    drawn = svg(answer(*(line(f"s{n}", rate=value) for n, value in enumerate(values)), picture=plain))
    bars = [float(one["width"]) for one in shapes(drawn, "rect")[1:]]
    room = WIDTH - LABEL - FIGURE
    longest = max((abs(value) for value in values if value), default=0.0)
    span = max([*(v for v in values if v is not None), 0.0]) - min([*(v for v in values if v is not None), 0.0])
    assert len(bars) == len(widths)
    for bar, value in zip(bars, [one for one in values if one is not None], strict=True):
        assert bar == pytest.approx(max(1.0, abs(value) / (span or 1.0) * room), abs=0.11)
    assert longest == 0 or max(bars) <= room + 0.1


def test_every_bar_lies_between_its_label_and_its_figure() -> None:
    drawn = svg(answer(line("a", rate=-0.5, low=-0.9, high=0.2, before=0.9), line("b", rate=0.4, low=0.1, high=0.8)))
    for one in shapes(drawn, "rect")[1:]:
        assert float(one["x"]) >= LABEL
        assert float(one["x"]) + float(one["width"]) <= WIDTH - FIGURE + 0.1


@pytest.mark.parametrize(
    ("picture", "legend"),
    [
        (Picture("hbar", "rate", "low", "high", "before"), "— low – high   | a year ago"),
        (Picture("hbar", "rate", "low", "high"), "— low – high"),
        (Picture("hbar", "rate", marks="before"), "| a year ago"),
        (Picture("hbar", "rate"), None),
    ],
)
def test_what_line_and_mark_stand_for_is_said(picture: Picture, legend: str | None) -> None:
    said = texts(svg(answer(line("New", rate=0.5, low=0.4, high=0.6, before=0.7), picture=picture)))
    assert (legend in said) is (legend is not None)
    assert len(said) == 3 + (legend is not None), "title, label, figure, and perhaps a legend"


@pytest.mark.parametrize("count", [0, 1, MOST_BARS, MOST_BARS + 1, 300])
def test_a_picture_is_as_high_as_its_bars_and_ends_somewhere(count: int) -> None:
    drawn = svg(answer(*(line(f"s{number}", rate=0.5) for number in range(count)), picture=Picture("hbar", "rate")))
    assert len(shapes(drawn, "rect")) == 1 + min(count, MOST_BARS)
    assert ElementTree.fromstring(drawn).attrib["height"] == str(50 + 22 * min(count, MOST_BARS))


def test_a_break_is_a_broken_line_over_its_month() -> None:
    picture = Picture("hbar", "rate", breaks=(1,))
    drawn = svg(answer(line("a", rate=0.1), line("b", rate=0.5), line("c", rate=0.5), picture=picture))
    (broken,) = [one for one in shapes(drawn, "path") if "stroke-dasharray" in one]
    assert broken["d"].startswith(f"M{LABEL} {36 + 22 - 4}H")


# pages


@pytest.mark.parametrize("where", ["title", "line", "said", "advice", "head", "part"])
def test_what_people_typed_is_text_on_the_page_and_in_the_picture(where: str) -> None:
    found = answer(line(HOSTILE if where == "line" else "New", rate=0.5))
    found = {
        "title": replace(found, title=HOSTILE), "line": found, "said": replace(found, said=(HOSTILE,)),
        "advice": replace(found, advice=(HOSTILE,)), "head": replace(found, heads=(HOSTILE,)),
        "part": replace(found, parts=(replace(RATE, title=HOSTILE), LOW, HIGH, replace(BEFORE, title=HOSTILE))),
    }[where]  # fmt: skip
    page = html(HOSTILE, [found], lead=[HOSTILE], foot=HOSTILE)
    assert "<script" not in page
    assert "\x1b" not in page
    ElementTree.fromstring(svg(found))
    said = markdown(HOSTILE, [found], lead=[HOSTILE], foot=HOSTILE)
    assert "\\<script>" in said
    assert not re.search(r"(?<!\\)<script|\x1b", said)
    for row in (one for one in said.split("\n") if one.startswith("| ")):
        assert len(re.findall(r"(?<!\\)\|", row)) == len(table_rows(found)[0]) + 1


def test_a_page_says_first_what_it_says_then_draws_then_tells_how() -> None:
    page = html("Week", [answer(line("New", rate=0.5), advice=("do this",), population="East")], lead=["First."])
    places = [page.index(one) for one in ("<h1>", "First.", "<h2>", "Said.", "do this", "<svg", "<table", "won / (won")]
    assert places == sorted(places)
    assert '<html lang="en">' in page
    assert "East." in page


def test_an_answer_without_lines_has_neither_picture_nor_table() -> None:
    page = html("Week", [answer()])
    assert "<svg" not in page
    assert "<table" not in page
    assert "Said." in page
    assert "|" not in markdown("Week", [answer()])


@pytest.mark.usefixtures("said_in_chinese")
def test_a_chinese_page_says_so_and_keeps_its_signs() -> None:
    page = html("周报：华东", [answer(line("需求确认", rate=0.5))])
    assert '<html lang="zh">' in page
    assert "需求确认" in page
    assert "周报：华东" in markdown("周报：华东", [])


@pytest.mark.parametrize("rows", [1, 30, 31, 100])
def test_a_table_on_paper_has_at_most_thirty_lines(rows: int) -> None:
    found = answer(*(line(f"s{number}", rate=0.5) for number in range(rows)))
    assert html("x", [found]).count("<tr>") == 1 + min(rows, 30)
    assert sum(one.startswith("| s") for one in markdown("x", [found]).split("\n")) == 1 + min(rows, 30)


# figures in words


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("rate", 0.5, "50%"), ("rate", 0.0, "0%"), ("rate", 1.0, "100%"), ("ratio", 1.014, "101.4%"),
        ("money", 12_345_600, "123k"), ("money", 0, "0"), ("money", -57_300_00, "-57.3k"), ("days", 9.5, "9.5"),
        ("days", 9, "9"), ("days", 10.4, "10"), ("hours", 0.25, "0.25"), ("hours", 100.0, "100"), ("count", 7, "7"),
        ("number", 1.5, "1.5"), ("text", "East", "East"), ("text", HOSTILE[:24], HOSTILE[:24]),
        ("rate", None, "-"), ("money", None, "-"), ("day", None, "-"), ("text", None, "-"),
    ],
)  # fmt: skip
def test_a_figure_is_written_for_people(unit: Any, value: Any, said: str) -> None:
    part = Part("x", "x", unit)
    assert written(answer(parts=(part,), picture=Picture("none")), part, line("a", x=value)) == said


def test_a_day_is_written_in_the_language_of_the_reader(said_in_chinese: None) -> None:
    part = Part("x", "x", "day")
    assert "11月" in written(answer(parts=(part,)), part, line("a", x=date(2025, 11, 23)))


def test_columns_that_nothing_is_known_of_are_left_out() -> None:
    found = answer(line("a", rate=0.5, before=None), line("b", rate=None, before=None))
    assert [one.name for one in columns(found)] == ["rate"]
    assert [one.name for one in columns(answer(line("a")))] == ["rate", "low", "high", "before"]
    many = tuple(Part(f"p{number}", "p") for number in range(12))
    full = answer(line("a", **{one.name: 1 for one in many}), parts=many, picture=Picture("none"))
    assert len(columns(full)) == 8
    assert len(columns(full, 3)) == 3


def test_what_is_for_programs_alone_stands_in_no_table_for_people() -> None:
    parts = (RATE, replace(LOW, only="programs"), replace(HIGH, only="people"))
    found = answer(line("a", rate=0.5, low=0.1, high=0.9), parts=parts, picture=Picture("hbar", "rate"))
    assert table_rows(found) == [["stage", "went on", "high"], ["a", "50%", "90%"]]


@pytest.mark.parametrize(
    ("key", "label"),
    [(("a",), "a"), (("a", "b"), "a, b"), (("", "b"), "b"), (("",), "-"), (("", ""), "-"), ((), "-")],
)
def test_a_bar_is_called_by_its_key(key: tuple[str, ...], label: str) -> None:
    found = answer(Line(key, {"rate": 0.5}), picture=Picture("hbar", "rate"))
    assert as_chart_values(found)["labels"] == (label,)


def test_bounds_are_drawn_where_both_are_known() -> None:
    found = answer(line("a", rate=0.5, low=0.1, high=0.9), line("b", rate=0.5, low=0.1), line("c", rate=None))
    drawn = as_chart_values(found)
    assert drawn["ranges"] == ((0.1, 0.9), None, None)
    assert drawn["values"] == (0.5, 0.5, None)
    assert drawn["marks"] == (None, None, None)
    assert drawn["mark"] == "a year ago"


def test_a_matrix_brings_its_places_and_ends() -> None:
    one, two, end = Part("m1", "Jan", "number"), Part("m2", "Feb", "number"), Part("sum", "together", "money")
    mark = Part("left", "left", "count")
    found = answer(
        line("Li", m1=0.5, m2=None, sum=1, left=2), parts=(one, two, end, mark),
        picture=Picture("matrix", "sum", marks="left"),
    )  # fmt: skip
    drawn = as_chart_values(found)
    assert drawn["columns"] == ("Jan", "Feb")
    assert drawn["cells"] == ((0.5, None),)
    assert drawn["ends"] == (2,)
