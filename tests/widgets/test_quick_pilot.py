"""The pilot of our tests waits for all that a key begins, and for nothing else."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import WaitForScreenTimeout
from textual.strip import Strip
from textual.widgets import Static

from tests import quick_pilot
from tests.quick_pilot import QuickPilot


class Chain(Message):
    """Goes round so many times."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left


class Busy(App[None]):
    """Begins much by one key."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("begun")

    def on_chain(self, event: Chain) -> None:
        if event.left:
            self.post_message(Chain(event.left - 1))
        else:
            self.done.append("chain")

    def key_c(self) -> None:
        self.post_message(Chain(50))

    def key_r(self) -> None:
        self.call_after_refresh(lambda: self.call_after_refresh(self.done.append, "refreshed twice"))

    async def key_s(self) -> None:
        await asyncio.sleep(0.05)
        self.done.append("slept")

    async def key_m(self) -> None:
        await self.mount(Static("mounted"))
        self.call_later(self.done.append, "mounted")

    def key_x(self) -> None:
        raise RuntimeError("broken")

    def key_f(self) -> None:
        self.query_one(Static).update("painted")

    def key_t(self) -> None:
        self.query_one(Static).update("first")
        self.call_after_refresh(self.query_one(Static).update, "then")

    def key_b(self) -> None:
        self.query_one(Static).render_line = self.broken  # type: ignore[method-assign]
        self.query_one(Static).refresh()

    def broken(self, y: int) -> Strip:
        raise RuntimeError(f"line {y} is broken")

    def lines(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        ("c", ["chain"]),
        ("r", ["refreshed twice"]),
        ("m", ["mounted"]),
        ("cc", ["chain", "chain"]),
        ("rcm", ["refreshed twice", "chain", "mounted"]),
    ],
)
async def test_a_key_is_over_when_all_that_it_began_is(keys: str, done: list[str]) -> None:
    app = Busy()
    async with app.run_test():
        await QuickPilot(app).press(*keys)
        assert app.done == done


async def test_what_a_key_changed_is_painted() -> None:
    app = Busy()
    async with app.run_test():
        await QuickPilot(app).press("f")
        assert "painted" in app.lines()


async def test_what_a_key_changes_twice_is_painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = []
    app = Busy()
    async with app.run_test():
        pilot = QuickPilot(app)
        await pilot.idle()
        monkeypatch.setattr(Busy, "_display", lambda app, screen, frame: frames.append(frame))
        await pilot.press("t")
        assert "then" in app.lines()
        await pilot.press("c")
        assert len(frames) == 1
        monkeypatch.undo()


async def test_a_line_that_cannot_be_drawn_ends_the_test() -> None:
    app = Busy()
    with pytest.raises(RuntimeError, match="line 0 is broken"):
        async with app.run_test():
            await QuickPilot(app).press("b")


async def test_other_colours_are_other_styles() -> None:
    shown = []
    for theme in ("textual-dark", "textual-light", "textual-dark"):
        app = Busy()
        async with app.run_test():
            app.theme = theme
            await QuickPilot(app).idle()
            shown.append(app.screen.styles.background)
    assert shown[0] == shown[2] != shown[1]


async def test_a_new_size_is_laid_out() -> None:
    app = Busy()
    async with app.run_test(size=(80, 24)):
        await QuickPilot(app).resize_terminal(44, 18)
        assert app.screen.size == (44, 18)
        assert len(app.lines().splitlines()) == 18


async def test_an_error_ends_the_waiting() -> None:
    app = Busy()
    with pytest.raises(RuntimeError, match="broken"):
        async with app.run_test():
            await QuickPilot(app).press("x")


async def test_what_never_rests_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_pilot, "LONGEST_SECONDS", 0.1)
    monkeypatch.setattr(quick_pilot, "_is_busy", lambda pump: pump is app)
    app = Busy()
    async with app.run_test():
        with pytest.raises(WaitForScreenTimeout, match=r"still busy.*Busy"):
            await QuickPilot(app).idle()
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("key", "name", "character"),
    [
        ("a", "a", "a"),
        ("A", "A", "A"),
        ("5", "5", "5"),
        ("+", "plus", "+"),
        ("/", "slash", "/"),
        (" ", "space", " "),
        ("space", "space", " "),
        ("enter", "enter", None),
        ("escape", "escape", None),
        ("up", "up", None),
        ("北", "北", "北"),
    ],
)
def test_a_key_is_sent_as_a_terminal_sends_it(key: str, name: str, character: str | None) -> None:
    event = quick_pilot._event_of(key)
    assert event.key == name
    assert character is None or event.character == character
