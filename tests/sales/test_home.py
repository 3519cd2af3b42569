"""What the whole database agrees on: currency, zone, limits; days and months of business."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tuicrm.sales import home as houses
from tuicrm.sales.home import Home
from tuicrm.store.session import Session


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        pytest.param("UTC", datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), date(2026, 11, 23), id="last second"),
        pytest.param("UTC", datetime(2026, 11, 24, tzinfo=UTC), date(2026, 11, 24), id="midnight is the new day"),
        pytest.param("Asia/Shanghai", datetime(2026, 11, 23, 16, tzinfo=UTC), date(2026, 11, 24), id="east"),
        pytest.param("America/New_York", datetime(2026, 3, 8, 4, 59, tzinfo=UTC), date(2026, 3, 7), id="before summer"),
        pytest.param("America/New_York", datetime(2026, 3, 9, 4, 0, tzinfo=UTC), date(2026, 3, 9), id="in summer"),
        pytest.param("Asia/Kathmandu", datetime(2026, 1, 1, 18, 15, tzinfo=UTC), date(2026, 1, 2), id="quarter hours"),
        pytest.param("Pacific/Apia", datetime(2028, 2, 29, 11, tzinfo=UTC), date(2028, 3, 1), id="after a leap day"),
    ],
)
def test_a_moment_belongs_to_the_day_of_the_team(zone: str, moment: datetime, day: date) -> None:
    house = Home(zone=zone)
    assert house.day(moment) == day
    assert house.month(moment) == day.year * 12 + day.month


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@settings(max_examples=25, deadline=None)
@given(moment=MOMENTS, zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/St_Johns"]))
def test_a_day_is_never_more_than_one_away_from_the_clocks(moment: datetime, zone: str) -> None:
    assert abs((Home(zone=zone).day(moment) - moment.date()).days) <= 1


def test_what_is_kept_is_read_again_and_the_rest_stays(small_company: Company) -> None:
    def keep(session: Session) -> tuple[Home, Home]:
        before = houses.home(session)
        houses.keep(session, zone="Asia/Shanghai", region="CN")
        return before, houses.home(session)

    before, after = small_company.database.write_as(keep, NOW)
    assert (after.zone, after.region) == ("Asia/Shanghai", "CN")
    assert after.currency == before.currency


def test_a_setting_that_is_none_is_a_mistake_of_the_caller(small_company: Company) -> None:
    def keep(session: Session) -> None:
        houses.keep(session, colour="red")

    with pytest.raises(ValueError, match="colour"):
        small_company.database.write_as(keep, NOW)
