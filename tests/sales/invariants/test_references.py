"""Whatever a row points to is there: each broken reference is named with its row."""

import pytest

from tests.company import Company
from tests.sales.invariants.conftest import by_hand, first, found

REFERENCES = [
    "action.customer_id", "action.made_by_id", "action.owner_id", "action.project_id", "action.stage_id",
    "change.actor_id", "contact.customer_id", "contact_point.contact_id", "contact_point.customer_id",
    "credit.project_id", "credit.team_id", "credit.user_id", "customer.pool_id", "customer.source_id",
    "inquiry.contact_id", "inquiry.customer_id", "inquiry.source_id", "membership.team_id", "membership.user_id",
    "ownership.customer_id", "ownership.owner_id", "project.customer_id", "project.funnel_id",
    "project.lost_reason_id", "project.lost_stage_id", "project.owner_id", "project.stage_id", "project.team_id",
    "project_period.owner_id", "project_period.project_id", "project_period.stage_id", "project_period.team_id",
    "purchase.customer_id", "purchase.project_id", "stage.funnel_id", "stage_history.holder_id",
    "stage_history.project_id", "stage_history.stage_id", "user.team_id",
]  # fmt: skip


def test_each_reference_to_nothing_is_named_with_its_row(worked: Company) -> None:
    broken = set()
    for name in REFERENCES:
        table, _, column = name.partition(".")
        row = first(worked, table, column)
        assert by_hand(worked, f'update "{table}" set "{column}" = {99000 + len(broken)} where id = {row}') == 1
        broken.add((name, row))
    assert broken - found(worked) == set()


@pytest.mark.parametrize("table", ["user", "customer", "project"])
def test_record_that_is_deleted_by_hand_is_missed_by_those_that_point_to_it(worked: Company, table: str) -> None:
    assert found(worked) == set()
    assert by_hand(worked, f'delete from "{table}"') > 0
    names = {name for name, _id in found(worked)}
    assert any(name.endswith((f".{table}_id", f".{table}")) for name in names), names


def test_words_of_a_record_that_is_gone_are_named_once_a_record(worked: Company) -> None:
    for word in ("ghost", "spook"):
        by_hand(worked, f"insert into token (token, kind, place, record_id) values ('{word}', 'project', '', 77)")
    assert found(worked) == {("token.project", 77)}
