"""Rates of groups compared inside strata: one stratum is the plain test, and who began lately is not called worse."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.stats_tests import equal_rates, equal_rates_within

Stratum = dict[int, tuple[float, float]]
COUNTS = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=40, deadline=None)
@given(st.lists(COUNTS.filter(lambda one: one[1] > 0), min_size=2, max_size=8))
def test_one_stratum_is_the_plain_test(counts: list[tuple[int, int]]) -> None:
    plain = equal_rates([(float(k), float(n)) for k, n in counts])
    within = equal_rates_within([{number: (float(k), float(n)) for number, (k, n) in enumerate(counts)}])
    if plain is None:
        assert within is None
        return
    assert within is not None
    assert within.value == pytest.approx(plain.value)
    assert (within.freedom, within.p) == (plain.freedom, pytest.approx(plain.p))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.integers(1, 5), COUNTS, max_size=5), max_size=4))
def test_never_more_than_what_was_seen_and_never_an_error(strata: list[Stratum]) -> None:
    found = equal_rates_within(strata)
    assert found is None or (0 <= found.p <= 1 and found.value >= 0 and 1 <= found.freedom <= 4)
    assert equal_rates_within([*strata, {9: (3.0, 3.0)}]) in (found, equal_rates_within(strata)), "alone in a stratum"


@pytest.mark.parametrize(
    ("strata", "differ"),
    [
        ([], None),
        ([{}], None),
        ([{1: (5, 10)}], None),
        ([{1: (5, 10)}, {2: (1, 10)}], False),  # each alone in a stratum: nothing to compare with
        ([{1: (0, 10), 2: (0, 30)}, {1: (10, 10), 2: (4, 4)}], None),  # all of each stratum end alike
        ([{1: (0, 10), 2: (0, 30)}, {1: (5, 10), 2: (5, 10)}], False),
        ([{1: (5, 10), 2: (5, 10)}], False),
        ([{1: (45, 50), 2: (20, 50)}], True),
        ([{1: (45, 50), 2: (20, 50)}, {1: (30, 50), 2: (10, 50)}], True),
        ([{1: (45, 50), 2: (20, 50)}, {1: (5, 50), 2: (30, 50)}], False),  # here one, there the other
        # Simpson's: one has only what is lost early, the other only what is won late
        ([{1: (5, 50), 2: (1, 10)}, {1: (8, 10), 2: (40, 50)}], False),
    ],
)
def test_what_differs_inside_strata(strata: list[Stratum], differ: bool | None) -> None:
    found = equal_rates_within(strata)
    assert (None if found is None else found.p < 0.05) is differ


def company(rng: Random, months: list[int]) -> list[Stratum]:
    """What each has closed who began so many months ago; everybody's projects have the same chances."""
    strata: list[Stratum] = [{} for _band in range(4)]
    for person, month in enumerate(months):
        for _project in range(60):
            age, is_won = rng.random() * month * 30, rng.random() < 0.5
            days = rng.expovariate(1 / 80) + 30 if is_won else rng.expovariate(1 / 25)
            if days > age:
                continue  # still open
            band = sum(days >= bound for bound in (16, 32, 64))
            won, closed = strata[band].get(person, (0.0, 0.0))
            strata[band][person] = won + is_won, closed + 1
    return strata


def merged(strata: list[Stratum]) -> list[tuple[float, float]]:
    people = {person for stratum in strata for person in stratum}
    of_each = [[stratum.get(person, (0.0, 0.0)) for stratum in strata] for person in people]
    return [(sum(won for won, _n in own), sum(n for _won, n in own)) for own in of_each]


def test_who_began_lately_is_not_called_worse() -> None:
    """Everybody is alike: the plain test is wrong in most companies, the one inside strata in one of twenty at most."""
    rng = Random(8)
    wrong = within = 0
    for _company in range(120):
        strata = company(rng, [24] * 6 + [3, 3, 4, 6])
        plain, inside = equal_rates(merged(strata)), equal_rates_within(strata)
        assert plain is not None
        assert inside is not None
        wrong += plain.p < 0.05
        within += inside.p < 0.05
    assert wrong > 80
    assert within <= 8
