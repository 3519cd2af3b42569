"""Which reads are under way, so that quitting need not wait for them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError


class Running:
    """The connections that read now. Only reads are cancelled, never a write: a commit must not be cut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connections: dict[int, Any] = {}

    @contextmanager
    def at(self, connection: Connection) -> Iterator[None]:
        """Count a connection as reading."""
        mark = id(connection)
        raw = connection.connection.dbapi_connection
        with self._lock:
            self._connections[mark] = raw
        try:
            yield
        finally:
            with self._lock:
                self._connections.pop(mark, None)

    def cancel(self) -> None:
        """Ask the database to give up all reads under way; an error means that it was over already."""
        with self._lock:
            reading = list(self._connections.values())
        for raw in reading:
            with suppress(SQLAlchemyError, OSError, RuntimeError):
                if hasattr(raw, "interrupt"):
                    raw.interrupt()
                elif hasattr(raw, "cancel_safe"):
                    raw.cancel_safe(timeout=1)
