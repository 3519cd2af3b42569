"""What the page says of the real exports, computed from their files by scipy and numpy: agents, mix, break."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from scipy import stats as scipy_stats

from tests.left_out import real_data_folder

AGENTS = 30
CHI_SQUARE, P, CORRELATION = 33.35, 0.26, 0.95
"""As `tests/sales/analysis/test_questions.py` reads them from the page."""


@pytest.fixture(scope="module")
def closed() -> list[dict[str, str]]:
    """The projects of the CRM export that were won or lost."""
    with (real_data_folder() / "maven-crm" / "sales_pipeline.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["deal_stage"] in ("Won", "Lost")]


def test_agents_cannot_be_told_from_luck(closed: list[dict[str, str]]) -> None:
    ends = Counter((row["sales_agent"], row["deal_stage"]) for row in closed)
    agents = sorted({agent for agent, _end in ends})
    table = np.array([[ends[agent, "Won"], ends[agent, "Lost"]] for agent in agents])
    found = scipy_stats.chi2_contingency(table, correction=False)
    rates = table[:, 0] / table.sum(axis=1)
    assert (len(agents), found.dof) == (AGENTS, AGENTS - 1)
    assert round(found.statistic, 2) == CHI_SQUARE
    assert round(found.pvalue, 2) == P
    assert (round(100 * rates.min()), round(100 * rates.max())) == (55, 70)


def test_companies_where_all_are_alike_are_as_uneven_as_often(closed: list[dict[str, str]]) -> None:
    """The same by lot: with one rate for all, so uneven an outcome comes about as often as the p-value says."""
    tries = np.array(list(Counter(row["sales_agent"] for row in closed).values()))
    rate = sum(row["deal_stage"] == "Won" for row in closed) / len(closed)
    won = np.random.default_rng(1).binomial(tries, rate, size=(20_000, len(tries)))
    all_won = won.sum(axis=1, keepdims=True) / tries.sum()
    drawn = ((won - tries * all_won) ** 2 / (tries * all_won * (1 - all_won))).sum(axis=1)
    assert (drawn >= CHI_SQUARE).mean() == pytest.approx(P, abs=0.02)


def test_product_mix_explains_value_per_project(closed: list[dict[str, str]]) -> None:
    products = sorted({row["product"] for row in closed})
    agents = sorted({row["sales_agent"] for row in closed})
    value = np.array([float(row["close_value"] or 0) for row in closed])
    of_product = np.array([products.index(row["product"]) for row in closed])
    of_agent = np.array([agents.index(row["sales_agent"]) for row in closed])
    mean = np.bincount(of_product, value) / np.bincount(of_product)
    count = np.bincount(of_agent)
    actual = np.bincount(of_agent, value) / count
    expected = np.bincount(of_agent, mean[of_product]) / count
    assert round(float(np.corrcoef(actual, expected)[0, 1]), 2) == CORRELATION
    assert round(scipy_stats.pearsonr(actual, expected).statistic, 2) == CORRELATION


def test_the_turn_of_the_year_breaks_the_marketing_funnel() -> None:
    """No other month of the funnel stands as far from the months before it, in inquiries and in conversion."""
    folder = real_data_folder() / "olist-funnel"
    asked, won = _leads(folder)
    months = sorted(asked)
    n, k = np.array([asked[month] for month in months]), np.array([won[month] for month in months])
    before = [scipy_stats.poisson.sf(n[place] - 1, n[:place].mean()) for place in range(3, len(months))]
    turn = months.index("2018-01") - 3
    assert before[turn] < 1e-12
    assert min(before[:turn]) > before[turn]
    place = turn + 3
    table = [[k[:place].sum(), (n - k)[:place].sum()], [k[place:].sum(), (n - k)[place:].sum()]]
    assert scipy_stats.chi2_contingency(table).pvalue < 1e-12


def _leads(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Inquiries and won ones by the month of the first contact."""
    files: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            files[path.stem] = list(csv.DictReader(file))
    leads = next(rows for rows in files.values() if rows and "first_contact_date" in rows[0])
    deals = next(rows for rows in files.values() if rows and "won_date" in rows[0])
    month = {row["mql_id"]: f"{datetime.fromisoformat(row['first_contact_date']):%Y-%m}" for row in leads}
    return Counter(month.values()), Counter(month[row["mql_id"]] for row in deals if row["mql_id"] in month)
