"""What an engine says is wrong with a database for as long as nobody mends it: told apart by number."""

import re

from sqlalchemy.exc import DBAPIError

from tuicrm.store.engines import is_lost, said_by
from tuicrm.store.errors import DatabaseProblem, Unreachable, Unusable

_BY_CODE: dict[str | int, str] = {
    "53100": "full", 1021: "full", 1114: "full", "SQLITE_FULL": "full",
    "SQLITE_IOERR_SHMSIZE": "full",  # the first to find no room: the file beside the database that processes share
    "25006": "readonly", 1290: "readonly", 1792: "readonly", 1036: "readonly", "SQLITE_READONLY": "readonly",
    "XX001": "damaged", "XX002": "damaged", 1194: "damaged", "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "foreign_file", "SQLITE_CANTOPEN": "cannot_open", "SQLITE_PERM": "cannot_open",
    "SQLITE_IOERR": "disk", "58030": "disk",
    "40001": "busy", "40P01": "busy", 1205: "busy", 1213: "busy",  # still so after all tries
    "57014": "too_long", 1969: "too_long", 3024: "too_long", 1317: "too_long",  # by its limit, or by its keeper
    "28P01": "login", "28000": "login", 1045: "login", 1698: "login",
    "3D000": "no_such", 1049: "no_such",
    "42501": "denied", 1044: "denied", 1142: "denied", 1227: "denied",
}  # fmt: skip
_BY_WORDS = (
    (re.compile(r"password authentication failed|no password supplied|no pg_hba\.conf entry"), "login"),
    (re.compile(r'role "[^"]*" does not exist'), "login"),
    (re.compile(r'database "[^"]*" does not exist'), "no_such"),
)
"""psycopg gives no number while it connects (3.3)."""


def trouble(error: DBAPIError) -> str | None:
    """Say what is wrong with the database, by one of a few codes; None for what is our own mistake."""
    code = said_by(error)
    if isinstance(code, str) and code.startswith("SQLITE_") and code not in _BY_CODE:
        code = "_".join(code.split("_")[:2])  # SQLITE_IOERR_WRITE, SQLITE_READONLY_DIRECTORY: a kind, then details
    if code is not None:
        return _BY_CODE.get(code)
    return next((found for words, found in _BY_WORDS if words.search(str(error.orig))), None)


def problem(where: str, error: DBAPIError) -> DatabaseProblem | None:
    """Return what to raise for a database that cannot be used; None where the statement itself was at fault."""
    if (code := trouble(error)) is not None:
        return Unusable(where, code, driver_says(error))
    return Unreachable(where, driver_says(error)) if is_lost(error) else None


def driver_says(error: DBAPIError) -> str:
    """The driver's own words for it, without its number, in one line."""
    arguments: tuple[object, ...] = getattr(error.orig, "args", ())
    said = arguments[1] if len(arguments) > 1 and isinstance(arguments[0], int) else error.orig
    return next((line.strip() for line in str(said).splitlines() if line.strip()), "")
