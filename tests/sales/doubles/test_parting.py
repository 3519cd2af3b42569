"""Two customers that were one for a while: what was written then goes where the rest of it lies, on all engines."""

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.doubles.test_merging import broken, differences, everything, two
from tests.sales.doubles.test_suspecting import listed, look
from tests.sales.house import row, take
from tuicrm.sales import agenda, customers, doubles, funnel, inquiries, pool, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.projects import NewProject
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts
from tuicrm.store.tables.customers import customers as customer_rows
from tuicrm.store.tables.customers import inquiries as inquiry_rows
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.store.tables.trade import purchases


def theirs(company: Company, table: object, customer_id: int) -> set[int]:
    """The ids of what hangs on a customer."""
    of = select(table.c.id).where(table.c.customer_id == customer_id)  # type: ignore[attr-defined]
    return {one.id for one in company.all(of)}


def contact_of(company: Company, customer_id: int, name: str) -> int:
    found: int = company.value(
        select(contacts.c.id).where(contacts.c.customer_id == customer_id, contacts.c.name == name)
    )
    return found


def test_what_is_done_for_a_project_goes_with_it(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    project = hale.write(projects.add, NewProject(name="Line 9", customer_id=gone)).project_id
    hale.write(doubles.merge, kept, gone)
    company.clock.later(days=2)
    step = hale.write(agenda.plan, NewAction("call", "price?", project_id=project, on=date(2026, 11, 30))).action_id
    call = hale.write(agenda.log, NewAction("visit", project_id=project), outcome="talked").action_id
    hale.write(funnel.win, project, amount_minor=500_00, reason="repeat order")
    hale.write(doubles.unmerge, gone)
    assert {step, call} <= theirs(company, actions, gone)
    sale = company.value(select(purchases.c.customer_id).where(purchases.c.project_id == project))
    assert (row(company, project_rows, project).customer_id, sale) == (gone, gone)
    assert broken(company) == []


def test_each_knows_its_own_last_and_next_step_again(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    before = [row(company, customer_rows, one).next_action_at for one in (kept, gone)]
    hale.write(doubles.merge, kept, gone)
    company.clock.later(days=2)
    bob = contact_of(company, kept, "Bob 1")
    hale.write(agenda.log, NewAction("call", customer_id=kept, contact_id=bob), outcome="talked")
    heard = company.clock.now
    plan = company.value(
        select(actions.c.id).where(actions.c.customer_id == kept, actions.c.planned_on == date(2026, 12, 1))
    )
    hale.write(agenda.cancel, plan, "no more")
    hale.write(doubles.unmerge, gone)
    rows = [row(company, customer_rows, one) for one in (kept, gone)]
    assert [one.next_action_at for one in rows] == [None, before[1]]
    assert rows[1].last_action_at == heard, "Bob is theirs, and so is the call"
    done = select(func.max(actions.c.done_at)).where(actions.c.customer_id == kept)
    assert rows[0].last_action_at == company.value(done) < heard
    assert broken(company) == []


def test_a_question_goes_back_to_who_asked_and_a_project_begun_from_it_too(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    old = hale.write(projects.add, NewProject(name="Line 8", customer_id=kept)).project_id
    asked = take(company, "Acme Tools", message="a third line?", project="-").inquiry_id
    company.clock.later(days=1)
    hale.write(doubles.merge, kept, gone)
    company.clock.later(days=2)
    later = take(company, "Acme Tools", message="and a second one").inquiry_id
    hale.write(inquiries.tie, later, old)
    begun = hale.write(projects.add, NewProject(name="Line 9", customer_id=kept, inquiry_id=asked)).project_id
    hale.write(doubles.unmerge, gone)
    assert row(company, inquiry_rows, asked).customer_id == gone == row(company, project_rows, begun).customer_id
    assert row(company, inquiry_rows, later).customer_id == kept == row(company, project_rows, old).customer_id
    assert broken(company) == []


def test_a_question_that_was_tied_to_the_other_ones_project_is_loose_again(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    old = hale.write(projects.add, NewProject(name="Line 8", customer_id=kept)).project_id
    asked = next(iter(theirs(company, inquiry_rows, gone)))
    hale.write(doubles.merge, kept, gone)
    hale.write(inquiries.tie, asked, old)
    hale.write(doubles.unmerge, gone)
    loose = row(company, inquiry_rows, asked)
    assert (loose.customer_id, loose.project_id) == (gone, None)
    assert broken(company) == []


def test_a_phone_goes_with_its_person_and_one_person_at_both_is_two_again(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    project = hale.write(projects.add, NewProject(name="Line 9", customer_id=gone)).project_id
    hale.write(doubles.merge, kept, gone)
    company.clock.later(days=1)
    bob, ann = contact_of(company, kept, "Bob 1"), contact_of(company, kept, "Ann Lee")
    version = company.value(select(contacts.c.version).where(contacts.c.id == bob))
    hale.write(customers.edit_contact, bob, version, phones=("0113 496 0199",))
    call = hale.write(agenda.log, NewAction("call", project_id=project, contact_id=ann), outcome="talked").action_id
    hale.write(doubles.unmerge, gone)
    new = company.value(select(contact_points.c.id).where(contact_points.c.reach_key == "+441134960199"))
    assert new in theirs(company, contact_points, gone)
    with_whom = row(company, actions, call).contact_id
    assert (with_whom, row(company, actions, call).customer_id) == (contact_of(company, gone, "Ann Lee"), gone)
    assert broken(company) == []


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_three_that_went_into_one_come_out_in_any_order_and_all_is_as_it_was(
    small_company: Company, order: tuple[int, ...]
) -> None:
    company = small_company
    kept = take(company, "Acme Ltd", note="ours", message="one?").customer_id
    others = []
    for nth, name in enumerate(("Borealis", "Corvus", "Delphi")):
        company.clock.later(days=-1 if nth == 1 else 1)
        one = take(company, name, contact="Ann Lee", note=f"of {name}", city=name, message="?").customer_id
        company.desk("hale").write(agenda.log, NewAction("call", customer_id=one), outcome="talked")
        company.desk("hale").write(agenda.plan, NewAction("call", customer_id=one, on=date(2026, 12, 9 - nth)))
        others.append(one)
    company.desk("li").write(pool.claim, others[0])
    hale = company.desk("hale")
    before = everything(company)
    for one in others:
        company.clock.later(hours=1)
        hale.write(doubles.merge, kept, one, ("name", "city"))
    assert row(company, customer_rows, kept).note == "ours\nof Borealis\nof Corvus\nof Delphi"
    for nth in order:
        hale.write(doubles.unmerge, others[nth])
        assert broken(company) == []
    assert differences(before, everything(company)) == {}


def test_who_is_not_the_one_that_went_is_not_the_one_that_stayed(company: Company) -> None:
    ids = [company.customer(name) for name in ("Kordel GmbH", "Kordel AG", "Kordel KG")]
    hale = company.desk("hale")
    look(company)
    (pair,) = [one for one in listed(company) if {one.first.id, one.second.id} == {ids[1], ids[2]}]
    hale.write(doubles.decide, pair.id)
    look(company)
    before = everything(company)
    hale.write(doubles.merge, ids[0], ids[1])
    look(company)
    assert listed(company) == []
    hale.write(doubles.unmerge, ids[1])
    assert differences(before, everything(company)) == {}
