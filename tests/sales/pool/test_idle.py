"""Days without anybody's doing anything: the list and the filter count the same ones, at any midnight."""

from datetime import UTC, datetime

import pytest

from tests.company import Company
from tests.sales.house import settle
from tuicrm.sales import pool
from tuicrm.sales.pool import PoolQuery, PoolRow


def rows(company: Company, filter: str) -> tuple[PoolRow, ...]:
    found: tuple[PoolRow, ...] = company.desk("hale").read(pool.page, PoolQuery("all", filter)).rows
    return found


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_idle_days_of_the_list_and_of_the_filter_are_the_same_at_any_midnight(
    small_company: Company, zone: str
) -> None:
    company = small_company
    settle(company, zone=zone)
    company.clock.now = datetime(2028, 2, 27, 15, 59, 59, tzinfo=UTC)
    company.customer("Early")
    company.clock.later(seconds=1)  # midnight in Shanghai, on the way into a leap day
    company.customer("Late", owner="li")
    company.customer("Worked", owner="li", last_action_at=datetime(2028, 2, 28, 23, 30, tzinfo=UTC))
    company.clock.now = datetime(2028, 3, 1, 7, 59, tzinfo=UTC)
    for name in ("Early", "Late", "Worked"):
        days = rows(company, name)[0].idle_days
        for line, fits in (
            (f"idle:{days}", True), (f"idle:{days}+", True), (f"idle:{days + 1}+", False), (f"idle:..{days}", True),
            (f"idle:<{days}", False), (f"idle:>{days}", False), (f"not:idle:{days}", False),
        ):  # fmt: skip
            assert bool(rows(company, f"{name} {line}")) is fits, (name, days, line)
