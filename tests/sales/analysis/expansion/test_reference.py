"""What earlier joiners did at the same tenure: the base of each month, the ramp, and what stands in where few are."""

import pytest

from tests.sales.analysis.expansion.made_persons import BEGIN, LAST, SPAN, person, ramp
from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.persons import Person
from tuicrm.sales.analysis.expansion.reference import OLDEST, Calendar, bases, reference, track

YEAR = Calendar(SPAN.first2 - 24, SPAN)
WIDTH = YEAR.width
NOTHING = [(0.0, 0.0)] * WIDTH

# the base


def test_the_base_is_profit_per_month_of_who_is_there_for_a_year() -> None:
    mature = [(4.0, 400.0 + month) for month in range(WIDTH)]
    assert bases(mature, YEAR) == [(400.0 + month) / 4 for month in range(WIDTH)]


@pytest.mark.parametrize(
    ("month", "worth", "expected"),
    [
        pytest.param(0, (2.9, 9000.0), (11 * 400 + 9000) / (11 * 4 + 2.9), id="few are there: as in its year"),
        pytest.param(0, (4.0, -100.0), (11 * 400 - 100) / (12 * 4), id="a loss: as in its year"),
        pytest.param(0, (4.0, 0.0), 11 * 400 / (12 * 4), id="nothing sold: as in its year"),
        pytest.param(0, (3.0, 30.0), 10.0, id="three are enough"),
    ],
)
def test_where_little_stands_behind_a_base_it_is_that_of_its_period(
    month: int, worth: tuple[float, float], expected: float
) -> None:
    mature = [(4.0, 400.0)] * WIDTH
    mature[month] = worth
    found = bases(mature, YEAR)
    assert found is not None
    assert found[month] == pytest.approx(expected)
    assert found[month + 1] == 100.0


def test_where_a_whole_period_has_none_it_is_that_of_all_months() -> None:
    found = bases([(0.0, 0.0)] * 12 + [(4.0, 400.0)] * (WIDTH - 12), YEAR)
    assert found == [100.0] * WIDTH


@pytest.mark.parametrize("mature", [NOTHING, [(9.0, -1.0)] * WIDTH, [(0.01, 5.0)] * WIDTH])
def test_without_anybody_or_profit_there_is_no_base(mature: list[tuple[float, float]]) -> None:
    assert bases(mature, YEAR) is None


# the ramp


def grid(rows: dict[int, float], height: int = 8) -> list[float]:
    """Person-months by tenure, all in the first month."""
    found = [0.0] * (height * WIDTH)
    for tenure, worked in rows.items():
        found[tenure * WIDTH] = worked
    return found


@pytest.mark.parametrize(
    ("months", "brought", "expected"),
    [
        pytest.param({0: 3, 1: 4}, [30, 200], {0: 0.1, 1: 0.5}, id="each month of tenure for itself"),
        pytest.param({0: 1, 1: 2, 2: 3}, [0, 30, 150], {0: 0.1, 1: 0.1, 2: 0.5}, id="the first ones taken together"),
        pytest.param({0: 3, 1: 2, 2: 3}, [30, 999, 150], {0: 0.1, 2: 0.5}, id="one with few is left out"),
        pytest.param({3: 4}, [0, 0, 0, 40], {3: 0.1}, id="who came before the records began has no first months"),
        pytest.param({0: 2}, [99], {}, id="too few altogether"),
        pytest.param({}, [], {}, id="nobody"),
    ],
)
def test_the_ramp_is_what_they_made_of_the_base(
    months: dict[int, float], brought: list[float], expected: dict[int, float]
) -> None:
    found = reference([100.0] * WIDTH, grid(months), [*brought, *[0.0] * (8 - len(brought))], grid({}))
    assert found is not None
    assert found.ramp == pytest.approx(expected)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param({0: 2}, 2 * 100 * 0.1, id="as old as they were"),
        pytest.param({1: 2}, 2 * 100 * 0.1, id="the next lower one that is known"),
        pytest.param({2: 1, 7: 1}, 100 * 0.5 * 2, id="older than any: the last one"),
        pytest.param({}, 0.0, id="no joiner"),
    ],
)
def test_joiners_are_expected_to_do_as_they_did(new: dict[int, float], expected: float) -> None:
    found = reference([100.0] * WIDTH, grid({0: 3, 1: 1, 2: 3}), [30.0, 999.0, 150.0, *[0.0] * 5], grid(new))
    assert found is not None
    assert found.expected == pytest.approx(expected)
    assert found.expected_money == pytest.approx(expected), "with one base in all months money says the same"


def test_younger_than_any_earlier_joiner_nothing_is_expected() -> None:
    assert reference([100.0] * WIDTH, grid({3: 4}), [0.0] * 3 + [40.0] + [0.0] * 4, grid({1: 1})) is None


def test_the_plateau_is_of_the_last_six_months_that_are_known() -> None:
    months = dict.fromkeys(range(8), 3.0)
    found = reference([100.0] * WIDTH, grid(months), [0.0, 0.0, 150, 150, 240, 240, 240, 240], grid({}))
    assert found is not None
    assert found.plateau == pytest.approx((150 * 2 + 240 * 4) / (6 * 300))


# what a person adds


def test_a_person_adds_to_base_ramp_and_joiners_by_age() -> None:
    calendar = Calendar(BEGIN, SPAN)
    earlier = track(person(1, SPAN.first1, lambda month: 10.0), calendar, is_joiner=False)
    assert len(earlier.past) == 12, "months before the period now"
    assert len(earlier.mature) == 12, "months of a year of age and more"
    assert len(earlier.new) == 0
    joiner = track(person(2, SPAN.first2 + 3, lambda month: 10.0), calendar, is_joiner=True)
    assert (len(joiner.past), len(joiner.mature), len(joiner.new)) == (0, 0, 9)
    always = track(person(3, None, lambda month: 10.0), calendar, is_joiner=False)
    assert (len(always.past), len(always.mature)) == (0, LAST - BEGIN + 1)


def test_who_returns_after_years_is_compared_with_the_oldest_tenure_that_counts() -> None:
    calendar = Calendar(BEGIN, SPAN)
    months = tuple((month, PARTS, 100) for month in range(SPAN.first2, LAST + 1))
    found = track(Person(1, SPAN.first2 - 90, months, months), calendar, is_joiner=True)
    assert {place // calendar.width for place, _worked in found.new} == {OLDEST}


def test_the_ramp_of_a_made_company_is_the_one_that_was_made() -> None:
    calendar = Calendar(BEGIN, SPAN)
    old = [person(one, None, lambda month: 1000.0 + 10 * (month - BEGIN)) for one in range(4)]
    joined = SPAN.first1 - 9
    new = [person(9 + one, joined, lambda m: (1000.0 + 10 * (m - BEGIN)) * ramp(m - joined)) for one in range(3)]
    tracks = [track(one, calendar, is_joiner=False) for one in (*old, *new)]
    mature = [(4.0, 4 * 100 * (1000.0 + 10 * month)) for month in range(calendar.width)]
    base = bases(mature, calendar)
    assert base is not None
    height = 30
    past, brought = [0.0] * (height * calendar.width), [0.0] * height
    for one in tracks:
        for place, worked in one.past:
            past[place] += worked
        for tenure, profit in one.brought.items():
            brought[tenure] += profit
    found = reference(base, past, brought, [])
    assert found is not None
    assert found.ramp == pytest.approx({tenure: ramp(tenure) for tenure in range(SPAN.first2 - joined)}, abs=1e-6)
