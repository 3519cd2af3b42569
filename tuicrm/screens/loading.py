"""Everything that is imported after the first frame: the store, the rules, the screens."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from tuicrm.sales import here, inquiries, undo
from tuicrm.sales.access import Entry, still_open
from tuicrm.sales.opening import Beginning, Seat, sit_down
from tuicrm.screens import CARDS, PANES, START_OF_ROLE
from tuicrm.screens.bridge import Bridge
from tuicrm.screens.commenting import comment
from tuicrm.screens.daily import recycle_daily
from tuicrm.screens.drafts import forget_old
from tuicrm.screens.pane import Card, Pane
from tuicrm.screens.presenting import presenting
from tuicrm.screens.waking import Waking

if TYPE_CHECKING:
    from tuicrm.screens.door import Door

__all__ = [
    "CARDS",
    "Beginning",
    "Bridge",
    "Card",
    "Pane",
    "Seat",
    "Waking",
    "card",
    "comment",
    "door",
    "forget_old",
    "here",
    "inquiries",
    "load_all",
    "pane",
    "presenting",
    "recycle_daily",
    "reopen",
    "sit_down",
    "start_of",
    "still_open",
    "take_in",
    "undo",
]  # fmt: skip


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
