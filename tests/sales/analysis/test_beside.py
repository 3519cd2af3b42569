"""Two reports side by side: weeks, months, quarters and years find their counterparts, and nothing is left out."""

from datetime import date
from typing import Any

import pytest

from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.beside import rows_beside
from tuicrm.sales.analysis.report import Report, Row


def report(by: str, first: str | None, rows: dict[str, Any], unit: str = "money") -> Report:
    from_on = date.fromisoformat(first) if first else None
    told = tuple(Row((key,), value, 1) for key, value in rows.items())
    return Report("won-revenue", unit, (by,), from_on, None, "", None, "", "EUR", told)


@pytest.mark.parametrize(
    ("by", "first", "other", "then", "now"),
    [
        pytest.param("month", "2026-08-01", "2025-08-01", "2025-08", "2026-08", id="month, a year before"),
        pytest.param("month", "2026-08-01", "2025-08-01", "2025-10", "2026-10", id="a later month"),
        pytest.param("month", "2026-01-01", "2025-01-01", "2025-12", "2026-12", id="over the turn of a year"),
        pytest.param("month", "2026-02-01", "2026-01-04", "2026-01", "2026-02", id="month, as long before"),
        pytest.param("month", "2026-03-01", "2024-11-01", "2024-12", "2026-04", id="any days before"),
        pytest.param("month", "2024-11-01", "2026-03-01", "2026-04", "2024-12", id="any days after"),
        pytest.param("quarter", "2026-07-01", "2025-07-01", "2025-Q3", "2026-Q3", id="quarter, a year before"),
        pytest.param("quarter", "2026-01-01", "2025-10-01", "2025-Q4", "2026-Q1", id="quarter before"),
        pytest.param("quarter", "2026-02-10", "2025-11-12", "2026-Q1", "2026-Q2", id="quarter, begun within"),
        pytest.param("year", "2026-01-01", "2025-01-01", "2025", "2026", id="year"),
        pytest.param("year", "2026-01-01", "2020-01-01", "2021", "2027", id="years apart"),
        pytest.param("week", "2026-11-02", "2025-11-03", "2025-11-03", "2026-11-02", id="week, a year before"),
        pytest.param("week", "2026-11-02", "2026-10-26", "2026-10-26", "2026-11-02", id="week before"),
        pytest.param("week", "2026-11-05", "2026-10-29", "2026-11-02", "2026-11-09", id="week, begun within"),
        pytest.param("week", "2024-03-04", "2023-03-06", "2023-03-06", "2024-03-04", id="week over a leap day"),
        pytest.param("owner", "2026-08-01", "2025-08-01", "Li Wei", "Li Wei", id="people stay who they are"),
        pytest.param("month", None, None, "2026-08", "2026-08", id="two filters of one time"),
    ],
)
def test_what_stands_beside_what(by: str, first: str | None, other: str | None, then: str, now: str) -> None:
    [(row, before)] = rows_beside(report(by, first, {now: 7}), report(by, other, {then: 5}))
    assert (row.key, row.value, before.value) == ((now,), 7, 5)


@pytest.mark.parametrize(
    ("unit", "found", "other", "expected"),
    [
        pytest.param("money", {"A": 7}, {}, [("A", 7, 0, 7)], id="new money"),
        pytest.param("money", {}, {"A": 5}, [("A", 0, 5, -5)], id="money that is gone"),
        pytest.param("count", {"A": 2}, {"B": 3}, [("A", 2, 0, 2), ("B", 0, 3, -3)], id="another one"),
        pytest.param("rate", {"A": 0.5}, {}, [("A", 0.5, None, None)], id="a rate of nothing is not known"),
        pytest.param("rate", {}, {"A": 0.25}, [("A", None, 0.25, None)], id="nor is its change"),
        pytest.param("days", {"A": None}, {"A": 4}, [("A", None, 4, None)], id="a median of nothing"),
        pytest.param("rate", {"A": 0.5}, {"A": 0.25}, [("A", 0.5, 0.25, 0.25)], id="both known"),
        pytest.param("money", {}, {}, [], id="nothing at all"),
    ],
)
def test_what_only_one_of_them_has(
    unit: str, found: dict[str, Any], other: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    pair = as_answer(report("owner", None, found, unit), report("owner", None, other, unit))
    assert [(line.key[0], *(line.figures[name] for name in ("value", "against", "change"))) for line in pair.lines] == (
        expected
    )


def test_times_that_only_the_other_period_had_stand_in_their_order() -> None:
    now, then = report("month", "2026-01-01", {"2026-01": 1, "2026-03": 3}), {"2025-02": 5, "2025-01": 4}
    pairs = rows_beside(now, report("month", "2025-01-01", then))
    assert [(row.key[0], row.value, before.value) for row, before in pairs] == [
        ("2026-01", 1, 4), ("2026-02", 0, 5), ("2026-03", 3, 0),
    ]  # fmt: skip
