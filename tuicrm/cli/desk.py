"""From the command line to a desk: settings, database, and who sits there. Each is made once, when asked for."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import typer

from tuicrm.cli import output, screens
from tuicrm.cli.given import Given
from tuicrm.plain import log
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.plain.settings import Settings
    from tuicrm.sales.opening import Beginning, Seat
    from tuicrm.store.database import Desk

EXPORTS = frozenset({"customer", "pool", "project", "agenda", "lead", "inquiry", "timeline", "audit", "user", "board"})
"""Nouns whose lists hold people's data."""
SETTINGS, SEAT = "tuicrm.settings", "tuicrm.seat"


def settings(ctx: typer.Context) -> "Settings":
    """Give what this run goes by; from now on it speaks the language that they say."""
    if SETTINGS not in ctx.meta:
        ctx.meta[SETTINGS] = loaded = screens.settings(cast(Given, ctx.obj))
        output.prefer(loaded.color)
    return cast("Settings", ctx.meta[SETTINGS])


def seat(ctx: typer.Context) -> "Seat":
    """Open the database and sit down as the user; it is closed when the command ends.

    Raises:
        NotAllowed: the login is not known there.
        DatabaseProblem: it cannot be used as it is.
    """
    if SEAT not in ctx.meta:
        said = settings(ctx)
        log.start()  # what the connection pool has to say is no talk for people
        from tuicrm.sales.opening import sit_down

        seated = sit_down(said.database_url, said.user, beginning=beginning(said), **_door(ctx))
        ctx.find_root().call_on_close(seated.database.close)
        ctx.find_root().call_on_close(lambda: _note_export(ctx, seated.desk))  # runs before the one above
        if seated.is_new:
            made = _("A new database was made: {where}. You ({login}) are its administrator.")
            output.talk(made.format(where=seated.database.where, login=seated.me.login))
        ctx.meta[SEAT] = seated
    return cast("Seat", ctx.meta[SEAT])


def _note_export(ctx: typer.Context, at: "Desk") -> None:
    """Note that many records of people were printed for a program; a database that is away keeps no note."""
    from tuicrm.sales.auditing import note
    from tuicrm.sales.auditing.reads import BULK
    from tuicrm.store.errors import DatabaseProblem, Refused

    noun = ctx.command_path.split(" ")[1:2]
    count = max(output.taken_out, default=0)
    output.taken_out.clear()
    if count >= BULK and noun and noun[0] in EXPORTS:
        with suppress(DatabaseProblem, Refused):
            at.write(note, noun[0], count, detail=ctx.command_path)


def is_remote(ctx: typer.Context) -> bool:
    """Say whether this command came from elsewhere: then no file of this machine is read or written for it."""
    return cast(Given, ctx.find_root().obj).entry is not None


def _door(ctx: typer.Context) -> dict[str, Any]:
    """Through which door a command came, and what is asked there in each transaction."""
    entry = cast(Given, ctx.find_root().obj).entry
    if entry is None:
        return {}
    from tuicrm.sales.access import still_open

    return {"through": entry.way, "guard": still_open(entry)}


def beginning(said: "Settings") -> "Beginning":
    """Give what a new database begins with where its first user is."""
    from tuicrm.plain.place import place_of
    from tuicrm.sales.opening import Beginning

    place = place_of(said.lang)
    return Beginning(place.currency, place.zone, place.region)


def desk(ctx: typer.Context) -> "Desk":
    """Give the desk through which a command reads and writes by rules."""
    return seat(ctx).desk
