"""Records come in once, whole rows or none, and what was edited here stays."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.taking_over.conftest import DECLARED, STAGES, SYSTEM, Take, batch, customer, euros, on, project
from tuicrm.plain.money import Money
from tuicrm.sales import customers as customer_rules
from tuicrm.sales import fields, taking_over
from tuicrm.sales.home import home
from tuicrm.sales.taking_over import Declared, DeclaredField, Finished, Link, Reach, Rehearsed, arrive, product_key
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries, ownerships
from tuicrm.store.tables.fields import own_values
from tuicrm.store.tables.people import memberships, teams, users
from tuicrm.store.tables.system import changes, source_rows
from tuicrm.store.tables.trade import products, purchases


def count(company: Company, table: object) -> int:
    return int(company.value(select(func.count()).select_from(table)))  # type: ignore[arg-type]


def named(company: Company, name: str) -> object:
    return company.all(select(customers).where(customers.c.name == name))[0]


def test_import_is_for_those_who_manage(company: Company, take: Take) -> None:
    for login in ("li", "wang", "eye"):
        with pytest.raises(NotAllowed):
            take([customer("A")], login=login)
    assert count(company, source_rows) == 0


def test_customer_comes_into_the_pool_with_its_line_of_the_trail(company: Company, take: Take) -> None:
    taken = take([customer("A-1", "Acme Ltd", industry="tools", website="https://www.acme.example/uk")])
    assert taken.made == {"customer": 1}
    row = named(company, "Acme Ltd")
    assert (row.industry, row.domain, row.owner_id, row.created_by_id) == ("tools", "acme.example", None, None)
    stay = company.all(select(ownerships).where(ownerships.c.live_customer_id == row.id))[0]
    assert (stay.owner_id, stay.how) == (None, "import")
    line = company.all(select(changes).where(changes.c.record_kind == "customer", changes.c.record_id == row.id))[0]
    assert line.personal["name"] == [None, "Acme Ltd"]


def test_a_class_that_is_imported_is_one_by_hand_until_it_is_edited_here(company: Company, take: Take) -> None:
    take([customer("A", "Acme Ltd", **{"class": "A"}), customer("B", "Beta Ltd")])
    company.desk("hale").write(customer_rules.score)
    acme, beta = named(company, "Acme Ltd"), named(company, "Beta Ltd")
    assert [(one.class_key, one.class_how) for one in (acme, beta)] == [("A", "hand"), ("D", "rule")]
    take([customer("A", "Acme Ltd", **{"class": "B"}), customer("B", "Beta Ltd")])
    assert named(company, "Acme Ltd").class_key == "B"


def test_second_run_adds_nothing(company: Company, take: Take) -> None:
    rows = [customer("A"), customer("B")]
    take(rows)
    before = count(company, changes)
    again = take(rows)
    assert (again.made, again.changed, again.skipped) == ({}, {}, {"customer": 2})
    assert count(company, changes) == before


def test_field_edited_here_is_kept_and_the_others_follow(company: Company, take: Take) -> None:
    take([customer("A", "Acme", industry="tools", city="Leeds", note="old")])
    row = named(company, "Acme")
    company.clock.later(days=1)
    company.desk("boss").write(customer_rules.edit, row.id, row.version, city="York")
    company.clock.later(days=1)
    taken = take([customer("A", "Acme", industry="pumps", city="Hull", note="new")])
    assert taken.changed == {"customer": 1}
    assert [(kept.record_id, kept.fields) for kept in taken.kept] == [(row.id, ("city",))]
    now = named(company, "Acme")
    assert (now.industry, now.city, now.note) == ("pumps", "York", "new")


def test_edit_that_was_taken_back_is_no_edit(company: Company, take: Take) -> None:
    take([customer("A", "Acme", city="Leeds")])
    row = named(company, "Acme")
    for city in ("York", "Leeds"):
        row = named(company, "Acme")
        company.desk("boss").write(customer_rules.edit, row.id, row.version, city=city)
    take([customer("A", "Acme", city="Hull")])
    assert named(company, "Acme").city == "Hull"


def test_renamed_customer_is_found_by_its_new_name(company: Company, take: Take) -> None:
    take([customer("A", "Acme")])
    take([customer("A", "Zenith")])
    found = company.desk("boss").read(customer_rules.find, "Zenith")
    assert found.name == "Zenith"
    assert named(company, "Zenith").name_key == "zenith"


def test_row_that_names_nobody_known_is_refused_whole(company: Company, take: Take) -> None:
    taken = take(
        [customer("A"), customer("B", owner=Link("user", "Nobody"))],
        [project("1", customer="A"), project("2", customer="B")],
    )
    assert [(one.row, one.code, one.field) for one in taken.refused] == [(1, "no_user", "owner")]
    assert taken.made == {"customer": 1, "project": 1}
    assert count(company, customers) == 1


def test_row_that_leans_on_a_refused_one_is_refused_with_it(take: Take) -> None:
    taken = take(
        [customer("A", owner=Link("user", "Nobody")), customer("B")],
        [project("1", customer="B"), project("2", customer="A")],
    )
    assert {(one.row, one.code) for one in taken.refused} == {(0, "no_user"), (1, "no_customer")}


def test_link_may_be_left_empty_where_the_mapping_says_so(company: Company, take: Take) -> None:
    taken = take([customer("A", parent=Link("customer", "None Ltd", "leave"))])
    assert named(company, "A").parent_id is None
    assert [(one.code, one.field) for one in taken.noted] == [("left_link", "parent")]


def test_known_customer_is_not_made_twice_and_only_gaps_are_filled(company: Company, take: Take) -> None:
    here = company.customer("Acme Ltd", city="Leeds")
    taken = take([customer("A-1", "ACME limited", city="Hull", industry="tools")])
    assert taken.made == {}
    assert count(company, customers) == 1
    row = company.all(select(customers).where(customers.c.id == here))[0]
    assert (row.name, row.city, row.industry) == ("Acme Ltd", "Leeds", "tools")
    assert taken.kept[0].fields == ("name", "city")


def test_two_of_one_name_in_the_same_system_stay_two(company: Company, take: Take) -> None:
    take([customer("A-1", "Acme"), customer("A-2", "Acme")])
    take([customer("A-3", "Acme")])
    assert count(company, customers) == 3


def test_customer_set_aside_here_does_not_come_back(company: Company, take: Take) -> None:
    take([customer("A", "Acme")])
    row = named(company, "Acme")
    company.database.write_as(lambda s: change.update(s, customers, row.id, archived_at=NOW), NOW)
    taken = take([customer("A", "Acme", city="Hull")])
    assert taken.skipped == {"customer": 1}
    assert named(company, "Acme").city is None


def test_owner_of_the_file_holds_the_customer_until_somebody_here_says_else(company: Company, take: Take) -> None:
    take([customer("A", owner=Link("user", "li")), customer("B", owner=Link("user", "M. Kuhn"))])
    assert [named(company, name).owner_id for name in "AB"] == [company.id("li"), company.id("kuhn")]
    take([customer("A", owner=Link("user", "roth"))])
    assert named(company, "A").owner_id == company.id("roth")
    stays = company.all(
        select(ownerships.c.owner_id, ownerships.c.to_at)
        .where(ownerships.c.customer_id == named(company, "A").id)
        .order_by(ownerships.c.id)
    )
    assert [(one.owner_id, one.to_at is None) for one in stays] == [
        (company.id("li"), False),
        (company.id("roth"), True),
    ]
    b = named(company, "B").id
    company.database.write_as(
        lambda s: change.update(s, customers, b, owner_id=company.id("roth"), held_since_at=NOW), NOW
    )
    taken = take([customer("B", owner=Link("user", "li"))])
    assert named(company, "B").owner_id == company.id("roth")
    assert taken.kept[0].fields == ("owner",)


def test_people_get_readable_logins_and_places(company: Company, take: Take) -> None:
    team = arrive("team", "Dustin", {"name": "Dustin", "office": "Central"})
    people = [
        arrive("user", name, {"name": name, "role": "rep"}, {"team": Link("team", "Dustin")})
        for name in ("Anna Snelling", "anna snelling-", "李伟")
    ]
    take([team], people)
    rows = company.all(select(users.c.name, users.c.login, users.c.team_id).order_by(users.c.id.desc()).limit(3))
    assert {row.name: row.login for row in rows} == {
        "Anna Snelling": "anna.snelling", "anna snelling-": "anna.snelling2", "李伟": "li.wei",
    }  # fmt: skip
    dustin = company.value(select(teams.c.id).where(teams.c.name == "Dustin"))
    assert {row.team_id for row in rows} == {dustin}
    assert count(company, select(memberships).where(memberships.c.team_id == dustin).subquery()) == 3


def test_one_of_us_is_recognised_and_keeps_role_and_team(company: Company, take: Take) -> None:
    before = count(company, users)
    take([arrive("user", "7", {"name": "Li Wei", "role": "team_lead"})])
    assert count(company, users) == before
    assert company.value(select(users.c.role).where(users.c.login == "li")) == "rep"


def test_manager_brings_no_administrators_along(company: Company, take: Take) -> None:
    mighty = [arrive("user", "Eve", {"name": "Eve", "role": "administrator"})]
    assert [one.code for one in take(mighty).refused] == ["role_not_yours"]
    assert take(mighty, login="boss").made == {"user": 1}


@pytest.mark.parametrize("spelled", ["GTXPro", "gtx pro", "ＧＴＸ　Pro"])
def test_product_is_found_in_other_spellings(company: Company, take: Take, spelled: str) -> None:
    take([arrive("product", "GTX Pro", {"name": "GTX Pro", "list": euros(4821)})])
    assert product_key(spelled) == product_key("GTX Pro")
    taken = take([project("1", product=spelled)])
    assert taken.made == {"project": 1}
    assert count(company, products) == 1


def test_products_of_one_spelling_in_one_batch_are_one(company: Company, take: Take) -> None:
    taken = take([arrive("product", "1", {"name": "GTX Pro"}), arrive("product", "2", {"name": "GTXPro"})])
    assert (taken.made, count(company, products)) == ({"product": 1}, 1)


def test_channel_that_nobody_has_is_made_once(company: Company, take: Take) -> None:
    fair = Link("source", "展会", "make")
    take(
        [customer("A", source=fair), customer("B", source=fair), customer("C", source=Link("source", "Phone", "make"))]
    )
    assert count(company, select(sources).where(sources.c.name == "展会").subquery()) == 1
    phone = company.value(select(sources.c.id).where(sources.c.key == "phone"))
    assert named(company, "C").source_id == phone


def test_contact_and_inquiry_of_the_same_row(company: Company, take: Take) -> None:
    to = {"customer": Link("customer", "A")}
    ann = arrive("contact", "A|Ann", {"name": "Ann", "mobile": (Reach("phone", "0113 496 0142", "+441134960142"),)}, to)
    asked = arrive("inquiry", "A", {"came_on": on("2026-03-02")}, {**to, "source": Link("source", "phone")})
    take([customer("A")], [ann], [asked])
    assert company.value(select(contacts.c.customer_id)) == named(company, "A").id
    assert company.value(select(contact_points.c.reach_key)) == "+441134960142"
    row = company.all(select(inquiries))[0]
    assert (row.came_on, row.month, row.seen_at) == (on("2026-03-02"), 2026 * 12 + 3, company.clock.now)
    again = take([customer("A")], [ann], [asked])
    assert again.made == {}
    assert count(company, contact_points) == 1


def test_purchase_knows_its_profit_only_with_a_cost(company: Company, take: Take) -> None:
    bought = {"bought_on": on("2026-03-02"), "quantity": 2}
    to = {"customer": Link("customer", "A")}
    take(
        [customer("A"), customer("B"), customer("C")],
        [
            arrive("purchase", "1", {**bought, "amount": euros(100), "profit": euros(-20)}, to),
            arrive("purchase", "2", {**bought, "amount": euros(100)}, to),
            arrive("purchase", "3", {**bought, "amount": Money(10_000, "USD")}, to),
        ],
    )
    rows = company.all(select(purchases).order_by(purchases.c.id))
    assert [row.cost_minor for row in rows] == [12_000, None, None]
    assert [row.home_minor for row in rows] == [10_000, 10_000, None]  # no rate for the dollar is known
    assert [row.quantity for row in rows] == [2, 2, 2]


def test_own_fields_are_declared_and_kept_where_edited(company: Company, take: Take) -> None:
    field = DeclaredField("customer", "revenue", "Yearly revenue", "money", is_personal=False)
    company.desk("hale").write(taking_over.begin, Declared(SYSTEM, fields=(field,)))
    take([customer("A", own={"revenue": Decimal("1100040000")}), customer("B", own={"revenue": None})])
    assert company.all(select(own_values.c.number_micro)) == [(1_100_040_000_000_000,)]
    take([customer("A", own={"revenue": Decimal(5)})])
    assert company.all(select(own_values.c.number_micro)) == [(5_000_000,)]
    a = named(company, "A").id
    found = next(one for one in company.desk("eye").read(fields.listed, "customer") if one.key == "revenue")
    company.desk("boss").write(fields.set_value, found.id, a, "7")
    taken = take([customer("A", own={"revenue": Decimal(6)})])
    assert taken.kept[0].fields == ("revenue",)
    assert company.all(select(own_values.c.number_micro)) == [(7_000_000,)]


def test_home_currency_is_taken_while_there_is_no_money(company: Company) -> None:
    desk = company.desk("hale")
    assert desk.write(taking_over.begin, Declared(SYSTEM, "USD", "Theirs", STAGES)).currency == "USD"
    desk.write(taking_over.take_over, batch([arrive("product", "X", {"name": "X", "list": Money(500, "USD")})]))
    assert desk.write(taking_over.begin, Declared(SYSTEM, "JPY")).currency == "USD"
    assert company.database.read_as(home, NOW).currency == "USD"


def test_rehearsal_says_all_and_changes_nothing(company: Company) -> None:
    before = {table: count(company, table) for table in (customers, changes, source_rows, teams)}
    batches = [batch([customer("A")]), batch([customer("A"), customer("B", owner=Link("user", "Nobody"))])]
    with pytest.raises(Rehearsed) as told:
        company.desk("hale").write(taking_over.rehearse, DECLARED, batches)
    assert [one.made for one in told.value.taken] == [{"customer": 1}, {}]
    assert [len(one.refused) for one in told.value.taken] == [0, 1]
    assert {table: count(company, table) for table in before} == before


def test_free_customers_follow_their_latest_project_if_asked(company: Company, take: Take) -> None:
    take([customer("A"), customer("B"), customer("C"), customer("D", owner=Link("user", "hale"))])
    take([
        project("1", customer="A", owner="li", entered={"talk": on("2026-03-01")}),
        project("2", customer="A", owner="roth", entered={"talk": on("2026-05-01")}),
        project("3", customer="A", owner="kuhn"),  # nobody knows since when
        project("4", customer="B", owner="kuhn"),
        project("5", customer="D", owner="li", entered={"talk": on("2026-05-01")}),
    ])  # fmt: skip
    desk = company.desk("hale")
    assert desk.write(taking_over.finish, SYSTEM).given_owners == 0
    assert desk.write(taking_over.finish, SYSTEM, owner_from_projects=True) == Finished(2)
    owners = {name: named(company, name).owner_id for name in "ABCD"}
    assert owners == {"A": company.id("roth"), "B": company.id("kuhn"), "C": None, "D": company.id("hale")}
    assert desk.write(taking_over.finish, SYSTEM, owner_from_projects=True).given_owners == 0


def test_first_membership_reaches_back_to_the_first_project(company: Company, take: Take) -> None:
    take([arrive("user", "Ann", {"name": "Ann"})], [project("1", owner="Ann", entered={"talk": on("2025-03-01")})])
    company.desk("hale").write(taking_over.finish, SYSTEM)
    begun = select(memberships.c.from_on).join(users, users.c.id == memberships.c.user_id).where(users.c.name == "Ann")
    assert company.all(begun) == [(on("2025-03-01"),)]
