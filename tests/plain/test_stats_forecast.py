"""The band of a forecast holds what it says, also where good and bad periods strike all projects at once."""

from random import Random

import pytest

from tuicrm.plain.stats_forecast import FLOOR, Band, Chance, Past, Shock, band, brier, shifted, shock_of


def test_without_chances_what_is_sure_is_all() -> None:
    assert band([], Shock(0.3), sure=500) == Band(500, 500, 500, 500)


def test_sure_things_and_impossible_ones_do_not_move() -> None:
    found = band([Chance(1.0, 100), Chance(0.0, 900)], Shock(1.0))
    assert (found.p10, found.p50, found.p90) == (100, 100, 100)
    assert (shifted(0.0, 3.0), shifted(1.0, -3.0)) == (0.0, 1.0)
    assert shifted(0.5, 0.0) == pytest.approx(0.5)


def test_a_wider_shock_makes_a_wider_band_and_keeps_the_middle() -> None:
    chances = [Chance(0.4, 10.0)] * 100
    narrow, wide = band(chances, Shock(0.01)), band(chances, Shock(0.6))
    assert narrow.p90 - narrow.p10 < 0.5 * (wide.p90 - wide.p10)
    assert narrow.p50 == pytest.approx(wide.p50, rel=0.05)
    assert narrow.mean == pytest.approx(400, rel=0.02)


def test_many_and_few_agree() -> None:
    """Two hundred are drawn one by one, more are summed as normal given the shock: both say the same."""
    few, many = band([Chance(0.3, 10.0)] * 200, Shock(0.3)), band([Chance(0.3, 10.0)] * 201, Shock(0.3))
    assert few.p10 == pytest.approx(many.p10, rel=0.08)
    assert few.p90 == pytest.approx(many.p90, rel=0.08)


def test_what_is_still_to_appear_counts() -> None:
    with_more = band([Chance(0.5, 10.0)] * 20, Shock(0.3), more=(500.0, 50.0))
    assert with_more.mean == pytest.approx(600, rel=0.05)


def test_shock_of_few_periods_is_never_below_its_floor() -> None:
    assert shock_of([]) == Shock(FLOOR)
    calm = [Past(((0.5, 100.0),), 50.0)]
    assert shock_of(calm) == Shock(FLOOR, None, 1)
    assert shock_of(calm * 2) == Shock(FLOOR, 3, 2)
    assert shock_of(calm * 5) == Shock(FLOOR, 4, 5)
    assert shock_of(calm * 6) == Shock(FLOOR, None, 6), "the least was not learned from them"
    assert shock_of(calm * 12) == Shock(0.0, 11, 12)
    assert shock_of([Past(((0.5, 2.0),), 1.0)] * 20) == Shock(FLOOR), "two projects teach nothing"


def test_shock_of_many_periods_is_what_it_was() -> None:
    rng = Random(3)
    past = []
    for _period in range(60):
        z = rng.gauss(0, 0.5)
        past.append(Past(((0.4, 200.0),), float(sum(rng.random() < shifted(0.4, z) for _ in range(200)))))
    found = shock_of(past)
    assert found.sigma == pytest.approx(0.5, abs=0.12)
    assert found.freedom == 59


@pytest.mark.parametrize("sigma", [0.3, 0.5])
def test_band_holds_four_of_five_when_chances_and_shock_are_learned(sigma: float) -> None:
    """A small version of `benchmarks/forecast_band.py`, which runs 400 companies each."""
    rng = Random(11)
    inside = 0
    companies = 60
    for _company in range(companies):
        p = rng.uniform(0.25, 0.5)
        past = [_period(rng, p, sigma, 100) for _ in range(8)]
        chances = [Chance(p, rng.lognormvariate(3, 0.8)) for _ in range(100)]
        z = rng.gauss(0, sigma)
        came = sum(one.amount for one in chances if rng.random() < shifted(one.p, z))
        found = band(chances, shock_of(past))
        inside += found.p10 <= came <= found.p90
    assert 0.66 <= inside / companies <= 0.95


def _period(rng: Random, p: float, sigma: float, n: int) -> Past:
    z = rng.gauss(0, sigma)
    return Past(((p, float(n)),), float(sum(rng.random() < shifted(p, z) for _ in range(n))))


def test_brier_score() -> None:
    assert brier([]) is None
    assert brier([(0.5, 5, 10)]) == pytest.approx(0.25)
    assert brier([(1.0, 10, 10), (0.0, 0, 10)]) == 0
