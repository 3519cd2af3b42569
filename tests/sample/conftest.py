"""The sample company, made once for each run and language; tests read it and leave it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.engines import Engines
from tuicrm.sample.company import make
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)  # a Monday, two minutes past nine in Berlin


def made(url: str, language: str = "en", now: datetime = NOW) -> Database:
    database = Database(url)
    migrate.ensure(database)
    make(database, now, language)
    return database


def make_english(url: str) -> None:
    made(url).close()


def make_chinese(url: str) -> None:
    made(url, "zh").close()


@pytest.fixture(scope="session")
def english(engines: Engines) -> Iterator[Database]:
    database = Database(engines.original("sqlite", make_english))
    yield database
    database.close()


@pytest.fixture(scope="session")
def chinese(engines: Engines) -> Iterator[Database]:
    database = Database(engines.original("sqlite", make_chinese))
    yield database
    database.close()
