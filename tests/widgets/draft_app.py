"""The app that the tests of drafts run in a pty: one dialog with a draft in the folder that is named."""

import sys
from pathlib import Path

from textual import events
from textual.app import ComposeResult

from tuicrm.plain.drafts import DraftKey, Drafts
from tuicrm.widgets.draft_keeper import DraftKeeper
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.terminal import TameApp
from tuicrm.widgets.text import Note
from tuicrm.widgets.typed_keys import TypedKeys

KEY = DraftKey("sqlite:crm.db", "li", "customer.edit", "17")
FIELDS = (Field("name", "客户名称"), Field("remark", "Remark", "note"))


class DraftApp(TameApp[None]):
    """Opens the dialog and ends when it is left."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.keeper = DraftKeeper(Drafts(folder), KEY)
        self._keys = TypedKeys(self, super().on_event)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def on_ready(self) -> None:
        await self._keys.open()

    def compose(self) -> ComposeResult:
        yield Note("below")

    def on_mount(self) -> None:
        self.push_screen(FormScreen("Customer", FIELDS, draft=self.keeper), lambda _values: self.exit())


if __name__ == "__main__":
    DraftApp(Path(sys.argv[1])).run()
