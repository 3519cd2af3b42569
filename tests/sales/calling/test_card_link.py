"""Whether the number on the card of a run opens the dialler: only where that is switched on."""

from dataclasses import replace
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.calling.callers import called, plan
from tuicrm.sales import calling
from tuicrm.screens.run_words import card


@pytest.fixture
def record(small_company: Company) -> Any:
    acme = called(small_company, "Meridian Labs")
    plan(small_company, acme, on=NOW.date())
    begun = small_company.desk("li").write(calling.start)
    return small_company.desk("li").read(calling.look, begun.run_id).record


@pytest.mark.parametrize(
    ("key", "dials", "link"),
    [
        ("+441134960142", False, ""), ("+441134960142", True, "tel:+441134960142"),
        ("+441134960142;ext=12", True, "tel:+441134960142"), ("95588", True, ""),
    ],
)  # fmt: skip
def test_the_number_is_shown_and_only_opens_what_it_may(record: Any, key: str, dials: bool, link: str) -> None:
    number = replace(record.numbers[0], key=key)
    shown = card(replace(record, numbers=(number,)), 0, NOW, dials=dials)
    assert (shown.link, shown.number) == (link, number.text)


def test_it_is_not_switched_on_by_itself(record: Any) -> None:
    assert card(record, 0, NOW).link == ""
