"""Transactions: what stands after success, refusal, repetition, a crash in the commit."""

from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from tests.store import toy as rules
from tests.store.toy import NOW, clock
from tuicrm.plain.ids import uuid7
from tuicrm.store.database import Database
from tuicrm.store.errors import DatabaseProblem, NotAllowed, Refused, Unreachable, Unusable
from tuicrm.store.session import Session
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.system import changes, operations


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""

    def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted((tuple(row) for row in session.all(select(table))), key=repr)
            for table in all_tables().sorted_tables
        }

    return database.read_as(rows, NOW)


def test_what_a_rule_wrote_is_there_with_its_operation_and_audit_line(toy: Database) -> None:
    made = toy.as_("li", clock, through="test").write(rules.make, "Acme")
    assert made == rules.Made(made.id, NOW)
    assert toy.as_("li", clock).read(rules.names) == ("Acme",)
    line = toy.read_as(
        lambda s: s.first(select(changes).where(changes.c.record_kind == "customer", changes.c.record_id == made.id)),
        NOW,
    )
    assert line is not None
    assert (line.what, line.through, line.at, line.subject_kind, line.subject_id) == (
        "insert",
        "test",
        NOW,
        "customer",
        made.id,
    )
    assert line.personal["name"] == [None, "Acme"]
    assert "name" not in line.facts


def test_refusal_leaves_the_database_as_it_was(toy: Database) -> None:
    before = dump(toy)
    with pytest.raises(Refused):
        toy.as_("li", clock).write(rules.half)
    with pytest.raises(NotAllowed):
        toy.as_("eye", clock).write(rules.make, "Acme")
    assert dump(toy) == before


def test_repeated_write_happens_once_and_answers_the_same(toy: Database) -> None:
    key = uuid7()
    desk = toy.as_("li", clock)
    first = desk.write(rules.make, "Acme", key=key)
    after_first = dump(toy)
    assert desk.write(rules.make, "Acme", key=key) == first
    assert dump(toy) == after_first


def test_connection_lost_in_the_commit_is_run_again_and_happens_once(toy: Database) -> None:
    lost: list[str] = []

    @event.listens_for(toy.engine, "commit")
    def lose(connection: Any) -> None:
        if not lost and connection.get_execution_options().get("isolation_level") != "REPEATABLE READ":
            lost.append("once")
            connection.connection.dbapi_connection.commit()  # it stands, but the answer never arrives
            raise OperationalError("commit", {}, Exception("gone"), connection_invalidated=True)

    toy.as_("li", clock).write(rules.make, "Acme")
    assert lost
    assert toy.as_("li", clock).read(rules.names) == ("Acme",)


def test_stranger_and_leaver_are_not_let_in(toy: Database) -> None:
    with pytest.raises(NotAllowed) as refused:
        toy.as_("nobody", clock).read(rules.names)
    assert refused.value.facts["right"] == "login"


def test_only_registered_rules_run(toy: Database) -> None:
    with pytest.raises(TypeError):
        toy.as_("li", clock).read(lambda session, actor, *, now: 1)
    with pytest.raises(TypeError):
        toy.as_("li", clock).write(rules.names)


def test_reading_cannot_write(toy: Database) -> None:
    def write(session: Session) -> None:
        rules.add_customer(session, "sneaked", NOW)

    with pytest.raises(Unusable) as problem:
        toy.read_as(write, NOW)
    assert problem.value.code == "readonly"
    assert toy.as_("li", clock).read(rules.names) == ()


def test_one_snapshot_does_not_see_what_comes_meanwhile(toy: Database) -> None:
    def twice(session: Session) -> tuple[int, int]:
        count = select(func.count()).select_from(operations)
        before = session.value(count)
        toy.as_("li", clock).write(rules.make, "Acme")
        return before, session.value(count)

    before, after = toy.read_as(twice, NOW)
    assert before == after


def test_names_page_alike_on_all_engines(toy: Database) -> None:
    given = ["Zeta", "acme", "Äpfel", "北京", "安然", "Acme ", "émile", "𠮷野家", "Œuvre", "zebra"]
    for name in given:
        toy.as_("li", clock).write(rules.make, name)
    assert toy.as_("li", clock).read(rules.names) == tuple(sorted(given, key=str.casefold))


@pytest.mark.parametrize(
    "url", ["nonsense", "oracle://x/y", "postgresql://u@127.0.0.1:1/none", "mysql://u@127.0.0.1:1/none"]
)
def test_database_that_cannot_be_used_is_named(url: str) -> None:
    with pytest.raises(DatabaseProblem) as problem:
        Database(url).read_as(lambda session: session.value(select(1)), NOW)
    assert problem.value.where
    if "127" in url:
        assert isinstance(problem.value, Unreachable)


def test_password_is_not_in_messages() -> None:
    assert "secret" not in Database("postgresql://u:secret@127.0.0.1:1/none").where
