"""The people: when each sells, how experience grows, who follows whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sample.cast import CAST, SUCCESSORS, Person
from tuicrm.sample.days import MONTH
from tuicrm.sample.effects import ALL, NONE
from tuicrm.sample.words import words

SELLERS = [person.key for person in CAST.values() if person.cohort]
EVER = st.floats(-24 * MONTH, 0)


def test_there_are_three_teams_each_with_one_lead() -> None:
    leads = [person.team for person in CAST.values() if person.role == "team_lead"]
    assert sorted(leads) == ["east", "north", "south"]
    assert sorted(person.role for person in CAST.values() if not person.team) == ["administrator", "manager"]


@pytest.mark.parametrize("key", list(CAST))
def test_a_person_s_dates_are_in_order(key: str) -> None:
    person = CAST[key]
    assert person.joined > max(person.left, person.promoted) >= 0
    assert not (person.left and person.promoted)
    assert bool(person.promoted) <= (person.role == "team_lead"), "only a lead was appointed"
    assert 0 < person.thrift <= 1
    assert person.seat > 0
    assert not (person.left and person.held), "who has left holds nobody"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everybody_has_a_name_and_a_login_of_their_own(language: str) -> None:
    people = words(language).people
    assert set(people) == set(CAST)
    assert len({name for name, _login in people.values()}) == len(CAST)
    assert all(login.isascii() and login.islower() for _name, login in people.values())


@pytest.mark.parametrize(
    ("key", "months_ago", "sells"),
    [
        pytest.param("li", 25, True, id="since two years"),
        pytest.param("li", 26, False, id="before he came"),
        pytest.param("laurent", 14, True, id="before leaving"),
        pytest.param("laurent", 12.3, False, id="after leaving"),
        pytest.param("wang", 9, True, id="before the appointment"),
        pytest.param("wang", 8, False, id="a lead does not sell for a living"),
        pytest.param("madsen", 20, False, id="was always a lead"),
        pytest.param("falk", 20, False, id="administers"),
        pytest.param("silva", 6.2, True, id="the first day"),
        pytest.param("silva", 6.3, False, id="the day before the first"),
    ],
)
def test_who_sells_when(key: str, months_ago: float, sells: bool) -> None:
    assert CAST[key].sells(-months_ago * MONTH) is sells


def test_nobody_sells_in_the_future() -> None:
    assert not any(person.sells(0.0) or person.sells(10.0) for person in CAST.values())


@settings(max_examples=25)
@given(key=st.sampled_from(SELLERS), moment=EVER, later=st.floats(0.1, 200))
def test_experience_and_ramp_only_grow_and_stay_shares(key: str, moment: float, later: float) -> None:
    person = CAST[key]
    for effects in (ALL, NONE):
        for curve in (person.experience, person.ramp):
            now, then = curve(moment, effects), curve(moment + later, effects)
            assert 0 <= now <= then <= 1


@pytest.mark.parametrize("months", [1, 3, 6, 12, 24])
def test_the_second_wave_learns_more_slowly_and_less(months: float) -> None:
    first, second = (Person(cohort, "east", "rep", months, cohort) for cohort in ("first", "second"))
    assert second.experience(0, ALL) < first.experience(0, ALL)
    assert second.ramp(0, ALL) <= first.ramp(0, ALL)
    assert second.experience(0, ALL) < 0.75
    assert second.experience(0, NONE) == first.experience(0, NONE), "without the effect they are alike"
    assert second.ramp(0, NONE) == first.ramp(0, NONE)


def test_a_sales_cycle_goes_by_before_the_first_profit() -> None:
    assert Person("x", "east", "rep", 2.5, "first").ramp(0, ALL) == 0
    assert Person("x", "east", "rep", 2.6, "first").ramp(0, ALL) > 0


def test_tenure_is_counted_from_the_day_of_joining() -> None:
    li = CAST["li"]
    assert li.tenure(0) == pytest.approx(25.6)
    assert li.tenure(-25.6 * MONTH) == pytest.approx(0)


def test_who_left_or_was_appointed_has_successors_that_were_there() -> None:
    gone = {person.key for person in CAST.values() if person.cohort and (person.left or person.promoted)}
    assert gone == set(SUCCESSORS)
    for key, heirs in SUCCESSORS.items():
        since = max(CAST[key].left, CAST[key].promoted)
        for heir in heirs:
            assert heir != key
            assert CAST[heir].joined > since, f"{heir} was not there yet"
            assert not 0 < since < CAST[heir].left, f"{heir} had left"
