"""What each channel brought, of two real companies, against figures that two other programs computed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.engines import Make
from tests.exchange.imported import make_imported
from tuicrm.exchange import importing, loading
from tuicrm.sales import campaigns
from tuicrm.sales.campaigns import SourceAsk
from tuicrm.sales.opening import sit_down

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_counts_and_conversion_by_channel_are_the_reference(real_data: Path, tmp_path: Path) -> None:
    folder = real_data / "olist-funnel"
    expected = json.loads((folder / "reference.json").read_text("utf-8"))
    seat = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW)
    mapping = loading.load(str(Path(__file__).parent / "files" / "olist-funnel.toml"))
    report = importing.bring_in(seat.desk, importing.plan([folder], mapping))
    assert report.refused == []
    for how in ("first", "last", "equal"):
        rows = seat.desk.read(campaigns.report, SourceAsk(credit=how)).rows
        named = {one.name: one for one in rows if one.customers}
        as_written = {name.replace("e-mail", "email"): one for name, one in named.items()}
        assert {name: one.customers for name, one in as_written.items()} == expected["leads_by_origin"]
        assert {name: one.inquiries for name, one in as_written.items()} == expected["leads_by_origin"]
        won = {name: one.won for name, one in as_written.items()}
        assert won == {name: expected["closed_by_origin"].get(name, 0) for name in won}
        rates = {name: f"{one.conversion:.6f}" for name, one in as_written.items()}
        assert rates == expected["conversion_by_origin"]
    seat.database.close()


def test_a_company_that_knows_no_channel_has_one_line(real_data: Path, template: Callable[[str, Make], str]) -> None:
    expected = json.loads((real_data / "maven-crm" / "reference.json").read_text("utf-8"))
    seat = sit_down(template("sqlite", make_imported), "boss", clock=lambda: NOW)
    (one,) = seat.desk.read(campaigns.report, SourceAsk()).rows
    assert (one.key, one.customers, one.won) == ("", 85, 4238)
    assert f"{one.revenue_minor / 100:.2f}" == expected["won_revenue"]
    seat.database.close()
