"""The words of both languages: the same places filled, names that can stand, numbers that nobody has."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import story
from tuicrm.plain.money import from_decimal
from tuicrm.plain.periods import zone_of
from tuicrm.sample.act import PLAYS
from tuicrm.sample.campaigns import CAMPAIGNS
from tuicrm.sample.goods import GOODS
from tuicrm.sample.scenes import CARDS, POOL
from tuicrm.sample.words import words
from tuicrm.sample.words.names import City
from tuicrm.sample.words.shape import Words

TABLES = (
    "people", "teams", "sources", "lost_reasons", "campaigns", "products", "playbook", "playbook_actions", "criteria",
    "own_fields", "notes", "subjects", "phrases", "scenes",
)  # fmt: skip
LISTS = ("stages", "meanings", "needs", "industries", "competitors", "titles", "messages")


@pytest.fixture(params=["en", "zh"])
def own(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_name_the_same(table: str) -> None:
    english, chinese = (getattr(words(language), table) for language in ("en", "zh"))
    assert list(english) == list(chinese)


@pytest.mark.parametrize("name", LISTS)
def test_both_languages_count_the_same(name: str) -> None:
    english, chinese = (getattr(words(language), name) for language in ("en", "zh"))
    assert len(english) == len(chinese)
    assert len(set(map(str, english))) == len(english), "nothing twice"


@pytest.mark.parametrize("table", ["campaigns", "phrases"])
def test_both_languages_leave_the_same_places_open(table: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}

    english, chinese = (getattr(words(language), table) for language in ("en", "zh"))
    for key, text in english.items():
        assert places(text) == places(chinese[key]) or key in ("ads",), key


def test_every_part_of_the_story_has_its_word(own: Words) -> None:
    assert set(own.products) == set(GOODS)
    assert set(own.campaigns) == set(CAMPAIGNS)
    assert set(own.playbook_actions) == {play.key for play in PLAYS}
    assert set(own.scenes) == {card.key for card in CARDS} | {free.key for free in POOL}
    assert {play.kind for play in PLAYS} <= set(own.subjects)
    assert {step.phrase for card in CARDS for step in card.next if step.phrase} <= set(own.phrases)
    assert {part for _title, part in own.titles} == {"decides", "buys", "uses", "influences", "blocks"}


def test_a_story_asks_for_no_word_that_is_missing(own: Words) -> None:
    for act in story().acts:
        group, which = act.about
        assert group == "subject" or which in (own.playbook_actions if group == "play" else own.phrases)
        assert act.noted[0] in ("", "phrase") or act.noted[0] in own.notes
        assert not act.cancel or act.cancel in own.phrases


def test_the_home_of_the_company_exists(own: Words) -> None:
    assert zone_of(own.zone)
    thousand = from_decimal(Decimal(1000), own.currency).minor
    assert own.scale == thousand * (10 if own.language == "zh" else 1)
    assert own.region in ("DE", "CN")


@pytest.mark.parametrize(
    ("language", "quantity", "wanted"),
    [
        pytest.param("en", 1, "PX-200", id="one"),
        pytest.param("en", 3, "PX-200 x 3", id="three"),
        pytest.param("zh", 1, "PX-200", id="one in Chinese"),
        pytest.param("zh", 3, "PX-200 3套", id="three in Chinese"),
    ],
)
def test_a_project_is_called_after_what_it_is_about(language: str, quantity: int, wanted: str) -> None:
    assert words(language).project_name("PX-200", quantity) == wanted


@pytest.mark.parametrize("language", ["fr", "", "ZH", "zh_TW"])
def test_a_language_that_is_not_there_is_told_in_english(language: str) -> None:
    assert words(language) is words("en")


def test_words_are_read_once() -> None:
    assert words("zh") is words("zh")


CITIES = [city for language in ("en", "zh") for _weight, city in words(language).cities]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.name)
def test_each_city_has_companies_people_and_a_number_to_call(city: City) -> None:
    names = words("zh" if city.latin else "en").names
    rng = Random(city.name)
    made = [names.company(rng, city) for _ in range(30)]
    assert len({one.name for one in made}) > 10
    assert all(one.domain.replace("-", "").isalnum() and one.domain.isascii() for one in made)
    assert all(one.domain == one.domain.lower() for one in made)
    people = {names.person(rng, city) for _ in range(30)}
    assert len(people) > 10
    assert all(person.strip() == person for person in people)
    assert city.mobile.startswith("+")
    assert "x" in city.mobile
    assert not city.phone or "x" in city.phone


@settings(max_examples=25)
@given(seed=st.integers())
def test_the_same_draw_gives_the_same_name(seed: int) -> None:
    for language in ("en", "zh"):
        own, city = words(language), words(language).cities[0][1]
        assert own.names.company(Random(seed), city) == own.names.company(Random(seed), city)
        assert own.names.person(Random(seed), city) == own.names.person(Random(seed), city)


@settings(max_examples=25)
@given(seed=st.integers())
def test_a_chinese_company_is_called_as_the_register_writes_it(seed: int) -> None:
    city = words("zh").cities[1][1]
    made = words("zh").names.company(Random(seed), city)
    assert made.name.endswith("公司")
    assert not any(char.isascii() and char.isalpha() for char in made.name)
    assert made.name.startswith(("苏州", "江苏")) or "(苏州)" in made.name
    assert made.domain.endswith("-suzhou")
    assert "自动化科技" not in made.name


@settings(max_examples=25)
@given(seed=st.integers())
def test_a_european_company_has_its_country_s_form(seed: int) -> None:
    berlin = next(city for _weight, city in words("en").cities if city.name == "Berlin")
    made = words("en").names.company(Random(seed), berlin)
    assert made.name.endswith(("GmbH", "KG", "AG"))
    assert len(set(made.name.split()[:2])) == 2, "no stem twice"


def test_the_scenes_people_can_be_called_and_each_at_a_number_of_their_own(own: Words) -> None:
    phones = [phone for scene in own.scenes.values() for _name, _part, phone in scene.people]
    assert len(phones) == len(set(phones)) == 29
    assert all(phone.startswith("+") for phone in phones)
    assert len({scene.domain for scene in own.scenes.values()}) == len(own.scenes)
    assert all(0 <= scene.industry < len(own.industries) and scene.employees > 0 for scene in own.scenes.values())
