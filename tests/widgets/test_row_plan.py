"""How rows are laid out: every width, one or two lines, what is dropped first, what wraps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets import symbols
from tuicrm.widgets.cells import width
from tuicrm.widgets.keymap import NARROW
from tuicrm.widgets.row import Cell, Column, Row
from tuicrm.widgets.row_plan import Lines, Plan, draw, height, plan

NAME = Column("name", "Customer", flex=2)
CITY = Column("city", "City", width=10, narrow=2, drop=2)
PHONE = Column("phone", "Phone", width=14, narrow=0, drop=3)
WORTH = Column("worth", "Worth", width=8, align="right", narrow=2, drop=1)
COLUMNS = (NAME, CITY, PHONE, WORTH)


def places(layout: Plan) -> list[list[tuple[str, int, int]]]:
    return [[(each.column.key, each.x, each.width) for each in line] for line in layout.lines]


def texts(row: Row, layout: Plan, **how: object) -> list[str]:
    drawn = draw(row, layout, **{"cursor": None, "marked": False, **how})  # type: ignore[arg-type]
    return ["".join(text for text, _tone in line) for line in drawn]


@pytest.mark.parametrize(
    ("cells", "marks", "expected"),
    [
        (80, False, [[("name", 2, 43), ("city", 46, 10), ("phone", 57, 14), ("worth", 72, 8)]]),
        (80, True, [[("name", 3, 42), ("city", 46, 10), ("phone", 57, 14), ("worth", 72, 8)]]),
        (120, False, [[("name", 2, 83), ("city", 86, 10), ("phone", 97, 14), ("worth", 112, 8)]]),
        (60, False, [[("name", 2, 23), ("city", 26, 10), ("phone", 37, 14), ("worth", 52, 8)]]),
        (59, False, [[("name", 2, 57)], [("city", 3, 10), ("worth", 14, 8)]]),
        (44, True, [[("name", 3, 41)], [("city", 4, 10), ("worth", 15, 8)]]),
        (20, False, [[("name", 2, 18)], [("city", 3, 10)]]),
        (12, False, [[("name", 2, 10)], []]),
    ],
)
def test_columns_stand_where_they_fit(cells: int, marks: bool, expected: list[list[tuple[str, int, int]]]) -> None:
    layout = plan(COLUMNS, cells, marks=marks)
    if cells == 20:  # two columns of the second line do not fit: the one with the highest `drop` goes
        assert places(layout)[1] in ([("city", 3, 10)], [("worth", 3, 8)])
        assert places(layout)[0] == expected[0]
    elif cells == 12:
        assert places(layout)[0] == expected[0]
    else:
        assert places(layout) == expected


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (100, ["a", "b", "c", "d"]),
        (95, ["a", "b", "c", "d"]),
        (94, ["a", "b", "d"]),
        (74, ["a", "b", "d"]),
        (73, ["a", "d"]),
        (62, ["a", "d"]),
    ],
)
def test_the_highest_drop_goes_first_and_what_has_none_stays(cells: int, kept: list[str]) -> None:
    columns = (
        Column("a", width=30),
        Column("b", width=20, drop=1),
        Column("c", width=20, drop=2),
        Column("d", width=20),
    )
    assert [each.column.key for each in plan(columns, cells, marks=False).lines[0]] == kept


def test_shares_are_given_to_the_last_cell() -> None:
    columns = (Column("a", flex=1), Column("b", flex=1), Column("c", flex=1))
    sizes = [each.width for each in plan(columns, 81, marks=False).lines[0]]
    assert sum(sizes) + 2 == 81 - 2
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    ("cells", "sizes"), [(60, [27, 28, 1]), (61, [28, 28, 1]), (64, [28, 28, 4]), (80, [34, 34, 8]), (200, [94, 94, 8])]
)
def test_a_column_grows_where_the_shares_have_enough(cells: int, sizes: list[int]) -> None:
    columns = (Column("name", flex=1), Column("about", flex=1), Column("city", width=1, most=8))
    assert [each.width for each in plan(columns, cells, marks=False).lines[0]] == sizes


def test_shares_follow_their_weights() -> None:
    columns = (Column("a", flex=1), Column("b", flex=3))
    assert [each.width for each in plan(columns, 83, marks=False).lines[0]] == [20, 60]


@pytest.mark.parametrize(
    ("x", "key"),
    [
        (0, None),
        (1, None),
        (2, "name"),
        (44, "name"),
        (45, None),
        (46, "city"),
        (55, "city"),
        (79, "worth"),
        (80, None),
    ],
)
def test_a_click_finds_the_column_under_it(x: int, key: str | None) -> None:
    found = plan(COLUMNS, 80, marks=False).column_at(x)
    assert (found.key if found else None) == key


@given(st.integers(14, 200), st.booleans(), st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_no_column_stands_outside_or_over_another(cells: int, marks: bool, sizes: list[int]) -> None:
    columns = tuple(
        Column(str(nth), width=size, flex=int(size == 0), drop=nth, narrow=1 + nth % 2)
        for nth, size in enumerate(sizes)
    )
    for line in plan(columns, cells, marks=marks).lines:
        edge = 0
        for each in line:
            assert each.x >= edge
            assert each.width >= 0
            edge = each.x + each.width
        assert edge <= cells or line[0].width == 0


class TestDrawing:
    """One row as text."""

    row = Row(1, ("Acme Ltd", "Leeds", "0113 496 0142", Cell("48.0k", "dim")))

    def test_in_a_wide_window(self) -> None:
        assert texts(self.row, plan(COLUMNS, 70, marks=False)) == [
            "  Acme Ltd                          Leeds      0113 496 0142     48.0k"
        ]

    def test_in_a_narrow_window(self) -> None:
        assert [line.rstrip() for line in texts(self.row, plan(COLUMNS, 44, marks=False))] == [
            "  Acme Ltd",
            "   Leeds         48.0k",
        ]

    def test_under_the_cursor_and_marked(self) -> None:
        layout = plan(COLUMNS, 70, marks=True)
        assert texts(self.row, layout, cursor="cursor")[0].startswith("▌  Acme Ltd")
        assert texts(self.row, layout, marked=True)[0].startswith(" x Acme Ltd")
        assert texts(self.row, layout, marked=True, cursor="cursor")[0].startswith("▌x Acme Ltd")

    def test_in_ascii(self) -> None:
        symbols.use("ascii")
        try:
            layout = plan(COLUMNS, 70, marks=False)
            assert texts(self.row, layout, cursor="cursor")[0].startswith("> Acme Ltd")
        finally:
            symbols.use("fine")

    def test_the_cursor_draws_a_line_in_one_piece(self) -> None:
        layout = plan(COLUMNS, 70, marks=False)
        for line in draw(self.row, layout, cursor="cursor", marked=False):
            assert [tone for _text, tone in line] == ["cursor"]

    def test_each_cell_has_its_tone_and_others_that_of_the_row(self) -> None:
        row = Row(1, ("Acme", Cell("Leeds", "late"), Cell("0113"), Cell("48.0k", "dim")), "still")
        (line,) = draw(row, plan(COLUMNS, 70, marks=False), cursor=None, marked=False)
        tones = {text.strip(): tone for text, tone in line if text.strip()}
        assert tones == {"Acme": "still", "Leeds": "late", "0113": "still", "48.0k": "dim"}

    def test_cells_that_are_missing_are_empty(self) -> None:
        layout = plan(COLUMNS, 70, marks=False)
        assert texts(Row(1, ("Acme",)), layout)[0].rstrip() == "  Acme"
        assert texts(Row(1, ()), layout)[0].strip() == ""

    def test_wide_characters_keep_their_column(self) -> None:
        layout = plan(COLUMNS, 70, marks=False)
        (line,) = texts(Row(1, ("北京联成互动科技有限公司", "北京", "", "120万")), layout)
        assert line.endswith("   120万")
        assert width(line) == 70


class TestWrapping:
    """Columns that may take more lines."""

    columns = (Column("what", flex=1, wrap=3), Column("who", width=8, narrow=2))

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("short", 1),
            ("", 1),
            ("x" * 53, 1),
            ("word " * 14, 2),
            ("word " * 25, 3),
            ("word " * 60, 3),
        ],
    )
    def test_a_row_is_as_high_as_its_text_needs(self, text: str, lines: int) -> None:
        layout = plan(self.columns, 66, marks=False)
        row = Row(1, (text, "Li"))
        assert height(row, layout) == lines
        assert len(texts(row, layout)) == lines

    def test_the_other_columns_stand_beside_the_first_line(self) -> None:
        layout = plan(self.columns, 66, marks=False)
        first, second = texts(Row(1, ("word " * 14, "Li")), layout)
        assert first.rstrip().endswith("Li")
        assert "Li" not in second

    def test_a_second_line_that_says_nothing_is_left_out(self) -> None:
        layout = plan(self.columns, 40, marks=False)
        assert len(texts(Row(1, ("short", "")), layout)) == 1
        assert len(texts(Row(1, ("short", "Li")), layout)) == 2
        assert height(Row(1, ("short", "")), layout) == 1
        assert height(Row(1, ("short", "Li")), layout) == 2

    def test_where_nothing_wraps_all_rows_are_alike(self) -> None:
        layout = plan((Column("what", flex=1), Column("who", width=8, narrow=2)), 40, marks=False)
        assert height(Row(1, ("short", "")), layout) == height(Row(1, ("short", "Li")), layout) == 2


word = st.text(alphabet="ab 北京é,", max_size=60)


@given(st.lists(word, max_size=4), st.integers(NARROW - 30, 130), st.booleans(), st.booleans())
def test_any_row_fills_its_lines_exactly(cells: list[str], size: int, marked: bool, wraps: bool) -> None:
    columns = (Column("a", flex=1, wrap=2 if wraps else 1), *COLUMNS[1:])
    layout = plan(columns, size, marks=True)
    row = Row(1, tuple(cells))
    lines = texts(row, layout, marked=marked)
    assert len(lines) == height(row, layout)
    assert all(width(line) <= size for line in lines)
    under_cursor = texts(row, layout, marked=marked, cursor="cursor")
    assert [line[1:] for line in under_cursor] == [line[1:] for line in lines]


class TestLines:
    """Which line belongs to which row."""

    layout = plan(COLUMNS, 80, marks=False)
    rows = (
        Row(1, ("a",), head="Late"),
        Row(2, ("b",)),
        Row(3, ("c",), head="Today"),
        Row(4, ("d",)),
    )

    def test_heads_take_a_line_above_their_row(self) -> None:
        lines = Lines(self.rows, self.layout)
        assert lines.starts == [1, 2, 4, 5]
        assert lines.total == 6

    @pytest.mark.parametrize(
        ("line", "found"),
        [(0, (-1, None)), (1, (0, 0)), (2, (1, 0)), (3, (1, None)), (4, (2, 0)), (5, (3, 0))],
    )
    def test_a_line_is_a_row_or_a_head(self, line: int, found: tuple[int, int | None]) -> None:
        assert Lines(self.rows, self.layout).at(line) == found

    def test_in_a_narrow_window_each_row_has_two(self) -> None:
        lines = Lines(self.rows, plan(COLUMNS, 44, marks=False))
        assert lines.starts == [1, 3, 6, 8]
        assert [lines.at(line) for line in range(1, 5)] == [(0, 0), (0, 1), (1, 0), (1, 1)]
        assert lines.at(5) == (1, None)
        assert list(lines.span(2)) == [6, 7]

    def test_nothing_has_no_lines(self) -> None:
        assert Lines((), self.layout).total == 0

    @given(st.lists(st.booleans(), min_size=1, max_size=30), st.sampled_from([44, 80]))
    def test_every_line_is_found_again(self, heads: list[bool], cells: int) -> None:
        rows = [Row(nth, (str(nth), "x"), head="Head" if head else "") for nth, head in enumerate(heads)]
        lines = Lines(rows, plan(COLUMNS, cells, marks=False))
        assert lines.total == sum(heads) + len(rows) * (2 if cells == 44 else 1)
        for place in range(len(rows)):
            for nth, line in enumerate(lines.span(place)):
                assert lines.at(line) == (place, nth)
        drawn = {line for place in range(len(rows)) for line in lines.span(place)}
        heads_at = set(range(lines.total)) - drawn
        assert len(heads_at) == sum(heads)
        assert all(lines.at(line)[1] is None for line in heads_at)
