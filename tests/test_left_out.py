"""Nothing is left out in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.left_out import CHECKOUT

CONFTEST = """
import pytest
from tests.left_out import LeftOut, leave_out

def pytest_configure(config):
    config.pluginmanager.register(LeftOut(config), "left-out")

@pytest.fixture
def real_data():
    leave_out("real data")
"""
TESTS = """
from tests.left_out import leave_out

def test_of_real_data(real_data): pass
def test_of_a_server(): leave_out("servers")
def test_of_nothing(): pass
"""


def run(folder: Path, *options: str, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_some.py").write_text(TESTS)
    (folder / "test_none.py").write_text("import pytest\npytest.skip('no', allow_module_level=True)\n")
    environment = {
        **os.environ,
        "CI": ci,
        "TUICRM_TEST_DATA": str(folder / "nowhere"),
        "PYTHONPATH": str(CHECKOUT),
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


WORKERS = ("-n", "1")


def test_somebodys_machine_leaves_out_and_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, *WORKERS, ci="")
    assert "left out: 1 tests need the real data" in done.stdout
    assert "left out: 1 tests need servers" in done.stdout
    assert done.returncode == 0


def test_ci_fails_what_it_cannot_run(tmp_path: Path) -> None:
    done = run(tmp_path, *WORKERS, ci="true")
    assert "CI has no real data" in done.stdout
    assert "CI has no servers" in done.stdout
    assert "skipped, which CI does not allow: test_none.py" in done.stdout
    assert done.returncode == 1


def test_ci_fails_for_a_skipped_file_alone(tmp_path: Path) -> None:
    done = run(tmp_path, "-k", "nothing", ci="true")
    assert "skipped, which CI does not allow: test_none.py" in done.stdout
    assert done.returncode == 1
