"""Many want the same customer: one gets it, the others are told, and no limit breaks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import func, select

from tests.company import Clock, Company
from tests.store.test_races import in_processes
from tuicrm.plain.names import name_sort
from tuicrm.sales import invariants, pool
from tuicrm.store import change
from tuicrm.store.database import Database, Desk
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users


def fill(company: Company, number: int, people: int, **limits: int) -> list[int]:
    """Make customers in the pool, and reps rep0, rep1, ..."""

    def make(session: Session) -> list[int]:
        for each in range(people):
            login = f"rep{each}"
            change.insert(session, users, login=login, name=login, name_sort=name_sort(login), role="rep", **limits)
        pool_id = session.value(select(func.min(pools.c.id)))
        rows = [
            {
                "kind": "company", "name": f"Customer {each}", "name_sort": f"customer {each}",
                "name_key": f"customer {each}", "pool_id": pool_id, "created_at": session.now,
                "created_month": session.now.year * 12 + session.now.month,
            }
            for each in range(number)
        ]  # fmt: skip
        ids = change.insert_many(session, customers, rows)
        for one in ids:
            pool.open_stay(session, one, None, how="intake", now=session.now, by_id=None)
        return ids

    ids = company.database.write_as(make, company.clock.now)
    rehearse(company, "rep0", pool.claim, ids[0])
    return ids


class Rehearsed(Exception):
    """All is done but the end of the transaction."""


def rehearse(company: Company, login: str, rule: Callable[..., Any], *args: Any) -> None:
    """Run a rule here and take it back as a whole, so that not each of 64 children compiles its statements."""
    with mock.patch.object(Desk, "_end_operation", side_effect=Rehearsed), pytest.raises(Rehearsed):
        company.desk(login).write(rule, *args)


def claimer(company: Company, told: Path) -> Callable[[str, list[int]], None]:
    """Give what a child process does: claim one by one, and write down what it was told."""
    url = company.database.url.render_as_string(hide_password=False)
    company.database.close()

    def claim_all(login: str, wanted: list[int]) -> None:
        database = Database(url)
        desk = database.as_(login, Clock())
        for customer in wanted:
            try:
                desk.write(pool.claim, customer)
                line = f"got {customer} {login}\n"
            except Refused as refused:
                line = f"{refused.code} {customer} {login}\n"
            with told.open("a") as file:
                file.write(line)
        database.close()

    return claim_all


def test_64_processes_claim_from_200_customers(company: Company, tmp_path: Path) -> None:
    wanted = fill(company, 200, 64, claims_a_day=1000)
    claim_all = claimer(company, tmp_path / "told")
    in_processes(
        64, lambda number: claim_all(f"rep{number}", [wanted[(number * 3 + step * 7) % 200] for step in range(5)])
    )
    answers = [line.split() for line in (tmp_path / "told").read_text().splitlines()]
    assert {code for code, *_ in answers} == {"got", "held"}
    got = {int(customer): login for code, customer, login in answers if code == "got"}
    assert len(got) == sum(code == "got" for code, *_ in answers)
    held = select(customers.c.id, users.c.login).join(users, users.c.id == customers.c.owner_id)
    assert {row[0]: row[1] for row in company.all(held)} == got
    claims = select(func.count()).where(ownerships.c.how == "claim", ownerships.c.live_customer_id.is_not(None))
    assert company.value(claims) == len(got)


def test_one_rep_in_8_processes_passes_neither_limit(company: Company, tmp_path: Path) -> None:
    wanted = fill(company, 40, 1, claims_a_day=12, holding_limit=10)
    claim_all = claimer(company, tmp_path / "told")
    in_processes(8, lambda number: claim_all("rep0", wanted[number::8]))
    answers = [line.split()[0] for line in (tmp_path / "told").read_text().splitlines()]
    assert (answers.count("got"), answers.count("limit"), len(answers)) == (10, 30, 40)


def test_8_processes_of_2_reps_pass_no_quota_though_they_give_back_and_claim_again(
    company: Company, tmp_path: Path
) -> None:
    """Claim, release and claim in four windows of each rep: a day's number is a day's number."""
    wanted = fill(company, 32, 2, claims_a_day=5)
    company.database.write_as(lambda session: change.set_setting(session, "cooling_days", 0), company.clock.now)
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    company.database.close()

    def claim_and_give_back(number: int) -> None:
        database = Database(url)
        desk = database.as_(f"rep{number % 2}", Clock())
        for customer in wanted[number * 4 : number * 4 + 4]:
            for _time in range(2):
                try:
                    desk.write(pool.claim, customer)
                    desk.write(pool.release, customer, "timing")
                    line = f"got rep{number % 2}\n"
                except Refused as refused:
                    line = f"{refused.code} rep{number % 2}\n"
                with told.open("a") as file:
                    file.write(line)
        database.close()

    in_processes(8, claim_and_give_back)
    answers = told.read_text().splitlines()
    assert len(answers) == 64
    assert {line.split()[0] for line in answers} == {"got", "day_limit"}
    assert {login: answers.count(f"got {login}") for login in ("rep0", "rep1")} == {"rep0": 5, "rep1": 5}
    assert company.value(select(func.count()).where(ownerships.c.how == "claim")) == 10


def test_8_processes_that_claim_many_at_once_share_them_without_a_quota_broken(
    company: Company, tmp_path: Path
) -> None:
    wanted = fill(company, 20, 8, claims_a_day=4, holding_limit=3)
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    company.database.close()

    def claim_many(number: int) -> None:
        database = Database(url)
        done = database.as_(f"rep{number}", Clock()).write(pool.claim_many, wanted[number:] + wanted[:number])
        with told.open("a") as file:
            file.write(f"{len(done.done)} {len(done.left)} {','.join(sorted({one.code for one in done.left}))}\n")
        database.close()

    in_processes(8, claim_many)
    answers = [line.split() for line in told.read_text().splitlines()]
    assert sum(int(got) for got, *_rest in answers) == 20
    assert max(int(got) for got, *_rest in answers) == 3
    assert all(int(got) + int(left) == 20 for got, left, _codes in answers)
    assert {code for *_rest, codes in answers for code in codes.split(",")} <= {"limit", "held"}


def test_8_people_who_give_the_same_customers_back_and_claim_them_again_tear_no_history(
    company: Company, tmp_path: Path
) -> None:
    wanted = fill(company, 2, 8, claims_a_day=1000)
    company.database.write_as(lambda session: change.set_setting(session, "cooling_days", 0), company.clock.now)
    url, told = company.database.url.render_as_string(hide_password=False), tmp_path / "told"
    company.database.close()

    def claim_and_give_back(number: int) -> None:
        database = Database(url)
        desk = database.as_(f"rep{number}", Clock())
        for nth in range(12):
            try:
                desk.write(pool.claim, wanted[nth % 2])
                desk.write(pool.release, wanted[nth % 2], "timing")
                line = "got\n"
            except Refused as refused:
                line = f"{refused.code}\n"
            with told.open("a") as file:
                file.write(line)
        database.close()

    in_processes(8, claim_and_give_back)
    assert set(told.read_text().split()) == {"got", "held"}
    assert company.database.read_as(invariants.check, company.clock.now) == ()
