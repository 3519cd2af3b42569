"""Tests of screens are coroutines, as those of widgets; each starts from an own, founded database."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.engines import Make
from tests.widgets.conftest import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]

NOW = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
"""A Monday morning: what the clock of every screen under test says."""


def founded(url: str) -> None:
    """Make a database whose first user is `boss`."""
    from tuicrm.sales.opening import sit_down

    sit_down(url, "boss", clock=lambda: NOW).database.close()


@pytest.fixture
def own(template: Callable[[str, Make], str]) -> str:
    """The URL of a founded SQLite file of one's own."""
    return template("sqlite", founded)


@pytest.fixture(params=("sqlite", "postgresql", "mariadb"))
def each(request: pytest.FixtureRequest, template: Callable[[str, Make], str]) -> str:
    """The URL of a founded database, once on each engine."""
    return template(request.param, founded)
