"""Who was given the best is named, with whether they made more of it than luck does; in both languages."""

import pytest

from tuicrm.plain import language
from tuicrm.plain.stats_shrinkage import Group
from tuicrm.sales.analysis.questions.luck import given_best

USUAL = {"A": Group(30, 100, 0.3), "B": Group(31, 100, 0.31)}


def said(best: Group, names: tuple[str, ...] = ("A", "B", "C"), **others: Group) -> str:
    return " ".join(given_best({**USUAL, **others, "C": best}, names))


@pytest.mark.parametrize(
    ("best", "end", "zh"),
    [
        (Group(19, 42, 0.43), "43% were to be won as everybody wins them, 45% of 42 were won; no sign of more skill "
         "than the others have.", "看不出比别人更有本事。"),
        (Group(80, 100, 0.5), "50% were to be won as everybody wins them, 80% of 100 were won; that is more than luck "
         "gives.", "超出了运气。"),
        (Group(20, 100, 0.5), "50% were to be won as everybody wins them, 20% of 100 were won; that is less than "
         "luck gives.", "低于运气。"),
        (Group(5, 5, 0.5), "50% were to be won as everybody wins them, 100% of 5 were won; that is more than luck "
         "gives.", "超出了运气。"),
        (Group(0, 100, 0.45), "0% of 100 were won; that is less than luck gives.", "低于运气。"),
    ],
)  # fmt: skip
def test_more_or_less_than_luck_or_no_sign_of_skill(best: Group, end: str, zh: str) -> None:
    assert said(best).startswith("C was given the best: ")
    assert said(best).endswith(end)
    language.use("zh")
    try:
        assert said(best).startswith("C 分到的最好：")
        assert said(best).endswith(zh)
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("best", "names"),
    [
        (Group(90, 100, 0.33), ("A", "B", "C")),  # hardly better than what the others were given
        (Group(4, 4, 0.9), ("A", "B", "C")),  # too few to say anything
        (Group(80, 100, 0.5), ("A", "B")),  # not shown to this reader
        (Group(0, 0, 0.0), ("A", "B", "C")),
    ],
)  # fmt: skip
def test_nothing_is_said_where_nothing_can_be(best: Group, names: tuple[str, ...]) -> None:
    assert said(best, names) == ""


def test_one_alone_was_given_no_better_than_others() -> None:
    assert given_best({"A": Group(5, 10, 0.9)}, ("A",)) == ()
    assert given_best({}, ()) == ()
