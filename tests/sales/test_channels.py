"""What came through each channel, and channels that are added while the team works."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import row, take
from tuicrm.sales import sources
from tuicrm.store.tables import channels


def test_the_list_counts_who_came_and_who_asked_through_each(small_company: Company) -> None:
    take(small_company, "Acme Ltd", source="phone")
    take(small_company, "Acme Ltd", source="website")
    take(small_company, "Acme Ltd", source="website")
    take(small_company, "Beta GmbH", source="website")
    take(small_company, "Gamma plc")
    listed = small_company.desk("li").read(sources.listed)
    assert {one.source.key: (one.customers, one.inquiries) for one in listed if one.inquiries} == {
        "website": (1, 3), "phone": (1, 1),
    }  # fmt: skip
    assert [one.source for one in listed] == list(small_company.desk("li").read(sources.names))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("Trade Fair", "trade-fair", id="two words"),
        pytest.param("展会 2026", "展会-2026", id="Chinese"),
        pytest.param("A/B  test!", "a-b-test", id="signs"),
        pytest.param("???", "field", id="no letter at all"),
        pytest.param("x" * 200, "x" * 30, id="a long one"),
        pytest.param("\u202eRadio\x07", "radio", id="hostile"),
    ],
)
def test_a_new_channel_stands_last_and_is_at_once_of_use(small_company: Company, name: str, key: str) -> None:
    made = small_company.desk("hale").write(sources.add, name)
    assert (made.key, len(made.name) <= 80) == (key, True)
    assert small_company.desk("li").read(sources.names)[-1] == made
    taken = take(small_company, "Acme Ltd", source=key)
    kept = row(small_company, channels.sources, made.id)
    assert (kept.position, kept.name) == (6, made.name)
    assert small_company.value(select(channels.sources.c.key).where(channels.sources.c.id == made.id)) == key
    assert taken.is_new
