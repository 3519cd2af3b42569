"""A reader who sees only the second sentence names what happened in a company whose truth is known."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.sales.analysis.made import SPAN, person, ramping, steady, told
from tuicrm.plain import language
from tuicrm.sales.analysis.expansion.persons import Person
from tuicrm.sales.analysis.team import Ability, Margin
from tuicrm.sales.analysis.team.ability import soon_of
from tuicrm.sales.analysis.telling.ability import ability_words

MUCH = 1_000_000
FULL = [800_000, 900_000, 1_000_000, 1_000_000, 1_100_000, 1_200_000, 950_000, 1_050_000]


def old_hands(gain: float = 0.0, count: int = 8, left: int = 48) -> list[Person]:
    return [person(number, steady(minor, gain, number), left=left) for number, minor in enumerate(FULL[:count], 1)]


def earlier(count: int = 6, length: int = 12) -> list[Person]:
    """Who joined in the second year and was ramped in the third."""
    return [person(20 + number, ramping(MUCH, length), joined=13 + number % 3) for number in range(count)]


def joiners(count: int, length: int = 12, most: float = 1.0) -> list[Person]:
    return [person(40 + number, ramping(MUCH, length, most), joined=38 + number % 4) for number in range(count)]


def test_each_is_better_and_the_average_is_lower() -> None:
    text, tone, found = told([*old_hands(0.1), *earlier(), *joiners(8)])
    assert found.now_minor < found.before_minor
    assert text.startswith("Profit per person and month fell from €9.9")
    assert "Probably because many are new, not because people got worse." in text
    assert "8 new ones still learning -" in text
    assert "If the new ones learn like the last ones and nobody else comes or goes, it will be about " in text
    assert tone == "still"


def test_what_comes_if_they_learn_like_the_last_ones_is_what_the_last_ones_reached() -> None:
    _text, _tone, found = told([*old_hands(), *earlier(), *joiners(8)])
    people = [*old_hands(), *earlier(), *joiners(8)]
    soon = soon_of(found, people, SPAN)
    assert soon is not None
    assert found.now_minor < soon < 1.05 * MUCH
    # in four months their tenure is 11 to 14: nearly all of the twelve months of the ramp
    assert soon == pytest.approx(0.98 * MUCH, rel=0.05)


def test_new_ones_who_copy_worse_are_said_to() -> None:
    text, tone, found = told([*old_hands(0.1), *earlier(12, length=4), *joiners(10, length=4, most=0.3)])
    assert found.is_copying_clear
    assert "new ones weaker than earlier new ones -" in text
    assert "If the new ones learn like" not in text
    assert tone == "still"


def test_new_ones_who_copy_better_are_said_to() -> None:
    text, _tone, _found = told([*old_hands(), *earlier(length=18), *joiners(10, length=3)])
    assert "new ones better than earlier new ones +" in text
    assert "weaker" not in text


def test_when_people_got_worse_that_is_said() -> None:
    text, tone, _found = told(old_hands(-0.3))
    assert text.startswith("Profit per person and month fell from")
    assert "Those here for over 3 years make less than a year before; why" in text
    assert "Probably not" not in text
    assert tone == "still"


def test_where_the_margin_says_why_nobody_is_sent_to_look_for_it() -> None:
    _text, _tone, found = told(old_hands(-0.3))
    thin = Margin(0.35, 0.27, is_clear=True, missing_minor=MUCH)
    text = ability_words(Ability(found.now_minor, found, margin=thin), "EUR")[0]
    assert "make less than a year before; the margin is one reason. The margin fell from 35% to 27%. At 35% the" in text
    assert "what they lost, and at prices" not in text
    richer = ability_words(Ability(found.now_minor, found, margin=replace(thin, now=0.4)), "EUR")[0]
    assert "what they lost, and at prices" in richer


@pytest.mark.parametrize(("months", "words"), [(36, "3 years"), (27, "27 months"), (60, "5 years")])
def test_how_long_the_experienced_are_there_is_said(months: int, words: str) -> None:
    _text, _tone, found = told(old_hands(0.3))
    assert found.mature_months == 36
    text = ability_words(Ability(found.now_minor, replace(found, mature_months=months)), "EUR")[0]
    assert f"Those here for over {words} make more than a year before." in text


def test_when_everybody_got_better_that_is_said() -> None:
    text, tone, _found = told(old_hands(0.3))
    assert text.startswith("Profit per person and month rose from")
    assert "Those here for over 3 years make more than a year before." in text
    assert tone == "good"


def test_a_shrinking_company_that_keeps_its_best_rises_without_anybody_getting_better() -> None:
    weak = [person(60 + number, steady(300_000, seed=number), left=36) for number in range(6)]
    text, _tone, found = told([*old_hands(), *weak])
    assert found.people == (14, 8)
    assert found.now_minor > found.before_minor
    leavers = found.term("leavers")
    assert leavers is not None
    assert leavers.minor > 200_000
    assert "Those here for over 3 years make" not in text
    assert "new" not in text
    assert "with 8 people on average, 14 before." in text


def test_a_shrinking_company_that_loses_its_best_falls_and_nobody_got_worse() -> None:
    best = [person(60 + number, steady(3_000_000, seed=number), left=36) for number in range(4)]
    text, _tone, found = told([*old_hands(), *best])
    assert found.now_minor < found.before_minor
    assert "make less" not in text


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_below_five_people_there_are_figures_without_judgement(count: int) -> None:
    text, _tone, _found = told(old_hands(0.5, count=count))
    assert "Fewer than five people sell: too few to tell why it moved." in text
    assert "those here" not in text.lower()


def test_from_five_people_on_it_says_more() -> None:
    text, _tone, _found = told(old_hands(0.5, count=5))
    assert "Fewer than five" not in text
    assert "Those here for over 3 years make more than a year before." in text


def test_where_nothing_is_known_it_says_what_to_record() -> None:
    text, tone = ability_words(Ability(None), "EUR")
    assert "it takes a whole month with purchases and their cost" in text
    assert tone == "text"
    text, _tone = ability_words(Ability(1_120_000), "EUR")
    assert text == "Profit per person and month is €11.2k; there is nothing to compare with a year ago."


def test_purchases_without_a_cost_are_counted() -> None:
    _text, _tone, found = told(old_hands())
    text = ability_words(Ability(found.now_minor, found, None, 36), "EUR")[0]
    assert "36 purchases have no recorded cost and are left out." in text


def test_no_joiner_no_word_of_new_ones() -> None:
    text, _tone, _found = told([*old_hands(0.2), *earlier()])
    assert "new" not in text


def test_without_an_earlier_cohort_nothing_is_said_of_how_they_learn() -> None:
    text, _tone, found = told([*old_hands(), *joiners(3)])
    assert found.reference is None or found.joiners == 3
    assert "learn like the last ones" not in text or found.reference is not None


def test_ranges_are_behind_the_sentence_not_in_it() -> None:
    _text, _tone, found = told([*old_hands(0.1), *earlier(), *joiners(8)])
    text, _tone, interval = ability_words(Ability(found.now_minor, found), "EUR")
    assert interval.startswith("In 95 of 100: Change -")
    assert "%" not in text
    assert "95" not in text


def test_the_sentence_is_said_in_chinese() -> None:
    language.use("zh")
    try:
        text, _tone, _found = told([*old_hands(0.1), *earlier(), *joiners(8)])
    finally:
        language.use("en")
    assert "不是老员工变差了" in text
    assert "8位新人还在爬坡-" in text
    assert "{" not in text


def alarms(texts: Sequence[str]) -> int:
    return sum("no change that we can tell" not in text for text in texts)


def test_where_nothing_happened_nothing_is_claimed() -> None:
    texts = [
        told(person(number, steady(minor, seed=100 * seed + number)) for number, minor in enumerate(FULL, 1))[0]
        for seed in range(6)
    ]
    assert alarms(texts) <= 1, texts
    assert all("learn" not in text for text in texts)
