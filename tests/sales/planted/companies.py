"""The companies: in each one thing happened, or nothing; what a reader is to say of it stands beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.sales.planted.making import ALWAYS, QUOTE, Moment, Seller

NAMES = (
    "A. Adler", "B. Blanc", "C. Costa", "D. Dahl", "E. Engel", "F. Ferri", "G. Greco", "H. Holm", "I. Ivanov",
    "J. Jansen", "K. Klein", "L. Lopez", "M. Moser", "N. Novak", "O. Olsen", "P. Pinto", "Q. Quist", "R. Rossi",
    "S. Silva", "T. Toth", "U. Ural", "V. Vogel", "W. Weber", "X. Xenos", "Y. Young", "Z. Zeman",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A company: its sellers, whether chance comes out evenly, and what is planted, in words for us."""

    what: str
    sellers: list[Seller]
    is_even: bool = True
    seed: int = 1


def crew(*groups: tuple[int, Callable[[str, int], Seller]]) -> list[Seller]:
    """Put groups of so many together, each of whom gets a name of their own."""
    names: Iterator[str] = iter(NAMES)
    return [make(next(names), number) for many, make in groups for number in range(many)]


def old(name: str, number: int) -> Seller:
    """Somebody who was always there."""
    return Seller(name)


def in_second_year(moment: Moment) -> bool:
    return moment.month >= 24


def ramping(length: float, most: float = 1.0, begin: float = 0.25) -> Callable[[Moment], float]:
    """Projects begun in a month, by months since joining: few at first, then as many as others, or a part of it."""
    return lambda moment: 3 * most * min(1.0, begin + (1 - begin) * moment.tenure / length)


def earlier(name: str, number: int) -> Seller:
    """Who joined in the first year and learned in half a year."""
    return Seller(name, joined=1 + 2 * (number % 6), pace=ramping(6))


def later(name: str, number: int) -> Seller:
    """Who joined in the last year and learns as those before did."""
    return Seller(name, joined=25 + number, pace=ramping(6))


def dilution() -> Planted:
    better = lambda name, number: Seller(  # noqa: E731
        name, size=lambda moment: 24.0 if in_second_year(moment) else 20.0
    )
    grown = lambda name, number: Seller(  # noqa: E731
        name,
        joined=1 + 2 * number,
        pace=ramping(10, begin=0.05),
        size=lambda moment: 24.0 if in_second_year(moment) else 20.0,
    )
    new = lambda name, number: Seller(name, joined=26 + number % 8, pace=ramping(10, begin=0.05))  # noqa: E731
    return Planted("each is better, the average is lower: many are new", crew((7, better), (4, grown), (9, new)))


def worse_cohort() -> Planted:
    new = lambda name, number: Seller(name, joined=25 + number % 6, pace=ramping(6, most=0.35))  # noqa: E731
    return Planted("those who are new learn less than those before", crew((8, old), (6, earlier), (8, new)))


def _weak(length: float) -> Callable[[Moment, int], float]:
    return lambda moment, stage: 0.35 if stage == QUOTE and moment.tenure < length else ALWAYS[stage]


def weak_stage() -> Planted:
    before = lambda name, number: Seller(name, joined=1 + 2 * number, chance=_weak(12))  # noqa: E731
    new = lambda name, number: Seller(name, joined=25 + number, chance=_weak(12))  # noqa: E731
    return Planted("new people lose projects at Quote", crew((8, old), (5, before), (6, new)))


def single_point() -> Planted:
    only = lambda name, number: Seller(  # noqa: E731
        name, goods=lambda rng, moment: "LX laser" if rng.random() < 0.6 else "PX pump"
    )
    return Planted("one alone can sell the LX laser", crew((1, only), (9, old)))


def thin_mix() -> Planted:
    def goods(rng: Random, moment: Moment) -> str:
        return "QX valve" if rng.random() < (0.6 if in_second_year(moment) else 0.1) else "PX pump"

    mixed = lambda name, number: Seller(  # noqa: E731
        name, goods=goods, size=lambda moment: 25.0 if in_second_year(moment) else 20.0
    )
    return Planted("revenue grows, profit does not: more of a product with a thin margin", crew((10, mixed)))


def leavers() -> Planted:
    best = lambda name, number: Seller(name, left=22 + number * 0.5, size=lambda moment: 60.0)  # noqa: E731
    return Planted("the best left", crew((9, old), (4, best)))


def best_left() -> Planted:
    """One alone: no test over persons can tell it from luck, and it is most of the fall."""
    best = lambda name, number: Seller(name, left=23.5, size=lambda moment: 110.0)  # noqa: E731
    return Planted("the one who sold most left", crew((10, old), (1, best)))


def no_inquiries() -> Planted:
    fewer = lambda name, number: Seller(name, pace=lambda moment: 2.0 if in_second_year(moment) else 3.0)  # noqa: E731
    return Planted("all begin fewer projects", crew((10, fewer)))


def shrinking() -> Planted:
    gone = lambda name, number: Seller(name, left=21 + number * 0.6)  # noqa: E731
    return Planted("half of the people left; those who stay sell as before", crew((8, old), (7, gone)))


def three() -> Planted:
    better = lambda name, number: Seller(  # noqa: E731
        name, size=lambda moment: 32.0 if in_second_year(moment) else 20.0
    )
    return Planted("three people, each sells much more", crew((3, better)))


def worse() -> Planted:
    less = lambda name, number: Seller(  # noqa: E731
        name, chance=lambda moment, stage: ALWAYS[stage] * (0.85 if in_second_year(moment) else 1.0)
    )
    return Planted("those who were there before sell less", crew((11, less)))


def nothing(seed: int = 5) -> Planted:
    return Planted("nothing", crew((12, old)), is_even=False, seed=seed)


def nothing_growing(seed: int = 6) -> Planted:
    before = lambda name, number: Seller(name, joined=2 * number)  # noqa: E731
    new = lambda name, number: Seller(name, joined=24 + number)  # noqa: E731
    return Planted("nothing; they grow, and all are alike", crew((7, old), (4, before), (5, new)), is_even=False,
                   seed=seed)  # fmt: skip


def nothing_turning_over(seed: int = 7) -> Planted:
    """Each year as many come and go, and learn alike."""
    come = lambda name, number: Seller(  # noqa: E731
        name, joined=-10 + 4.0 * number, left=-10 + 4.0 * number + 20 if number < 7 else None, pace=ramping(6)
    )
    return Planted("nothing; people come and go as ever", crew((7, old), (11, come)), is_even=False, seed=seed)


COMPANIES = {
    "dilution": dilution, "worse_cohort": worse_cohort, "weak_stage": weak_stage, "single_point": single_point,
    "thin_mix": thin_mix, "leavers": leavers, "best_left": best_left, "no_inquiries": no_inquiries,
    "shrinking": shrinking, "three": three, "worse": worse,
    "nothing": nothing, "nothing_growing": nothing_growing, "nothing_turning_over": nothing_turning_over,
}  # fmt: skip
