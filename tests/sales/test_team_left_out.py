"""What the team page cannot know it says: days of joining that nobody noted, amounts without a rate."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.planted.companies import Planted, crew, old
from tests.sales.planted.telling import plant
from tuicrm.sales import analysis
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases


@pytest.fixture
def five(small_company: Company) -> Company:
    """Five who were always there."""
    plant(small_company, Planted("", crew((5, old)), is_even=False))
    return small_company


def said(company: Company, **values: Any) -> dict[str, str]:
    """The sentences, after a change of each row of a table; to be asked first: what was computed before is kept."""
    for name, changed in values.items():
        table = {"users": users, "projects": projects, "purchases": purchases}[name]
        company.database.write_as(lambda s, t=table, c=changed: s.connection.execute(t.update().values(**c)) and None,
                                  company.clock.now)  # fmt: skip
    return {one.key: one.text for one in sentences(company.desk("hale").read(analysis.team_page))}


def test_nobody_new_where_all_days_are_known(five: Company) -> None:
    assert said(five)["help"] == "Nobody joined in these twelve months."


def test_without_days_of_joining_nobody_is_called_experienced(five: Company) -> None:
    assert said(five, users={"joined_on": None})["help"] == (
        "Can't tell yet where new people need help: 5 people have no day of joining. Note it with each user."
    )


def test_sales_without_a_rate_are_left_out_and_said(five: Company) -> None:
    found = said(five, purchases={"currency": "USD", "home_minor": None, "home_cost_minor": None})
    assert "sales in other currencies have no rate and are left out." in found["plan"]
    assert found["plan"].endswith("Enter the rates: tuicrm rate set")
    page = five.desk("hale").read(analysis.team_page)
    assert page.plan.won_minor == 0 < page.plan.without_rate


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (
            {"home_minor": None, "currency": "USD"},
            "there are no rates for the currencies of the {n} open projects with",
        ),
        ({"home_minor": None, "amount_minor": None}, "none of the {n} open projects has an amount."),
    ],
)
def test_open_projects_without_a_rate_are_not_called_worthless(
    five: Company, amounts: dict[str, Any], words: str
) -> None:
    n = five.database.read_as(lambda s: s.value(select(func.count()).where(projects.c.state == "open")), five.clock.now)
    assert said(five, projects=amounts)["risk"].startswith(f"Can't tell yet: {words.format(n=n)}")
