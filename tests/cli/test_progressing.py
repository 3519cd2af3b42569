"""How far a long computation is, on a terminal alone: one line that goes when the figures come."""

from __future__ import annotations

import io

import pytest

from tests.cli.inside import Terminal
from tuicrm.cli import output
from tuicrm.plain import progress


def told(stream: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    try:
        with output.progressing():
            progress.begin(2)
            progress.step("one")
            progress.step("two")
            if fails:
                raise ValueError
    except ValueError:
        pass
    stream.flush()
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("fails", [False, True])
def test_a_terminal_sees_one_line_that_goes(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    monkeypatch.setenv("TERM", "xterm")
    said = told(Terminal(io.BytesIO(), "utf-8"), monkeypatch, fails=fails)
    assert said == "\rstep 1 of 2: one\x1b[K\rstep 2 of 2: two\x1b[K\r\x1b[K"


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert told(io.TextIOWrapper(io.BytesIO(), "utf-8"), monkeypatch) == ""


def test_a_dumb_terminal_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert told(Terminal(io.BytesIO(), "utf-8"), monkeypatch) == ""
