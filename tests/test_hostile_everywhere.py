"""Hostile text in every column that people or files fill: pages, lists and exports at a real terminal."""

import os
from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import String, Table, Text, select, update

from tests.company import NOW, Company
from tests.engines import Make
from tests.patience import LONGEST_SECONDS
from tests.screens.shop import make_in_english
from tests.test_hostile_text import FORBIDDEN, HOSTILE
from tests.widgets.real_terminal import real_terminal
from tuicrm.sales import agenda, fields, talk
from tuicrm.sales import campaigns as campaign_rules
from tuicrm.store.database import Database
from tuicrm.store.schema import metadata
from tuicrm.store.session import Session

NAMES = ("name", "label", "key", "subject", "meaning", "title")
KEPT = frozenset({"token", "setting", "operation", "change", "access_pass", "user_key", "alembic_version", "own_field"})
"""Tables of the program itself: what it wrote it reads."""

CLOSED = frozenset({("user", "login"), ("contact_point", "reach_key"), ("source", "key"), ("lost_reason", "key"),
                    ("call_outcome", "key"), ("need", "key"), ("kept", "name"), ("list_choice", "name"),
                    ("timer_run", "name")})  # fmt: skip
"""Keys that the program looks for."""

PAGES: tuple[tuple[bytes, str], ...] = (
    (b"1", "class B"), (b"\r", "Inquiries"), (b":who changed\r", "Who changed what of the customer"), (b"\x1b", ""),
    (b":timeline\r", ""), (b"\x1b", ""), (b"b", ""), (b"\x1b", ""), (b":duplicates\r", ""), (b"\x1b", ""),
    (b"\x1b", ""), (b":sources\r", ""), (b"\x1b", ""), (b":agrees\r", "holding_limit"), (b"\x1b", ""), (b"2", "48.0k"),
    (b"\r", "Timeline"), (b":who changed\r", "Who changed what of the project"), (b"\x1b", ""), (b"p", ""),
    (b"\x1b", ""), (b"\x1b", ""), (b"C", ""), (b"\x1b", ""), (b"R", ""), (b"\x1b", ""), (b":playbooks\r", ""),
    (b"\x1b", ""), (b"3", ""), *((b"v%d" % nth, "") for nth in range(2, 9)), (b":timeline\r", ""), (b"\x1b", ""),
    (b"v1", ""), (b"N", ""), (b"\x1b", ""), (b"M", ""), (b"\x1b", ""), (b"r", ""), (b"\x1b", ""), (b"4", ""),
    (b"j", ""), (b"t", ""), (b"5", ""), (b"\r", ""),
)  # fmt: skip
"""Keys, and what is seen at the terminal when they opened what they are for."""

LISTS = (
    "lead list", "inquiry list", "pool list", "pool warn", "customer list", "customer show 1", "customer dupes",
    "project list", "project show 1", "board", "agenda list", "agenda list --now", "agenda record", "agenda team",
    "agenda coverage", "agenda missing", "agenda silent", "agenda series", "today", "brief 2", "timeline 2",
    "comment list 2", "notice list", "kind list", "outcome list", "user list", "campaign list", "source list",
    "stage list", "field list",
    "audit", "audit --record customer:1", "audit --record user:li", "audit --read", "report won --by owner",
    "report people", "handover list", "undo list", "review", "nothing", "customer show {h}", "customer list --{h}",
    "report {h}", "agenda add {h}", "project add {h} --customer 2", "user add {h}", "customer list --json",
    "customer list --csv", "agenda list --csv", "audit --csv", "timeline 2 --csv", "agenda export --ics",
)  # fmt: skip
ALL_OF_THEM = """
import sys
from tuicrm.cli import errors
from tuicrm.cli.program import program
url, *lines = sys.argv[1:]
for words in lines:
    errors.run(program(), ["--db", url, "--user", "wang", *words.split("\\t")])
print("that was all")
"""


@pytest.fixture
def hostile(template: Callable[[str, Make], str]) -> str:
    """A firm in the middle of its work, whose every word was written past the door."""
    url = template("sqlite", make_in_english)
    company = Company(Database(url))
    boss, li = company.desk("boss"), company.desk("li")
    li.write(talk.add, "price? @wang", customer_id=2)
    boss.write(agenda.add_kind, "fitting")
    boss.write(campaign_rules.add, "fair", "website")
    size = boss.write(fields.add, "customer", "Size")
    li.write(fields.set_value, size.id, 2, "12")
    numbers = count(1)

    def spoil(session: Session) -> None:
        for table in metadata().sorted_tables:
            if table.name not in KEPT and "id" in table.c:
                for column in table.c:
                    if isinstance(column.type, String | Text) and _is_words(table, column.name):
                        _spoil(session, table, column.name, numbers)

    company.database.write_as(spoil, NOW)
    company.database.close()
    return url


def _is_words(table: Table, name: str) -> bool:
    column = table.c[name]
    if (table.name, name) in CLOSED or name in ("name_sort", "name_key", "digest", "handle", "uid"):
        return False
    return bool(column.info.get("personal")) or name in NAMES


def _spoil(session: Session, table: Table, name: str, numbers: "count[int]") -> None:
    """Write the hostile text into a column of all rows, each with a number, as names are unique."""
    length = getattr(table.c[name].type, "length", None) or 400
    for record_id in session.values(select(table.c.id).where(table.c[name].is_not(None))):
        number = str(next(numbers))
        text = number + HOSTILE[: length - len(number)]
        session.connection.execute(update(table).where(table.c.id == record_id).values({name: text}))


def test_no_page_lets_a_control_sequence_out(hostile: str) -> None:
    with real_terminal(
        "tuicrm", "--db", hostile, "--user", "wang", columns=100, lines=30, TUICRM_MORNING="false"
    ) as terminal:
        terminal.wait_for(b"2 Board")
        terminal.until_quiet(1.0)
        for keys, opened in PAGES:
            os.write(terminal.keyboard, keys)
            if opened:
                terminal.see(opened)
            terminal.until_quiet()
        assert terminal.process.poll() is None, terminal.seen[-3000:]
    assert b"[/x]" in terminal.seen
    for bad in FORBIDDEN:
        assert bad not in terminal.seen


def test_no_command_lets_one_out(hostile: str) -> None:
    lines = ["\t".join(words.replace("{h}", HOSTILE.replace("\0", "")) for words in line.split(" ")) for line in LISTS]
    with real_terminal("tests.run_code", ALL_OF_THEM, hostile, *lines, columns=100) as terminal:
        terminal.wait_for(b"that was all")
        terminal.process.wait(LONGEST_SECONDS)
    assert b"Traceback" not in terminal.seen
    for bad in FORBIDDEN:
        assert bad not in terminal.seen, terminal.seen[max(0, terminal.seen.find(bad) - 300) :][:600]
