"""What `db check` finds: nothing after the rules, each contradiction made behind their back."""

from __future__ import annotations

import pytest
from sqlalchemy import Table, update

from tests.company import Company
from tuicrm.sales import funnel, projects
from tuicrm.sales.soundness import FAULTS, faults
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.customers import ownerships
from tuicrm.store.tables.projects import project_periods, stage_history
from tuicrm.store.tables.trade import credits


def worked_with(company: Company) -> int:
    """Make a customer and a project, and win it."""
    customer = company.customer("Acme", owner="li")
    new = projects.NewProject("ERP", customer_id=customer, amount_minor=500_000)
    project = company.desk("li").write(projects.add, new).project_id
    company.clock.later(days=3)
    company.desk("li").write(funnel.win, project, amount_minor=500_000, cost_minor=200_000, reason="they signed")
    return project


def found(company: Company) -> set[str]:
    return {fault.code for fault in company.desk("boss").read(faults)}


def test_rules_leave_no_fault(company: Company) -> None:
    worked_with(company)
    assert found(company) == set()


@pytest.mark.parametrize(
    ("table", "values", "code"),
    [
        (stage_history, {"live_project_id": None}, "stage"),
        (project_periods, {"amount_minor": 7}, "period"),
        (ownerships, {"owner_id": None}, "holder"),
        (credits, {"share_ppm": 999_999}, "credit"),
    ],
)
def test_contradiction_is_found(company: Company, table: Table, values: dict[str, object], code: str) -> None:
    worked_with(company)
    company.database.write_as(lambda session: session.connection.execute(update(table).values(values)), company.clock())
    assert found(company) == {code}
    assert code in FAULTS


def test_only_an_administrator_checks(small_company: Company) -> None:
    with pytest.raises(NotAllowed):
        small_company.desk("hale").read(faults)
