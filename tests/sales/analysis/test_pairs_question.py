"""`report pairs` from records: what is lacking, a planted effect, who sees whose figures, what stands behind a line."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, stage
from tests.sales.pairing.team import person, settled
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.store import change
from tuicrm.store.tables.pairing import pairs, programmes

WEEK = date(2026, 8, 31)  # twelve weeks before today
DAYS = (NOW.date() - WEEK).days


def ask(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "pairs", Scope(**scope))


def paired(company: Company, learner: str, *, later: bool = False, programme: int | None = None, **more: Any) -> int:
    """A pair of the past with Roth; they met on the Monday."""
    learner_id, partner_id = company.id(learner), company.id("roth")
    return insert(
        company, pairs, **{
            "programme_id": programme, "week_on": WEEK, "talk_on": WEEK + timedelta(weeks=4 * later),
            "is_later": later, "learner_id": learner_id, "partner_id": partner_id, "stage_id": stage(company, "Quote"),
            "state": "met", "met_on": WEEK + timedelta(weeks=4 * later), "two": f"{learner_id}-{partner_id}",
            "made_at": NOW, **more,
        },
    )  # fmt: skip


def programme(company: Company) -> int:
    return insert(company, programmes, team_id=None, begins_on=WEEK, wait_weeks=4, lot=7, made_at=NOW, made_by_id=None)


def measured(company: Company, early: tuple[int, int], waiting: tuple[int, int], count: int = 4) -> None:
    """Learners who went from 4 of 10 to so many of ten, those who talked first and those who waited."""
    made = programme(company)
    for nth in range(2 * count):
        login, later = f"p{nth}", nth % 2 == 1
        person(company, login)
        paired(company, login, later=later, programme=made)
        settled(company, login, 4, 10, days=DAYS + 20)
        settled(company, login, *(waiting if later else early), days=DAYS - 10)


def test_without_pairs_it_says_how_to_begin(small_company: Company) -> None:
    found = ask(small_company)
    assert found.said == ("Can't tell yet: nobody was paired. The first pairs: tuicrm pair make, or the team page.",)
    assert (found.lines, found.advice) == ((), ("pair two: tuicrm pair propose",))


def test_pairs_that_are_not_measured_prove_nothing_however_much_they_rose(small_company: Company) -> None:
    paired(small_company, "li")
    settled(small_company, "li", 2, 20, days=DAYS + 20)
    settled(small_company, "li", 19, 20, days=DAYS - 20)
    found = ask(small_company)
    assert found.said[0].startswith("Can't tell what pairs are worth: who learns was chosen for low figures")
    assert found.said[1] == "1 pair has talked, 0 notes are in playbooks."
    (line,) = found.lines
    assert line.key == ("Li Wei", "A. Roth")
    assert (line.figures["before"], line.figures["after"], line.figures["after_n"]) == (0.1, 0.95, 20)


@pytest.mark.parametrize(
    ("days", "before", "after"),
    [(DAYS + 26 * 7 + 1, 0, 0), (DAYS + 26 * 7, 10, 0), (DAYS + 1, 10, 0), (DAYS, 0, 10), (0, 0, 10)],
)
def test_half_a_year_before_and_until_today_since(small_company: Company, days: int, before: int, after: int) -> None:
    paired(small_company, "li")
    settled(small_company, "li", 5, 10, days=days)
    small_company.clock.later(minutes=1)
    (line,) = ask(small_company).lines
    assert (line.figures["before_n"], line.figures["after_n"]) == (before, after)


@pytest.mark.parametrize(("before", "after"), [(9, 20), (20, 9), (0, 0)])
def test_of_fewer_than_ten_no_rate_is_told(small_company: Company, before: int, after: int) -> None:
    paired(small_company, "li")
    for count, days in ((before, DAYS + 20), (after, DAYS - 20)):
        if count:
            settled(small_company, "li", count // 2, count, days=days)
    (line,) = ask(small_company).lines
    assert (line.figures["before"], line.figures["after"], line.figures["low"]) == (None, None, None)
    assert (line.figures["before_n"], line.figures["after_n"]) == (before, after)


@pytest.mark.parametrize(
    ("early", "waiting", "said"),
    [
        ((9, 10), (4, 10), "Pairs help, hardly by luck: who talked first went from 40% to 90%, who waited from"),
        ((4, 10), (9, 10), "Pairs did harm, hardly by luck"), ((7, 10), (7, 10), "Pairs make no difference"),
        ((2, 4), (2, 4), "Can't tell yet what pairs are worth: it takes 0 more pairs and 4 more settled projects"),
    ],
)  # fmt: skip
def test_the_lot_tells_help_from_harm_and_from_what_rose_anyway(
    small_company: Company, early: tuple[int, int], waiting: tuple[int, int], said: str
) -> None:
    measured(small_company, early, waiting)
    found = ask(small_company)
    assert found.said[0].startswith(said)
    first, second = found.lines[:2]
    assert (first.key[0], second.key[0]) == ("talked first", "waited, by lot")
    assert (first.figures["pairs"], second.figures["pairs"]) == (4, 4)


def test_a_lot_that_is_not_over_says_nothing_yet(small_company: Company) -> None:
    made = programme(small_company)
    monday = NOW.date() - timedelta(days=NOW.weekday())
    for nth in range(8):
        person(small_company, f"p{nth}")
        paired(
            small_company, f"p{nth}", later=nth % 2 == 1, programme=made, week_on=monday, talk_on=monday, met_on=monday
        )
    assert (
        ask(small_company).said[0].endswith("it takes 4 more pairs and 20 more settled projects on the smaller side.")
    )


def test_who_skipped_counts_and_what_was_undone_does_not(small_company: Company) -> None:
    measured(small_company, (9, 10), (4, 10))
    ids = [row.id for row in small_company.all(select(pairs.c.id).order_by(pairs.c.id))]

    def change_one(**values: Any) -> None:
        small_company.database.write_as(lambda session: change.update(session, pairs, ids[0], **values), NOW)

    change_one(state="skipped", met_on=None)
    assert ask(small_company).lines[0].figures["pairs"] == 4
    change_one(archived_at=NOW)
    assert ask(small_company).lines[0].figures["pairs"] == 3


@pytest.mark.parametrize(
    ("login", "lines"), [("li", 1), ("roth", 0), ("wang", 1), ("hale", 1), ("eye", 1), ("kuhn", 0)]
)
def test_figures_of_a_learner_are_theirs_their_leads_and_managers(
    small_company: Company, login: str, lines: int
) -> None:
    paired(small_company, "li")
    settled(small_company, "li", 5, 10, days=DAYS + 20)
    assert len(ask(small_company, login).lines) == lines


def test_behind_a_line_stand_the_projects_that_were_settled(small_company: Company) -> None:
    paired(small_company, "li")
    settled(small_company, "li", 5, 10, days=DAYS + 20)
    settled(small_company, "li", 1, 2, days=DAYS + 400, where="Quote")
    (line,) = ask(small_company).lines
    found = small_company.desk("hale").read(behind, "pairs", None, line.behind).records
    assert [one.name for one in found] == ["li Quote"]


def test_the_list_names_the_question_and_a_scope_narrows_it(small_company: Company) -> None:
    paired(small_company, "li")
    assert len(ask(small_company, who="li").lines) == 1
    assert ask(small_company, who="kuhn").said[0].startswith("Can't tell yet: nobody was paired.")
    west = ask(small_company, who="West")
    assert west.lines == ()
