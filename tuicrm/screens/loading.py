"""What is imported after the first frame: the store, the first screen and its rules; the rest after the first rows.

What a window needs only once it stands (`_LATER`) is given by its name all the same, and imported when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from tuicrm.sales.access.entry import Entry, still_open
from tuicrm.sales.opening import Beginning, Seat, sit_down
from tuicrm.screens import CARDS, PANES, START_OF_ROLE
from tuicrm.screens.bridge import Bridge
from tuicrm.screens.pane import Card, Pane

if TYPE_CHECKING:
    from tuicrm.screens.door import Door

_LATER = {
    "Waking": "tuicrm.screens.waking:Waking",
    "comment": "tuicrm.screens.commenting:comment",
    "daily": "tuicrm.screens.daily:daily",
    "forget_old": "tuicrm.screens.drafts:forget_old",
    "presenting": "tuicrm.screens.presenting:presenting",
    "take_back": "tuicrm.screens.taking_back:take_back",
    "unseen": "tuicrm.sales.inquiries:unseen",
    "where_before": "tuicrm.sales.here:place",
}

__all__ = [
    "CARDS", "Beginning", "Bridge", "Card", "Pane", "Seat", "card", "door", "load_all", "load_window", "pane", "reopen",
    "sit_down", "start_of", "still_open", "take_in",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return _found(_LATER[name])
    raise AttributeError(name)


def load_window() -> None:
    """Import what a window needs once its first rows are there."""
    for where in _LATER.values():
        _found(where)


def pane(name: str) -> type[Pane]:
    """Import a screen and give its pane."""
    return cast(type[Pane], _found(PANES[name]))


def card(kind: str) -> type[Card]:
    """Import the card of a kind of record."""
    return cast(type[Card], _found(CARDS[kind]))


def door(seat: Seat, entry: Entry, place: str | None) -> "Door":
    """Note the window of somebody who came in from elsewhere."""
    from tuicrm.screens.door import Door

    return Door(seat, entry, place)


def take_in(pane: Pane) -> Any:
    """Import the box that takes somebody in, and give one for the pane that is shown."""
    return _found("tuicrm.screens.take_in:TakeIn")(pane)


def start_of(role: str) -> str:
    """Say which screen a role begins with."""
    return START_OF_ROLE.get(role, "agenda")


def load_all() -> None:
    """Import all screens, so that no later key has to wait for one."""
    for where in (*PANES.values(), *CARDS.values()):
        _found(where)


def _found(where: str) -> Any:
    module, name = where.split(":")
    return getattr(import_module(module), name)


def reopen(pane: Pane, form: dict[str, Any]) -> None:
    """Open the form that was open when one was here the last time, with what was typed into it."""
    from tuicrm.screens.planning import record

    record(
        pane, int(form["action"]), str(form["kind"]), str(form["name"]), customer_id=form.get("customer_id"),
        project_id=form.get("project_id"), text=str(form.get("text") or ""),
    )  # fmt: skip
