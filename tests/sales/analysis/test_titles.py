"""Measures, dimensions and keys of ours have words for people, in both languages; programs keep the names."""

import pytest

from tuicrm.plain import language
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.report import Report, Row
from tuicrm.sales.analysis.titles import DIMENSION_TITLES, MEASURE_TITLES, key_words, title_of


def source_words() -> dict[str, str]:
    """What the sources of a company that was founded in English are called."""
    known = {"website": "website", "fair": "fair", "email": "e-mail", "expo": "Trade fair in Hanover"}
    return {key: language.translated(name) for key, name in known.items()}


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_a_title(name: str, said_in_chinese: None) -> None:
    assert name in MEASURE_TITLES
    assert is_chinese(title_of(name)), title_of(name)
    assert "-" not in MEASURE_TITLES[name], "a title is made of words"


@pytest.mark.parametrize("name", DIMENSIONS)
def test_every_dimension_has_a_title(name: str, said_in_chinese: None) -> None:
    assert name in DIMENSION_TITLES
    assert is_chinese(title_of(name)), title_of(name)


@pytest.mark.parametrize("titles", [MEASURE_TITLES, DIMENSION_TITLES])
def test_no_two_are_called_alike(titles: dict[str, str], said_in_chinese: None) -> None:
    said = [title_of(name) for name in titles]
    assert sorted(said) == sorted(set(said))
    assert len(set(titles.values())) == len(titles)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("win-rate", "win rate"), ("owner", "person"), ("own:segment", "segment"), ("customer:行业", "行业"),
        ("sum:turnover", "turnover"), ("own:", "own:"), ("something", "something"), ("own:a:b", "a:b"),
        ("own:\x1b[31m", "␛[31m"),
    ],
)  # fmt: skip
def test_an_own_field_is_called_by_its_key(name: str, title: str) -> None:
    assert title_of(name) == title


@pytest.mark.parametrize(
    ("by", "key", "english", "zh"),
    [
        (("source",), ("website",), ("website",), ("网站",)),
        (("source",), ("fair",), ("fair",), ("展会",)),
        (("source",), ("trade-show",), ("trade-show",), ("trade-show",)),
        (("source",), ("expo",), ("Trade fair in Hanover",), ("Trade fair in Hanover",)),
        (("team",), ("website",), ("website",), ("website",)),
        (("source", "month"), ("email", "2026-11"), ("e-mail", "2026-11"), ("邮件", "2026-11")),
        (("kind",), ("call",), ("call",), ("电话",)),
        (("kind",), ("golf",), ("golf",), ("golf",)),
        (("outcome",), ("no_answer",), ("no answer",), ("未接",)),
        (("category",), ("pipeline",), ("pipeline",), ("储备",)),
        (("owner",), ("call",), ("call",), ("call",)),
        (("owner", "kind"), ("", ""), ("", ""), ("", "")),
        (("owner",), ("王芳",), ("王芳",), ("王芳",)),
        ((), (), (), ()),
    ],
)
def test_words_of_ours_are_said_in_the_language_of_the_reader(
    by: tuple[str, ...], key: tuple[str, ...], english: tuple[str, ...], zh: tuple[str, ...]
) -> None:
    assert key_words(by, key, source_words()) == english
    before = language.current()
    language.use("zh")
    try:
        said = key_words(by, key, source_words())
    finally:
        language.use(before)
    assert tuple(one if one == two else is_chinese(one) for one, two in zip(said, zh, strict=True)) == tuple(
        one if one == two else True for one, two in zip(said, zh, strict=True)
    )


def report(measure: str, *by: str, unit: str = "count") -> Report:
    rows = (Row(tuple("x" for _one in by), 1, 1, None, None),)
    return Report(measure, unit, by, None, None, "", None, "How.", "EUR", rows)


@pytest.mark.parametrize(
    ("asked", "title", "zh"),
    [
        (report("won"), "won projects", "赢单商机"),
        (report("won", "month"), "won projects by month", "月份"),
        (report("win-rate", "owner", "source"), "win rate by person, source", "来源"),
        (report("sum:turnover", "own:segment"), "turnover by segment", "segment"),
    ],
)
def test_a_report_on_paper_is_called_by_words_and_known_by_its_name(asked: Report, title: str, zh: str) -> None:
    found = as_answer(asked)
    assert (found.title, found.name) == (title, asked.measure)
    assert found.parts[0].name == "value"
    before = language.current()
    language.use("zh")
    try:
        assert zh in as_answer(asked).title
    finally:
        language.use(before)
