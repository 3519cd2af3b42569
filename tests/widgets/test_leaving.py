"""What a form says of a draft that it has restored."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tuicrm.plain.drafts import Draft, DraftKey
from tuicrm.widgets.leaving import restored

SAVED = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "when"),
    [
        ("UTC", datetime(2026, 11, 25, 23, 0, tzinfo=UTC), "22:30"),
        ("America/New_York", datetime(2026, 11, 26, 1, 0, tzinfo=UTC), "17:30"),
        ("Asia/Shanghai", datetime(2026, 11, 25, 23, 0, tzinfo=UTC), "6:30"),
        ("Asia/Shanghai", datetime(2026, 11, 27, 1, 0, tzinfo=UTC), "yesterday"),
    ],
)
def test_a_draft_is_of_the_time_that_the_window_shows(zone: str, now: datetime, when: str) -> None:
    words = restored(Draft(DraftKey("db", "li", "lead"), {}, SAVED), now.astimezone(ZoneInfo(zone)))
    assert words.startswith(f"Draft of {when}"), words
