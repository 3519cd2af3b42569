"""The second sentence of the page and the block `moved` never contradict one another: both use the same words."""

from collections.abc import Callable
from random import Random

import pytest

from tests.sales.analysis.made import person, ramping, steady, told
from tuicrm.plain.formats import Alike
from tuicrm.plain.stats_signs import luck_of_sum
from tuicrm.sales.analysis.expansion.moving import Moved, is_clear
from tuicrm.sales.analysis.expansion.persons import Person
from tuicrm.sales.analysis.expansion.wording import moved_words, sentences, themselves

MUCH = 1_000_000


def old_hands(gain: float = 0.0, count: int = 8) -> list[Person]:
    return [person(number, steady((8 + number % 5) * 100_000, gain, number)) for number in range(1, count + 1)]


def joiners(count: int) -> list[Person]:
    return [person(40 + number, ramping(MUCH, 12), joined=38 + number % 4) for number in range(count)]


def earlier() -> list[Person]:
    return [person(20 + number, ramping(MUCH, 12), joined=13 + number % 3) for number in range(6)]


def left(minor: int, count: int = 5) -> list[Person]:
    return [person(60 + number, steady(minor, seed=number), left=36) for number in range(count)]


def uneven(seed: int, last: float = 1.0) -> list[Person]:
    """Twelve people of whom now and then one sells much, and last year so much more."""
    rng = Random(seed)

    def brings(month: int, tenure: int) -> int:
        return round(rng.lognormvariate(13, 1.2) * (last if month > 36 else 1) * (rng.random() < 0.3))

    return [person(number, brings) for number in range(1, 13)]


COMPANIES: dict[str, Callable[[], list[Person]]] = {
    "better": lambda: old_hands(0.3),
    "worse": lambda: old_hands(-0.3),
    "as before": old_hands,
    "better, and lower": lambda: [*old_hands(0.1), *earlier(), *joiners(8)],
    "better, and lower, not sure": lambda: [*old_hands(0.1), *earlier(), *joiners(3)],
    "worse, and higher": lambda: [*old_hands(-0.1), *left(100_000, 14)],
    "the best left": lambda: [*old_hands(), *left(4 * MUCH)],
    "three people": lambda: old_hands(0.3, 3),
    **{f"luck {seed}": lambda seed=seed: uneven(seed) for seed in range(6)},
}


def of(name: str) -> tuple[str, list[str], Moved]:
    text, _tone, found = told(COMPANIES[name]())
    return text, sentences(found, "EUR"), found


@pytest.mark.parametrize("name", COMPANIES)
def test_page_and_block_say_the_same(name: str) -> None:
    page, block, found = of(name)
    write = Alike((found.before_minor, found.now_minor), "EUR")
    assert page.startswith(block[0])
    assert block[0] == write.said(moved_words(found, write))
    if min(found.people) < 5:
        assert len(block) == 2
        return
    told_of = themselves(found)
    assert block[1].startswith(told_of or "Nobody was there long enough")
    verdict = told_of.partition(". ")[0] if found.is_told else told_of  # the page has the figure among its parts
    assert verdict in page or "can't be told yet" in told_of


@pytest.mark.parametrize("name", COMPANIES)
def test_what_may_be_luck_is_claimed_nowhere(name: str) -> None:
    page, block, found = of(name)
    everything = " ".join([page, *block])
    mature = found.term("mature")
    assert mature is not None
    if not found.is_told:
        assert "month fell from" not in everything
        assert "month rose from" not in everything
    if not is_clear(mature.bounds):
        assert "years make" not in everything
    if found.change_minor > 0 or mature.minor < 0:
        assert "got worse:" not in everything


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("better", ("month rose from", "Those here for over 3 years make more than a year before.")),
        ("worse", ("month fell from", "Those here for over 3 years make less than a year before; why")),
        ("as before", ("no change that we can tell from luck", "can't be told yet")),
        ("better, and lower", ("month fell from", "not because people got worse")),
        ("worse, and higher", ("month rose from", "make less, and the average is higher all the same")),
        ("three people", ("Fewer than five people sell: too few to tell why it moved.",)),
    ],
)
def test_each_is_said_in_the_block(name: str, words: tuple[str, ...]) -> None:
    _page, block, _found = of(name)
    assert all(one in " ".join(block) for one in words), block


@pytest.mark.parametrize("seed", range(12))
def test_a_range_leaves_out_nought_only_where_signs_agree(seed: int) -> None:
    """Of the experienced, who are all that there is here: what each made more is what the signs are dealt to."""
    people = uneven(seed, 1.6)
    _text, _tone, found = told(people)
    mature = found.term("mature")
    assert mature is not None
    assert mature.bounds is not None
    more = []
    for one in people:
        sums = [sum(profit for month, _parts, profit in one.months if (month > 36) is late and month > 24)
                for late in (False, True)]  # fmt: skip
        more.append(float(sums[1] - sums[0]))
    luck = luck_of_sum(more)
    assert is_clear(mature.bounds) <= (luck <= 0.05)
    assert mature.bounds[0] <= mature.minor <= mature.bounds[1]
