"""Keys one after another: each finds the screen as the key before it has left it."""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from tuicrm.widgets.at_once import AtOnce

STUCK_SECONDS = 0.5
HELD_SECONDS = 1.0


class TypedKeys:
    """Holds keys back while it is closed, and while the key before is still on its way.

    Textual 8.2.8 hands each key to the widget that has the focus as soon as it is read. When `/acme` arrives in
    one piece, as over a slow line, `a` is on its way to the list before `/` has given the focus to the field.
    So a key is let go only when the one before has passed all its widgets, the app's bindings, and, where it
    opened another screen, that screen's first layout.
    """

    def __init__(self, app: App[Any], deliver: Callable[[events.Key], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Key] = deque()
        self._is_open = False
        self._on_its_way = 0
        self._serial = 0
        self._held: set[object] = set()
        self._typed_at = 0.0

    async def take(self, event: events.Key) -> None:
        """Deliver a key now, or when its turn comes."""
        self._typed_at = event.time
        if self._is_open and not self._on_its_way and not self._waiting and not self._held:
            await self._let_go(event)
            return
        self._waiting.append(event)
        if self._is_open and self._on_its_way:
            self._after(STUCK_SECONDS, partial(self._unstick, self._serial))

    def rested(self, seconds: float) -> bool:
        """Tell whether no key has come for so long, and none waits."""
        return not self._waiting and not self._on_its_way and monotonic() - self._typed_at >= seconds

    async def open(self) -> None:
        """Let the keys go from now on, those kept first."""
        self._is_open = True
        await self._next()

    def hold(self, serial: object) -> None:
        """Keep keys back until `release`, but no longer than a moment: an answer is to open a box for them."""
        self._held.add(serial)
        self._after(HELD_SECONDS, partial(self.release, serial))

    def release(self, serial: object) -> None:
        """Let the keys go to what was opened, when it is on the screen."""
        if serial in self._held:
            self._held.discard(serial)
            self._app.screen.call_after_refresh(self._app.call_later, self._next)

    def _after(self, seconds: float, call: Callable[[], Any]) -> None:
        """Call after so long, in two halves: of a time when the machine stood still only one of them is counted."""
        self._app.set_timer(seconds / 2, lambda: self._app.set_timer(seconds / 2, call))

    async def _let_go(self, event: events.Key) -> None:
        self._serial += 1
        self._on_its_way = self._serial
        screen = self._app.screen
        if isinstance(screen.focused, AtOnce) and screen.focused.only_moves(event.key):
            await self._deliver(event)  # the key behind it stands behind it in the same queue
            self._on_its_way = 0
            return
        way = _Way(self._app, event, screen.focused or screen, partial(self._passed, self._serial, screen))
        await self._deliver(event)
        way.follow()

    async def _passed(self, serial: int, screen: MessagePump) -> None:
        if self._on_its_way != serial:
            return
        if self._app.screen is not screen:
            now = self._app.screen
            now.call_after_refresh(self._app.call_later, self._passed, serial, now)
            return
        self._on_its_way = 0
        await self._next()

    async def _next(self) -> None:
        while self._waiting and self._is_open and not self._on_its_way and not self._held:
            await self._let_go(self._waiting.popleft())

    async def _unstick(self, serial: int) -> None:
        """Go on after a widget that was removed with a key in its queue."""
        if self._on_its_way == serial:
            self._on_its_way = 0
            await self._next()


class _Way:
    """Goes the way that a key goes, from its widget up to the app: a call in each queue comes after the key there."""

    def __init__(
        self, app: App[Any], event: events.Key, target: MessagePump, then: Callable[[], Awaitable[None]]
    ) -> None:
        self._app = app
        self._event = event
        self._node: MessagePump | None = target
        self._then = then

    def follow(self) -> None:
        """Wait in the next queue; at the end do what was asked for."""
        while (node := self._node) is not None and node is not self._app:
            if self._event._stop_propagation:  # somebody answered it: it goes no further
                break
            self._node = node._parent
            if self._wait_in(node, self.follow):
                return
        # Once more around: a binding moves the focus by a call of its own, which stands behind this one.
        self._wait_in(self._app, self._once_more)

    def _once_more(self) -> None:
        self._wait_in(self._app, self._arrive)

    async def _arrive(self) -> None:
        await self._then()

    def _wait_in(self, node: MessagePump, callback: Callable[[], Any]) -> bool:
        """Be called when this queue comes to it; False when it is closed.

        Not `call_later`: it makes a partial, which Textual 8.2.8 inspects anew each time, for 0.1 ms.
        """
        return node.post_message(events.Callback(callback=callback))
