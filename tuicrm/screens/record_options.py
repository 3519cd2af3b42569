"""The records behind a figure as the lines of a box."""

from collections.abc import Callable

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.analysis import Record
from tuicrm.sales.analysis.records import Found
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option


def show_records(pane: Pane, title: str) -> Callable[[Found], None]:
    """Give what shows records in a box under the cursor; the one that is chosen opens."""

    def put(found: Found) -> None:
        if not found.records:
            pane.say(_("No record stands behind this."))
            return
        text = ""
        if len(found.records) < found.count:
            text = _("The first {shown} of {count}; all of them: tuicrm report ... --behind ... --limit all")
            text = text.format(shown=formats.count(len(found.records)), count=formats.count(found.count))
        options = [_option(pane, one) for one in found.records]
        box = Choice(title, options, text=text, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda key: pane.bridge.open(*key) if key is not None else None)

    return put


def _option(pane: Pane, one: Record) -> Option[tuple[str, int]]:
    bridge = pane.bridge
    money = "" if one.amount_minor is None else formats.short_money(one.amount_minor, bridge.home.currency)
    day = "" if one.on is None else formats.day(one.on, bridge.today)
    note = "  ".join(part for part in (day, money) if part)
    name = show(one.name)
    words = name if not one.customer or one.customer == one.name else f"{name}, {show(one.customer)}"
    why = None if one.kind else _("This purchase has neither a project nor a customer.")
    return Option((one.kind or "", one.id or 0), words, note=note, tip=show(one.owner or ""), why=why)
