"""What a moved average is made up of, as it is read: the parts add up, in both languages."""

import re
from collections.abc import Callable
from random import Random

import pytest

from tuicrm.plain import language
from tuicrm.plain.formats import Alike
from tuicrm.sales.analysis.expansion.moving import Moved, Term
from tuicrm.sales.analysis.team.orphans import Orphans
from tuicrm.sales.analysis.telling.parts import clear_parts, parts_words, total_words
from tuicrm.sales.analysis.telling.risk import _of_their_customers

CLEAR = (1.0, 2.0)


def said(words: Callable[[], str], lang: str = "en") -> str:
    language.use(lang)
    try:
        return words()
    finally:
        language.use("en")


def part(name: str, minor: int, *, clear: bool = True, people: int = 3) -> Term:
    return Term(name, minor, CLEAR if clear else (-1.0, 1.0), people, 30.0, None, None)


def moved(before: int, now: int, *terms: Term, months: tuple[float, float] = (120.0, 120.0), joiners: int = 3) -> Moved:
    bounds = (float(now - before) - 1, float(now - before) + 1)
    return Moved(before, now, None, None, bounds, terms, None, 1, joiners, joiners, (10, 10), months, None)


def words_of(found: Moved, lang: str = "en") -> str:
    def words() -> str:
        write = Alike(found.averages, "EUR")
        return write.said(parts_words(found, write))

    return said(words, lang)


@pytest.mark.parametrize(
    ("before", "now", "parts", "read"),
    [
        (1_180_000, 1_110_000, [250_000, -170_000], ("-€0.7k", ["+2.5k", "-1.7k"], "-1.5k")),
        (1_000_000, 1_000_000, [], ("", [], "")),
        (1_000_000, 1_100_000, [100_000], ("+€1.0k", ["+1.0k"], "")),
        (1_000_000, 1_100_000, [0, 100_000], ("+€1.0k", ["", "+1.0k"], "")),
        (1_000_000, 900_000, [-60_000, -30_000], ("-€1.0k", ["-0.6k", "-0.3k"], "-0.1k")),
        (1_000_000, 900_000, [-200_000, 100_000], ("-€1.0k", ["-2.0k", "+1.0k"], "")),
        (-1_000_000, 1_000_000, [500_000], ("+€20.0k", ["+5.0k"], "+15.0k")),
        (1_000_000, -1_000_000, [-500_000], ("-€20.0k", ["-5.0k"], "-15.0k")),
        (0, 1_000_000, [1_000_000], ("+€10.0k", ["+10.0k"], "")),
    ],
)  # fmt: skip
def test_parts_are_written_in_the_places_of_the_whole(
    before: int, now: int, parts: list[int], read: tuple[str, list[str], str]
) -> None:
    write = Alike((before, now), "EUR")
    moved_by, written, rest = write.adding_up(before, now, parts)
    text = write.said("|".join([moved_by, *written, rest])).split("|")
    assert (text[0], text[1:-1], text[-1]) == read


def number(text: str) -> float:
    found = re.search(r"([-+])([0-9,.]+)", text)
    return 0.0 if found is None else float(found[1] + found[2].replace(",", ""))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_read_adds_up(seed: int, lang: str) -> None:
    """The rest is what is missing as it is written, never what is missing in cents."""
    rng = Random(seed)
    size = 10 ** rng.randint(3, 9)
    before, now = rng.randint(-size, size), rng.randint(-size, size)
    parts = [rng.randint(-size, size) for _nth in range(rng.randint(0, 4))]

    def words() -> str:
        moved_by, written, rest = Alike((before, now), "EUR").adding_up(before, now, parts)
        return "|".join([moved_by.replace("€", ""), *written, rest])

    whole, *rest = [number(one.replace("\0", "")) for one in said(words, lang).split("|")]
    assert whole == pytest.approx(sum(rest), abs=1e-6)


OLD, NEW, WEAK = part("mature", 250_000), part("lacked", -200_000), part("copying", -170_000)
LEFT, BETTER = part("leavers", -180_000, people=2), part("copying", 150_000)


@pytest.mark.parametrize(
    ("now", "terms", "english", "chinese"),
    [
        (1_000_000, (), "", ""),
        (900_000, (), "", ""),
        (900_000, (NEW,), "The fall of €1.0k: 3 new ones still learning -2.0k, the rest +1.0k.",
         "人均下降0.10万欧元，其中：3位新人还在爬坡-0.20万、其余+0.10万。"),
        (900_000, (OLD, NEW),
         "The fall of €1.0k: those here for over 3 years +2.5k, 3 new ones still learning -2.0k, the rest -1.5k.",
         "人均下降0.10万欧元，其中：入职3年以上的老员工+0.25万、3位新人还在爬坡-0.20万、其余-0.15万。"),
        (820_000, (LEFT,), "The fall of €1.8k: 2 who left and made more than the others -1.8k.",
         "人均下降0.18万欧元，其中：走了2位业绩较高的-0.18万。"),
        (1_250_000, (OLD,), "", ""),  # all of it is theirs: said of them
        (1_150_000, (BETTER,), "", ""),
    ],
)  # fmt: skip
def test_the_largest_parts_are_named_and_the_rest(
    now: int, terms: tuple[Term, ...], english: str, chinese: str
) -> None:
    found = moved(1_000_000, now, *terms)
    assert words_of(found) == english
    assert words_of(found, "zh") == chinese


def test_what_may_be_luck_and_what_nobody_can_change_is_no_part() -> None:
    found = moved(
        1_000_000, 900_000, part("mature", -50_000, clear=False), part("nobody", -90_000), part("hardly", -10_000),
        part("worked", -30_000),
    )  # fmt: skip
    assert [one.name for one in clear_parts(found)] == ["worked"]
    assert words_of(found) == "The fall of €1.0k: who worked how much -0.3k, the rest -0.7k."


def test_at_most_three_parts_are_named() -> None:
    names = ("mature", "maturing", "worked", "lacked")
    found = moved(1_000_000, 600_000, *(part(name, -100_000 - 1000 * nth) for nth, name in enumerate(names)))
    assert [one.name for one in clear_parts(found)] == ["lacked", "worked", "maturing"]
    assert words_of(found).endswith("the rest -1.0k.")


@pytest.mark.parametrize(
    ("before", "now", "months", "english"),
    [
        (1_000_000, 1_000_000, (96, 120), "rose from 0.96m to 1.20m, with 10 people on average, 8 before."),
        (1_000_000, 1_000_000, (120, 60), "fell from 1.20m to 0.60m, with 5 people on average, 10 before."),
        (1_000_000, 1_010_000, (120, 120), "is 1.21m, a year before 1.20m, with 10 people on average, as before."),
        (1_000_000, 990_000, (12, 12), "is 119k, a year before 120k, with 1 person on average, as before."),
        (1_000_000, 500_000, (120, 120), "fell from 1.20m to 0.60m, with 10 people on average, as before."),
        (1_000_000, 1_000_000, (18, 12), "fell from 180k to 120k, with 1 person on average, 1.5 before."),
        (-1_000_000, 1_000_000, (120, 120), "rose from -1.20m to 1.20m, with 10 people on average, as before."),
    ],
)  # fmt: skip
def test_the_total_stands_beside_the_average(before: int, now: int, months: tuple[int, int], english: str) -> None:
    """A company whose profit halved while the average is unchanged is told so."""
    found = moved(before, now, months=(float(months[0]), float(months[1])))
    assert total_words(found, 12, "EUR").replace("\0", "") == f"Total profit of 12 months {english}"


@pytest.mark.parametrize(
    ("orphans", "english", "chinese"),
    [
        (Orphans(), "See who looks after their customers.", "请确认离职者的客户由谁接手。"),
        (Orphans(1, 1), "Nobody looks after the customer that they held.", "离职者手上的1个客户现在没人跟进。"),
        (Orphans(12, 12), "Nobody looks after the 12 customers that they held.", "离职者手上的12个客户现在没人跟进。"),
        (Orphans(12, 0, ("A. Roth",), 1), "The 12 customers that they held are with A. Roth now.",
         "离职者手上的12个客户已由A. Roth接手。"),
        (Orphans(12, 0, ("A. Roth", "Li Wei"), 2), "The 12 customers that they held are with A. Roth, Li Wei now.",
         "离职者手上的12个客户已由A. Roth、Li Wei接手。"),
        (Orphans(12, 0, ("A. Roth", "Li Wei"), 5),
         "The 12 customers that they held are with A. Roth, Li Wei and 3 more now.",
         "离职者手上的12个客户已由A. Roth、Li Wei及另外3人接手。"),
        (Orphans(12, 4, ("A. Roth",), 1),
         "Of the 12 customers that they held nobody looks after 4; the others are with A. Roth.",
         "离职者手上的12个客户，4个没人跟进，其余由A. Roth接手。"),
        (Orphans(12, 4, (), 3),
         "Of the 12 customers that they held nobody looks after 4; the others are with 3 of us.",
         "离职者手上的12个客户，4个没人跟进，其余由3位同事接手。"),
    ],
)  # fmt: skip
def test_who_holds_the_customers_of_leavers_is_said(orphans: Orphans, english: str, chinese: str) -> None:
    assert said(lambda: _of_their_customers(orphans)) == english
    assert said(lambda: _of_their_customers(orphans), "zh") == chinese
