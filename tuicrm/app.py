"""The app: paints its shell first, then brings in the store and the screens, and connects them.

Only widgets and plain values are imported here at the top: the first frame waits for nothing else.
"""

import asyncio
import gc
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.messages import ExitApp
from textual.widget import Widget

from tuicrm.plain import language, log
from tuicrm.plain.clean import show as shown
from tuicrm.plain.language import N_, _
from tuicrm.plain.threads import Lane
from tuicrm.widgets import symbols
from tuicrm.widgets.answering import Answering, without_secret
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.text import Note

if TYPE_CHECKING:
    from tuicrm.plain.settings import Settings as Said
    from tuicrm.sales.access import Entry
    from tuicrm.sales.opening import Seat
    from tuicrm.screens.bridge import Bridge
    from tuicrm.screens.door import Door
    from tuicrm.store.database import Clock
    from tuicrm.widgets.tour import Tour

QUIET_SECONDS = 3.0
CLOCK_SECONDS = 20.0
BEGINNING_SECONDS, DAILY_SECONDS = 3.0, 120.0
"""So long after it opened, and then so often, an app looks whether the day's work for all is done."""
KEEPING_SECONDS, LEAVING_SECONDS = 30.0, 0.5
OPENING_SECONDS = 10.0
"""So long somebody who leaves while their window opens is waited for."""
NO_DATABASE, NOT_ALLOWED = 3, 4

SCREEN_NAMES = ("pool", "board", "agenda", "charts", "team")

ROLES = {
    "rep": N_("rep"),
    "team_lead": N_("lead"),
    "manager": N_("manager"),
    "administrator": N_("administrator"),
    "auditor": N_("auditor"),
    "marketing": N_("marketing"),
    "intake": N_("intake"),
}


class Settings(Protocol):
    """What the app needs to know before it begins."""

    @property
    def database_url(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def start(self) -> str | None: ...


class TuicrmApp(Answering):
    """The window of one user on one database."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (21, "-high")]

    def __init__(
        self, settings: Settings, *, clock: "Clock | None" = None, lasts: bool = False, tour: "Tour | None" = None,
        entry: "Entry | None" = None, place: str | None = None,
    ) -> None:  # fmt: skip
        """Take where to go, and as whom.

        Args:
            entry, place: how somebody came in who does not sit at this machine, and from where.
            tour: what is offered to somebody who is here for the first time.
            clock: tells the time to the rules; by default the real one.
            lasts: the process lives as long as this app, so what is loaded may leave the garbage collector.
        """
        super().__init__(shell_first=True)
        self.settings = settings
        self.tour = tour
        self._clock = clock
        self._lasts = lasts
        self._parts: Any = None
        self._seat: Seat | None = None
        self._bridge: Bridge | None = None
        self._is_leaving = False
        self._sitting_down: asyncio.Future[Any] | None = None
        self.newest: dict[str, int] = {}
        self.presenting = False
        self._theme_before = ""
        self.unseen = 0
        self._entry, self._place = entry, place
        self._door: Door | None = None
        self._waking: Any = None
        self._before: dict[str, Any] | None = None
        self.opens_urls = entry is None  # a browser would open on the server

    # how it comes to life

    def on_mount(self) -> None:
        where = shown(without_secret(self.settings.database_url))
        self.say(_("Opening {where} ...").format(where=where), "dim")

    def on_ready(self) -> None:
        self.run_worker(self._open(), group="open", exit_on_error=False)

    async def _open(self) -> None:
        lane = Lane("open", 1)
        if self._lasts:
            gc.disable()  # nothing that is imported now is garbage
        try:
            if await self._come_up(lane):
                await self._load_rest(lane)
        finally:
            gc.enable()

    async def _come_up(self, lane: Lane) -> bool:
        """Sit down and show the first rows, then play the keys typed meanwhile; say whether it could be opened."""
        try:
            self._sitting_down = future = lane.put(self._sit_down)
            self.dress()
            await asyncio.wait([future])
            if self._is_leaving:
                return False
            problem = future.exception()
            if isinstance(problem, Exception):
                await self._could_not_open(problem)
                return False
            self._seat = future.result()
            if self._seat.me.role == "intake":
                await self._close_door()
                self.put_out(_("Your role takes in leads and has no screens: tuicrm lead add NAME --source website"))
                return False
            await self._begin()
            return True
        finally:
            await self.keys.open()

    async def _load_rest(self, lane: Lane) -> None:
        """Import what the first rows did not need, so that no later key waits for it."""
        await asyncio.wait([lane.put(self._parts.load_window)])
        self._wake()
        await asyncio.wait([lane.put(self._parts.load_all)])
        if self._lasts:
            gc.collect()
            gc.freeze()  # a full collection over all that was imported would cost 100 ms now and then
        await asyncio.wait([lane.put(lambda: self._parts.forget_old(self.now))])

    def _sit_down(self) -> "Seat":
        """Import what is heavy and open the database; runs in a thread."""
        from tuicrm.plain.place import place_of

        log.start()
        self._parts = parts = import_module("tuicrm.screens.loading")
        place = place_of(language.current())
        seat: Seat = parts.sit_down(
            self.settings.database_url,
            self.settings.user,
            beginning=parts.Beginning(place.currency, place.zone, place.region),
            through=self._entry.way if self._entry else "screen",
            **({"clock": self._clock} if self._clock else {}),
            **({"guard": parts.still_open(self._entry)} if self._entry else {}),
        )
        if self._entry:
            self._door = parts.door(seat, self._entry, self._place)
        if self._wants("restore"):
            self._before = seat.desk.read(parts.where_before)
        parts.pane(self._first(seat.me.role))
        return seat

    def _wants(self, what: str) -> bool:
        """Say whether a setting is on; one that whoever runs this does not know is off."""
        return bool(getattr(self.settings, what, False))

    def _first(self, role: str) -> str:
        """Say with which screen to begin: where one was, where the settings say, where the role begins."""
        before = (self._before or {}).get("screen")
        chosen = self.settings.start or (before if before in SCREEN_NAMES else None)
        return chosen or str(self._parts.start_of(role))

    async def _begin(self) -> None:
        """Show the first pane, and wait until it has asked and its questions are answered."""
        seat = self.seat
        self._bridge = bridge = self._parts.Bridge(self, seat.desk)
        bridge.start()
        self.footer.display = True
        self.set_interval(CLOCK_SECONDS, self.repaint_tabs)
        await self.area.clear()
        await self.show_pane(self._first(seat.me.role))
        asked = asyncio.get_running_loop().create_future()
        if self.area.top and self.area.top.call_later(asked.set_result, None):
            await asked
        await self._go_back()
        await bridge.quiet(QUIET_SECONDS)
        self._offer_tour()

    def _wake(self) -> None:
        """Begin to look after what nobody asked for."""
        if self._is_leaving:
            return
        self._waking = self._parts.Waking(self)
        self.set_timer(BEGINNING_SECONDS, lambda: self._parts.daily(self))
        self.set_interval(DAILY_SECONDS, lambda: self._parts.daily(self))
        self._waking.count_news()
        self._look_for_news()
        if self._door is not None:
            self._door.listen(self)  # something may have been said while it opened
        if self.tour is None and self._wants("morning"):
            self._waking.greet()
        if getattr(self.settings, "remind", "off") != "off":
            self._waking.remind()
            self.set_interval(CLOCK_SECONDS, self._waking.remind)
        if self._wants("restore"):
            self.set_interval(KEEPING_SECONDS, self._waking.keep_place)

    async def _go_back(self) -> None:
        """Open the cards, the run and the form that were open when one was here the last time."""
        for kind, record_id in (self._before or {}).get("cards", ()):
            if kind in self._parts.CARDS:
                await self.push_pane(self._card(kind, record_id))
        form = (self._before or {}).get("form")
        if form and self.pane is not None:
            self._parts.reopen(self.pane, form)

    def _offer_tour(self) -> None:
        """Ask whether to begin the tour; in the other language anew when it is chosen there."""
        if self.tour is None:
            return
        from tuicrm.widgets.tour_card import LANGUAGE, START, TourCard

        async def chosen(what: str | None) -> None:
            if what == LANGUAGE:
                await self.action_language()
                self._offer_tour()
            elif what == START:
                self.action_tour()

        self.push_screen(TourCard(self.me.name, self.me.team or "", self.tour.company), chosen)

    async def _could_not_open(self, problem: Exception) -> None:
        from tuicrm.sales import wording

        log.error("opening", problem)
        self.say(_("q leaves, F5 tries again."), "late")
        self.footer.display = False  # none of its keys does anything here
        await self.area.clear()
        await self.area.mount(Note(wording.words(problem), id="not-opened"))

    def make_pane(self, name: str) -> Widget:
        made = self._parts.pane(name)()
        made.place_before = (self._before or {}).get("panes", {}).get(name)
        return cast(Widget, made)

    def _card(self, kind: str, record_id: int) -> Widget:
        made = self._parts.card(kind)(record_id)
        made.kind_of_card = kind
        return cast(Widget, made)

    @property
    def right_of_tabs(self) -> str:
        if self._seat is None:
            return ""
        news = self.unseen + (self._waking.count if self._waking is not None else 0)
        return _("{who}   *{n} new").format(who=self._who_and_when, n=news) if news else self._who_and_when

    @property
    def _who_and_when(self) -> str:
        me = self.me
        role, time = _(ROLES.get(me.role, me.role)), f"{self.local_now:%H:%M}"
        if me.team is None:
            return _("{name}, {role}   {time}").format(name=shown(me.name), role=role, time=time)
        if me.role == "rep":
            return _("{name}, {team}   {time}").format(name=shown(me.name), team=shown(me.team), time=time)
        return _("{name}, {role} {team}   {time}").format(
            name=shown(me.name), role=role, team=shown(me.team), time=time
        )

    def _look_for_news(self) -> None:
        def put(unseen: int) -> None:
            self.unseen = unseen
            self.repaint_tabs()

        self.ask(self._parts.unseen, then=put, slot="news")

    def tell_changed(self, changed: Changed) -> None:
        """Hand a change to the panes, and to the door of somebody who came in from elsewhere."""
        if self._door is not None:
            self._door.heard(self, changed)
        if self._waking is not None and changed.touches("notice"):
            self._waking.count_news()
        super().tell_changed(changed)
        if changed.touches("inquiry") or changed.touches("customer"):
            self._look_for_news()  # a customer of mine may ask again

    def put_out(self, why: str) -> None:
        """Close the window of somebody who may not be here any more, and say why behind it."""
        if not self._is_leaving:  # who leaves has just closed their own note
            self.exit(return_code=NOT_ALLOWED, message=shown(why))

    # acts

    def action_news(self) -> None:
        if self._waking is not None:
            self._waking.show_news()

    def action_morning(self) -> None:
        if self._waking is not None:
            self._waking.say_morning()

    def action_take_in(self) -> None:
        """Take in whoever asks, from any screen."""
        if not self._bridge or self.area.top is None:
            return
        if self.pane is not None and (reason := self.pane.why_not("lead.add")):
            self.say(reason, "still")
        else:
            self.push_screen(self._parts.take_in(self.area.top))

    def action_undo(self) -> None:
        if self._bridge:
            self._parts.take_back(self)

    def action_present(self) -> None:
        """Hide from others what is not theirs to see, in high contrast; or show all again."""
        self.presenting = not self.presenting
        if self.presenting:
            self._theme_before, self.theme = self.theme, "contrast"
            self.say(_("Presentation: contacts, costs, other teams, rankings hidden. P shows them."))
        else:
            self.theme = self._theme_before or self.theme
            self.say(_("Presentation is over."))
        if self._bridge:
            self.seat.desk.presenting = self.presenting
            super().action_refresh()

    def action_refresh(self) -> None:
        if self._bridge:
            super().action_refresh()
        else:
            self.run_worker(self._open(), group="open", exit_on_error=False)

    async def action_leave(self) -> None:
        if not await self.pop_pane():
            await self.action_quit()

    def action_focus_next(self) -> None:
        """Go to the next part of what is shown, if it has parts; else to the next pane or button."""
        if len(self.screen_stack) > 1 or self.pane is None or not self.pane.next_part():
            super().action_focus_next()

    async def action_quit(self) -> None:
        if self._is_leaving or not self._has_to_finish:
            self.exit(return_code=0 if self._bridge else NO_DATABASE)
            return
        self._is_leaving = True
        if self._bridge is not None and self._bridge.is_saving:
            self.say(_("Saving the last act ... q again leaves without waiting."), "still")
        self.run_worker(self._leave(), group="open", exit_on_error=False)

    async def on_exit_app(self, message: ExitApp) -> None:
        """A browser's window was closed: leave as by `q`, so that nothing under way is lost."""
        if not self._exit and not self._is_leaving and self._has_to_finish:
            message.prevent_default()
            await self.action_quit()

    @property
    def _has_to_finish(self) -> bool:
        """Say whether something may be under way: an act, or the note of a window that is about to open."""
        if self._bridge is not None or self._door is not None:
            return True
        return self._entry is not None and self._sitting_down is not None and not self._sitting_down.done()

    async def _leave(self) -> None:
        if self._bridge is None and self._sitting_down is not None:
            await asyncio.wait([self._sitting_down], timeout=OPENING_SECONDS)
        if self._waking is not None and self._wants("restore"):
            self._waking.keep_place()
        await self._close_door()
        if self._bridge is not None:
            await self._bridge.close()
        self.exit()

    async def _close_door(self) -> None:
        if self._door is not None:
            await asyncio.wait([Lane("door", 1).put(self._door.close)], timeout=LEAVING_SECONDS)


def run(
    settings: "Said", *, tour: "Tour | None" = None, entry: "Entry | None" = None, place: str | None = None
) -> int:  # fmt: skip
    """Open the screens until the user leaves; returns the exit status."""
    symbols.use(settings.symbols)
    app = TuicrmApp(settings, lasts=True, tour=tour, entry=entry, place=place)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
