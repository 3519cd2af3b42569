"""Plans that come again: made ahead, carried on, edited one or all to come, ended, taken back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import row
from tuicrm.sales import agenda, people, undo, working
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda import series as agenda_series
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.planning import series

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def acme(company: Company) -> int:
    return company.customer("Acme", owner="li")


def days(company: Company, state: str = "planned") -> list[str]:
    wanted = select(actions.c.planned_on).where(actions.c.state == state).order_by(actions.c.planned_on)
    return [f"{on:%m-%d}" for (on,) in company.all(wanted)]


def test_every_monday_is_made_ten_weeks_ahead(company: Company, acme: int) -> None:
    at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    made = company.desk("li").write(agenda.plan_series, NewAction("call", "news", customer_id=acme, at=at), WEEKLY)
    assert len(made.planned) == 11
    assert days(company)[:3] == ["11-23", "11-30", "12-07"]
    assert row(company, made.planned[1].action_id).planned_at == at + timedelta(days=7)
    assert company.value(select(customers.c.next_action_at)) == at
    (listed,) = company.desk("li").read(agenda.listed)
    assert (listed.rule, listed.next_on, listed.at_minute) == (WEEKLY, MONDAY, 600)
    company.clock.later(days=21)
    assert company.desk("li").write(agenda.keep_up) == 3
    assert company.desk("li").write(agenda.keep_up) == 0
    assert len(days(company)) == 14


def test_summer_time_moves_no_clock(company: Company, acme: int) -> None:
    company.desk("li").write(working.set_hours, zone="Europe/Berlin", user="li")
    company.clock.now = datetime(2026, 3, 20, 9, tzinfo=UTC)
    at = datetime(2026, 3, 23, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    made = company.desk("li").write(agenda.plan_series, NewAction("call", customer_id=acme, at=at), WEEKLY)
    times = [row(company, one.action_id).planned_at for one in made.planned[:2]]
    assert [time.hour for time in times] == [8, 7]  # UTC: winter, then summer
    assert {time.astimezone(ZoneInfo("Europe/Berlin")).hour for time in times} == {9}


def test_days_by_interval_move_to_working_days(company: Company, acme: int) -> None:
    new = NewAction("call", customer_id=acme, on=date(2026, 11, 27))
    company.desk("li").write(agenda.plan_series, new, "FREQ=DAILY;INTERVAL=8;COUNT=3")
    assert days(company) == ["11-27", "12-07", "12-14"]  # 5 and 13 December are a Saturday and a Sunday


def test_a_sparse_series_has_three_times_at_once(company: Company, acme: int) -> None:
    new = NewAction("visit", customer_id=acme, on=MONDAY)
    company.desk("li").write(agenda.plan_series, new, "FREQ=YEARLY")
    assert days(company) == ["11-23", "11-23", "11-23"]
    company.clock.later(days=30)
    assert company.desk("li").write(agenda.keep_up) == 0


def test_one_time_is_edited_alone(company: Company, acme: int) -> None:
    li = company.desk("li")
    made = li.write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), WEEKLY)
    second = made.planned[1].action_id
    card = li.read(agenda.card, second)
    li.write(agenda.edit, second, NewAction("visit", "come by", on=date(2026, 12, 2)), version=card.version)
    assert days(company)[:4] == ["11-23", "12-02", "12-07", "12-14"]
    company.clock.later(days=21)
    li.write(agenda.keep_up)
    assert days(company).count("11-30") == 0


def test_all_to_come_are_edited_together(company: Company, acme: int) -> None:
    li = company.desk("li")
    made = li.write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), WEEKLY)
    third = made.planned[2].action_id
    to = NewAction("visit", "come by", on=date(2026, 12, 10))
    li.write(agenda.edit_to_come, third, to, comes="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3")
    assert days(company) == ["11-23", "11-30", "12-10", "12-24", "01-07"][:0] + days(company)
    assert sorted(days(company)) == sorted(["11-23", "11-30", "12-10", "12-24", "01-07"])
    assert len(li.read(agenda.listed)) == 1
    kinds = company.all(select(actions.c.kind).where(actions.c.state == "planned").order_by(actions.c.planned_on))
    assert [kind for (kind,) in kinds] == ["call", "call", "visit", "visit", "visit"]


def test_the_end_calls_off_what_is_to_come_and_undo_plans_it_again(company: Company, acme: int) -> None:
    li = company.desk("li")
    made = li.write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), WEEKLY)
    gone = li.write(agenda.end, made.series_id, from_on=date(2026, 12, 1))
    assert len(gone) == 9
    assert days(company) == ["11-23", "11-30"]
    assert li.read(agenda.listed) == ()
    with pytest.raises(Refused, match="series_over"):
        li.write(agenda.end, made.series_id)
    li.write(undo.last)
    assert len(days(company)) == 11
    assert company.value(select(series.c.rule)) == WEEKLY


def test_planning_is_taken_back_as_a_whole(company: Company, acme: int) -> None:
    li = company.desk("li")
    li.write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), WEEKLY)
    li.write(undo.last)
    assert days(company) == []
    assert company.value(select(customers.c.next_action_at)) is None


@pytest.mark.parametrize("rule", ["FREQ=NEVER", "", "FREQ=DAILY;UNTIL=20200101T000000"])
def test_a_rule_without_a_time_is_refused(small_company: Company, rule: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    with pytest.raises(Refused, match="recurrence"):
        small_company.desk("li").write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), rule)
    assert small_company.all(select(series)) == []


def test_others_series_are_not_ended(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    new = NewAction("call", customer_id=acme, on=NOW.date())
    made = small_company.desk("li").write(agenda.plan_series, new, WEEKLY)
    with pytest.raises(NotFound):
        small_company.desk("roth").write(agenda.end, made.series_id)
    single = small_company.desk("li").write(agenda.plan, new)
    with pytest.raises(Refused, match="no_series"):
        small_company.desk("li").write(agenda.edit_to_come, single.action_id, new)


def test_the_hosts_daily_run_plans_on_for_everybody(small_company: Company) -> None:
    acme, bolt, gone = (small_company.customer(name, owner="li") for name in ("Acme", "Bolt", "Gone"))
    for customer_id in (acme, bolt, gone):
        new = NewAction("call", "news", customer_id=customer_id, on=MONDAY)
        small_company.desk("li").write(agenda.plan_series, new, WEEKLY)
    small_company.clock.later(days=21)
    assert small_company.desk("li").read(agenda_series.is_due)
    assert not small_company.desk("roth").read(agenda_series.is_due)
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(agenda.keep_up, everybody=True)
    set_aside(small_company, gone)
    assert small_company.desk("boss").write(agenda.keep_up, everybody=True) == 6, "what is set aside is left alone"
    assert small_company.desk("boss").write(agenda.keep_up, everybody=True) == 0
    assert {one.owner_id for one in small_company.all(select(actions.c.owner_id))} == {small_company.id("li")}


def test_nothing_is_planned_on_for_who_has_left(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    small_company.desk("li").write(agenda.plan_series, NewAction("call", customer_id=acme, on=MONDAY), WEEKLY)
    small_company.desk("boss").write(people.leave, small_company.id("li"))
    small_company.clock.later(days=21)
    assert small_company.desk("boss").write(agenda.keep_up, everybody=True) == 0


def set_aside(company: Company, customer_id: int) -> None:
    now = company.clock.now
    company.database.write_as(lambda s: change.update(s, customers, customer_id, archived_at=now), now)
