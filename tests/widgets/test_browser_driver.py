"""The driver of a browser's window: no idle moves, and no window that outlives its server."""

import os
import signal
import threading

import pytest
from textual.drivers.web_driver import WebDriver

from tuicrm.widgets.browser_driver import BrowserDriver
from tuicrm.widgets.terminal import TameApp


def driver(wrote: list[bytes], broken: bool = False) -> BrowserDriver:
    made = object.__new__(BrowserDriver)
    made.exit_event = threading.Event()

    def write(data: bytes) -> int:
        if broken:
            raise BrokenPipeError
        wrote.append(data)
        return len(data)

    made._write = write  # type: ignore[assignment]
    return made


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("\x1b[?1003h", b"\x1b[?1002h"),
        ("\x1b[?25l\x1b[?1003h", b"\x1b[?25l\x1b[?1002h"),
        ("\x1b[?1003l", b"\x1b[?1003l"),
        ("", b""),
        ("客户 1003h", "客户 1003h".encode()),
    ],
)
def test_moves_are_reported_only_while_a_button_is_held(written: str, sent: bytes) -> None:
    wrote: list[bytes] = []
    driver(wrote).write(written)
    assert wrote == [b"D" + len(sent).to_bytes(4, "big") + sent]


def test_all_that_textual_says_of_the_mouse_asks_for_no_idle_move() -> None:
    wrote: list[bytes] = []
    driver(wrote)._enable_mouse_support()
    said = b"".join(wrote)
    assert b"1000h" in said
    assert b"1006h" in said
    assert b"1003h" not in said


def test_a_server_that_is_gone_breaks_nothing() -> None:
    gone = driver([], broken=True)
    gone.write("x")
    gone.write_meta({"type": "exit"})


@pytest.mark.parametrize(("is_leaving", "told"), [(False, [signal.SIGTERM]), (True, [])])
def test_a_window_ends_with_what_it_reads(
    monkeypatch: pytest.MonkeyPatch, is_leaving: bool, told: list[signal.Signals]
) -> None:
    killed: list[int] = []
    monkeypatch.setattr(WebDriver, "run_input_thread", lambda _driver: None)  # its input has ended
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append(number) if pid == os.getpid() else None)
    made = driver([])
    if is_leaving:
        made.exit_event.set()
    made.run_input_thread()
    assert killed == told


def test_the_app_takes_it_where_textual_would_take_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.app import App

    monkeypatch.setattr(App, "get_driver_class", lambda _app: WebDriver)
    app: TameApp[None] = TameApp()
    assert app.get_driver_class() is BrowserDriver
