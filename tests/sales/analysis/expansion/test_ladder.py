"""Child, youth, adult: an age is reached when all its steps, and those of the ages before, are taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.sales.analysis.expansion.ladder import ADULT, CHILD, STEPS, YOUTH, Share, Standing, standing

ALL = tuple(step for steps in STEPS.values() for step in steps)


def company(**lacking: int) -> dict[str, Share]:
    """A company that has everything of a hundred records each, but for what is named."""
    return {step: Share(lacking.get(step, 100), 100) for step in ALL}


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ({}, Standing(ADULT, "", 0, 0, ())),
        (dict.fromkeys(ALL, 0), Standing("", CHILD, 0, 2, ("contact", "source"))),
        ({"contact": 79}, Standing("", CHILD, 1, 2, ("contact",))),
        ({"contact": 80}, Standing(ADULT, "", 0, 0, ())),
        ({"history": 10}, Standing(CHILD, YOUTH, 2, 3, ("history",))),
        ({"cost": 62, "need": 49}, Standing(YOUTH, ADULT, 3, 5, ("need", "cost"))),
        ({"source": 10, "cost": 0}, Standing("", CHILD, 1, 2, ("source",))),
    ],
    ids=["adult", "nothing", "almost", "just enough", "child", "youth", "what comes first comes first"],
)
def test_age_and_what_is_missing(lacking: dict[str, int], expected: Standing) -> None:
    assert standing(company(**lacking)) == expected


@pytest.mark.parametrize(
    ("share", "rate", "taken", "lack", "wanted"),
    [
        (Share(0, 0), None, False, 0, 0),
        (Share(4, 5), 0.8, True, 1, 0),
        (Share(3, 5), 0.6, False, 2, 1),
        (Share(0, 7), 0.0, False, 7, 6),
        (Share(7, 7), 1.0, True, 0, 0),
        (Share(799, 1000), 0.799, False, 201, 1),
        (Share(900, 1000, 3, 2), 0.9, True, 2, None),
        (Share(0, 0, 2, 1), None, False, 1, None),
        (Share(-5, -20, 2, 1), None, False, 1, None),
    ],
)
def test_share_of_one_step(share: Share, rate: float | None, taken: bool, lack: int, wanted: int) -> None:
    assert (share.rate, share.is_taken, share.lack, share.wanted) == (rate, taken, lack, wanted)


def test_empty_company_is_before_the_first_age() -> None:
    found = standing(dict.fromkeys(ALL, Share(0, 0)))
    assert (found.age, found.next) == ("", CHILD)


shares = st.fixed_dictionaries(
    {step: st.integers(0, 60).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n))) for step in ALL}
)


@settings(max_examples=50, deadline=None)
@given(shares, st.sampled_from(ALL))
def test_recording_more_never_makes_younger(drawn: dict[str, Share], step: str) -> None:
    ages = ("", *STEPS)
    before = standing(drawn)
    after = standing(drawn | {step: Share(drawn[step].of, drawn[step].of)})
    assert ages.index(after.age) >= ages.index(before.age)


@settings(max_examples=50, deadline=None)
@given(shares)
def test_what_is_wanted_is_just_enough(drawn: dict[str, Share]) -> None:
    found = standing(drawn)
    assert found.taken + len(found.missing) == found.of
    for one in drawn.values():
        if one.of and one.wanted is not None:
            assert Share(one.have + one.wanted, one.of).is_taken
            assert one.wanted == 0 or not Share(one.have + one.wanted - 1, one.of).is_taken
