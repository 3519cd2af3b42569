"""Channels and campaigns computed a second time, in plain Python over the tables, after days lived at random."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.analysis.lived import PEOPLE, Days
from tuicrm.sales import campaigns, doubles
from tuicrm.sales.campaigns import CREDITS, SourceAsk
from tuicrm.sales.intake import Lead
from tuicrm.store.database import Desk
from tuicrm.store.tables.channels import campaign_costs
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

NAMES = ("Fair", "Mailing", "Ads")
TODAY = NOW.date()
PERIODS = ((None, None), (TODAY, TODAY + timedelta(4)), (TODAY + timedelta(6), None), (None, TODAY + timedelta(3)))


class Asking(Days):
    """Days on which campaigns bring most, costs are not always known, and customers are merged and made two again."""

    def __init__(self, company: Company, seed: int) -> None:
        super().__init__(company, seed)
        self.acts |= {"merge": self.merge, "unmerge": self.unmerge}
        hale = company.desk("hale")
        for name, source in zip(NAMES, ("campaign", "email", "website"), strict=True):
            hale.write(campaigns.add, name, source)
        for name, month in (("Fair", 11), ("Fair", 12), ("Ads", 11)):
            hale.write(campaigns.cost, name, 2026 * 12 + month, 100_01 * month)

    def lead(self) -> None:
        campaign = self.rng.choice((*NAMES, ""))
        new = Lead(name=f"C{self.done.total()} {self.rng.randint(1, 99999)}", campaign=campaign, class_key="A")
        self.by(self.rng.choice(PEOPLE), "lead.take_in", new)

    def again(self) -> None:
        one = self.one(customers, customers.c.archived_at.is_(None))
        name = self.company.value(select(customers.c.name).where(customers.c.id == one))
        self.by("hale", "lead.take_in", Lead(name=name, campaign=self.rng.choice(NAMES)))

    def win(self) -> None:
        self.on_project("funnel.win", cost_minor=self.rng.choice((None, 33_34, 400_01)), reason="x")

    def merge(self) -> None:
        live = customers.c.archived_at.is_(None)
        kept = self.one(customers, live)
        self.company.desk("hale").write(doubles.merge, kept, self.one(customers, live, customers.c.id != kept))

    def unmerge(self) -> None:
        self.company.desk("hale").write(doubles.unmerge, self.one(customers, customers.c.merged_into_id.is_not(None)))


@pytest.fixture(params=[3, 11])
def lived(small_company: Company, request: pytest.FixtureRequest) -> Company:
    days = Asking(small_company, request.param)
    days.live(12, 30, ("lead", 4), ("again", 4), ("claim", 6), ("begin", 6), ("win", 5), ("reopen", 1), ("merge", 1))
    assert min(days.done[name] for name in ("again", "win", "reopen", "merge", "unmerge", "judge")) > 0
    return small_company


def live_rows(company: Company, table: Any) -> list[Any]:
    return company.all(select(table).where(table.c.archived_at.is_(None)).order_by(table.c.id))


def second(company: Company, by: str, first: date | None, last: date | None, how: str) -> dict[Any, dict[str, Any]]:
    """What each channel or campaign brought, by the definitions alone."""
    column = f"{by}_id"
    cards = {row.id: row for row in live_rows(company, customers)}
    asked = defaultdict(list)
    for row in sorted(live_rows(company, inquiries), key=lambda one: (one.came_at, one.id)):
        asked[row.customer_id].append(row)
    found: dict[Any, dict[str, Any]] = defaultdict(lambda: defaultdict(Fraction))

    def within(day: date | None) -> bool:
        return day is not None and (first is None or day >= first) and (last is None or day <= last)

    def owed(customer_id: int, day: date, at: datetime) -> list[Any]:
        """All events of these days have a moment: none is entered later."""
        assert at.date() == day
        touches: list[Any] = [one for one in asked[customer_id] if one.came_at <= at] or [cards[customer_id]]
        return touches if how == "equal" else [touches[0 if how == "first" else -1]]

    def credit(name: str, customer_id: int, day: date, at: datetime, amount: int = 1) -> None:
        touches = owed(customer_id, day, at)
        for one in touches:
            found[getattr(one, column)][name] += Fraction(amount, len(touches))

    buyers = {row.customer_id for row in live_rows(company, purchases)}
    for row in live_rows(company, projects):
        if within(row.created_on):
            credit("projects", row.customer_id, row.created_on, row.created_at)
        if row.state == "won":
            buyers.add(row.customer_id)
            if within(row.closed_on):
                credit("won", row.customer_id, row.closed_on, row.closed_at)
    closed = {row.id: row.closed_at for row in company.all(select(projects))}
    for row in live_rows(company, purchases):
        at = closed[row.project_id]
        if within(row.bought_on):
            credit("revenue", row.customer_id, row.bought_on, at, row.home_minor)
            known = row.home_cost_minor is not None
            credit("profit" if known else "unknown", row.customer_id, row.bought_on, at,
                   row.home_minor - row.home_cost_minor if known else 1)  # fmt: skip
    for row in cards.values():
        if within(row.created_at.date()):
            found[getattr(row, column)]["customers"] += 1
            found[getattr(row, column)]["buyers"] += row.id in buyers
    for one in (row for rows in asked.values() for row in rows if within(row.came_on)):
        found[getattr(one, column)]["inquiries"] += 1
    return found


def test_a_second_program_comes_to_the_same_figures(lived: Company) -> None:
    hale = lived.desk("hale")
    for by, how, (first, last) in product(("source", "campaign"), CREDITS, PERIODS):
        report = hale.read(campaigns.report, SourceAsk(by, first, last, how))
        expected = second(lived, by, first, last, how)
        whole: dict[str, Fraction] = defaultdict(Fraction)
        for one in expected.values():
            for name, number in one.items():
                whole[name] += number
        named = {row.key: row for row in report.rows}
        called = {one.id: one.name for one in hale.read(campaigns.listed)} | {None: ""}
        if by == "source":
            called = {row.id: row.key for row in lived.all(select(_sources()))} | {None: ""}
        for key, one in expected.items():
            row = named[called[key]]
            assert (row.inquiries, row.customers, row.buyers) == (one["inquiries"], one["customers"], one["buyers"])
            assert (row.projects, row.won) == pytest.approx((float(one["projects"]), float(one["won"])), abs=1e-4)
            assert abs(row.revenue_minor - one["revenue"]) <= len(report.rows) * 20
            assert (row.profit_minor is None) == (bool(one["unknown"]) and not one["profit"])
        assert sum(row.revenue_minor for row in report.rows) == whole["revenue"], "to the cent"
        assert sum(row.profit_minor or 0 for row in report.rows) == whole["profit"]
        costs = sum(row.cost_minor or 0 for row in report.rows)
        assert costs == sum(row.cost_minor for row in lived.all(select(campaign_costs)) if in_months(row, first, last))
    every_line_opens_as_many_as_it_counts(hale)


def _sources() -> Any:
    from tuicrm.store.tables.channels import sources

    return sources


def in_months(row: Any, first: date | None, last: date | None) -> bool:
    after = first is None or row.month >= first.year * 12 + first.month
    return after and (last is None or row.month <= last.year * 12 + last.month)


def every_line_opens_as_many_as_it_counts(hale: Desk) -> None:
    for name, how in product(NAMES, CREDITS):
        for one in hale.read(campaigns.chain, name, how).lines:
            if one.key in ("projects", "won"):
                rows = hale.read(campaigns.behind, name, one.key, how)
                assert sum(row.share for row in rows) == pytest.approx(one.value, abs=1e-4)
            elif one.key in ("revenue", "profit"):
                rows = hale.read(campaigns.behind, name, one.key, how)
                assert sum(getattr(row, f"{one.key}_minor") or 0 for row in rows) == (one.value or 0)
