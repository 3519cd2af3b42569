"""A project's plan: laid by working days from a template, shifted as a whole or from a step on, taken back."""

from datetime import date

import pytest

from tests.company import Company
from tests.sales.test_agenda import row
from tests.sales.test_funnel import project
from tuicrm.sales import agenda, undo, working
from tuicrm.sales.agenda import Step
from tuicrm.store.errors import NotAllowed, Refused

STEPS = [Step("call", "needs", 0), Step("visit", "plant", 3, 120), Step("quote", "offer", 5)]


@pytest.fixture
def erp(company: Company) -> int:
    return project(company, "Acme ERP", customer_id=company.customer("Acme", owner="li"))


def days(company: Company, erp: int) -> list[str]:
    return [f"{one.on:%m-%d}" for one in company.desk("li").read(agenda.steps_of, erp) if one.on]


def test_steps_follow_in_working_days(company: Company, erp: int) -> None:
    company.desk("li").write(working.enter, date(2026, 11, 25), date(2026, 11, 25))
    laid = company.desk("li").write(agenda.lay, erp, STEPS)
    assert [f"{on:%m-%d}" for _, on in laid.days] == ["11-23", "11-27", "12-04"]
    assert days(company, erp) == ["11-23", "11-27", "12-04"]
    rows = company.desk("li").read(agenda.steps_of, erp)
    assert [(one.position, one.kind, one.days) for one in rows] == [(0, "call", 0), (1, "visit", 3), (2, "quote", 5)]
    company.desk("li").write(undo.last)
    assert days(company, erp) == []


def test_shifted_as_a_whole_and_from_a_step_on(company: Company, erp: int) -> None:
    li = company.desk("li")
    laid = li.write(agenda.lay, erp, STEPS, begins_on=date(2026, 11, 24))
    assert days(company, erp) == ["11-24", "11-27", "12-04"]
    li.write(agenda.shift, erp, days=2)
    assert days(company, erp) == ["11-26", "12-01", "12-08"]
    assert row(company, laid.days[0][0]).postponed == 1
    li.write(agenda.shift, erp, days=-1, from_action=laid.days[1][0])
    assert days(company, erp) == ["11-26", "11-30", "12-07"]
    li.write(undo.last)
    li.write(undo.last)
    assert days(company, erp) == ["11-24", "11-27", "12-04"]
    assert row(company, laid.days[0][0]).postponed == 0
    li.write(agenda.shift, erp, begins_on=date(2026, 12, 5))
    assert days(company, erp) == ["12-07", "12-10", "12-17"]


def test_more_steps_come_after_the_last(company: Company, erp: int) -> None:
    li = company.desk("li")
    li.write(agenda.lay, erp, STEPS)
    li.write(agenda.lay, erp, [Step("call", "answer", 2)])
    assert days(company, erp) == ["11-23", "11-26", "12-03", "12-07"]


def test_done_steps_stay_where_they_are(company: Company, erp: int) -> None:
    li = company.desk("li")
    laid = li.write(agenda.lay, erp, STEPS)
    li.write(agenda.done, laid.days[0][0], outcome="done")
    li.write(agenda.shift, erp, days=1)
    assert days(company, erp) == ["11-23", "11-27", "12-04"]


def test_templates_are_kept_used_and_dropped(company: Company, erp: int) -> None:
    wang, li = company.desk("wang"), company.desk("li")
    wang.write(agenda.keep_template, "Standard", STEPS)
    li.write(agenda.lay, erp, [Step("demo", "show", 1)], template="stand")
    assert days(company, erp) == ["11-23", "11-26", "12-03", "12-04"]
    kept = wang.write(agenda.keep_template, "Longer", of_project=erp)
    assert [(one.kind, one.subject, one.days) for one in kept.steps] == [
        ("call", "needs", 0), ("visit", "plant", 3), ("quote", "offer", 5), ("demo", "show", 1),
    ]  # fmt: skip
    assert [one.name for one in li.read(agenda.templates)] == ["Longer", "Standard"]
    wang.write(agenda.drop_template, "Longer")
    assert [one.name for one in li.read(agenda.templates)] == ["Standard"]
    wang.write(undo.last)
    assert [one.name for one in li.read(agenda.templates)] == ["Longer", "Standard"]


@pytest.mark.parametrize(
    ("steps", "named", "code"),
    [
        ([], "", "steps"),
        ([Step("call", "", 0)] * 51, "", "steps"),
        ([Step("call", "", -1)], "", "step_days"),
        ([Step("call", "", 999)], "", "step_days"),
        ([Step("dance", "", 0)], "", "kind"),
        ([], "nothing", "template_unknown"),
    ],
)
def test_plans_that_cannot_be(small_company: Company, steps: list[Step], named: str, code: str) -> None:
    made = project(small_company, "ERP", customer_id=small_company.customer("Acme", owner="li"))
    with pytest.raises(Refused) as refused:
        small_company.desk("li").write(agenda.lay, made, steps, template=named)
    assert refused.value.code == code
    assert small_company.desk("li").read(agenda.steps_of, made) == ()


def test_who_may_not(small_company: Company) -> None:
    made = project(small_company, "ERP", customer_id=small_company.customer("Acme", owner="li"))
    with pytest.raises(NotAllowed):
        small_company.desk("roth").write(agenda.lay, made, STEPS)
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(agenda.keep_template, "mine", STEPS)
    with pytest.raises(Refused, match="no_plan"):
        small_company.desk("li").write(agenda.shift, made, days=1)
