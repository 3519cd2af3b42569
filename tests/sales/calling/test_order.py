"""Whom a run begins with: call-backs, inquiries, promises, plans, then the longest silence by class."""

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.calling.callers import ask, at, called, give_phone, log, look, names, plan, start
from tests.sales.chances import project
from tests.sales.house import refusal, set_values
from tuicrm.sales import agenda, calling
from tuicrm.sales.agenda import NewAction
from tuicrm.store.errors import NotFound
from tuicrm.store.tables.customers import contact_points, customers


def test_each_stands_where_its_reason_puts_it(company: Company) -> None:
    made = {
        name: called(company, name) for name in ("Silent B", "Plan", "Promise", "Asked", "Late", "Silent A", "Old A")
    }
    for name, class_key in (("Silent B", "B"), ("Silent A", "A"), ("Old A", "A")):
        set_values(company, customers, made[name], class_key=class_key, last_action_at=NOW - timedelta(days=20))
    set_values(company, customers, made["Old A"], last_action_at=NOW - timedelta(days=40))
    plan(company, made["Plan"], at=at(11))
    plan(company, made["Promise"], kind="task", promise="ours")
    ask(company, made["Asked"])
    plan(company, made["Late"], on=NOW.date() - timedelta(days=2))
    run = start(company, *made.values())
    assert names(company, run) == ["Late", "Asked", "Promise", "Plan", "Old A", "Silent A", "Silent B"]


def test_reasons_are_told(small_company: Company) -> None:
    late, promised = called(small_company, "Late"), called(small_company, "Promised")
    plan(small_company, late, on=NOW.date() - timedelta(days=1), subject="answer on the quote")
    plan(small_company, promised, kind="task", promise="theirs", subject="signed order")
    run = start(small_company)
    first = look(small_company, run).record
    assert first is not None
    assert (first.why, first.about) == ("call_back", "answer on the quote")
    log(small_company, "talked")
    second = look(small_company, run).record
    assert second is not None
    assert (second.why, [one.subject for one in second.promises]) == ("promised", ["signed order"])


def test_without_customers_a_run_is_todays_list(small_company: Company) -> None:
    due, _other = called(small_company, "Due"), called(small_company, "Other")
    plan(small_company, due)
    run = start(small_company)
    assert look(small_company, run).records == 1
    assert names(small_company, run) == ["Due"]


def test_who_has_no_phone_that_may_be_called_is_left_out_and_counted(small_company: Company) -> None:
    there = called(small_company, "There")
    bare = called(small_company, "Bare", phone="")
    wrong = called(small_company, "Wrong")
    closed = called(small_company, "Closed")
    for customer, mark in ((wrong, "wrong_at"), (closed, "closed_at")):
        point = give_phone(small_company, customer, "+44 20 7946 0018")
        for row in small_company.all(contact_points.select().where(contact_points.c.customer_id == customer)):
            set_values(small_company, contact_points, row.id, **{mark: NOW})
        assert point
    begun = small_company.desk("li").write(calling.start, "", [there, bare, wrong, closed])
    assert (begun.records, begun.without_phone) == (1, 3)


@pytest.mark.parametrize("login", ["kuhn"])
def test_nobody_else_s_customers_are_called(small_company: Company, login: str) -> None:
    hidden = called(small_company, "Acme", owner="li")
    assert refusal(small_company, login, calling.start, "", [hidden]).code == "run_empty"


@pytest.mark.parametrize(("most", "beyond"), [(2, 2), (3, 1), (4, 0), (9, 0)])
def test_a_run_has_so_many_at_most_and_says_how_many_are_beyond(
    small_company: Company, most: int, beyond: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuicrm.sales.calling.lineup.MOST", most)
    ids = [called(small_company, f"One {nth}") for nth in range(4)]
    made = small_company.desk("li").write(calling.start, "round", ids)
    assert (made.records, made.beyond, made.without_phone) == (4 - beyond, beyond, 0)


def test_none_with_a_phone_is_refused(small_company: Company) -> None:
    bare = called(small_company, "Bare", phone="")
    assert refusal(small_company, "li", calling.start, "", [bare]).code == "run_no_phone"
    assert refusal(small_company, "li", calling.start, "", []).code == "run_empty"


def test_a_run_is_ones_own(small_company: Company) -> None:
    run = start(small_company, called(small_company, "Acme"))
    with pytest.raises(NotFound):
        look(small_company, run, login="roth")
    assert small_company.desk("roth").read(calling.mine) == ()


def test_projects_are_called_about_themselves(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    line = project(small_company, "PX line", customer_id=acme)
    run = small_company.desk("li").write(calling.start, "board", None, project_ids=[line]).run_id
    record = look(small_company, run).record
    assert record is not None
    assert (record.project, record.stage) == ("PX line", "New")
    done = log(small_company, "talked").done
    assert done.about == "PX line"


def test_an_inquiry_that_comes_in_meanwhile_is_next_but_one(company: Company) -> None:
    ids = [called(company, name) for name in ("One", "Two", "Three")]
    new = called(company, "Newcomer")
    run = start(company, *ids)
    company.clock.later(minutes=5)
    ask(company, new)
    assert company.desk("li").write(calling.take_in, run) == 1
    assert company.desk("li").write(calling.take_in, run) == 0
    view = look(company, run)
    assert (view.came, view.records) == (1, 4)
    order = names(company, run)
    assert order[1] == "Newcomer"
    assert sorted(order) == ["Newcomer", "One", "Three", "Two"]


def test_many_inquiries_all_find_a_place(small_company: Company) -> None:
    run = start(small_company, called(small_company, "One"), called(small_company, "Two"))
    for nth in range(14):
        small_company.clock.later(minutes=1)
        ask(small_company, called(small_company, f"New {nth}"))
        small_company.desk("li").write(calling.take_in, run)
    assert (look(small_company, run).records, look(small_company, run).came) == (16, 14)
    order = names(small_company, run)
    assert (order[0], order[-1]) == ("One", "Two")


def test_a_strangers_inquiry_stays_out(small_company: Company) -> None:
    run = start(small_company, called(small_company, "One"))
    small_company.clock.later(minutes=1)
    ask(small_company, called(small_company, "Of Roth", owner="roth"))
    ask(small_company, called(small_company, "Of nobody", owner=None))
    assert small_company.desk("li").write(calling.take_in, run) == 0


@pytest.mark.parametrize(
    ("phone", "hour", "may"),
    [
        (LONDON := "+44 117 496 0142", 9, True),
        (LONDON, 7, False),
        (LONDON, 20, False),
        ("+86 10 6552 9988", 9, True),
        ("+86 10 6552 9988", 13, False),  # 21:00 there
        ("+1 212 555 0142", 14, False),  # 9:00 in New York, 6:00 in Los Angeles
        ("+1 212 555 0142", 18, True),
        ("+49 40 66969 427", 19, False),
    ],
)
def test_nobody_is_called_in_the_night(small_company: Company, phone: str, hour: int, may: bool) -> None:
    small_company.clock.now = at(hour)
    run = start(small_company, called(small_company, "Acme", phone=phone))
    view = look(small_company, run)
    assert (view.record is not None) is may
    assert (view.again_at is None) is may


def test_own_hours_of_a_country(small_company: Company) -> None:
    boss = small_company.desk("hale")
    boss.write(calling.set_hours, "gb", 10 * 60, 12 * 60, 5)
    run = start(small_company, called(small_company, "Acme"), called(small_company, "Kiel", phone="+49 40 66969 427"))
    view = look(small_company, run)
    assert view.record is not None
    assert view.record.customer == "Kiel"
    log(small_company, "talked")
    small_company.clock.now = at(10)
    acme = look(small_company, run).record
    assert acme is not None
    assert (acme.customer, acme.allowed) == ("Acme", (600, 720))
    boss.write(calling.set_hours, "GB", None)
    assert [one.where for one in boss.read(calling.call_hours)] == ["*"]


@pytest.mark.parametrize(
    ("where", "hours", "code"),
    [
        ("Germany", (480, 600, 5), "call_where"), ("", (480, 600, 5), "call_where"),
        ("DE", (600, 480, 5), "call_hours"), ("DE", (0, 1500, 5), "call_hours"),
        ("DE", (0, 600, 0), "call_hours"), ("DE", (0, 600, 8), "call_hours"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be(small_company: Company, where: str, hours: tuple[int, int, int], code: str) -> None:
    assert refusal(small_company, "hale", calling.set_hours, where, *hours).code == code


def test_a_call_back_waits_for_its_time_and_then_stands_first(small_company: Company) -> None:
    ids = [called(small_company, name) for name in ("One", "Two", "Three")]
    run = start(small_company, *ids)
    log(small_company, "busy")  # again in twenty minutes
    assert look(small_company, run).later == 1
    log(small_company, "talked")
    small_company.clock.later(minutes=21)
    again = look(small_company, run).record
    assert again is not None
    assert (again.customer, again.why) == ("One", "call_back")
    assert look(small_company, run).records == 3


def test_a_call_planned_for_later_today_is_no_call_back_yet(small_company: Company) -> None:
    acme = called(small_company, "Acme")
    small_company.desk("li").write(agenda.plan, NewAction("call", customer_id=acme, at=at(15), origin="call_back"))
    run = start(small_company, acme, called(small_company, "Other"))
    first = look(small_company, run).record
    assert first is not None
    assert first.customer == "Other"
    log(small_company, "talked")
    assert look(small_company, run).record is None
    assert look(small_company, run).again_at == at(15)


def test_phones_of_the_pool_are_an_outline(small_company: Company) -> None:
    run = start(small_company, called(small_company, "Free", owner=None))
    record = look(small_company, run).record
    assert record is not None
    assert record.is_hidden
    assert all("*" in one.text and not one.key for one in record.numbers)


def test_the_person_meant_is_called_first_then_who_decides(small_company: Company) -> None:
    acme = called(small_company, "Acme", phone="")
    give_phone(small_company, acme, "+44 117 496 0001")
    give_phone(small_company, acme, "+44 117 496 0002", contact="Uses it", part="uses")
    give_phone(small_company, acme, "+44 117 496 0003", contact="Decides", part="decides")
    run = start(small_company, acme)
    record = look(small_company, run).record
    assert record is not None
    assert [one.who for one in record.numbers] == ["Decides", "Uses it", None]
