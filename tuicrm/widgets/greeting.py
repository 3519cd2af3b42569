"""A box that opens by itself: what was typed before it could be seen is not for it."""

from time import monotonic

from textual import events

from tuicrm.widgets.choice import Choice


class Greeting(Choice[str]):
    """Goes away for a key that was typed before it was painted, and hands that key on to what lies below."""

    _seen_at: float | None = None

    def on_mount(self) -> None:
        self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        self._seen_at = monotonic()

    async def on_key(self, event: events.Key) -> None:
        if self._seen_at is not None and event.time >= self._seen_at:
            await super().on_key(event)
            return
        event.stop().prevent_default()
        self.dismiss(None)
        self.app.call_later(self.app.post_message, events.Key(event.key, event.character))
