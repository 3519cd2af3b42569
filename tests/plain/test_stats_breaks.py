"""Breaks are found where the recording changed, and not where a company grew or had a good month."""

from random import Random

import pytest

from tuicrm.plain.stats_breaks import breaks

OLIST = [4, 239, 386, 312, 416, 445, 200, 1141, 1028, 1174, 1352, 1303]
WON = [0, 2, 9, 14, 21, 23, 11, 152, 149, 167, 172, 122]


def test_turn_of_the_year_in_the_marketing_funnel_is_a_break() -> None:
    assert breaks(OLIST, WON) == [7]


@pytest.mark.parametrize(
    ("counts", "hits", "why"),
    [
        ([100] * 12, [10] * 12, "nothing changes"),
        ([100, 110, 121, 133, 146, 161, 177, 195, 214, 236, 259, 285], None, "it grows"),
        ([100, 100, 100, 300, 100, 100, 100], None, "one good month"),
        ([100, 100, 100, 300, 310, 290, 300], [10, 10, 10, 30, 31, 29, 30], "more of the same at the same rate"),
        ([1, 3, 1, 4, 2, 5, 1], None, "too few"),
        ([], None, "nothing"),
        ([5], None, "one month"),
    ],
)
def test_no_break(counts: list[float], hits: list[float] | None, why: str) -> None:
    assert breaks(counts, hits) == [], why


def test_a_step_that_stays_is_a_break_of_counts_alone() -> None:
    assert breaks([100, 100, 100, 300, 310, 290, 300]) == [3]
    assert breaks([300, 310, 290, 300, 100, 100, 100]) == [4]


def test_luck_alone_makes_next_to_none() -> None:
    rng = Random(5)
    alarms = 0
    for _company in range(200):
        counts = [float(sum(rng.random() < 0.5 for _ in range(80))) for _month in range(24)]
        alarms += bool(breaks(counts))
    assert alarms == 0
