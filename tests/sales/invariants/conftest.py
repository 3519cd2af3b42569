"""A company that has worked for a week, to be broken by hand."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from tests.company import Company, make_company
from tests.engines import Make
from tests.sales.test_invariants import work
from tuicrm.sales.invariants import check
from tuicrm.store.database import Database

Found = set[tuple[str, int | None]]


def make_worked(url: str) -> None:
    make_company(url)
    company = Company(Database(url))
    work(company)
    company.customer("Borealis")
    company.database.close()


@pytest.fixture
def worked(template: Callable[[str, Make], str]) -> Iterator[Company]:
    made = Company(Database(template("sqlite", make_worked)))
    yield made
    made.database.close()


def by_hand(company: Company, sql: str) -> int:
    """Run SQL past all rules and checks; give how many rows it changed."""
    with sqlite3.connect(str(company.database.url.database)) as raw:
        raw.execute("pragma ignore_check_constraints = on")
        changed = raw.execute(sql).rowcount
    raw.close()
    return changed


def found(company: Company) -> Found:
    violations = company.database.read_as(check, company.clock.now)
    return {(violation.name, violation.record_id) for violation in violations}


def first(company: Company, table: str, column: str) -> int:
    """The first record of a table that has something in a column."""
    with sqlite3.connect(str(company.database.url.database)) as raw:
        (found_id,) = raw.execute(f'select min(id) from "{table}" where "{column}" is not null').fetchone()
    raw.close()
    assert found_id is not None, "the company has no such record"
    return int(found_id)
