"""Made companies whose truth is known: each effect that was planted is found, and on none nothing is claimed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sales.analysis.expansion.made_persons import EUROS, LAST, SPAN, company, person
from tuicrm.plain import progress
from tuicrm.sales.analysis.expansion.months import PARTS
from tuicrm.sales.analysis.expansion.moving import Moved, moved
from tuicrm.sales.analysis.expansion.persons import Month, Periods, Person, periods


def found(people: list[Person], nobody: dict[int, int] | None = None, draws: int = 200) -> Moved:
    result = moved(people, nobody or {}, SPAN, draws=draws)
    assert result is not None
    return result


def minor(result: Moved, name: str) -> int:
    term = result.term(name)
    return term.minor if term else 0


def adds_up(result: Moved) -> bool:
    return sum(one.minor for one in result.terms) == result.change_minor


def test_joiners_who_learn_like_earlier_ones_lose_nothing() -> None:
    """Everybody alike, the same ramp: all that the average lost is the ramp, and it passes."""
    result = found(company())
    assert adds_up(result)
    assert result.before_minor == 1000 * EUROS
    assert minor(result, "copying") == 0
    assert minor(result, "lacked") == result.change_minor < 0
    assert result.lasting_minor == 0
    assert not result.is_simpson
    assert not result.is_copying_clear
    assert result.reference is not None
    assert {tenure: round(one, 6) for tenure, one in result.reference.ramp.items() if tenure < 9} == {
        tenure: round(0.2 + 0.1 * tenure, 6) for tenure in range(9)
    }


@pytest.mark.parametrize(("copying", "is_loss"), [(0.7, True), (1.3, False)])
def test_joiners_who_learn_otherwise_are_told(copying: float, is_loss: bool) -> None:
    result = found(company(copying=copying, stayers=12))
    assert adds_up(result)
    assert result.is_copying_clear
    assert (minor(result, "copying") < 0) is is_loss
    whole = found(company(stayers=12))
    assert abs(minor(result, "lacked") - minor(whole, "lacked")) <= 1, "what earlier ones lacked, too, is the same"


def test_each_is_better_and_the_average_is_lower() -> None:
    result = found(company(growth=1.1, joiners=12))
    assert adds_up(result)
    assert minor(result, "mature") == 100 * EUROS
    assert result.change_minor < 0
    assert result.is_simpson
    assert minor(result, "copying") == 0, "progress of all is not charged to the joiners"
    assert result.plain_minor is not None
    assert result.plain_minor > 0, "by the plain ramp the progress passes for learning"


def test_last_years_joiners_growing_up_are_not_the_experienced() -> None:
    """Who joined during the period before is a stayer, and ripens: that is no gain of the experienced."""
    joined = SPAN.first1 + 2
    ripening = [person(50 + one, joined, lambda month: 100.0 * (month - joined + 1)) for one in range(4)]
    result = found([*company(joiners=0), *ripening])
    assert adds_up(result)
    assert minor(result, "mature") == 0
    assert minor(result, "maturing") > 0
    assert not result.is_simpson


def test_without_earlier_cohorts_the_joiners_are_one_term() -> None:
    old = [person(one, None, lambda month: 1000.0) for one in range(6)]
    new = [person(100 + one, SPAN.first2 + 2, lambda month: 300.0) for one in range(4)]
    result = found([*old, *new])
    assert adds_up(result)
    assert (result.term("lacked"), result.term("copying"), result.reference) == (None, None, None)
    assert minor(result, "joiners") < 0
    assert (result.lasting_minor, result.plain_minor) == (None, None)


def test_what_earlier_joiners_never_reached_does_not_pass() -> None:
    old = [person(one, None, lambda month: 1000.0) for one in range(6)]
    never = [person(50 + one, SPAN.first1 - 11, lambda month: 600.0) for one in range(4)]
    new = [person(100 + one, SPAN.first2, lambda month: 600.0) for one in range(4)]
    result = found([*old, *never, *new])
    assert adds_up(result)
    assert result.lasting_minor is not None
    assert result.reference is not None
    assert result.reference.plateau < 1
    assert result.lasting_minor < 0


def test_who_changed_teams_is_neither_joiner_nor_leaver() -> None:
    people = company(joiners=0)
    before, now = (lambda month: month < SPAN.first2), (lambda month: month >= SPAN.first2)
    came, went = people[0], people[1]
    people[0] = replace(came, here=tuple(one for one in came.months if now(one[0])))
    people[1] = replace(went, here=tuple(one for one in went.months if before(one[0])))
    result = found(people)
    assert adds_up(result)
    assert {one.name: one.people for one in result.terms if one.people} == {
        "mature": 8, "worked": 8, "moved_in": 1, "moved_out": 1,
    }  # fmt: skip
    assert result.joiners == 0


def test_who_returns_is_no_joiner_if_there_before() -> None:
    months = [one for one in person(9, SPAN.first1 - 30, lambda month: 500.0).months if one[0] % 12 in (3, 4, 5)]
    returner = Person(9, SPAN.first1 - 30, tuple(months), tuple(months))
    assert returner.unit(SPAN).kind == "mature"
    away = replace(returner, here=tuple(one for one in months if one[0] >= SPAN.first2), months=tuple(
        one for one in months if one[0] >= SPAN.first2
    ))  # fmt: skip
    again = found([*company(), away])
    assert adds_up(again)
    assert again.joiners == 7, "who was away for all of the period before joins again, at the tenure of old"


@pytest.mark.parametrize(
    ("left", "kind"), [(LAST, "mature"), (LAST - 5, "mature"), (SPAN.first2 - 1, "leavers")]
)  # fmt: skip
def test_who_leaves_during_the_period_now_has_stayed(left: int, kind: str) -> None:
    assert person(1, SPAN.first1 - 12, lambda month: 1.0, left=left).unit(SPAN).kind == kind


@pytest.mark.parametrize(
    ("joined", "kind"),
    [
        (None, "mature"), (SPAN.first1 - 12, "mature"), (SPAN.first1 - 11, "maturing"), (SPAN.last1, "maturing"),
        (SPAN.first2, "joiners"), (LAST + 1, "absent"),
    ],
)  # fmt: skip
def test_age_is_counted_from_the_month_of_joining(joined: int | None, kind: str) -> None:
    assert person(1, joined, lambda month: 1.0).unit(SPAN).kind == kind


def test_less_than_a_month_is_hardly_there() -> None:
    brief = person(1, SPAN.last1, lambda month: 1.0, parts=PARTS - 1)
    assert brief.unit(SPAN).kind == "hardly"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(100, 111, Periods(88, 99, 100, 111), id="a year"),
        pytest.param(100, 100, Periods(88, 88, 100, 100), id="a month, a year before"),
        pytest.param(100, 102, Periods(88, 90, 100, 102), id="a quarter"),
        pytest.param(100, 117, Periods(76, 93, 100, 117), id="a year and a half: two years before"),
    ],
)
def test_periods_hold_the_same_calendar_months(first: int, last: int, expected: Periods) -> None:
    assert periods(first, last) == expected


@pytest.mark.parametrize("people", [[], [person(1, None, lambda month: 1.0, left=SPAN.last1)]])
def test_without_anybody_there_is_no_answer(people: list[Person]) -> None:
    assert moved(people, {}, SPAN, draws=10) is None


def test_one_person_has_no_interval() -> None:
    result = found([person(1, None, lambda month: 1000.0 + (month >= SPAN.first2))])
    assert (result.change_minor, result.change) == (1 * EUROS, None)
    assert [one.bounds for one in result.terms] == [None] * len(result.terms)


def test_on_companies_without_effects_little_is_claimed() -> None:
    """Nobody better, the same ramp for all, only luck: a banner or a copying loss in one company of twenty at most."""
    claims = 0
    for seed in range(15):
        result = found(company(stayers=6, joiners=4, noise=0.8, seed=seed), draws=80)
        assert adds_up(result)
        claims += result.is_simpson or result.is_copying_clear
    assert claims <= 3


def test_draws_are_the_same_each_time_and_are_told() -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        one, two = (moved(company(noise=0.5), {}, SPAN, draws=200) for _ in range(2))
    assert one == two
    assert told.count("200 of 200") == 2


MONTH = st.integers(SPAN.first1 - 14, LAST)
PROFIT = st.integers(-(10**9), 10**9)


@st.composite
def anybody(draw: st.DrawFn) -> Person:
    """Whoever comes and goes, returns, sells nothing or at a loss, or leads without months."""
    months: tuple[Month, ...] = tuple(
        sorted(
            (month, draw(st.sampled_from([0, 1, PARTS // 31 * 7, PARTS])), draw(PROFIT))
            for month in draw(st.sets(MONTH, max_size=8))
        )
    )
    joined = draw(st.none() | st.integers(SPAN.first1 - 30, LAST))
    here = draw(st.sampled_from([months, months[::2], ()]))
    return Person(draw(st.integers(1, 10**6)), joined, months, here)


@settings(max_examples=80, deadline=None)
@given(st.lists(anybody(), max_size=7), st.dictionaries(MONTH, PROFIT, max_size=3))
def test_the_reasons_add_up_to_the_cent_in_any_company(people: list[Person], nobody: dict[int, int]) -> None:
    result = moved(people, nobody, SPAN, draws=6)
    if result is not None:
        assert adds_up(result)
        assert len({one.name for one in result.terms}) == len(result.terms)
