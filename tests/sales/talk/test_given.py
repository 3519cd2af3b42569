"""Who is given customers is told so: once for each act, as long as they are theirs."""

from datetime import timedelta

from sqlalchemy import select

from tests.company import Company
from tests.sales.chances import take_back
from tests.sales.house import settle, take
from tuicrm.sales import pool, talk
from tuicrm.sales.talk import NoticeRow
from tuicrm.store.tables.people import users


def told(company: Company, login: str = "li") -> list[NoticeRow]:
    found = list(company.desk(login).read(talk.notices_of, only_new=True))
    assert company.desk(login).read(talk.count_new) == len(found)
    return found


def test_a_customer_that_was_assigned_is_told_with_its_note(company: Company) -> None:
    acme = company.customer("Acme")
    company.desk("hale").write(pool.assign, acme, company.id("li"), "they know you from Borg")
    (one,) = told(company)
    assert (one.kind, one.about, one.by, one.words, one.customer_id, one.more) == (
        "given", "Acme", "M. Hale", "they know you from Borg", acme, 0,
    )  # fmt: skip
    company.desk("li").write(talk.see)
    assert told(company) == []


def test_many_in_one_act_are_one_notice(company: Company) -> None:
    some = [company.customer(name) for name in ("Acme", "Bolt", "Core")]
    company.desk("hale").write(pool.assign_many, some, company.id("li"))
    (one,) = told(company)
    assert (one.about, one.more) == ("Acme", 2)
    company.desk("li").write(pool.release, some[1], "no_need")
    assert told(company)[0].more == 1
    company.clock.later(minutes=1)
    company.desk("hale").write(pool.assign, company.customer("Dorn"), company.id("li"))
    assert [(one.about, one.more) for one in told(company)] == [("Dorn", 0), ("Acme", 1)]


def test_what_was_taken_back_is_not_told(small_company: Company) -> None:
    acme = small_company.customer("Acme")
    small_company.desk("hale").write(pool.assign, acme, small_company.id("li"))
    take_back(small_company, "hale")
    assert told(small_company) == []


def test_nobody_is_told_of_what_they_did(small_company: Company) -> None:
    acme, bolt = small_company.customer("Acme"), small_company.customer("Bolt")
    small_company.desk("li").write(pool.claim, acme)
    small_company.desk("wang").write(pool.assign, bolt, small_company.id("wang"))
    assert (told(small_company), told(small_company, "wang")) == ([], [])


def test_what_the_rule_hands_out_is_told(small_company: Company) -> None:
    settle(small_company, hand_out="round_robin")
    owner = take(small_company, "Acme", "hale").owner
    login = next(
        one
        for one in ("li", "wang", "roth", "kuhn")
        if small_company.value(select(users.c.name).where(users.c.login == one)) == owner
    )
    assert [(one.kind, one.about, one.by) for one in told(small_company, login)] == [("given", "Acme", "M. Hale")]
    small_company.clock.now += timedelta(days=1)
    assert len(told(small_company, login)) == 1
