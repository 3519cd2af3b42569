"""Who can sell what: carriers, single points, luck, heirs."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.coverage import CAN, Heir, carriers, heirs, may_be_luck, reach_of, who_can


@pytest.mark.parametrize(
    ("won", "expected"),
    [
        ({}, []),
        ({1: 2}, []),
        ({1: 3}, [1]),
        ({1: 3, 2: 9, 3: 2.99}, [2, 1]),
        ({2: 4, 1: 4}, [1, 2]),
        ({1: 2.5 + 0.5}, [1]),
    ],
)
def test_three_won_are_can_and_the_surest_comes_first(won: dict[int, float], expected: list[int]) -> None:
    assert who_can(won) == expected


@pytest.mark.parametrize(
    ("won", "expected"),
    [
        ({}, None),
        ({1: 0}, None),
        ({1: 9}, 1.0),
        ({1: 5, 2: 5}, 2.0),
        ({1: 5, 2: 5, 3: 0}, 2.0),
        ({1: 8, 2: 1, 3: 1}, 100 / 66),
        ({1: 5, 2: -1}, None),
    ],
)
def test_effective_carriers_by_hand(won: dict[int, float], expected: float | None) -> None:
    found = carriers(won)
    assert found is None if expected is None else found == pytest.approx(expected)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(1, 30), st.floats(0.01, 100), min_size=1))
def test_there_are_never_more_effective_carriers_than_people(won: dict[int, float]) -> None:
    found = carriers(won)
    assert found is not None
    assert 1 - 1e-9 <= found <= len(won) + 1e-9
    assert carriers({one: 3 * count for one, count in won.items()}) == pytest.approx(found)


@pytest.mark.parametrize(
    ("won", "people", "expected"),
    [
        ({1: 9}, 14, False),
        ({1: 3}, 14, False),
        ({1: 3}, 3, True),
        ({1: 3, 2: 2, 3: 2}, 14, True),
        ({1: 20, 2: 1}, 2, False),
        ({1: 9}, 1, True),
        ({}, 14, True),
    ],
)
def test_few_won_are_no_single_point_for_sure(won: dict[int, float], people: int, expected: bool) -> None:
    assert may_be_luck(won, people) == expected


def test_of_cells_won_by_anybody_hardly_one_in_twenty_is_called_sure() -> None:
    rng, sure = Random(1), 0
    for _cell in range(2000):
        won: dict[int, float] = {}
        for _project in range(rng.randint(3, 12)):
            person = rng.randrange(10)
            won[person] = won.get(person, 0) + 1
        sure += not may_be_luck(won, 10)
    assert sure / 2000 < 0.05


def test_heirs_come_by_what_they_won_then_by_breadth_then_by_room() -> None:
    cell = {1: 9.0, 2: 2.0, 3: 2.0, 4: 0.0}
    reach = {1: 4, 2: 3, 3: 5, 4: 6, 5: 6}
    load = {1: 10, 2: 20, 3: 20, 4: 25, 5: 15}
    assert heirs(cell, 1, reach, load) == [
        Heir(3, 2.0, 5, 20), Heir(2, 2.0, 3, 20), Heir(5, 0.0, 6, 15), Heir(4, 0.0, 6, 25),
    ]  # fmt: skip


def test_who_carries_far_more_than_others_comes_last() -> None:
    reach = {1: 2, 2: 2, 3: 2, 4: 2}
    found = heirs({2: 2.0}, 1, reach, {2: 90, 3: 20, 4: 22})
    assert [one.person for one in found] == [3, 4, 2]


def test_nobody_inherits_from_themselves_or_where_nobody_is() -> None:
    assert heirs({1: 5.0}, 1, {1: 3}, {}) == []
    assert [one.person for one in heirs({}, 7, {1: 0, 2: 0}, {})] == [1, 2]


def test_reach_counts_cells_of_those_who_are_there() -> None:
    matrix = ({1: 3.0, 2: 5.0}, {1: 2.0, 2: 4.0, 9: 8.0}, {})
    assert reach_of(matrix, (1, 2, 3)) == {1: 1, 2: 2, 3: 0}
    assert CAN == 3
