"""The question why the average moved, asked of small companies: what it compares, says, shows and hides."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.company import Company
from tests.sales.test_funnel import EUROS
from tests.sales.test_team_page import bought, there_since, won
from tuicrm.plain import language
from tuicrm.sales import people as staff
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.privacy import Privacy, set_privacy
from tuicrm.store.errors import Refused

REPS = ("li", "roth", "kuhn")


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    found: Answer = company.desk(login).read(answer, "moved", Scope(**scope))
    return found


def figures(found: Answer) -> dict[str, dict[str, Any]]:
    return {line.key[0]: dict(line.figures) for line in found.lines}


def at(company: Company, on: date) -> None:
    company.clock.now = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)


@pytest.fixture
def two_years(small_company: Company) -> Company:
    """Li, Roth and Kuhn are there for three years; each makes 100 a year, Li 150 in the second; Novak joins in it."""
    company = small_company
    there_since(company, date(2023, 1, 1), *REPS)
    bought(company, date(2024, 11, 1), 0, 0)
    for year in (2025, 2026):
        at(company, date(year, 3, 10))
        if year == 2026:
            company.desk("boss").write(staff.add_user, "novak", role="rep", team="West", joined_on=date(2026, 5, 1))
        for login in REPS:
            won(company, login, 1200 if login != "li" or year == 2025 else 2400, cost=600)
    at(company, date(2026, 11, 23))
    return company


def test_the_same_whole_months_are_compared_and_the_reasons_add_up(two_years: Company) -> None:
    found = asked(two_years)
    assert (found.from_on, found.to_on) == (date(2025, 11, 1), date(2026, 10, 31))
    rows = figures(found)
    together = rows["together"]
    assert (together["before"], together["now"]) == (50 * EUROS, round(3000 * EUROS / 42))
    assert sum(row["change"] for name, row in rows.items() if name != "together") == together["change"]
    assert rows["the experienced"]["change"] == round(1200 * EUROS / 36)
    assert rows["the experienced"]["people"] == 3
    assert "Compared: Nov 25 to Oct 26 with Nov 24 to Oct 25." in found.said
    assert "Nov" in found.population


def test_a_period_of_ones_own_is_compared_with_the_year_before(two_years: Company) -> None:
    found = asked(two_years, from_on=date(2026, 1, 1), to_on=date(2026, 3, 31))
    assert "Compared: Jan 26 to Mar 26 with Jan 25 to Mar 25." in found.said
    assert figures(found)["together"]["now"] == round(3000 * EUROS / 9)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        pytest.param({"from_on": date(2026, 11, 2)}, "recorded from Nov 24", id="no whole month"),
        pytest.param({"from_on": date(2025, 9, 1)}, "recorded from Nov 24", id="before the records"),
    ],
)
def test_what_cannot_be_compared_is_said(two_years: Company, scope: dict[str, date], said: str) -> None:
    found = asked(two_years, **scope)
    assert found.lines == ()
    assert said in found.said[0]


def test_without_purchases_it_says_what_to_record(small_company: Company) -> None:
    assert "nothing was bought" in asked(small_company).said[0]


def test_without_sellers_it_says_what_to_record(small_company: Company) -> None:
    bought(small_company, date(2024, 11, 1), 5, 1)
    assert "nobody was there to sell" in asked(small_company).said[0]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        pytest.param(date(2026, 6, 30), "no purchase of these months has a cost", id="without cost"),
        pytest.param(date(2026, 5, 31), "nothing was bought in these months", id="without purchases"),
    ],
)
def test_an_average_of_nought_is_not_claimed(small_company: Company, last: date, said: str) -> None:
    there_since(small_company, date(2023, 1, 1), *REPS)
    bought(small_company, date(2024, 1, 1), 5, None)
    bought(small_company, date(2026, 6, 1), 5, None)
    found = asked(small_company, from_on=last.replace(day=1), to_on=last)
    assert found.lines == ()
    assert said in found.said[0]


def test_shorter_records_give_a_shorter_period(small_company: Company) -> None:
    there_since(small_company, date(2023, 1, 1), *REPS)
    bought(small_company, date(2025, 8, 3), 5, 1)
    assert "Compared: Aug 26 to Oct 26 with Aug 25 to Oct 25." in asked(small_company).said


def test_a_team_is_its_own_people(two_years: Company) -> None:
    rows = figures(asked(two_years, who="West"))
    assert rows["together"]["before"] == 50 * EUROS
    assert rows["joiners"]["people"] == 1
    assert rows["the experienced"]["people"] == 1
    east = figures(asked(two_years, who="East"))
    assert "joiners" not in east
    assert east["together"]["change"] == 50 * EUROS


def test_a_change_of_teams_is_a_reason_of_its_own(two_years: Company) -> None:
    at(two_years, date(2026, 11, 1))
    two_years.desk("boss").write(staff.place, two_years.id("li"), team="West")
    at(two_years, date(2027, 11, 5))
    west, east = figures(asked(two_years, who="West")), figures(asked(two_years, who="East"))
    assert west["moved in"]["people"] == 1
    assert east["moved out"]["people"] == 1
    both = figures(asked(two_years))
    assert "moved in" not in both
    for rows in (west, east, both):
        assert sum(row["change"] for name, row in rows.items() if name != "together") == rows["together"]["change"]


def test_what_leads_sell_is_nobodys_at_work(two_years: Company) -> None:
    at(two_years, date(2026, 4, 1))
    won(two_years, "wang", 4200, cost=0)
    at(two_years, date(2026, 11, 23))
    found = asked(two_years)
    assert figures(found)["nobody at work"]["change"] == 100 * EUROS
    assert any("credited to nobody at work" in one for one in found.said) is False, "three people: no words yet"
    line = next(line for line in found.lines if line.key == ("nobody at work",))
    [record] = two_years.desk("hale").read(behind, "moved", Scope(), line.behind).records
    assert record.amount_minor == 4200 * EUROS


def test_behind_a_reason_are_the_projects_of_its_people(two_years: Company) -> None:
    found = asked(two_years)
    line = next(line for line in found.lines if line.key == ("the experienced",))
    records = two_years.desk("hale").read(behind, "moved", Scope(), line.behind).records
    assert sorted(one.amount_minor or 0 for one in records) == [1200 * EUROS] * 5 + [2400 * EUROS]


def test_purchases_without_cost_and_people_without_a_first_day_are_told(two_years: Company) -> None:
    bought(two_years, date(2026, 2, 1), 10, None)
    assert "Purchases without a cost are left out: 1." in asked(two_years).said


@pytest.mark.parametrize("name", ["moved", "ramp", "lag", "pairs"])
def test_a_filter_of_projects_is_refused_where_it_would_do_nothing(two_years: Company, name: str) -> None:
    with pytest.raises(Refused) as found:
        two_years.desk("hale").read(answer, name, Scope(where="class:A"))
    assert found.value.code == "question_where"
    assert two_years.desk("hale").read(answer, name, Scope(where=" ", who="East")).said


def test_single_people_are_hidden_from_who_may_not_see_them(two_years: Company) -> None:
    with pytest.raises(Refused):
        asked(two_years, "li", who="kuhn")
    assert asked(two_years, "li", who="li").lines
    assert list(figures(asked(two_years, "li"))) == ["together"], "the joiner is one person"
    assert len(figures(asked(two_years, "wang"))) > 1, "a lead sees them"
    two_years.desk("boss").write(set_privacy, Privacy(seen_by="self"))
    assert list(figures(asked(two_years, "wang"))) == ["together"]


def test_as_of_a_day_later_purchases_are_not_known(two_years: Company) -> None:
    then = asked(two_years, as_of=date(2026, 3, 31))
    assert "Compared: Nov 25 to Mar 26 with Nov 24 to Mar 25." in then.said
    assert figures(then)["together"]["now"] == 200 * EUROS
    assert "nothing was bought" in asked(two_years, as_of=date(2026, 2, 28)).said[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_said_in_both_languages(two_years: Company, lang: str) -> None:
    language.use(lang)
    try:
        found = asked(two_years)
    finally:
        language.use("en")
    assert ("人均月利润" in found.said[0]) is (lang == "zh")
    assert not any("{" in one for one in (*found.said, *found.advice))
