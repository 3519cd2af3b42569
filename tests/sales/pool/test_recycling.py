"""Recycling as it runs: warned first, exactly once a day, and a simulated year in which nobody is surprised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.company import NOW, Clock, Company
from tests.sales.house import count, holder, refusal, row, set_values, stays
from tests.sales.pool.recycled import at, bought, held, keep, only, project
from tests.store.test_races import in_processes
from tuicrm.sales import pool, undo
from tuicrm.sales.agenda import NewAction, log
from tuicrm.sales.pool.recycling import Recycled
from tuicrm.store import change
from tuicrm.store.actor import by_login
from tuicrm.store.database import Database
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.holding import recycle_warnings

DAY = date(2026, 6, 1)


def run(company: Company, login: str = "hale") -> Recycled:
    done: Recycled = company.desk(login).write(pool.recycle)
    return done


def names(rows: tuple[pool.Returning, ...]) -> list[str]:
    return [one.name for one in rows]


def test_it_warns_for_as_long_as_the_team_says_and_then_gives_back(company: Company) -> None:
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    acme = held(company, DAY)
    company.clock.now = at(DAY + timedelta(22))
    assert company.desk("li").read(pool.warnings) == ()
    assert (run(company).warned, holder(company, acme)) == (0, company.id("li"))
    company.clock.later(days=1)
    (soon,) = company.desk("li").read(pool.warnings)
    assert (soon.name, soon.rule, soon.days_left, soon.warned_on) == ("Acme", "idle", 7, None)
    assert run(company).warned == 1
    for left in range(6, 0, -1):
        company.clock.later(days=1)
        assert run(company) == Recycled((), 0, 0)
        (soon,) = company.desk("li").read(pool.warnings)
        assert (soon.days_left, soon.recycle_on) == (left, DAY + timedelta(30))
    company.clock.later(days=1)
    assert names(company.desk("hale").read(pool.due)) == ["Acme"]
    assert holder(company, acme) == company.id("li"), "a dry run changes nothing"
    (done,) = run(company).done
    assert (done.name, done.owner, done.warned_on) == ("Acme", "Li Wei", DAY + timedelta(23))
    stay = stays(company, acme)[-1]
    assert (holder(company, acme), stay.how, stay.reason, stay.by_id) == (None, "recycle", "idle", None)
    assert row(company, recycle_warnings, 1).ended == "recycled"
    assert run(company) == Recycled((), 0, 0)


def test_an_action_on_the_last_day_saves_it(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    acme = held(company, DAY)
    company.clock.now = at(DAY + timedelta(23))
    run(company)
    company.clock.now = at(DAY + timedelta(29), 23, 59)
    company.desk("li").write(log, NewAction("call", customer_id=acme), outcome="no_answer")
    company.clock.later(minutes=2)
    assert run(company) == Recycled((), 0, 1)
    assert (holder(company, acme), row(company, recycle_warnings, 1).ended) == (company.id("li"), "saved")
    company.clock.now = at(DAY + timedelta(59))
    assert run(company).done == (), "a warning of last time is none of this time"
    company.clock.later(days=7)
    assert names(run(company).done) == ["Acme"]


@pytest.mark.parametrize(
    "surprise",
    [
        pytest.param(lambda company, acme: keep(company, recycle_idle_days=10), id="the rule gets stricter"),
        pytest.param(
            lambda company, acme: set_values(company, customers, acme, locked_until_on=None), id="a lock is taken off"
        ),
        pytest.param(lambda company, acme: set_values(company, customers, acme, class_key="D"), id="another class"),
        pytest.param(lambda company, acme: None, id="nobody ran it for months"),
    ],
)
def test_whatever_happens_there_are_the_days_of_the_warning_first(
    small_company: Company, surprise: Callable[[Company, int], None]
) -> None:
    company = small_company
    only(company, recycle_idle_days=60, recycle_idle_days__D=5, recycle_warn_days=7)
    acme = held(company, DAY, locked_until_on=date(2026, 9, 1), lock_reason="budget")
    company.clock.now = at(DAY + timedelta(55))
    run(company)
    surprise(company, acme)
    company.clock.now = at(DAY + timedelta(120))
    assert run(company).warned == 1
    for _day in range(6):
        company.clock.later(days=1)
        assert run(company).done == ()
    company.clock.later(days=1)
    assert names(run(company).done) == ["Acme"]


def test_a_new_holder_gets_a_warning_of_their_own(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    acme = held(company, DAY)
    company.clock.now = at(DAY + timedelta(25))
    run(company)
    company.desk("wang").write(pool.assign, acme, company.id("roth"))
    assert row(company, recycle_warnings, 1).ended == "saved"
    company.clock.later(days=29)
    run(company)
    (soon,) = company.desk("roth").read(pool.warnings)
    assert (soon.owner, soon.days_left) == ("A. Roth", 7)


def test_who_lost_a_customer_by_rule_waits_to_claim_it_and_nobody_takes_it_back(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=1)
    acme = held(company, DAY)
    run(company)
    company.clock.later(hours=1)
    assert company.desk("li").read(undo.listing) == ()
    assert refusal(company, "li", pool.claim, acme).code == "cooling"
    assert company.desk("roth").write(pool.claim, acme).owner == "A. Roth"


def test_lists_are_ones_own_the_teams_or_all(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=1)
    for login, name in (("li", "Ours"), ("roth", "His"), ("kuhn", "Theirs")):
        held(company, DAY, login=login, name=name)
    seen = {
        (login, whose): names(company.desk(login).read(pool.warnings, whose=whose))
        for login in ("li", "wang", "hale")
        for whose in ("mine", "team", "all")
    }
    assert seen["li", "mine"] == ["Ours"]
    assert seen["li", "team"] == seen["wang", "team"] == seen["wang", "all"] == ["His", "Ours"]
    assert seen["hale", "all"] == seen["hale", "team"] == ["His", "Ours", "Theirs"]
    assert seen["wang", "mine"] == seen["hale", "mine"] == []


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_only_who_manages_runs_it_by_hand(small_company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        run(small_company, login)


def test_once_a_day_by_the_first_of_all_clients(small_company: Company) -> None:
    company = small_company
    only(company, recycle_idle_days=1)
    held(company, DAY)
    first = company.desk("li").write(pool.daily)
    assert (names(first.done), first.is_done) == (["Acme"], True)
    held(company, DAY, name="Bolt")
    assert company.desk("roth").write(pool.daily) == Recycled((), 0, 0, is_done=False)
    company.clock.now = at(company.clock.now.date(), 23, 59)
    assert not company.desk("roth").write(pool.daily).is_done
    company.clock.later(minutes=1)
    assert names(company.desk("kuhn").write(pool.daily).done) == ["Bolt"]


def test_sqlite_counts_its_rows_once_a_day_and_after_a_bulk_write(small_company: Company) -> None:
    def counted() -> set[str]:
        there = text("select count(*) from sqlite_master where name = 'sqlite_stat1'")
        rows = text("select tbl from sqlite_stat1")
        return small_company.database.read_as(lambda s: set(s.values(rows)) if s.value(there) else set(), NOW)

    held(small_company, DAY)
    assert counted() == set(), "it never does by itself"
    small_company.desk("li").write(pool.daily)
    assert {"customer", "ownership", "token", "user"} <= counted()
    assert "project" not in counted(), "nothing is in there"
    project(small_company, held(small_company, DAY, name="Pine"), DAY)
    small_company.database.count_anew()
    assert "project" in counted()


def test_16_clients_on_one_morning_do_it_once(company: Company, tmp_path: Path) -> None:
    only(company, recycle_idle_days=1)
    for number in range(12):
        held(company, DAY, name=f"Customer {number}")
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    logins = ("li", "roth", "wang", "kuhn", "hale", "boss")
    company.database.close()

    def open_app(number: int) -> None:
        database = Database(url)
        done = database.as_(logins[number % 6], Clock()).write(pool.daily)
        with told.open("a") as file:
            file.write(f"{done.is_done} {len(done.done)}\n")
        database.close()

    in_processes(16, open_app)
    assert sorted(told.read_text().split("\n")[:-1]) == ["False 0"] * 15 + ["True 12"]
    assert company.value(select(func.count()).where(ownerships.c.how == "recycle")) == 12


def test_many_go_back_in_several_transactions(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    company = small_company
    monkeypatch.setattr("tuicrm.sales.pool.recycling.AT_ONCE", 2)
    only(company, recycle_idle_days=1)
    for number in range(5):
        held(company, DAY, name=f"Customer {number}")
    runs = [company.desk("li").write(pool.daily) for _run in range(4)]
    assert [(len(one.done), one.more, one.is_done) for one in runs] == [
        (2, True, True), (2, True, True), (1, False, True), (0, False, False),
    ]  # fmt: skip


def test_a_large_company_is_gone_through_slice_by_slice(
    small_company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = small_company
    monkeypatch.setattr("tuicrm.sales.pool.recycling.AT_ONCE", 2)
    monkeypatch.setattr("tuicrm.sales.pool.recycling.SLICE", 3)
    monkeypatch.setattr("tuicrm.sales.pool.worth.LARGE", 5)
    only(company, recycle_idle_days=30, recycle_warn_days=7)
    ids = [held(company, DAY - timedelta(nth % 3), name=f"Customer {nth}", login=("li", "roth")[nth % 2])
           for nth in range(8)]  # fmt: skip
    company.customer("Free")

    def day() -> list[Recycled]:
        found, after = [], 0
        while not found or found[-1].more:
            found.append(company.desk("li").write(pool.daily, after))
            after = found[-1].after
        return found

    company.clock.now = at(DAY + timedelta(23))
    warned = day()
    assert [one.warned for one in warned] == [3, 3, 2, 0], "three slices, and one step that counts"
    assert [one.after for one in warned[:-1]] == [ids[2], ids[5], -1]
    assert not company.desk("roth").read(pool.is_due)
    set_values(company, customers, ids[4], last_action_at=company.clock.now)
    company.clock.now = at(DAY + timedelta(30))
    assert company.desk("roth").write(pool.daily, ids[7]).warned == 0, "another client, at the end of it already"
    gone = day()
    assert [len(one.done) for one in gone[:-1]] == [2, 2, 2, 1]
    assert sum(one.saved for one in gone) == 1
    assert [holder(company, one) for one in ids] == [company.id("li") if one == ids[4] else None for one in ids]
    assert company.desk("li").write(pool.daily) == Recycled((), 0, 0, is_done=False)


def test_a_run_that_broke_off_is_begun_anew(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    company = small_company
    monkeypatch.setattr("tuicrm.sales.pool.recycling.SLICE", 2)
    only(company, recycle_idle_days=1)
    ids = [held(company, DAY, name=f"Customer {nth}") for nth in range(5)]
    first = company.desk("hale").write(pool.recycle)
    assert (len(first.done), first.more, first.after) == (2, True, ids[1])
    anew = run(company)
    assert (len(anew.done), anew.after) == (2, ids[3]), "what went already is none of the held any more"
    assert len(company.desk("hale").write(pool.recycle, anew.after).done) == 1


def test_a_year_in_which_everybody_who_lost_a_customer_had_been_told(small_company: Company) -> None:
    """A team works on two dozen customers, each in its own way; each day it runs once, or not at all on Sundays."""
    company = small_company
    keep(company, recycle_idle_days=90, recycle_no_project_days=30, recycle_not_won_days=60, recycle_warn_days=7,
         recycle_no_project_days__A=45, recycle_won_days=120)  # fmt: skip
    start = date(2026, 1, 1)
    ids = []
    for number in range(24):
        one = held(company, start + timedelta(number * 3), login=("li", "roth", "kuhn")[number % 3],
                   name=f"Customer {number}", class_key="ABCD"[number % 4])  # fmt: skip
        ids.append(one)
        if number % 5 == 0:
            project(company, one, start + timedelta(number * 3), stage=("New", "Demo", "Quote")[number % 3])
        if number % 7 == 0:
            bought(company, one, start + timedelta(number * 3), start + timedelta(200))
        if number % 11 == 0:
            set_values(company, customers, one, locked_until_on=start + timedelta(150), lock_reason="budget")
    stood: dict[int, int] = {}
    gone: dict[int, int] = {}

    def year(session: Session) -> None:  # in one transaction, or it would take as long as 700
        hale = by_login(session, "hale")
        for day in range(365):
            session.now = now = at(start + timedelta(day), 6)
            for number, one in enumerate(ids):
                busy = 10 + 4 * (number % 12)
                if one not in gone and day >= number * 3 and day % busy == 0 and day < 60 + number * 6:
                    change.update(session, customers, one, last_action_at=now)
            if now.isoweekday() == 7:
                continue
            listed = {each.customer_id for each in pool.warnings(session, hale, whose="all", now=now)}
            for one in set(stood) - listed:
                del stood[one]
            for one in listed:
                stood.setdefault(one, day)
            for done in pool.recycle(session, hale, now=now).done:
                assert day - stood[done.customer_id] >= 7, done
                gone[done.customer_id] = day

    company.database.write_as(year, company.clock.now)
    assert len(gone) > 15
    assert all(holder(company, one) is None for one in gone)
    warned = company.all(select(recycle_warnings).where(recycle_warnings.c.ended == "recycled"))
    assert len(warned) == len(gone)
    assert all((each.ended_on - each.warned_on).days >= 7 for each in warned)
    assert count(company, recycle_warnings) > len(gone), "some were saved by an action"
