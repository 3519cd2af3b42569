"""Each of the five sentences leads to what it rests on, and to the one act that it asks for."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tuicrm.plain import language
from tuicrm.plain.language import _
from tuicrm.sales.analysis.questions import QUESTIONS
from tuicrm.sales.analysis.sentences import NAMES
from tuicrm.sales.analysis.team import Ability, Decided, Help, Phase, Plan, Risk, Since, TeamPage
from tuicrm.sales.analysis.team.know_how import OnlyOne
from tuicrm.sales.analysis.team.phase import Year
from tuicrm.screens import CARDS
from tuicrm.screens.answer import number_of
from tuicrm.screens.team_ways import HOW, act_of, evidence_of

RISK = Risk(("Acme",), 100_00, 10, 1, 1, first_id=7)
LASER = OnlyOne("laser", "Li Wei", 7, 7, 900_00)
NOBODY = Risk((), 0, 0, 0, 0)


def page(risk: Risk = NOBODY) -> TeamPage:
    year = Year(3.0, 100, 10)
    return TeamPage(
        date(2026, 11, 23), 3, "EUR", Plan(1, 0, None, None, 0, 0, ()), Ability(None), risk, Help(can_tell=False),
        Decided(), Since(datetime(2026, 11, 16), 0, 0, 0, 0, 0, 0, 0), Phase("level", year, year), (),
    )  # fmt: skip


@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_sentence_leads_to_something_that_there_is(key: str, lang: str) -> None:
    language.use(lang)
    try:
        way = evidence_of(key, page())
        assert _(way.words)
        assert _(HOW[key])
        assert (_(way.words) != way.words) is (lang == "zh")
    finally:
        language.use("en")
    assert way.card in CARDS


@pytest.mark.parametrize(
    ("risk", "evidence", "act"),
    [
        (NOBODY, ("answer", "abnormal"), None),
        (RISK, ("answer", "abnormal"), ("project", 7)),
        (replace(NOBODY, only_one=LASER), ("answer", "coverage"), ("answer", "leaving")),
        (replace(RISK, only_one=LASER), ("answer", "coverage"), ("answer", "leaving")),
        (replace(RISK, only_one=replace(LASER, amount_minor=99_00)), ("answer", "abnormal"), ("project", 7)),
    ],
)
def test_a_risk_leads_to_where_most_money_hangs(
    risk: Risk, evidence: tuple[str, str], act: tuple[str, Any] | None
) -> None:
    seen = page(risk)
    way, asked = evidence_of("risk", seen), act_of("risk", seen)
    assert (way.card, way.record_id) == (evidence[0], number_of(evidence[1]))
    if act is None:
        assert asked is None
    else:
        assert asked is not None
        assert (asked.card, asked.record_id) == (act[0], number_of(act[1]) if act[1] in QUESTIONS else act[1])


@pytest.mark.parametrize(
    ("key", "card"), [("plan", "review"), ("decided", "review"), ("ability", "pairs"), ("help", "pairs")]
)
def test_what_each_asks_for(key: str, card: str) -> None:
    way = act_of(key, page())
    assert way is not None
    assert way.card == card
