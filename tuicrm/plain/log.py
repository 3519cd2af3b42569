"""The log file: one entry for each error, harmless to whoever reads it in a terminal."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tuicrm.plain.clean import show

NAME = "tuicrm"
_OURS = (NAME, "sqlalchemy.pool")
_BYTES = 1_000_000


class CleanFormatter(logging.Formatter):
    """Formats as usual, but a control sequence out of somebody's data stays a picture of itself."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(show(line) for line in super().format(record).split("\n"))


def log_file() -> Path:
    """Return where the log is kept: `tuicrm.log` in the user's state folder."""
    from platformdirs import user_state_path

    return user_state_path("tuicrm", appauthor=False) / "tuicrm.log"


def start(path: Path | None = None) -> Path:
    """Write to the log file from now on, ours and the connection pool's words alike; none goes to the terminal."""
    path = path or log_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=2, encoding="utf-8", errors="replace", delay=True)
    handler.setFormatter(CleanFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in _OURS:
        logger = logging.getLogger(name)
        for old in logger.handlers[:]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    return path


def error(what: str, problem: BaseException) -> None:
    """Keep one entry: what was tried, and the trace."""
    logging.getLogger(NAME).error(what, exc_info=problem)


def refusal(what: str, code: str) -> None:
    """Keep one entry for a rule's no: its code alone, because its facts may name people."""
    logging.getLogger(NAME).warning("%s: %s", what, code)
