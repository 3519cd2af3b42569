"""What was written since the last look: all of it, once, whatever order the transactions end in."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from tests.company import NOW, Company, make_company
from tests.engines import Make
from tuicrm.plain.ids import uuid7
from tuicrm.sales import people
from tuicrm.store.database import Database
from tuicrm.store.feed import TOO_MANY, Feed, Line
from tuicrm.store.tables.system import changes


def named(lines: tuple[Line, ...]) -> set[tuple[str, int]]:
    return {(line.kind, line.record_id) for line in lines}


def line_of(record_id: int) -> dict[str, object]:
    return {
        "operation_key": uuid7(), "at": NOW, "through": "test", "record_kind": "customer", "record_id": record_id,
        "what": "update", "facts": {},
    }  # fmt: skip


def test_each_change_is_told_once(company: Company) -> None:
    feed = Feed(company.database)
    assert feed.look().lines == ()
    customer = company.customer("Acme")
    found = feed.look().lines
    assert ("customer", customer) in named(found)
    assert feed.look().lines == ()
    feed.close()


def test_what_others_write_is_told_with_their_operation_and_who_they_are(company: Company) -> None:
    feed = Feed(company.database)
    feed.look()
    other = Database(company.database.url.render_as_string(hide_password=False))
    li = company.id("li")
    other.as_("boss", company.clock).write(people.place, li, role="team_lead")
    lines = feed.look().lines
    assert ("user", li) in named(lines)
    assert {line.actor_id for line in lines} == {company.id("boss")}
    assert len({line.operation for line in lines}) == 1
    other.close()
    feed.close()


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])  # SQLite has one writer: its lines come in order
def test_a_line_whose_transaction_ends_late_is_told_too(kind: str, template: Callable[[str, Make], str]) -> None:
    database = Database(template(kind, make_company))
    feed = Feed(database)
    feed.look()
    with database.engine.connect() as slow, database.engine.connect() as quick:
        slow.execute(insert(changes).values(line_of(1)))
        quick.execute(insert(changes).values(line_of(2)))
        quick.commit()
        assert named(feed.look().lines) == {("customer", 2)}
        slow.commit()
    assert named(feed.look().lines) == {("customer", 1)}
    assert feed.look().lines == ()
    database.close()


def test_more_than_anybody_wants_to_name_is_everything(small_company: Company) -> None:
    feed = Feed(small_company.database)
    feed.look()
    with small_company.database.engine.connect().execution_options(writes=True) as connection:
        connection.execute(insert(changes), [line_of(number) for number in range(TOO_MANY + 1)])
        connection.commit()
    look = feed.look()
    assert look.everything
    assert look.lines == ()
    assert not feed.look().everything
    feed.close()
