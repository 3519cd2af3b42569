"""Why an average moved: the example of the literature to the digit, each term by hand, and the sum on any company."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.averages import CAME, KINDS, WENT, Kind, Unit, averages, in_order, summed, terms

STAYERS = (80, 90, 100, 100, 110, 120)
MONTHS1 = (12, 12, 12, 12, 12, Fraction("10.2"))
MONTHS2 = (12, 12, 12, 12, 12, Fraction("6.9"))


def stayer(before: float, now: float, months: float = 12, kind: Kind = "mature", later: float | None = None) -> Unit:
    """Somebody with these averages in the two periods."""
    first, second = Fraction(months), Fraction(months if later is None else later)
    return Unit(kind, first, Fraction(before) * first, second, Fraction(now) * second)


def joiner(average: float, months: float, kind: Kind = "joiners") -> Unit:
    return Unit(kind, 0, 0, Fraction(months), Fraction(average) * Fraction(months))


def leaver(average: float, months: float, kind: Kind = "leavers") -> Unit:
    return Unit(kind, Fraction(months), Fraction(average) * Fraction(months), 0, 0)


def company_of_eight() -> list[Unit]:
    """Two leave, some join, each of the six who stay is five percent better."""
    stayed = [
        Unit("mature", first, one * first, second, one * Fraction("1.05") * second)
        for one, first, second in zip(STAYERS, MONTHS1, MONTHS2, strict=True)
    ]
    return [*stayed, leaver(102.6, 24), Unit("joiners", 0, 0, 48, 48 * Fraction("46.2"))]


def test_the_example_of_the_company_of_eight_comes_out() -> None:
    sums = summed(company_of_eight())
    found = terms(sums, 48 * Fraction("62.5"))
    average = averages(sums)
    assert found is not None
    assert average is not None
    assert [round(float(one), 1) for one in average] == [100.3, 79.5]
    said = {name: round(float(value), 1) for name, value in in_order(found) if value}
    assert said == {"mature": 5.0, "worked": -1.1, "lacked": -17.1, "copying": -6.8, "leavers": -0.8}
    assert sum(found.values()) == average[1] - average[0]


@pytest.mark.parametrize(
    ("units", "nobody", "expected", "said"),
    [
        pytest.param([stayer(100, 110)], (0, 0), None, {"mature": 10}, id="one who is better"),
        pytest.param([stayer(100, 110, kind="maturing")], (0, 0), None, {"maturing": 10}, id="one who ripens"),
        pytest.param(
            [stayer(100, 110), stayer(50, 70, kind="maturing")], (0, 0), None, {"mature": 5, "maturing": 10},
            id="both are divided by all who stayed",
        ),
        pytest.param(
            [stayer(100, 100, 6, later=12), stayer(50, 50, 12, later=6)], (0, 0), None,
            {"worked": Fraction(50, 3)}, id="nobody is better, the better one was there for longer",
        ),
        pytest.param([stayer(100, 100), joiner(40, 12)], (0, 0), None, {"joiners": -30}, id="nobody came before"),
        pytest.param(
            [stayer(100, 100), joiner(40, 12)], (0, 0), Fraction(720), {"lacked": -20, "copying": -10},
            id="earlier ones made 60",
        ),
        pytest.param(
            [stayer(100, 100), joiner(70, 12)], (0, 0), Fraction(720), {"lacked": -20, "copying": 5},
            id="better than earlier ones",
        ),
        pytest.param([stayer(100, 100), leaver(40, 12)], (0, 0), None, {"leavers": 30}, id="a weak one leaves"),
        pytest.param(
            [stayer(100, 100), joiner(40, 12, "moved_in"), leaver(160, 12, "moved_out")], (0, 0), None,
            {"moved_in": -30, "moved_out": -30}, id="teams are changed",
        ),
        pytest.param(
            [stayer(100, 100), Unit("hardly", Fraction(1, 10), 100, 12, 1200)], (0, 0), None,
            {"hardly": 100 - Fraction(1300, 1) / Fraction(121, 10)}, id="a tenth of a month and one won",
        ),
        pytest.param([stayer(100, 100)], (120, 360), None, {"nobody": 20}, id="nobody's purchases"),
        pytest.param(
            [stayer(100, 100), Unit("leavers", 12, 1200, 0, 120)], (0, 0), None, {"nobody": 10},
            id="won after leaving",
        ),
        pytest.param([leaver(100, 12), joiner(60, 12)], (0, 0), None, {"replaced": -40}, id="nobody stayed"),
        pytest.param(
            [Unit("hardly", Fraction(1, 2), 50, 12, 600)], (0, 0), None, {"hardly": -50}, id="one who hardly was there"
        ),
        pytest.param([stayer(-50, -20)], (0, 0), None, {"mature": 30}, id="a loss that is smaller"),
    ],
)  # fmt: skip
def test_each_reason_is_told_apart(
    units: list[Unit], nobody: tuple[int, int], expected: Fraction | None, said: dict[str, Fraction]
) -> None:
    sums = summed(units, nobody)
    found = terms(sums, expected)
    average = averages(sums)
    assert found is not None
    assert average is not None
    assert {name: value for name, value in found.items() if value} == said
    assert sum(found.values()) == average[1] - average[0]


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([], id="nobody"), pytest.param([joiner(1, 1)], id="nobody before"),
        pytest.param([leaver(1, 1)], id="nobody now"), pytest.param([Unit("absent", 0, 5, 0, 7)], id="a lead"),
    ],
)  # fmt: skip
def test_without_months_there_is_no_average(units: list[Unit]) -> None:
    assert averages(summed(units)) is None
    assert terms(summed(units)) is None


SOME = st.sampled_from([Fraction(1, 30), Fraction(1), Fraction(77, 31), Fraction(12)])
NONE = st.just(Fraction(0))
PROFIT = st.integers(-(10**11), 10**11)


def units_of(kind: Kind) -> st.SearchStrategy[Unit]:
    """Units with the months that their kind has."""
    first = NONE if kind in (*CAME, "absent") else SOME
    second = NONE if kind in (*WENT, "absent") else SOME
    return st.builds(Unit, st.just(kind), first, PROFIT, second, PROFIT)


UNITS = st.lists(st.sampled_from(KINDS).flatmap(units_of), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(UNITS, st.tuples(PROFIT, PROFIT), st.none() | st.integers(-(10**12), 10**12))
def test_the_terms_add_up_in_any_company(units: list[Unit], nobody: tuple[int, int], expected: int | None) -> None:
    sums = summed(units, nobody)
    average, found = averages(sums), terms(sums, expected if expected is None else Fraction(expected))
    assert (average is None) == (found is None)
    if average is not None and found is not None:
        assert sum(found.values()) == average[1] - average[0]
        assert len(in_order(found)) == len(found)


FLOAT = st.floats(0.5, 12.0)
AVERAGE = st.floats(-1000, 1000)
STAYED_ = st.builds(lambda kind, m1, a, m2, b: Unit(kind, m1, a * m1, m2, b * m2),
                    st.sampled_from(["mature", "maturing"]), FLOAT, AVERAGE, FLOAT, AVERAGE)  # fmt: skip
CAME_ = st.builds(lambda m, a: Unit("joiners", 0, 0, m, a * m), FLOAT, AVERAGE)
WENT_ = st.builds(lambda m, a: Unit("leavers", m, a * m, 0, 0), FLOAT, AVERAGE)


@settings(max_examples=60, deadline=None)
@given(st.lists(STAYED_, min_size=1, max_size=5), st.lists(CAME_, max_size=4), st.lists(WENT_, max_size=4))
def test_it_is_the_decomposition_of_melitz_and_polanec(stayed: list[Unit], came: list[Unit], went: list[Unit]) -> None:
    """As their paper writes it: mean, covariance of share and average, and the two weighted differences."""
    found = terms(summed([*stayed, *came, *went]))
    assert found is not None

    def of(units: list[Unit], now: bool) -> tuple[float, float]:
        pairs = [(one.months2, one.profit2) if now else (one.months1, one.profit1) for one in units]
        months = sum(months for months, _profit in pairs)
        return months, sum(profit for _months, profit in pairs) / months if months else 0.0

    def mean_and_covariance(now: bool) -> tuple[float, float]:
        pairs = [(one.months2, one.profit2) if now else (one.months1, one.profit1) for one in stayed]
        total = sum(months for months, _profit in pairs)
        mean = sum(profit / months for months, profit in pairs) / len(pairs)
        return mean, sum((months / total - 1 / len(pairs)) * (profit / months - mean) for months, profit in pairs)

    (mean1, cov1), (mean2, cov2) = mean_and_covariance(now=False), mean_and_covariance(now=True)
    entering, leaving = of(came, now=True), of(went, now=False)
    share_came = entering[0] / (entering[0] + of(stayed, now=True)[0])
    share_went = leaving[0] / (leaving[0] + of(stayed, now=False)[0])
    close = {"abs": 1e-6, "rel": 1e-6}
    assert float(found["mature"] + found["maturing"]) == pytest.approx(mean2 - mean1, **close)
    assert float(found["worked"]) == pytest.approx(cov2 - cov1, **close)
    assert float(found["joiners"]) == pytest.approx(share_came * (entering[1] - mean2 - cov2), **close)
    assert float(found["leavers"]) == pytest.approx(share_went * (mean1 + cov1 - leaving[1]), **close)
