"""The mapping that docs/importing.md shows is one, and does what the page says."""

import re
from datetime import UTC, datetime
from pathlib import Path

from tuicrm.exchange import importing
from tuicrm.exchange.mapping_file import parse
from tuicrm.sales.opening import sit_down

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"
DEALS = (
    "Deal no;Deal;Company;Town;Phase;Seller;Value (k EUR);Closed\n"
    "1;Line 4;Acme;Leeds;Won;Ann;12,5;31.12.2025\n2;Spare;Acme;Leeds;Talk;Bo;tbd;\n"
)


def test_mapping_of_the_page_brings_deals_in(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "deals-1.csv").write_text(DEALS, encoding="utf-8")
    desk = sit_down(f"sqlite:///{tmp_path}/x.db", "boss", clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)).desk
    report = importing.bring_in(desk, importing.plan([tmp_path / "deals-1.csv"], parse("my.toml", found[1])))
    assert {kind: told.made for kind, told in report.records.items()} == {"customer": 1, "project": 2, "purchase": 1}
    assert report.refused == []
    assert sorted((one.line, one.column) for one in report.left) == [(2, "Seller"), (3, "Seller"), (3, "Value (k EUR)")]
