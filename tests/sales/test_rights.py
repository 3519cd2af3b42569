"""Who may what, and who sees and changes whose: the whole table, role by role."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import join, set_values, standing
from tuicrm.sales import customers as people_of
from tuicrm.sales import pool, projects, rights
from tuicrm.sales.pool import PoolQuery
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.actor import Actor, TeamId, UserId, by_login
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.lists import ROLES
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import collaborators
from tuicrm.store.tables.projects import projects as project_rows


def actor(role: str) -> Actor:
    return Actor(UserId(1), "x", "X", role, TeamId(1), None, None, None, None)


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        ("read", {"rep", "team_lead", "manager", "administrator", "auditor", "marketing"}),
        ("report", {"rep", "team_lead", "manager", "administrator", "auditor", "marketing"}),
        ("take_in", {"rep", "team_lead", "manager", "administrator", "marketing", "intake"}),
        ("campaign", {"marketing", "manager", "administrator"}),
        ("sell", {"rep", "team_lead", "manager", "administrator"}),
        ("lead", {"team_lead", "manager", "administrator"}),
        ("manage", {"manager", "administrator"}),
        ("administer", {"administrator"}),
        ("anyone", set(ROLES)),
    ],
)
def test_a_right_belongs_to_these_roles_and_to_no_other(right: str, roles: set[str]) -> None:
    for role in ROLES:
        if role in roles:
            rights.allow(actor(role), right)
        else:
            with pytest.raises(NotAllowed) as refused:
                rights.allow(actor(role), right)
            assert refused.value.facts == {"right": right, "role": role}


@pytest.mark.parametrize("role", ["", "Manager", "root", "none"])
def test_a_role_that_there_is_not_has_no_right_at_all(role: str) -> None:
    for right in rights.RIGHTS:
        with pytest.raises(NotAllowed):
            rights.allow(actor(role), right)


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """A customer in every position, named after it; Li is a rep of East, Kuhn of West, Sole of no team."""
    with standing(engines) as made:
        fill(made)
        yield made


def fill(company: Company) -> None:
    join(company, "mara", "marketing")
    join(company, "door", "intake")
    join(company, "sole", "rep")
    join(company, "solo", "rep")
    join(company, "chief", "team_lead")
    company.customer("free")
    for login in ("li", "roth", "wang", "kuhn", "sole", "hale"):
        company.customer(f"of {login}", owner=login)
    company.customer("helped", owner="kuhn")
    company.customer("helped in writing", owner="kuhn")
    company.customer("helped once", owner="kuhn")
    at_work = company.customer("worked on", owner="li")
    company.desk("li").write(projects.add, NewProject(name="line", customer_id=at_work))
    set_values(company, customers, at_work, owner_id=company.id("kuhn"))
    for name, may_write, archived in (("helped", False, False), ("helped in writing", True, False),
                                      ("helped once", True, True)):  # fmt: skip
        company.database.write_as(helping(company, name, may_write, archived), company.clock.now)


def helping(company: Company, name: str, may_write: bool, archived: bool) -> Callable[[Session], int]:
    return lambda session: change.insert(
        session, collaborators, customer_id=customer(company, name), user_id=company.id("li"), may_write=may_write,
        archived_at=session.now if archived else None,
    )  # fmt: skip


def customer(company: Company, name: str) -> int:
    found: int = company.value(select(customers.c.id).where(customers.c.name == name))
    return found


ALL = {"free", "of li", "of roth", "of wang", "of kuhn", "of sole", "of hale", "helped", "helped in writing",
       "helped once", "worked on"}  # fmt: skip
EAST = {"free", "of li", "of roth", "of wang"}
WEST = {"free", "of kuhn", "helped", "helped in writing", "helped once", "worked on"}
SIGHT = {
    "li": EAST | {"helped", "helped in writing", "worked on"},
    "roth": EAST,
    "wang": EAST,
    "kuhn": WEST,
    "sole": {"free", "of sole"},
    "chief": {"free"},
    "hale": ALL,
    "boss": ALL,
    "eye": ALL,
    "mara": ALL,
}
WRITES = {
    "li": {"free", "of li", "helped in writing"},
    "roth": {"free", "of roth"},
    "wang": EAST,
    "kuhn": WEST,
    "sole": {"free", "of sole"},
    "chief": {"free"},
    "hale": ALL,
    "boss": ALL,
    "eye": set[str](),
    "mara": set[str](),
}


@pytest.mark.parametrize("login", SIGHT)
def test_the_list_shows_what_one_may_see_and_nothing_else(company: Company, login: str) -> None:
    page = company.desk(login).read(pool.page, PoolQuery("all"))
    assert {row.name for row in page.rows} == SIGHT[login]
    assert page.total == len(SIGHT[login])
    assert company.desk(login).read(pool.counts).all == len(SIGHT[login])


@pytest.mark.parametrize("login", SIGHT)
def test_a_card_opens_for_what_is_in_the_list_and_says_whether_one_may_write(company: Company, login: str) -> None:
    desk = company.desk(login)
    for name in ALL:
        if name in SIGHT[login]:
            assert desk.read(people_of.card, customer(company, name)).may_write is (name in WRITES[login]), name
            assert desk.read(people_of.find, name).name == name
        else:
            for rule, key in ((people_of.card, customer(company, name)), (people_of.find, name)):
                with pytest.raises(NotFound):
                    desk.read(rule, key)  # type: ignore[arg-type]


@pytest.mark.parametrize("login", WRITES)
def test_what_is_found_to_write_is_what_one_may_write(company: Company, login: str) -> None:
    who = person(company, login)
    for name in ALL:
        look = partial(rights.find, actor=who, table=customers, record_id=customer(company, name), to_write=True)
        if name in WRITES[login]:
            assert company.database.read_as(look, company.clock.now).name == name
        elif name in SIGHT[login]:
            with pytest.raises(NotAllowed) as refused:
                company.database.read_as(look, company.clock.now)
            assert refused.value.facts["name"] == name
        else:
            with pytest.raises(NotFound):
                company.database.read_as(look, company.clock.now)


def person(company: Company, login: str) -> Actor:
    return company.database.read_as(lambda session: by_login(session, login), company.clock.now)


def test_two_people_of_no_team_are_not_a_team(company: Company) -> None:
    assert "of sole" not in {row.name for row in company.desk("solo").read(pool.page, PoolQuery("all")).rows}
    assert {row.name for row in company.desk("solo").read(pool.page, PoolQuery("mine")).rows} == set()


def test_who_only_takes_in_sees_no_customer_at_all(company: Company) -> None:
    with pytest.raises(NotAllowed):
        company.desk("door").read(pool.page, PoolQuery("all"))
    sight = rights.customers_in_sight(person(company, "door"))
    assert company.all(select(customers.c.id).where(sight)) == []
    assert company.all(select(project_rows.c.id).where(rights.projects_in_sight(person(company, "door")))) == []


@pytest.mark.parametrize(
    ("login", "sees"),
    [("li", True), ("roth", True), ("wang", True), ("hale", True), ("eye", True), ("kuhn", False), ("sole", False)],
)
def test_a_project_goes_by_its_own_holder_and_team_not_by_its_customers(
    company: Company, login: str, sees: bool
) -> None:
    found = company.all(select(project_rows.c.id).where(rights.projects_in_sight(person(company, login))))
    assert bool(found) is sees


def test_what_one_may_not_see_sounds_like_what_is_not_there(company: Company) -> None:
    said = []
    for key in (customer(company, "of kuhn"), 999_999):
        with pytest.raises(NotFound) as refused:
            company.desk("roth").read(people_of.card, key)
        said.append({**refused.value.facts, "key": "?"})
    assert said[0] == said[1]
