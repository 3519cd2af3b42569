"""Plan and record in one line of time, and the page before a meeting."""

from datetime import date, timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.calling.callers import ask, called, plan
from tests.sales.chances import asks, project, stage
from tests.sales.house import refusal
from tuicrm.sales import agenda, funnel, talk
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.timeline import WHATS, timeline
from tuicrm.sales.briefing.page import page
from tuicrm.sales.briefing.page_words import lines
from tuicrm.store.errors import NotFound

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def acme(company: Company) -> int:
    """A customer with everything that a timeline can have."""
    customer = called(company, "Acme", city="Bristol", class_key="A")
    line = project(company, "PX line", customer_id=customer, amount_minor=48_000_00)
    desk = company.desk("li")
    company.clock.later(days=1)
    ask(company, customer)
    company.clock.later(days=1)
    desk.write(agenda.log, NewAction("call", project_id=line), outcome="talked", note="price fine")
    desk.write(funnel.move, line, stage(company, "Needs"))
    company.clock.later(days=1)
    gone = plan(company, customer, kind="visit", subject="demo")
    desk.write(agenda.done, gone, outcome="missed", note="stuck in traffic")
    off = plan(company, customer, kind="demo", subject="second demo")
    desk.write(agenda.cancel, off, "no time")
    desk.write(agenda.plan, NewAction("quote", "offer", project_id=line, on=FRIDAY, promise="ours"))
    company.clock.later(hours=1)
    desk.write(talk.add, "they like us", customer_id=customer)
    return customer


def test_everything_stands_in_one_line(company: Company, acme: int) -> None:
    rows = company.desk("li").read(timeline, customer_id=acme)
    assert [row.what for row in rows] == ["plan", "comment", "cancelled", "missed", "stage", "done", "inquiry", "stage"]
    by = {row.what: row for row in rows}
    assert (by["plan"].kind, by["plan"].text, by["plan"].promise, by["plan"].on) == ("quote", "offer", "ours", FRIDAY)
    assert (by["done"].outcome, by["done"].text, by["done"].stage) == ("talked", "price fine", "New")
    assert (by["missed"].outcome, by["missed"].text) == ("missed", "stuck in traffic")
    assert (by["cancelled"].text, by["comment"].text) == ("no time", "they like us")
    assert rows[4].text == "New > Needs"


@pytest.mark.parametrize("what", WHATS)
def test_it_is_filtered_by_what(company: Company, acme: int, what: str) -> None:
    rows = company.desk("li").read(timeline, customer_id=acme, whats=(what,))
    assert {row.what for row in rows} == {what}


def test_by_kind_and_days(company: Company, acme: int) -> None:
    desk = company.desk("li")
    assert [row.kind for row in desk.read(timeline, customer_id=acme, kinds=("visit",))] == ["visit"]
    day = NOW.date() + timedelta(days=2)
    assert [row.what for row in desk.read(timeline, customer_id=acme, from_on=day, to_on=day)] == ["stage", "done"]


def test_of_a_project_and_of_a_person(company: Company, acme: int) -> None:
    desk = company.desk("li")
    of_project = desk.read(timeline, project_id=1)
    assert {row.what for row in of_project} == {"plan", "done", "stage"}
    of_person = desk.read(timeline, user_id=company.id("li"))
    assert {row.what for row in of_person} >= {"plan", "done", "missed", "comment", "stage"}


def test_only_what_one_may_see(company: Company, acme: int) -> None:
    with pytest.raises(NotFound):
        company.desk("kuhn").read(timeline, customer_id=acme)
    with pytest.raises(NotFound):
        company.desk("kuhn").read(timeline, user_id=company.id("li"))


def test_of_nothing_and_of_what_there_is_not(small_company: Company) -> None:
    desk = small_company.desk("li")
    for named, code in (({}, "timeline_of"), ({"user_id": 1, "whats": ("dance",)}, "timeline_what")):
        with pytest.raises(Exception, match=code):
            desk.read(timeline, **named)
    assert refusal


def test_the_page_has_all_before_a_meeting(company: Company, acme: int) -> None:
    asks(company, "Needs", "Demo", ("check", "budget", "budget known"))
    found = company.desk("li").read(page, project_id=1)
    said = lines(found, company.clock.now)
    text = "\n".join(f"{name}: {words}" for name, words in said)
    for part in (
        "who: Acme, Bristol, A, PX line", "held by: Li Wei", "people: A. Novak +44 117 496 0142",
        "last: 25 Nov call: talked “price fine” (Li Wei)", "we owe: offer (tomorrow)",
        "projects: PX line, Needs, 48.0k",
        "asked: 24 Nov price of PX-200", "Needs wants: budget known [ ]",
    ):  # fmt: skip
        assert part in text, text


def test_the_page_of_a_customer_without_anything(small_company: Company) -> None:
    bare = small_company.customer("Bare")
    said = dict(lines(small_company.desk("li").read(page, customer_id=bare), small_company.clock.now))
    assert said["held by"] == "nobody: it lies in the pool"
    assert said["last"] == "Nothing is on record yet."
    assert said["planned"] == "nothing"
    with pytest.raises(NotFound):
        small_company.desk("kuhn").read(page, customer_id=small_company.customer("Held", owner="li"))
