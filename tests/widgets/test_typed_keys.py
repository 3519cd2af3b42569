"""Keys that come in one piece find the screen as the key before has left it."""

from collections.abc import Iterator

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from tests.quick_pilot import QuickPilot
from tuicrm.widgets.at_once import AtOnce
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.typed_keys import HELD_SECONDS, STUCK_SECONDS, TypedKeys


class Door(ModalScreen[str]):
    """A field over the screen."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Passing(ModalScreen[str]):
    """A box that is gone before it is on the terminal: what it was to show has gone meanwhile."""

    def on_screen_resume(self) -> None:
        self.app.call_later(self.dismiss, "gone")


class Listed(Widget, can_focus=True):
    BINDINGS = [("slash", "app.search", ""), ("plus", "app.door", ""), ("x", "gone", ""), ("p", "app.passing", "")]

    def action_gone(self) -> None:
        self.remove()


class Moving(AtOnce, Listed, can_focus=True):
    """A list that answers its moves itself."""

    QUICK = {"j": "action_down", "k": "action_up"}
    at = 0

    def action_down(self) -> None:
        self.at += 1

    def action_up(self) -> None:
        self.at -= 1


class Typing(TameApp[None]):
    BINDINGS = [("a", "wrong", "")]

    def __init__(self) -> None:
        super().__init__()
        self.keys = TypedKeys(self, super().on_event)
        self.wrong = 0
        self.said: list[str | None] = []

    def compose(self) -> Iterator[Widget]:
        yield Listed()
        yield Moving()
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Listed).focus()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_door(self) -> None:
        self.push_screen(Door(), self.said.append)

    def action_passing(self) -> None:
        self.push_screen(Passing(), self.said.append)

    def action_wrong(self) -> None:
        self.wrong += 1


def burst(app: Typing, *keys: tuple[str, str]) -> None:
    for key, character in keys:
        app.post_message(events.Key(key, character))


ACE = [("a", "a"), ("c", "c"), ("e", "e")]


async def test_a_search_typed_in_one_piece_goes_to_its_field() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        await app.keys.open()
        burst(app, ("slash", "/"), *ACE)
        while app.query_one(Input).value != "ace":
            await pilot.pause()
        assert app.wrong == 0


async def test_what_follows_the_key_that_opens_a_form_is_typed_into_it() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        await app.keys.open()
        burst(app, ("plus", "+"), *ACE, ("enter", "\r"))
        while not app.said:
            await pilot.pause()
        assert app.said == ["ace"]
        assert app.wrong == 0


async def test_keys_are_kept_until_the_gate_opens() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        burst(app, ("slash", "/"), *ACE)
        await pilot.pause()
        assert app.query_one(Input).value == ""
        await app.keys.open()
        while app.query_one(Input).value != "ace":
            await pilot.pause()


async def test_keys_wait_for_a_box_that_an_answer_opens() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        await app.keys.open()
        app.keys.hold("question")
        burst(app, *ACE, ("enter", "\r"))
        await pilot.pause()
        assert app.wrong == 0
        app.action_door()
        app.keys.release("question")
        while not app.said:
            await pilot.pause()
        assert app.said == ["ace"]


async def test_an_answer_that_never_comes_does_not_hold_the_keys_for_ever() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        await app.keys.open()
        app.keys.hold("question")
        burst(app, ("a", "a"))
        await pilot.pause()
        assert not app.wrong
        await QuickPilot(app).let_pass(HELD_SECONDS)
        assert not app.wrong  # the machine may have stood still, and the answer come all the same
        await QuickPilot(app).let_pass(HELD_SECONDS)
        assert app.wrong


async def test_a_widget_that_goes_with_a_key_in_its_hands_stops_nobody() -> None:
    app = Typing()
    async with app.run_test():
        await app.keys.open()
        burst(app, ("x", "x"), ("a", "a"), ("a", "a"))
        while app.wrong + len(app.query_one(Input).value) < 2:  # where the focus went meanwhile
            await QuickPilot(app).let_pass(STUCK_SECONDS)


async def test_a_box_that_goes_before_it_is_painted_takes_no_key_with_it() -> None:
    app = Typing()
    async with app.run_test():
        await app.keys.open()
        burst(app, ("p", "p"), ("a", "a"))
        await QuickPilot(app).idle()
        assert (app.said, app.wrong) == (["gone"], 1)


async def test_an_answer_whose_box_goes_before_it_is_painted_lets_the_keys_go() -> None:
    app = Typing()
    async with app.run_test():
        await app.keys.open()
        app.keys.hold("question")
        burst(app, ("a", "a"))
        await QuickPilot(app).idle()
        app.action_door()
        app.keys.release("question")
        app.pop_screen()
        await QuickPilot(app).idle()
        assert app.wrong == 1


MOVES = [("j", "j"), ("j", "j"), ("k", "k"), ("j", "j")]


@pytest.mark.parametrize("before", [False, True], ids=["while open", "before the list was there"])
async def test_moves_and_a_search_in_one_piece(before: bool) -> None:
    app = Typing()
    async with app.run_test() as pilot:
        moving = app.query_one(Moving)
        moving.focus()
        await pilot.pause()
        if not before:
            await app.keys.open()
        burst(app, *MOVES, ("slash", "/"), *ACE)
        if before:
            await pilot.pause()
            assert moving.at == 0
            await app.keys.open()
        while app.query_one(Input).value != "ace":
            await pilot.pause()
        assert (moving.at, app.wrong) == (2, 0)


async def test_a_move_behind_a_key_on_its_way_waits_for_it() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        moving = app.query_one(Moving)
        moving.focus()
        await pilot.pause()
        await app.keys.open()
        burst(app, ("j", "j"), ("slash", "/"), ("j", "j"), ("k", "k"))
        while app.query_one(Input).value != "jk":
            await pilot.pause()
        assert moving.at == 1
