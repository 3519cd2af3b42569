"""`tuicrm` without a noun: the screens. They need no parser, which would take 40 ms before the first frame."""

import os
import sys
from typing import TYPE_CHECKING

from tuicrm.cli.given import Given
from tuicrm.plain import language

if TYPE_CHECKING:
    from tuicrm.plain.settings import Settings
    from tuicrm.sales.access import Entry


def settings(given: Given) -> "Settings":
    """Give what this run goes by; from now on it speaks the language that they say."""
    from tuicrm.plain.settings import load

    flags = {"database_url": given.database, "user": given.user, "config": given.config, "lang": given.language}
    loaded = load(flags, os.environ)
    language.use(loaded.lang)
    return loaded


def can_open() -> bool:
    """Tell whether this is a terminal that can move its cursor."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def open_screens(said: "Settings", *, entry: "Entry | None" = None, place: str | None = None) -> int:
    """Open the screens until the user leaves; give the exit status.

    Args:
        entry, place: how somebody came in who does not sit at this machine, and from where.
    """
    import gc

    gc.disable()  # nothing that is imported now is garbage; the app looks for some again once it is open
    from tuicrm.app import run

    return run(said, entry=entry, place=place)
