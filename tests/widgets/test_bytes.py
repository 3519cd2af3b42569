"""What reaches a real terminal, byte by byte."""

import os

import pytest

from tests.patience import LONGEST_SECONDS
from tests.widgets.real_terminal import real_terminal
from tuicrm.plain.clean import FORBIDDEN

APP = "tests.widgets.pty_app"
FORBIDDEN_BYTES = [b"\x1b]52", "\x9b".encode(), b"\x00", "\u202e".encode(), "\U000e0041".encode(), b"\x07"]
POINTER = b"\x1b]22;default\x07"  # Textual's own word for the shape of the mouse pointer


@pytest.mark.parametrize("colours", [{}, {"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}])
def test_nothing_hostile_comes_out(colours):
    with real_terminal(APP, "hostile", **colours) as terminal:
        terminal.wait_for(b"[@click=app.quit]go[/]")
        terminal.send(b"jjjj")
        terminal.send(b"\x1b[6~")
        terminal.send(b"\tjjll")
        seen = terminal.seen.replace(POINTER, b"")
        for forbidden in FORBIDDEN_BYTES:
            assert forbidden not in seen
        text = seen.decode()
        assert not [char for char in FORBIDDEN.findall(text) if char not in "\x1b\r\n"]
        assert "👨\u200d👩\u200d👧" in text
        terminal.send(b"\x1b")
        assert terminal.process.wait(LONGEST_SECONDS) == 0


@pytest.mark.parametrize("kind", ["rows", "dark"])
def test_a_cursor_move_repaints_two_lines(kind):
    with real_terminal(APP, kind) as terminal:
        terminal.wait_for(b"Vantage")
        terminal.until_quiet()
        terminal.send(b"j")
        moved = terminal.send(b"j")
        assert b"2 Vantage" in moved
        assert moved.count(b"Vantage") == 2
        assert len(moved) <= 400


def test_rows_put_again_repaint_what_changed():
    with real_terminal(APP, "rows") as terminal:
        terminal.wait_for(b"Vantage")
        terminal.until_quiet()
        changed = terminal.send(b"e")
        assert b"5 Renamed" in changed
        assert len(changed) <= 250


def test_a_hundred_moves_with_scrolling_stay_below_a_kilobyte_each():
    with real_terminal(APP, "rows") as terminal:
        terminal.wait_for(b"Vantage")
        terminal.until_quiet()
        spent = -len(terminal.seen)
        for number in range(1, 101):
            os.write(terminal.keyboard, b"j")
            terminal.wait_for(f"▌ {number} Vantage".encode())
        terminal.until_quiet()
        spent += len(terminal.seen)
        assert spent / 100 <= 600


def test_a_move_on_the_board_repaints_two_cards():
    with real_terminal(APP, "board") as terminal:
        terminal.wait_for(b"Vantage")
        terminal.until_quiet()
        terminal.send(b"l")
        moved = terminal.send(b"l")
        assert "▌0 Vantage".encode() in moved
        assert len(moved) <= 1000


def test_escape_is_one_key_and_the_terminal_is_left_clean():
    with real_terminal(APP, "rows") as terminal:
        terminal.wait_for(b"Vantage")
        terminal.until_quiet()
        rest = terminal.send(b"\x1b")
        assert terminal.process.wait(LONGEST_SECONDS) == 0
        assert b"left by escape" in rest
        assert b"\x1b[?1049l" in rest
        assert b"\x1b[?1003h" not in terminal.seen  # no report of every idle mouse move
