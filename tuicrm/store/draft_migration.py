"""Draft the next migration from the difference between the tables and a fresh database.

    python -m tuicrm.store.draft_migration 0002 "What it brings"

Read what it wrote, and add the number to `REVISIONS`. Tables and indexes are made by `repeatable`; what else a
migration does has to bear a second run as well.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from tuicrm.store import engines, migrate
from tuicrm.store.database import Database


def main(number: str, message: str) -> None:
    """Write `versions/NUMBER_slug.py`."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.sqlite")
        if number != "0001":
            migrate.upgrade(database)
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with engines.writing(database.engine) as connection:
            config.attributes["connection"] = connection
            written = command.revision(config, message, autogenerate=True, rev_id=number)
            _make_repeatable(Path(written.path))  # type: ignore[union-attr]
        database.close()


def _make_repeatable(path: Path) -> None:
    code = path.read_text()
    for word in ("create_table", "create_index"):
        code = code.replace(f"op.{word}(", f"repeatable.{word}(")
    ours = "from tuicrm.store import types\n"
    path.write_text(code.replace(ours, f"{ours}from tuicrm.store.migrations import repeatable\n"))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
