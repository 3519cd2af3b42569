"""The app as screens know it: what they may ask it for. The app and its bridge fulfil it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol

from textual.message_pump import MessagePump

from tuicrm.widgets.tones import Tone


class Person(Protocol):
    """Who sits at this window."""

    @property
    def id(self) -> int: ...
    @property
    def login(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def team(self) -> str | None: ...
    @property
    def sight(self) -> str: ...


class Place(Protocol):
    """What the whole database agrees on."""

    @property
    def currency(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def region(self) -> str: ...


class Bridged(Protocol):
    """The one way from a screen to the rules, and to the lines that all screens share."""

    @property
    def me(self) -> Person: ...
    @property
    def home(self) -> Place: ...
    @property
    def now(self) -> datetime: ...
    @property
    def local_now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def where(self) -> str: ...

    presenting: bool
    """Others see this screen: contacts, costs, other teams and rankings of people are hidden."""

    newest: dict[str, int]
    """The record that was made last in this window, by kind; a list that shows it next puts the cursor there."""

    def ask(
        self,
        rule: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any],
        slot: str | None = None,
        opens: object = False,
        asker: MessagePump | None = None,
        **named: Any,
    ) -> None:
        """Read by a rule; `then` gets the answer. A newer question of the same slot drops this one's answer.

        Slots are the `asker`'s own: the pane or screen that runs this, if it is not said.

        With `opens` the answer opens a box or a form: keys typed meanwhile wait a moment for it.
        `hears` is told in words, a few times a second, how far a long computation is (`plain.progress`).
        """

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
        """Write by a rule, after all writes before it. `said` words the result for the status line.

        `failed` is called after the error was worded. `opens`: what comes of it may open a box, as in `ask`.
        """

    def say(self, text: str, tone: Tone = "text", *, undo: bool = False) -> None:
        """Say what an act did, or why it was refused, in the status line; `undo` offers `u` beside it."""

    def about(self, text: str, *, moved: bool = True) -> None:
        """Speak of the thing under the cursor; unless the user `moved` there, the last act's words stay."""

    def open(self, card: str, record_id: int) -> None:
        """Open the card of a record over what is shown: "customer", "project"."""

    def comment_on(self, pane: Any, about: Any) -> None:
        """Ask for a comment on what a pane is about."""

    def go_back(self) -> None:
        """Leave the card that is shown."""

    def show(self, name: str) -> None:
        """Switch to one of the five screens."""
