"""The window as panes know it: who sits here, the database by rules, cards, news (`widgets/bridged.py`)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from textual.message_pump import MessagePump
from textual.widget import Widget

from tuicrm.plain.clean import show as shown
from tuicrm.widgets.window import Window


class Answering(Window):
    """Answers what panes ask for; what is on the other side the app brings in once its shell is painted."""

    settings: Any
    presenting: bool
    _seat: Any
    _bridge: Any
    _parts: Any

    def _card(self, kind: str, record_id: int) -> Widget:
        """Make the card of a record."""
        raise NotImplementedError

    @property
    def seat(self) -> Any:
        """Where one sits, once the database is open."""
        assert self._seat is not None
        return self._seat

    @property
    def bridge(self) -> Any:
        """The way to the database, once it is open."""
        assert self._bridge is not None
        return self._bridge

    @property
    def me(self) -> Any:
        """Who sits here."""
        return self.seat.me

    @property
    def home(self) -> Any:
        """What the whole database agrees on."""
        return self.seat.me.home

    @property
    def now(self) -> datetime:
        """This moment, aware UTC."""
        return cast(datetime, self.seat.desk.clock())

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
        return without_secret(self.settings.database_url)

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
        """Read by a rule; see `widgets.bridged`."""
        if self.presenting:
            then = self._parts.presenting(then)
        self.bridge.ask(rule, *args, then=then, slot=slot, opens=opens, asker=asker, **named)

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
        """Write by a rule; see `widgets.bridged`."""
        self.bridge.act(rule, *args, then=then, said=said, failed=failed, opens=opens, **named)

    def open(self, card: str, record_id: int) -> None:
        """Open the card of a record over what is shown."""
        self.run_worker(self.push_pane(self._card(card, record_id)), group="open", exit_on_error=False)

    def comment_on(self, pane: Any, about: Any) -> None:
        """Ask for a comment on what a pane is about."""
        self._parts.comment(pane, about)

    def go_back(self) -> None:
        """Leave the card that is shown."""
        self.run_worker(self.pop_pane(), group="open", exit_on_error=False)

    def show(self, name: str) -> None:
        """Switch to one of the five screens."""
        self.run_worker(self.show_pane(name), group="open", exit_on_error=False)

    def notify_desktop(self, words: str) -> None:
        """Tell the desktop, where the terminal hands that on."""
        code = {"osc9": f"\x1b]9;{shown(words)}\x07", "osc777": f"\x1b]777;notify;tuicrm;{shown(words)}\x07"}
        said = code.get(getattr(self.settings, "desktop", ""), "")
        if said and self._driver is not None:
            self._driver.write(said)
            self._driver.flush()


def without_secret(url: str) -> str:
    """Return a URL without its password; a path as it is."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:***{at}{tail}" if at and ":" in head.partition("://")[2] else url
