"""What is read while others look on: one's own team and nobody's, and no figure of a single person."""

import pytest

from tests.company import Company
from tests.sales.house import set_values
from tests.sales.test_sight import PLACES, held_by_each
from tests.sales.test_team_risks import sold
from tuicrm.sales import analysis, customers, funnel, pool, projects, settings
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.funnel.board import BoardQuery
from tuicrm.sales.privacy import Privacy, sees_people
from tuicrm.sales.projects import NewProject
from tuicrm.store.actor import Actor, TeamId, UserId
from tuicrm.store.database import Desk
from tuicrm.store.errors import NotFound
from tuicrm.store.tables.people import users

EAST = {"free", "li's", "roth's", "wang's"}


@pytest.fixture
def held(small_company: Company) -> Company:
    return held_by_each(small_company)


def at(company: Company, login: str) -> Desk:
    """Somebody at whose window others look on."""
    desk = company.desk(login)
    desk.presenting = True
    return desk


@pytest.mark.parametrize(
    ("login", "sight", "names"),
    [
        ("wang", "team", EAST), ("wang", "all", EAST), ("li", "team", EAST), ("li", "all", EAST),
        ("li", "own", {"free", "li's"}), ("kuhn", "all", {"free", "kuhn's"}), ("hale", "team", set(PLACES)),
        ("eye", "team", set(PLACES)),
    ],
)  # fmt: skip
def test_other_teams_are_out_of_sight(held: Company, login: str, sight: str, names: set[str]) -> None:
    held.desk("hale").write(settings.put_setting, "sight", sight)
    desk = at(held, login)
    assert {row.name for row in desk.read(pool.page, pool.PoolQuery(tab="all")).rows} == names
    board = desk.read(funnel.board, BoardQuery())
    cards = {card.customer for column in board.columns for card in column.cards}
    assert cards == names - {"free"}
    assert {one.name for one in desk.read(projects.listing)} == {f"for {name}" for name in cards}


def test_a_manager_with_a_team_shows_that_team(held: Company) -> None:
    set_values(held, users, held.id("hale"), team_id=1)
    assert len(held.desk("hale").read(projects.listing)) == 4
    assert len(at(held, "hale").read(projects.listing)) == 3


def test_what_one_helps_another_team_with_is_out_of_sight(held: Company) -> None:
    theirs = next(one.id for one in held.desk("hale").read(projects.listing) if one.owner == "M. Kuhn")
    held.desk("kuhn").write(projects.add_helper, "project", theirs, held.id("li"), part="presales", may_write=True)
    assert held.desk("li").read(projects.card, theirs).owner == "M. Kuhn"
    with pytest.raises(NotFound):
        at(held, "li").read(projects.card, theirs)
    with pytest.raises(NotFound):
        at(held, "wang").read(customers.card, 5)


def test_what_others_see_is_no_limit_on_what_one_does(held: Company) -> None:
    theirs = next(one for one in held.desk("hale").read(projects.listing) if one.owner == "M. Kuhn")
    desk = at(held, "hale")
    desk.write(projects.edit, theirs.id, theirs.version, name="seen")
    assert "seen" in {one.name for one in held.desk("hale").read(projects.listing)}


@pytest.mark.parametrize("role", ["rep", "team_lead", "manager", "administrator", "auditor"])
@pytest.mark.parametrize("seen_by", ["self", "lead", "all"])
def test_no_figure_of_a_single_person_is_shown(role: str, seen_by: str) -> None:
    actor = Actor(UserId(1), "li", "Li Wei", role, TeamId(1), None, None, None, None, presenting=True)
    assert not sees_people(actor, Privacy(seen_by=seen_by))


def test_risk_names_neither_another_team_nor_who_alone_can_sell_something(small_company: Company) -> None:
    sold(small_company, "laser", *["li"] * 7)
    for login, name, amount in (("li", "Halden", 90_000), ("kuhn", "Vela", 80_000)):
        owned = small_company.customer(name, owner=login)
        new = NewProject(name="big", customer_id=owned, amount_minor=amount * 100)
        small_company.desk(login).write(projects.add, new)

    def risk(login: str, *, presenting: bool) -> str:
        desk = small_company.desk(login)
        desk.presenting = presenting
        return next(one.text for one in sentences(desk.read(analysis.team_page)) if one.key == "risk")

    assert "Vela" in risk("hale", presenting=False)
    assert "Only Li Wei can sell laser" in risk("hale", presenting=False)
    told = risk("wang", presenting=True)
    assert "Halden" in told
    assert "Vela" not in told
    assert "Li Wei" not in told
    assert "Only one of us can sell laser: all 7 won in two years" in told
