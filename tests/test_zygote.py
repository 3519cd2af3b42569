"""A command in a fork is a command in a process of its own: nothing of one run is left for the next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.zygote import Zygote
from tuicrm import __version__


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    made = Zygote()
    yield made
    made.leave()


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), **more}


def test_status_output_and_errors_come_back(zygote: Zygote, tmp_path: Path) -> None:
    done = zygote.run(["--version"], environment(tmp_path), tmp_path, "")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tuicrm {__version__}\n", "")
    wrong = zygote.run(["of-nobody-knows"], environment(tmp_path), tmp_path, "")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("tuicrm: ")


def test_one_run_speaks_chinese_and_the_next_does_not(zygote: Zygote, tmp_path: Path) -> None:
    chinese = zygote.run(["--lang", "zh", "--help"], environment(tmp_path), tmp_path, "")
    english = zygote.run(["--help"], environment(tmp_path), tmp_path, "")
    assert "客户" in chinese.stdout
    assert "客户" not in english.stdout


def test_each_run_has_its_own_environment_and_folder(zygote: Zygote, tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        done = zygote.run(["--user", name, "user", "list", "--json"], environment(folder), folder, "")
        assert done.returncode == 0, done.stderr
        assert f'"login": "{name}"' in done.stdout
        assert list(folder.rglob("*.db"))


def test_what_is_typed_is_read(zygote: Zygote, tmp_path: Path) -> None:
    typed = "name,source\nAcme Ltd,phone\n"
    done = zygote.run(["--user", "me", "lead", "add", "-", "--json"], environment(tmp_path), tmp_path, typed)
    assert "Traceback" not in done.stderr
    listed = zygote.run(["--user", "me", "customer", "list", "--json"], environment(tmp_path), tmp_path, "")
    assert listed.returncode == 0


def test_output_that_is_no_terminal_has_no_colours(zygote: Zygote, tmp_path: Path) -> None:
    done = zygote.run(["--user", "me", "source", "list"], environment(tmp_path), tmp_path, "")
    assert "\x1b" not in done.stdout
