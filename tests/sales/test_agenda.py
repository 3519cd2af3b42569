"""Planned, done, called again, taken back; and the list that says what to do next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_funnel import project, stage
from tuicrm.sales import agenda, funnel
from tuicrm.sales.agenda import NewAction
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects

FRIDAY = date(2026, 11, 27)


def plan(company: Company, login: str = "li", **values: object) -> int:
    values.setdefault("kind", "call")
    if "at" not in values:
        values.setdefault("on", NOW.date())
    return company.desk(login).write(agenda.plan, NewAction(**values)).action_id  # type: ignore[arg-type]


def row(company: Company, action_id: int):  # type: ignore[no-untyped-def]
    return company.all(select(actions).where(actions.c.id == action_id))[0]


def test_planned_action_is_the_next_of_its_customer_and_project(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, customer_id=acme)
    plan(company, on=FRIDAY, project_id=made)
    first = plan(company, at=NOW + timedelta(hours=2), project_id=made)
    for table, record in ((customers, acme), (projects, made)):
        assert company.value(select(table.c.next_action_at).where(table.c.id == record)) == NOW + timedelta(hours=2)
    company.desk("li").write(agenda.cancel, first, "holiday")
    assert company.value(select(projects.c.next_action_at)) == datetime(2026, 11, 27, tzinfo=UTC)
    assert row(company, first).customer_id == acme


def test_done_keeps_outcome_stage_and_note_and_plans_the_next_step(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, customer_id=acme)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    call = plan(company, project_id=made)
    company.clock.later(hours=1)
    following = NewAction("quote", "offer", on=FRIDAY)
    done = company.desk("li").write(agenda.done, call, outcome="talked", note="wants 2", next_action=following)
    assert done.next is not None
    assert (done.next.on, done.next.kind) == (FRIDAY, "quote")
    kept = row(company, call)
    assert (kept.state, kept.outcome, kept.note, kept.stage_id) == (
        "done",
        "talked",
        "wants 2",
        stage(company, "Needs"),
    )
    assert row(company, done.next.action_id).project_id == made
    assert company.value(select(customers.c.last_action_at)) == company.clock.now
    assert company.value(select(projects.c.last_progress_at)) == company.clock.now


def test_call_that_nobody_took_comes_again_three_times(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call, waits = plan(company, customer_id=acme), []
    for _ in range(3):
        following = company.desk("li").write(agenda.done, call, outcome="no_answer").next
        assert following is not None
        waits.append(following.at - company.clock.now)
        call = following.action_id
        company.clock.now = following.at
    assert waits == [timedelta(hours=3), timedelta(days=1), timedelta(days=3)]
    assert company.desk("li").write(agenda.done, call, outcome="no_answer").next is None


def test_no_answer_is_no_progress(company: Company) -> None:
    made = project(company)
    before = company.value(select(projects.c.last_progress_at))
    company.clock.later(days=1)
    company.desk("li").write(agenda.log, NewAction("call", project_id=made), outcome="no_answer")
    assert company.value(select(projects.c.last_progress_at)) == before


def test_outcome_taken_back_plans_it_again_and_cancels_what_followed(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call = plan(company, customer_id=acme)
    following = company.desk("li").write(agenda.done, call, outcome="no_answer").next
    assert following is not None
    company.desk("li").write(agenda.take_back, call, following.action_id)
    assert (row(company, call).state, row(company, following.action_id).state) == ("planned", "cancelled")


def test_only_what_is_planned_can_be_done_or_moved(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call = plan(company, customer_id=acme)
    company.desk("li").write(agenda.done, call, outcome="talked")
    for again in (agenda.done, agenda.postpone):
        with pytest.raises(Refused, match="not_planned"):
            company.desk("li").write(again, call, **({"on": FRIDAY} if again is agenda.postpone else {}))


def test_later_day_counts_as_postponed_and_an_earlier_one_does_not(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call = plan(company, customer_id=acme, on=FRIDAY)
    company.desk("li").write(agenda.postpone, call, on=FRIDAY + timedelta(days=3))
    company.desk("li").write(agenda.postpone, call, on=FRIDAY)
    kept = row(company, call)
    assert (kept.postponed, kept.planned_on, kept.first_planned_on) == (1, FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewAction("dance", on=FRIDAY), "kind"),
        (NewAction("call", on=FRIDAY), "about_nothing"),
        (NewAction("call", customer_id=1), "no_time"),
        (NewAction("call", customer_id=1, on=FRIDAY, promise="hers"), "promise"),
    ],
)
def test_plan_that_says_too_little_is_refused(small_company: Company, new: NewAction, code: str) -> None:
    small_company.customer("Acme", owner="li")
    with pytest.raises(Refused, match=code):
        small_company.desk("li").write(agenda.plan, new)


def test_nobody_plans_for_others_but_their_lead(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    with pytest.raises(NotAllowed):
        plan(company, "roth", customer_id=acme, owner_id=company.id("li"))
    planned = plan(company, "wang", customer_id=acme, owner_id=company.id("li"))
    assert row(company, planned).owner_id == company.id("li")
    with pytest.raises(NotFound):
        plan(company, "kuhn", customer_id=acme)


def test_now_list_says_why_and_in_which_order(company: Company) -> None:
    acme, bolt, cord = (company.customer(name, owner="li", class_key="A") for name in ("Acme", "Bolt", "Cord"))
    idle = company.customer("Dorn", owner="li", class_key="A")
    made = project(company, "line 4", customer_id=acme)
    plan(company, customer_id=bolt, at=NOW + timedelta(days=16, hours=1), kind="meeting")
    plan(company, customer_id=cord, on=NOW.date() + timedelta(days=13), kind="message", promise="ours")
    plan(company, customer_id=acme, on=NOW.date() + timedelta(days=15), kind="visit")
    plan(company, customer_id=bolt, on=NOW.date() + timedelta(days=13))

    def ask(session: Session) -> None:
        came = session.now + timedelta(days=15)
        change.insert(
            session, inquiries, customer_id=idle, message="price of PX-200", came_at=came, came_on=came.date(),
            month=1, is_new_customer=False,
        )  # fmt: skip

    company.database.write_as(ask, NOW)
    company.clock.later(days=16)
    found = company.desk("li").read(agenda.now_list)
    told = [(one.section, one.kind, one.customer, one.is_late) for one in found.rows]
    assert told == [
        ("call_back", "action", "Bolt", True),
        ("asked", "inquiry", "Dorn", False),
        ("promised", "action", "Cord", True),
        ("late", "action", "Acme", True),
        ("today", "action", "Bolt", False),
        ("silent", "project", "Acme", False),
        ("silent", "customer", "Dorn", False),
    ]
    assert found.rows[5].project_id == made
    assert (found.line.planned, found.line.done) == (4, 0)


def test_answered_inquiry_leaves_the_list(company: Company) -> None:
    acme = company.customer("Acme")

    def ask(session: Session) -> None:
        change.insert(
            session, inquiries, customer_id=acme, came_at=NOW, came_on=NOW.date(), month=1, is_new_customer=True
        )

    company.database.write_as(ask, NOW)
    assert [one.section for one in company.desk("roth").read(agenda.now_list).rows] == ["asked"]
    company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="talked", note="sent the price")
    assert company.desk("roth").read(agenda.now_list).rows == ()
    assert company.desk("li").read(agenda.now_list).line.talks == 1


def test_agenda_of_others_is_seen_in_the_team_and_by_managers(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    plan(company, customer_id=acme)
    week = (NOW.date(), NOW.date() + timedelta(days=6))
    for login in ("li", "roth", "wang", "hale", "eye"):
        assert len(company.desk(login).read(agenda.span, *week, user_id=company.id("li"))) == 1
    with pytest.raises(NotFound):
        company.desk("kuhn").read(agenda.span, *week, user_id=company.id("li"))


def test_project_shows_its_own_plan_and_record(company: Company) -> None:
    made = project(company)
    plan(company, project_id=made, on=FRIDAY, kind="demo")
    company.desk("li").write(agenda.log, NewAction("call", project_id=made), outcome="talked")
    told = [(one.kind, one.state) for one in company.desk("li").read(agenda.of_project, made)]
    assert told == [("call", "done"), ("demo", "planned")]


@pytest.mark.parametrize(
    ("text", "kind", "when", "subject", "customer"),
    [
        ("call Acme tomorrow 10:00 30m", "call", datetime(2026, 11, 24, 10, tzinfo=UTC), "", "Acme"),
        ("visit Acme fri with samples", "visit", FRIDAY, "with samples", "Acme"),
        ("明天下午3点 拜访 北京联成 1小时", "visit", datetime(2026, 11, 24, 15, tzinfo=UTC), "", "北京联成互动"),
        ("周五 打电话 北京联成互动 报价", "call", FRIDAY, "报价", "北京联成互动"),
        ("send the data sheet", "task", None, "the data sheet", None),
        ("call the 3M people", "call", None, "the 3M people", None),
    ],
)
def test_quick_line_is_read_and_the_rest_stays_text(
    small_company: Company, text: str, kind: str, when: object, subject: str, customer: str | None
) -> None:
    for name in ("Acme", "北京联成互动"):
        small_company.customer(name, owner="li")
    read = small_company.desk("li").read(agenda.read_line, text)
    assert (read.kind, read.at or read.on, read.customer) == (kind, when, customer)
    assert read.subject == subject


def test_reference_that_means_nothing_is_named(small_company: Company) -> None:
    said = small_company.desk("li").read(agenda.read_line, "call @nobody +nothing fri")
    assert said.trouble == ("+nothing", "@nobody")


def test_an_action_is_found_by_who_may_see_what_it_is_about(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    call = plan(company, customer_id=acme)
    for login in ("li", "roth", "hale"):
        assert company.desk(login).read(agenda.find, call).customer == "Acme"
    for login, action_id in (("kuhn", call), ("li", call + 1)):
        with pytest.raises(NotFound) as missing:
            company.desk(login).read(agenda.find, action_id)
        assert missing.value.facts["kind"] == "action"
