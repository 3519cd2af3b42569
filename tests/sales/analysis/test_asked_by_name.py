"""Who asks by a name that nobody has is told so; an empty figure would look like one."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from tests.company import NOW, Company
from tests.sales.test_report import settled
from tuicrm.plain import language
from tuicrm.sales import sources
from tuicrm.sales.analysis import Ask, comparing, report
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.asking import asked
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.records import records
from tuicrm.sales.analysis.titles import key_words
from tuicrm.store.errors import Refused

PERIOD = (date(2026, 11, 1), date(2027, 1, 31))


@pytest.fixture
def asking(company_with: Callable[..., Company]) -> Company:
    return company_with(settled)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("team:Wst", "There is no team Wst. Teams: East, West."),
        ('team:"East West"', "There is no team East West. Teams: East, West."),
        ("team:East,Nord", "There is no team Nord. Teams: East, West."),
        ("not:team:Nord", "There is no team Nord. Teams: East, West."),
        ("owner:nobody", "Nobody is called nobody."),
        ("stage:Dream", "There is no stage Dream. Stages: "),
        ("source:radio", "There is no source radio. Sources: "),
        ("campaign:Spring", "There is no campaign Spring. Campaigns: -."),
    ],
)
def test_a_name_that_there_is_none_of_is_refused_with_those_that_there_are(
    asking: Company, words: str, sentence: str
) -> None:
    hale = asking.desk("hale")
    ask = Ask("won", ("owner",), *PERIOD)
    for question in (
        partial(report, ask=Ask("won", (), *PERIOD, where=words)),
        partial(comparing.compare, ask=ask, against=words),
        partial(records, ask=Ask("won", (), *PERIOD, where=words), key=()),
        partial(answer, name="people", scope=Scope(where=words)),
        partial(asked, words=f"won --where '{words}'"),
    ):
        with pytest.raises(Refused) as refused:
            hale.read(question.func, **question.keywords)
        assert refused.value.code == "filter"
        assert str(refused.value.facts["sentence"]).startswith(sentence)


@pytest.mark.parametrize(
    ("words", "won"),
    [
        ("team:West", 1), ("team:west", 1), ("TEAM:WEST", 1), ("owner:li", 1), ('owner:"Li Wei"', 1), ("owner:me", 0),
        ("owner:我", 0), ("team:none", 0), ("owner:any", 3), ("not:team:West", 2), ("source:website", 2),
        ("team:East,West", 3),
    ],
)  # fmt: skip
def test_names_that_there_are_count(asking: Company, words: str, won: int) -> None:
    rows = asking.desk("hale").read(report, Ask("won", (), *PERIOD, where=words)).rows
    assert sum(int(row.value or 0) for row in rows) == won


def test_a_long_list_of_names_is_cut(asking: Company) -> None:
    hale = asking.desk("hale")
    for number in range(20):
        hale.write(sources.add, f"Channel {number}")
    with pytest.raises(Refused) as refused:
        hale.read(report, Ask("won", (), *PERIOD, where="source:radio"))
    said = str(refused.value.facts["sentence"])
    assert said.endswith("...."), said
    assert said.count(",") == 12


def test_a_source_is_called_as_the_team_calls_it_and_known_by_its_key(asking: Company) -> None:
    hale = asking.desk("hale")
    hale.write(sources.add, "Trade fair in Hanover", "expo")
    asking.customer("Fairly")
    found = hale.read(report, Ask("customers", ("source",)))
    assert found.called["expo"] == "Trade fair in Hanover"
    assert found.called["website"] == "website"
    line = next(one for one in as_answer(found).lines if one.key == ("website",))
    assert line.called == ("website",)
    assert key_words(("source",), ("expo",), found.called) == ("Trade fair in Hanover",)
    language.use("zh")
    try:
        zh = hale.read(report, Ask("customers", ("source",)))
        line = next(one for one in as_answer(zh).lines if one.key == ("website",))
        assert (line.key, line.called) == (("website",), ("网站",))
        assert zh.called["expo"] == "Trade fair in Hanover"
    finally:
        language.use("en")


def test_other_reports_ask_for_no_sources(asking: Company) -> None:
    assert asking.desk("hale").read(report, Ask("won", ("owner",))).called == {}


def test_a_company_of_one_person_asks_for_itself(small_company: Company) -> None:
    """`owner:me` is somebody even where the figures are empty."""
    assert small_company.clock.now == NOW
    assert small_company.desk("li").read(report, Ask("won", (), where="owner:me")).rows[0].value == 0
