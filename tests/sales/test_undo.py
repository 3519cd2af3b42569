"""What `u` takes back, and when it must not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.sales import agenda, people, undo
from tuicrm.sales.agenda import NewAction
from tuicrm.store.errors import Refused
from tuicrm.store.tables.system import operations


def role(company: Company, login: str) -> str:
    return company.desk(login).read(people.me).role


def test_the_last_act_is_taken_back_then_the_one_before(company: Company) -> None:
    boss, li = company.desk("boss"), company.id("li")
    boss.write(people.place, li, role="team_lead")
    company.clock.later(minutes=1)
    boss.write(people.place, li, role="manager")
    company.clock.later(minutes=1)
    assert boss.write(undo.last).words == "new role or team of Li Wei"
    assert role(company, "li") == "team_lead"
    boss.write(undo.last)
    assert role(company, "li") == "rep"
    with pytest.raises(Refused) as refused:
        boss.write(undo.last)
    assert refused.value.code == "no_undo"


def test_an_undo_is_an_operation_that_says_what_it_undoes(small_company: Company) -> None:
    boss = small_company.desk("boss")
    boss.write(people.place, small_company.id("li"), role="team_lead")
    taken = boss.write(undo.last)
    rows = small_company.all(select(operations.c.rule).where(operations.c.undoes == taken.key))
    assert [row.rule for row in rows] == ["undo.last"]


def test_what_somebody_changed_since_is_not_overrun(company: Company) -> None:
    boss, li = company.desk("boss"), company.id("li")
    boss.write(people.place, company.id("hale"), role="administrator")
    company.clock.later(minutes=1)
    boss.write(people.place, li, role="team_lead")
    company.clock.later(minutes=1)
    company.desk("hale").write(people.place, li, team="West")
    with pytest.raises(Refused) as refused:
        boss.write(undo.last)
    assert (refused.value.code, refused.value.facts) == ("undone_since", {"by": "M. Hale"})
    assert role(company, "li") == "team_lead"


def test_a_change_that_was_itself_taken_back_stands_in_nobodys_way(small_company: Company) -> None:
    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.place, small_company.id("hale"), role="administrator")
    small_company.clock.later(minutes=1)
    boss.write(people.place, li, role="team_lead")
    small_company.clock.later(minutes=1)
    small_company.desk("hale").write(people.place, li, team="West")
    small_company.desk("hale").write(undo.last)
    boss.write(undo.last)
    assert role(small_company, "li") == "rep"


def test_everyone_takes_back_only_what_they_did(small_company: Company) -> None:
    small_company.desk("boss").write(people.place, small_company.id("li"), role="team_lead")
    assert small_company.desk("hale").read(undo.listing) == ()
    with pytest.raises(Refused):
        small_company.desk("hale").write(undo.last)


def test_yesterdays_acts_are_out_of_reach(small_company: Company) -> None:
    boss = small_company.desk("boss")
    boss.write(people.place, small_company.id("li"), role="team_lead")
    assert [each.name for each in boss.read(undo.listing)] == ["Li Wei"]
    small_company.clock.later(hours=25)
    assert boss.read(undo.listing) == ()


def test_taking_back_needs_the_right_of_the_rule_that_does_it(small_company: Company) -> None:
    boss = small_company.desk("boss")
    boss.write(people.place, small_company.id("hale"), role="administrator")
    hale = small_company.desk("hale")
    hale.write(people.place, small_company.id("li"), role="team_lead")
    small_company.clock.later(minutes=1)
    boss.write(people.place, small_company.id("hale"), role="manager")
    with pytest.raises(Refused) as refused:
        hale.write(undo.last)
    assert refused.value.code == "not_allowed"


def test_a_repeated_undo_takes_back_once(small_company: Company) -> None:
    from tuicrm.plain.ids import uuid7

    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.place, li, role="team_lead")
    small_company.clock.later(minutes=1)
    boss.write(people.place, li, role="manager")
    key = uuid7()
    first, second = boss.write(undo.last, key=key), boss.write(undo.last, key=key)
    assert first == second
    assert role(small_company, "li") == "team_lead"


@pytest.mark.parametrize("about", ["customer", "project", "both"])
def test_a_plan_that_is_taken_back_is_named_by_whom_it_was_for(small_company: Company, about: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    line = project(small_company, "PX-200", customer_id=acme)
    whom = {"customer": {"customer_id": acme}, "project": {"project_id": line}}
    whom["both"] = whom["customer"] | whom["project"]
    li = small_company.desk("li")
    for days in (0, 1):  # the second one touches nobody but itself
        small_company.clock.later(minutes=1)
        li.write(agenda.plan, NewAction(kind="call", on=NOW.date() + timedelta(days=days), **whom[about]))
    (shown, *_older) = li.read(undo.listing)
    named = "Acme" if about == "customer" else "PX-200"
    assert (shown.words, shown.name) == (f"plan for {named}", named)
    assert li.write(undo.last).words == f"plan for {named}"
