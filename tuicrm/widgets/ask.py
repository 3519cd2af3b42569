"""A question where there is no undo: the answer is no unless `y` is pressed."""

from textual import events
from textual.geometry import Region

from tuicrm.plain.language import _
from tuicrm.widgets.box import Box
from tuicrm.widgets.option import Option


class Ask(Box[bool]):
    """Ends with True for yes; False or None for no.

    Keys that were typed before the question could be seen are no answer to it.
    """

    def __init__(self, question: str, *, yes: str = "", no: str = "", anchor: Region | None = None) -> None:
        options = [Option(False, no or _("no"), lead="n"), Option(True, yes or _("yes"), lead="y")]
        letters = {"n": False, "y": True}
        super().__init__(_("Sure?"), options, text=question, anchor=anchor, numbered=False, letters=letters)
        self._was_seen = False

    def on_mount(self) -> None:
        self.call_after_refresh(self._seen)

    async def on_key(self, event: events.Key) -> None:
        if self._was_seen:
            await super().on_key(event)
        event.stop().prevent_default()

    def _seen(self) -> None:
        self._was_seen = True
