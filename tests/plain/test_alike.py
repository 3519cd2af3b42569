"""The amounts of one sentence: one unit, the currency once, and what differs is seen to."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain import language
from tuicrm.plain.formats import Alike

E = 100


def said(minors: list[int], currency: str = "EUR", lang: str = "en", *, plus: bool = False) -> str:
    language.use(lang)
    try:
        write = Alike(minors, currency)
        return write.said(" / ".join(write(minor, plus=plus) for minor in minors))
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("amounts", "english", "chinese"),
    [
        ([], "", ""),
        ([0], "0", "0"),
        ([950], "€950", "950欧元"),
        ([11_800, 11_100], "€11.8k / 11.1k", "1.2万欧元 / 1.1万"),
        ([15_000, 9_112], "€15.0k / 9.1k", "1.50万欧元 / 0.91万"),
        ([9_407, 7_021, 1_006], "€9.4k / 7.0k / 1.0k", "0.94万欧元 / 0.70万 / 0.10万"),
        ([118_000, 111_000], "€118k / 111k", "11.8万欧元 / 11.1万"),
        ([8_830, 10_020], "€8.8k / 10.0k", "0.88万欧元 / 1.00万"),  # not 8,830 beside 1.0万
        ([950, 1_200], "€0.95k / 1.20k", "950欧元 / 1,200"),
        ([728_000, 1_020_000, 1_310_000], "€0.73m / 1.02m / 1.31m", "72.8万欧元 / 102万 / 131万"),
        ([90, 1_200_000], "€90 / 1,200,000", "90欧元 / 1,200,000"),
        ([90_000_000, 1_200_000_000], "€90.0m / 1.20bn", "0.90亿欧元 / 12.0亿"),
        ([9_000_000, 120_000_000], "€9.00m / 120m", "900万欧元 / 1.2亿"),
        ([12_340, 12_310], "€12.34k / 12.31k", "1.234万欧元 / 1.231万"),  # never from one to the same
        ([14_210, 14_190], "€14.21k / 14.19k", "1.421万欧元 / 1.419万"),
        ([0, 5_000], "0 / €5.0k", "0 / 0.50万欧元"),
        ([-2_000, 3_000], "-€2.0k / 3.0k", "-2,000欧元 / 3,000"),
        ([1_000, 1_000], "€1.0k / 1.0k", "1,000欧元 / 1,000"),
        ([999, 400], "€999 / 400", "999欧元 / 400"),
    ],
)
def test_one_unit_and_the_currency_once(amounts: list[int], english: str, chinese: str) -> None:
    minors = [one * E for one in amounts]
    assert said(minors) == english
    assert said(minors, lang="zh") == chinese


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [
        ("CNY", "¥25.0k / 30.0k", "2.5万元 / 3.0万"),
        ("USD", "$25.0k / 30.0k", "2.5万美元 / 3.0万"),
        ("JPY", "JP¥2.50m / 3.00m", "250万日元 / 300万"),  # no cents
        ("CHF", "CHF 25.0k / 30.0k", "2.5万瑞士法郎 / 3.0万"),
        ("PLN", "PLN 25.0k / 30.0k", "2.5万 PLN / 3.0万"),
    ],
)
def test_each_currency_is_said_as_people_say_it(currency: str, english: str, chinese: str) -> None:
    minors = [2_500_000, 3_000_000]
    assert said(minors, currency) == english
    assert said(minors, currency, "zh") == chinese


def test_differences_have_their_sign_before_the_currency() -> None:
    assert said([-300_000, 160_000, 0], plus=True) == "-€3.0k / +1.6k / 0"
    assert said([-300_000, 160_000, 0], lang="zh", plus=True) == "-3,000欧元 / +1,600 / 0"


@pytest.mark.parametrize(("minor", "words"), [(9_500, "0.10k"), (400, "0"), (-400, "0"), (245_000_000, "2.45m")])
def test_what_was_not_asked_for_is_written_in_the_unit_of_the_others(minor: int, words: str) -> None:
    write = Alike((1_180_000, 1_110_000), "EUR")
    assert write.said(write(minor)).replace("€", "") == words


UNITS = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "万": 10**4, "亿": 10**8}


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=5), st.sampled_from(["en", "zh"]))
def test_the_larger_is_never_written_smaller_and_nothing_is_off_by_much(minors: list[int], lang: str) -> None:
    language.use(lang)
    try:
        write = Alike(minors, "EUR")
        written = [write(one).replace(Alike.MARK, "") for one in sorted(minors)]
    finally:
        language.use("en")
    numbers = [Decimal(one.rstrip("kmbn万亿").replace(",", "")) * UNITS[one.lstrip("0123456789.,")] for one in written]
    assert all(one <= other for one, other in pairwise(numbers))
    for minor, number in zip(sorted(minors), numbers, strict=True):
        assert abs(number - Decimal(minor) / E) <= max(Decimal("0.5"), Decimal(minor) / E / 20)
