"""What a run says of itself, on the screen as in the shell: how many, in right numbers."""

from typing import TYPE_CHECKING

from tuicrm.plain import formats
from tuicrm.plain.language import _, listed, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.calling.looking import Summary


def left_out(count: int) -> str:
    """Say how many customers have no phone."""
    return ngettext("{n} without a phone is left out.", "{n} without a phone are left out.", count).format(n=count)


def waiting(count: int, time: str) -> str:
    """Say how many are to be called later, and when the first of them."""
    said = ngettext("{n} waits, the next one at {time}.", "{n} wait, the next one at {time}.", count)
    return said.format(n=count, time=time)


def what_came(found: "Summary") -> str:
    """Say in a row what came of a run."""
    parts = (
        ngettext("{n} call", "{n} calls", found.calls).format(n=found.calls),
        ngettext("{n} talk", "{n} talks", found.talks).format(n=found.talks),
        ngettext("{n} next step", "{n} next steps", found.next_steps).format(n=found.next_steps),
        ngettext("{n} project", "{n} projects", found.projects).format(n=found.projects),
        formats.span(found.minutes),
    )
    return _("{sentence}.").format(sentence=listed(parts))
