"""A new database in euros whose administrator is `boss`: made once, copied for each test."""

from datetime import UTC, datetime

from tuicrm.sales.opening import Beginning, sit_down

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def make_begun(url: str) -> None:
    sit_down(url, "boss", beginning=Beginning("EUR", "UTC", "GB"), clock=lambda: NOW).database.close()
