"""A folder for as long as a process lives."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.left_out import CHECKOUT
from tuicrm.plain import throwaway

HOLD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from tuicrm.plain import throwaway
with throwaway.folder("tuicrm-try-") as made:
    (made / "demo.db").write_text("copy")
    print(made, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_it_is_gone_when_the_block_is_left() -> None:
    with throwaway.folder("tuicrm-try-") as made:
        (made / "demo.db").write_text("copy")
        assert made.is_dir()
    assert not made.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is cleared there")
def test_what_a_killed_process_left_is_cleared_and_what_is_used_is_not(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=CHECKOUT,
    )  # fmt: skip
    assert process.stdout
    held = Path(process.stdout.readline().strip())
    with throwaway.folder("tuicrm-try-"):
        assert (held / "demo.db").exists()
    process.kill()
    process.communicate()
    assert held.exists()
    others = tmp_path / "tuicrm-try-of-somebody-else"
    others.mkdir()
    (tmp_path / "tuicrm-try-link").symlink_to(held)
    assert throwaway.clear("tuicrm-try-") == 1
    assert not held.exists()
    assert others.exists()
