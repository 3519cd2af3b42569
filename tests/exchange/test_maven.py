"""The real export of a hardware seller, against figures that two other programs computed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.engines import KINDS, Make
from tests.exchange.imported import NOW, bring_in, make_imported
from tests.exchange.maven_figures import NOT_KEPT, figures
from tuicrm.exchange.report import Counts
from tuicrm.sales.home import home
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.projects import stage_history

FIRST_ROWS = 500


def sizes(session: Session) -> dict[str, int]:
    kept = [one for one in all_tables().sorted_tables if one.name != "operation"]
    return {one.name: session.value(select(func.count()).select_from(one)) for one in kept}


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_the_reference_and_again_after_a_second_import(
    kind: str, real_data: Path, tmp_path: Path, template: Callable[[str, Make], str]
) -> None:
    """The second time all of it comes again on SQLite; elsewhere its first rows, which ask the engine the same."""
    url = template(kind, make_imported)
    database = Database(url)
    expected = json.loads((real_data / "maven-crm" / "reference.json").read_text("utf-8"))
    for name in NOT_KEPT:
        expected.pop(name)
    assert figures(database, NOW) == expected
    _history_is_what_the_files_say(database)
    before = database.read_as(sizes, NOW)
    _database, again = bring_in(url, real_data if kind == "sqlite" else beginning(real_data, tmp_path))
    assert (again.totals.made, again.totals.changed, again.totals.refused) == (0, 0, 0)
    if kind == "sqlite":
        assert again.totals == Counts(read=8927, made=0, changed=0, skipped=8939, refused=0)
        assert figures(database, NOW) == expected
    else:
        assert again.totals.skipped > FIRST_ROWS
    assert database.read_as(sizes, NOW) == before
    database.close()


def beginning(folder: Path, into: Path) -> Path:
    """Give a folder like this one, with the first rows of each file."""
    (into / "maven-crm").mkdir()
    for path in (folder / "maven-crm").glob("*.csv"):
        lines = path.read_bytes().splitlines(keepends=True)
        (into / "maven-crm" / path.name).write_bytes(b"".join(lines[: FIRST_ROWS + 1]))
    return into


def test_postgresql_knows_at_once_how_much_came(real_data: Path, template: Callable[[str, Make], str]) -> None:
    """Without that it joins row by row, and a report takes seconds."""
    database = Database(template("postgresql", make_imported))
    known = text("select relname, reltuples from pg_class where relname in ('project', 'purchase', 'credit')")
    found = database.read_as(lambda session: {row[0]: int(row[1]) for row in session.all(known)}, NOW)
    wanted = {"project": 8800, "purchase": 4238, "credit": 4238 + 2473}
    assert found == pytest.approx(wanted, rel=0.02), "it counts by a sample of pages"
    database.close()


def _history_is_what_the_files_say(database: Database) -> None:
    def read(session: Session) -> tuple[str, dict[bool, int], int, int]:
        rows = select(stage_history.c.is_entry_known, func.count()).group_by(stage_history.c.is_entry_known)
        known = {bool(is_known): number for is_known, number in session.all(rows)}
        timed = select(func.count()).where(stage_history.c.seconds.is_not(None)).select_from(stage_history)
        live = select(func.count(stage_history.c.live_project_id))
        return home(session).currency, known, session.value(timed), session.value(live)

    currency, known, timed, live = database.read_as(read, NOW)
    assert currency == "USD"
    assert known == {True: 1589 + 2 * (4238 + 2473), False: 500}  # Prospecting has no day
    assert timed == 4238 + 2473  # the stays in Engaging that ended
    assert live == 8800
