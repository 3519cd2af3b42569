"""The list of now tells a deputy what to take over, and everybody how much has no plan."""

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.sales import agenda, working
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.nowlist import AHEAD, OFFERED, NowRow
from tuicrm.sales.agenda.rhythm import Coverage

TODAY = NOW.date()


@pytest.fixture
def away(small_company: Company) -> Company:
    """Li is away from tomorrow on, Roth is the deputy; a call is planned for each of three days, one far off."""
    acme = small_company.customer("Acme", owner="li")
    for days in (1, 3, AHEAD.days + 1):
        new = NewAction("call", f"in {days}", customer_id=acme, on=TODAY + timedelta(days=days))
        small_company.desk("li").write(agenda.plan, new)
    small_company.desk("li").write(
        working.enter, TODAY + timedelta(days=1), TODAY + timedelta(days=30), deputy_id=small_company.id("roth")
    )
    return small_company


def offers(company: Company, login: str) -> list[NowRow]:
    return [row for row in company.desk(login).read(agenda.now_list).rows if row.section == OFFERED]


def test_a_deputy_sees_the_plans_of_the_next_days(away: Company) -> None:
    assert [(row.subject, row.contact, row.customer) for row in offers(away, "roth")] == [
        ("in 1", "Li Wei", "Acme"), ("in 3", "Li Wei", "Acme"),
    ]  # fmt: skip
    assert offers(away, "li") == []
    assert offers(away, "wang") == [], "there is a deputy"


def test_what_was_taken_over_is_offered_no_more(away: Company) -> None:
    first = offers(away, "roth")[0]
    away.desk("roth").write(working.take_over, [first.id])
    assert [row.subject for row in offers(away, "roth")] == ["in 3"]


def test_nobody_is_shown_what_is_offered_to_somebody_else(away: Company) -> None:
    found = away.desk("wang").read(agenda.now_list, away.id("roth"))
    assert [row for row in found.rows if row.section == OFFERED] == []


def test_the_list_says_how_much_has_no_plan(small_company: Company) -> None:
    first, _second = (small_company.customer(name, owner="li", class_key="A") for name in ("Acme", "Bolt"))
    small_company.customer("Of Roth", owner="roth", class_key="A")
    project(small_company, customer_id=first)
    small_company.desk("li").write(agenda.plan, NewAction("call", customer_id=first, on=TODAY))
    covered = small_company.desk("li").read(agenda.now_list).coverage
    assert (covered.customers, covered.customers_covered, covered.projects, covered.projects_covered) == (2, 1, 1, 0)
    assert (covered.missing, covered.share) == (2, 0.333333)
    made = small_company.desk("li").write(agenda.plan_missing)
    assert len(made) == 2
    assert small_company.desk("li").read(agenda.now_list).coverage.missing == 0


def test_one_persons_coverage_is_what_the_teams_table_says(small_company: Company) -> None:
    for name, login in (("Acme", "li"), ("Bolt", "li"), ("Cog", "roth")):
        project(small_company, f"{name} line", login, customer_id=small_company.customer(name, owner=login))
    table = {one.user_id: one for one in small_company.desk("wang").read(agenda.coverage)}
    for login in ("li", "roth"):
        mine = small_company.desk(login).read(agenda.now_list).coverage
        other = table[small_company.id(login)]
        assert (mine.customers, mine.customers_covered, mine.projects, mine.projects_covered) == (
            other.customers, other.customers_covered, other.projects, other.projects_covered,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "missing", "share"),
    [((0, 0, 0, 0), 0, None), ((4, 4, 1, 1), 0, 1.0), ((4, 1, 2, 0), 5, 0.166667), ((0, 0, 3, 2), 1, 0.666667)],
)
def test_missing_and_share(counts: tuple[int, int, int, int], missing: int, share: float | None) -> None:
    covered = Coverage(1, "Li", *counts)
    assert (covered.missing, covered.share) == (missing, share)
