"""The sample company, made once for each worker and language; tests read it and leave it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tuicrm.sample.company import make
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)  # a Monday, two minutes past nine in Berlin


def made(url: str, language: str = "en", now: datetime = NOW) -> Database:
    database = Database(url)
    migrate.ensure(database)
    make(database, now, language)
    return database


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = made(f"sqlite:///{tmp_path_factory.mktemp('sample')}/en.db")
    yield database
    database.close()


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = made(f"sqlite:///{tmp_path_factory.mktemp('sample')}/zh.db", "zh")
    yield database
    database.close()
