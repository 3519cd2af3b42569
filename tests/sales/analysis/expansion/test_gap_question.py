"""Which stage the new ones lose: counted per project from the stage history, told in a sentence."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cli.inside import Inside
from tests.company import NOW, Company
from tests.sales.analysis.expansion.made import ORDER, Way, hire, lay
from tests.sales.house import set_values
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.analysis.questions import gap as gap_question
from tuicrm.store.errors import Refused
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

FIRST = date(2026, 1, 1)


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    found: Answer = company.desk(login).read(answer, "gap", Scope(**{"from_on": FIRST, **scope}))
    return found


def column(found: Answer, part: str) -> dict[str, Any]:
    return {line.key[0]: line.figures.get(part) for line in found.lines}


def through(last: str, days: float = 5) -> tuple[tuple[str, float], ...]:
    """Stays in all stages up to one."""
    return tuple((name, days) for name in ORDER[: ORDER.index(last) + 1])


def test_projects_are_counted_once_whatever_they_do(company: Company) -> None:
    """Back and on again, a skip, an undo, an unknown entry, an open one, a win straight from the first stage."""
    hire(company, "young", date(2026, 6, 1))
    lay(
        company,
        [
            Way("young", 90, (*through("Demo"), ("Needs", 5), ("Demo", 5), ("Quote", 5)), "lost"),
            Way("young", 90, (("New", 5), ("Quote", 5), ("Close", 5)), "won"),
            Way("young", 90, (("New", 5), ("Close", 1), ("New", 5)), "lost", taken_back=(1,)),
            Way("young", 90, through("Needs"), "lost", is_known=False),
            Way("young", 10, through("Needs")),
            Way("young", 90, (("New", 5),), "won"),
        ],
    )
    found = asked(company, by="owner:young")
    assert column(found, "reached") == {
        "New": 5, "Needs": 4, "Demo": 3, "Quote": 3, "Close": 2, "together": 5,
    }  # fmt: skip
    assert column(found, "open")["Needs"] == 1
    assert column(found, "horizon")["Needs"] is not None
    assert column(found, "horizon")["Quote"] is None, "nothing is open there: everything counts"
    assert column(found, "ours")["Quote"] == pytest.approx(2 / 3, abs=1e-4)
    assert any("1 project is left out" in sentence for sentence in found.said)


def filled(company: Company, *, ours: str = "young", theirs: str = "roth") -> None:
    """Thirty closed projects each: ours lose half at Quote, theirs almost none there; else alike."""
    hire(company, "young", date(2026, 3, 1))
    ways = []
    for login, at_quote in ((ours, 24), (theirs, 4)):
        ways += [Way(login, 150, through("Needs"), "lost")] * 12
        ways += [Way(login, 150, through("Quote"), "lost")] * at_quote
        ways += [Way(login, 150, through("Close"), "won")] * (40 - at_quote)
    lay(company, ways)


@pytest.mark.parametrize(
    ("ln", "effect"), [(0.0, 0.0), (-0.3502, -0.2955), (0.4055, 0.5), (-0.6931, -0.5), (None, None)]
)
def test_people_read_percent_of_what_is_won_and_programs_units_that_add_up(
    ln: float | None, effect: float | None
) -> None:
    found = gap_question._effect(ln, ln, None)
    assert found == {"effect": pytest.approx(effect, abs=1e-4) if effect is not None else None,
                     "effect_low": found["effect"], "effect_high": None}  # fmt: skip


def test_ln_units_are_for_programs_alone(small_company: Company) -> None:
    filled(small_company)
    only = {part.name: part.only for part in asked(small_company).parts}
    assert {name for name, whose in only.items() if whose == "programs"} == {"ln", "ln_low", "ln_high", "q"}
    assert {name for name, whose in only.items() if whose == "people"} == {
        "effect", "effect_low", "effect_high", "rates",
    }  # fmt: skip


def test_stage_that_carries_the_gap_is_named(small_company: Company) -> None:
    filled(small_company)
    set_values(small_company, users, small_company.id("roth"), joined_on=date(2020, 1, 1))
    found = asked(small_company)
    assert found.title.startswith("new people against experienced ones")
    assert column(found, "share") == {
        "New": 0.0, "Needs": 0.0, "Demo": 0.0, "Quote": 1.0, "Close": 0.0, "together": 1.0,
    }  # fmt: skip
    assert column(found, "ours")["together"] == pytest.approx(16 / 52, abs=1e-4)
    assert column(found, "theirs")["together"] == pytest.approx(36 / 52, abs=1e-4)
    assert found.said[0] == (
        "new people: 31% are won of what began; experienced ones: 69%. Quote carries 100% of the gap (74% to 100%): "
        "40% go on there against 90%."
    )
    assert "5 comparisons" in found.said[1]
    assert "Quote" in found.advice[0]
    quote = next(line for line in found.lines if line.key == ("Quote",))
    records = small_company.desk("hale").read(behind, "gap", Scope(from_on=FIRST), quote.behind).records
    assert (len(records), {one.owner for one in records}) == (24, {"Young"})


@pytest.mark.parametrize(
    ("scope", "title"),
    [
        ({"by": "owner:young"}, "owner:young against the others"),
        ({"by": "owner:young", "against": "owner:roth"}, "owner:young against owner:roth"),
        ({"by": "owner:young", "against": "team:West,East"}, "owner:young against team:West,East"),
        ({"where": "owner:young,roth", "by": "owner:young"}, "owner:young against the others"),
    ],
)
def test_any_two_groups_are_set_against_each_other(small_company: Company, scope: dict[str, str], title: str) -> None:
    filled(small_company)
    found = asked(small_company, **scope)
    assert found.title.startswith(title)
    assert (column(found, "reached")["New"], column(found, "reached_theirs")["New"]) == (52, 52)
    assert column(found, "share")["Quote"] == 1.0


def test_two_periods_are_set_against_each_other(small_company: Company) -> None:
    ways = []
    for ago, at_quote in ((60, 24), (60 + 365, 4)):
        ways += [Way("li", ago, through("Quote"), "lost")] * at_quote + [Way("li", ago, through("Close"), "won")] * 16
    lay(small_company, ways)
    days = {"from_on": date(2026, 9, 1), "to_on": date(2026, 11, 23)}
    for against in ("year-before", "2025-09-01..2025-11-23"):
        found = asked(small_company, against=against, **days)
        assert found.title.startswith("1 Sep to 23 Nov against")
        assert (column(found, "reached")["New"], column(found, "reached_theirs")["New"]) == (40, 20)
        assert column(found, "share")["Quote"] == 1.0
    nothing = asked(small_company, against="period-before", **days)
    assert column(nothing, "reached_theirs")["New"] == 0
    assert nothing.said[0].startswith("Can't tell yet: 40 projects of")
    mine = asked(small_company, by="owner:roth", against="year-before", **days)
    assert column(mine, "reached")["New"] == 0


def test_a_handover_moves_a_project_to_no_other_side(small_company: Company) -> None:
    filled(small_company)
    for project_id in (one.id for one in small_company.all(select(projects.c.id))):
        set_values(small_company, projects, project_id, owner_id=small_company.id("kuhn"))
    found = asked(small_company, by="owner:young")
    assert column(found, "reached")["New"] == 52


def test_as_of_an_earlier_day_less_was_over(small_company: Company) -> None:
    filled(small_company)
    then = asked(small_company, by="owner:young", as_of=(NOW - timedelta(days=140)).date())
    assert column(then, "reached")["Demo"] == 40
    assert (column(then, "reached")["Quote"], column(then, "open")["Demo"]) == (0, 80)


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({"by": "team"}, "question_by"),
        ({"against": "hu"}, "against"),
        ({"against": "2026-13-01..2026-01-02"}, "against"),
        ({"by": "new", "against": "team:East"}, "against"),
        ({"by": "colour:red"}, "filter"),
        ({"by": "amount:x"}, "filter_amount"),
    ],
)
def test_what_is_no_comparison_is_refused(small_company: Company, scope: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(small_company, **scope)
    assert refused.value.code == code


def test_other_questions_take_no_comparison(small_company: Company) -> None:
    for scope, code in ((Scope(by="team:East"), "question_by"), (Scope(against="year-before"), "question_against")):
        with pytest.raises(Refused) as refused:
            small_company.desk("hale").read(answer, "people", scope)
        assert refused.value.code == code


def test_few_projects_say_what_to_record(small_company: Company) -> None:
    lay(small_company, [Way("li", 60, through("Close"), "won")] * 3)
    found = asked(small_company)
    assert found.said[0].startswith("Can't tell yet: 3 projects of new people and 0 of experienced ones")
    assert "Days of joining" in found.said[0]
    assert found.advice == ()


def test_command_prints_what_the_rule_says(small_company: Company) -> None:
    filled(small_company)
    tuicrm = Inside(small_company)
    document = tuicrm(
        "report", "gap", "--by", "owner:young", "--from", "2026-01-01", "--json", login="hale"
    ).json  # fmt: skip
    assert document["report"] == "gap"
    quote = next(row for row in document["rows"] if row["key"] == ["Quote"])
    assert (quote["share"], quote["reached"], quote["reached_theirs"]) == (1.0, 40, 40)
    refused = tuicrm("report", "people", "--by", "team", login="hale")
    assert (refused.status, refused.err) == (1, "tuicrm: people has no --by team. It takes: -.\n")
