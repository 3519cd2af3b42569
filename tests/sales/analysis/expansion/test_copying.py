"""The copying curve: who does a practice in at least half of their due cases, by month; its half-life."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.copying import Due, Reach, doubling, half_life, reach

MONTHS = tuple(range(100, 112))


def shares(cases: list[Due], months: tuple[int, ...] = MONTHS) -> list[float | None]:
    return [one.share for one in reach(cases, months)]


def test_reach_counts_people_not_cases() -> None:
    busy = Due(1, 100, 40, 40)
    assert reach([busy, Due(2, 100, 2, 0), Due(3, 100, 2, 1)], (100,)) == [Reach(100, 3, 2)]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([], [None, None, None, None]),
        ([Due(1, 100, 1, 1)], [None, None, None, None]),
        ([Due(1, 100, 1, 1), Due(1, 101, 1, 0)], [None, 1.0, 1.0, None]),
        ([Due(1, 100, 2, 0), Due(1, 102, 2, 2)], [0.0, 0.0, 1.0, 1.0]),
        ([Due(1, 100, 2, 0), Due(1, 102, 3, 2)], [0.0, 0.0, 0.0, 1.0]),
        ([Due(1, 100, 1, 1), Due(1, 100, 1, 0)], [1.0, 1.0, 1.0, None]),
        ([Due(1, 100, 2, 2), Due(2, 101, 2, 0)], [1.0, 0.5, 0.5, 0.0]),
    ],
    ids=["nothing", "one case says nothing", "two in a window", "learned", "not yet half", "added up", "two people"],
)
def test_window_of_three_months_with_two_cases_at_least(cases: list[Due], expected: list[float | None]) -> None:
    assert shares(cases, MONTHS[:4]) == expected


def test_half_life_counts_from_when_each_could_know_it() -> None:
    """Two do it in the month it was written, one after two months; one who joined in month 106 after one more."""
    cases = [Due(1, 100, 2, 2), Due(2, 100, 2, 2), Due(3, 102, 2, 2), Due(4, 107, 2, 2)]
    known = {1: 100, 2: 100, 3: 100, 4: 106}
    assert half_life(cases, MONTHS, known) == 0
    later = [Due(one, 104, 2, 2) for one in (1, 2)] + cases[2:]
    assert half_life(later, MONTHS, known) == 2


def test_who_does_not_do_it_yet_is_waited_for_not_left_out() -> None:
    """One of three does it at once; leaving out those who wait would say half-life 0."""
    cases = [Due(1, 100, 2, 2), *(Due(one, month, 2, 0) for one in (2, 3) for month in MONTHS)]
    assert half_life(cases, MONTHS, dict.fromkeys((1, 2, 3), 100)) is None
    assert half_life(cases[:1], MONTHS, {1: 100}) == 0


def test_without_a_case_there_is_no_half_life() -> None:
    assert half_life([], MONTHS, {}) is None


def test_half_life_of_a_team_that_copies_at_a_known_pace() -> None:
    """Each month one in five of those who do not do it yet takes it up: half of them within three or four months."""
    rng, found = Random(8), []
    for _team in range(40):
        cases = []
        for person in range(30):
            begins = next((month for month in range(100, 124) if rng.random() < 0.2), 999)
            cases += [Due(person, month, 4, 4 if month >= begins else 0) for month in range(100, 124)]
        one = half_life(cases, tuple(range(100, 124)), dict.fromkeys(range(30), 100))
        assert one is not None
        found.append(one)
    assert 2 <= sum(found) / len(found) <= 5, "the window of three months adds one at most"


@pytest.mark.parametrize(
    ("then", "now", "months", "expected"),
    [
        (8, 16, 12, 12), (8, 32, 12, 6), (10, 11, 12, 87.27), (8, 8, 12, None), (8, 6, 12, None), (0, 6, 12, None),
        (4, 6, 0, None),
    ],
)  # fmt: skip
def test_doubling_time_of_a_team(then: float, now: float, months: float, expected: float | None) -> None:
    found = doubling(then, now, months)
    assert found is None if expected is None else found == pytest.approx(expected, abs=0.01)


due = st.builds(
    lambda person, month, due, share: Due(person, month, due, round(due * share)),
    st.integers(1, 6), st.sampled_from(MONTHS), st.integers(1, 5), st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(due, max_size=40))
def test_reach_is_a_share_and_doing_more_never_lowers_it(cases: list[Due]) -> None:
    before = reach(cases, MONTHS)
    assert all(0 <= one.doing <= one.people <= 6 for one in before)
    after = reach([Due(one.person, one.month, one.due, one.due) for one in cases], MONTHS)
    assert [one.people for one in after] == [one.people for one in before]
    assert all(later.doing >= first.doing for first, later in zip(before, after, strict=True))
    assert all(one.share in (None, 1.0) for one in after)
