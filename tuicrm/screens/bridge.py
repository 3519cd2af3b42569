"""The one bridge between screens and the database: it alone starts workers, and it words every error.

A screen asks and acts by the methods of the app; they end here. Reads run side by side in threads of our own,
writes one after the other, each with its operation key. Answers come back into the loop, and those that nobody
waits for any more are dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from inspect import isawaitable
from typing import Any, Protocol

from textual._context import active_message_pump
from textual.message_pump import MessagePump
from textual.worker import Worker

from tuicrm.plain import log, progress
from tuicrm.plain.ids import uuid7
from tuicrm.plain.progress import Superseded
from tuicrm.plain.threads import Lane
from tuicrm.sales import undo, wording
from tuicrm.screens.watch import Watch
from tuicrm.store.database import Database, Desk
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.feed import Feed, Look
from tuicrm.store.registry import rule_of
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.tones import Tone
from tuicrm.widgets.typed_keys import TypedKeys

READS_AT_ONCE = 8
SAVING_SECONDS = 5.0
OUT = frozenset({"login", "login_left", "key_gone", "session_over"})
"""Refusals after which nothing else will go: the window closes and says why."""

Answer = Callable[[Any], Any]
Failure = Callable[[Exception], Any]


class Screens(Protocol):
    """What the bridge needs of the app."""

    @property
    def keys(self) -> TypedKeys: ...
    def run_worker(self, work: Any, *, group: str, exit_on_error: bool) -> Worker[Any]: ...
    def say(self, text: str, tone: Tone = "text", *, undo: bool = False) -> None: ...
    def tell_changed(self, changed: Changed) -> None: ...
    def did(self, what: str) -> None: ...
    def put_out(self, why: str) -> None: ...


class Bridge:
    """One window's way to one database."""

    def __init__(self, screens: Screens, desk: Desk) -> None:
        self._screens = screens
        self._desk = desk
        self._reads = Lane("read", READS_AT_ONCE)
        self._writes = Lane("write", 1)
        self._serials: dict[tuple[object, str], object] = {}
        self._mine: set[object] = set()
        self._unanswered: set[object] = set()
        self._untold: list[Look] = []
        self._asking: set[asyncio.Future[Any]] = set()
        self._saving: set[asyncio.Future[Any]] = set()
        self._open = True
        self.stays = ""  # what the last act said, if nothing takes it back
        self._watch = Watch(Feed(desk.database), self._tell, self._stumble)

    @property
    def database(self) -> Database:
        """The database on the other side."""
        return self._desk.database

    def start(self) -> None:
        """Begin to look for changes; to be called in the loop's thread."""
        self._watch.start()

    def ask(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Answer,
        slot: str | None = None,
        opens: object = False,
        asker: MessagePump | None = None,
        hears: progress.Hear | None = None,
        **named: Any,
    ) -> None:
        """Read by a rule and hand the answer to `then`, unless the same slot was asked anew since.

        Slots are the asker's own, and answers die with it: without one given, the pane or screen that runs this.
        """
        asker = asker or _asker()
        mark = object()
        key = (asker, slot or "")
        if slot:
            self._serials[key] = mark

        def wanted() -> bool:
            return self._open and (not slot or self._serials.get(key) is mark) and _is_there(asker)

        def read() -> Any:
            return self._desk.read(rule, *args, **named)

        future = self._reads.put(read if hears is None else self._heard(read, hears, wanted), wanted)
        self._asking.add(future)
        future.add_done_callback(self._asking.discard)
        self._begin(self._answer(rule, future, then, wanted, None), opens)

    def act(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Answer | None = None,
        said: Callable[[Any], str] | None = None,
        failed: Failure | None = None,
        opens: object = False,
        **named: Any,
    ) -> None:
        """Write by a rule after all writes before it; a lost connection is tried again under the same key."""
        asker = _asker()
        key = uuid7()
        self._mine.add(key)
        self._unanswered.add(key)

        def write() -> tuple[Any, bool]:
            result = self._desk.write(rule, *args, key=key, **named)
            self._watch.look_now()
            return result, said is not None and self._desk.read(undo.is_offered, key)

        def deliver(written: tuple[Any, bool]) -> Any:
            result, is_undoable = written
            self._screens.did(rule_of(rule).name)
            if said is not None:
                self._screens.say(text := said(result), "good", undo=is_undoable)
                self.stays = "" if is_undoable or rule is undo.last else text
            return then(result) if then is not None and _is_there(asker) else None

        future = self._writes.put(write)
        self._saving.add(future)
        future.add_done_callback(self._saving.discard)
        self._begin(self._answer_first(key, self._answer(rule, future, deliver, lambda: True, failed)), opens)

    @property
    def is_saving(self) -> bool:
        """Say whether a write is under way or waits for its turn."""
        return bool(self._saving)

    @property
    def is_looking(self) -> bool:
        """Say whether the screens are still to be told of something that was written here."""
        return self._watch.is_looking

    async def quiet(self, timeout: float) -> None:
        """Wait until every question so far has its answer, or so many seconds."""
        if self._asking:
            await asyncio.wait(set(self._asking), timeout=timeout)

    async def close(self) -> None:
        """Give up all reads at once; wait a little for writes, because a commit must not be cut."""
        self._open = False
        self._watch.stop()
        if self._saving:
            await asyncio.wait(set(self._saving), timeout=SAVING_SECONDS)
        Lane("cancel", 1).put(self._desk.database.running.cancel)

    def _heard(self, read: Callable[[], Any], hears: progress.Hear, wanted: Callable[[], bool]) -> Callable[[], Any]:
        """Let a read tell how far it is, in the loop; it ends early when nobody waits for it any more."""
        loop, context = asyncio.get_running_loop(), copy_context()

        def tell(words: str) -> None:
            loop.call_soon_threadsafe(lambda: wanted() and hears(words), context=context)

        def heard() -> Any:
            with progress.heard_by(tell, wanted):
                return read()

        return heard

    def _begin(self, work: Awaitable[None], opens: object) -> None:
        async def held() -> None:
            try:
                await work
            finally:
                self._screens.keys.release(work)

        if opens:
            self._screens.keys.hold(work)
        self._screens.run_worker(held() if opens else work, group="bridge", exit_on_error=False)

    async def _answer(
        self,
        rule: Callable[..., Any],
        future: "asyncio.Future[Any]",
        then: Answer,
        wanted: Callable[[], bool],
        failed: Failure | None,
    ) -> None:
        await asyncio.wait([future])
        if future.cancelled() or not wanted():
            future.cancelled() or future.exception()
            return
        problem = future.exception()
        if problem is None:
            try:
                outcome = then(future.result())
                if isawaitable(outcome):
                    await outcome
            except Exception as raised:  # noqa: BLE001 - a worker that raises would end or vanish: it is worded
                problem = raised
        if isinstance(problem, Exception) and not isinstance(problem, Superseded):
            self.word(problem, rule_of(rule).name)
            if failed is not None:
                failed(problem)

    def word(self, problem: Exception, what: str) -> None:
        """Say in one sentence what is wrong and what to do, and keep it in the log."""
        if isinstance(problem, NotAllowed) and problem.facts.get("right") in OUT:
            log.refusal(what, str(problem.facts["right"]))
            self._screens.put_out(wording.words(problem))
        elif isinstance(problem, Refused):
            log.refusal(what, problem.code)
            self._screens.say(wording.words(problem), "still")
        else:
            log.error(what, problem)
            self._screens.say(wording.words(problem), "late")

    async def _answer_first(self, key: object, answer: Awaitable[None]) -> None:
        """Let an act's answer come before the news of it: a list that is read anew knows then where to stand."""
        try:
            await answer
        finally:
            self._unanswered.discard(key)
            untold, self._untold = self._untold, []
            for look in untold:
                self._tell(look)

    def _tell(self, look: Look) -> None:
        if not self._unanswered.isdisjoint(each.operation for each in look.lines):
            self._untold.append(look)
            return
        touched = frozenset((each.kind, each.record_id) for each in look.lines)
        operations = {each.operation for each in look.lines}
        mine = not look.everything and operations <= self._mine
        self._mine -= operations
        self._screens.tell_changed(Changed(touched, mine, look.everything))

    def _stumble(self, problem: Exception) -> None:
        self.word(problem, "change feed")


def _asker() -> MessagePump | None:
    """Find the pane or screen that asks: slots are its own, and answers die with it."""
    pump = active_message_pump.get(None)
    while pump is not None and not getattr(pump, "asks", False):
        pump = pump._parent
    return pump


def _is_there(asker: MessagePump | None) -> bool:
    return asker is None or asker.is_attached
