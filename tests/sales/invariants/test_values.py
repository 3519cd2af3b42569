"""Amounts, months and moments: what is broken is named with its record, and what is lawful is not."""

import pytest

from tests.company import Company
from tests.sales.invariants.conftest import by_hand, first, found

NEGATIVE = [
    ("project", "amount_minor"), ("project", "cost_minor"), ("project", "home_minor"),
    ("project_period", "amount_minor"), ("project_period", "cost_minor"), ("action", "done_minutes"),
]  # fmt: skip
MONTHS = [
    ("project", "created_month"), ("project", "closed_month"), ("credit", "month"), ("purchase", "month"),
    ("inquiry", "month"), ("action", "done_month"),
]  # fmt: skip


def test_negative_amounts(worked: Company) -> None:
    broken = set()
    for table, column in NEGATIVE:
        row = first(worked, table, column)
        by_hand(worked, f'update "{table}" set {column} = -1 where id = {row}')
        broken.add((f"{table}.negative", row))
    assert broken - found(worked) == set()


@pytest.mark.parametrize("change", ["+ 1", "- 12", "* 0"])
def test_months_that_are_not_their_days(worked: Company, change: str) -> None:
    broken = set()
    for table, column in MONTHS:
        row = first(worked, table, column)
        by_hand(worked, f'update "{table}" set {column} = {column} {change} where id = {row}')
        broken.add((f"{table}.{column}", row))
    assert found(worked) == broken


LAWFUL = [
    "update customer set archived_at = '2026-11-25 00:00:00.000000'",
    "insert into membership (user_id, role, from_on, to_on) values (2, 'rep', '2025-01-01', '2026-01-05')",
    "update purchase set amount_minor = 1, archived_at = '2026-11-25 00:00:00.000000'",
    "update action set postponed = 0, first_planned_on = null",
    "update contact set archived_at = '2026-11-25 00:00:00.000000'",
    "update inquiry set contact_id = null",
    "update user set left_on = '2026-11-20' where login = 'kuhn'",
]


def test_what_is_lawful_is_not_named(worked: Company) -> None:
    for sql in LAWFUL:
        assert by_hand(worked, sql) > 0, sql
    assert found(worked) == set()


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        pytest.param(
            "insert into membership (user_id, role, from_on) values (2, 'rep', '2026-01-05')", "membership.two",
            id="twice from the same day on",
        ),
        pytest.param(
            "insert into membership (user_id, role, from_on, to_on) values (2, 'rep', '2025-01-01', '2026-01-06')",
            "membership.two", id="one day too long",
        ),
        pytest.param("update user set team_id = null where login = 'li'", "user.membership", id="no team any more"),
        pytest.param("update customer set archived_at = null, merged_into_id = 2 where id = 1", "customer.merged",
                     id="merged and still here"),
        pytest.param("update project set closed_on = '2026-11-30', closed_month = 24323 where state = 'open'",
                     "project.closed", id="open with a day of closing"),
        pytest.param("update credit set archived_at = '2026-11-25 00:00:00.000000'", "credit.whole",
                     id="credit put aside and nobody in its place"),
        pytest.param("update action set outcome = 'talked' where state = 'planned'", "action.done",
                     id="an outcome of what is still planned"),
        pytest.param("update purchase set home_minor = 5, amount_minor = null", "purchase.home",
                     id="worth something at home, and nothing abroad"),
    ],
)  # fmt: skip
def test_what_breaks_at_the_edge_is_named(worked: Company, sql: str, name: str) -> None:
    assert by_hand(worked, sql) > 0
    assert name in {one for one, _id in found(worked)}
