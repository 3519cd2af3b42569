"""Kinds of the team's own: added, planned with, read in a line, edited, taken off the list."""

import pytest

from tests.company import Company
from tests.sales.calling.callers import called, log, look, start
from tests.sales.calling.callers import plan as planned_call
from tests.sales.test_agenda import plan, row
from tuicrm.sales import agenda, fields, undo
from tuicrm.sales.action_kinds import KIND, KINDS
from tuicrm.sales.agenda import telling
from tuicrm.sales.outcomes import DEFAULTS
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


def of(company: Company, key: str) -> agenda.KindRow:
    return next(one for one in company.desk("li").read(agenda.kinds) if one.key == key)


def test_a_kind_of_the_program_asks_for_fields_and_has_words_of_the_teams(small_company: Company) -> None:
    hale, li = small_company.desk("hale"), small_company.desk("li")
    hale.write(fields.add, "action", "rival", "text")
    usual = of(small_company, "call")
    now = hale.write(agenda.edit_kind, "call", fields=["rival"], spellings=["Dial"], minutes=20)
    assert ([one.key for one in now.fields], now.minutes, now.is_own) == (["rival"], 20, False)
    small_company.customer("Acme", owner="li")
    assert li.read(agenda.read_line, "dial Acme fri").kind == "call"
    assert li.read(agenda.read_line, "ring Acme fri").kind == "call"
    planned = plan(small_company, customer_id=small_company.customer("Berg", owner="li"))
    assert row(small_company, planned).minutes == 20
    hale.write(undo.last)
    assert of(small_company, "call") == usual


def test_a_kind_of_the_program_is_by_phone_or_not_as_it_is(small_company: Company) -> None:
    with pytest.raises(Refused, match="kind_of_program"):
        small_company.desk("hale").write(agenda.edit_kind, "visit", is_by_phone=True)


@pytest.mark.parametrize("by_phone", [True, False])
def test_a_kind_by_phone_is_what_a_run_does(small_company: Company, by_phone: bool) -> None:
    small_company.desk("hale").write(agenda.add_kind, "first talk", is_by_phone=by_phone)
    acme = called(small_company, "Acme")
    planned = planned_call(small_company, acme, kind="first talk")
    start(small_company, acme)
    shown = look(small_company).record
    assert shown is not None
    assert shown.kind == ("first talk" if by_phone else "call")
    log(small_company, "no_answer")
    assert row(small_company, planned).state == ("done" if by_phone else "planned")
    again = look(small_company, start(small_company, acme)).record
    assert again is None or again.tries == 1


def test_a_kind_by_phone_is_tried_again_as_itself(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(agenda.add_kind, "first talk", is_by_phone=True)
    acme = called(small_company, "Acme")
    done = small_company.desk("li").write(
        agenda.done, planned_call(small_company, acme, kind="first talk"), outcome="no_answer"
    )
    assert done.next is not None
    assert (done.next.kind, done.tries) == ("first talk", 1)
    hale.write(agenda.edit_kind, "first talk", is_by_phone=False)
    hale.write(undo.last)
    assert of(small_company, "first talk").is_by_phone
    hale.write(agenda.retire_kind, "first talk")
    hale.write(undo.last)
    assert of(small_company, "first talk").is_by_phone


@pytest.mark.parametrize(
    ("kind", "outcome", "asked"),
    [
        ("call", "talked", True), ("call", "call_back", True), ("call", "not_now", True),
        ("call", "not_interested", True), ("call", "done", True), ("call", "half", True),
        ("call", "no_answer", False), ("call", "busy", False), ("call", "wrong_number", False),
        ("call", "do_not_call", False), ("call", "missed", False), ("call", "nobody knows it", False),
        ("visit", "talked", False), ("visit", "done", False), ("unknown", "done", False),
    ],
)  # fmt: skip
def test_only_an_outcome_that_reached_somebody_asks(kind: str, outcome: str, asked: bool) -> None:
    rival = fields.OwnField(1, "action", "rival", "Rival", "text")
    kinds = tuple(
        agenda.KindRow(one.key, one.word, one.spellings, one.minutes, (rival,) if one.key == "call" else (), False)
        for one in KINDS
    )
    assert bool(telling.Context(kinds=kinds, outcomes=DEFAULTS).asked(outcome, kind)) == asked
    assert bool(telling.Context(kind=kind, kinds=kinds).asked(outcome)) == (asked or (kind, outcome) == (
        "call", "do_not_call"))  # fmt: skip
