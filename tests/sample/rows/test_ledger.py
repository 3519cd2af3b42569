"""The ledger gives ids, minor units and identities; the numbers are each given once."""

from __future__ import annotations

from uuid import RFC_4122

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample.telling import days
from tuicrm.plain.phones import phone_key
from tuicrm.sample.rows.ledger import Ground, Ledger
from tuicrm.sample.rows.reach import Numbers
from tuicrm.sample.words import words
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.people import memberships, teams, users

GROUND = Ground(1, 1, (1, 2, 3), ("pipeline",), {"website": 1, "other": 6}, {"price": 1}, first_user=4)
MILLISECONDS = st.integers(0, 2**47)


def ledger(language: str = "en", seed: int = 113) -> Ledger:
    return Ledger(GROUND, words(language), days(), seed)


def test_ids_go_on_where_the_founding_ended() -> None:
    book = ledger()
    assert [book.add(users, login="a"), book.add(users, login="b")] == [5, 6]
    assert book.add(sources, key="fair") == 7
    assert book.add(memberships, role="rep") == 2
    assert [book.add(teams, name="East"), book.add(teams, name="North")] == [1, 2]
    assert book.rows[teams] == [{"name": "East", "id": 1}, {"name": "North", "id": 2}]


@pytest.mark.parametrize(
    ("language", "units", "wanted"),
    [
        pytest.param("en", 14_000, 1_400_000, id="14 thousand euros in cents"),
        pytest.param("zh", 14_000, 14_000_000, id="140 thousand yuan in fen"),
        pytest.param("en", 0, 0, id="nothing"),
        pytest.param("en", 1, 100, id="the smallest"),
        pytest.param("en", 1234.6, 123_500, id="rounded to a unit"),
        pytest.param("zh", 10**9, 10**12, id="huge"),
    ],
)
def test_money_is_whole_minor_units(language: str, units: float, wanted: int) -> None:
    assert ledger(language).money(units) == wanted
    assert isinstance(ledger(language).money(units), int)


@settings(max_examples=25)
@given(number=st.integers(0, 10**6), milliseconds=MILLISECONDS)
def test_an_identity_is_a_valid_one_of_its_moment_and_the_same_each_time(number: int, milliseconds: int) -> None:
    made = ledger().uid("project", number, milliseconds)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == milliseconds
    assert made == ledger().uid("project", number, milliseconds)
    assert made != ledger().uid("customer", number, milliseconds)
    assert made != ledger(seed=1).uid("project", number, milliseconds)


@settings(max_examples=25)
@given(first=MILLISECONDS, second=MILLISECONDS)
def test_identities_sort_by_their_moment(first: int, second: int) -> None:
    one, two = (ledger().uid("action", number, at) for number, at in ((1, first), (2, second)))
    assert first == second or (one < two) == (first < second)


def given_out(numbers: Numbers, pattern: str) -> list[tuple[str, str]]:
    found = []
    while (one := numbers.next(pattern)) is not None:
        found.append(one)
    return found


@pytest.mark.parametrize(
    ("pattern", "size"),
    [
        pytest.param("+46 8 465 004 xx", 100, id="a hundred"),
        pytest.param("+44 113 496 0xxx", 1000, id="a thousand"),
        pytest.param("+1 216 555 01xx", 100, id="another continent"),
        pytest.param("", 0, id="a country without a range"),
    ],
)
def test_a_range_gives_each_of_its_numbers_once_and_is_then_used_up(pattern: str, size: int) -> None:
    found = given_out(Numbers("DE"), pattern)
    assert len(found) == len({key for _number, key in found}) == size
    assert all("x" not in number and number[:5] == pattern[:5] for number, _key in found)


@pytest.mark.parametrize(
    ("pattern", "region"),
    [
        ("+49 30 23125 xxx", "DE"),
        ("+44 7700 900xxx", "DE"),
        ("+33 4 65 71 xx xx", "DE"),
        ("+86 21 0010 xxxx", "CN"),
        ("+86 100 5550 xxxx", "CN"),
    ],
)
def test_a_number_has_the_key_that_the_door_would_give_it(pattern: str, region: str) -> None:
    numbers = Numbers(region)
    for _ in range(60):
        found = numbers.next(pattern)
        assert found is not None
        assert found[1] == phone_key(found[0], region)


def test_a_scene_s_number_is_not_given_to_anybody_else() -> None:
    numbers = Numbers("DE")
    named = numbers.named("+44 113 496 0287")
    assert named == ("+44 113 496 0287", "+441134960287")
    assert named[1] not in {key for _number, key in given_out(numbers, "+44 113 496 0xxx")}


def test_two_patterns_of_one_range_share_it() -> None:
    numbers = Numbers("DE")
    first = given_out(numbers, "+46 8 465 004 xx")
    assert given_out(numbers, "+46 8 4650 04 xx") == []
    assert len(first) == 100
