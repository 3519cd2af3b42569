"""Rules and a pane that exist for tests of the bridge alone: they wait, fail, and keep what they are told."""

import threading
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult

from tests.patience import LONGEST_SECONDS
from tuicrm.plain import progress
from tuicrm.sales.rules import rule
from tuicrm.screens.pane import Pane
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.text import Note

LONG = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000000) "
    "SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(3000)",
    "mariadb": "SELECT sleep(3000)",
    "mysql": "SELECT sleep(3000)",
}


class Gates:
    """Doors that a rule waits at until the test opens them."""

    def __init__(self) -> None:
        self._doors: dict[str, threading.Event] = {}
        self._reached: dict[str, threading.Event] = {}

    def wait(self, name: str) -> None:
        self._of(self._reached, name).set()
        assert self._of(self._doors, name).wait(LONGEST_SECONDS)

    def open(self, name: str) -> None:
        self._of(self._doors, name).set()

    def is_reached(self, name: str) -> bool:
        return self._of(self._reached, name).is_set()

    def _of(self, where: dict[str, threading.Event], name: str) -> threading.Event:
        return where.setdefault(name, threading.Event())


GATES = Gates()


@rule("probe.echo", right="anyone")
def echo(session: Session, actor: Actor, text: str, *, gate: str = "", now: datetime) -> str:
    """Answer what was asked, after a gate."""
    if gate:
        GATES.wait(gate)
    return text


LEFT: list[str] = []
"""The gates of questions that were left, because nobody waited for them."""


@rule("probe.count", right="anyone")
def counting(session: Session, actor: Actor, gate: str, *, now: datetime) -> str:
    """Tell two steps, wait at a gate, and count to three."""
    try:
        progress.begin(2)
        progress.step("one")
        progress.step("two")
        GATES.wait(gate)
        progress.count(3, 3)
    except progress.Superseded:
        LEFT.append(gate)
        raise
    return "counted"


@rule("probe.long", right="anyone")
def long_query(session: Session, actor: Actor, *, now: datetime) -> int:
    """Run half a minute or more."""
    return int(session.connection.exec_driver_sql(LONG[session.connection.dialect.name]).scalar() or 0)


@rule("probe.write", right="anyone", writes=True)
def write(session: Session, actor: Actor, name: str, *, gate: str = "", now: datetime) -> int:
    """Make a team, after a gate."""
    if gate:
        GATES.wait(gate)
    return change.insert(session, teams, name=name)


@rule("probe.refuse", right="anyone", writes=True, refuses=("no_undo",))
def refuse(session: Session, actor: Actor, *, now: datetime) -> int:
    """Say no."""
    raise Refused("no_undo")


class Probe(Pane):
    """Keeps what it is told."""

    place: ClassVar[str] = "pool"

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.changes: list[Changed] = []

    def compose(self) -> ComposeResult:
        yield Note("probe")

    def on_changed(self, event: Changed) -> None:
        self.changes.append(event)
