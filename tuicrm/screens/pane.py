"""What every screen is: a pane in the one area of the window, and the card that opens over it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.widget import Widget

from tuicrm.plain.language import _
from tuicrm.screens import allowed
from tuicrm.widgets.bridged import Bridged
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.tones import Tone


@dataclass(frozen=True)
class Subject:
    """What an act is about: a customer, a project or one of us, and the action under the cursor if it is one."""

    name: str
    customer_id: int | None = None
    project_id: int | None = None
    action_id: int | None = None
    user_id: int | None = None


class Pane(Widget, inherit_bindings=False):
    """One screen. It is made at the first visit and kept: cursor, scroll and filter stay where they were.

    A subclass sets `place` (its name in `widgets.acts.SCREENS`) and `BINDINGS = bindings(place)`, composes its
    widgets, and has an `action_*` for each act of its place. See `tuicrm/screens/__init__.py`.
    """

    BLANK = True
    BINDINGS: ClassVar[list[BindingType]] = []
    place: ClassVar[str] = ""
    asks = True
    place_before: dict[str, Any] | None = None
    kind_of_card = ""

    @property
    def bridge(self) -> Bridged:
        """The app, typed as what screens may ask it for."""
        return cast(Bridged, self.app)

    # what a subclass fills in

    def begin(self) -> None:
        """Show for the first time, where one was the last time if that is known."""
        place, self.place_before = self.place_before, None
        if place:
            with suppress(ValueError, TypeError, KeyError):  # of another version of the program, perhaps
                self.go_back_to(place)
        self.show()

    def show(self) -> None:
        """Read everything that is shown, anew: at the first visit, by F5, after the language changed."""

    def on_changed(self, event: Changed) -> None:
        """Read anew what was changed, if it is shown. By default everything."""
        if type(self).on_changed is Pane.on_changed:  # Textual calls the handlers of all base classes, too
            self.show()

    def why(self, act_id: str) -> str | None:
        """Say in a sentence why an act cannot be done with what is under the cursor, or None if it can."""
        return None

    def why_not(self, act_id: str) -> str | None:
        """Say why an act cannot be done: by somebody of this role at all, or with what is under the cursor."""
        return self.forbids(act_id) or self.why(act_id)

    def forbids(self, act_id: str) -> str | None:
        """Say why nobody of this role ever does an act, or None."""
        return allowed.why(self.bridge.me.role, act_id)

    def likely(self) -> Sequence[str]:
        """Name the acts that come first in the `space` menu now."""
        return ()

    @property
    def subject(self) -> Subject | None:
        """What is under the cursor, for the acts that all screens have: briefing, timeline, comment."""
        return None

    def place_now(self) -> dict[str, Any]:
        """Give what brings one back here: the row, the view, the filter; plain values only."""
        return {}

    def go_back_to(self, place: dict[str, Any]) -> None:
        """Go where `place_now` was; called before the first `show`. What is not understood is left alone."""

    def next_part(self) -> bool:
        """Show the next part of this screen, for `tab`; say whether there are parts to go to."""
        return False

    def step_back(self) -> bool:
        """Go back to what this screen showed before, for `esc`; say whether there was anything."""
        return False

    @property
    def title_of_acts(self) -> str:
        """What the `space` menu is about: the name of the thing under the cursor."""
        return _("What to do")

    @property
    def sentence(self) -> str:
        """What the status line says of the thing under the cursor when one comes here."""
        return ""

    @property
    def under_cursor(self) -> Region:
        """Where the thing under the cursor stands on the screen; the `space` menu opens below it."""
        focused = self.screen.focused
        region = getattr(focused, "cursor_region", None)
        return region if isinstance(region, Region) else Region(self.region.x, self.region.y, self.region.width, 1)

    @property
    def first_focus(self) -> Widget | None:
        """The widget that has the focus when the pane is first shown: the first one that can."""
        return next((each for each in self.query("*").results(Widget) if each.focusable), None)

    async def retell(self) -> None:
        """Say everything in another language. By default all widgets are made anew, so the cursor is lost."""
        await self.recompose()
        if len(self.app.screen_stack) == 1 and (first := self.first_focus) is not None:
            first.focus()  # what had the focus is gone: keys would go nowhere
        self.show()

    # acts about what is under the cursor, on all screens

    def action_brief(self) -> None:
        """Open the briefing: everything before a meeting."""
        self._open_about("brief")

    def action_timeline(self) -> None:
        """Open plan and record in one line of time."""
        self._open_about("timeline")

    def action_trail(self) -> None:
        """Open the audit trail: who changed what, and who read it in bulk."""
        self._open_about("trail")

    def action_pairs(self) -> None:
        """Open who learns from whom."""
        self.bridge.open("pairs", 0)

    def action_settings(self) -> None:
        """Open what the team agrees on."""
        self.bridge.open("settings", 0)

    def action_list(self) -> None:
        """Open the fields that the team declares itself."""
        self.bridge.open("fields", 0)

    def action_report(self) -> None:
        """Open what channels and campaigns brought."""
        self.bridge.open("sources", 0)

    def action_dupes(self) -> None:
        """Open the customers that may be one."""
        self.bridge.open("dupes", 0)

    def action_comment(self) -> None:
        """Ask for a comment, and keep it."""
        if (about := self.subject) is None or (about.customer_id, about.project_id, about.action_id).count(None) == 3:
            self.say(_("Nothing is under the cursor."))
        else:
            self.bridge.comment_on(self, about)

    def _open_about(self, what: str) -> None:
        about = self.subject
        if about is None:
            self.say(_("Nothing is under the cursor."))
        elif about.project_id is not None:
            self.bridge.open(f"{what}_project", about.project_id)
        elif about.customer_id is not None:
            self.bridge.open(f"{what}_customer", about.customer_id)
        elif about.user_id is not None and what != "brief":
            self.bridge.open(f"{what}_user", about.user_id)
        else:
            self.say(_("A briefing is of a customer or a project."))

    # what it may ask for

    def ask(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any],
        slot: str | None = None,
        opens: object = False,
        **named: Any,
    ) -> None:
        """Read by a rule; see `Bridged.ask`."""
        # A box that this pane opened may run this, and be gone when the answer comes.
        self.bridge.ask(rule, *args, then=then, slot=slot, opens=opens, asker=self, **named)

    def act(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any] | None = None,
        said: Callable[[Any], str] | None = None,
        failed: Callable[[Exception], Any] | None = None,
        opens: object = False,
        **named: Any,
    ) -> None:
        """Write by a rule; see `Bridged.act`."""
        self.bridge.act(rule, *args, then=then, said=said, failed=failed, opens=opens, **named)

    def say(self, text: str, tone: Tone = "text") -> None:
        """Say what an act did, or why it cannot be done, in the status line."""
        self.bridge.say(text, tone)

    def about(self, text: str, *, moved: bool = True) -> None:
        """Speak of the thing under the cursor in the status line.

        Pass `event.by_user` of `Rows.Highlighted` as `moved`: what the last act did stays until the user moves on.
        """
        self.bridge.about(text, moved=moved)

    def compose(self) -> ComposeResult:
        yield from ()


class Card(Pane):
    """One record, opened over the pane that it was opened from; `esc` goes back there."""

    def __init__(self, record_id: int) -> None:
        super().__init__()
        self.record_id = record_id
