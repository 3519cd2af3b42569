"""The board without its drawing: where the cursor goes, what scrolls, which lanes are in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.widgets import symbols
from tuicrm.widgets.board import Board
from tuicrm.widgets.board_frame import Frame, mini_map
from tuicrm.widgets.board_frame import frame as laid_out
from tuicrm.widgets.card import FULL, Card, Lane, draw_card
from tuicrm.widgets.cells import width
from tuicrm.widgets.row import Cell


def frame(cells: int, lanes: int, left: int) -> Frame:
    """Lay out so many lanes, none of them folded."""
    return laid_out(cells, [False] * lanes, left)


def lane(name: str, cards: int, *, more: bool = False) -> Lane:
    return Lane(name, name.title(), tuple(Card(f"{name}{nth}", f"{name} {nth}") for nth in range(cards)), more=more)


def board(*sizes: int, cells: int = 80, slots: int = 3) -> Board:
    made = Board()
    made.put([lane("abcdefghij"[nth], size) for nth, size in enumerate(sizes)], None)
    made.look(cells, slots)
    return made


@pytest.mark.parametrize(
    ("cells", "lanes", "left", "seen", "sizes"),
    [
        (80, 7, 0, range(4), (19, 19, 19, 20)),
        (80, 7, 3, range(3, 7), (19, 19, 19, 20)),
        (80, 7, 6, range(3, 7), (19, 19, 19, 20)),
        (80, 7, -2, range(4), (19, 19, 19, 20)),
        (80, 2, 0, range(2), (39, 40)),
        (80, 1, 0, range(1), (80,)),
        (80, 0, 0, range(0), ()),
        (120, 7, 0, range(6), (19, 19, 19, 19, 19, 20)),
        (60, 7, 1, range(1, 4), (19, 19, 20)),
        (59, 7, 1, range(1, 2), (59,)),
        (44, 7, 6, range(6, 7), (44,)),
        (12, 3, 9, range(2, 3), (12,)),
    ],
)
def test_as_many_lanes_as_fit(cells: int, lanes: int, left: int, seen: range, sizes: tuple[int, ...]) -> None:
    found = frame(cells, lanes, left)
    assert (found.seen, found.sizes) == (seen, sizes)


@given(st.integers(1, 250), st.integers(0, 12), st.integers(-3, 20))
def test_lanes_and_the_lines_between_them_fill_the_window(cells: int, lanes: int, left: int) -> None:
    found = frame(cells, lanes, left)
    if lanes:
        assert sum(found.sizes) + len(found.sizes) - 1 == cells
        assert 0 <= found.seen[0] <= found.seen[-1] < lanes
        assert max(found.sizes) - min(found.sizes) <= 1
    else:
        assert found == Frame(0, ())


@given(st.integers(20, 200), st.integers(1, 9), st.integers(0, 8))
def test_each_cell_belongs_to_one_lane(cells: int, lanes: int, left: int) -> None:
    found = frame(cells, lanes, left)
    at = [found.lane_at(x) for x in range(cells)]
    assert None not in at
    assert at == sorted(at)  # type: ignore[type-var]
    assert set(at) == set(found.seen)
    for each in found.seen:
        assert found.lane_at(found.x(each)) == each
        assert found.lane_at(found.x(each) + found.size(each) - 1) == each


class TestCursor:
    """Where it stands, and where it goes."""

    def test_it_begins_on_the_first_card(self) -> None:
        made = board(3, 2)
        assert (made.lane, made.card) == ("a", "a0")

    def test_an_empty_lane_has_no_card(self) -> None:
        made = board(0, 2)
        assert (made.lane, made.card) == ("a", None)

    def test_an_empty_board_has_neither(self) -> None:
        made = board()
        assert (made.lane, made.card, made.at) == (None, None, (0, 0))
        assert made.show_cursor() == (False, False)

    @pytest.mark.parametrize(
        ("lane", "card", "found"),
        [
            (0, 0, (0, 0)),
            (0, 9, (0, 2)),
            (0, -1, (0, 0)),
            (1, 5, (1, 0)),
            (2, 1, (2, 0)),
            (9, 1, (3, 1)),
            (-4, 1, (0, 1)),
        ],
    )
    def test_the_nearest_place_exists(self, lane: int, card: int, found: tuple[int, int]) -> None:
        assert board(3, 1, 0, 5).nearest(lane, card) == found

    @pytest.mark.parametrize(
        ("at", "step", "to"),
        [
            ((0, 1), 1, (1, 0)),
            ((1, 0), -1, (0, 0)),
            ((0, 2), 1, (1, 0)),
            ((0, 0), -1, (0, 0)),
            ((3, 4), 1, (3, 4)),
            ((3, 1), -1, (2, 0)),
        ],
    )
    def test_beside_is_on_the_same_line(self, at: tuple[int, int], step: int, to: tuple[int, int]) -> None:
        made = board(3, 1, 0, 5)
        made.at = at
        assert made.beside(step) == to

    def test_beside_a_scrolled_lane_is_on_the_same_line_of_the_screen(self) -> None:
        made = board(9, 9)
        made.scroll(0, 4)
        made.at = (0, 5)
        assert made.beside(1) == (1, 1)
        made.scroll(1, 6)
        assert made.beside(1) == (1, 7)

    def test_it_stays_on_its_card_wherever_that_went(self) -> None:
        made = board(3, 3)
        made.at = (0, 1)
        moved = [
            Lane("a", "A", made.lanes[0].cards[::2]),
            Lane("b", "B", (*made.lanes[1].cards, made.lanes[0].cards[1])),
        ]
        made.put(moved, None)
        assert (made.at, made.card) == ((1, 3), "a1")

    def test_when_its_card_is_gone_it_stays_in_its_place(self) -> None:
        made = board(3, 3)
        made.at = (0, 2)
        made.put([lane("a", 2), lane("b", 3)], None)
        assert made.at == (0, 1)

    def test_it_goes_where_it_is_told(self) -> None:
        made = board(3, 3)
        made.put(made.lanes, "b2")
        assert made.at == (1, 2)

    def test_it_does_not_go_to_what_is_not_there(self) -> None:
        made = board(3, 3)
        made.at = (1, 1)
        made.put(made.lanes, "z9")
        assert made.at == (1, 1)

    @pytest.mark.parametrize(("card", "found"), [("a0", (0, 0)), ("c1", (2, 1)), ("z", None), (None, None)])
    def test_a_card_is_found(self, card: str | None, found: tuple[int, int] | None) -> None:
        assert board(2, 0, 3).find(card) == found


class TestScrolling:
    """Lanes scroll by themselves, and all of them sideways."""

    @pytest.mark.parametrize(
        ("to", "top", "moved"), [(0, 0, False), (2, 2, True), (6, 6, True), (99, 6, True), (-3, 0, False)]
    )
    def test_a_lane_scrolls_to_its_last_card_and_no_further(self, to: int, top: int, moved: bool) -> None:
        made = board(9)
        assert made.scroll(0, to) is moved
        assert made.top(0) == top

    def test_a_short_lane_does_not_scroll(self) -> None:
        made = board(2)
        assert not made.scroll(0, 1)

    def test_each_lane_keeps_its_place_over_new_cards(self) -> None:
        made = board(9, 9)
        made.scroll(0, 3)
        made.scroll(1, 5)
        made.put([lane("a", 9), lane("b", 9)], None)
        assert made.tops() == {"a": 3, "b": 5}

    def test_a_lane_that_lost_cards_shows_its_last_ones(self) -> None:
        made = board(9)
        made.scroll(0, 6)
        made.put([lane("a", 4)], None)
        assert made.tops() == {"a": 1}

    def test_lanes_that_changed_places_keep_their_scroll(self) -> None:
        made = board(9, 9)
        made.scroll(0, 3)
        made.put([lane("b", 9), lane("a", 9)], None)
        assert made.tops() == {"b": 0, "a": 3}

    @pytest.mark.parametrize(
        ("left", "seen", "moved"), [(0, range(4), False), (2, range(2, 6), True), (9, range(3, 7), True)]
    )
    def test_lanes_shift_as_far_as_there_are_some(self, left: int, seen: range, moved: bool) -> None:
        made = board(*[1] * 7)
        assert made.shift(left) is moved
        assert made.frame.seen == seen

    def test_the_cursor_is_brought_into_sight(self) -> None:
        made = board(*[9] * 7)
        made.at = (6, 8)
        assert made.show_cursor() == (True, True)
        assert 6 in made.frame.seen
        assert made.top(6) <= 8 < made.top(6) + made.slots
        assert made.show_cursor() == (False, False)

    def test_in_sight_nothing_moves(self) -> None:
        made = board(*[9] * 7)
        made.at = (2, 2)
        assert made.show_cursor() == (False, False)

    @given(
        st.lists(st.integers(0, 12), min_size=1, max_size=9),
        st.integers(12, 160),
        st.integers(1, 8),
        st.integers(0, 8),
        st.integers(0, 11),
    )
    def test_wherever_it_goes_it_is_in_sight(
        self, sizes: list[int], cells: int, slots: int, to_lane: int, to_card: int
    ) -> None:
        made = board(*sizes, cells=cells, slots=slots)
        made.at = made.nearest(to_lane, to_card)
        made.show_cursor()
        at_lane, at_card = made.at
        assert at_lane in made.frame.seen
        assert made.top(at_lane) <= at_card < made.top(at_lane) + made.slots

    @pytest.mark.parametrize("at", [(0, 0), (0, 5), (3, 8), (5, 4), (8, 11)])
    @pytest.mark.parametrize("squeezed", [(80, 1), (30, 4), (24, 1)])
    def test_after_a_moment_of_little_room_it_stands_as_before(
        self, squeezed: tuple[int, int], at: tuple[int, int]
    ) -> None:
        squeezed_once, never = board(*[12] * 9), board(*[12] * 9)
        for made in (squeezed_once, never):
            made.shift(2)
            made.scroll(5, 3)
            made.at = at
            made.show_cursor()
        for size in (squeezed, (130, 4)):
            squeezed_once.look(*size)
        never.look(130, 4)
        assert (squeezed_once.frame, squeezed_once.tops()) == (never.frame, never.tops())

    def test_what_moved_in_a_small_window_stays_in_a_large_one(self) -> None:
        made = board(12, 12)
        made.look(80, 1)
        made.scroll(1, 6)
        made.look(80, 4)
        assert made.tops() == {"a": 0, "b": 6}

    @pytest.mark.parametrize(
        ("cards", "top", "more", "asks"),
        [
            (20, 0, True, False),
            (20, 13, True, False),
            (20, 14, True, True),
            (20, 17, True, True),
            (20, 17, False, False),
            (6, 0, True, True),
            (7, 0, True, False),
            (0, 0, True, False),
        ],
    )
    def test_more_is_wanted_before_the_end_is_reached(self, cards: int, top: int, more: bool, asks: bool) -> None:
        made = Board()
        made.put([lane("a", cards, more=more)], None)
        made.look(80, 3)
        if cards:
            made.scroll(0, top)
        assert bool(made.ends_in_sight()) is asks

    def test_of_lanes_out_of_sight_nothing_is_wanted(self) -> None:
        made = Board()
        made.put([lane(name, 2, more=True) for name in "abcdefg"], None)
        made.look(80, 3)
        assert [each.key for each in made.ends_in_sight()] == ["a", "b", "c", "d"]


STAGES = ("New", "Needs", "Demo", "Quote", "Close", "Won", "Lost")


def mapped(cells: int, left: int, names: tuple[str, ...] = STAGES, window: int = 80) -> str:
    lanes = [Lane(name, name, (), count=nth, total=f"{nth}k") for nth, name in enumerate(names)]
    return "".join(text for text, _tone in mini_map(lanes, frame(window, len(lanes), left), cells)[0])


class TestMiniMap:
    """The line that names all lanes."""

    @pytest.mark.parametrize(
        ("cells", "left", "drawn"),
        [
            (80, 0, " [New 0  Needs 1  Demo 2  Quote 3] │ Close 4 4k │ Won 5 5k │ Lost 6 6k ›"),
            (80, 3, " ‹ New 0 0k │ Needs 1 1k │ Demo 2 2k │ [Quote 3  Close 4  Won 5  Lost 6]"),
            (70, 0, " [New 0  Needs 1  Demo 2  Quote 3] │ Close 4 │ Won 5 │ Lost 6 ›"),
            (60, 0, " [New 0  Needs 1  Demo 2  Quote 3] Close Won Lost ›"),
            (48, 0, " [New 0  Nee… 1  Demo 2  Quo… 3] Clo… Won Lost ›"),
        ],
    )
    def test_it_says_as_much_as_there_is_room_for(self, cells: int, left: int, drawn: str) -> None:
        assert mapped(cells, left) == drawn
        assert width(drawn) <= cells

    @given(st.integers(40, 160), st.integers(0, 6))
    def test_each_name_is_where_its_click_is_taken(self, cells: int, left: int) -> None:
        lanes = [Lane(name, name, (), count=2) for name in ("需求", "Demo", "报价中", "Close", "Won")]
        pieces, hits = mini_map(lanes, frame(80, 5, left), cells)
        line = "".join(text for text, _tone in pieces)
        assert [place for _start, _end, place in hits] == [0, 1, 2, 3, 4]
        for start, end, place in hits:
            head = lanes[place].title[:1]
            cut_line = ""
            for char in line:
                if width(cut_line) >= start:
                    break
                cut_line += char
            assert line[len(cut_line)] == head
            assert end > start

    def test_no_lanes_are_an_empty_line(self) -> None:
        pieces, hits = mini_map([], Frame(0, ()), 80)
        assert ("".join(text for text, _tone in pieces).strip(), hits) == ("", [])


class TestCards:
    """A card is three lines."""

    def lines(self, card: Card, size: int, **how: object) -> list[str]:
        drawn = draw_card(card, size, **{"cursor": None, "flashing": False, **how})  # type: ignore[arg-type]
        return ["".join(text for text, _tone in line) for line in drawn]

    def test_who_money_and_next_step(self) -> None:
        card = Card(1, "Acme Ltd", "!", ("48.0k", "LW", "15d"), "Tue 10:00 call")
        assert self.lines(card, 20) == [
            " Acme Ltd         ! ",
            " 48.0k  LW      15d ",
            " Tue 10:00 call     ",
        ]

    def test_what_is_too_long_is_cut_before_the_sign(self) -> None:
        card = Card(1, "Brandt & Sohn Praezision", "!", ("120.5k", "K. Brandt", "15d"), "call about the offer")
        assert self.lines(card, 20) == [
            " Brandt & Sohn P… ! ",
            " 120.5k  K. Br… 15d ",
            " call about the of… ",
        ]

    def test_what_is_missing_is_blank(self) -> None:
        assert self.lines(Card(1, ""), 20) == [" " * 20] * FULL.card_lines

    def test_the_cursor_takes_each_line_whole(self) -> None:
        card = Card(1, Cell("Acme", "late"), "!", ("1k", "2d"), "call")
        for line in draw_card(card, 20, cursor="cursor", flashing=False):
            assert [tone for _text, tone in line] == ["cursor"]
            assert line[0][0].startswith(symbols.symbols().cursor)

    def test_what_was_just_changed_is_good_but_for_what_has_its_tone(self) -> None:
        card = Card(1, "Acme", Cell("!", "late"), ("1k", "2d"), "call")
        first, second, _third = draw_card(card, 20, cursor=None, flashing=True)
        assert {text.strip(): tone for text, tone in first if text.strip()} == {"Acme": "good", "!": "late"}
        assert {tone for _text, tone in second} == {"good"}

    word = st.text(alphabet="ab 北京é", max_size=30)

    @given(word, word, st.lists(word, max_size=4), word, st.integers(3, 60), st.sampled_from([None, "cursor"]))
    def test_any_card_is_as_wide_as_asked(
        self, title: str, sign: str, facts: list[str], step: str, size: int, cursor: str | None
    ) -> None:
        lines = self.lines(Card(1, title, sign, tuple(facts), step), size, cursor=cursor)
        assert [width(line) for line in lines] == [size] * FULL.card_lines
