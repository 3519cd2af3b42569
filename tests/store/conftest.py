from collections.abc import Callable, Iterator

import pytest

from tests.engines import KINDS
from tests.store.toy import make_database
from tuicrm.store.database import Database


@pytest.fixture(params=KINDS)
def toy(request: pytest.FixtureRequest, template: Callable[..., str]) -> Iterator[Database]:
    """A migrated database with a pool and three people, once on each engine."""
    database = Database(template(request.param, make_database))
    yield database
    database.close()


@pytest.fixture
def small_toy(template: Callable[..., str]) -> Iterator[Database]:
    """The same on SQLite alone, where the engine makes no difference."""
    database = Database(template("sqlite", make_database))
    yield database
    database.close()
