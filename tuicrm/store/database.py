"""URL -> transactions. The one place where a transaction is opened and ended."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tuicrm.plain.ids import uuid7
from tuicrm.store import change, codec, engines, troubles
from tuicrm.store.actor import Actor, by_login
from tuicrm.store.registry import Rule, rule_of
from tuicrm.store.running import Running
from tuicrm.store.session import Session
from tuicrm.store.tables.system import operations

Result = TypeVar("Result")
Clock = Callable[[], datetime]
Guard = Callable[[Session], None]
TRIES = 8


def clock() -> datetime:
    """The real time, in UTC."""
    return datetime.now(UTC)


class Database:
    """One shared database, by its connection URL."""

    def __init__(self, url: str) -> None:
        self.url = engines.read_url(url)
        self.running = Running()

    @cached_property
    def engine(self) -> Engine:
        """The engine; on `mysql://` it finds out by itself whether a MariaDB answers."""
        engine = engines.open_engine(self.url)
        if engine.dialect.name == "mysql":
            try:
                with engine.connect():
                    is_mariadb = bool(getattr(engine.dialect, "is_mariadb", False))
            except DBAPIError as error:
                raise troubles.problem(self.where, error) or error from error
            if is_mariadb:
                engine.dispose()
                engine = engines.open_engine(self.url.set(drivername="mariadb+pymysql"))
        return engine

    @property
    def where(self) -> str:
        """The URL without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    @property
    def is_file(self) -> bool:
        """Say whether this is a SQLite file, that is, a database of the user's own."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def is_missing_file(self) -> bool:
        """Say whether it is a SQLite file that is not there yet; connecting would make it."""
        path = self.url.database
        return self.is_file and path not in (None, "", ":memory:") and not Path(str(path)).exists()

    def as_(self, login: str, clock: Clock = clock, through: str = "program", guard: "Guard | None" = None) -> "Desk":
        """Sit down as one of us: a desk hands session, actor and now to the rules.

        Args:
            guard: asked first in each transaction whether who sits there still may; it raises if not.
        """
        return Desk(self, login, clock, through, guard)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def read_as(self, function: Callable[[Session], Result], now: datetime) -> Result:
        """Run a function in one read-only snapshot; a lost connection is tried again."""

        def once() -> Result:
            with engines.reading(self.engine) as connection, self.running.at(connection):
                return function(Session(connection, now))

        return self._again(once)

    def write_as(self, function: Callable[[Session], Result], now: datetime, through: str = "program") -> Result:
        """Run a function of the program itself (not of an actor) in one write transaction."""

        def once() -> Result:
            with engines.writing(self.engine) as connection, connection.begin():
                session = Session(connection, now, through=through, operation=uuid7())
                connection.execute(
                    insert(operations).values(key=session.operation, rule="program", at=now, through=through)
                )
                result = function(session)
                change.write_trail(session)
                return result

        return self._again(once)

    def count_anew(self, written: int | None = None) -> None:
        """Let the planner count the rows after a bulk write, unless so few were written that it knows them well enough.

        SQLite reads all rows for it, and nobody else writes meanwhile.
        """
        if self.is_file and written is not None:
            with engines.reading(self.engine) as connection:
                if 10 * written < engines.counted_rows(connection):
                    return
        with engines.writing(self.engine) as connection, connection.begin():
            engines.count_rows(connection, "sqlite", "postgresql")

    def _again(self, once: Callable[[], Result]) -> Result:
        """Run a transaction as a whole, commit included, until it stands or cannot."""
        for attempt in range(TRIES):
            try:
                return once()
            except DBAPIError as error:
                lost = engines.is_lost(error)
                if not engines.may_run_again(error) or attempt == TRIES - 1 or (lost and attempt >= 2):
                    if (found := troubles.problem(self.where, error)) is not None:
                        raise found from error
                    raise
            time.sleep(random.uniform(0.5, 1.5) * 0.02 * 2**attempt)  # jitter: two that collided must not again
        raise AssertionError("unreachable")


class _DoneBefore(Exception):
    """The operation key is there already: an earlier try stands, only its answer was lost."""


class Desk:
    """One of us at one database: reads and writes by rules only."""

    def __init__(
        self, database: Database, login: str, clock: Clock, through: str, guard: Guard | None = None
    ) -> None:  # fmt: skip
        self.database = database
        self.login = login
        self.clock = clock
        self.through = through
        self.guard = guard
        self.presenting = False
        """Whether others look on: what is read then leaves out other teams and figures of single people."""

    def read(self, rule: Callable[..., Result], *args: Any, **named: Any) -> Result:
        """Run a read rule in one snapshot."""
        rule_of(rule)
        now = self.clock()

        def once(session: Session) -> Result:
            actor = self._actor(session)
            if self.presenting:
                actor = replace(actor, presenting=True)
            return rule(session, actor, *args, now=now, **named)

        return self.database.read_as(once, now)

    def write(self, rule: Callable[..., Result], *args: Any, key: UUID | None = None, **named: Any) -> Result:
        """Run a write rule in one transaction.

        Safe to repeat: with the same `key` the second run changes nothing and answers what the first one answered.
        """
        found = rule_of(rule)
        if not found.writes:
            raise TypeError(f"{found.name} is a read rule")
        key = key or uuid7()
        now = self.clock()
        return cast(Result, self.database._again(lambda: self._write_once(found, key, now, args, named)))

    def act(self, rule: Callable[..., Result], *args: Any, **named: Any) -> Result:
        """Read or write, as the rule needs."""
        return self.write(rule, *args, **named) if rule_of(rule).writes else self.read(rule, *args, **named)

    def _write_once(self, rule: Rule, key: UUID, now: datetime, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        try:
            with engines.writing(self.database.engine) as connection, connection.begin():
                session = Session(connection, now, through=self.through, operation=key)
                actor = self._actor(session, hold=True)
                session.actor_id = actor.id
                self._begin_operation(session, rule, key)
                result = rule.function(session, actor, *args, now=now, **named)
                change.write_trail(session)
                self._end_operation(session, key, result)
                return result
        except _DoneBefore:
            return self._answer_of(key, now)

    def _begin_operation(self, session: Session, rule: Rule, key: UUID) -> None:
        begun = {"key": key, "rule": rule.name, "actor_id": session.actor_id, "at": session.now}
        try:
            session.connection.execute(insert(operations).values(**begun, through=self.through))
        except IntegrityError as error:
            raise _DoneBefore from error

    def _end_operation(self, session: Session, key: UUID, result: Any) -> None:
        undo = session.undo and {"rule": session.undo.rule, "args": session.undo.args, "named": session.undo.named}
        kept = {"result": codec.to_json(result), "undo": codec.to_json(undo), "undoes": session.undoes}
        session.connection.execute(update(operations).where(operations.c.key == key).values(**kept))

    def _answer_of(self, key: UUID, now: datetime) -> Any:
        answer = select(operations.c.result).where(operations.c.key == key)
        return codec.from_json(self.database.read_as(lambda session: session.value(answer), now))

    def _actor(self, session: Session, *, hold: bool = False) -> Actor:
        if self.guard is not None:
            self.guard(session)
        return by_login(session, self.login, hold=hold)
