"""A list to choose one thing from: a stage, a reason, a colleague."""

from collections.abc import Sequence
from typing import Generic

from textual.geometry import Region

from tuicrm.widgets.box import Box
from tuicrm.widgets.option import K, Option


class Choice(Box[K], Generic[K]):
    """Ends with the key of the chosen option, or None. Digits choose the first nine, letters filter."""

    def __init__(
        self,
        title: str,
        options: Sequence[Option[K]],
        *,
        text: str = "",
        anchor: Region | None = None,
        current: K | None = None,
    ) -> None:
        super().__init__(title, options, text=text, anchor=anchor, filtered=True)
        self.pane.move(next((nth for nth, each in enumerate(options) if each.key == current), 0))
