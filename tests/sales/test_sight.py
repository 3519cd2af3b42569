"""Who sees what, by each team's setting: own, the team's, everybody's; the pool is open to all."""

import pytest

from tests.company import Company
from tuicrm.sales import customers, pool, projects, settings
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import NotFound, Refused

PLACES = {"free": None, "li's": "li", "roth's": "roth", "wang's": "wang", "kuhn's": "kuhn"}


def held_by_each(company: Company) -> Company:
    """A customer of each, one in the pool; each with a project."""
    for name, owner in PLACES.items():
        customer = company.customer(name, owner=owner)
        if owner:
            company.desk(owner).write(projects.add, NewProject(name=f"for {name}", customer_id=customer))
    return company


@pytest.fixture
def held(company: Company) -> Company:
    return held_by_each(company)


def put(company: Company, value: str, team: str = "") -> None:
    company.desk("hale").write(settings.put_setting, "sight", value, part=team)


def seen(company: Company, login: str) -> set[str]:
    desk = company.desk(login)
    found = desk.read(pool.page, pool.PoolQuery(tab="all"))
    return {row.name for row in found.rows}


EAST = {"free", "li's", "roth's", "wang's"}
SEEN = {
    ("own", "li"): {"free", "li's"},
    ("own", "wang"): EAST,
    ("own", "kuhn"): {"free", "kuhn's"},
    ("own", "hale"): set(PLACES),
    ("own", "eye"): set(PLACES),
    ("team", "li"): EAST,
    ("team", "wang"): EAST,
    ("team", "kuhn"): {"free", "kuhn's"},
    ("team", "hale"): set(PLACES),
    ("all", "li"): set(PLACES),
    ("all", "wang"): set(PLACES),
    ("all", "kuhn"): set(PLACES),
}


@pytest.mark.parametrize(("value", "login"), SEEN)
def test_each_setting_shows_these_customers(held: Company, value: str, login: str) -> None:
    put(held, value)
    assert seen(held, login) == SEEN[value, login]


@pytest.mark.parametrize(("value", "count"), [("own", 1), ("team", 3), ("all", 4)])
def test_projects_go_by_the_same_setting(held: Company, value: str, count: int) -> None:
    put(held, value)
    assert len(held.desk("li").read(projects.listing)) == count


def test_a_team_may_have_its_own(held: Company) -> None:
    put(held, "own", "East")
    put(held, "all", "West")
    assert seen(held, "li") == {"free", "li's"}
    assert seen(held, "kuhn") == set(PLACES)
    line = held.desk("hale").read(settings.one, "sight")
    assert (line.value, dict(line.parts)) == ("team", {"East": "own", "West": "all"})
    put(held, "default", "East")
    assert seen(held, "li") == EAST


def test_what_is_out_of_sight_sounds_like_what_is_not_there(held: Company) -> None:
    put(held, "own")
    hidden = held.value(held_by("roth's"))
    for key in (hidden, 999_999):
        with pytest.raises(NotFound) as refused:
            held.desk("li").read(customers.card, key)
        assert refused.value.facts == {"kind": "customer", "key": key}


def test_a_setting_of_a_team_that_is_not_there_is_refused(small_company: Company) -> None:
    with pytest.raises(Refused, match="team_unknown"):
        put(small_company, "own", "North")
    with pytest.raises(Refused, match="setting_value"):
        put(small_company, "nobody")


def held_by(name: str):  # type: ignore[no-untyped-def]
    from sqlalchemy import select

    from tuicrm.store.tables.customers import customers as table

    return select(table.c.id).where(table.c.name == name)
