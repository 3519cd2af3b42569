"""What every test gets: its own folders, an English program, databases, pictures, the real data."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import engines as databases
from tests.company import Company, make_company, with_more
from tests.left_out import LeftOut, leave_out, real_data_folder
from tests.quick_workers import QuickWorker, look_less_for_garbage
from tests.servers import missing

# Before anything of ours or of Textual is imported: both read the environment once.
OUTSIDE = ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "LANGUAGE", "LC_MESSAGES", "PYTHONDONTWRITEBYTECODE")
for name in [*os.environ]:
    if name in OUTSIDE or (name.startswith(("TEXTUAL", "TUICRM_")) and name != "TUICRM_TEST_DATA"):
        del os.environ[name]
os.environ["LC_ALL"] = "C.UTF-8"
sys.dont_write_bytecode = False  # each worker, each new process would compile everything again
gc.disable()  # nothing that is imported and collected now is garbage
OWN_FOLDER = Path(tempfile.mkdtemp(prefix="tuicrm-test-"))
for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
    os.environ[f"XDG_{name}"] = str(OWN_FOLDER / name.lower())


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LeftOut(config), "left-out")
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(QuickWorker(config.workerinput), "quick-worker")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems() -> None:
    """Let hypothesis draw the same examples whatever else has run here.

    It would draw from the constants of all our modules that were imported before, and read them all for that.
    """
    if "hypothesis" in sys.modules:
        from hypothesis.internal.conjecture import providers

        providers._get_local_constants = lambda: providers._local_constants


def pytest_collection_finish() -> None:
    look_less_for_garbage()  # all that was collected stays to the end


def pytest_unconfigure() -> None:
    shutil.rmtree(OWN_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def engines() -> Iterator[databases.Engines]:
    made = databases.Engines()
    yield made
    made.leave()


def here(kind: str) -> str:
    if what := missing(kind):
        leave_out(what)
    return kind


@pytest.fixture
def empty_database(engines: databases.Engines) -> Iterator[Callable[[str], str]]:
    """`empty_database("postgresql")` gives the URL of a new, empty database. Dropped after the test."""
    yield lambda kind: engines.empty(here(kind))
    engines.take_back()


@pytest.fixture
def template(engines: databases.Engines) -> Iterator[Callable[[str, databases.Make], str]]:
    """`template(kind, make)` gives the URL of a copy of what `make(url)` makes once per worker."""
    yield lambda kind, make: engines.copy(here(kind), make)
    engines.take_back()


@pytest.fixture(params=databases.KINDS)
def engine_url(request: pytest.FixtureRequest, empty_database: Callable[[str], str]) -> str:
    """The URL of an empty database, once on each engine."""
    return empty_database(request.param)


@pytest.fixture(params=databases.KINDS)
def company(request: pytest.FixtureRequest, template: Callable[[str, databases.Make], str]) -> Iterator[Company]:
    """A founded database with two teams, once on each engine."""
    from tuicrm.store.database import Database

    made = Company(Database(template(request.param, make_company)))
    yield made
    made.database.close()


@pytest.fixture
def small_company(template: Callable[[str, databases.Make], str]) -> Iterator[Company]:
    """The same on SQLite alone, where the engine makes no difference: screens, words, commands."""
    from tuicrm.store.database import Database

    made = Company(Database(template("sqlite", make_company)))
    yield made
    made.database.close()


@pytest.fixture
def company_with(template: Callable[[str, databases.Make], str]) -> Iterator[Callable[..., Company]]:
    """`company_with(fill)` gives the small company in which `fill(company)` was done, once for all tests.

    The clock of each begins where it began.
    """
    from tuicrm.store.database import Database

    given: list[Company] = []

    def give(fill: Callable[[Company], None]) -> Company:
        given.append(Company(Database(template("sqlite", with_more(fill)))))
        return given[-1]

    yield give
    for company in given:
        company.database.close()


@pytest.fixture
def said_in_chinese() -> Iterator[None]:
    """Words are said in Chinese; the language in use before comes back."""
    from tuicrm.plain import language

    before = language.current()
    language.use("zh")
    yield
    language.use(before)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the real exports. Without it these tests are left out; in CI they fail."""
    folder = real_data_folder()
    if not folder.is_dir():
        leave_out(f"real data at {folder}")
    return folder


@pytest.fixture
def snap(snapshot: Any) -> Callable[[Any], None]:
    """`snap(app)` compares the screen with the picture kept beside the test; `--snapshot-update` keeps it."""
    from tests.snap import ScreenExtension, picture

    def same(app: Any) -> None:
        assert picture(app) == snapshot(extension_class=ScreenExtension)

    return same
