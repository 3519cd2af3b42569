"""A pilot that waits for the app alone: as long as anything in it is left to do, and not a moment longer.

Textual's own pilot sleeps 20 ms and more, several times for each key, and hopes that all is done then. Here a key
is over when the loop has nothing more to run, no message lies in any queue, nothing waits to be laid out or
painted, and no animation runs. What comes from other threads is waited for by whoever knows of it.

No timer of the program goes off by itself here, however long the machine stands still: a toast stays, what was just
changed stays green. Those that a test sets to `AT_ONCE` do, and are waited for; `let_pass` lets time pass for all.

A key paints four frames, each over the one before, and half of a test's time went into frames that nobody sees.
Here what they change is painted in one, when the app rests, as on a line that is slower than the app; where
`without_frames` says so, nothing is laid out either while answers come. Each app would read the same styles anew,
too: here they are read once a process.
"""

import asyncio
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual import timer as timers
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen
from textual.timer import Timer

from tests.patience import AT_ONCE, LONGEST_SECONDS, NEVER, patiently

A_FRAME = 0.02
"""Timers as short as this are Textual's own, which draw the next frame."""
OUTSIDE_SECONDS = 0.001
"""How often to look again for what a timer or another thread is to bring."""


def read_styles_once() -> None:
    """Let all apps of this process share the rules that the same text with the same colours has given."""
    read: dict[object, list[RuleSet]] = {}
    own = Stylesheet._parse_rules

    def once(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> list[RuleSet]:
        asked = (css, args, *sorted(named.items()), *sorted(sheet._variables.items()))
        if asked not in read:
            read[asked] = own(sheet, css, *args, **named)
        return read[asked]

    Stylesheet._parse_rules = once  # type: ignore[method-assign]


_meant: WeakKeyDictionary[Timer, float] = WeakKeyDictionary()
"""The timers that wait until a test lets time pass, and for how long they were meant to."""
_asleep: WeakKeyDictionary[asyncio.Task[Any], asyncio.Event] = WeakKeyDictionary()


def let_no_timer_go_off() -> None:
    """Make all timers of this process longer than any test, but for frames and those that are to go off at once."""
    begin = Timer.__init__

    def never(timer: Timer, target: Any, interval: float, *args: Any, **named: Any) -> None:
        begin(timer, target, interval if interval <= A_FRAME else NEVER, *args, **named)
        if interval > A_FRAME:
            _meant[timer] = interval

    async def sleep(seconds: float) -> None:
        if seconds < NEVER / 2:
            await asyncio.sleep(seconds)
        elif (task := asyncio.current_task()) is not None:
            _asleep[task] = asyncio.Event()
            await _asleep[task].wait()

    Timer.__init__ = never  # type: ignore[method-assign]
    timers.sleep = sleep  # type: ignore[attr-defined]
    App.NOTIFICATION_TIMEOUT = NEVER
    App.CLOSE_TIMEOUT = None
    Pilot._wait_for_screen.__defaults__ = (LONGEST_SECONDS,)


read_styles_once()
let_no_timer_go_off()


class QuickPilot(Pilot[Any]):
    """Plays a user of an app that runs under `run_test`."""

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before is over."""
        for key in keys:
            self.send(key)
            await self.idle()

    def send(self, *keys: str) -> None:
        """Press keys as fast as they can be typed."""
        for key in keys:
            event = _event_of(key)
            event.set_sender(self.app)
            assert self.app._driver is not None
            self.app._driver.send_message(event)

    async def pause(self, delay: float | None = None) -> None:
        """Wait until nothing is left to do."""
        if delay is not None:
            await asyncio.sleep(delay)
        await self.idle()

    async def let_pass(self, seconds: float) -> None:
        """Let all timers go off that do within so many seconds, each once."""
        for pump in _pumps(self.app):
            for timer in pump._timers:
                if timer._task in _asleep and _meant.get(timer, NEVER) <= seconds:
                    timer._reset = False
                    _asleep.pop(timer._task).set()
        await self.idle()

    async def idle(self) -> None:
        """Wait until the app rests.

        Raises:
            WaitForScreenTimeout: it never does.
        """
        try:
            async with patiently(LONGEST_SECONDS):
                while self.app._running and not self.app._exception:
                    with _frames_wait():
                        await _nothing_to_run(self.app)
                        if _resize(self.app) or _lay_out_behind(self.app) or _paint(self.app.screen):
                            continue
                    if _show_frame(self.app.screen):
                        continue
                    busy = any(_is_busy(pump) or _goes_off(pump) for pump in _pumps(self.app))
                    if not busy and not self.app.animator._animations:
                        return
                    await asyncio.sleep(OUTSIDE_SECONDS)
        except TimeoutError as error:
            busy = [pump for pump in _pumps(self.app) if _is_busy(pump)]
            raise WaitForScreenTimeout(f"still busy after {LONGEST_SECONDS} s: {busy}") from error


_without_frames: WeakSet[App[Any]] = WeakSet()


@contextmanager
def without_frames(app: App[Any]) -> Iterator[None]:
    """Let an app draw its frames only where its pilot waits until it rests, and none between: no clock draws one."""
    _without_frames.add(app)
    try:
        yield
    finally:
        _without_frames.discard(app)


_draw = Screen._on_timer_update


def let_pilots_draw() -> None:
    """Let the frames of apps that are `without_frames` be drawn by `_paint` alone."""

    def due(screen: Screen[Any]) -> None:
        if screen.app in _without_frames:
            screen._update_timer.pause()
        else:
            _draw(screen)

    Screen._on_timer_update = due  # type: ignore[method-assign]


let_pilots_draw()


_waiting: WeakSet[Screen[Any]] = WeakSet()
"""The screens whose frame was due while frames waited."""


@contextmanager
def _frames_wait() -> Iterator[None]:
    """Let the screen in front note that a frame is due; those behind it go on telling it what they change."""
    show = Screen._compositor_refresh

    def wait(screen: Screen[Any]) -> None:
        if screen is not screen.app.screen:
            show(screen)
            return
        _waiting.add(screen)
        screen._dirty_widgets.clear()
        screen.app._update_mouse_over(screen)

    Screen._compositor_refresh = wait  # type: ignore[method-assign]
    try:
        yield
    finally:
        Screen._compositor_refresh = show  # type: ignore[method-assign]


def _show_frame(screen: Screen[Any]) -> bool:
    """Paint the frame that waits; say whether there was one."""
    if due := screen in _waiting:
        _waiting.discard(screen)
        screen._compositor_refresh()
    return due


async def _nothing_to_run(app: App[Any]) -> None:
    """Wait until the loop would sleep: everything in it waits for a timer, a thread or a key."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready and not app._exception:
        await asyncio.sleep(0)


def _resize(app: App[Any]) -> bool:
    """Take a new size of the window now; say whether there was one."""
    due = app._resize_timer is not None
    if due:
        app._check_resize()
    return due


def _lay_out_behind(app: App[Any]) -> bool:
    """Let the screens that are seen behind a box take their new sizes; say whether one had to."""
    due = [screen for screen in app._background_screens if screen._layout_required or screen._recompose_required]
    for screen in due:
        _draw(screen)
    return bool(due) and not app._batch_count


def _paint(screen: Screen[Any]) -> bool:
    """Do now what the screen would do with its next frame; say whether there was anything."""
    due = (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if not due or screen.app._batch_count or not screen.is_current:
        return False
    _draw(screen)
    return True


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _is_busy(pump: MessagePump) -> bool:
    return pump._is_mounted and (not pump._message_queue.empty() or bool(pump._next_callbacks))


def _goes_off(pump: MessagePump) -> bool:
    """Say whether a timer of it is about to go off: a test has set it so."""
    return any(
        timer._interval <= AT_ONCE and timer._active.is_set() and timer._task is not None and not timer._task.done()
        for timer in pump._timers
    )


def _event_of(key: str) -> events.Key:
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)
