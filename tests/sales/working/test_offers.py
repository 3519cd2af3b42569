"""Plans of who is away are offered to the deputy; who takes one has it, and undo gives it back."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.test_agenda import plan
from tuicrm.sales import undo, working
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions

TUESDAY, WEDNESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)


def owner(company: Company, action_id: int) -> int:
    return company.value(select(actions.c.owner_id).where(actions.c.id == action_id))


def test_plans_of_the_days_away_are_offered_and_taken(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    away, later = plan(company, customer_id=acme, on=TUESDAY), plan(company, customer_id=acme, on=FRIDAY)
    made = company.desk("li").write(working.enter, TUESDAY, WEDNESDAY, deputy_id=company.id("roth"))
    assert made.planned == 1
    roth = company.desk("roth")
    (offer,) = roth.read(working.offered)
    assert (offer.action_id, offer.owner, offer.back_on, offer.customer) == (away, "Li Wei", WEDNESDAY, "Acme")
    assert company.desk("wang").read(working.offered) == ()
    assert roth.write(working.take_over, [away]) == (away,)
    assert (owner(company, away), owner(company, later)) == (company.id("roth"), company.id("li"))
    assert roth.read(working.offered) == ()
    roth.write(undo.last)
    assert owner(company, away) == company.id("li")


def test_without_a_deputy_the_lead_is_asked(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    away = plan(small_company, customer_id=acme, on=TUESDAY)
    small_company.desk("li").write(working.enter, TUESDAY, WEDNESDAY)
    assert [one.action_id for one in small_company.desk("wang").read(working.offered)] == [away]
    assert small_company.desk("roth").read(working.offered) == ()
    assert small_company.desk("li").read(working.offered) == ()


def test_what_is_not_offered_is_not_taken_and_nothing_of_the_rest(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    away, later = plan(small_company, customer_id=acme, on=TUESDAY), plan(small_company, customer_id=acme, on=FRIDAY)
    small_company.desk("li").write(working.enter, TUESDAY, WEDNESDAY, deputy_id=small_company.id("roth"))
    with pytest.raises(Refused, match="not_offered"):
        small_company.desk("roth").write(working.take_over, [away, later])
    assert owner(small_company, away) == small_company.id("li")
    small_company.clock.later(days=5)
    assert small_company.desk("roth").read(working.offered) == ()
