"""A matrix of people and months: aligned by cells, readable in ASCII, narrow and wide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.stage import on_stage
from tuicrm.widgets import matrix
from tuicrm.widgets.cells import width
from tuicrm.widgets.chart import Chart, Series, as_text, draw
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.symbols import ASCII, FINE, Symbols


def chart(
    *rows: tuple[float | None, ...], labels: tuple[str, ...] = (), ends: tuple[int | None, ...] = (), many: int = 0
) -> Chart:
    many = many or max((len(row) for row in rows), default=0)
    return Chart(
        "matrix", "Months", (Series("a month", tuple(1.0 for _row in rows)),), labels,
        texts=tuple(f"{number}.0k" for number, _row in enumerate(rows, 1)), columns=tuple(map(str, range(many))),
        cells=rows, ends=ends,
    )  # fmt: skip


def text(line: list[tuple[str, str]]) -> str:
    return "".join(part for part, _tone in line)


@pytest.mark.parametrize(
    ("value", "fine", "ascii_"),
    [
        (None, " ", " "), (0.0, ".", "."), (-0.4, "-", "-"), (0.02, "▁", "."), (0.1, "▁", "1"), (0.5, "▄", "5"),
        (0.94, "▇", "9"), (1.0, "▇", "#"), (1.2, "█", "#"), (9.0, "█", "#"),
    ],
)  # fmt: skip
def test_place_is_as_high_as_its_value(value: float | None, fine: str, ascii_: str) -> None:
    drawn = chart((value, 0.5), labels=("Li Wei",))
    for signs, sign in ((FINE, fine), (ASCII, ascii_)):
        [row] = matrix.rows(drawn, 40, signs)
        assert text(row)[len("Li Wei ") :][:1] == sign


def test_who_left_is_marked_and_nothing_follows() -> None:
    drawn = chart((0.5, 0.5, 0.5, None, None), (0.5, 0.5, 0.5, 0.5, 0.5), labels=("Gone", "Here"), ends=(2, None))
    gone, here = (text(row) for row in matrix.rows(drawn, 60, FINE))
    assert "▄ ▄ ▄ x" in gone
    assert gone.count("x") == 1
    assert "x" not in here


def test_fourteen_people_and_two_years_fit_a_screen() -> None:
    people = tuple(f"P. Colleague {number}" for number in range(14))
    drawn = chart(*[tuple(place / 24 for place in range(24)) for _person in people], labels=people)
    lines = as_text(drawn, 79, theme="ascii").splitlines()
    assert len(lines) == 16
    assert "0     3     6     9     12    15    18    21" in lines[1]
    for line in lines[2:]:
        assert line.startswith(" P. Colleague")
        assert line.rstrip().endswith("0k")
        assert ". . 1 1 2 2 3 3 3 4 4 5 5 5 6 6 7 7 8 8 8 9 9 #" in line


def test_phone_shows_every_month_in_one_cell() -> None:
    drawn = chart(*[(0.5,) * 24] * 2, labels=("E. Virtanen", "王芳"))
    for row in matrix.rows(drawn, 43, FINE):
        assert "▄" * 24 in text(row)
        assert width(text(row)) == 43
    assert "0  3  6  9  12 15 18 21" in text(matrix.axis(drawn, 43))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 120), st.integers(0, 30), st.none() | st.integers(0, 30),
    st.sampled_from(["Li", "E. Virtanen", "王小芳", "A very long name indeed, really", ""]),
    st.sampled_from([FINE, ASCII]),
)  # fmt: skip
def test_every_line_is_exactly_as_wide_as_asked(
    cells: int, many: int, end: int | None, name: str, signs: Symbols
) -> None:
    drawn = chart((None, -1.0, 0.0, 0.5, 2.0) * 6, (0.4,), labels=(name, "王芳"), ends=(end, None), many=many)
    for line in [*matrix.rows(drawn, cells, signs), matrix.axis(drawn, cells)]:
        assert width(text(line)) == cells


async def test_cursor_walks_over_people_and_opens_one() -> None:
    drawn = chart((0.5,) * 6, (0.9,) * 6, (0.1,) * 6, labels=("E. Virtanen", "王芳", "T. Berg"))
    async with on_stage(ChartView(drawn), size=(60, 10)) as seen:
        assert "0     3" in seen.lines()[1]
        await seen.press("down", "j", "enter")
        assert [each.index for each in seen.got(ChartView.Opened)] == [2]
        assert next(line for line in seen.lines() if line.startswith("▌")).startswith("▌T. Berg")


def test_small_window_keeps_a_third_for_names() -> None:
    drawn = chart((0.5,) * 24, labels=("E. Virtanen",))
    [row] = matrix.rows(drawn, 24, FINE)
    assert text(row).startswith("E. Vir")
    assert text(row).count("▄") == 15


def test_without_rows_it_says_why() -> None:
    empty = Chart("matrix", "Months", (), empty="Nobody joined.")
    assert "Nobody joined." in as_text(empty, 40)
    assert [width(text(line)) for line in draw(empty, 40, 3)] == [40] * 3


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1e200])
def test_what_no_chart_can_show_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        chart((value,))
