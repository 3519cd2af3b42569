"""Tests of screens are coroutines, as those of widgets; each starts from an own, founded database."""

from collections.abc import Callable, Iterator

import pytest

from tests.company import NOW, Company, make_company
from tests.engines import KINDS, Make
from tests.widgets.conftest import pytest_pyfunc_call
from tuicrm.plain import language

__all__ = ["NOW", "pytest_pyfunc_call"]


@pytest.fixture
def own(template: Callable[[str, Make], str]) -> str:
    """The URL of the company of the tests, in a SQLite file; `boss` is its administrator."""
    return template("sqlite", make_company)


@pytest.fixture(params=KINDS)
def each(request: pytest.FixtureRequest, template: Callable[[str, Make], str]) -> str:
    """The URL of the company of the tests, once on each engine."""
    return template(request.param, make_company)


@pytest.fixture
def small(own: str) -> Iterator[Company]:
    """The same database as `own`, to look at from outside."""
    from tuicrm.store.database import Database

    made = Company(Database(own))
    yield made
    made.database.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that speaks Chinese leaves no Chinese behind."""
    yield
    language.use("en")
