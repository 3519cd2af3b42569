"""The joiners' term and its split, lacked and copying, by a second program on arrays: made, real and random companies.

Written from the definitions, not from our program: B of a month, r of a tenure, R of a joiner (F1, 4).
"""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from tests.sales.analysis.expansion.made_persons import company
from tests.sample.conftest import NOW, english
from tuicrm.plain.periods import month_of
from tuicrm.plain.stats_groups import apart
from tuicrm.sales.analysis.expansion.averages import KINDS, STAYED
from tuicrm.sales.analysis.expansion.months import PARTS, months_of
from tuicrm.sales.analysis.expansion.moving import moved
from tuicrm.sales.analysis.expansion.persons import Periods, Person, periods, persons
from tuicrm.store.database import Database

__all__ = ["english"]  # the sample company, a fixture
UNKNOWN = 10_000
"""Months of tenure of who was there before anything was recorded."""


class Arrays:
    """Person x month: profit, part of the month, months since joining."""

    def __init__(self, people: list[Person], span: Periods) -> None:
        self.first = min([span.first1, *(month for one in people for month, _parts, _profit in one.months)])
        shape = len(people), span.last2 - self.first + 1
        self.profit, self.worked, self.tenure = np.zeros(shape), np.zeros(shape), np.zeros(shape, int)
        for row, one in enumerate(people):
            months = np.arange(self.first, span.last2 + 1)
            self.tenure[row] = UNKNOWN if one.joined is None else months - one.joined
            for month, parts, profit in one.months:
                if month <= span.last2:
                    self.worked[row, month - self.first] += parts / PARTS
                    self.profit[row, month - self.first] += profit

    def place(self, month: int) -> int:
        return month - self.first


def base(of: Arrays, span: Periods) -> np.ndarray:
    """B of each month: of the month, else of its year counted back from the last, else of all."""
    mature = of.tenure >= 12
    worked, profit = (np.where(mature, one, 0).sum(0) for one in (of.worked, of.profit))
    length, count = span.last2 - span.first2 + 1, len(worked)
    found = np.full(count, np.nan)
    good = (worked >= 3) & (profit > 0)
    found[good] = profit[good] / worked[good]
    for place in np.flatnonzero(~good):
        end = count - (count - 1 - place) // length * length
        for part in (slice(max(0, end - length), end), slice(None)):
            if np.isnan(found[place]) and worked[part].sum() >= 3 and profit[part].sum() > 0:
                found[place] = profit[part].sum() / worked[part].sum()
    return found


def curve(of: Arrays, bases: np.ndarray, before: int) -> dict[int, float]:
    """The ratio of each month of tenure, of all months before the period now; three person-months carry it."""
    months = np.arange(of.worked.shape[1])
    cells = (of.tenure >= 0) & (of.tenure < UNKNOWN) & (months < before)
    found: dict[int, float] = {}
    waiting = np.zeros(3)
    places: list[int] = []
    for tenure in range(int(of.tenure[cells].max(initial=-1)) + 1):
        here = cells & (of.tenure == tenure)
        if not of.worked[here].sum():
            continue
        sums = np.array([of.worked[here].sum(), of.profit[here].sum(), (of.worked * bases)[here].sum()])
        waiting, places = (sums, [tenure]) if found else (waiting + sums, [*places, tenure])
        if waiting[0] >= 3:
            found.update(dict.fromkeys(places, waiting[1] / waiting[2]))
    return found


def split(people: list[Person], span: Periods) -> dict[str, float] | None:
    """The joiners' term, and its two parts where there were joiners before them."""
    of = Arrays(people, span)
    kinds = np.array([one.unit(span).kind for one in people])
    now = slice(of.place(span.first2), of.place(span.last2) + 1)
    worked, profit = of.worked[:, now].sum(1), of.profit[:, now].sum(1)
    worked_there, come, stay = (np.isin(kinds, one) for one in (
        [kind for kind in KINDS if kind != "hardly"], ["joiners"], list(STAYED),
    ))  # fmt: skip
    if not come.any() or not stay.any():
        return None
    there, mean = worked[worked_there].sum(), profit[stay].sum() / worked[stay].sum()
    term = (profit[come].sum() - worked[come].sum() * mean) / there
    bases = base(of, span)
    if np.isnan(bases).any():
        return {"joiners": term}
    known = curve(of, bases, now.start)
    expected = 0.0
    for row in np.flatnonzero(come):
        for month in np.flatnonzero(of.worked[row, now]) + now.start:
            tenure = min(24, max(0, of.tenure[row, month]))
            lower = [one for one in known if one <= tenure]
            if not lower:
                return {"joiners": term}
            expected += of.worked[row, month] * bases[month] * known[max(lower)]
    copying = (profit[come].sum() - expected) / there
    return {"lacked": term - copying, "copying": copying}


def alike(people: list[Person], span: Periods, nobody: dict[int, int] | None = None) -> None:
    """Our terms are those of the second program, to the cent that rounding to a sum may move."""
    found, expected = moved(people, nobody or {}, span, draws=2), split(people, span)
    assert found is not None
    for name in ("joiners", "lacked", "copying"):
        term = found.term(name)
        theirs = None if expected is None else expected.get(name)
        if theirs is None:
            assert term is None or not term.people or name == "joiners"
        else:
            assert term is not None, name
            assert term.minor == pytest.approx(theirs, abs=2), name


def test_the_sample_company(english: Database) -> None:
    last = month_of(NOW.date()) - 1
    table = english.read_as(lambda session: months_of(session, date(2026, 10, 31)), NOW)
    people = persons(table)
    nobody = {month: profit for month, (profit, _revenue) in table.nobody.items()}
    alike(people, periods(last - 11, last), nobody)
    told = split(people, periods(last - 11, last))
    assert told is not None
    assert told["copying"] < 0, "planted: the second cohort copies worse"


@pytest.mark.parametrize("person", ["Region", "State", "Customer ID"])
@pytest.mark.parametrize("year", [2016, 2017])
def test_superstore(real_data: Path, person: str, year: int) -> None:
    sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    text = (real_data / "superstore" / "superstore_orders.csv").read_text("cp1252")
    for cells in csv.DictReader(text.splitlines()):
        sums[cells[person]][month_of(datetime.strptime(cells["Order Date"], "%m/%d/%Y").date())] += round(
            float(cells["Profit"]) * 100
        )
    last = year * 12 + 12
    people = []
    for place, by_month in enumerate(sums.values()):
        begin = min(by_month)
        months = tuple((month, PARTS, by_month.get(month, 0)) for month in range(begin, last + 1))
        people.append(Person(place, None if begin < 2014 * 12 + 7 else begin, months, months))
    alike(people, periods(last - 11, last))


def test_maven(real_data: Path) -> None:
    """Each agent joined in the month of the first sale, so all who begin late are joiners of somebody earlier."""
    sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for cells in csv.DictReader((real_data / "maven-crm" / "sales_pipeline.csv").read_text("utf-8").splitlines()):
        if cells["deal_stage"] == "Won":
            sums[cells["sales_agent"]][month_of(date.fromisoformat(cells["close_date"]))] += int(cells["close_value"])
    span = Periods(2017 * 12 + 3, 2017 * 12 + 7, 2017 * 12 + 8, 2017 * 12 + 12)
    people = []
    for place, by_month in enumerate(sums.values()):
        joined = [None, 2017 * 12 + 4, 2017 * 12 + 9][place % 3]
        begin = joined or min(by_month)
        months = tuple((month, PARTS, by_month.get(month, 0)) for month in range(begin, span.last2 + 1))
        people.append(Person(place, joined, months, months))
    alike(people, span)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 8), st.integers(1, 8), st.sampled_from([0.4, 0.7, 1.0, 1.5]), st.sampled_from([0.0, 0.4, 1.2]),
    st.integers(0, 10_000),
)  # fmt: skip
def test_random_companies(stayers: int, joiners: int, copying: float, noise: float, seed: int) -> None:
    last = 2026 * 12 + 10
    alike(company(stayers=stayers, joiners=joiners, copying=copying, noise=noise, seed=seed), periods(last - 11, last))


# two groups of persons side by side

units = st.lists(st.tuples(st.floats(-50, 50), st.floats(1, 20)), min_size=3, max_size=6)


@settings(max_examples=60, deadline=None)
@given(units, units)
def test_lots_are_those_of_scipy(ours: list[tuple[float, float]], theirs: list[tuple[float, float]]) -> None:
    found, rows = apart(ours, theirs), np.array([*ours, *theirs])

    def difference(mine: np.ndarray, other: np.ndarray, axis: int = -1) -> np.ndarray:
        picked = [rows[one.astype(int)] for one in (mine, other)]
        first, second = (one[..., 0].sum(axis) / one[..., 1].sum(axis) for one in picked)
        return first - second

    places = np.arange(len(ours)), np.arange(len(ours), len(rows))
    theirs_found = scipy_stats.permutation_test(
        places, difference, n_resamples=np.inf, alternative="two-sided", vectorized=True
    )
    null, seen = np.abs(theirs_found.null_distribution), abs(theirs_found.statistic)
    assert found is not None
    assert found.difference == pytest.approx(theirs_found.statistic, abs=1e-9)
    mid = (null > seen + 1e-7).mean() + (np.abs(null - seen) <= 1e-7).mean() / 2
    assert found.luck == pytest.approx(mid, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=4, max_size=9), st.lists(st.integers(-50, 50), min_size=4, max_size=9))
def test_range_is_that_of_welch_where_all_weigh_alike(ours: list[int], theirs: list[int]) -> None:
    if len({*ours}) < 2 or len({*theirs}) < 2:
        return
    found = apart([(one, 1.0) for one in ours], [(one, 1.0) for one in theirs])
    welch = scipy_stats.ttest_ind(ours, theirs, equal_var=False)
    assert found is not None
    spread = np.var(ours, ddof=1) / len(ours) + np.var(theirs, ddof=1) / len(theirs)
    whole = int(welch.df + 1e-9)  # ours takes whole degrees of freedom, never more than there are
    assert found.half == pytest.approx(scipy_stats.t.ppf(0.975, max(1, whole)) * spread**0.5, rel=1e-6)
