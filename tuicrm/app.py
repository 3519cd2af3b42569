"""The app: paints its shell first, then brings in the store and the screens, and connects them.

Only widgets and plain values are imported here at the top: the first frame waits for nothing else.
"""

import asyncio
import gc
from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import language, log
from tuicrm.plain.clean import show as shown
from tuicrm.plain.language import _
from tuicrm.plain.threads import Lane
from tuicrm.widgets.area import Area
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.shell_lines import FooterLine, ScreenTabs, StatusLine
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.text import Note
from tuicrm.widgets.tones import Tone
from tuicrm.widgets.typed_keys import TypedKeys

if TYPE_CHECKING:
    from tuicrm.sales.opening import Seat
    from tuicrm.screens.bridge import Bridge
    from tuicrm.screens.pane import Pane
    from tuicrm.store.database import Clock

QUIET_SECONDS = 3.0
NO_DATABASE = 3


class Settings(Protocol):
    """What the app needs to know before it begins."""

    @property
    def database_url(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def start(self) -> str | None: ...


class TuicrmApp(TameApp[None]):
    """The window of one user on one database."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (21, "-high")]

    def __init__(self, settings: Settings, *, clock: "Clock | None" = None, lasts: bool = False) -> None:
        """Take where to go, and as whom.

        Args:
            clock: tells the time to the rules; by default the real one.
            lasts: the process lives as long as this app, so what is loaded may leave the garbage collector.
        """
        super().__init__()
        self.settings = settings
        self._clock = clock
        self._lasts = lasts
        self._keys = TypedKeys(self, super().on_event)
        self._parts: Any = None
        self._seat: Seat | None = None
        self._bridge: Bridge | None = None
        self._missed: dict[Widget, Changed] = {}
        self._untold: set[Widget] = set()
        self._leaving = False

    # the shell, and how it comes to life

    def compose(self) -> ComposeResult:
        yield ScreenTabs(id="tabs")
        yield Area(id="area")
        yield StatusLine(id="status")
        yield FooterLine(id="footer")

    def on_mount(self) -> None:
        self.area = self.query_one(Area)
        self.tabs = self.query_one(ScreenTabs)
        self.status = self.query_one(StatusLine)
        self.footer = self.query_one(FooterLine)
        self.say(_("Opening {where} ...").format(where=shown(_without_secret(self.settings.database_url))), "dim")

    def on_ready(self) -> None:
        self.run_worker(self._open(), group="open", exit_on_error=False)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def _open(self) -> None:
        lane = Lane("open", 1)
        if self._lasts:
            gc.disable()  # nothing that is imported now is garbage
        try:
            future = lane.put(self._sit_down)
            await asyncio.wait([future])
            problem = future.exception()
            if isinstance(problem, Exception):
                await self._could_not_open(problem)
                return
            self._seat = future.result()
            assert self._seat is not None
            bridge: Bridge = self._parts.Bridge(self, self._seat.desk)
            self._bridge = bridge
            bridge.start()
            self.say("")
            await self.show_pane(self.settings.start or self._parts.start_of(self._seat.me.role))
            await self._first_answers()
            if self._lasts:
                gc.collect()
                gc.freeze()  # a full collection over all that was imported would cost 100 ms now and then
        finally:
            gc.enable()
            await self._keys.open()
        await asyncio.wait([lane.put(self._parts.load_all)])

    async def _first_answers(self) -> None:
        """Wait until the first pane has asked, and its questions are answered."""
        asked = asyncio.get_running_loop().create_future()
        if self.pane and self.pane.call_later(asked.set_result, None):
            await asked
        await self.bridge.quiet(QUIET_SECONDS)

    def _sit_down(self) -> "Seat":
        """Import what is heavy and open the database; runs in a thread."""
        log.start()
        self._parts = parts = import_module("tuicrm.screens.loading")
        options = {"clock": self._clock} if self._clock else {}
        seat: Seat = parts.sit_down(
            self.settings.database_url, self.settings.user, beginning=_beginning(parts), through="screen", **options
        )
        parts.pane(self.settings.start or parts.start_of(seat.me.role))
        return seat

    async def _could_not_open(self, problem: Exception) -> None:
        from tuicrm.sales import wording

        log.error("opening", problem)
        sentence = wording.words(problem)
        self.say(_("q leaves, F5 tries again."), "late")
        await self.area.remove_children()
        await self.area.mount(Note(sentence))

    # what screens ask for (widgets/bridged.py)

    @property
    def me(self) -> Any:
        """Who sits here."""
        return self._seated.me

    @property
    def home(self) -> Any:
        """What the whole database agrees on."""
        return self._seated.me.home

    @property
    def now(self) -> datetime:
        """This moment, aware UTC."""
        return self._seated.desk.clock()

    @property
    def local_now(self) -> datetime:
        """This moment in the team's time zone."""
        from zoneinfo import ZoneInfo

        return self.now.astimezone(ZoneInfo(self.home.zone))

    @property
    def today(self) -> date:
        """The day of business."""
        return self.local_now.date()

    @property
    def where(self) -> str:
        """Which database it is, without a password."""
        return _without_secret(self.settings.database_url)

    def ask(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any],
        slot: str | None = None,
        **named: Any,
    ) -> None:
        """Read by a rule; see `widgets.bridged`."""
        self.bridge.ask(rule, *args, then=then, slot=slot, **named)

    def act(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any] | None = None,
        said: Callable[[Any], str] | None = None,
        failed: Callable[[Exception], Any] | None = None,
        **named: Any,
    ) -> None:
        """Write by a rule; see `widgets.bridged`."""
        self.bridge.act(rule, *args, then=then, said=said, failed=failed, **named)

    def say(self, text: str, tone: Tone = "text") -> None:
        """Say something in the status line."""
        self.status.say(text, tone)

    def open(self, card: str, record_id: int) -> None:
        """Open the card of a record over what is shown."""
        self.run_worker(self._push(self._parts.card(card)(record_id)), group="open", exit_on_error=False)

    def go_back(self) -> None:
        """Leave the card that is shown."""
        self.run_worker(self.action_back(), group="open", exit_on_error=False)

    def show(self, name: str) -> None:
        """Switch to one of the five screens."""
        self.run_worker(self.show_pane(name), group="open", exit_on_error=False)

    def tell_changed(self, changed: Changed) -> None:
        """Hand a change to the pane that is shown, and keep it for the others until they are."""
        for pane in self.area.panes:
            if pane is self.area.top:
                pane.post_message(changed)
            else:
                known = self._missed.get(pane)
                self._missed[pane] = known.plus(changed) if known else changed

    # switching

    @property
    def bridge(self) -> "Bridge":
        """The way to the database, once it is there."""
        assert self._bridge is not None
        return self._bridge

    @property
    def pane(self) -> "Pane | None":
        """The pane that is shown."""
        return cast("Pane | None", self.area.top) if self._bridge else None

    async def show_pane(self, name: str) -> None:
        """Switch to one of the five screens; at the first visit it is made and reads."""
        made = await self.area.switch(name, self._parts.pane(name))
        await self._arrived(made)

    async def _push(self, card: "Pane") -> None:
        await self.area.push(card)
        await self._arrived(True)

    async def _arrived(self, is_new: bool) -> None:
        pane = self.pane
        assert pane is not None
        self.tabs.put(self.area.name_shown, self._who())
        self.footer.put(pane.place)
        self.say("")
        if is_new:
            pane.call_later(pane.show)
            return
        if pane in self._untold:
            self._untold.discard(pane)
            await pane.retell()
        if missed := self._missed.pop(pane, None):
            pane.post_message(missed)

    def _who(self) -> str:
        me = self._seated.me
        return f"{me.name}, {me.team}" if me.team else str(me.name)

    @property
    def _seated(self) -> "Seat":
        assert self._seat is not None
        return self._seat

    # acts of the app

    async def action_show(self, name: str) -> None:
        if self._bridge and name != self.area.name_shown:
            await self.show_pane(name)

    async def on_screen_tabs_chosen(self, event: ScreenTabs.Chosen) -> None:
        await self.action_show(event.name)

    async def action_back(self) -> None:
        if await self.area.pop():
            await self._arrived(False)

    async def action_leave(self) -> None:
        if self.area.depth > 1:
            await self.action_back()
        else:
            await self.action_quit()

    def action_focus_next(self) -> None:
        """Go to the next part of what is shown, if it has parts; else to the next pane or button."""
        if len(self.screen_stack) > 1 or self.pane is None or not self.pane.next_part():
            super().action_focus_next()

    async def action_quit(self) -> None:
        if self._bridge is None or self._leaving:
            self.exit(return_code=0 if self._bridge else NO_DATABASE)
            return
        self._leaving = True
        if self._bridge.is_saving:
            self.say(_("Saving the last act ... q again leaves without waiting."), "still")
        self.run_worker(self._leave(), group="open", exit_on_error=False)

    async def _leave(self) -> None:
        await self.bridge.close()
        self.exit()

    async def action_refresh(self) -> None:
        if self.pane:
            self.pane.show()
        elif self._seat is None:
            await self.area.remove_children()
            self.run_worker(self._open(), group="open", exit_on_error=False)

    async def action_language(self) -> None:
        language.use("en" if language.current() == "zh" else "zh")
        for line in (self.tabs, self.footer):
            line.refresh()
        self.say("")
        if self.pane:
            self._untold = set(self.area.panes) - {self.pane}
            await self.pane.retell()


def _without_secret(url: str) -> str:
    """Return a URL without its password; a path as it is."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:***{at}{tail}" if at and ":" in head.partition("://")[2] else url


def _beginning(parts: Any) -> Any:
    from tuicrm.plain.place import place_of

    place = place_of(language.current())
    return parts.Beginning(place.currency, place.zone, place.region)


def run(settings: Settings) -> int:
    """Open the screens until the user leaves; returns the exit status."""
    app = TuicrmApp(settings, lasts=True)
    app.run()
    return app.return_code or 0
