"""The gap between two win rates: exact per project, honest where some are open, silent where nothing differs."""

from collections import Counter
from itertools import pairwise
from math import exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.stats_survival import aalen_johansen
from tuicrm.sales.analysis.expansion.gap import Gap, Passing, Side, factor_of, gap_of

STAGES = range(3)
Walk = tuple[int, bool]
"""How far a project came (so many stages), and whether it is won."""


def passings(ours: list[Walk], theirs: list[Walk], stages: int = 3) -> list[Passing]:
    """What closed projects passed: each went on from all stages before the one in which it was lost."""
    found: Counter[tuple[int, bool, str | None]] = Counter()
    for is_ours, walks in ((True, ours), (False, theirs)):
        for reached, is_won in walks:
            last = stages if is_won else reached
            for stage in range(last):
                found[stage, is_ours, "lost" if not is_won and stage == last - 1 else "on"] += 1
    return [Passing(stage, is_ours, way, 10.0, count) for (stage, is_ours, way), count in found.items()]


def drawn(
    rng: Random, many: int, ps: tuple[float, ...], *, is_ours: bool, window: float = 1e6, slow: float = 1.0
) -> list[Passing]:
    """Projects that began over a window of days, as they stand at its end: those that are not over are open."""
    rows: Counter[tuple[int, str | None, float]] = Counter()
    for _project in range(many):
        left = rng.uniform(0, window)
        for stage, p in enumerate(ps):
            stay = rng.expovariate(1 / (20 * slow))
            if stay > left:
                rows[stage, None, float(int(left))] += 1
                break
            goes_on = rng.random() < p
            rows[stage, "on" if goes_on else "lost", float(int(stay))] += 1
            if not goes_on:
                break
            left -= stay
    return [Passing(stage, is_ours, way, days, count) for (stage, way, days), count in rows.items()]


def both(
    rng: Random, ours: tuple[float, ...], theirs: tuple[float, ...], n: int = 80, m: int = 240, **how: float
) -> Gap:
    window = how.get("window", 1e6)
    found = drawn(rng, n, ours, is_ours=True, window=window, slow=how.get("slow", 1.0))
    return gap_of(found + drawn(rng, m, theirs, is_ours=False, window=window), STAGES)


# exact


def test_worked_example() -> None:
    """0.168 against 0.267: the second stage carries 73 percent."""
    ours = [(1, False)] * 200 + [(2, False)] * 464 + [(3, False)] * 168 + [(3, True)] * 168
    theirs = [(1, False)] * 166 + [(2, False)] * 300 + [(3, False)] * 267 + [(3, True)] * 267
    found = gap_of(passings(ours, theirs), STAGES)
    assert (found.won_ours, found.won_theirs) == (pytest.approx(0.168), pytest.approx(0.267))
    assert found.ln == pytest.approx(log(0.168 / 0.267))
    assert found.is_exact
    assert found.is_clear
    assert [one.ours.p for one in found.stages] == [pytest.approx(0.8), pytest.approx(0.42), pytest.approx(0.5)]
    middle = found.stages[1]
    assert middle.ln == pytest.approx(log(0.42 / (534 / 834)))
    assert middle.is_weak
    assert sum(one.ln or 0 for one in found.stages) == pytest.approx(found.ln)


def test_middle_stage_carries_its_share() -> None:
    ours = [(1, False)] * 250 + [(2, False)] * 414 + [(3, False)] * 168 + [(3, True)] * 168
    theirs = [(1, False)] * 200 + [(2, False)] * 290 + [(3, False)] * 243 + [(3, True)] * 267
    found = gap_of(passings(ours, theirs), STAGES)
    assert found.has_shares
    shares = [one.share or 0.0 for one in found.stages]
    assert sum(shares) == pytest.approx(1.0)
    assert max(shares) == shares[1]
    for one in found.stages:
        assert one.share_low is not None
        assert one.share_high is not None
        assert one.share_low < (one.share or 0) < one.share_high


walks = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(walks, walks)
def test_product_over_stages_is_the_win_rate(ours: list[Walk], theirs: list[Walk]) -> None:
    found = gap_of(passings(ours, theirs), STAGES)
    for walked, rate in ((ours, found.won_ours), (theirs, found.won_theirs)):
        assert rate == pytest.approx(sum(is_won for _reached, is_won in walked) / len(walked))
    if found.ln is not None:
        assert found.ln == pytest.approx(log(found.won_ours / found.won_theirs))
        assert found.ln == pytest.approx(sum(one.ln or 0.0 for one in found.stages))
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.ln <= found.high


@settings(max_examples=60, deadline=None)
@given(walks, walks)
def test_the_other_way_round_is_the_same_with_its_sign(ours: list[Walk], theirs: list[Walk]) -> None:
    one, other = gap_of(passings(ours, theirs), STAGES), gap_of(passings(theirs, ours), STAGES)
    assert (one.ln is None) == (other.ln is None)
    if one.ln is not None and other.ln is not None:
        assert one.ln == pytest.approx(-other.ln)
        assert one.is_clear == other.is_clear
    for here, there in zip(one.stages, other.stages, strict=True):
        assert here.p == (None if there.p is None else pytest.approx(there.p))


@settings(max_examples=40, deadline=None)
@given(walks, walks)
def test_shares_are_given_only_where_they_can_be_read(ours: list[Walk], theirs: list[Walk]) -> None:
    found = gap_of(passings(ours, theirs), STAGES)
    if found.has_shares:
        assert found.is_clear
        assert sum(one.share or 0.0 for one in found.stages) == pytest.approx(1.0)
        assert all((one.share or 0.0) >= 0 for one in found.stages), "no stage pulls the other way"


def test_sum_per_stay_is_wrong_where_projects_go_back() -> None:
    """Per stay a project that goes back and on again counts twice, so the sum is not the gap; per project it is."""
    rng, back = Random(5), 0.15
    stays: Counter[tuple[bool, int, bool]] = Counter()
    ends: dict[bool, list[Walk]] = {True: [], False: []}
    for is_ours, ps in ((True, (0.8, 0.5, 0.6)), (False, (0.85, 0.7, 0.65))):
        for _project in range(4000):
            stage = furthest = 0
            while True:
                if stage and rng.random() < back:
                    stay_on = None
                    stage -= 1
                else:
                    stay_on = rng.random() < ps[stage]
                    stays[is_ours, stage, stay_on] += 1
                    stage += 1 if stay_on else 0
                furthest = max(furthest, stage)
                if stage == 3 or stay_on is False:
                    break
            ends[is_ours].append((min(furthest + 1, 3), stage == 3))
    found = gap_of(passings(ends[True], ends[False]), STAGES)
    truth = log(found.won_ours / found.won_theirs)
    per_stay = sum(
        log(stays[True, stage, True] / (stays[True, stage, True] + stays[True, stage, False]))
        - log(stays[False, stage, True] / (stays[False, stage, True] + stays[False, stage, False]))
        for stage in STAGES
    )
    assert found.ln == pytest.approx(truth)
    assert abs(per_stay - truth) > 0.02


# few, none, nothing


@pytest.mark.parametrize(
    ("ours", "theirs", "has_ln", "tests"),
    [
        ([], [], False, 0),
        ([(3, True)] * 20, [], False, 0),
        ([(1, False)] * 20, [(3, True)] * 20, False, 1),  # nothing of ours goes on from the first
        ([(3, True)] * 9, [(3, True)] * 90, True, 0),  # too few to be tested
        ([(3, True)] * 10, [(3, True)] * 10, True, 3),
        ([(3, True)] * 30 + [(1, False)] * 30, [(3, True)] * 30 + [(1, False)] * 30, True, 3),
    ],
)
def test_what_cannot_be_split_is_not_split(ours: list[Walk], theirs: list[Walk], has_ln: bool, tests: int) -> None:
    found = gap_of(passings(ours, theirs), STAGES)
    assert (found.ln is not None, found.tests) == (has_ln, tests)
    assert not found.is_clear
    assert not found.has_shares
    assert not any(one.is_weak and one.ours.p >= one.theirs.p for one in found.stages)


def test_no_stages_no_gap() -> None:
    assert gap_of([], ()) == Gap((), 1.0, 1.0, None, None, None, 0, True)


def test_stage_of_the_other_sign_forbids_shares() -> None:
    ours = [(1, False)] * 50 + [(2, False)] * 700 + [(3, True)] * 250
    theirs = [(1, False)] * 300 + [(2, False)] * 200 + [(3, True)] * 500
    found = gap_of(passings(ours, theirs), STAGES)
    assert found.is_clear
    assert not found.has_shares
    assert (found.stages[0].ln or 0) > 0 > (found.stages[1].ln or 0)


@pytest.mark.parametrize(("ln", "factor"), [(0.0, 1.0), (log(0.5), 0.5), (log(3), 3.0), (1e9, exp(50))])
def test_factor_of_a_part(ln: float, factor: float) -> None:
    assert factor_of(ln) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("side", "weight"),
    [
        (Side(100, 40, 0, 0.4, 0.0024), 100.0),
        (Side(100, 40, 20, 0.4, 0.003), 80.0),  # the open ones tell less
        (Side(50, 50, 0, 1.0, 0.0), 50.0),
        (Side(50, 0, 10, 0.0, 0.0), 40.0),
    ],
)
def test_known_as_well_as_so_many(side: Side, weight: float) -> None:
    assert side.weight == pytest.approx(weight)


# open ones


@pytest.mark.parametrize("seed", range(3))
def test_open_projects_neither_count_as_lost_nor_fall_out(seed: int) -> None:
    """Over 90 days of beginnings most are open; the shares that go on are still those that were planted."""
    p = (0.8, 0.6, 0.5)
    found = both(Random(seed), p, p, 1500, 1500, window=90)
    assert not found.is_exact
    for one, truth in zip(found.stages, p, strict=True):
        assert one.horizon is not None
        for side in (one.ours, one.theirs):
            assert side.p == pytest.approx(truth, abs=3 * side.variance**0.5)
            assert side.open > 0


def test_slow_side_is_not_charged_with_slowness() -> None:
    """Ours take half as long again, and go on as often. Going on by a day, alone, would call them far worse."""
    p, many = (0.8, 0.6, 0.5), 16
    gaps, alarms, by_a_day = [], 0, []
    for seed in range(many):
        rng = Random(seed)
        ours = drawn(rng, 400, p, is_ours=True, window=400, slow=1.5)
        theirs = drawn(rng, 400, p, is_ours=False, window=400)
        found = gap_of(ours + theirs, STAGES)
        gaps.append(found.ln or 0.0)
        alarms += found.is_clear
        by_a_day.append(sum(gone_on(ours, one.horizon, stage) - gone_on(theirs, one.horizon, stage)
                            for stage, one in enumerate(found.stages)))  # fmt: skip
    assert abs(sum(gaps) / many) < 0.08
    assert alarms <= 3
    assert sum(by_a_day) / many < -0.2


def gone_on(rows: list[Passing], horizon: float | None, stage: int) -> float:
    """The logarithm of the cumulative incidence of going on by a day."""
    ends = aalen_johansen((one.days, one.way, one.count) for one in rows if one.stage == stage)
    return log(ends["on"].at(horizon or 0.0)[0])


@pytest.mark.parametrize("window", [90.0, 1e6])
def test_nothing_is_claimed_where_nothing_differs(window: float) -> None:
    """The whole at 5 percent, stages at 10 percent false alarms together, over companies in which all are alike."""
    rng, many = Random(11), 150
    found = [both(rng, (0.8, 0.7, 0.5), (0.8, 0.7, 0.5), window=window) for _company in range(many)]
    assert sum(one.is_clear for one in found) / many <= 0.05 + 2.5 * (0.05 * 0.95 / many) ** 0.5
    named = sum(any(stage.q is not None and stage.q <= 0.1 for stage in one.stages) for one in found)
    assert named / many <= 0.10 + 2.5 * (0.10 * 0.90 / many) ** 0.5


def test_planted_stage_is_found() -> None:
    rng, hits = Random(4), 0
    for _company in range(20):
        found = both(rng, (0.8, 0.35, 0.5), (0.8, 0.7, 0.5), 150, 300)
        hits += (
            found.is_clear
            and found.stages[1].is_weak
            and min(one.ln or 0 for one in found.stages) == found.stages[1].ln
        )
    assert hits >= 19


def test_q_values_keep_the_order_of_p() -> None:
    found = both(Random(9), (0.7, 0.4, 0.5), (0.8, 0.7, 0.5), 200, 200)
    ranked = sorted((one.p or 0.0, one.q or 0.0) for one in found.stages)
    assert all(one[1] <= other[1] for one, other in pairwise(ranked))
    assert all(q >= p for p, q in ranked)
