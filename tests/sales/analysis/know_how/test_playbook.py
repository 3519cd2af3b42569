"""What is said of the playbook, to whom, as of which day, and how it spreads."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.analysis.know_how.playbook import cases, dues, said, with_playbook
from tests.sales.analysis.know_how.stays import Stayed, bring
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind


def test_a_company_without_a_playbook_is_told_what_to_write(small_company: Company) -> None:
    for name in ("playbook", "spread"):
        found = small_company.desk("hale").read(answer, name, Scope())
        assert found.lines == ()
        assert found.said[0].startswith("Can't tell yet: no stage has a playbook with actions.")


def test_a_playbook_that_nothing_fell_due_by_says_so(small_company: Company) -> None:
    with_playbook(small_company)
    assert said(small_company).said == (
        "Can't tell yet: nothing that the playbook asks for fell due in this period.",
    )  # fmt: skip


def test_reach_counts_who_does_it_in_half_of_their_cases(small_company: Company) -> None:
    with_playbook(small_company)
    does, does_not = Stayed(did=5, left=30, how="forward"), Stayed(left=30, how="forward")
    by = {"li": (does, does), "roth": (does, does_not), "kuhn": (does_not, does_not), "wang": (does,)}
    from dataclasses import replace

    bring(small_company, "Needs", [replace(one, login=login) for login, own in by.items() for one in own])
    row = said(small_company).lines[0].figures
    assert (row["due"], row["people"]) == (7, 3), "one case says nothing of a person"
    assert row["reach"] == pytest.approx(2 / 3)
    assert row["followed"] == pytest.approx(4 / 7)
    only = said(small_company, who="roth").lines[0].figures
    assert (only["due"], only["followed"]) == (2, 0.5)
    east = said(small_company, who="East").lines[0].figures
    assert east["due"] == 5


def test_reader_sees_behind_it_the_projects_it_was_planned_for(small_company: Company) -> None:
    with_playbook(small_company)
    made = bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward"), Stayed()])
    line = said(small_company).lines[0]
    records = small_company.desk("hale").read(behind, "playbook", Scope(), line.behind).records
    assert [one.id for one in records] == made[:1]


def test_as_of_a_day_later_deeds_are_not_known(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(ago=100, did=8, left=30, how="forward")])
    assert [(one.due, one.done) for one in dues(small_company)] == [(1, 1)]
    early = NOW.date() - timedelta(days=95)
    assert dues(small_company, as_of=early) == ()
    assert cases(small_company, as_of=NOW.date() - timedelta(days=85)).strata == ()


def test_spread_follows_a_practice_from_person_to_person(small_company: Company) -> None:
    """Five people, two cases a month; they do it from month 0, 1, 2, 3 and never on, told by three months each."""
    with_playbook(small_company, at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    begins = {"li": 0, "roth": 1, "kuhn": 2, "wang": 3, "hale": 99}
    stayed = []
    for login, first in begins.items():
        for month in range(6):
            entered = datetime(2026, 5 + month, 10, 9, tzinfo=UTC)
            ago = (NOW - entered).total_seconds() / 86400
            stayed += [Stayed(ago=ago, did=5 if month >= first else None, left=12, how="forward", login=login)] * 2
    bring(small_company, "Needs", stayed)
    found = small_company.desk("hale").read(answer, "spread", Scope())
    row = found.lines[0].figures
    assert row["curve"].split()[:6] == ["0.20", "0.40", "0.40", "0.60", "0.80", "0.80"]
    assert (row["people"], row["now"]) == (5, 0.8)
    assert row["half_life"] == 3
    assert row["doubling"] is None, "nobody joined since"
    assert "half of the people do it after 3 months. The team does not grow." in found.said[0]
    assert "4 of 5 people" in found.said[1]


def test_spread_is_not_told_of_fewer_than_five_people(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward")] * 4)
    found = small_company.desk("hale").read(answer, "spread", Scope())
    assert found.said == (
        "Can't tell yet: a practice has to fall due twice to each of five people. From five people on.",
    )  # fmt: skip
    assert found.lines
