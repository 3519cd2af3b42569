"""The screen that all panes stand on, and how little of it is asked for its lines when little has changed."""

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


class SparingCompositor(Compositor):
    """Asks only the widgets that stand where something is to be painted.

    Textual 8.2 takes one region around all that changed and asks each widget whose clip touches it, that is nearly
    all: half of the time of a key that moves a cursor.
    """

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[Region] = []

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        shown = super().visible_widgets
        if not self._painted:
            return shown
        return {
            widget: place
            for widget, place in shown.items()
            if any(place[0].overlaps(painted) for painted in self._painted)
        }

    def render_partial_update(self) -> ChopsUpdate | None:
        _ = self.cuts  # where one widget ends and the next begins is asked of all of them, and kept
        self._painted = [*self._dirty_regions]
        try:
            return super().render_partial_update()
        finally:
            self._painted = []


class Ground(Screen[None]):
    """The one screen under all boxes and forms."""

    def __init__(self) -> None:
        super().__init__(id="_default")
        self._compositor = SparingCompositor()
