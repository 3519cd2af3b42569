"""Links by what records are called here: one of that name, several, none, one that was set aside or merged."""

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.taking_over.conftest import Take, customer, project
from tuicrm.sales.taking_over import Link, arrive
from tuicrm.sales.taking_over.people import logins
from tuicrm.store import change
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import lost_reasons
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products


def count(company: Company, table: object) -> int:
    return int(company.value(select(func.count()).select_from(table)))  # type: ignore[arg-type]


def owner(company: Company, name: str) -> object:
    holder = select(users.c.login).join(customers, customers.c.owner_id == users.c.id)
    return company.value(holder.where(customers.c.name == name))


@pytest.mark.parametrize("spelled", ["li", "Li Wei", "LI WEI", "ｌｉ ｗｅｉ", "lí wéi"])
def test_user_is_known_by_login_or_name_in_any_spelling(company: Company, take: Take, spelled: str) -> None:
    assert take([customer("A", owner=Link("user", spelled))]).made == {"customer": 1}
    assert owner(company, "A") == "li"


@pytest.mark.parametrize("spelled", ["Li", "Wei", "Li Wei Jr", "l", "%", "李伟"])
def test_part_of_a_name_is_nobody_unless_it_is_the_login(company: Company, take: Take, spelled: str) -> None:
    taken = take([customer("A", owner=Link("user", spelled))])
    if spelled == "Li":
        assert owner(company, "A") == "li"
    else:
        assert [(one.code, one.field) for one in taken.refused] == [("no_user", "owner")]


def test_two_of_one_name_are_not_chosen_between(company: Company, take: Take) -> None:
    company.customer("Acme")
    company.customer("ACME")
    taken = take([project("1", customer="acme")])
    assert [(one.code, one.field) for one in taken.refused] == [("ambiguous", "customer")]
    assert take([project("2", customer="ACME")]).made == {"project": 1}


def test_record_that_was_set_aside_is_not_found_by_its_name(company: Company, take: Take) -> None:
    here = company.customer("Acme")
    company.database.write_as(lambda s: change.update(s, customers, here, archived_at=NOW), NOW)
    assert [one.code for one in take([project("1", customer="Acme")]).refused] == ["no_customer"]


def test_customer_that_was_merged_here_leads_to_the_one_it_became(company: Company, take: Take) -> None:
    take([customer("A", "Acme"), customer("B", "Borealis")])
    ids = {row.name: row.id for row in company.all(select(customers.c.id, customers.c.name))}
    merged = {"merged_into_id": ids["Borealis"], "archived_at": NOW}
    company.database.write_as(lambda s: change.update(s, customers, ids["Acme"], **merged), NOW)
    take([project("1", customer="A")])
    assert company.value(select(projects.c.customer_id)) == ids["Borealis"]


def test_id_of_the_other_system_goes_before_a_name_of_ours(company: Company, take: Take) -> None:
    company.customer("7")
    take([customer("7", "Zenith")])
    take([project("1", customer="7")])
    theirs = select(customers.c.name).join(projects, projects.c.customer_id == customers.c.id)
    assert company.value(theirs) == "Zenith"


@pytest.mark.parametrize(
    ("kind", "table"), [("source", sources), ("campaign", campaigns), ("product", products)], ids=str
)
def test_what_can_be_made_of_a_name_is_made_once_for_all_spellings(
    company: Company, take: Take, kind: str, table: object
) -> None:
    before = count(company, table)
    arrivals = []
    for number, name in enumerate(("展会 2026", "展会　2026", "展会 2026 ")):
        links = {"stage": Link("stage", "Talk"), kind: Link(kind, name, "make")}
        arrivals.append(arrive("project", str(number), {"name": "p", "entered": ()}, links))
    assert take(arrivals).made["project"] == 3
    assert count(company, table) == before + 1
    assert take(arrivals).made == {}


def test_reason_for_losing_is_known_by_key_or_name(company: Company, take: Take) -> None:
    before = count(company, lost_reasons)
    rows = []
    for number, name in enumerate(("price", "Price", "PRICE", "a competitor")):
        links = {"stage": Link("stage", "Lost"), "lost_reason": Link("lost_reason", name, "make")}
        rows.append(arrive("project", str(number), {"name": "p", "entered": ()}, links))
    take(rows)
    assert count(company, lost_reasons) == before


@pytest.mark.parametrize("spelled", ["talk", "TALK", "Ｔａｌｋ"])
def test_stage_is_known_in_any_spelling(take: Take, spelled: str) -> None:
    assert take([project("1", stage=spelled)]).made == {"project": 1}


def test_team_that_is_here_is_not_made_again(company: Company, take: Take) -> None:
    before = count(company, teams)
    rows = [arrive("team", key, {"name": name}) for key, name in (("1", "East"), ("2", "EAST"), ("3", "North"))]
    assert take(rows).made == {"team": 1}
    assert count(company, teams) == before + 1


@pytest.mark.parametrize(
    ("taken", "names", "expected"),
    [
        (set(), ["Li Wei"], ["li.wei"]), ({"li.wei"}, ["Li Wei", "Li Wei"], ["li.wei2", "li.wei3"]),
        (set(), ["李伟", "王芳"], ["li.wei", "wang.fang"]), (set(), ["", "???"], ["user", "user2"]),
        (set(), ["O'Brien-Smith"], ["o.brien.smith"]), (set(), ["Łukasz Østby"], ["lukasz.ostby"]),
    ],
)  # fmt: skip
def test_logins_are_readable_and_nobodys(taken: set[str], names: list[str], expected: list[str]) -> None:
    assert logins(taken, names) == expected


def test_login_of_a_long_name_can_be_kept() -> None:
    given = logins(set(), ["x" * 200] * 12)
    assert max(len(login) for login in given) <= 60
    assert len(set(given)) == 12
