"""Many rows with ids of their own: a line each, found by search, and the next id is free on every engine."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select

from tuicrm.plain.ids import uuid7
from tuicrm.store import bulk, change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.system import changes
from tuicrm.store.tokens import matching

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def row(number: int) -> dict[str, object]:
    return {
        "id": number, "uid": uuid7(), "kind": "company", "name": f"Acme {number}", "name_sort": f"acme {number}",
        "name_key": f"acme {number}", "pool_id": 1, "created_at": NOW, "created_month": 24323, "version": 1,
    }  # fmt: skip


def test_rows_come_in_with_their_lines_and_tokens(toy: Database) -> None:
    def fill(session: Session) -> int:
        numbers = range(1001, 3501)
        stays = [
            {"id": number, "customer_id": number, "from_at": NOW, "how": "import", "live_customer_id": number}
            for number in numbers
        ]
        return bulk.fill(session, {customers: [row(number) for number in numbers], ownerships: stays})

    assert toy.write_as(fill, NOW, through="test") == 5000

    def told(session: Session) -> tuple[int, object, list[int]]:
        lines = session.value(select(func.count()).where(changes.c.record_kind == "customer"))
        line = session.first(select(changes).where(changes.c.record_kind == "customer", changes.c.record_id == 1001))
        found = matching(session, "customer", "acme 3333")
        assert line is not None
        assert found is not None
        return lines, (line.what, line.facts["kind"], line.personal["name"]), list(session.values(found))

    lines, line, found = toy.read_as(told, NOW)
    assert lines >= 2500
    assert line == ("insert", [None, "company"], [None, "Acme 1001"])
    assert found == [3333]


def test_the_next_row_gets_the_next_id(toy: Database) -> None:
    toy.write_as(lambda session: bulk.fill(session, {customers: [row(5000)]}), NOW)
    following = row(0)
    del following["id"]
    assert toy.write_as(lambda session: change.insert(session, customers, **following), NOW) == 5001
