"""Hostile text in every text field, every screen opened in a real terminal: none of it comes out."""

import os
from collections.abc import Callable

import pytest

from tests.company import NOW, Company, make_company
from tests.engines import Make
from tests.patience import LONGEST_SECONDS
from tests.sales.test_funnel import project
from tests.widgets.real_terminal import real_terminal
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects

OSC, C1, BIDI = "\x1b]52;c;aGk=\x07", "\x9b31m", "\u202e"
HOSTILE = f"Zed{OSC}{C1}{BIDI}\x00[/x][@click=app.quit]" + "宽" * 40 + "👩‍👩‍👧‍👦"
FORBIDDEN = (b"\x1b]52", C1.encode(), BIDI.encode(), b"\x00")
KEYS = (b"1", b"\r", b"\x1b", b"2", b"\r", b"\x1b", b" ", b"\x1b", b"3", b"4", b"t", b"5", b":", b"\x1b", b"?", b"\x1b")


@pytest.fixture
def hostile(template: Callable[[str, Make], str]) -> str:
    """A company whose every name was written past the door, as an old or foreign program might have."""
    url = template("sqlite", make_company)
    company = Company(Database(url))
    customer = company.customer("Zed", owner="li")
    free = company.customer("Zed two")
    made = project(company, "Zed line", customer_id=customer)
    li = company.id("li")

    def spoil(session: Session) -> None:
        for one in (customer, free):
            change.update(
                session, customers, one, name=HOSTILE[:190], city=HOSTILE[:70], industry=HOSTILE[:70],
                class_key=HOSTILE[:30], note=HOSTILE, website=HOSTILE[:190],
            )  # fmt: skip
        contact = change.insert(session, contacts, customer_id=customer, name=HOSTILE[:110], name_sort="zed")
        change.insert(
            session, contact_points, customer_id=customer, contact_id=contact, kind="phone", value=HOSTILE[:150],
            reach_key="1",
        )  # fmt: skip
        change.insert(
            session, inquiries, customer_id=free, message=HOSTILE, came_at=NOW, came_on=NOW.date(), month=1,
            is_new_customer=True,
        )  # fmt: skip
        change.update(session, projects, made, name=HOSTILE[:190], competitor=HOSTILE[:110], note=HOSTILE)
        change.insert(
            session, actions, customer_id=customer, project_id=made, owner_id=li, kind="call", subject=HOSTILE[:290],
            state="planned", grain="day", planned_on=NOW.date(), origin="plan", created_at=NOW, note=HOSTILE,
        )  # fmt: skip
        change.update(session, users, li, name=HOSTILE[:110])
        for table in (teams, stages, sources):
            first = session.value(table.select().with_only_columns(table.c.id).order_by(table.c.id))
            change.update(session, table, first, name=HOSTILE[:55])

    company.database.write_as(spoil, NOW)
    company.database.close()
    return url


def test_no_control_sequence_reaches_the_terminal_from_any_screen(hostile: str) -> None:
    with real_terminal("tuicrm", "--db", hostile, "--user", "li", columns=80, lines=24) as terminal:
        terminal.wait_for(b"2 Board")
        for key in KEYS:
            os.write(terminal.keyboard, key)
            terminal.until_quiet(1.5)  # some keys change nothing
        assert terminal.process.poll() is None, terminal.seen[-3000:]
        assert b"[/x]" in terminal.seen
    for bad in FORBIDDEN:
        assert bad not in terminal.seen


@pytest.mark.parametrize("words", [["project", "list"], ["project", "show", "1"], ["report", "won", "--by", "owner"]])
def test_nor_from_a_command(hostile: str, words: list[str]) -> None:
    with real_terminal("tuicrm", "--db", hostile, "--user", "li", *words) as terminal:
        terminal.until_quiet(LONGEST_SECONDS)
        terminal.process.wait(LONGEST_SECONDS)
    for bad in FORBIDDEN:
        assert bad not in terminal.seen
