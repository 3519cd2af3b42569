"""The real export of a hardware seller, against figures that two other programs computed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.engines import KINDS
from tests.exchange.maven_figures import NOT_KEPT, figures
from tuicrm.exchange import importing, loading
from tuicrm.exchange.report import Counts, Report
from tuicrm.sales.home import home
from tuicrm.sales.opening import sit_down
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.projects import stage_history

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def bring_in(url: str, folder: Path, **options: Any) -> tuple[Database, Report]:
    seat = sit_down(url, "boss", clock=lambda: NOW)
    plan = importing.plan([folder / "maven-crm"], loading.load("maven-crm"))
    return seat.database, importing.bring_in(seat.desk, plan, **options)


def sizes(session: Session) -> dict[str, int]:
    kept = [one for one in all_tables().sorted_tables if one.name != "operation"]
    return {one.name: session.value(select(func.count()).select_from(one)) for one in kept}


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_the_reference_and_again_after_a_second_import(
    kind: str, real_data: Path, empty_database: Callable[[str], str]
) -> None:
    url = empty_database(kind)
    database, report = bring_in(url, real_data)
    assert {kind: one.made for kind, one in report.records.items()} == {
        "team": 6, "user": 41, "product": 7, "customer": 85, "project": 8800, "purchase": 4238,
    }  # fmt: skip
    assert report.totals == Counts(read=8927, made=13177, changed=0, skipped=0, refused=0)
    assert (report.refused, report.left, report.kept, report.unknown) == ([], [], [], [])
    expected = json.loads((real_data / "maven-crm" / "reference.json").read_text("utf-8"))
    for name in NOT_KEPT:
        expected.pop(name)
    assert figures(database, NOW) == expected
    _history_is_what_the_files_say(database)
    before = database.read_as(sizes, NOW)
    _database, again = bring_in(url, real_data)
    assert again.totals == Counts(read=8927, made=0, changed=0, skipped=8939, refused=0)
    assert database.read_as(sizes, NOW) == before
    assert figures(database, NOW) == expected
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
