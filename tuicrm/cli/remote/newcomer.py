"""The first login of somebody whose key nobody knows yet: they type the word that an administrator gave them."""

import os
import sys

from tuicrm.cli import errors, output, screens
from tuicrm.cli.errors import NOT_ALLOWED
from tuicrm.cli.given import Given
from tuicrm.cli.remote import environment
from tuicrm.plain import language
from tuicrm.plain.language import _

TRIES = 3
LONGEST = 200


def join(config: str | None, key_text: str) -> int:
    """Ask for the one-time word, three times at the most, and keep the key; give the exit status.

    The word may be typed, piped in, or stand behind the host's name: `ssh crm WORD`.
    """
    asked = environment.enter()
    language.use(language.from_environment(os.environ))
    return errors.guarded(lambda: _join(config, key_text, (asked or "").strip()))


def _join(config: str | None, key_text: str, given: str) -> int:
    from tuicrm.sales import access, wording
    from tuicrm.store.database import Database, clock
    from tuicrm.store.errors import Refused

    database = Database(screens.settings(Given(config=config)).database_url)
    try:
        for left in range(TRIES, 0, -1):
            word = given or _typed()
            if not word:
                output.talk(_("tuicrm: no word came. Type it: ssh -t HOST, or put it behind the host: ssh HOST WORD."))
                break
            try:
                now = clock()
                joined = database.write_as(lambda s, w=word, n=now: access.join(s, w, key_text, now=n), now, "ssh")  # type: ignore[misc]
            except Refused as refused:
                output.talk(f"tuicrm: {wording.words(refused)}")
                if given or left == 1 or not sys.stdin.isatty():
                    break
                continue
            output.talk(
                _("Welcome, {name}. This key is yours from now on: connect again, and you are in.").format(
                    name=joined.name
                )
            )
            return 0
    finally:
        database.close()
    return NOT_ALLOWED


def _typed() -> str:
    if sys.stdin.isatty():
        output.talk(_("This key is not known here yet. Type the word that your administrator gave you:"))
    return sys.stdin.readline(LONGEST).strip()
