"""Leaving what one is typing in: it is kept as a draft, and only `esc` twice throws a restored one away."""

from collections.abc import Callable, Mapping
from datetime import datetime

from textual.timer import Timer
from textual.widget import Widget

from tuicrm.plain.drafts import Draft
from tuicrm.plain.formats import clock, near_time
from tuicrm.plain.language import _
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.tones import Tone

LINGER_SECONDS = 0.8
"""How long a form that is left with a restored draft waits for the second `esc`."""


class Leaving:
    """How one form is left. Without a keeper it is simply left.

    `say` shows a sentence in the form; `left` is called at the end: is what was typed kept?
    """

    def __init__(
        self,
        widget: Widget,
        keeper: DraftKeeper | None,
        *,
        say: Callable[[str, Tone], None],
        left: Callable[[bool], None],
    ) -> None:
        self.keeper = keeper
        self._widget = widget
        self._say = say
        self._left = left
        self._restored = False
        self._timer: Timer | None = None

    def restore(self) -> Mapping[str, str]:
        """Return what was typed the last time, by key, and say so; empty when nothing was kept."""
        draft = self.keeper.restore() if self.keeper is not None else None
        if draft is None:
            return {}
        self._restored = True
        self._say(restored(draft, _now(self._widget)), "still")
        return draft.fields

    def typed(self, fields: Mapping[str, str]) -> None:
        """Take the texts as they stand now."""
        if self.keeper is not None:
            self.keeper.typed(self._widget, fields)

    def write(self) -> None:
        """Write now what is not yet written: the window closes."""
        if self.keeper is not None:
            self.keeper.write()

    def leave(self, *, changed: bool) -> None:
        """Leave, or leave for good when this is the second `esc`."""
        if self.keeper is None or not changed or self._timer is not None:
            self.discard()
            self._left(False)
            return
        self.keeper.write()
        if not self._restored:
            self._left(True)
            return
        self._say(_("Kept as a draft. esc again throws it away, any other key stays."), "still")
        self._timer = self._widget.set_timer(LINGER_SECONDS, lambda: self._left(True))

    def stay(self) -> None:
        """Stay after all: another key came after the first `esc`."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._say("", "dim")

    def discard(self) -> None:
        """Forget the draft: it was sent, or thrown away."""
        self.stay()
        self._restored = False
        if self.keeper is not None:
            self.keeper.discard()


def restored(draft: Draft, now: datetime) -> str:
    """Say that what was typed is back, and when that was by the clock in the first line of the window."""
    saved = draft.saved_at.astimezone(now.tzinfo)
    when = clock(saved) if saved.date() == now.date() else near_time(saved, None, now.date())
    return _("Draft of {when} restored; esc twice throws it away.").format(when=when)


def _now(widget: Widget) -> datetime:
    """Give this moment in the team's time zone, or, where no team is known yet, in that of the machine."""
    now: datetime | None = getattr(widget.app, "local_now", None)
    return now or datetime.now().astimezone()
