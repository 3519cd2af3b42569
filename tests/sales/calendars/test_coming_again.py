"""Series of other calendars: known again by their UID, changed as a whole, called off; what was done here stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.calendars.test_taking import BERLIN, take
from tests.sales.test_agenda import row
from tuicrm.sales import agenda, calendars
from tuicrm.sales.calendars import Entry
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.planning import series

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=BERLIN)
WEEKLY = Entry(
    "w1@else", "Jour fixe", MONDAY, "Europe/Berlin", minutes=30, rule="FREQ=WEEKLY;BYDAY=MO", place="Kiel", number=1
)


@pytest.fixture
def acme(small_company: Company) -> int:
    return small_company.customer("Acme", owner="li")


def times(company: Company, state: str = "planned") -> list[str]:
    """The times of all actions in a state, in their order, short."""
    wanted = select(actions.c.planned_at).where(actions.c.state == state).order_by(actions.c.planned_at)
    return [f"{at.astimezone(BERLIN):%d %b %H:%M}" for at in company.database.read_as(lambda s: s.values(wanted), NOW)]


MONDAYS = ["30 Nov", "07 Dec", "14 Dec", "21 Dec", "28 Dec", "04 Jan", "11 Jan", "18 Jan", "25 Jan", "01 Feb", "08 Feb"]
NINE = [f"{day} 09:00" for day in MONDAYS]


def test_a_series_is_made_once(small_company: Company, acme: int) -> None:
    assert take(small_company, WEEKLY, customer_id=acme).what == "made"
    assert times(small_company) == NINE
    for number in (1, 2, 2):
        assert take(small_company, replace(WEEKLY, number=number), customer_id=acme).what == "same"
    assert take(small_company, WEEKLY, customer_id=acme).what == "older"
    assert times(small_company) == NINE
    assert len(small_company.all(select(series))) == 1


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"start": MONDAY.replace(hour=10)}, [f"{day} 10:00" for day in MONDAYS]),
        ({"rule": "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2"}, NINE[::2]),
        ({"rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3"}, NINE[:3]),
        ({"rule": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T235959"}, NINE[:3]),
        ({"skipped": ("20261207T0900",)}, NINE),
        ({"summary": "Standup"}, NINE),
        ({"minutes": 45}, NINE),
        ({"place": "Hamburg"}, NINE),
        ({"rule": "FREQ=WEEKLY;BYDAY=TU", "start": MONDAY + timedelta(days=1)},
         [f"{day} 09:00" for day in ("01 Dec", "08 Dec", "15 Dec", "22 Dec", "29 Dec", "05 Jan", "12 Jan", "19 Jan",
                                     "26 Jan", "02 Feb", "09 Feb")]),
    ],
)  # fmt: skip
def test_a_later_version_changes_all_that_is_to_come(
    small_company: Company, acme: int, later: dict[str, object], expected: list[str]
) -> None:
    take(small_company, WEEKLY, customer_id=acme)
    entry = replace(WEEKLY, number=2, **later)  # type: ignore[arg-type]
    if "skipped" in later:
        entry = replace(entry, skipped=(_stamp_of(small_company, 1),))
        expected = [NINE[0], *NINE[2:]]
    assert take(small_company, entry, customer_id=acme).what == "changed"
    assert times(small_company) == expected
    assert take(small_company, entry, customer_id=acme).what == "same"
    (kept,) = small_company.all(select(series))
    shown = small_company.all(select(actions).where(actions.c.state == "planned"))
    assert {one.subject for one in shown} == {entry.summary} == {kept.subject}
    assert {one.place for one in shown} == {entry.place}
    assert {one.minutes for one in shown} == {entry.minutes}


def _stamp_of(company: Company, nth: int) -> str:
    from tuicrm.store.tables.planning import series_actions

    return str(company.all(select(series_actions.c.occurs).order_by(series_actions.c.occurs))[nth][0])


def test_what_was_done_or_moved_here_stays(small_company: Company, acme: int) -> None:
    take(small_company, WEEKLY, customer_id=acme)
    li = small_company.desk("li")
    ids = [one.id for one in small_company.all(select(actions.c.id).order_by(actions.c.planned_at))]
    small_company.clock.now = MONDAY.astimezone(NOW.tzinfo) + timedelta(hours=2)
    li.write(agenda.done, ids[0], outcome="done")
    li.write(agenda.cancel, ids[1], "holiday")
    entry = replace(WEEKLY, number=2, start=MONDAY.replace(hour=11))
    assert take(small_company, entry, customer_id=acme).what == "changed"
    assert row(small_company, ids[0]).state == "done"
    assert row(small_company, ids[1]).state == "cancelled"
    assert times(small_company, "done") == NINE[:1]


def test_a_series_that_is_called_off_there_ends_here(small_company: Company, acme: int) -> None:
    take(small_company, WEEKLY, customer_id=acme)
    assert take(small_company, replace(WEEKLY, number=2, state="cancelled")).what == "called_off"
    assert times(small_company) == []
    assert take(small_company, replace(WEEKLY, number=3), customer_id=acme).what == "same"
    assert times(small_company) == []


def test_a_whole_day_series_is_known_again(small_company: Company, acme: int) -> None:
    yearly = Entry("y@else", "Birthday", date(2020, 12, 3), "Europe/Berlin", rule="FREQ=YEARLY")
    assert take(small_company, yearly, customer_id=acme).what == "made"
    before = len(small_company.all(select(actions)))
    assert take(small_company, yearly, customer_id=acme).what == "same"
    assert len(small_company.all(select(actions))) == before


def test_two_people_have_their_own_series_of_one_uid(small_company: Company, acme: int) -> None:
    assert take(small_company, WEEKLY, customer_id=acme).what == "made"
    assert take(small_company, WEEKLY, login="hale", customer_id=acme).what == "made"
    assert take(small_company, WEEKLY, login="hale", customer_id=acme).what == "same"
    assert len(small_company.all(select(series))) == 2


def test_what_went_out_comes_in_again_as_it_was(small_company: Company, acme: int) -> None:
    take(small_company, WEEKLY, customer_id=acme)
    given = small_company.desk("li").read(calendars.entries)
    (entry,) = [one for one in given.entries if one.uid == WEEKLY.uid]
    assert take(small_company, entry, customer_id=acme).what == "same"
    assert times(small_company) == NINE
