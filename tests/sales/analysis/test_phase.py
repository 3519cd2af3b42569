"""Which phase a company is in, and revenue beside profit as an index: figures alone, no database."""

import pytest

from tuicrm.plain import language
from tuicrm.sales.analysis.team.index import MONTHS, index_of
from tuicrm.sales.analysis.team.phase import Year, phase
from tuicrm.sales.analysis.telling.phase import phase_words

BEFORE = Year(10.0, 1000, 300)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (Year(12.0, 1300, 320), "expanding"),  # heads and revenue up, profit stands: the thesis of it all
        (Year(12.0, 1300, 200), "level"),  # two up, one down
        (Year(12.0, 1000, 200), "level"),
        (Year(12.0, 1040, 310), "level"),  # more heads alone are no expansion
        (Year(10.0, 1300, 400), "expanding"),
        (Year(10.0, 1000, 300), "level"),
        (Year(10.9, 1090, 327), "level"),  # a tenth is the step
        (Year(11.0, 1100, 330), "expanding"),
        (Year(8.0, 800, 300), "shrinking"),
        (Year(8.0, 1000, 200), "shrinking"),
        (Year(8.0, 1200, 200), "level"),
        (Year(5.0, 400, -50), "shrinking"),
        (Year(0.0, 0, 0), "shrinking"),
    ],
)
def test_two_of_three_figures_make_a_phase(now: Year, name: str) -> None:
    assert phase(BEFORE, now).name == name


@pytest.mark.parametrize(
    "before",
    [Year(10.0, 1000, 300, months=8), Year(0.0, 1000, 300), Year(10.0, 0, 0), Year(0.0, 0, 0, months=0)],
)
def test_without_a_year_before_it_is_founding(before: Year) -> None:
    assert phase(before, Year(12.0, 1300, 400)).name == "founding"


@pytest.mark.parametrize(("was", "now", "name"), [(-100, 100, "expanding"), (-100, -300, "level"), (0, 5, "expanding")])
def test_losses_are_measured_by_their_own_size(was: int, now: int, name: str) -> None:
    assert phase(Year(10.0, 1000, was), Year(12.0, 1000, now)).name == name


def test_the_phase_is_never_said_without_its_parts() -> None:
    text = phase_words(phase(BEFORE, Year(12.5, 1360, 270)))
    assert text == "Level with more people: 10 to 12.5 heads, revenue +36%, profit -10% in four quarters."
    assert "profit" in text
    fewer = phase_words(phase(BEFORE, Year(7.5, 1000, 300)))
    assert fewer == "Level with fewer people: 10 to 7.5 heads, revenue 0%, profit 0% in four quarters."
    hidden = phase_words(phase(BEFORE, Year(12.5, 1360, 270)), profit=False)
    assert "profit" not in hidden
    assert "revenue" in hidden
    assert "from a loss" in phase_words(phase(Year(10.0, 1000, -5), Year(12.0, 1300, 50)))
    assert "no whole year before" in phase_words(phase(Year(10.0, 0, 0), Year(12.0, 1300, 50)))
    language.use("zh")
    try:
        assert (
            phase_words(phase(BEFORE, Year(12.5, 1360, 270)))
            == "规模持平但人多了：四个季度里人数10→12.5，收入+36%，利润-10%。"
        )
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("heads", "en", "zh"),
    [
        ((1.0, 1.02), "Shrinking: heads as before (1), revenue -10%", "收缩：四个季度里人数不变（1人），收入-10%"),
        ((11.83, 11.78), "Shrinking: heads as before (11.8), revenue -10%", "人数不变（11.8人）"),
        ((11.83, 11.72), "Shrinking: 11.8 to 11.7 heads, revenue -10%", "人数11.8→11.7"),
    ],
)
def test_heads_that_stand_are_not_said_to_move(heads: tuple[float, float], en: str, zh: str) -> None:
    before, now = Year(heads[0], 1000, 300), Year(heads[1], 900, 200)
    assert phase_words(phase(before, now)).startswith(en)
    language.use("zh")
    try:
        assert zh in phase_words(phase(before, now))
    finally:
        language.use("en")


def months(*sums: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Months with their revenue and profit; those before are empty, the last one runs."""
    empty = [(0, 0)] * (MONTHS - len(sums))
    return [(24000 + number, *pair) for number, pair in enumerate([*empty, *sums])]


def test_index_compares_whole_years_from_the_first_whole_month_on() -> None:
    even = index_of(months(*[(100, 30)] * MONTHS))
    assert len(even) == 13
    assert {(one.revenue, one.profit) for one in even} == {(100.0, 100.0)}
    grown = index_of(months((1, 1), *[(100, 40)] * 12, *[(150, 44)] * 12, (7, 7)))
    assert (grown[0].revenue, grown[-1].revenue, grown[-1].profit) == (100.0, 150.0, pytest.approx(110.0))
    assert grown[-1].month == 24000 + MONTHS - 2, "the month that runs is not over"


def test_what_began_to_be_recorded_lately_is_no_growth() -> None:
    assert index_of(months(*[(100, 30)] * 13)) == ()
    assert index_of(months()) == ()
    late = index_of(months((3, 1), *[(100, 30)] * 14, (1, 1)))
    assert [one.revenue for one in late] == [100.0] * 3


def test_from_a_loss_there_is_no_index() -> None:
    points = index_of(months((1, 1), *[(100, -5)] * 12, *[(150, 20)] * 12, (0, 0)))
    assert (points[-1].revenue, points[-1].profit) == (150.0, None)
