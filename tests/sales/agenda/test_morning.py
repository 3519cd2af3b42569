"""The morning summary, the numbers of today's list, and where one was."""

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.calling.callers import ask, called, plan
from tests.sales.chances import project
from tests.sales.house import refusal, set_values
from tuicrm.sales import here, talk
from tuicrm.sales.agenda import today
from tuicrm.sales.agenda.morning import MORNING, morning, soon
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers


def said(company: Company, login: str = "li") -> dict[str, tuple[int, tuple[str, ...]]]:
    return {one.what: (one.count, one.names) for one in company.desk(login).read(morning).lines}


def test_the_morning_says_what_waits(company: Company) -> None:
    late, due, owed, theirs, asked = (called(company, name) for name in ("Late", "Due", "Owed", "Theirs", "Asked"))
    company.clock.now = NOW - timedelta(days=40)
    project(company, "Old one", customer_id=late)
    company.clock.now = NOW
    plan(company, late, on=NOW.date() - timedelta(days=2))
    plan(company, due)
    plan(company, owed, kind="task", promise="ours")
    plan(company, theirs, kind="task", promise="theirs")
    ask(company, asked)
    company.desk("wang").write(talk.add, "look", customer_id=due)
    found = said(company)
    assert found["overdue"] == (1, ("Late",))
    assert found["today"] == (3, ("Due", "Owed", "Theirs"))
    assert (found["owed_by_us"], found["owed_to_us"]) == ((1, ("Owed",)), (1, ("Theirs",)))
    assert found["inquiries"] == (1, ("Asked",))
    assert found["rotting"] == (1, ("Old one",))
    assert set(found) <= set(MORNING)
    assert company.desk("li").read(morning).new_notices == 1


def test_a_project_whose_customer_asked_again_does_not_rot_in_the_morning_either(small_company: Company) -> None:
    company = small_company
    acme = called(company, "Acme")
    company.clock.now = NOW - timedelta(days=40)
    project(company, "Old one", customer_id=acme)
    company.clock.now = NOW
    assert said(company)["rotting"] == (1, ("Old one",))
    set_values(company, customers, acme, last_inquiry_at=NOW - timedelta(days=1))
    assert "rotting" not in said(company)


def test_a_quiet_morning_says_nothing(small_company: Company) -> None:
    assert said(small_company) == {}


def test_of_others_nothing_is_said(small_company: Company) -> None:
    plan(small_company, called(small_company, "Acme"))
    assert said(small_company, "roth") == {}


@pytest.mark.parametrize(("minutes", "remind", "is_soon"), [(10, None, True), (20, None, False), (50, 60, True),
                                                             (5, 0, False), (-5, None, False)])  # fmt: skip
def test_what_is_soon(small_company: Company, minutes: int, remind: int | None, is_soon: bool) -> None:
    acme = called(small_company, "Acme")
    small_company.clock.now = NOW - timedelta(hours=1)
    call = plan(small_company, acme, at=NOW + timedelta(minutes=minutes))
    small_company.clock.now = NOW
    set_values(small_company, actions, call, remind_minutes=remind)
    assert bool(small_company.desk("li").read(soon)) is is_soon


def test_numbers_stand_for_lines_until_the_next_list(company: Company) -> None:
    first, second = called(company, "First"), called(company, "Second")
    one = plan(company, first, on=NOW.date() - timedelta(days=1))
    plan(company, second)
    desk = company.desk("li")
    assert [row.customer for row in desk.write(today.number).rows] == ["First", "Second"]
    found = desk.read(today.handle, 1)
    assert (found.kind, found.id, found.customer_id) == ("action", one, first)
    plan(company, called(company, "Third"), on=NOW.date() - timedelta(days=5))
    assert desk.read(today.handle, 1).customer_id == first
    desk.write(today.number)
    assert desk.read(today.handle, 1).customer_id != first


def test_a_number_that_is_not_on_the_list(small_company: Company) -> None:
    plan(small_company, called(small_company, "Acme"))
    small_company.desk("li").write(today.number)
    for nth in (0, 2, 99):
        with pytest.raises(Exception, match="no_handle"):
            small_company.desk("li").read(today.handle, nth)
    with pytest.raises(Exception, match="no_handle"):
        small_company.desk("roth").read(today.handle, 1)
    assert refusal


def test_where_one_was_is_kept_for_eight_hours(company: Company) -> None:
    desk = company.desk("li")
    assert desk.read(here.place) is None
    desk.write(here.keep, {"screen": "board", "row": [3, "x"]})
    desk.write(here.keep, {"screen": "pool", "filter": "city:Leeds"})
    other = company.database.as_("li", company.clock, through="another machine")
    company.clock.later(hours=7)
    assert other.read(here.place) == {"screen": "pool", "filter": "city:Leeds"}
    assert company.desk("roth").read(here.place) is None
    company.clock.later(hours=2)
    assert other.read(here.place) is None
