"""Kinds of the team's own: added, planned with, read in a line, edited, taken off the list."""

import pytest

from tests.company import Company
from tests.sales.test_agenda import plan, row
from tuicrm.sales import agenda, fields, undo
from tuicrm.sales.action_kinds import KIND
from tuicrm.store.errors import NotAllowed, NotFound, Refused


def test_own_kind_is_planned_and_read(company: Company) -> None:
    hale = company.desk("hale")
    hale.write(fields.add, "action", "agreed on", "text")
    made = hale.write(agenda.add_kind, "workshop", spellings=["Training", "培训"], minutes=120, fields=["agreed-on"])
    assert (made.key, made.spellings, made.minutes, made.is_own) == ("workshop", ("training", "培训"), 120, True)
    assert [one.key for one in made.fields] == ["agreed-on"]
    acme = company.customer("Acme", owner="li")
    action = plan(company, customer_id=acme, kind="workshop")
    assert (row(company, action).kind, row(company, action).minutes) == ("workshop", 120)
    assert KIND["workshop"].word == "workshop"
    li = company.desk("li")
    assert [li.read(agenda.read_line, line).kind for line in ("workshop Acme fri", "Acme 培训 周五", "call Acme")] == [
        "workshop", "workshop", "call",
    ]  # fmt: skip
    assert [one.key for one in li.read(agenda.kinds)][-1] == "workshop"


def test_kind_is_edited_and_retired_and_taken_back(company: Company) -> None:
    hale = company.desk("hale")
    hale.write(agenda.add_kind, "workshop", minutes=60)
    hale.write(agenda.edit_kind, "workshop", minutes=90, spellings=["course"])
    hale.write(undo.last)
    (own,) = [one for one in hale.read(agenda.kinds) if one.is_own]
    assert (own.minutes, own.spellings) == (60, ())
    hale.write(agenda.retire_kind, "workshop")
    assert not any(one.is_own for one in hale.read(agenda.kinds))
    acme = company.customer("Acme", owner="li")
    with pytest.raises(Refused, match="kind"):
        plan(company, customer_id=acme, kind="workshop")
    hale.write(undo.last)
    assert plan(company, customer_id=acme, kind="workshop")


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("", {}, "empty"),
        ("x" * 21, {}, "too_long"),
        ("call", {}, "kind_known"),
        ("Ring", {}, "kind_known"),
        ("电话", {}, "kind_known"),
        ("audit", {"minutes": 0}, "minutes"),
        ("audit", {"fields": ["nothing"]}, "field_unknown"),
    ],
)
def test_kinds_that_cannot_be(small_company: Company, name: str, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        small_company.desk("hale").write(agenda.add_kind, name, **values)
    assert refused.value.code == code


def test_only_managers_change_kinds_and_the_programs_stay(small_company: Company) -> None:
    with pytest.raises(NotAllowed):
        small_company.desk("wang").write(agenda.add_kind, "audit")
    with pytest.raises(Refused, match="kind_of_program"):
        small_company.desk("hale").write(agenda.retire_kind, "call")
    with pytest.raises(NotFound):
        small_company.desk("hale").write(agenda.edit_kind, "nothing", minutes=5)
