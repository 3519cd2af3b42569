"""Each error becomes one line and a status that scripts can rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from tuicrm.cli.errors import run, worded
from tuicrm.cli.nouns import PLAIN
from tuicrm.plain import log
from tuicrm.store.errors import (
    Ambiguous,
    Candidate,
    ChangedSince,
    NotAllowed,
    NotFound,
    NotMade,
    NotOurs,
    Refused,
    TooNew,
    TooOld,
    Unreachable,
)

HOSTILE = "x\x1b]52;c;eA==\x07\x9b31m‮\n[/x]"
CANDIDATES = [Candidate(number, f"Acme {number}") for number in range(1, 9)]


def ending(error: BaseException, *, debug: bool = False) -> int:
    """Give the status of a program whose command raises this."""
    app = typer.Typer(**PLAIN)

    @app.command()
    def fail() -> None:
        raise error

    return run(typer.main.get_command(app), [], debug=debug)


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Refused("empty", what="name"), 1),
        (Refused("of_nobody_knows"), 1),
        (NotFound("customer", HOSTILE), 1),
        (ChangedSince("customer", 1, HOSTILE), 1),
        (Ambiguous("customer", HOSTILE, CANDIDATES[:2]), 2),
        (Unreachable("postgresql://db", HOSTILE), 3),
        (TooNew("sqlite:///x"), 3),
        (TooOld("sqlite:///x"), 3),
        (NotMade("sqlite:///x"), 3),
        (NotOurs("sqlite:///x"), 3),
        (NotAllowed("login", login=HOSTILE), 4),
        (FileNotFoundError(2, "No such file or directory", HOSTILE), 1),
        (ValueError(HOSTILE), 1),
        (typer.BadParameter(HOSTILE), 2),
        (typer.Abort(), 1),
    ],
)
def test_error_is_one_harmless_line_and_a_status(
    error: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(error) == status
    out, said = capsys.readouterr()
    assert out == ""
    assert said.startswith("tuicrm: ")
    assert said.count("\n") == 1
    assert not set("\x1b\x07\x9b‮") & set(said)


def test_further_candidates_stand_on_their_own_lines() -> None:
    status, said = worded(Ambiguous("customer", "acme", CANDIDATES))
    assert status == 2
    for candidate in CANDIDATES:
        assert candidate.name in said
    assert said.splitlines()[1:] == ["  6  Acme 6", "  7  Acme 7", "  8  Acme 8"]


def test_database_error_of_the_driver_is_the_database_s() -> None:
    from sqlalchemy.exc import OperationalError

    assert worded(OperationalError("select 1", {}, Exception("disk full")))[0] == 3


def test_interruption_is_130_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "")


def test_status_of_a_command_is_kept() -> None:
    assert ending(typer.Exit(1)) == 1


def test_unexpected_error_is_in_the_log_and_traced_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(ZeroDivisionError("by\x1b[2J")) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert "ZeroDivisionError" in log.log_file().read_text()
    assert ending(ZeroDivisionError("by\x1b[2J"), debug=True) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "\x1b" not in said
