"""Who counts as a case of the playbook, and what fell due."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.analysis.know_how.playbook import (
    DID_STAYED,
    DID_WENT,
    STAYED,
    SUBJECT,
    WENT,
    WRITTEN,
    cases,
    dues,
    read,
    said,
    with_playbook,
)
from tests.sales.analysis.know_how.stays import Stayed, bring, write_playbook
from tuicrm.sales.analysis.expansion.odds import Stratum
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.know_how.practices import practices_of
from tuicrm.sales.analysis.questions import answer


@pytest.mark.parametrize(
    ("stayed", "expected", "left"),
    [
        (Stayed(did=5, left=30, how="forward"), (DID_WENT,), 0),
        (Stayed(did=10, left=30, how="won"), (DID_WENT,), 0),
        (Stayed(did=10.2, left=30, how="skip"), (WENT,), 0),
        (Stayed(did=20, left=30, how="lost"), (STAYED,), 0),
        (Stayed(did=5, left=30, how="lost"), (DID_STAYED,), 0),
        (Stayed(did=5, left=30, how="back"), (DID_STAYED,), 0),
        (Stayed(did=5), (DID_STAYED,), 0),
        (Stayed(), (STAYED,), 0),
        (Stayed(did=5, left=9.9, how="forward"), (), 1),
        (Stayed(left=10, how="lost"), (), 1),
        (Stayed(ago=19, did=5), (), 0),
        (Stayed(did=5, left=30, how="undo"), (), 0),
        (Stayed(did=5, left=30, how="forward", is_known=False), (), 0),
        (Stayed(did=5, left=30, how="forward", entered_how="import"), (), 0),
        (Stayed(did=5, left=30, how="forward", is_archived=True), (), 0),
        (Stayed(ago=340, did=5, left=30, how="forward"), (), 0),
    ],
    ids=[
        "done in time, went on", "done on the landmark", "done after the landmark is not done", "late and lost",
        "done and lost", "done and went back", "done and still there", "neither",
        "left before the landmark", "left on the landmark", "too young for the horizon", "undone",
        "entry not known", "imported", "archived", "before it was written",
    ],
)  # fmt: skip
def test_who_is_a_case(small_company: Company, stayed: Stayed, expected: tuple[Stratum, ...], left: int) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [stayed])
    found = cases(small_company)
    assert (found.strata, found.left) == (expected, left)


def test_horizon_is_when_nine_of_ten_are_out_and_at_least_twice_the_landmark(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(left=8, how="forward") for _ in range(10)])
    assert cases(small_company).horizon == 20
    bring(small_company, "Needs", [Stayed(left=50 + day, how="lost") for day in range(20)])
    assert 60 <= cases(small_company).horizon <= 70


def test_who_goes_on_after_the_horizon_has_not_gone_on(small_company: Company) -> None:
    """So that open ones, and those who had more time, are treated alike."""
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(left=12, how="lost", class_="quick") for _ in range(30)])
    bring(small_company, "Needs", [Stayed(did=5, left=left, how="forward", class_="slow") for left in (19, 90)])
    slow = next(one for one in cases(small_company).strata if one.did)
    assert (slow.did_went, slow.did_stayed) == (1, 1)


def test_only_the_first_stay_in_a_stage_counts(small_company: Company) -> None:
    with_playbook(small_company)
    made = bring(small_company, "Needs", [Stayed(ago=200, did=5, left=30, how="forward")])
    second = bring(small_company, "Needs", [Stayed(ago=150, left=40, how="lost", entered_how="back")])

    def same(session: Any) -> None:
        from sqlalchemy import update

        from tuicrm.store.tables.projects import stage_history

        session.connection.execute(
            update(stage_history).where(stage_history.c.project_id == second[0]).values(project_id=made[0])
        )

    small_company.database.write_as(same, NOW)
    assert cases(small_company).strata == (DID_WENT,)


def test_it_is_held_against_the_version_of_the_day(small_company: Company) -> None:
    """Due in 3 days at first, in 20 since June: who came in May had until day 6, who came later until day 23."""
    write_playbook(small_company, "Needs", ("call", SUBJECT, 3), at=WRITTEN)
    write_playbook(small_company, "Needs", ("call", SUBJECT, 20), at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    bring(small_company, "Needs", [Stayed(ago=190, did=15, left=40, how="forward", class_="May")])
    bring(small_company, "Needs", [Stayed(ago=120, did=15, left=40, how="forward", class_="July")])
    found = cases(small_company)
    assert sorted((one.did, one.other) for one in found.strata) == [(0, 1), (1, 0)]
    practice = read(small_company, practices_of)[0]
    assert (practice.due_days, practice.landmark, len(practice.lines), practice.is_kept) == (20, 23, 2, True)
    assert practice.written_at == WRITTEN


def test_what_the_playbook_asks_for_no_longer_is_told_as_long_as_it_fell_due(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward")])
    write_playbook(small_company, "Needs", ("meeting", "Something else", 5), at=NOW - timedelta(days=1))
    found = said(small_company)
    assert [line.key for line in found.lines] == [(SUBJECT, "Needs"), ("Something else", "Needs")]
    spread = small_company.desk("hale").read(answer, "spread", Scope())
    assert [line.key[0] for line in spread.lines] == ["Something else"]


@pytest.mark.parametrize(
    ("stayed", "due", "done"),
    [
        (Stayed(did=5, left=30, how="forward"), 1, 1),
        (Stayed(did=9, left=30, how="forward"), 1, 1),
        (Stayed(did=12, left=30, how="forward"), 1, 0),
        (Stayed(), 1, 0),
        (Stayed(did=5), 1, 1),
        (Stayed(did=6, left=7, how="lost"), 1, 1),
        (Stayed(did=3, left=6, how="forward"), 0, 0),
        (Stayed(ago=8, did=5), 0, 0),
        (Stayed(ago=11), 1, 0),
    ],
    ids=[
        "in time", "within the grace", "too late", "not at all", "still there", "left on the due day",
        "left before it fell due", "not yet past the landmark", "just past it",
    ],
)  # fmt: skip
def test_what_fell_due_and_was_done(small_company: Company, stayed: Stayed, due: int, done: int) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [stayed])
    found = dues(small_company)
    assert (sum(one.due for one in found), sum(one.done for one in found)) == (due, done)
    if due:
        assert found[0].person == small_company.id("li")
