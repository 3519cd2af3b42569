"""The real export in a database: imported once for each engine and run, copied for each test of its figures."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.left_out import real_data_folder
from tuicrm.exchange import importing, loading
from tuicrm.exchange.report import Counts, Report
from tuicrm.sales.opening import sit_down
from tuicrm.store.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RECORDS = {"team": 6, "user": 41, "product": 7, "customer": 85, "project": 8800, "purchase": 4238}


def bring_in(url: str, folder: Path, **options: Any) -> tuple[Database, Report]:
    seat = sit_down(url, "boss", clock=lambda: NOW)
    plan = importing.plan([folder / "maven-crm"], loading.load("maven-crm"))
    return seat.database, importing.bring_in(seat.desk, plan, **options)


def make_imported(url: str) -> None:
    """Import it, and look at the report."""
    database, report = bring_in(url, real_data_folder())
    assert {kind: one.made for kind, one in report.records.items()} == RECORDS
    assert report.totals == Counts(read=8927, made=13177, changed=0, skipped=0, refused=0)
    assert (report.refused, report.left, report.kept, report.unknown) == ([], [], [], [])
    database.close()
