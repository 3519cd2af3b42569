"""The index of management lag as arithmetic: three teams have none, a planted lag is found, noise is not."""

from random import Random

import pytest

from tuicrm.sales.analysis.expansion.lagging import BASE_MONTHS, LEAST_POINTS, LeadMonth, index

Rows = list[LeadMonth]


def company(
    seed: int, *, teams: int = 5, months: int = 30, lag: float = 0.0, growing: bool = True, noise: float = 0.05
) -> Rows:
    """Teams that grow from four people to eight; the unanswered share rises by `lag` for each doubling."""
    lot, rows = Random(seed), []
    for team in range(teams):
        for month in range(months):
            grown = max(0.0, (month - BASE_MONTHS) / max(1, months - BASE_MONTHS)) if growing else 0.0
            share = 0.3 + 0.02 * team + lag * grown + lot.gauss(0, noise)
            counts = {"unanswered": share, "late": lot.gauss(0.2, noise), "moved": None}
            rows.append(LeadMonth(f"team {team}", 24_000 + month, 4 * 2**grown, counts))
    return rows


@pytest.mark.parametrize(
    ("teams", "months", "growing", "noise", "why"),
    [
        (0, 30, True, 0.05, "teams"), (1, 30, True, 0.05, "teams"), (3, 30, True, 0.05, "teams"),
        (4, 30, True, 0.05, ""), (5, 12, True, 0.05, "points"), (5, 23, True, 0.05, "points"),
        (5, 24, True, 0.05, ""), (5, 30, False, 0.05, "heads"), (5, 30, True, 0.0, "spread"),
    ],
)  # fmt: skip
def test_when_there_is_no_index_and_why(teams: int, months: int, growing: bool, noise: float, why: str) -> None:
    found = index(company(1, teams=teams, months=months, growing=growing, noise=noise))
    assert found.why == why
    assert (found.per_doubling is None) is bool(why)


def test_one_count_by_hand() -> None:
    """First year 0, 2, 0, 2 ...: mean 1, deviation 1.0445; then 1 + 1.0445 x ln(heads): slope 1, ln 2 a doubling."""
    from math import log, sqrt

    deviation = sqrt(12 / 11)
    rows = []
    for team in range(4):
        for month in range(BASE_MONTHS + LEAST_POINTS):
            heads = 4.0 + max(0, month - BASE_MONTHS)
            value = 2.0 * (month % 2) if month < BASE_MONTHS else 1 + deviation * log(heads)
            rows.append(LeadMonth(f"{team}", month, heads, {"a": value}))
    found = index(rows)
    assert found.per_doubling == pytest.approx(log(2))
    assert (found.low, found.high) == (pytest.approx(log(2)), pytest.approx(log(2)))
    assert [one.index for one in found.points] == [pytest.approx(log(4 + nth)) for nth in range(LEAST_POINTS)]
    assert {one.teams for one in found.points} == {4}


def test_without_lag_the_bounds_hold_nought_as_often_as_they_say() -> None:
    held = 0
    for seed in range(200):
        found = index(company(seed))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 0 <= found.high
    assert held / 200 == pytest.approx(0.95, abs=0.045)


def test_a_planted_lag_is_found() -> None:
    found = [index(company(seed, lag=0.15)) for seed in range(20)]
    assert sum((one.low or 0) > 0 for one in found) >= 18


@pytest.mark.parametrize("gone", [{"unanswered", "late", "moved"}, {"late", "moved"}])
def test_counts_that_are_not_known_are_left_out(gone: set[str]) -> None:
    rows = [
        LeadMonth(one.team, one.month, one.heads, {k: None if k in gone else v for k, v in one.counts.items()})
        for one in company(3)
    ]
    found = index(rows)
    assert bool(found.points) is ("unanswered" not in gone)


def test_the_order_of_rows_and_the_unit_of_a_count_change_nothing() -> None:
    rows = company(4, lag=0.1)
    mixed = rows[:]
    Random(1).shuffle(mixed)
    per_cent = [
        LeadMonth(one.team, one.month, one.heads, {k: None if v is None else 100 * v for k, v in one.counts.items()})
        for one in rows
    ]
    found = index(rows)
    assert index(mixed) == found
    assert index(per_cent).per_doubling == pytest.approx(found.per_doubling)


def test_a_team_that_began_later_is_measured_against_its_own_first_year() -> None:
    rows = company(5)
    young = [LeadMonth("young", one.month + 20, one.heads, one.counts) for one in rows if one.team == "team 0"]
    found = index(rows + young)
    by_month = {one.month: one.teams for one in found.points}
    assert by_month[24_000 + BASE_MONTHS] == 5
    assert by_month[24_000 + 32] == 1
