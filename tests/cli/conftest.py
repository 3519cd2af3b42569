"""The program as a shell runs it: a process of its own, its own folders, nobody's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.cli.inside import Inside, run_inside
from tests.company import NOW, Company
from tests.left_out import CHECKOUT
from tests.patience import LONGEST_SECONDS
from tests.zygote import Zygote

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def own_environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which the user is nobody, at home in the test's folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LC_ALL") if name in os.environ}
    folders = {
        f"XDG_{name}": str(tmp_path / name.lower())
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR")
    }
    return {**kept, **folders, "HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """What the program is forked from, in this worker."""
    made = Zygote()
    yield made
    made.leave()


@pytest.fixture
def tuicrm(zygote: Zygote, own_environment: dict[str, str], tmp_path: Path) -> Run:
    """`tuicrm("lead", "list", env={...})` runs the program and gives status, output and errors.

    It is forked, so that it need not be imported each time; where the start itself matters take `fresh_tuicrm`.
    """

    def run(*words: str, env: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        return zygote.run(words, {**own_environment, **(env or {})}, tmp_path, typed)

    return run


@pytest.fixture
def fresh_tuicrm(own_environment: dict[str, str], tmp_path: Path) -> Run:
    """The same as a new process of Python."""

    def run(*words: str, env: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tuicrm", *words],
            env={**own_environment, **(env or {})},
            cwd=tmp_path,
            input=typed,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=LONGEST_SECONDS,
        )

    return run


@pytest.fixture
def here(own_environment: dict[str, str], tmp_path: Path) -> Run:
    """The same without a process, for what does not end one, kill one or start one: a tenth of the time."""

    def run(*words: str, env: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        return run_inside(words, {**own_environment, **(env or {})}, tmp_path, typed)

    return run


@pytest.fixture
def stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run by `here` sit down on the company's Monday: what they say is the same on every day of the year."""
    from tuicrm.sales import opening

    monkeypatch.setattr(opening, "sit_down", partial(opening.sit_down, clock=lambda: NOW))


@pytest.fixture
def inside(small_company: Company) -> Inside:
    """`inside("lead", "add", "Acme", login="li", typed="")` runs a command in this process, on the small company."""
    return Inside(small_company)
