"""Words for a database that cannot be used as it is: what is wrong, and what to do."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.store.errors import DatabaseProblem, NotMade, NotOurs, TooNew, TooOld, Unreachable, Unusable

LONGEST_REASON = 200

_KINDS: dict[type[DatabaseProblem], str] = {
    NotMade: N_("There is no database {where} yet. The first start of tuicrm makes it; --db names another."),
    TooNew: N_("The database {where} is of a newer tuicrm. Update this program; nothing was touched."),
    TooOld: N_("The database {where} is of an older tuicrm. An administrator runs: tuicrm db upgrade"),
    NotOurs: N_("The database {where} belongs to another program. Choose another one with --db."),
    Unreachable: N_("The database {where} does not answer ({why}). Check the network and the server, then try again."),
}

_CODES = {
    "url": N_(
        "“{where}” names no database. Write postgresql://USER@HOST/NAME, mysql://USER@HOST/NAME, or for a file"
        " sqlite:////full/path.db"
    ),
    "engine": N_("tuicrm knows no such database: {where}. It works with sqlite, postgresql, mysql and mariadb."),
    "driver": N_("What {where} needs is not installed. Run: pip install 'tuicrm[{why}]'"),
    "full": N_("The disk of the database {where} is full: this was not written. Make room there, then repeat."),
    "readonly": N_(
        "The database {where} cannot be written: nothing was changed. You have to be allowed to write it, and for a"
        " file its folder, too."
    ),
    "damaged": N_(
        "The database {where} is damaged ({why}). Copy it away, ask: tuicrm db check, and take up the last backup."
    ),
    "foreign_file": N_("{where} is no database, but another kind of file. Choose another one with --db."),
    "cannot_open": N_(
        "{where} cannot be opened. It has to be a file, and you have to be allowed to write it and its folder."
    ),
    "disk": N_("The disk of the database {where} fails ({why}). Look after it, and copy what can still be read."),
    "busy": N_(
        "Others hold the database {where} for long: nothing was changed. End the program that writes there, or repeat"
        " this later."
    ),
    "too_long": N_(
        "The server of {where} broke this off ({why}): nothing was changed. Repeat it when it has less to do, or ask"
        " for less at once."
    ),
    "login": N_("The server of {where} refuses this user or password. Check both, in --db or TUICRM_DATABASE_URL."),
    "no_such": N_("The server has no database {where}. Make it there first (it may be empty), or choose another."),
    "denied": N_("The user of {where} lacks a right on the server ({why}). Ask whoever keeps it."),
}


def problem(error: DatabaseProblem) -> str:
    """Return the sentence for a database that cannot be used."""
    sentence = _CODES[error.code] if isinstance(error, Unusable) else _KINDS[type(error)]
    return _(sentence).format(where=show(_in_short(error.where)), why=show(error.why)[:LONGEST_REASON])


def _in_short(where: str) -> str:
    """Leave the driver and its options out of a URL: in the last line of a window what is wrong stands behind it."""
    kind, there, place = where.partition("://")
    return f"{kind.partition('+')[0]}://{place.partition('?')[0]}" if there else where
