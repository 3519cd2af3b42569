"""The window: tabs, one area of panes, status, footer. It switches panes and opens boxes; it knows no rule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.widget import Widget

from tuicrm.plain import language
from tuicrm.plain.language import _
from tuicrm.widgets.area import Area
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.footer import Footer
from tuicrm.widgets.keymap import NARROW, bindings, menu
from tuicrm.widgets.line import Line
from tuicrm.widgets.perform import perform
from tuicrm.widgets.status import Status
from tuicrm.widgets.tabs import Tabs
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.text import Note
from tuicrm.widgets.tones import Tone
from tuicrm.widgets.typed_keys import TypedKeys

if TYPE_CHECKING:
    from tuicrm.widgets.box import Box
    from tuicrm.widgets.rows import Rows
    from tuicrm.widgets.tour import Tour


class Shown(Protocol):
    """A pane, as far as the window knows it."""

    place: ClassVar[str]

    @property
    def title_of_acts(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def under_cursor(self) -> Region: ...
    def show(self) -> None: ...
    async def retell(self) -> None: ...
    def why_not(self, act_id: str) -> str | None: ...
    def forbids(self, act_id: str) -> str | None: ...
    def likely(self) -> Sequence[str]: ...
    def next_part(self) -> bool: ...


class Window(TameApp[None]):
    """Keys go in one after another; the panes of five screens are made at their first visit and kept."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]

    def __init__(self, *, shell_first: bool = False) -> None:
        super().__init__(shell_first=shell_first)
        self.tour: Tour | None = None
        self.tabs = Tabs(id="tabs")
        self.area = Area(id="area")
        self.tour_line = Note(id="tour")
        self.status = Status(id="status")
        self.footer = Footer("agenda", id="footer")
        self.keys = TypedKeys(self, super().on_event)
        self._missed: dict[Widget, Changed] = {}
        self._untold: set[Widget] = set()

    def compose(self) -> ComposeResult:
        yield self.tabs
        yield self.area
        yield self.tour_line
        yield self.status
        yield self.footer

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)

    # what the app fills in

    def make_pane(self, name: str) -> Widget:
        """Make the first pane of a screen."""
        raise NotImplementedError

    @property
    def right_of_tabs(self) -> str:
        """What stands at the right of the first line: who I am, the time, news."""
        return ""

    # what panes ask for

    @property
    def pane(self) -> Shown | None:
        """The pane that is shown."""
        return cast("Shown | None", self.area.top)

    def say(self, text: str, tone: Tone = "text", *, undo: bool = False) -> None:
        """Say what an act did, or why it was refused."""
        self.status.say(text, tone, undo=undo)

    def about(self, text: str, *, moved: bool = True) -> None:
        """Speak of the thing under the cursor; unless the user `moved` there, the last act's words stay."""
        self.status.about(text, moved=moved)

    def tell_changed(self, changed: Changed) -> None:
        """Hand a change to the pane that is shown, and keep it for the others until they are."""
        for pane in self.area.panes:
            if pane is self.area.top:
                pane.post_message(changed)
            else:
                known = self._missed.get(pane)
                self._missed[pane] = known.plus(changed) if known else changed

    async def show_pane(self, name: str) -> None:
        """Switch to one of the five screens; at the first visit its pane is made, and reads."""
        made = await self.area.switch(name, lambda: self.make_pane(name))
        await self._arrived(is_new=made)

    async def push_pane(self, card: Widget) -> None:
        """Show a card over the pane that is shown."""
        await self.area.push(card)
        await self._arrived(is_new=True)

    async def pop_pane(self) -> bool:
        """Leave the card that is shown. Says whether there was one."""
        gone = self.area.top
        if gone is None or not await self.area.pop():
            return False
        self._missed.pop(gone, None)
        self._untold.discard(gone)
        await self._arrived(is_new=False)
        return True

    def did(self, what: str) -> None:
        """Tell the tour what succeeded or was opened."""
        if self.tour is not None and self.tour.did(what):
            self.tell_tour()

    def tell_tour(self) -> None:
        """Say the tour's next step in its own line, or nothing when there is no tour."""
        line = self.tour.line(narrow=self.size.width < NARROW) if self.tour is not None else ""
        self.tour_line.say(line)
        self.tour_line.display = bool(line)

    def repaint_tabs(self) -> None:
        """Draw the first line anew, if it says something else now."""
        self.tabs.show(self.area.name_shown, self.right_of_tabs)

    async def _arrived(self, *, is_new: bool) -> None:
        top, pane = self.area.top, self.pane
        if top is None or pane is None:
            return
        self.repaint_tabs()
        self.tabs.display = not getattr(pane, "has_own_head", False)
        self.footer.show(pane.place, pane.forbids)
        self.did(f"screen.{pane.place}")
        self.about("" if is_new else pane.sentence)
        missed = self._missed.pop(top, None)
        if is_new:
            top.call_later(getattr(pane, "begin", pane.show))
            return
        if top in self._untold:
            self._untold.discard(top)
            await pane.retell()
        elif missed is not None:
            top.post_message(missed)

    # acts

    async def on_line_act_pressed(self, event: Line.ActPressed) -> None:
        await perform(self, event.act)

    async def action_show(self, name: str) -> None:
        if self.area.depth and name != self.area.name_shown:
            await self.show_pane(name)

    async def action_back(self) -> None:
        """Go one step back: within the pane that is shown if it went on by itself, else out of it."""
        step_back = getattr(self.pane, "step_back", None)
        if step_back is None or not step_back():
            await self.pop_pane()

    def action_acts(self) -> None:
        if (pane := self.pane) is None:
            return
        from tuicrm.widgets.menu import ActMenu

        offers = menu(pane.place, pane.why_not, likely=pane.likely())
        self._choose(ActMenu(pane.title_of_acts, offers, anchor=pane.under_cursor, cells=self.size.width))

    def action_palette(self) -> None:
        if (pane := self.pane) is None:
            return
        from tuicrm.widgets.palette import Palette

        self._choose(Palette(pane.place, pane.why_not, cells=self.size.width))

    def action_keys(self) -> None:
        from tuicrm.widgets.help import Help

        self._choose(Help(self.pane.place if self.pane else "agenda", cells=self.size.width))

    def action_tour(self) -> None:
        if self.tour is None:
            self.say(_("The tour goes through a made-up company: tuicrm demo."))
            return
        self.tour.is_on = not self.tour.is_on
        self.tell_tour()
        self.say("" if self.tour.is_on else _("You left the tour. T goes on with it."))

    def on_rows_opened(self, event: "Rows.Opened") -> None:
        above = (getattr(node, "place", "") for node in event.rows.ancestors)
        self.did(f"{next(filter(None, above), '')}.{event.key}")

    def on_resize(self) -> None:
        self.tell_tour()

    def action_refresh(self) -> None:
        if self.pane:
            self.pane.show()

    async def action_language(self) -> None:
        language.use("en" if language.current() == "zh" else "zh")
        self.about("")
        self.footer.refresh()
        self.tabs.refresh()
        self.repaint_tabs()
        self.tell_tour()
        if self.pane:
            self._untold = {pane for pane in self.area.panes if pane is not self.area.top}
            await self.pane.retell()

    def _choose(self, box: "Box[str]") -> None:
        async def do(act_id: str | None) -> None:
            if act_id is not None:
                await perform(self, act_id)

        self.push_screen(box, do)
