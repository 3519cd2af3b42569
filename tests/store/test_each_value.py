"""Values of a column one after the other, by looks into an index: the same on each engine as by reading all rows."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, true

from tests.company import Company
from tuicrm.store.each_value import each_value
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import tokens

WORDS = ("kord", "kordel", "Kord", "北京", "北", "北京市", "12", "123", "", "zz")
KINDS = ("customer", "note", "project")


def asked(company: Company, question: Callable[[Session], Any]) -> Any:
    return company.database.read_as(question, company.clock.now)


def words_of(company: Company, begin: str | None, most: int, *kinds: str) -> list[list[str]]:
    ways = [tokens.c.kind == kind for kind in kinds]
    return list(asked(company, lambda session: each_value(session, tokens.c.token, ways, most, begin)))


def has_words(company: Company) -> None:
    """Each word many times of one kind, once of another, none of the third; kept from test to test."""
    rows = [
        {"token": word, "kind": kind, "place": str(nth), "record_id": nth}
        for kind, times in (("customer", 5), ("note", 1))
        for word in WORDS
        for nth in range(1, times + 1)
    ]

    def write(session: Session) -> None:
        session.connection.execute(insert(tokens), rows)

    company.database.write_as(write, company.clock.now)


def test_each_is_given_once_in_its_order_for_each_condition(company: Company) -> None:
    has_words(company)
    ordered = sorted(WORDS)
    for begin in (None, *WORDS, "a", "北", "\U0010ffff"):
        after = [word for word in ordered if begin is None or word >= begin]
        assert words_of(company, begin, 99, "customer", "note", "project") == [after, after, []], begin
        assert words_of(company, begin, 99, "project", "customer") == [[], after], begin
        for most in (0, 1, 3):  # and one more: so it is seen that there are more
            assert words_of(company, begin, most, "note") == [after[: most + 1]], (begin, most)


@pytest.mark.parametrize(
    ("classes", "found"),
    [
        pytest.param([], [], id="no customers"),
        pytest.param([None, None], [], id="none has one"),
        pytest.param(["B"], ["B"], id="one"),
        pytest.param(["D", None, "A", "D", "A", "B"], ["A", "B", "D"], id="some, and without"),
    ],
)
def test_rows_without_a_value_give_none(small_company: Company, classes: list[str | None], found: list[str]) -> None:
    for nth, key in enumerate(classes):
        small_company.customer(f"Acme {nth}", class_key=key)
    column = customers.c.class_key
    assert asked(small_company, lambda session: each_value(session, column, [true()], 300)) == [found]
