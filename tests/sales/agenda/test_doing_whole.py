"""Done, half done, missed, put off, corrected: each on record, each taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.calling.callers import plan
from tests.sales.chances import asks, insert, kept, project, stage, take_back
from tests.sales.house import count, refusal, row
from tuicrm.sales import agenda, funnel
from tuicrm.sales.agenda import Also, NewAction
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customer_needs, needs
from tuicrm.store.tables.system import changes

FRIDAY = date(2026, 11, 27)


def of_project(company: Company, **values: Any) -> tuple[int, int]:
    """A project of Acme with a planned call."""
    acme = company.customer("Acme", owner="li")
    line = project(company, "PX line", customer_id=acme, amount_minor=48_000_00)
    call = company.desk("li").write(agenda.plan, NewAction("call", "offer", project_id=line, on=NOW.date(), **values))
    return line, call.action_id


def test_length_and_cost_are_kept_with_their_currency(company: Company) -> None:
    _line, call = of_project(company)
    company.desk("li").write(agenda.done, call, outcome="talked", minutes=25, cost_minor=12_50)
    found = row(company, actions, call)
    assert (found.done_minutes, found.cost_minor, found.currency) == (25, 12_50, "EUR")
    take_back(company)
    found = row(company, actions, call)
    assert (found.done_minutes, found.cost_minor, found.currency) == (None, None, None)


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_a_length_that_cannot_be(small_company: Company, minutes: int) -> None:
    _line, call = of_project(small_company)
    assert refusal(small_company, "li", agenda.done, call, minutes=minutes).code == "too_long_done"


def test_half_done_is_planned_again_for_tomorrow(company: Company) -> None:
    _line, call = of_project(company)
    done = company.desk("li").write(agenda.done, call, outcome="half", note="second line missing")
    assert done.next is not None
    rest = row(company, actions, done.next.action_id)
    assert (rest.kind, rest.subject, rest.planned_on) == ("call", "offer", NOW.date() + timedelta(days=1))
    take_back(company)
    assert (row(company, actions, call).state, row(company, actions, rest.id).state) == ("planned", "cancelled")


def test_missed_is_no_contact(company: Company) -> None:
    line, call = of_project(company)
    before = kept(company, line).last_progress_at
    company.clock.later(hours=1)
    done = company.desk("li").write(
        agenda.done, call, outcome="missed", note="traffic", next_action=NewAction("call", on=FRIDAY)
    )
    found = row(company, actions, call)
    assert (found.state, found.outcome, found.cancel_reason, found.done_on) == ("cancelled", "missed", "traffic", None)
    assert kept(company, line).last_progress_at == before
    assert done.next is not None
    take_back(company)
    found = row(company, actions, call)
    assert (found.state, found.outcome, found.cancel_reason) == ("planned", None, None)
    assert row(company, actions, done.next.action_id).state == "cancelled"


def test_what_a_sentence_says_of_the_project_is_changed_and_taken_back(company: Company) -> None:
    line, call = of_project(company)
    need = insert(company, needs, name="CMM probe", position=1)
    also = Also(
        amount_minor=52_000_00, expected_on=FRIDAY, need="cmm probe",
        plans=(NewAction("quote", "offer", on=FRIDAY, promise="ours"),),
    )  # fmt: skip
    done = company.desk("li").write(agenda.done, call, outcome="talked", also=also)
    assert set(done.changed) == {"amount_minor", "expected_on", "need"}
    assert [one.kind for one in done.planned] == ["quote"]
    assert (kept(company, line).amount_minor, kept(company, line).expected_on) == (52_000_00, FRIDAY)
    assert company.value(select(customer_needs.c.need_id)) == need
    promised = row(company, actions, done.planned[0].action_id)
    assert (promised.promise, promised.project_id) == ("ours", line)
    take_back(company)
    assert (kept(company, line).amount_minor, kept(company, line).expected_on) == (48_000_00, None)
    assert row(company, actions, promised.id).state == "cancelled"
    assert company.value(select(customer_needs.c.archived_at)) is not None


def test_a_need_that_is_not_the_teams_is_refused_and_nothing_is_written(small_company: Company) -> None:
    _line, call = of_project(small_company)
    before = count(small_company, changes)
    said = refusal(small_company, "li", agenda.done, call, also=Also(need="dancing"))
    assert said.code == "need_unknown"
    assert row(small_company, actions, call).state == "planned"
    assert count(small_company, changes) == before


def test_an_open_project_is_not_left_without_a_next_step(small_company: Company) -> None:
    line, call = of_project(small_company)
    wanted = Also(must_go_on=True)
    assert refusal(small_company, "li", agenda.done, call, outcome="talked", also=wanted).code == "next_missing"
    done = small_company.desk("li").write(
        agenda.done, call, outcome="talked", note="fine", also=Also(must_go_on=True, without_next="they merge")
    )
    assert done.next is None
    assert row(small_company, actions, call).note == "they merge; fine"
    second = NewAction("visit", project_id=line, on=FRIDAY)
    small_company.desk("li").write(agenda.plan, second)
    logged = NewAction("call", project_id=line)
    assert small_company.desk("li").write(agenda.log, logged, outcome="talked", also=wanted).next is None


def test_a_closed_project_asks_for_no_next_step(small_company: Company) -> None:
    line, call = of_project(small_company)
    small_company.desk("li").write(funnel.lose, line, "timing")
    small_company.desk("li").write(agenda.done, call, outcome="talked", also=Also(must_go_on=True))


def test_a_done_action_meets_an_exit_criterion(small_company: Company) -> None:
    line, _call = of_project(small_company)
    asks(small_company, "New", "Needs", ("action", "demo", "demo shown"))
    needs_stage = stage(small_company, "Needs")
    desk = small_company.desk("li")
    assert [one.is_met for one in desk.read(funnel.criteria.missing, line, needs_stage)] == [False]
    desk.write(agenda.log, NewAction("demo", project_id=line))
    assert [one.is_met for one in desk.read(funnel.criteria.missing, line, needs_stage)] == [True]


def test_a_correction_is_on_record(company: Company) -> None:
    _line, call = of_project(company)
    company.desk("li").write(agenda.done, call, outcome="talked", note="wants 2")
    assert refusal(company, "li", agenda.correct, call, "", note="wants 3").code == "why_needed"
    company.clock.later(minutes=1)
    company.desk("li").write(agenda.correct, call, "misheard", note="wants 3", minutes=5)
    found = row(company, actions, call)
    assert (found.note, found.done_minutes, found.correct_reason) == ("wants 3", 5, "misheard")
    newest = select(changes).where(changes.c.record_kind == "action").order_by(changes.c.id.desc()).limit(1)
    line = company.all(newest)[0]
    assert line.personal["note"] == ["wants 2", "wants 3"]
    assert line.personal["correct_reason"] == [None, "misheard"]
    take_back(company)
    assert row(company, actions, call).note == "wants 2"


def test_what_is_done_is_not_called_off(small_company: Company) -> None:
    _line, call = of_project(small_company)
    small_company.desk("li").write(agenda.done, call, outcome="talked")
    assert refusal(small_company, "li", agenda.cancel, call, "never mind").code == "done_stays"


def test_what_is_planned_cannot_be_corrected(small_company: Company) -> None:
    _line, call = of_project(small_company)
    assert refusal(small_company, "li", agenda.correct, call, "why", note="x").code == "not_done"


def test_the_third_time_asks_why(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call = plan(company, acme)
    for days in (1, 2):
        company.desk("li").write(agenda.postpone, call, on=NOW.date() + timedelta(days=days))
    later = NOW.date() + timedelta(days=9)
    said = refusal(company, "li", agenda.postpone, call, on=later)
    assert (said.code, said.facts) == ("postponed_often", {"times": 2, "days": 2})
    company.desk("li").write(agenda.postpone, call, on=later, reason="on holiday")
    found = row(company, actions, call)
    assert (found.postponed, found.postpone_reason, found.planned_on) == (3, "on holiday", later)
    take_back(company)
    assert row(company, actions, call).postponed == 2


def test_an_earlier_day_is_no_putting_off(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    call = plan(small_company, acme, on=NOW.date() + timedelta(days=9))
    for days in (12, 14):
        small_company.desk("li").write(agenda.postpone, call, on=NOW.date() + timedelta(days=days))
    small_company.desk("li").write(agenda.postpone, call, on=NOW.date())
    assert row(small_company, actions, call).postponed == 2
