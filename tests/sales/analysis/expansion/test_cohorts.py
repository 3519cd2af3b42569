"""Whether joiners do otherwise than earlier ones: by persons, at the same tenure, however few they are."""

import pytest

from tests.sales.analysis.made import SPAN, person, ramping
from tuicrm.plain.stats_groups import Apart
from tuicrm.sales.analysis.expansion.cohorts import cohorts
from tuicrm.sales.analysis.expansion.moving import LUCK, Moved, is_clear, moved
from tuicrm.sales.analysis.expansion.persons import Person
from tuicrm.sales.analysis.expansion.reference import Calendar, track

MUCH = 1_000_000
CALENDAR = Calendar(1, SPAN)


def experienced(count: int = 6) -> list[Person]:
    return [person(number, lambda month, tenure: MUCH) for number in range(1, count + 1)]


def group(first: int, joined: int, count: int, most: float, length: int = 6) -> list[Person]:
    """So many who joined one month after the other."""
    return [person(first + number, ramping(MUCH, length, most), joined=joined + number % 4) for number in range(count)]


def beside(earlier: list[Person], new: list[Person]) -> Apart | None:
    tracks = [
        track(one, CALENDAR, is_joiner=one.unit(SPAN).kind == "joiners") for one in (*experienced(), *earlier, *new)
    ]
    return cohorts(tracks, CALENDAR, [float(MUCH)] * CALENDAR.width)


@pytest.mark.parametrize(("earlier", "new"), [(4, 3), (4, 4), (4, 6), (6, 4), (3, 9), (12, 12)])
def test_who_does_as_earlier_ones_did_is_level_with_them(earlier: int, new: int) -> None:
    found = beside(group(20, 13, earlier, 1.0), group(60, 38, new, 1.0))
    assert found is not None
    assert found.difference == pytest.approx(0, abs=1e-6)
    assert found.luck > LUCK


@pytest.mark.parametrize("most", [0.3, 0.5, 0.8, 1.3])
def test_a_part_of_the_ramp_is_that_part(most: float) -> None:
    found = beside(group(20, 13, 4, 1.0), group(60, 38, 6, most))
    assert found is not None
    assert found.ours / found.theirs == pytest.approx(most, rel=0.05), "but for how long each was seen"
    assert found.luck == pytest.approx(0.5 / 210), "all six on one side of all four: one of 210 ways"


@pytest.mark.parametrize(("earlier", "new", "is_told"), [(2, 6, False), (3, 6, True), (4, 4, True), (1, 9, False)])
def test_two_earlier_ones_are_too_few_and_four_are_enough(earlier: int, new: int, is_told: bool) -> None:
    rng = iter(range(1000))

    def about(most: float, length: int = 6) -> Person:
        number = next(rng)
        joined = (13 if most == 1.0 else 38) + number % 4
        return person(100 + number, ramping(MUCH + number * 20_000, length, most), joined=joined)

    people = [*experienced(), *(about(1.0) for _one in range(earlier)), *(about(0.4) for _one in range(new))]
    found = moved(people, {}, SPAN, draws=200)
    assert found is not None
    assert found.is_copying_clear is is_told


def test_only_tenures_that_both_were_seen_at_count() -> None:
    late = [person(20 + number, ramping(MUCH, 6), joined=36) for number in range(4)]  # seen at tenure 0 alone before
    found = beside(late, group(60, 38, 4, 1.0))
    assert found is None, "nothing is to be expected of the month of joining"


def test_without_anybody_before_nothing_is_compared() -> None:
    assert beside([], group(60, 38, 6, 1.0)) is None


def seen(earlier: list[Person], new: list[Person]) -> Moved:
    found = moved([*experienced(), *earlier, *new], {}, SPAN, draws=200)
    assert found is not None
    return found


def test_the_range_of_the_term_is_around_it_and_leaves_out_nought_when_it_is_told() -> None:
    found = seen(group(20, 13, 4, 1.0), group(60, 38, 6, 0.4))
    copying = found.term("copying")
    assert copying is not None
    assert copying.bounds is not None
    assert copying.bounds[0] <= copying.minor <= copying.bounds[1]
    assert is_clear(copying.bounds)
    assert found.is_copying_clear
    assert found.plain_minor is not None
    assert found.plain_minor < 0


def test_who_begins_where_joiners_always_began_has_not_learned_less_because_others_got_better() -> None:
    """The ramp is relative: where the experienced make half as much again, new ones fall behind, and bring as much."""
    better = [person(number, lambda month, tenure: MUCH * (3 if month > 36 else 2) // 2) for number in range(1, 7)]
    people = [*better, *group(20, 13, 4, 1.0), *group(60, 38, 6, 1.0)]
    found = moved(people, {}, SPAN, draws=200)
    assert found is not None
    copying = found.term("copying")
    assert copying is not None
    assert copying.minor < -0.02 * found.before_minor
    assert abs(found.plain_minor or 0) < 0.02 * found.before_minor
    assert not found.is_copying_clear


# those who left


def gone(count: int, minor: int, left: int = 36) -> list[Person]:
    return [person(80 + number, lambda month, tenure: minor, left=left - number % 3) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "minor", "is_told"),
    [(4, 3 * MUCH, True), (4, MUCH // 3, True), (4, MUCH, False), (2, 3 * MUCH, False), (3, 3 * MUCH, True)],
)
def test_who_left_is_told_from_who_stayed_or_not(count: int, minor: int, is_told: bool) -> None:
    found = moved([*experienced(8), *gone(count, minor)], {}, SPAN, draws=200)
    assert found is not None
    assert found.are_leavers_clear is is_told
    term = found.term("leavers")
    assert term is not None
    assert (term.minor < 0) is (minor > MUCH)
