"""Many processes want the same: the database decides, and counts under a lock stay true."""

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from tests.store import toy as rules
from tests.store.toy import NOW, clock
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users


def in_processes(count: int, work: Callable[[int], None]) -> None:
    """Fork `count` processes from this one, so that nothing has to be imported 64 times; all must end well."""
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                work(number)
                status = 0
            except BaseException:  # noqa: BLE001  a child must never run on into pytest
                traceback.print_exc()
            finally:
                os._exit(status)
        children.append(child)
    failed = [child for child in children if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0]
    assert not failed


def fill(database: Database, customers_to_make: int, people: int) -> list[int]:
    def make(session: Session) -> list[int]:
        for number in range(people):
            login = f"rep{number}"
            change.insert(session, users, login=login, name=login, name_sort=login, role="rep")
        return [rules.add_customer(session, f"Customer {number}", NOW) for number in range(customers_to_make)]

    return database.write_as(make, NOW)


def holders(database: Database) -> dict[str, int]:
    counted = (
        select(users.c.login, func.count()).join(customers, customers.c.owner_id == users.c.id).group_by(users.c.login)
    )
    return database.read_as(lambda session: {row[0]: row[1] for row in session.all(counted)}, NOW)


def claim_all(url: str, login: str, wanted: list[int], limit: int, won: str) -> None:
    database = Database(url)
    desk = database.as_(login, clock)
    for customer in wanted:
        try:
            desk.write(rules.take, customer, limit)
        except Refused as refused:
            if refused.code not in ("held", "limit"):
                raise
        else:
            with open(won, "a") as file:
                file.write(f"{customer} {login}\n")
    database.close()


def test_16_processes_claim_from_50_customers_and_each_has_one_owner(toy: Database, tmp_path: object) -> None:
    wanted = fill(toy, 50, 16)
    url = toy.url.render_as_string(hide_password=False)
    toy.close()
    won = f"{tmp_path}/won"

    def work(number: int) -> None:
        start = number * 3 % 50
        mine = [wanted[(start + step * 7) % 50] for step in range(20)]
        claim_all(url, f"rep{number}", mine, 1000, won)

    in_processes(16, work)
    told = [line.split() for line in Path(won).read_text().splitlines()]
    assert len({customer for customer, _ in told}) == len(told)
    by_answer: dict[str, int] = {}
    for _, login in told:
        by_answer[login] = by_answer.get(login, 0) + 1
    assert holders(toy) == by_answer


def test_one_rep_in_8_processes_does_not_pass_the_limit(toy: Database, tmp_path: object) -> None:
    wanted = fill(toy, 40, 1)
    url = toy.url.render_as_string(hide_password=False)
    toy.close()
    in_processes(8, lambda number: claim_all(url, "rep0", wanted[number::8], 10, f"{tmp_path}/won"))
    assert holders(toy) == {"rep0": 10}
