"""Entries of other calendars: whom they are for, known again by UID, series with times that differ, and out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan, row
from tests.sales.test_funnel import project
from tuicrm.exchange.ical_reading import read_calendar
from tuicrm.exchange.ical_writing import write_calendar
from tuicrm.sales import agenda, calendars, working
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.calendars import Attendee, Entry, Given
from tuicrm.store import change
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts
from tuicrm.store.tables.planning import series

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)
MEETING = Entry("m1@else", "Review", TUESDAY, "Europe/Berlin", minutes=60, place="Kiel", details="bring it", number=1)


def mailed(company: Company, customer_id: int, name: str, email: str) -> int:
    def write(session: Session) -> int:
        made = change.insert(session, contacts, customer_id=customer_id, name=name, name_sort=name)
        change.insert(
            session,
            contact_points,
            customer_id=customer_id,
            contact_id=made,
            kind="email",
            value=email,
            reach_key=email,
        )
        return made

    return company.database.write_as(write, NOW)


def take(company: Company, entry: Entry, login: str = "li", **values: object) -> calendars.Taken:
    return company.desk(login).write(calendars.take, entry, **values)


def given(company: Company, **values: object) -> Given:
    return company.desk("li").read(calendars.entries, **values)


def test_an_entry_becomes_an_action_of_who_takes_part(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    novak = mailed(company, acme, "J. Novak", "j@acme.cz")
    entry = replace(MEETING, attendees=(Attendee("J@acme.cz"), Attendee("li@us.com")), remind_minutes=15, priority=2)
    taken = take(company, entry)
    assert (taken.what, taken.about) == ("made", "Acme")
    made = row(company, taken.action_id or 0)
    assert (made.subject, made.planned_at, made.minutes, made.place) == ("Review", TUESDAY, 60, "Kiel")
    assert (made.contact_id, made.remind_minutes, made.priority, made.origin) == (novak, 15, 2, "calendar")
    assert made.details == "bring it"


def test_the_customer_is_found_by_name_or_said(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, "ERP", customer_id=acme)
    assert take(company, replace(MEETING, summary="Call with Acme")).about == "Acme"
    with pytest.raises(Refused, match="for_whom"):
        take(company, replace(MEETING, uid="m2"))
    assert take(company, replace(MEETING, uid="m2"), customer_id=acme).about == "Acme"
    third = take(company, replace(MEETING, uid="m3"), project_id=made)
    assert (row(company, third.action_id or 0).project_id, third.about) == (made, "ERP")


def test_a_later_version_changes_and_an_older_one_does_not(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    action = take(company, MEETING, customer_id=acme).action_id or 0
    later = replace(MEETING, number=2, start=TUESDAY + timedelta(days=1), summary="Review, moved", minutes=30)
    assert take(company, later).what == "changed"
    assert take(company, later).what == "same"
    assert take(company, MEETING).what == "older"
    now = row(company, action)
    assert (now.planned_at, now.subject, now.minutes, now.postponed) == (later.start, "Review, moved", 30, 1)
    assert take(company, replace(later, number=3, state="cancelled")).what == "called_off"
    assert row(company, action).state == "cancelled"
    assert take(company, replace(later, number=4)).what == "same"
    assert take(company, replace(MEETING, uid="x", state="cancelled"), customer_id=acme).what == "called_off"


@pytest.mark.parametrize(
    ("start", "days", "grain", "postponed"),
    [(date(2026, 11, 25), 1, "day", 1), (date(2026, 11, 30), 7, "week", 1), (date(2026, 11, 24), 1, "day", 0)],
)
def test_a_moment_becomes_a_day_or_a_week(
    small_company: Company, start: date, days: int, grain: str, postponed: int
) -> None:
    action = take(small_company, MEETING, customer_id=small_company.customer("Acme", owner="li")).action_id or 0
    assert take(small_company, replace(MEETING, number=2, start=start, days=days)).what == "changed"
    now = row(small_company, action)
    assert (now.planned_at, now.planned_on, now.grain, now.postponed) == (None, start, grain, postponed)


def test_all_who_take_part_and_have_mail_are_asked(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    novak, kral = (mailed(small_company, acme, name, f"{name[-1]}@acme.cz") for name in ("J. Novak", "L. Kral"))
    plan(small_company, customer_id=acme, at=NOW + timedelta(days=1), contact_id=novak, contact_ids=(novak, kral))
    (out,) = given(small_company).entries
    assert {one.email for one in out.attendees} == {"k@acme.cz", "l@acme.cz"}


def test_two_people_take_the_same_entry_each_for_themselves(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    first, second = (take(small_company, MEETING, login, customer_id=acme).action_id for login in ("li", "roth"))
    assert first != second
    take(small_company, replace(MEETING, number=5, summary="other"), "roth")
    assert row(small_company, first or 0).subject == "Review"


def test_what_is_over_is_left_out_unless_it_is_wanted(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    old = replace(MEETING, start=datetime(2026, 11, 20, 10, tzinfo=BERLIN))
    with pytest.raises(Refused, match="over"):
        take(small_company, old, customer_id=acme)
    assert take(small_company, old, customer_id=acme, with_past=True).what == "made"
    ended = replace(MEETING, uid="s", rule="FREQ=DAILY;COUNT=2", start=datetime(2026, 11, 1, 10, tzinfo=BERLIN))
    with pytest.raises(Refused, match="over"):
        take(small_company, ended, customer_id=acme)
    days = replace(MEETING, uid="d", start=date(2026, 11, 22), days=3)
    assert take(small_company, days, customer_id=acme).what == "made"


def test_done_todos_are_on_record(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    done_at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    entry = replace(MEETING, is_task=True, state="done", done_at=done_at, start=NOW.date())
    made = row(small_company, take(small_company, entry, customer_id=acme).action_id or 0)
    assert (made.kind, made.state, made.done_at, made.done_on) == ("task", "done", done_at, NOW.date())


def test_a_series_with_a_time_that_differs(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.desk("li").write(working.set_hours, zone="Europe/Berlin", user="li")
    weekly = replace(MEETING, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4", skipped=("20261208T100000",))
    assert take(company, weekly, customer_id=acme).what == "made"
    times = company.all(select(actions.c.planned_at).order_by(actions.c.planned_at))
    assert [at.astimezone(BERLIN).day for (at,) in times] == [24, 1, 15]
    moved = replace(MEETING, occurs="20261201T100000", start=datetime(2026, 12, 2, 11, tzinfo=BERLIN), number=2)
    assert take(company, moved).what == "changed"
    assert take(company, replace(moved, number=2)).what == "same"
    with pytest.raises(Refused, match="no_master"):
        take(company, replace(moved, uid="unknown"))
    out = given(company)
    assert [(one.rule, one.occurs, one.uid) for one in out.entries] == [
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=4", "", "m1@else"), ("", "20261201T100000", "m1@else"),
    ]  # fmt: skip
    assert out.entries[1].start == datetime(2026, 12, 2, 11, tzinfo=BERLIN)


def test_an_unreadable_rule_is_refused_and_leaves_nothing(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    with pytest.raises(Refused, match="recurrence"):
        take(small_company, replace(MEETING, rule="FREQ=SOMETIMES"), customer_id=acme)
    assert small_company.all(select(series)) == []
    with pytest.raises(Refused, match="no_time"):
        take(small_company, replace(MEETING, start=None), customer_id=acme)


def test_our_own_entry_that_was_moved_elsewhere_comes_back(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    action = plan(company, customer_id=acme, at=NOW + timedelta(days=1), subject="the offer", minutes=30)
    (out,) = given(company).entries
    assert out.summary == "call Acme: the offer"
    moved = replace(out, start=NOW + timedelta(days=2), place="here")
    assert take(company, moved).what == "changed"
    now = row(company, action)
    assert (now.planned_at, now.subject, now.place) == (NOW + timedelta(days=2), "the offer", "here")


def test_our_own_series_is_not_made_twice(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    new = NewAction("call", customer_id=acme, on=NOW.date())
    small_company.desk("li").write(agenda.plan_series, new, "FREQ=WEEKLY;BYDAY=MO")
    (out,) = given(small_company).entries
    assert take(small_company, out).what == "same"
    assert len(small_company.all(select(series))) == 1


def test_calendars_of_people_and_projects(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, "ERP", customer_id=acme)
    plan(company, customer_id=acme)
    plan(company, "roth", project_id=made)
    plan(company, customer_id=acme, on=NOW.date() + timedelta(days=900))
    gone = plan(company, customer_id=acme)
    company.desk("li").write(agenda.cancel, gone, "no")
    assert (given(company).name, len(given(company).entries)) == ("Li Wei", 1)
    assert (given(company, project_id=made).name, len(given(company, project_id=made).entries)) == ("ERP", 1)
    assert len(given(company, user_id=company.id("roth")).entries) == 1
    with pytest.raises(NotFound):
        given(company, user_id=company.id("kuhn"))


def test_half_past_nine_in_shanghai_is_the_right_time_in_berlin(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.desk("li").write(working.set_hours, zone="Asia/Shanghai", user="li")
    company.clock.now = datetime(2026, 3, 20, 1, tzinfo=UTC)
    at = datetime(2026, 3, 27, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    company.desk("li").write(
        agenda.plan_series, NewAction("call", customer_id=acme, at=at), "FREQ=WEEKLY;BYDAY=FR;COUNT=2"
    )
    (out,) = given(company).entries
    read = read_calendar(write_calendar(Given("x", "Europe/Berlin", (out,)), NOW), "Europe/Berlin").entries[0]
    assert (read.start, read.zone, read.rule) == (at, "Asia/Shanghai", "FREQ=WEEKLY;COUNT=2;BYDAY=FR")
    times = company.all(select(actions.c.planned_at).order_by(actions.c.planned_at))
    assert [f"{when.astimezone(BERLIN):%d %H:%M}" for (when,) in times] == ["27 02:30", "03 03:30"]


def test_real_files_come_in_and_go_out_with_nothing_lost(small_company: Company, real_data: Path) -> None:
    acme = small_company.customer("Acme", owner="li")
    came: dict[tuple[str, str], Entry] = {}
    codes: set[str] = set()
    for path in sorted((real_data / "contacts").glob("*/*.ics")):
        for nth, entry in enumerate(read_calendar(path.read_bytes(), "UTC").entries):
            entry = (
                replace(entry, uid=f"{path.stem}.{nth}.{entry.uid}") if not entry.occurs and not entry.rule else entry
            )
            try:
                taken = take(small_company, entry, customer_id=acme, with_past=True)
            except Refused as refused:
                codes.add(refused.code)
                continue
            if taken.what == "made":
                came[entry.uid, entry.occurs] = entry
    first, last = date(1990, 1, 1), date(2040, 1, 1)
    out = {(one.uid, one.occurs): one for one in given(small_company, from_on=first, to_on=last).entries}
    assert codes <= {"no_master", "recurrence"}
    assert len(came) > 30
    for key, entry in came.items():
        if entry.state == "cancelled":
            continue
        one = out[key]
        held = ("start", "place", "rule", "skipped", "priority", "state")
        assert {name: getattr(one, name) for name in held} == {name: getattr(entry, name) for name in held}, key
        assert one.summary == " ".join(entry.summary.split())[:300]
        assert one.details == entry.details.strip()
