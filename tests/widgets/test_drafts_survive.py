"""What was being typed when the process was killed is there at the next start."""

import os
import signal
import stat
import time

import pytest

from tests.patience import LONGEST_SECONDS
from tests.widgets.draft_app import KEY
from tests.widgets.real_terminal import RealTerminal, real_terminal
from tuicrm.plain.drafts import Draft, Drafts

APP = "tests.widgets.draft_app"


def kept(drafts: Drafts, **fields: str) -> Draft:
    """Wait until the draft holds these texts."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        draft = drafts.read(KEY)
        if draft is not None and draft.fields == fields:
            return draft
        time.sleep(0.02)
    raise AssertionError(f"never kept; there is {drafts.read(KEY)}")


def opened(terminal: RealTerminal) -> None:
    terminal.wait_for(b"[Cancel]")
    terminal.until_quiet()


@pytest.mark.parametrize("how", ["hup", "kill", "line"])
def test_a_killed_form_is_restored(tmp_path, how):
    drafts = Drafts(tmp_path / "drafts")
    with real_terminal(APP, str(drafts.folder), columns=80, lines=24) as terminal:
        opened(terminal)
        os.write(terminal.keyboard, "北京联成\ttalked,\rwants 2".encode())
        kept(drafts, name="北京联成", remark="talked,\nwants 2")
        os.write(terminal.keyboard, b" lines")  # in the middle of typing
        if how == "line":  # the far end of the line is gone
            kept(drafts, name="北京联成", remark="talked,\nwants 2 lines")
            os.killpg(terminal.process.pid, signal.SIGHUP)
        else:
            terminal.process.send_signal(signal.SIGHUP if how == "hup" else signal.SIGKILL)
        assert terminal.process.wait(LONGEST_SECONDS) != 0
    assert [stat.S_IMODE(path.stat().st_mode) for path in drafts.folder.glob("*.json")] == [0o600]
    with real_terminal(APP, str(drafts.folder), columns=80, lines=24) as terminal:
        opened(terminal)
        seen = terminal.seen.decode()
        assert "restored; esc twice throws it away" in seen
        assert "北京联成" in seen
        assert "wants 2" in seen
        terminal.send(b"\x1b")
        terminal.send(b"\x1b")
        assert terminal.process.wait(LONGEST_SECONDS) == 0
    assert drafts.read(KEY) is None


def test_a_form_that_was_sent_leaves_nothing(tmp_path):
    drafts = Drafts(tmp_path / "drafts")
    with real_terminal(APP, str(drafts.folder), columns=80, lines=24) as terminal:
        opened(terminal)
        os.write(terminal.keyboard, b"Acme")
        kept(drafts, name="Acme", remark="")
        terminal.send(b"\x1b[21~")  # F10
        assert terminal.process.wait(LONGEST_SECONDS) == 0
    assert drafts.list() == ()
