"""What a figure proposes, as acts: each opens the form or page where it is done, or the records it speaks of."""

from collections.abc import Callable

from tuicrm.plain.language import _
from tuicrm.screens.figures import Drawn
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option


def propose(pane: Pane, drawn: Drawn | None, open_records: Callable[[int], None]) -> None:
    """Choose what to do about a figure, and open where it is done.

    Args:
        open_records: shows the records behind a place of the picture.
    """
    if drawn is None or not drawn.advice:
        pane.say(_("This figure proposes nothing; enter on a bar shows its records."))
        return

    def do(number: int | None) -> None:
        if number is None:
            return
        words = drawn.advice[number]
        place = getattr(words, "place", None)
        if place is not None:
            pane.bridge.open(*place)
        elif (bar := spoken_of(drawn, words)) is not None:
            open_records(bar)
        else:
            pane.say(words)

    options = [Option(number, words) for number, words in enumerate(drawn.advice)]
    pane.app.push_screen(Choice(_("Do"), options, anchor=pane.under_cursor), do)


def spoken_of(drawn: Drawn, words: str) -> int | None:
    """Give the bar that the words name, else the first one with records; None where there is none."""
    with_records = [place for place, key in enumerate(drawn.keys) if key]
    labels = {place: drawn.chart.label(place) for place in with_records if place < drawn.chart.length}
    named = [place for place, label in labels.items() if label and label in words]
    return max(named, key=lambda place: len(labels[place]), default=next(iter(with_records), None))
