"""Dates on people: the first day, role and team by period, the cost of a seat from a day on."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import FIRST_DAY, Company
from tuicrm.sales import people
from tuicrm.sales.people.dates import Row, carved
from tuicrm.sales.undo import last
from tuicrm.store.errors import NotAllowed, NotFound, Refused

TODAY = date(2026, 11, 23)
MARCH, JUNE, JULY = date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1)


def told(company: Company, login: str = "li") -> list[tuple[object, ...]]:
    rows = company.desk("boss").read(people.places, company.id(login))
    return [(one.role, one.team, one.from_on, one.to_on) for one in rows]


def test_role_and_team_of_a_past_period_are_put_into_the_history(company: Company) -> None:
    boss, li = company.desk("boss"), company.id("li")
    boss.write(people.place_between, li, MARCH, JUNE, team="West")
    assert told(company) == [
        ("rep", "East", FIRST_DAY, date(2026, 2, 28)), ("rep", "West", MARCH, JUNE), ("rep", "East", JULY, None),
    ]  # fmt: skip
    assert company.desk("li").read(people.me).team == "East", "today's place is as it was"
    boss.write(people.place_between, li, date(2026, 2, 1), role="team_lead")
    assert told(company)[-1] == ("team_lead", "East", date(2026, 2, 1), None)
    assert company.desk("li").read(people.me).role == "team_lead"
    boss.write(last)
    assert told(company)[1:] == [("rep", "West", MARCH, JUNE), ("rep", "East", JULY, None)]
    assert company.desk("li").read(people.me).role == "rep"
    boss.write(last)
    assert told(company) == [("rep", "East", FIRST_DAY, None)]


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"from_on": JULY, "to_on": MARCH}, "order_of_days"),
        ({"from_on": date(2026, 11, 24)}, "place_ahead"),
        ({"from_on": date(2026, 1, 4)}, "place_before_joining"),
        ({"from_on": MARCH, "role": "king"}, "role"),
        ({"from_on": MARCH, "team": "North"}, "team_unknown"),
    ],
)
def test_what_cannot_be_a_place_is_refused(small_company: Company, given_: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        small_company.desk("boss").write(people.place_between, small_company.id("li"), **given_)
    assert refused.value.code == code
    assert told(small_company) == [("rep", "East", FIRST_DAY, None)]


def test_the_last_administrator_stays_one(small_company: Company) -> None:
    boss = small_company.id("boss")
    with pytest.raises(Refused) as refused:
        small_company.desk("boss").write(people.place_between, boss, TODAY, role="rep")
    assert refused.value.code == "last_administrator"


def test_who_left_has_no_place_after_the_last_day(small_company: Company) -> None:
    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.leave, li, left_on=JUNE)
    boss.write(people.place_between, li, MARCH, team="West")
    assert told(small_company)[-1] == ("rep", "West", MARCH, JUNE)


def test_the_first_day_moves_the_first_place_with_it(company: Company) -> None:
    boss, li = company.desk("boss"), company.id("li")
    assert boss.write(people.joined, li, date(2024, 5, 6)) is True
    assert told(company) == [("rep", "East", date(2024, 5, 6), None)]
    assert boss.write(people.joined, li, date(2024, 5, 6)) is False
    boss.write(last)
    assert told(company) == [("rep", "East", FIRST_DAY, None)]
    boss.write(people.leave, li, left_on=JUNE)
    with pytest.raises(Refused) as refused:
        boss.write(people.joined, li, JULY)
    assert refused.value.code == "order_of_days"


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye"])
def test_only_an_administrator_corrects_days(small_company: Company, login: str) -> None:
    desk, li = small_company.desk(login), small_company.id("li")
    with pytest.raises(NotAllowed):
        desk.write(people.place_between, li, MARCH, role="rep")
    with pytest.raises(NotAllowed):
        desk.write(people.joined, li, MARCH)


def test_a_seat_costs_what_is_said_from_a_day_on(company: Company) -> None:
    hale, li = company.desk("hale"), company.id("li")
    hale.write(people.seat, li, 600_000, date(2026, 1, 1))
    made = hale.write(people.seat, li, 650_000)
    assert (made.from_on, made.currency) == (date(2026, 11, 1), "EUR")
    hale.write(people.seat, li, 700_000)
    assert [(one.from_on, one.cost_minor) for one in hale.read(people.seats)] == [
        (date(2026, 1, 1), 600_000), (date(2026, 11, 1), 700_000),
    ]  # fmt: skip
    hale.write(last)
    hale.write(last)
    assert [one.cost_minor for one in hale.read(people.seats, li)] == [600_000]
    assert hale.read(people.seats, company.id("kuhn")) == ()


def test_what_no_seat_can_cost_is_refused(small_company: Company) -> None:
    hale = small_company.desk("hale")
    with pytest.raises(Refused) as refused:
        hale.write(people.seat, small_company.id("li"), -1)
    assert refused.value.code == "seat_cost"
    with pytest.raises(NotFound):
        hale.write(people.seat, 999_999, 5)
    for login in ("li", "wang", "eye"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).read(people.seats)


DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))


@st.composite
def periods(draw: st.DrawFn) -> Row:
    begin = draw(DAYS)
    end = draw(st.none() | st.dates(begin, date(2026, 1, 25)))
    return draw(st.sampled_from(["rep", "team_lead"])), draw(st.sampled_from([1, 2, None])), begin, end


def on(rows: list[Row], day: date) -> list[tuple[str, int | None]]:
    return [(role, team) for role, team, begin, end in rows if begin <= day and (end is None or day < end)]


@settings(max_examples=60, deadline=None)
@given(st.lists(periods(), max_size=6))
def test_a_history_has_one_place_a_day_and_the_last_word_counts(said: list[Row]) -> None:
    rows: list[Row] = []
    for one in said:
        before, rows = rows, carved(rows, one)
        for number in range(1, 26):
            day = date(2026, 1, number)
            assert on(rows, day) == (on([one], day) or on(before, day))
    assert [one[2] for one in rows] == sorted(one[2] for one in rows)
