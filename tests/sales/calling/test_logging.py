"""A call is logged with one outcome: what follows by itself, what is asked, what is taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.calling.callers import at, called, give_phone, log, look, plan, start
from tests.sales.chances import project, take_back
from tests.sales.house import holder, refusal, row
from tuicrm.sales import agenda, calling
from tuicrm.sales.agenda import Also, NewAction
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import run_records
from tuicrm.store.tables.customers import contact_points


def rest(company: Company) -> list[tuple[str, str | None]]:
    found = company.all(select(actions.c.state, actions.c.outcome).order_by(actions.c.id))
    return [tuple(one) for one in found]


def test_no_answer_comes_again_and_at_the_end_the_customer_is_given_free(company: Company) -> None:
    acme = called(company, "Acme")
    start(company, acme)
    waits = []
    for nth in range(1, 4):
        done = log(company, "no_answer").done
        assert (done.tries, done.most_tries) == (nth, 4)
        assert done.next is not None
        waits.append(done.next.at - company.clock.now)
        company.clock.now = done.next.at + timedelta(minutes=1)
        if look(company).record is None:
            start(company, acme)
    assert waits == [timedelta(hours=3), timedelta(days=1), timedelta(days=3)]
    last = log(company, "no_answer").done
    assert (last.next, last.is_released) == (None, True)
    assert holder(company, acme) is None
    take_back(company)
    assert holder(company, acme) == company.id("li")
    assert look(company).record is not None


def test_who_has_an_open_project_is_not_given_free(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    line = project(small_company, customer_id=acme)
    for _ in range(4):
        small_company.desk("li").write(agenda.log, NewAction("call", project_id=line), outcome="no_answer")
        small_company.clock.later(hours=1)
    assert holder(small_company, acme) == small_company.id("li")


@pytest.mark.parametrize(
    ("outcome", "wait"),
    [("busy", timedelta(minutes=20)), ("no_answer", timedelta(hours=3))],
)
def test_what_comes_again_by_itself(small_company: Company, outcome: str, wait: timedelta) -> None:
    start(small_company, called(small_company, "Acme"))
    done = log(small_company, outcome).done
    assert done.next is not None
    assert done.next.at == NOW + wait


def test_not_now_is_for_a_day_in_two_months(small_company: Company) -> None:
    start(small_company, called(small_company, "Acme"))
    done = log(small_company, "not_now", note="budget next year").done
    assert done.next is not None
    assert (done.next.at, done.next.on) == (None, date(2027, 1, 22))


def test_not_interested_wants_a_reason(small_company: Company) -> None:
    start(small_company, called(small_company, "Acme"))
    record = look(small_company).record
    assert record is not None
    assert refusal(small_company, "li", calling.log, record.id, "not_interested").code == "why_needed"
    done = log(small_company, "not_interested", also=Also(reason="too expensive")).done
    assert row(small_company, actions, done.action_id).note == "too expensive"


def test_a_wrong_number_marks_the_phone_and_not_the_customer(company: Company) -> None:
    acme = called(company, "Acme")
    second = give_phone(company, acme, "+44 20 7946 0018")
    start(company, acme)
    record = look(company).record
    assert record is not None
    done = log(company, "wrong_number", also=Also(point_id=record.numbers[0].point_id)).done
    assert done.changed == ("wrong",)
    assert row(company, contact_points, record.numbers[0].point_id).wrong_at == NOW
    assert row(company, contact_points, second).wrong_at is None
    assert holder(company, acme) == company.id("li")
    take_back(company)
    assert row(company, contact_points, record.numbers[0].point_id).wrong_at is None


def test_do_not_call_closes_the_phone(company: Company) -> None:
    acme = called(company, "Acme")
    start(company, acme)
    record = look(company).record
    assert record is not None
    log(company, "do_not_call", also=Also(point_id=record.numbers[0].point_id))
    assert refusal(company, "li", calling.start, "", [acme]).code == "run_no_phone"
    take_back(company)
    assert company.desk("li").write(calling.start, "", [acme]).records == 1


def test_without_a_phone_named_all_of_the_contact_are_closed(small_company: Company) -> None:
    acme = called(small_company, "Acme", phone="")
    points = [give_phone(small_company, acme, f"+44 20 7946 00{nth}") for nth in (18, 19)]
    small_company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="do_not_call")
    assert all(row(small_company, contact_points, point).closed_at == NOW for point in points)
    take_back(small_company)
    assert all(row(small_company, contact_points, point).closed_at is None for point in points)


def test_a_planned_call_is_the_one_that_is_done(company: Company) -> None:
    acme = called(company, "Acme")
    planned = plan(company, acme, subject="answer on the quote")
    start(company, acme)
    company.clock.later(minutes=4)
    done = log(company, "talked", note="wants 2", next_action=NewAction("demo", on=date(2026, 11, 27)))
    assert done.done.action_id == planned
    kept = row(company, actions, planned)
    assert (kept.state, kept.outcome, kept.note, kept.done_minutes) == ("done", "talked", "wants 2", 4)
    assert done.done.next is not None
    assert done.done.next.kind == "demo"
    record = row(company, run_records, done.record_id)
    assert (record.state, record.seconds, record.done_action_id) == ("done", 240, planned)


def test_a_visit_that_is_planned_is_not_done_by_a_call(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    visit = plan(small_company, acme, kind="visit")
    start(small_company, acme)
    log(small_company, "talked")
    assert row(small_company, actions, visit).state == "planned"


def test_taking_back_puts_the_same_one_on_the_screen_again(company: Company) -> None:
    first, second = called(company, "First"), called(company, "Second")
    planned = plan(company, first)
    run = start(company, first, second)
    log(company, "busy")
    assert look(company, run).record.customer == "Second"  # type: ignore[union-attr]
    take_back(company)
    view = look(company, run)
    assert view.record is not None
    assert (view.record.customer, view.place, view.no_answers, view.later) == ("First", 1, 0, 0)
    assert row(company, actions, planned).state == "planned"
    assert [state for state, _ in rest(company)] == ["planned", "cancelled"]


def test_a_call_is_logged_once(small_company: Company) -> None:
    start(small_company, called(small_company, "Acme"))
    record = look(small_company).record
    assert record is not None
    small_company.desk("li").write(calling.log, record.id, "talked")
    assert refusal(small_company, "li", calling.log, record.id, "talked").code == "not_waiting"
    assert refusal(small_company, "li", calling.skip, record.id).code == "not_waiting"


def test_skipped_comes_again_at_the_end(small_company: Company) -> None:
    ids = [called(small_company, name) for name in ("One", "Two", "Three")]
    run = start(small_company, *ids)
    record = look(small_company, run).record
    assert record is not None
    small_company.desk("li").write(calling.skip, record.id)
    order = []
    while (record := look(small_company, run).record) is not None:
        order.append(record.customer)
        log(small_company, "talked")
    assert order == ["Two", "Three", "One"]


def test_skipping_is_taken_back(small_company: Company) -> None:
    run = start(small_company, called(small_company, "One"), called(small_company, "Two"))
    record = look(small_company, run).record
    assert record is not None
    small_company.desk("li").write(calling.skip, record.id)
    take_back(small_company)
    assert look(small_company, run).record.customer == "One"  # type: ignore[union-attr]


def test_a_run_is_gone_on_with_on_another_machine(company: Company) -> None:
    run = start(company, *[called(company, name) for name in ("One", "Two", "Three")])
    log(company, "talked")
    other = company.database.as_("li", company.clock, through="another machine")
    view = other.read(calling.look)
    assert (view.id, view.place, view.records, view.talks) == (run, 2, 3, 1)
    assert view.record is not None
    other.write(calling.log, view.record.id, "talked")
    assert look(company).place == 3


def test_at_the_end_it_says_what_came_of_it(company: Company) -> None:
    ids = [called(company, name) for name in ("One", "Two", "Three", "Four")]
    run = start(company, *ids)
    log(company, "talked", seconds=130, next_action=NewAction("visit", on=date(2026, 11, 27)))
    log(company, "talked", seconds=50)
    company.clock.later(seconds=1)
    project(company, "PX", customer_id=ids[1])
    log(company, "no_answer", seconds=10)
    log(company, "talked", seconds=10)
    view = look(company, run)
    assert view.record is None
    found = view.summary
    assert (found.calls, found.talks, found.next_steps, found.projects, found.minutes) == (4, 3, 1, 1, 4)
    assert found.best is not None
    assert (found.best.hour, found.best.reached, found.best.calls) == (9, 3, 4)
    company.desk("li").write(calling.end, run)
    assert company.desk("li").read(calling.mine) == ()
    take_back(company)
    assert [one.id for one in company.desk("li").read(calling.mine)] == [run]


def test_how_long_it_took_is_counted_since_the_call_before(small_company: Company) -> None:
    start(small_company, called(small_company, "One"), called(small_company, "Two"), called(small_company, "Three"))
    small_company.clock.later(seconds=90)
    assert row(small_company, run_records, log(small_company, "talked").record_id).seconds == 90
    small_company.clock.later(seconds=30)
    assert row(small_company, run_records, log(small_company, "talked").record_id).seconds == 30
    small_company.clock.later(hours=9)
    small_company.clock.now = at(10) + timedelta(days=1)
    assert row(small_company, run_records, log(small_company, "talked").record_id).seconds == 3600


def test_each_call_shows_what_was_said_before(small_company: Company) -> None:
    acme = called(small_company, "Acme", city="Bristol", class_key="A")
    desk = small_company.desk("li")
    for nth in range(4):
        desk.write(agenda.log, NewAction("call", customer_id=acme), outcome="talked", note=f"note {nth}")
        small_company.clock.later(hours=1)
    small_company.clock.now = NOW + timedelta(days=1)
    start(small_company, acme)
    record = look(small_company).record
    assert record is not None
    assert [one.note for one in record.before] == ["note 3", "note 2", "note 1"]
    assert (record.last_talk_on, record.tries, record.city, record.class_key) == (NOW.date(), 0, "Bristol", "A")
    assert record.there is not None
    assert record.there[0].hour == 9


def test_tries_begin_anew_after_a_talk(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    desk = small_company.desk("li")
    for outcome in ("no_answer", "no_answer", "talked", "no_answer"):
        desk.write(agenda.log, NewAction("call", customer_id=acme), outcome=outcome)
        small_company.clock.later(minutes=5)
    small_company.clock.later(hours=4)
    start(small_company, acme)
    record = look(small_company).record
    assert record is not None
    assert (record.tries, record.most_tries) == (1, 4)


def test_who_may_not_sell_may_not_call(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    with pytest.raises(NotAllowed):
        small_company.desk("eye").write(calling.start, "", [acme])
