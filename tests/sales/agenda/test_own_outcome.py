"""What the team's own kinds of actions ask for when they are done: kept with the outcome, and taken back with it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan, row
from tuicrm.sales import agenda, fields, undo
from tuicrm.sales.agenda import Also, NewAction, telling
from tuicrm.sales.fields import values_of
from tuicrm.store.errors import Refused
from tuicrm.store.tables.fields import own_values


@pytest.fixture
def firm(small_company: Company) -> Company:
    hale = small_company.desk("hale")
    for name, type_, choices in (
        ("Seats", "number", ()),
        ("Result", "choice", ("sold", "trial")),
        ("Seen on", "date", ()),
    ):
        hale.write(fields.add, "action", name, type_, choices)
    hale.write(agenda.add_kind, "workshop", fields=["result", "seats"])
    small_company.acme = small_company.customer("Acme", owner="li")  # type: ignore[attr-defined]
    return small_company


def kept(company: Company, action_id: int) -> dict[str, str]:
    """The own fields of an action that have a value."""
    found = company.database.read_as(lambda session: values_of(session, "action", action_id), company.clock.now)
    return {one.field.key: one.text for one in found if one.text}


def workshop(company: Company) -> int:
    return plan(company, customer_id=company.acme, kind="workshop", on=NOW.date())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((), {}),
        ((("seats", "12"),), {"seats": "12"}),
        ((("seats", "1,200"), ("result", "Trial")), {"seats": "1200", "result": "trial"}),
        ((("Seats", "4"), ("RESULT", "sold")), {"seats": "4", "result": "sold"}),
        ((("seen-on", "2026-11-20"),), {"seen-on": "2026-11-20"}),
        ((("Seen on", "2026-11-20"), ("seats", "")), {"seen-on": "2026-11-20"}),
    ],
)
def test_they_are_kept_with_the_outcome(firm: Company, own: Any, expected: dict[str, str]) -> None:
    made = workshop(firm)
    firm.desk("li").write(agenda.done, made, note="well", also=Also(own=own))
    assert kept(firm, made) == expected
    assert (row(firm, made).state, row(firm, made).note) == ("done", "well")


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ((("seats", "many"),), "field_value"), ((("result", "bought"),), "field_value"),
        ((("seats", "3"), ("colour", "red")), "field_unknown"), ((("seats", "3"), ("result", "x")), "field_value"),
    ],
)  # fmt: skip
def test_what_cannot_be_leaves_nothing_half_written(firm: Company, own: Any, code: str) -> None:
    made = workshop(firm)
    with pytest.raises(Refused) as refused:
        firm.desk("li").write(agenda.done, made, also=Also(own=own))
    assert refused.value.code == code
    assert row(firm, made).state == "planned"
    assert not firm.all(select(own_values))


def test_undo_takes_them_back_too(firm: Company) -> None:
    made = workshop(firm)
    li = firm.desk("li")
    seats = next(one for one in li.read(fields.listed) if one.key == "seats")
    li.write(fields.set_value, seats.id, made, "5")
    firm.clock.later(minutes=1)
    li.write(agenda.done, made, also=Also(own=(("seats", "12"), ("result", "sold"))))
    assert kept(firm, made) == {"seats": "12", "result": "sold"}
    firm.clock.later(minutes=1)
    li.write(undo.last)
    assert kept(firm, made) == {"seats": "5"}
    assert row(firm, made).state == "planned"


def test_what_was_not_planned_has_them_too(firm: Company) -> None:
    new = NewAction("workshop", customer_id=firm.acme)  # type: ignore[attr-defined]
    logged = firm.desk("li").write(agenda.log, new, also=Also(own=(("seats", "7"),)))
    assert kept(firm, logged.action_id) == {"seats": "7"}


@pytest.mark.parametrize(("kind", "asked"), [("workshop", ["result", "seats"]), ("call", []), ("visit", [])])
def test_the_sentence_knows_what_the_kind_asks_for(firm: Company, kind: str, asked: list[str]) -> None:
    context = firm.desk("li").read(telling.context, kind=kind, customer_id=firm.acme)  # type: ignore[attr-defined]
    assert [one.key for one in context.asked("talked")] == asked


def test_a_kind_that_was_retired_asks_for_nothing(firm: Company) -> None:
    made = workshop(firm)
    firm.desk("hale").write(agenda.retire_kind, "workshop")
    assert firm.desk("li").read(telling.context, kind="workshop").asked("done") == ()
    firm.clock.now += timedelta(minutes=1)
    firm.desk("li").write(agenda.done, made)
    assert row(firm, made).state == "done"
