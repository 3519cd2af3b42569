"""One connection over SSH: the key says who it is; a command runs with that person's rights, or the screens open."""

import os
from typing import TYPE_CHECKING

from tuicrm.cli import errors, output, screens
from tuicrm.cli.errors import MISUSED, NOT_ALLOWED
from tuicrm.cli.given import Given
from tuicrm.cli.remote import environment
from tuicrm.cli.remote.words import NotReadable, mended, split
from tuicrm.plain import language
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.access import Entry


def enter(config: str | None, key_id: int) -> int:
    """Let the holder of a key in; give the exit status."""
    asked = environment.enter()
    language.use(language.from_environment(os.environ))
    return errors.guarded(lambda: _enter(config, key_id, asked))


def _enter(config: str | None, key_id: int, asked: str | None) -> int:
    from tuicrm.sales.access import Entry, by_key_id

    given = Given(config=config)
    said = screens.settings(given)
    known = program_reads(said.database_url, lambda session: by_key_id(session, key_id))
    if known is None:
        output.talk(_("tuicrm: this key opens nothing any more. Ask an administrator."))
        return NOT_ALLOWED
    entry = Entry("ssh", known.login, key_id=known.id)
    given = Given(config=config, user=known.login, language=known.language, entry=entry)
    language.use(known.language or language.current())
    if asked is None or not asked.strip():
        return _screens(given, entry)
    return command(given, asked)


def command(given: Given, asked: str) -> int:
    """Run what was typed behind the host's name."""
    try:
        words = split(asked)
    except NotReadable:
        output.talk(_("tuicrm: a quotation mark is not closed. Close it, or leave it out."))
        return MISUSED
    if words[:1] == ["mosh-server"]:
        output.talk(
            _("tuicrm: mosh needs a shell on this side, and a key gives none. Use ssh: after a lost line you are back"
              " where you were.")
        )  # fmt: skip
        return MISUSED
    from tuicrm.cli.remote.nouns import TEXTS
    from tuicrm.cli.remote.program import program

    if words[:1] == ["help"]:  # `ssh HOST --help` is an option of ssh itself
        words = [*words[1:], "--help"]
    words = mended(words, TEXTS)
    return errors.guarded(
        lambda: program().main(words, prog_name="tuicrm", standalone_mode=False, obj=given), debug=False
    )


def program_reads(url: str, function):  # type: ignore[no-untyped-def]
    """Read as the program itself, which must neither make nor change a database here."""
    from tuicrm.store import migrate
    from tuicrm.store.database import Database, clock

    database: Database = Database(url)
    try:
        migrate.hold_current(database)
        return database.read_as(function, clock())
    finally:
        database.close()


def _screens(given: Given, entry: "Entry") -> int:
    if not screens.can_open():
        output.talk(
            _("tuicrm: the screens need a terminal: ssh -t HOST. Commands need none:"
              " ssh HOST agenda list, or ssh HOST help.")
        )  # fmt: skip
        return MISUSED
    return screens.open_screens(screens.settings(given), entry=entry, place=environment.place())
