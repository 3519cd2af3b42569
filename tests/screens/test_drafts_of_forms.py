"""What was being typed into a form when the line broke is there when one starts again."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.patience import LONGEST_SECONDS
from tests.screens.conftest import NOW
from tests.screens.user import at_screen
from tests.widgets.real_terminal import RealTerminal, real_terminal
from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.plain.settings import dirs

FORMS = {  # what opens the form, its title, what is typed, what must have been kept
    "a new lead": (("+",), b"Who asks?", "北京联成 Ann", {"北京联成 Ann"}),
    "a new project": (("2", "B"), b"New project", "PX line\t28k", {"PX line", "28k"}),
    "the line of an action": (("B",), b"What, for whom, when?", "call Acme fri 10:00", {"call Acme fri 10:00"}),
}


def open_form(terminal: RealTerminal, keys: tuple[str, ...], title: bytes) -> None:
    """Type as fast as a pipe does: a rep begins on the agenda, and keys that come early are kept."""
    terminal.wait_for(b"[3 Agenda]")
    os.write(terminal.keyboard, "".join(keys).encode())
    terminal.wait_for(title)


def kept(folder: Path, texts: set[str]) -> None:
    """Wait until a draft holds these texts."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        if any(texts <= set(draft.fields.values()) for draft in Drafts(folder).list()):
            return
        time.sleep(0.02)
    raise AssertionError(f"never kept; there is {Drafts(folder).list()}")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_survives_that_the_line_breaks(own: str, tmp_path: Path, form: str) -> None:
    keys, title, typed, texts = FORMS[form]
    start = ("tuicrm", "--db", own, "--user", "li")
    size = {"columns": 80, "lines": 24}
    with real_terminal(*start, **size, XDG_STATE_HOME=str(tmp_path)) as terminal:
        open_form(terminal, keys, title)
        os.write(terminal.keyboard, typed.encode())
        kept(tmp_path / "tuicrm" / "drafts", texts)
        os.kill(terminal.process.pid, signal.SIGHUP)
        assert terminal.process.wait(LONGEST_SECONDS) != 0
    with real_terminal(*start, **size, XDG_STATE_HOME=str(tmp_path)) as terminal:
        open_form(terminal, keys, title)
        terminal.see("restored; esc twice throws it away", *texts)


async def test_a_form_that_was_left_comes_back_and_one_that_was_sent_does_not(own: str) -> None:
    async with at_screen(own, "li", start="agenda") as user:
        await user.press("B", *"call fri", "escape", "B")
        assert user.sees("call fri")
        assert user.sees("restored; esc twice throws it away")
        await user.press("escape", "escape", "B")
        assert not user.sees("call fri")


async def test_drafts_that_nobody_came_back_to_are_thrown_away_at_the_start(own: str) -> None:
    drafts = Drafts(dirs().state / "drafts")
    old, new = (DraftKey(own, "li", "project.add", record) for record in ("1", "2"))
    drafts.save(old, {"name": "long ago"}, now=NOW - timedelta(days=60))
    drafts.save(new, {"name": "lately"}, now=NOW - timedelta(days=2))
    async with at_screen(own, "li") as user:
        await user.settle()
    assert drafts.read(old) is None
    assert drafts.read(new) is not None
