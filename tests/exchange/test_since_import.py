"""The board says what changed since Monday: what an import brought in of unknown age is named apart."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuicrm.exchange import importing
from tuicrm.exchange.proposal import proposed
from tuicrm.sales import funnel
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.opening import Seat, sit_down

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
HEAD = "Deal,Company,Stage,Amount,Opened,Closed\n"
NO_DAYS = "A,X,Talk,1000,,\nB,X,Quote,2000,,\nC,Y,Won,3000,,\nD,Y,Lost,4000,,\n"
OF_OLD = "A,X,Talk,1000,2026-03-01,\nC,Y,Won,3000,2026-03-01,2026-06-01\n"
OF_NOW = "A,X,Talk,1000,2026-11-24,\nC,Y,Won,3000,2026-11-23,2026-11-24\n"


def take_in(tmp_path: Path, rows: str) -> Seat:
    (tmp_path / "deals.csv").write_text(HEAD + rows)
    seat = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW)
    report = importing.bring_in(seat.desk, importing.plan([tmp_path / "deals.csv"], proposed([tmp_path / "deals.csv"])))
    assert report.refused == []
    return seat


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(NO_DAYS, (0, 0, 0, 2), id="no days at all"),
        pytest.param(OF_OLD, (0, 0, 0, 0), id="long ago"),
        pytest.param(OF_NOW, (2, 1, 100_000, 0), id="of this week"),
        pytest.param(NO_DAYS.replace("A,X,Talk,1000,", "A,X,Talk,1000,2026-11-24"), (1, 0, 100_000, 1), id="one known"),
    ],
)
def test_since_monday_counts_what_has_a_day(tmp_path: Path, rows: str, expected: tuple[int, int, int, int]) -> None:
    found = take_in(tmp_path, rows).desk.read(funnel.since_monday)
    assert (found.came, found.went, found.minor, found.imported) == expected


def test_the_causes_name_the_import_and_still_add_up(tmp_path: Path) -> None:
    desk = take_in(tmp_path, NO_DAYS).desk
    found = desk.read(funnel.changes, NOW.date(), NOW.date(), Scope())
    assert {one.key: (one.n, one.count, one.minor) for one in found.causes if one.n} == {"imported": (2, 2, 300_000)}
    assert found.opening.count + found.came - found.went == found.closing.count == 2
    assert found.opening.sum_minor + found.minor == found.closing.sum_minor
