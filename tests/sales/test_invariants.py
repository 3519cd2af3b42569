"""What always holds: rules leave nothing that is wrong, and what somebody breaks by hand is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_funnel import project, stage
from tuicrm.sales import agenda, funnel, intake, pool
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.intake import Lead
from tuicrm.sales.invariants import INVARIANTS, Violation, check
from tuicrm.sales.invariants import violations as told
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.customers import customers


def names(company: Company) -> set[str]:
    return {violation.name for violation in violations(company)}


def violations(company: Company) -> tuple[Violation, ...]:
    return company.database.read_as(check, company.clock.now)


def work(company: Company) -> None:
    """A lead comes in, is claimed, worked on, won; another project is lost, a third stays open."""
    li = company.desk("li")
    lead = Lead(
        name="Acme Ltd", source="phone", contact="Jo Novak", phones=("+44 20 7946 0011",), emails=("jo@acme.example",)
    )
    li.write(intake.take_in, lead)
    acme = company.value(select(customers.c.id))
    company.clock.later(hours=1)
    li.write(pool.claim, acme)
    made = [project(company, name, customer_id=acme) for name in ("Line 1", "Line 2", "Line 3")]
    call = li.write(agenda.plan, NewAction("call", "offer", project_id=made[0], on=NOW.date())).action_id
    li.write(agenda.plan, NewAction("visit", "plant", project_id=made[2], on=date(2026, 12, 1)))
    company.clock.later(days=3)
    li.write(agenda.done, call, outcome="talked", note="wants two", minutes=12)
    li.write(funnel.move, made[0], stage(company, "Needs"))
    company.clock.later(days=3, hours=7)
    li.write(funnel.win, made[0], amount_minor=2_000_000, cost_minor=1_200_000, reason="repeat order")
    li.write(funnel.lose, made[1], "price")
    li.write(pool.release, acme, "timing")


def test_a_day_of_rules_leaves_nothing_wrong(company: Company) -> None:
    work(company)
    assert violations(company) == ()


BROKEN = {
    "project.no_stage": "update stage_history set live_project_id = null where live_project_id = 3",
    "project.other_stage": "update project set stage_since_at = '2026-11-01 00:00:00.000000' where id = 3",
    "project.state": "update project set state = 'won', closed_on = '2026-11-23', closed_month = 24323 where id = 3",
    "project.closed": "update project set closed_at = null where id = 1",
    "stay.gap": "update stage_history set left_at = '2026-11-24 00:00:00.000000' where id = 1",
    "stay.neighbour": "update stage_history set to_stage_id = 5 where id = 1",
    "stay.seconds": "update stage_history set seconds = seconds + 1 where id = 1",
    "stay.live": "update stage_history set live_project_id = 77 where id = 1",
    "project.no_period": "delete from project_period where project_id = 3",
    "project.period": "update project_period set amount_minor = 5 where live_project_id = 3",
    "period.gap": "update project_period set to_at = '2026-12-24 00:00:00.000000' where id = 1",
    "period.live": "update project_period set live_project_id = null where project_id = 3",
    "credit.whole": "update credit set share_ppm = 999999 where project_id = 1",
    "credit.outcome": "update credit set outcome = 'lost' where project_id = 1",
    "project.closed_month": "update project set closed_month = closed_month + 1 where id = 1",
    "credit.month": "update credit set month = month - 1 where project_id = 1",
    "customer.no_holder": "delete from ownership",
    "customer.other_holder": "update customer set owner_id = 2, held_since_at = '2026-11-24 00:00:00.000000'",
    "customer.fresh": "update customer set fresh_at = null where id = 1",
    "ownership.gap": "update ownership set from_at = '2026-11-23 00:00:00.000000' where how = 'release'",
    "ownership.live": "update ownership set to_at = '2026-12-24 00:00:00.000000' where how = 'release'",
    "customer.merged": "update customer set merged_into_id = id",
    "inquiry.month": "update inquiry set month = 1",
    "membership.two": "insert into membership (user_id, role, from_on) values (2, 'rep', '2026-02-01')",
    "user.membership": "update user set role = 'auditor' where login = 'li'",
    "project.negative": "update project set cost_minor = -1 where id = 3",
    "purchase.sum": "update purchase set amount_minor = amount_minor - 1",
    "purchase.customer": "update purchase set customer_id = 2",
    "purchase.home": "update purchase set cost_minor = null",
    "purchase.month": "update purchase set month = month + 12",
    "action.customer": "update action set customer_id = 2 where state = 'done'",
    "action.done": "update action set done_at = null where state = 'done'",
    "action.postponed": "update action set postponed = 2, first_planned_on = null",
    "action.done_month": "update action set done_month = 7 where state = 'done'",
    "customer.next": "update customer set next_action_at = null where id = 1",
    "project.next": "update project set next_action_at = '2026-12-24 00:00:00.000000' where id = 1",
    "contact_point.contact": "update contact_point set customer_id = 2",
    "inquiry.contact": "update inquiry set customer_id = 2",
    "handover.one": "insert into handover (project_id, to_id, given_at, accepted_at, returned_at, version) values"
    " (1, 2, '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', '2026-11-24 00:00:00.000000', 1)",
    "project.lost_reason_id": "update project set lost_reason_id = 99 where id = 2",
    "token.customer": "insert into token (token, kind, place, record_id) values ('ghost', 'customer', '', 99)",
}  # fmt: skip


def made_worked(small_company: Company) -> None:
    work(small_company)
    small_company.customer("Borealis")


@pytest.fixture
def worked(company_with: Callable[..., Company]) -> Company:
    return company_with(made_worked)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_by_hand_is_named(worked: Company, name: str) -> None:
    with sqlite3.connect(str(worked.database.url.database)) as raw:
        raw.execute("pragma ignore_check_constraints = on")
        changed = raw.execute(BROKEN[name]).rowcount
    raw.close()
    assert changed > 0
    found = violations(worked)
    assert name in {violation.name for violation in found}
    assert all(violation.says and violation.kind for violation in found)


def test_every_invariant_has_been_seen_broken() -> None:
    rest = {invariant.name for invariant in INVARIANTS} - set(BROKEN)
    assert {name.partition(".")[2] for name in rest} <= {"negative", "created_month", "project", "contact"}


def test_only_so_many_records_of_a_kind_are_named(worked: Company) -> None:
    with sqlite3.connect(str(worked.database.url.database)) as raw:
        raw.execute("update project_period set category = 'omitted'")
    raw.close()
    limited = worked.database.read_as(lambda session: check(session, limit=2), NOW)
    assert [violation.record_id for violation in limited if violation.name == "project.period"] == [1, 3]


def test_only_an_administrator_checks(worked: Company) -> None:
    assert worked.desk("boss").read(told) == ()
    with pytest.raises(NotAllowed):
        worked.desk("hale").read(told)


def test_a_damaged_file_is_named_first(worked: Company) -> None:
    with sqlite3.connect(str(worked.database.url.database)) as raw:
        raw.execute("pragma writable_schema = on")
        raw.execute("delete from sqlite_master where type = 'index' and tbl_name = 'change'")  # its pages lie about
        raw.execute("pragma schema_version = 77")  # whoever has it open looks again
        raw.execute(BROKEN["token.customer"])
    raw.close()
    found = worked.desk("boss").read(told)
    assert [found[0].name, found[0].record_id, found[-1].name] == ["file", None, "token.customer"]
    assert "never used" in found[0].what
