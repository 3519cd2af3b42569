"""Rhythms and silence: who is covered, what is missing and proposed, planned in one go; what the lead has to know."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan
from tests.sales.test_funnel import project
from tuicrm.sales import agenda, pool, undo, working
from tuicrm.sales.pool import PoolQuery
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers


def heard(company: Company, customer_id: int, days_ago: int) -> None:
    at = company.clock.now - timedelta(days=days_ago)
    company.database.write_as(
        lambda session: change.update(session, customers, customer_id, last_action_at=at), company.clock.now
    )


def share(company: Company, login: str, by: str = "wang") -> float | None:
    return next(
        one.share for one in company.desk(by).read(agenda.coverage) if one.user_id == company.id(login)
    )  # fmt: skip


def test_covered_is_what_has_a_plan_inside_its_rhythm(company: Company) -> None:
    a, b = (company.customer(name, owner="li", class_key=name) for name in ("A", "B"))
    company.customer("Z", owner="li", class_key="Z")
    assert share(company, "li") == 0
    plan(company, customer_id=a, on=NOW.date() + timedelta(days=13))
    plan(company, customer_id=b, on=NOW.date() + timedelta(days=31))
    assert share(company, "li") == round(1 / 3, 6)
    plan(company, customer_id=b, on=NOW.date() + timedelta(days=29))
    assert share(company, "li") == round(2 / 3, 6)
    project(company, "ERP", customer_id=a)
    (one,) = [one for one in company.desk("wang").read(agenda.coverage) if one.user == "Li Wei"]
    assert (one.customers, one.customers_covered, one.projects, one.projects_covered) == (3, 2, 1, 0)


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ("covered:yes", ["Soon"]), ("covered:no", ["Late", "Never", "Other"]), ("已安排:是", ["Soon"]),
        ("覆盖:否", ["Late", "Never", "Other"]), ("covered:yes,no", ["Late", "Never", "Other", "Soon"]),
        ("not:covered:yes", ["Late", "Never", "Off", "Other"]), ("covered:no class:b", ["Late"]),
    ],
)  # fmt: skip
def test_who_is_covered_is_a_filter(company: Company, filter: str, found: list[str]) -> None:
    company.desk("hale").write(agenda.set_rhythm, "C", days=0)
    made = {
        name: company.customer(name, owner="li", class_key=class_key)
        for name, class_key in (("Soon", "A"), ("Late", "B"), ("Never", "A"), ("Off", "C"), ("Other", None))
    }
    plan(company, customer_id=made["Soon"], on=NOW.date() + timedelta(days=3))
    plan(company, customer_id=made["Late"], on=NOW.date() + timedelta(days=40))
    plan(company, customer_id=made["Off"], on=NOW.date() + timedelta(days=3))
    company.desk("hale").write(agenda.set_rhythm, "", days=60)
    page = company.desk("li").read(pool.page, PoolQuery("mine", filter))
    assert (sorted(row.name for row in page.rows), page.errors) == (found, ())


def test_a_class_that_is_off_is_not_asked_for(company: Company) -> None:
    company.customer("Cee", owner="li", class_key="C")
    company.customer("None", owner="li")
    hale = company.desk("hale")
    assert [one.kind for one in company.desk("li").read(agenda.missing)] == ["customer", "customer"]
    hale.write(agenda.set_rhythm, "C", days=0)
    hale.write(agenda.set_rhythm, "", days=0)
    assert company.desk("li").read(agenda.missing) == ()
    assert not any(one.user == "Li Wei" for one in company.desk("wang").read(agenda.coverage))
    hale.write(undo.last)
    assert [one.name for one in company.desk("li").read(agenda.missing)] == ["None"]
    assert hale.read(agenda.rhythms)["rhythm"] == {"A": 14, "B": 30, "C": 0, "": 60}


@pytest.mark.parametrize("days", [-1, 999])
def test_rhythms_that_cannot_be(small_company: Company, days: int) -> None:
    with pytest.raises(Refused, match="rhythm"):
        small_company.desk("hale").write(agenda.set_rhythm, "A", days=days)
    with pytest.raises(NotAllowed):
        small_company.desk("wang").write(agenda.set_rhythm, "A", days=10)


def test_missing_plans_are_proposed_when_due_on_working_days(company: Company) -> None:
    late, soon = (
        company.customer("Late", owner="li", class_key="A"),
        company.customer("Soon", owner="li", class_key="A"),
    )
    heard(company, late, 40)
    heard(company, soon, 9)  # due in 5 days: a Saturday
    company.desk("li").write(working.enter, NOW.date(), NOW.date())
    found = company.desk("li").read(agenda.missing)
    assert [(one.name, one.propose_on) for one in found] == [
        ("Late", date(2026, 11, 24)), ("Soon", date(2026, 11, 27)),
    ]  # fmt: skip


def test_all_missing_are_planned_in_one_go_and_taken_back_in_one(company: Company) -> None:
    for nth in range(10):
        company.customer(f"C{nth}", owner="li", class_key="A")
    project(company, "ERP", customer_id=company.customer("Acme", owner="li", class_key="B"))
    company.clock.later(days=20)
    li = company.desk("li")
    made = li.write(agenda.plan_missing)
    assert len(made) == 12
    days = [one.on for one in made]
    assert max(days.count(on) for on in set(days)) <= 8
    assert all(on.weekday() < 5 for on in days)
    assert li.read(agenda.missing) == ()
    li.write(undo.last)
    assert len(li.read(agenda.missing)) == 12
    assert company.value(select(actions.c.state).where(actions.c.state == "planned")) is None


@pytest.mark.parametrize(("class_key", "limit"), [("A", 7), ("B", 15), ("C", 30), (None, 30)])
def test_silence_by_class_and_its_escalation(company: Company, class_key: str | None, limit: int) -> None:
    acme = company.customer("Acme", owner="li", class_key=class_key)
    li = company.desk("li")
    heard(company, acme, limit)
    assert li.read(agenda.silent) == ()
    company.clock.later(minutes=1)
    (one,) = li.read(agenda.silent)
    assert (one.kind, one.name, one.days, one.limit, one.is_escalated) == ("customer", "Acme", limit, limit, False)
    east = company.desk("wang").read(agenda.team_week).team_id
    assert company.desk("wang").read(agenda.silent, team_id=east, only_escalated=True) == ()
    company.clock.later(days=limit)
    (one,) = company.desk("wang").read(agenda.silent, team_id=east, only_escalated=True)
    assert (one.owner, one.days, one.is_escalated) == ("Li Wei", 2 * limit, True)
    plan(company, customer_id=acme)
    assert li.read(agenda.silent) == ()


def test_projects_are_silent_too_and_others_teams_not_shown(small_company: Company) -> None:
    project(small_company, "ERP", customer_id=small_company.customer("Acme", owner="li", class_key="A"))
    small_company.clock.later(days=8)
    kinds = [(one.kind, one.name) for one in small_company.desk("li").read(agenda.silent)]
    assert kinds == [("customer", "Acme"), ("project", "ERP")]
    assert small_company.desk("kuhn").read(agenda.silent, team_id=1) == ()


def test_now_list_goes_by_the_rhythms(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="B")
    heard(small_company, acme, 20)
    assert silent_now(small_company) == []
    small_company.desk("hale").write(agenda.set_rhythm, "B", days=10)
    assert silent_now(small_company) == [("Acme", 10)]


def silent_now(company: Company) -> list[tuple[str | None, int | None]]:
    rows = company.desk("li").read(agenda.now_list).rows
    return [(row.customer, row.rhythm_days) for row in rows if row.section == "silent"]
