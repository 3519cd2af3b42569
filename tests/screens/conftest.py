"""Tests of screens are coroutines, as those of widgets; each starts from an own, founded database."""

from collections.abc import Callable

import pytest

from tests.company import NOW, make_company
from tests.engines import KINDS, Make
from tests.widgets.conftest import pytest_pyfunc_call

__all__ = ["NOW", "pytest_pyfunc_call"]


@pytest.fixture
def own(template: Callable[[str, Make], str]) -> str:
    """The URL of the company of the tests, in a SQLite file; `boss` is its administrator."""
    return template("sqlite", make_company)


@pytest.fixture(params=KINDS)
def each(request: pytest.FixtureRequest, template: Callable[[str, Make], str]) -> str:
    """The URL of the company of the tests, once on each engine."""
    return template(request.param, make_company)
