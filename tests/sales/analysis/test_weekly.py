"""The written report of a week: it names the first of a long list, and says where the rest is."""

from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.plain.language import use
from tuicrm.sales.analysis.weekly import MOST_RECORDS, weekly


@pytest.mark.parametrize(("more", "said"), [(0, None), (1, "1 more: tuicrm report abnormal"), (3, "3 more")])
def test_a_letter_names_the_first_of_a_long_list(small_company: Company, more: int, said: str | None) -> None:
    for number in range(MOST_RECORDS + more):
        late = NOW.date() - timedelta(days=40)
        project(small_company, f"late {number}", amount_minor=1_000 + number, expected_on=late)
    found = small_company.desk("hale").read(weekly)
    abnormal = next(one for one in found.answers if one.name == "abnormal")
    assert len(abnormal.lines) == MOST_RECORDS
    assert abnormal.lines[0].key[0].startswith(f"late {MOST_RECORDS + more - 1}"), "the most money first"
    assert (abnormal.said[-1].startswith(said)) if said else ("more:" not in abnormal.said[-1])


@pytest.mark.parametrize(("language", "sign"), [("en", ": "), ("zh", "：")])
def test_each_of_the_five_sentences_has_its_head(small_company: Company, language: str, sign: str) -> None:
    use(language)
    try:
        five = small_company.desk("hale").read(weekly).five
    finally:
        use(None)
    assert all(sign in one for one in five[1:])
