"""What some people or some projects say of a large company is what all of them say, as sure as it claims to be."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.company import NOW, Company, make_company
from tests.sales.analysis.know_how.playbook import SUBJECT
from tests.sales.analysis.know_how.stays import Stayed, bring, write_playbook
from tuicrm.plain.stats import wilson
from tuicrm.sales.analysis import sampling
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.expansion.copying import Due
from tuicrm.sales.analysis.expansion.odds import Stratum, odds_of
from tuicrm.sales.analysis.frame import Scope, frame
from tuicrm.sales.analysis.know_how.practices import Cases, Practice
from tuicrm.sales.analysis.questions import outlook, playbook, spread
from tuicrm.sales.analysis.questions.playbook import Found
from tuicrm.sales.analysis.sampling import Sample, looked_at_words, of_people, of_these, step_for
from tuicrm.store.actor import by_login
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users

PEOPLE, EACH = 240, 12
FEW = 1000
"""Of 2,880 projects: every seventh leaves fewer."""


@pytest.mark.parametrize(
    ("count", "enough", "step"),
    [
        (0, 100, 1), (100, 100, 1), (101, 100, 7), (706, 100, 7), (707, 100, 11), (1_112, 100, 13), (10**9, 100, 47),
        (300_000, 100_000, 7), (99_999, 100_000, 1), (1_000_000, 100_000, 11),
    ],
)  # fmt: skip
def test_a_step_leaves_enough_and_never_falls_in_with_a_cluster(count: int, enough: int, step: int) -> None:
    assert step_for(count, enough) == step
    assert all(step % each for each in range(2, 7)), "servers of a cluster number by their count"


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (Sample(), ()), (Sample(projects=7), ("There are so many projects that one in 7 is looked at.",)),
        (Sample(people=11), ("There are so many projects that one person in 11 is looked at, with all of theirs.",)),
    ],
)  # fmt: skip
def test_it_is_said(sample: Sample, said: tuple[str, ...]) -> None:
    assert looked_at_words(sample) == said


def crowd(company: Company) -> None:
    """Two of three people do it in most of their cases; who does it goes on as often as who does not."""
    rng = Random(3)

    def join(session: Session) -> None:
        rows = [
            {"login": f"p{number}", "name": f"P {number}", "name_sort": f"p {number}", "role": "rep", "version": 1}
            for number in range(PEOPLE)
        ]
        session.connection.execute(insert(users), rows)

    company.database.write_as(join, NOW)
    write_playbook(company, "Needs", ("call", SUBJECT, 7), at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    stayed = []
    for number in range(PEOPLE):
        habit = 0.9 if number % 3 else 0.1
        for nth in range(EACH):
            did = 5 if rng.random() < habit else None
            how = "forward" if rng.random() < 0.6 else "lost"
            ago = 250 - 20 * nth + rng.random()  # every month one or two
            stayed.append(Stayed(ago=ago, did=did, left=14 + rng.random() if ago > 30 else None, how=how if ago > 30
                                 else None, login=f"p{number}", class_=rng.choice("AB")))  # fmt: skip
    bring(company, "Needs", stayed)


def make_crowd(url: str) -> None:
    make_company(url)
    made = Company(Database(url))
    crowd(made)
    made.database.close()


@pytest.fixture
def large(template: Callable[[str, Callable[[str], None]], str]) -> Iterator[Company]:
    made = Company(Database(template("sqlite", make_crowd)))
    yield made
    made.database.close()


def asked(company: Company, module: Any, enough: int, login: str = "hale", **scope: Any) -> Answer:
    def read(session: Session) -> Answer:
        whole = frame(session, by_login(session, login), Scope(**scope), NOW)
        found: Answer = module.answer(replace(whole, enough=enough))
        return found

    return company.database.read_as(read, NOW)


def test_whole_people_are_looked_at_and_nobody_drops_out(large: Company) -> None:
    def read(session: Session) -> tuple[Sample, Sample, Sample, int]:
        whole = frame(session, by_login(session, "hale"), Scope(), NOW)
        few = replace(whole, enough=FEW)
        one = frame(session, by_login(session, "hale"), Scope(who="p7"), NOW)
        own = frame(session, by_login(session, "p7"), Scope(), NOW)
        return of_people(whole), of_people(few), of_people(replace(one, enough=FEW)), of_these(replace(own, enough=FEW))

    whole, few, one, own = large.database.read_as(read, NOW)
    assert (whole, few) == (Sample(), Sample(people=7))
    assert (one, own) == (Sample(), 1), "of one person, or of what a rep sees, all is looked at"
    every, some = (asked(large, spread, enough).lines[0].figures for enough in (10**6, FEW))
    assert every["people"] == PEOPLE
    assert some["people"] == len([number for number in large.all(select(users.c.id).where(users.c.login.like("p%")))
                                  if number.id % 7 == 0])  # fmt: skip


def test_few_people_are_looked_at_each_with_some_projects(large: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "LEAST_PEOPLE", PEOPLE)
    found = asked(large, spread, FEW)
    assert found.said[-1] == "There are so many projects that one in 7 is looked at."


def test_how_a_practice_spreads_is_told_alike_by_some_people(large: Company) -> None:
    every, some = (asked(large, spread, enough) for enough in (10**6, FEW))
    (all_of_them,), (few,) = every.lines, some.lines
    low, high = wilson(round(few.figures["now"] * few.figures["people"]), few.figures["people"])
    assert low <= all_of_them.figures["now"] <= high
    assert abs(few.figures["half_life"] - all_of_them.figures["half_life"]) <= 1
    assert some.said[-1] == "There are so many projects that one person in 7 is looked at, with all of theirs."
    assert every.said[-1] != some.said[-1]


def test_what_a_practice_is_worth_is_inside_the_interval_of_some_projects(large: Company) -> None:
    every, some = (asked(large, playbook, enough) for enough in (10**6, FEW))
    whole, few = every.lines[0].figures, some.lines[0].figures
    assert few["low"] <= whole["odds"] <= few["high"]
    assert few["high"] - few["low"] > 1.5 * (whole["high"] - whole["low"]), "it knows that it knows less"
    low, high = wilson(round(few["reach"] * few["people"]), few["people"])
    assert low <= whole["reach"] <= high
    assert whole["verdict"] == few["verdict"] == "can't be told"
    assert some.said[-1].startswith("There are so many projects that one person in 7 is looked at for how")


def test_what_the_period_brings_is_told_alike_by_chances_of_some_projects(large: Company) -> None:
    every, some = (asked(large, outlook, enough) for enough in (10**6, FEW))
    whole, few = every.lines[0].figures, some.lines[0].figures
    assert {name: whole[name] for name in ("closed", "commit", "best", "pipeline", "weighted", "open")} == {
        name: few[name] for name in ("closed", "commit", "best", "pipeline", "weighted", "open")
    }, "what is there is counted whole"
    assert few["p10"] <= whole["p50"] <= few["p90"]
    assert some.said[-1] == "There are so many projects that the chances were learned from one in 7."
    assert not any("one in" in one for one in every.said)


def test_some_projects_raise_no_more_false_alarms_than_all() -> None:
    """Three practices worth nothing, in four strata: tested on all cases and on one in seven of the same."""
    rng, companies = Random(8), 150
    alarms = [0, 0]
    for _company in range(companies):
        drawn: list[list[tuple[Stratum, Stratum]]] = []
        for _practice in range(3):
            strata = []
            for _stratum in range(4):
                rate, whole, few = rng.uniform(0.4, 0.8), [0, 0, 0, 0], [0, 0, 0, 0]
                for nth in range(350):
                    place = 2 * (rng.random() < 0.4) + (rng.random() >= rate)
                    whole[place] += 1
                    few[place] += nth % 7 == 0
                strata.append((Stratum(*whole), Stratum(*few)))
            drawn.append(strata)
        for side in (0, 1):
            alarms[side] += any(one.is_sure for one in playbook.judged(found(nth, [one[side] for one in strata])
                                for nth, strata in enumerate(drawn)))  # fmt: skip
    for count in alarms:
        assert wilson(count, companies)[0] <= playbook.ALARM, alarms


def found(nth: int, strata: list[Stratum]) -> Found:
    practice = Practice(1, "Needs", "call", str(nth), (nth,), 7, 10, NOW, True)
    dues = (Due(1, 24323, 10, 5),)
    return Found(practice, dues, Cases(tuple(strata), 0, Stratum(0, 0, 0, 0), 40), odds_of(strata))
