"""All that an action may carry: people, place, cost, reminder, priority; edited, and taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan, row
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import project
from tuicrm.sales import agenda, undo, working
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.against import all_against
from tuicrm.store.errors import ChangedSince, NotFound, Refused
from tuicrm.store.tables.planning import action_people

FRIDAY = date(2026, 11, 27)


def people(company: Company, action_id: int) -> set[tuple[int | None, int | None]]:
    rows = company.all(
        select(action_people).where(action_people.c.action_id == action_id, action_people.c.archived_at.is_(None))
    )
    return {(one.contact_id, one.user_id) for one in rows}


def test_everything_is_kept_and_shown(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    novak, kral = contact(company, acme, "J. Novak", "+44 1"), contact(company, acme, "L. Kral", "+44 1")
    action = plan(
        company, customer_id=acme, kind="visit", subject="show the plant", at=NOW + timedelta(days=1), minutes=90,
        place="Kiel", contact_id=novak, contact_ids=(novak, kral), user_ids=(company.id("roth"), company.id("li")),
        priority=2, expected_cost_minor=120_00, remind_minutes=30, details="bring PX-200\nand the contract",
        promise="ours",
    )  # fmt: skip
    card = company.desk("li").read(agenda.card, action)
    assert card.plan == NewAction(
        "visit", "show the plant", customer_id=acme, contact_id=novak, at=NOW + timedelta(days=1), grain="minute",
        minutes=90, place="Kiel", owner_id=company.id("li"), promise="ours", priority=2, contact_ids=(kral,),
        user_ids=(company.id("roth"),), details="bring PX-200\nand the contract", expected_cost_minor=120_00,
        remind_minutes=30,
    )  # fmt: skip
    assert (card.owner, card.contact, card.people) == ("Li Wei", "J. Novak", ("L. Kral", "A. Roth"))
    assert people(company, action) == {(kral, None), (None, company.id("roth"))}
    assert row(company, action).currency == "EUR"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minutes": 0}, None),
        ({"minutes": -5}, "minutes"),
        ({"minutes": 99_999}, "minutes"),
        ({"remind_minutes": -1}, "reminder"),
        ({"remind_minutes": 99_999}, "reminder"),
        ({"expected_cost_minor": -1}, "cost"),
        ({"priority": 3}, "priority"),
        ({"kind": "dance"}, "kind"),
        ({"promise": "his"}, "promise"),
        ({"contact_ids": (999,)}, "not_found"),
        ({"user_ids": (999,)}, "not_found"),
    ],
)
def test_what_no_action_can_have(small_company: Company, values: dict[str, object], code: str | None) -> None:
    acme = small_company.customer("Acme", owner="li")
    if code is None:
        values = {"minutes": None}
        assert plan(small_company, customer_id=acme, **values)
        return
    with pytest.raises(Refused) as refused:
        plan(small_company, customer_id=acme, **values)
    assert refused.value.code == code
    assert small_company.all(select(action_people)) == []


def test_nobody_of_another_customer_takes_part(small_company: Company) -> None:
    acme, bolt = (small_company.customer(name, owner="li") for name in ("Acme", "Bolt"))
    ours, theirs = (contact(small_company, one, "J. Novak", "+44 1") for one in (acme, bolt))
    with pytest.raises(NotFound) as found:
        plan(small_company, customer_id=acme, contact_ids=(ours, theirs))
    assert (found.value.facts["kind"], found.value.facts["key"]) == ("contact", theirs)
    assert small_company.all(select(action_people)) == []


def test_contacts_of_others_do_not_take_part(small_company: Company) -> None:
    acme, other = small_company.customer("Acme", owner="li"), small_company.customer("Other", owner="li")
    stranger = contact(small_company, other, "S. Stranger", "+44 1")
    with pytest.raises(NotFound):
        plan(small_company, customer_id=acme, contact_ids=(stranger,))


def test_edit_changes_all_of_it_and_undo_gives_it_back(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    novak, kral = contact(company, acme, "J. Novak", "+44 1"), contact(company, acme, "L. Kral", "+44 1")
    action = plan(company, customer_id=acme, on=FRIDAY, contact_id=novak, contact_ids=(kral,), subject="old")
    li = company.desk("li")
    before = li.read(agenda.card, action)
    to = NewAction(
        "demo", "new", contact_id=kral, at=NOW + timedelta(days=7), minutes=45, place="here", priority=1,
        user_ids=(company.id("wang"),), expected_cost_minor=5_00, remind_minutes=10, details="more",
    )  # fmt: skip
    li.write(agenda.edit, action, to, version=before.version)
    after = li.read(agenda.card, action)
    assert (after.plan.kind, after.plan.subject, after.plan.at, after.plan.place) == ("demo", "new", to.at, "here")
    assert (after.contact, after.people, after.postponed) == ("L. Kral", ("F. Wang",), 1)
    with pytest.raises(ChangedSince):
        li.write(agenda.edit, action, to, version=before.version)
    li.write(undo.last)
    again = li.read(agenda.card, action)
    assert (again.plan, again.people, again.postponed) == (before.plan, before.people, 0)


def test_done_actions_are_not_edited(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    action = plan(small_company, customer_id=acme)
    small_company.desk("li").write(agenda.done, action, outcome="talked", next_action=NewAction("call", on=FRIDAY))
    with pytest.raises(Refused, match="not_planned"):
        small_company.desk("li").write(agenda.edit, action, NewAction("call", on=FRIDAY))


def test_what_speaks_against_a_time(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    li = company.desk("li")
    plan(company, customer_id=acme, at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC), minutes=60)
    li.write(working.enter, FRIDAY, FRIDAY)

    def against(**when: object) -> list[str]:
        return [one.kind for one in li.read(agenda.clashes, **when)]

    assert against(at=datetime(2026, 11, 24, 10, 30, tzinfo=UTC), minutes=30) == ["overlap"]
    assert against(at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC), minutes=30) == []
    assert against(at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC), minutes=31) == ["overlap"]
    assert against(at=datetime(2026, 11, 24, 11, 0, tzinfo=UTC)) == []
    assert against(at=datetime(2026, 11, 24, 21, 0, tzinfo=UTC)) == ["outside"]
    assert against(on=FRIDAY) == ["away"]
    assert against(on=date(2026, 11, 28)) == ["free_day"]
    assert against(on=date(2026, 11, 24)) == []
    roth = company.id("roth")
    assert against(at=datetime(2026, 11, 24, 10, 30, tzinfo=UTC), user_ids=(roth,)) == []
    assert against() == []
    found = li.read(agenda.clashes, at=datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    assert all_against(found, NOW) == "Li Wei has something at 10:00 already: Acme."
    assert all_against(li.read(agenda.clashes, on=FRIDAY), NOW) == "Li Wei is away on that day."


def test_a_moved_action_does_not_clash_with_itself(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    action = plan(small_company, customer_id=acme, at=at)
    li = small_company.desk("li")
    assert li.read(agenda.clashes, at=at, but=action) == ()
    assert len(li.read(agenda.clashes, at=at)) == 1


def test_a_quick_line_says_all_of_it(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    novak, kral = contact(company, acme, "J. Novak", "+44 1"), contact(company, acme, "L. Kral", "+44 1")
    project(company, "Acme ERP", customer_id=acme)
    read = company.desk("li").read(
        agenda.read_line,
        "visit plant @novak @kral @roth tomorrow 10:00 90m +acme-erp place: Kiel, ! remind 30m cost 120",
    )
    assert (read.kind, read.subject, read.minutes, read.place) == ("visit", "plant", 90, "Kiel")
    assert (read.priority, read.remind_minutes, read.cost_minor, read.rule) == (1, 30, 120_00, None)
    assert (read.contact_id, read.contact_ids, read.user_ids) == (novak, (kral,), (company.id("roth"),))
    assert (read.user_id, read.people, read.trouble) == (None, ("L. Kral", "A. Roth"), ())
    assert read.at == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("call Acme fri cost 20 USD", "20 USD"),
        ("call Acme fri @nobody", "@nobody"),
        ("call Acme fri @novak @nobody", "@nobody"),
    ],
)
def test_what_a_line_names_and_is_not_there_is_trouble(small_company: Company, line: str, part: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    contact(small_company, acme, "J. Novak", "+44 1")
    assert part in small_company.desk("li").read(agenda.read_line, line).trouble


def test_one_colleague_alone_is_whose_it_is(small_company: Company) -> None:
    small_company.customer("Acme", owner="li")
    read = small_company.desk("wang").read(agenda.read_line, "call Acme fri @roth")
    assert (read.user, read.user_ids) == ("A. Roth", ())
    read = small_company.desk("wang").read(agenda.read_line, "visit Acme fri @roth @li")
    assert (read.user, read.people) == (None, ("A. Roth", "Li Wei"))


def test_names_of_the_customers_people_win_over_dates(small_company: Company) -> None:
    acme = small_company.customer("石油公司", owner="li")
    contact(small_company, acme, "周三石", "+44 1")
    read = small_company.desk("li").read(agenda.read_line, "石油公司 电话 周三石 周五 10:00")
    assert read.at is not None
    assert (read.at.date(), read.contact, read.subject) == (FRIDAY, "周三石", "")
    contact(small_company, acme, "周三石", "+44 2")  # now there are two, and the name is still no Wednesday
    read = small_company.desk("li").read(agenda.read_line, "石油公司 电话 周三石 周五 10:00")
    assert read.at is not None
    assert (read.at.date(), read.contact, read.subject) == (FRIDAY, None, "周三石")
