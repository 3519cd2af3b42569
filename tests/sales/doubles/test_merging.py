"""Two customers become one with everything of both; undone, every table is as it was, on all engines."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import join, refusal, row, take
from tuicrm.sales import agenda, customers, doubles, fields, funnel, inquiries, pool, projects, undo
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.doubles.hanging import APART, HANGING
from tuicrm.sales.invariants import check
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables import customers as tables
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points, contacts, customer_needs, needs
from tuicrm.store.tables.customers import customers as customer_rows
from tuicrm.store.tables.customers import inquiries as inquiry_rows
from tuicrm.store.tables.doubles import customer_tags, suspected_pairs, tags
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.projects import collaborators, handovers
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.store.tables.system import source_rows

BOOKS = {"operation", "change", "setting"}
"""What an undo adds to and never takes from: which acts there were, and how far the work list has looked."""


def everything(company: Company) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the counters of changes, which only ever rise."""

    def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted(
                (tuple(row) for row in session.all(select(*(c for c in table.c if c.name != "version")))), key=repr
            )
            for table in all_tables().sorted_tables
            if table.name not in BOOKS
        }

    return company.database.read_as(rows, company.clock.now)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def two(company: Company) -> tuple[int, int]:
    """Make two customers that are one, each with everything that a customer can have."""
    hale, li, roth = (company.desk(login) for login in ("hale", "li", "roth"))
    hale.write(fields.add, "customer", "Size", "number")
    hale.write(fields.add, "customer", "Colour")
    ids = []
    for nth, (name, desk, phone) in enumerate(
        (("Acme Ltd", li, "0113 496 0142"), ("Acme Tools", roth, "0113 496 0143"))
    ):
        company.clock.later(days=1)
        made = take(
            company, name, login=desk.login, source="phone" if nth else "website", contact="Ann Lee", phones=(phone,),
            emails=(f"ann{nth}@gmail.com",), city="Leeds" if nth else "", note=f"note {nth}", message="price?",
            industry="pumps" if nth else "tools", fields={"size": str(10 + nth)} | ({"colour": "red"} if nth else {}),
        ).customer_id  # fmt: skip
        ids.append(made)
        desk.write(pool.claim, made)
        project = desk.write(projects.add, NewProject(name=f"Line {nth}", customer_id=made, amount_minor=100_00))
        company.clock.later(minutes=5)
        desk.write(agenda.log, NewAction("call", customer_id=made), outcome="talked", note=f"spoke {nth}")
        desk.write(agenda.plan, NewAction("call", f"again {nth}", customer_id=made, on=date(2026, 12, 1 + nth)))
        desk.write(funnel.win, project.project_id, amount_minor=90_00, cost_minor=40_00, reason="repeat order")
        desk.write(customers.add_contact, made, f"Bob {nth}", phones=(f"0113 496 015{nth}", "0113 496 0160"))
    company.database.write_as(lambda session: further(session, *ids), company.clock.now)
    return ids[0], ids[1]


def further(session: Session, first: int, second: int) -> None:
    """What no rule writes yet, or only for one of the two."""
    person = session.value(select(contacts.c.id).where(contacts.c.customer_id == second, contacts.c.name == "Ann Lee"))
    inquiry = session.value(select(inquiry_rows.c.id).where(inquiry_rows.c.customer_id == second))
    change.update(session, contacts, person, title="Buyer", note="likes tea")
    change.update(session, inquiry_rows, inquiry, contact_id=person)
    tag_ids = [change.insert(session, tags, tag_key=one, name=one) for one in ("vip", "fair")]
    for customer_id, chosen in ((first, tag_ids[:1]), (second, tag_ids)):
        for tag_id in chosen:
            change.insert(session, customer_tags, customer_id=customer_id, tag_id=tag_id)
    need_ids = [change.insert(session, needs, name=one) for one in ("speed", "price")]
    for customer_id, need_id in ((first, need_ids[0]), (second, need_ids[0]), (second, need_ids[1])):
        change.insert(
            session, customer_needs, customer_id=customer_id, need_id=need_id, asked_on=date(2026, 11, 1),
        )  # fmt: skip
    for customer_id in (first, second):
        change.insert(session, collaborators, customer_id=customer_id, user_id=3, may_write=True)
    change.insert(session, handovers, customer_id=second, to_id=2, given_at=session.now)
    child = row_of(session, second)
    child |= {"name": "Acme Child", "name_sort": "acme child", "name_key": "acme child", "parent_id": second}
    child_id = change.insert(session, customer_rows, **child)
    change.insert(
        session, tables.ownerships, customer_id=child_id, owner_id=child["owner_id"], from_at=session.now, how="intake",
        live_customer_id=child_id,
    )  # fmt: skip
    change.insert(
        session, source_rows, system="old", kind="firm", external_id="7", record_kind="customer", record_id=second,
        digest="x", read_at=session.now,
    )  # fmt: skip


def row_of(session: Session, customer_id: int) -> dict[str, Any]:
    held = session.get(customer_rows, customer_id)
    names = ("kind", "owner_id", "held_since_at", "pool_id", "created_at", "created_month")
    return {name: getattr(held, name) for name in names} | {"held_since_at": session.now}


def broken(company: Company) -> list[str]:
    return [one.name for one in company.database.read_as(check, company.clock.now)]


def test_everything_of_both_is_kept_with_its_author_and_day(company: Company) -> None:
    kept, gone = two(company)
    hale = company.desk("hale")
    before = [hale.read(customers.card, one) for one in (kept, gone)]
    company.clock.later(days=3)
    done = hale.write(doubles.merge, kept, gone)
    assert (done.id, done.name, done.gone_id, done.gone) == (kept, "Acme Ltd", gone, "Acme Tools")
    card = hale.read(customers.card, kept)
    for name in ("record", "plan", "purchases", "inquiries", "closed_projects"):
        had = [one.id for side in before for one in getattr(side, name)]
        assert sorted(one.id for one in getattr(card, name)) == sorted(had), name
    assert {one.owner for one in card.record} == {"Li Wei", "A. Roth"}
    assert {one.name for one in card.contacts} == {"Ann Lee", "Bob 0", "Bob 1"}
    ann = next(one for one in card.contacts if one.name == "Ann Lee")
    assert (ann.title, ann.note) == ("Buyer", "likes tea")
    keys = [point.key for one in card.contacts for point in one.points]
    assert len(keys) == len(set(keys)) == 7
    assert (card.fact("name"), card.fact("city"), card.fact("industry")) == ("Acme Ltd", "Leeds", "tools")
    assert card.fact("note") == "note 0\nnote 1"
    assert {one.field.key: one.text for one in card.own} == {"size": "10", "colour": "red"}
    assert card.owner == "Li Wei"
    assert row(company, customer_rows, kept).last_action_at == before[1].last_action_at
    assert sum(one.is_first for one in card.inquiries) == 1
    assert hale.read(customers.find, str(gone)).id == kept, "its number leads to the one that stays"
    assert company.all(select(source_rows.c.record_id)) == [(kept,)]
    assert broken(company) == []


def test_a_merge_undone_leaves_every_table_as_it_was(company: Company) -> None:
    kept, gone = two(company)
    li = company.desk("hale")
    before = everything(company)
    company.clock.later(days=1)
    li.write(doubles.merge, kept, gone, ("industry", "owner", "own:size", "name"))
    card = li.read(customers.card, kept)
    assert (card.name, card.owner, card.fact("industry")) == ("Acme Tools", "A. Roth", "pumps")
    assert {one.field.key: one.text for one in card.own} == {"size": "11", "colour": "red"}
    changed = differences(before, everything(company))
    assert {"customer", "contact", "contact_point", "project", "action", "purchase", "inquiry", "ownership",
            "customer_tag", "customer_need", "own_value", "handover", "source_row",
            "token"} <= set(changed)  # fmt: skip
    assert li.write(undo.last).words == "merge with Acme Tools"
    assert differences(before, everything(company)) == {}


def test_a_merge_is_undone_by_name_weeks_later_and_what_was_written_since_stays(small_company: Company) -> None:
    company = small_company
    kept, gone = two(company)
    hale = company.desk("hale")
    before = everything(company)
    hale.write(doubles.merge, kept, gone, ("owner",))
    company.clock.later(days=30)
    card = hale.read(customers.card, kept)
    hale.write(customers.edit, kept, card.version, city="York")
    hale.write(agenda.log, NewAction("visit", customer_id=kept), outcome="talked")
    hale.write(pool.assign, kept, company.id("wang"))
    back = hale.write(doubles.unmerge, gone)
    assert (back.id, back.gone_id) == (kept, gone)
    cards = [hale.read(customers.card, one) for one in (kept, gone)]
    assert [one.name for one in cards] == ["Acme Ltd", "Acme Tools"]
    assert (cards[0].fact("city"), cards[0].owner, cards[1].owner) == ("York", "F. Wang", "A. Roth")
    assert [one.kind for one in cards[0].record if one.kind == "visit"] == ["visit"]
    changed = set(differences(before, everything(company)))
    assert changed <= {"customer", "action", "ownership", "notice"}
    stays = company.all(select(tables.ownerships).where(tables.ownerships.c.live_customer_id.is_not(None)))
    assert len({one.customer_id for one in stays}) == len(stays) == 3


@pytest.mark.parametrize("direction", ["first", "second"])
def test_whoever_stays_nothing_is_lost(small_company: Company, direction: str) -> None:
    company = small_company
    kept, gone = two(company) if direction == "first" else two(company)[::-1]
    hale = company.desk("hale")
    both = [hale.read(customers.card, one) for one in (kept, gone)]
    hale.write(doubles.merge, kept, gone)
    card = hale.read(customers.card, kept)
    said = {text for one in both for text in (*(p.name for p in one.contacts), *(a.note for a in one.record))}
    now = {*(one.name for one in card.contacts), *(one.note for one in card.record)}
    assert said <= now
    assert {one.amount_minor for one in card.worth} == {180_00}


def test_a_pool_customer_takes_the_holder_of_the_other(small_company: Company) -> None:
    company = small_company
    kept = take(company, "Acme Ltd", city="Leeds").customer_id
    gone = take(company, "Acme Tools").customer_id
    company.desk("li").write(pool.claim, gone)
    before = everything(company)
    company.clock.later(hours=1)
    company.desk("li").write(doubles.merge, kept, gone)
    stay = company.desk("li").read(customers.card, kept)
    assert (stay.owner, stay.stays[0].how) == ("Li Wei", "merge")
    company.desk("li").write(undo.last)
    assert differences(before, everything(company)) == {}


def test_figures_do_not_move_by_a_merge(small_company: Company) -> None:
    from tuicrm.sales import analysis
    from tuicrm.sales.analysis import Ask

    company = small_company
    kept, gone = two(company)
    hale = company.desk("hale")
    asks = [Ask(name, by=by) for name in ("won-revenue", "won", "revenue", "profit") for by in ((), ("owner",))]
    before = [hale.read(analysis.report, one).rows for one in asks]
    hale.write(doubles.merge, kept, gone)
    assert [hale.read(analysis.report, one).rows for one in asks] == before


def test_what_a_merge_refuses(small_company: Company) -> None:
    company = small_company
    one, other, third = (take(company, name).customer_id for name in ("One", "Other", "Third"))
    assert refusal(company, "li", doubles.merge, one, one).code == "same_customer"
    assert refusal(company, "li", doubles.merge, one, other, ("colour",)).code == "merge_field"
    assert isinstance(refusal(company, "li", doubles.merge, one, 99), NotFound)
    company.desk("kuhn").write(pool.claim, third)
    assert isinstance(refusal(company, "li", doubles.merge, one, third), NotFound)
    join(company, "mara", "marketing")
    assert isinstance(refusal(company, "mara", doubles.merge, one, other), NotAllowed)
    company.desk("li").write(doubles.merge, one, other)
    assert refusal(company, "li", doubles.merge, one, other).code == "merged_before"
    assert refusal(company, "li", doubles.unmerge, one).code == "not_merged"
    company.desk("hale").write(doubles.merge, third, one)
    assert refusal(company, "hale", doubles.unmerge, other).code == "changed_after_merge"
    company.desk("hale").write(doubles.unmerge, one)
    company.desk("hale").write(doubles.unmerge, other)
    assert all(row(company, customer_rows, each).merged_into_id is None for each in (one, other, third))
    company.desk("li").write(customers.archive, other)
    assert refusal(company, "li", doubles.merge, one, other).code == "archived"


def test_who_asks_again_after_a_merge_finds_the_one_that_stayed(small_company: Company) -> None:
    company = small_company
    kept = take(company, "Acme Ltd", emails=("ann@acme.example",)).customer_id
    gone = take(company, "Acme Tools", phones=("0113 496 0143",)).customer_id
    company.desk("li").write(doubles.merge, kept, gone)
    assert take(company, "", contact="Ann", phones=("+44 113 496 0143",)).customer_id == kept
    assert take(company, "Acme Tools").customer_id == kept


def test_no_column_that_points_to_a_customer_is_forgotten() -> None:
    """A new table of a customer has to say what becomes of it in a merge."""
    own = {
        ("customer", "merged_into_id"), ("ownership", "customer_id"), ("hand_out", "customer_id"),
        ("recycle_warning", "customer_id"), ("suspected_pair", "first_id"), ("suspected_pair", "second_id"),
    }  # fmt: skip
    known = (
        own | {(table.name, column) for table, column in HANGING} | {(table.name, "customer_id") for table, _ in APART}
    )
    pointing = {
        (table.name, column.name)
        for table in all_tables().sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "customer"
    }
    assert pointing == known


def test_a_decided_pair_says_so(small_company: Company) -> None:
    company = small_company
    kept, gone = (take(company, name).customer_id for name in ("Acme Ltd", "Acme Tools"))

    def suspect(session: Session) -> int:
        return change.insert(
            session, suspected_pairs, first_id=kept, second_id=gone, why="near", percent=90, found_at=session.now
        )

    pair = company.database.write_as(suspect, company.clock.now)
    company.desk("li").write(doubles.merge, gone, kept)
    assert row(company, suspected_pairs, pair).verdict == "merged"
    assert isinstance(refusal(company, "li", doubles.decide, pair), NotFound)
    company.desk("li").write(undo.last)
    assert row(company, suspected_pairs, pair).verdict is None


def test_inquiries_and_points_stay_with_their_own_people(small_company: Company) -> None:
    company = small_company
    kept, gone = two(company)
    company.desk("hale").write(doubles.merge, kept, gone)
    for table in (inquiry_rows, contact_points, actions):
        pairs = select(table.c.id).join(contacts, contacts.c.id == table.c.contact_id)
        assert company.all(pairs.where(table.c.customer_id != contacts.c.customer_id)) == []
    assert company.all(select(project_rows.c.id).where(project_rows.c.customer_id == gone)) == []
    assert company.desk("hale").read(inquiries.unseen) == 0
