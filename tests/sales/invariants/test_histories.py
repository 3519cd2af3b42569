"""Histories of projects, customers and actions: each tear is named at the record that is torn, and nowhere else."""

import pytest

from tests.company import Company
from tests.sales.invariants.conftest import by_hand, found
from tuicrm.sales.invariants import INVARIANTS, check, violations
from tuicrm.store.errors import NotAllowed

AT = "'2026-12-24 00:00:00.000000'"


def names(company: Company) -> set[str]:
    return {name for name, _id in found(company)}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        pytest.param("update project set stage_id = 2 where id = 3",
                     {("project.other_stage", 3), ("project.period", 3)}, id="stage moved past its history"),
        pytest.param("update project set amount_minor = 7 where id = 3", {("project.period", 3)}, id="amount"),
        pytest.param("update project set owner_id = 5 where id = 3", None, id="owner"),
        pytest.param("update project set expected_on = '2027-01-01' where id = 3", {("project.period", 3)}, id="day"),
        pytest.param("update project set state = 'lost' where id = 1", None, id="won made lost"),
        pytest.param("update credit set share_ppm = 500000 where project_id = 1", None, id="half the credit"),
        pytest.param("update customer set owner_id = 3 where id = 2", None, id="held by somebody without a history"),
        pytest.param("delete from ownership where customer_id = 2", {("customer.no_holder", 2)}, id="held by nobody"),
        pytest.param("delete from stage_history where project_id = 3", {("project.no_stage", 3)}, id="no stage"),
        pytest.param("delete from project_period where project_id = 3", {("project.no_period", 3)}, id="no period"),
        pytest.param("update customer set merged_into_id = 2, archived_at = null where id = 1",
                     {("customer.merged", 1)}, id="merged and still here"),
        pytest.param(f"update customer set next_action_at = {AT} where id = 2", {("customer.next", 2)}, id="next"),
        pytest.param(f"update project set next_action_at = {AT} where id = 1", {("project.next", 1)}, id="no action"),
        pytest.param("update action set postponed = -1 where id = 1", {("action.postponed", 1)}, id="postponed"),
        pytest.param("update stage_history set seconds = null where id = 1", {("stay.seconds", 1)}, id="seconds"),
    ],
)  # fmt: skip
def test_tear_is_named_at_its_record(worked: Company, sql: str, expected: set[tuple[str, int]] | None) -> None:
    by_hand(worked, sql)
    told = found(worked)
    if expected is None:
        assert told
    else:
        assert told == expected


def test_hole_between_two_stays_is_named_at_the_later_one(worked: Company) -> None:
    by_hand(worked, "update stage_history set entered_at = '2026-11-30 09:00:00.000000' where live_project_id = 1")
    assert "stay.gap" in names(worked)


@pytest.mark.parametrize("limit", [1, 50])
def test_no_more_records_of_a_kind_are_named_than_asked_for(worked: Company, limit: int) -> None:
    by_hand(worked, "update project set amount_minor = -7")
    told = worked.database.read_as(lambda session: check(session, limit=limit), worked.clock.now)
    for name in ("project.negative", "project.period"):
        assert [one.record_id for one in told if one.name == name] == [1, 2, 3][:limit]


def test_names_are_told_apart_and_stay() -> None:
    told = [invariant.name for invariant in INVARIANTS]
    assert len(set(told)) == len(told)
    assert all(name.count(".") == 1 and name == name.lower() for name in told)


@pytest.mark.parametrize("login", ["li", "hale"])
def test_checking_is_for_administrators(worked: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        worked.desk(login).read(violations)


def test_checking_changes_nothing(worked: Company) -> None:
    by_hand(worked, "delete from ownership")
    first, second = found(worked), found(worked)
    assert first == second != set()


def test_whoever_breaks_much_sees_each_kind_once_a_record(worked: Company) -> None:
    for sql in ("delete from ownership", "delete from project_period", "update purchase set month = 1"):
        by_hand(worked, sql)
    told = worked.database.read_as(check, worked.clock.now)
    assert len({(one.name, one.record_id) for one in told}) == len(told)
    assert {"customer.no_holder", "project.no_period", "purchase.month"} <= {one.name for one in told}


def test_empty_company_is_whole(small_company: Company) -> None:
    assert small_company.database.read_as(check, small_company.clock.now) == ()
