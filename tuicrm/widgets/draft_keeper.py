"""Keeps what is typed into one form on the disk, while it is typed."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from textual.timer import Timer
from textual.widget import Widget

from tuicrm.plain.drafts import Draft, DraftKey, Drafts

QUIET_SECONDS = 0.3
"""A draft is written this long after the last key,"""

LONGEST_SECONDS = 1.0
"""and at the latest this long after the first one that is not yet written: some type without a pause."""


class DraftKeeper:
    """The draft of one form of one user about one record.

    A draft that cannot be written (a full disk) never disturbs the typing; `problem` says so.
    """

    def __init__(
        self, drafts: Drafts, key: DraftKey, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.drafts = drafts
        self.key = key
        self.problem: OSError | None = None
        self._clock = clock
        self._unwritten: dict[str, str] | None = None
        self._quiet: Timer | None = None
        self._longest: Timer | None = None

    def restore(self) -> Draft | None:
        """Return what was being typed when the form was last left or lost."""
        return self.drafts.read(self.key)

    def typed(self, widget: Widget, fields: Mapping[str, str]) -> None:
        """Take the texts as they stand now; they are written soon, by a timer of the widget."""
        self._unwritten = dict(fields)
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = widget.set_timer(QUIET_SECONDS, self.write)
        if self._longest is None:
            self._longest = widget.set_timer(LONGEST_SECONDS, self.write)

    def write(self) -> None:
        """Write now what is not yet written."""
        fields = self._forget_timers()
        if fields is None:
            return
        try:
            self.drafts.save(self.key, fields, now=self._clock())
            self.problem = None
        except OSError as error:
            self.problem = error

    def discard(self) -> None:
        """Forget the draft: it was sent, or thrown away."""
        self._forget_timers()
        try:
            self.drafts.discard(self.key)
        except OSError as error:
            self.problem = error

    def _forget_timers(self) -> dict[str, str] | None:
        for timer in (self._quiet, self._longest):
            if timer is not None:
                timer.stop()
        self._quiet = self._longest = None
        fields, self._unwritten = self._unwritten, None
        return fields
