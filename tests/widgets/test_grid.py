"""The grid behind days, weeks and months: where marks are, how the cursor goes, what is in sight."""

import pytest

from tuicrm.widgets.grid import Grid, GridColumn, GridRow, Mark, Slot


def mark(key: str, lines: int = 1) -> Mark:
    return Mark(key, tuple(f"{key}{nth}" for nth in range(lines)))


def grid(
    *rows: tuple[tuple[str, ...], ...], most: int = 0, cells: int = 80, lines: int = 10, narrowest: int = 10
) -> Grid:
    made = Grid(narrowest=narrowest, most=most)
    columns = [GridColumn(nth, f"c{nth}") for nth in range(len(rows[0]))]
    made.put(
        columns, [GridRow(nth, "", tuple(Slot(tuple(map(mark, keys))) for keys in row)) for nth, row in enumerate(rows)]
    )
    made.look(cells, lines)
    return made


def test_a_slot_is_as_high_as_its_marks_and_a_row_as_its_slots() -> None:
    found = grid((("a", "b", "c"), ("d",)), ((), ()), (("e",), ("f", "g")))
    assert (found.lines, [found.begins(nth) for nth in range(3)]) == (6, [0, 3, 4])
    assert [found.row_at(line) for line in range(-1, 7)] == [
        None, (0, 0), (0, 1), (0, 2), (1, 0), (2, 0), (2, 1), None,
    ]  # fmt: skip


def test_the_cursor_goes_through_marks_and_empty_slots() -> None:
    found = grid((("a", "b"), ()), ((), ("c",)), (("d", "e"), ()))
    keys = []
    for _ in range(6):
        keys.append(found.mark)
        found.at = found.below(1)
    assert keys == ["a", "b", None, "d", "e", "e"]
    found.at = (2, 0, 1)
    back = []
    for _ in range(5):
        found.at = found.below(-1)
        back.append(found.mark)
    assert back == ["d", None, "b", "a", "a"]


def test_the_cursor_stays_on_its_mark_wherever_it_goes() -> None:
    found = grid((("a", "b"), ("c",)))
    found.at = (0, 0, 1)
    columns = [GridColumn(nth, "") for nth in range(2)]
    found.put(columns, [GridRow(0, "", (Slot((mark("a"),)), Slot((mark("c"), mark("b")))))])
    assert (found.at, found.mark) == ((0, 1, 1), "b")
    found.put(columns, [GridRow(0, "", (Slot((mark("a"),)), Slot(())))])
    assert (found.at, found.mark) == ((0, 1, 0), None)
    found.put(columns, [GridRow(0, "", (Slot((mark("a"),)), Slot(())))], "a")
    assert found.mark == "a"
    found.put([], [])
    assert (found.at, found.mark) == ((0, 0, 0), None)


@pytest.mark.parametrize(("cells", "seen"), [(80, 7), (77, 7), (44, 4), (21, 2), (5, 1)])
def test_columns_without_room_are_out_of_sight(cells: int, seen: int) -> None:
    found = grid(((),) * 7, cells=cells)
    assert len(found.seen) == seen
    assert sum(found.widths()) + seen - 1 == max(cells, 1)
    found.at = (0, 6, 0)
    found.show_cursor()
    assert found.seen.stop == 7
    found.at = (0, 0, 0)
    found.show_cursor()
    assert found.seen.start == 0


def test_what_has_no_room_is_counted() -> None:
    found = grid((("a", "b", "c", "d"),), most=3)
    slot = found.slot(0, 0)
    assert (found.lines, found.shown(slot)) == (3, 2)
    assert [found.in_slot(slot, line) for line in range(3)] == [(0, 0), (1, 0), (-2, 0)]
    titled = Slot(slot.marks, "23")
    assert [found.in_slot(titled, line) for line in range(3)] == [(-1, 0), (0, 0), (-2, 0)]
    assert found.in_slot(Slot((mark("a"),), "23"), 1) == (0, 0)
    assert found.in_slot(Slot(), 0) is None


def test_the_cursor_is_scrolled_into_sight() -> None:
    found = grid(*(((f"m{nth}",),) for nth in range(30)), lines=10)
    for _ in range(15):
        found.at = found.below(1)
        found.show_cursor()
    assert found.top == 6
    found.at = found.nearest(0, 0, 0)
    found.show_cursor()
    assert found.top == 0
    found.at = found.nearest(10**6, 10**6, 10**6)
    found.show_cursor()
    assert (found.at, found.top) == ((29, 0, 0), 20)


def test_a_mark_of_two_lines_is_seen_whole() -> None:
    found = Grid()
    rows = [GridRow(nth, "", (Slot((mark(f"m{nth}", 2),)),)) for nth in range(10)]
    found.put([GridColumn(0, "")], rows)
    found.look(40, 5)
    found.at = (2, 0, 0)
    found.show_cursor()
    assert found.top == 1


@pytest.mark.parametrize("at", [(0, 0, 0), (1, 4, 0), (5, 5, 0), (9, 8, 0)])
def test_what_comes_before_the_first_layout_is_in_sight_as_after_it(at: tuple[int, int, int]) -> None:
    rows = [tuple((f"{row} {column}",) for column in range(9)) for row in range(10)]
    early, late = grid(*rows), grid(*rows)
    for found in (early, late):
        found.left = found.top = 0
        found.at = at
    early.look(0, 0)
    early.look(44, 1)  # another part of the window has taken the room for a moment
    early.look(44, 4)
    late.look(44, 4)
    assert (early.left, early.top) == (late.left, late.top)
